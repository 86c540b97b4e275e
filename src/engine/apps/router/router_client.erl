%% A client that reads a key five times a second or so. Any key is as good as any other,
%% but for one: every third read is of the key that all clients like.
-module(router_client).
-behaviour(gen_server).

-export([start_link/2]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-define(FAVOURITE, 1541).

-spec start_link(pos_integer(), pos_integer()) -> {ok, pid()} | {error, term()}.
start_link(Number, Keys) ->
    gen_server:start_link(?MODULE, {Number, Keys}, []).

%% Drawn from the client's number, so that the same start tells the same story.
init({Number, Keys}) ->
    rand:seed(exsss, {Number, Keys, 1}),
    schedule(),
    {ok, Keys}.

handle_call(_Request, _From, Keys) ->
    {reply, {error, invalid_call}, Keys}.

handle_cast(_Request, Keys) ->
    {noreply, Keys}.

handle_info(read, Keys) ->
    N = case rand:uniform(3) of
            1 -> ?FAVOURITE;
            _ -> rand:uniform(Keys)
        end,
    {ok, _} = router:get(router:key(N)),
    schedule(),
    {noreply, Keys}.

schedule() ->
    erlang:send_after(100 + rand:uniform(200), self(), read).
