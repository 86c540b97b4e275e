%% One agent lives the life of one cat: every 2 to 7 seconds it either enters a
%% random town of its list or leaves the town where it believes to be. It does
%% not look at the answers: what the service refuses is logged by cats_api.
-module(cat_agent).
-behaviour(gen_server).

-export([start_link/2]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-record(state, {
    name :: binary(),
    curr_town :: undefined | binary(),
    towns :: [binary(), ...]
}).

-define(MIN_PAUSE, 2000).
-define(MAX_PAUSE, 7000).

-spec start_link(binary(), [binary(), ...]) -> {ok, pid()} | {error, term()}.
start_link(Name, Towns) ->
    gen_server:start_link(?MODULE, {Name, Towns}, []).

%% What the cat does is drawn from its name and the second of its start, so the
%% lives of a node that starts at the same second can be told again.
init({Name, Towns}) ->
    rand:seed(exsss, {erlang:phash2(Name), erlang:system_time(second), 1}),
    schedule(),
    {ok, #state{name = Name, towns = Towns}}.

handle_call(_Request, _From, State) ->
    {reply, {error, invalid_call}, State}.

handle_cast(_Request, State) ->
    {noreply, State}.

handle_info(act, State) ->
    NewState = act(State),
    schedule(),
    {noreply, NewState};
handle_info(_Message, State) ->
    {noreply, State}.

act(#state{name = Name, curr_town = undefined, towns = Towns} = State) ->
    Town = lists:nth(rand:uniform(length(Towns)), Towns),
    io:format("INFO: ~s enters ~s~n", [Name, Town]),
    cats_api:enter(Name, Town),
    State#state{curr_town = Town};
act(#state{name = Name, curr_town = Town} = State) ->
    io:format("INFO: ~s leaves ~s~n", [Name, Town]),
    cats_api:leave(Name, Town),
    State#state{curr_town = undefined}.

schedule() ->
    Pause = ?MIN_PAUSE + rand:uniform(?MAX_PAUSE - ?MIN_PAUSE + 1) - 1,
    erlang:send_after(Pause, self(), act).
