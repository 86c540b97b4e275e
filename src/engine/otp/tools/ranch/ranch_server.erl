%% What the parts of a listener must know of each other, in the public table
%% ranch_server (owned by ranch_sup): rows {{Key, Ref}, Value}, Key being
%% conns_sup, addr or listener_sup. The process drops the row of a connection
%% supervisor when that dies.
-module(ranch_server).
-behaviour(gen_server).

-export([start_link/0, set_connections_sup/2, set/3, get/2, forget/1]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

-spec set_connections_sup(term(), pid()) -> ok.
set_connections_sup(Ref, Pid) ->
    gen_server:call(?MODULE, {set_connections_sup, Ref, Pid}).

-spec set(term(), atom(), term()) -> ok.
set(Ref, Key, Value) ->
    true = ets:insert(?MODULE, {{Key, Ref}, Value}),
    ok.

%% Raises badarg when nothing is known.
-spec get(term(), atom()) -> term().
get(Ref, Key) ->
    ets:lookup_element(?MODULE, {Key, Ref}, 2).

-spec forget(term()) -> ok.
forget(Ref) ->
    true = ets:match_delete(?MODULE, {{'_', Ref}, '_'}),
    ok.

init([]) ->
    {ok, #{}}.

handle_call({set_connections_sup, Ref, Pid}, _From, Monitors) ->
    true = ets:insert(?MODULE, {{conns_sup, Ref}, Pid}),
    {reply, ok, Monitors#{erlang:monitor(process, Pid) => Ref}};
handle_call(_Request, _From, Monitors) ->
    {reply, ignore, Monitors}.

handle_cast(_Request, Monitors) ->
    {noreply, Monitors}.

handle_info({'DOWN', Monitor, process, Pid, _Reason}, Monitors) ->
    case maps:take(Monitor, Monitors) of
        {Ref, Rest} ->
            true = ets:delete_object(?MODULE, {{conns_sup, Ref}, Pid}),
            {noreply, Rest};
        error ->
            {noreply, Monitors}
    end;
handle_info(_Message, Monitors) ->
    {noreply, Monitors}.
