%% Subset of OTP's erpc. Missing: collections of request ids.
%%
%% A call is a process on the called node whose exit reason carries the outcome.
%% A request is known to its owner as [Ref | Ref] of the monitor.
%% The -file attributes keep the line numbers that a stack of the real module shows.
-module(erpc).

-export([call/2, call/3, call/4, call/5, cast/2, cast/4, multicall/2, multicall/3, multicall/4, multicall/5, multicast/2, multicast/4,
         send_request/2, send_request/4, receive_response/1, receive_response/2, wait_response/1, wait_response/2, check_response/2,
         execute_call/4, spawn_call/4, rpc_answer/1]).

-define(IS_CALL(Node, M, F, A), is_atom(Node), is_atom(M), is_atom(F), is_list(A)).
-define(IS_TIMEOUT(T), (T =:= infinity orelse is_integer(T) andalso T >= 0 andalso T =< 16#ffffffff)).

call(Node, Fun) -> call(Node, Fun, infinity).

call(Node, Fun, Timeout) when is_function(Fun, 0) -> call(Node, erlang, apply, [Fun, []], Timeout);
call(_, _, _) -> error({?MODULE, badarg}).

call(Node, M, F, A) -> call(Node, M, F, A, infinity).

call(Node, M, F, A, infinity) when Node =:= node(), is_atom(M), is_atom(F), is_list(A) ->
    %% the outcome of a local call is its own, with the stack below the call cut off
    try
        {return, apply(M, F, A)}
    of
        {return, Value} -> Value
    catch
        throw:Value -> throw(Value);
        exit:Reason -> exit({exception, Reason});
        error:Reason:Stack ->
            error({exception, Reason, above_call(Stack, M, F, A)})
    end;
call(Node, M, F, A, Timeout) when ?IS_CALL(Node, M, F, A), ?IS_TIMEOUT(Timeout) ->
    result(receive_outcome(send_request(Node, M, F, A), Timeout));
call(_, _, _, _, _) ->
    error({?MODULE, badarg}).

%% The part of a stack above the call, closed by the called function itself.
above_call(Stack, M, F, A) ->
    Arity = length(A),
    case lists:takewhile(fun(Frame) -> element(1, Frame) =/= ?MODULE end, Stack) of
        [] -> [{M, F, A, []}];
        Frames ->
            case lists:last(Frames) of
                {M, F, A, _} -> Frames;
                {M, F, Arity, _} -> Frames;
                _ -> Frames ++ [{M, F, Arity, []}]
            end
    end.

%% In the called process: the exit reason is the outcome.
execute_call(Leader, M, F, A) ->
    group_leader(Leader, self()),
    exit(try
             {return, apply(M, F, A)}
         catch
             throw:Value -> {throw, Value};
             exit:Reason -> {exit, Reason};
             error:Reason:Stack -> {error, Reason, [Frame || Frame <- Stack, element(1, Frame) =/= ?MODULE]}
         end).

spawn_call(M, F, A, Leader) -> spawn_monitor(?MODULE, execute_call, [Leader, M, F, A]).

%% What rex answers for an outcome.
rpc_answer({return, Value}) -> Value;
rpc_answer({throw, Value}) -> Value;
rpc_answer({exit, Reason}) -> {badrpc, {'EXIT', Reason}};
rpc_answer({error, Reason, Stack}) -> {badrpc, {'EXIT', {Reason, Stack}}};
rpc_answer(Reason) -> {badrpc, {'EXIT', Reason}}.

cast(Node, Fun) when is_function(Fun) -> cast(Node, erlang, apply, [Fun, []]);
cast(_, _) -> error({?MODULE, badarg}).

cast(Node, M, F, A) when ?IS_CALL(Node, M, F, A) ->
    _ = case Node =:= node() of
            true -> catch spawn(M, F, A);
            false -> catch spawn(Node, M, F, A)
        end,
    ok;
cast(_, _, _, _) ->
    error({?MODULE, badarg}).

multicall(Nodes, Fun) -> multicall(Nodes, Fun, infinity).

multicall(Nodes, Fun, Timeout) when is_function(Fun, 0) -> multicall(Nodes, erlang, apply, [Fun, []], Timeout);
multicall(_, _, _) -> error({?MODULE, badarg}).

multicall(Nodes, M, F, A) -> multicall(Nodes, M, F, A, infinity).

multicall(Nodes, M, F, A, Timeout) when ?IS_CALL(M, M, F, A), ?IS_TIMEOUT(Timeout) ->
    [try
         {ok, call(Node, M, F, A, Timeout)}
     catch
         Class:Reason -> {Class, Reason}
     end || Node <- checked(Nodes)];
multicall(_, _, _, _, _) ->
    error({?MODULE, badarg}).

multicast(Nodes, Fun) when is_function(Fun) -> multicast(Nodes, erlang, apply, [Fun, []]);
multicast(_, _) -> error({?MODULE, badarg}).

multicast(Nodes, M, F, A) when ?IS_CALL(M, M, F, A) ->
    _ = [cast(Node, M, F, A) || Node <- checked(Nodes)],
    ok;
multicast(_, _, _, _) ->
    error({?MODULE, badarg}).

checked(Nodes) ->
    case is_list(Nodes) andalso catch lists:all(fun erlang:is_atom/1, Nodes) of
        true -> Nodes;
        _ -> error({?MODULE, badarg})
    end.

send_request(Node, Fun) when is_function(Fun, 0) -> send_request(Node, erlang, apply, [Fun, []]);
send_request(_, _) -> error({?MODULE, badarg}).

send_request(Node, M, F, A) when Node =:= node(), ?IS_CALL(Node, M, F, A) ->
    {_Pid, Ref} = spawn_call(M, F, A, group_leader()),
    [Ref | Ref];
send_request(Node, M, F, A) when ?IS_CALL(Node, M, F, A) ->
    case lists:member(Node, nodes(connected)) of
        true ->
            {_Pid, Ref} = spawn_monitor(Node, ?MODULE, execute_call, [group_leader(), M, F, A]),
            [Ref | Ref];
        false ->
            Ref = make_ref(),
            self() ! {'DOWN', Ref, process, Node, noconnection},
            [Ref | Ref]
    end;
send_request(_, _, _, _) ->
    error({?MODULE, badarg}).

%% A request that is no longer there is a wrong argument.
receive_outcome([Ref | Ref], Timeout) when is_reference(Ref), ?IS_TIMEOUT(Timeout) ->
    receive
        {'DOWN', Ref, process, _, Outcome} -> Outcome
    after Timeout ->
        case erlang:demonitor(Ref, [flush, info]) of
            true -> timeout;
            false -> error({?MODULE, badarg})
        end
    end;
receive_outcome(_, _) ->
    error({?MODULE, badarg}).

receive_response(Request) -> receive_response(Request, infinity).

receive_response(Request, Timeout) -> result(receive_outcome(Request, Timeout)).

wait_response(Request) -> wait_response(Request, 0).

wait_response([Ref | Ref], Timeout) when is_reference(Ref), ?IS_TIMEOUT(Timeout) ->
    receive
        {'DOWN', Ref, process, _, Outcome} -> {response, result(Outcome)}
    after Timeout ->
        no_response
    end;
wait_response(_, _) ->
    error({?MODULE, badarg}).

check_response({'DOWN', Ref, process, _, Outcome}, [Ref | Ref]) -> {response, result(Outcome)};
check_response(_, [Ref | Ref]) when is_reference(Ref) -> no_response;
check_response(_, _) -> error({?MODULE, badarg}).

result({return, Value}) -> Value;
result({throw, Value}) -> throw(Value);
result({exit, Reason}) -> exit({exception, Reason});
result({error, Reason, Stack}) -> error({exception, Reason, Stack});
result(timeout) -> error({?MODULE, timeout});
result(noconnection) -> error({?MODULE, noconnection});
result(Reason) -> exit({signal, Reason}).
