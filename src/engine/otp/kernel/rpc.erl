%% Subset of OTP's rpc. Missing: multi_server_call, server_call, sbcast, parallel_eval, block calls apart from plain calls.
%%
%% Calls run in a process of their own on the called node; rex is the server that other nodes ask.
-module(rpc).
-behaviour(gen_server).

-export([start_link/0, start/0, stop/0, call/4, call/5, block_call/4, block_call/5, cast/4, multicall/3, multicall/4, multicall/5,
         async_call/4, yield/1, nb_yield/1, nb_yield/2, abcast/2, abcast/3, eval_everywhere/3, eval_everywhere/4, pinfo/1, pinfo/2,
         pmap/3, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start() -> gen_server:start({local, rex}, ?MODULE, [], []).

start_link() -> gen_server:start_link({local, rex}, ?MODULE, [], []).

stop() -> gen_server:stop(rex).

init([]) ->
    process_flag(trap_exit, true),
    Observer = spawn_opt(fun() ->
                                 process_flag(trap_exit, true),
                                 nodes_observer_loop(ets:new(rex_nodes_observer, []))
                         end, [monitor, {priority, high}]),
    {ok, #{nodes_observer => Observer}}.

%% Beside rex: in OTP it notes which nodes come and go.
nodes_observer_loop(Nodes) ->
    receive
        _ -> nodes_observer_loop(Nodes)
    end.

handle_call({call, M, F, A, Leader}, From, Callers) ->
    {_, Ref} = erpc:spawn_call(M, F, A, Leader),
    {noreply, Callers#{Ref => From}};
handle_call(_, _From, Callers) -> {reply, {badrpc, badcall}, Callers}.

handle_cast({cast, M, F, A, Leader}, Callers) ->
    spawn(fun() ->
                  group_leader(Leader, self()),
                  apply(M, F, A)
          end),
    {noreply, Callers};
handle_cast(_, Callers) -> {noreply, Callers}.

handle_info({'DOWN', Ref, process, _, Reason}, Callers) ->
    case maps:take(Ref, Callers) of
        {From, Rest} ->
            gen_server:reply(From, erpc:rpc_answer(Reason)),
            {noreply, Rest};
        error ->
            {noreply, Callers}
    end;
handle_info(_, Callers) -> {noreply, Callers}.

call(Node, M, F, A) -> call(Node, M, F, A, infinity).

call(Node, M, F, A, Timeout) ->
    try erpc:call(Node, M, F, A, Timeout) of
        Value -> Value
    catch
        throw:Value -> Value;
        exit:{exception, Reason} -> {badrpc, {'EXIT', Reason}};
        error:{exception, Reason, Stack} -> {badrpc, {'EXIT', {Reason, Stack}}};
        exit:{signal, Reason} -> {badrpc, {'EXIT', Reason}};
        error:{erpc, noconnection} -> {badrpc, nodedown};
        error:{erpc, timeout} -> {badrpc, timeout};
        error:{erpc, badarg} -> {badrpc, {'EXIT', badarg}};
        error:{erpc, Reason} -> {badrpc, Reason}
    end.

block_call(Node, M, F, A) -> call(Node, M, F, A).

block_call(Node, M, F, A, Timeout) -> call(Node, M, F, A, Timeout).

cast(Node, M, F, A) ->
    erpc:cast(Node, M, F, A),
    true.

multicall(M, F, A) -> multicall([node() | nodes()], M, F, A, infinity).

multicall(Nodes, M, F, A) when is_list(Nodes) -> multicall(Nodes, M, F, A, infinity);
multicall(M, F, A, Timeout) -> multicall([node() | nodes()], M, F, A, Timeout).

multicall(Nodes, M, F, A, Timeout) ->
    Answers = [{Node, call(Node, M, F, A, Timeout)} || Node <- Nodes],
    Bad = [Node || {Node, {badrpc, Why}} <- Answers, Why =:= nodedown orelse Why =:= timeout],
    {[Answer || {Node, Answer} <- Answers, not lists:member(Node, Bad)], Bad}.

async_call(Node, M, F, A) ->
    Caller = self(),
    spawn(fun() -> Caller ! {self(), {promise_reply, call(Node, M, F, A)}} end).

yield(Key) ->
    {value, Value} = nb_yield(Key, infinity),
    Value.

nb_yield(Key) -> nb_yield(Key, 0).

nb_yield(Key, Timeout) ->
    receive
        {Key, {promise_reply, Value}} -> {value, Value}
    after Timeout ->
        timeout
    end.

abcast(Name, Message) -> abcast([node() | nodes()], Name, Message).

abcast(Nodes, Name, Message) ->
    _ = [catch erlang:send({Name, Node}, Message) || Node <- Nodes],
    abcast.

eval_everywhere(M, F, A) -> eval_everywhere([node() | nodes()], M, F, A).

eval_everywhere(Nodes, M, F, A) ->
    _ = [cast(Node, M, F, A) || Node <- Nodes],
    abcast.

pinfo(Pid) when node(Pid) =:= node() -> process_info(Pid);
pinfo(Pid) -> call(node(Pid), erlang, process_info, [Pid]).

pinfo(Pid, Item) when node(Pid) =:= node() -> process_info(Pid, Item);
pinfo(Pid, Item) -> call(node(Pid), erlang, process_info, [Pid, Item]).

pmap({M, F}, ExtraArgs, List) ->
    Keys = [async_call(node(), M, F, [E | ExtraArgs]) || E <- List],
    [case yield(Key) of
         {badrpc, _} -> exit(badrpc);
         Value -> Value
     end || Key <- Keys].
