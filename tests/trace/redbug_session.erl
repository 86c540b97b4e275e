%% What a session of redbug reports, and that nothing of it stays.
-module(redbug_session).

-export([test/0, outer/1, inner/1, target/1]).

test() ->
    {module, _} = code:ensure_loaded(?MODULE),
    ok = calls_and_returns(),
    ok = stack(),
    ok = exceptions(),
    ok = messages(),
    ok = handler(),
    ok = silence_after(),
    ok.

inner(X) -> {inner, X}.

outer(X) -> {outer, ?MODULE:inner(X)}.

target(Requests) ->
    receive
        {call, From, Fun} ->
            From ! {self(), catch Fun()},
            target(Requests + 1);
        stop ->
            ok
    end.

%% Runs the funs in a process while Trc is traced, and returns the messages.
traced(Trc, Opts, Funs) ->
    Pid = spawn(?MODULE, target, [0]),
    Self = self(),
    Driver = spawn_link(fun() ->
        wait_for_redbug(Pid),
        [begin Pid ! {call, self(), Fun}, receive {Pid, _} -> ok end end || Fun <- Funs],
        Pid ! stop,
        unlink(Self)
    end),
    Result = redbug:start(Trc, [blocking, {procs, Pid}, {time, 2000} | Opts]),
    exit(Driver, kill),
    {Pid, Result}.

wait_for_redbug(Pid) ->
    case erlang:trace_info(Pid, flags) of
        {flags, []} -> timer:sleep(1), wait_for_redbug(Pid);
        {flags, _} -> ok
    end.

calls_and_returns() ->
    {Pid, {msg_count, [{call, {{?MODULE, outer, [1]}, <<>>}, {Pid, {?MODULE, target, 1}}, {_, _, _, _}},
                       {retn, {{?MODULE, outer, 1}, {outer, {inner, 1}}}, {Pid, _}, _}]}} =
        traced("redbug_session:outer(1) -> return", [{msgs, 2}],
               [fun() -> ?MODULE:outer(2) end, fun() -> ?MODULE:outer(1) end]),
    ok.

stack() ->
    {_, {msg_count, [{call, {{?MODULE, inner, 1}, Dump}, _, _} = Call]}} =
        traced("redbug_session:inner/1 -> stack", [{msgs, 1}, arity], [fun() -> ?MODULE:outer(1) end]),
    true = is_binary(Dump),
    {_, [First | _]} = redbug_lib:format(Call, redbug_lib:conf([])),
    <<"%   redbug_session:outer/1\n">> = iolist_to_binary(First),
    ok.

call(F, Args) -> apply(erlang, F, Args).

exceptions() ->
    {_, {msg_count, [_, {retn, {{erlang, atom_to_list, 1}, {error, badarg}}, _, _}]}} =
        traced("erlang:atom_to_list/1 -> return", [{msgs, 2}],
               [fun() -> call(atom_to_list, [1]) end]),
    ok.

messages() ->
    {Pid, {msg_count, [{recv, {call, _, _}, {Pid, {?MODULE, target, 1}}, _}]}} =
        traced('receive', [{msgs, 1}], [fun() -> ok end]),
    ok.

handler() ->
    Self = self(),
    Fun = fun(Message, N) -> Self ! {seen, N, element(1, Message)}, N + 1 end,
    {Name, _, 1} = redbug:start("redbug_session:inner/1 -> return", [{print_fun, Fun}, {msgs, 2}]),
    redbug_already_started = redbug:start("redbug_session:inner/1"),
    Pid = whereis(Name),
    Monitor = monitor(process, Pid),
    {inner, 5} = ?MODULE:inner(5),
    receive {seen, 0, call} -> ok end,
    receive {seen, 1, retn} -> ok end,
    receive {'DOWN', Monitor, process, Pid, _} -> ok end,
    not_started = redbug:stop(),
    ok.

silence_after() ->
    {traced, false} = erlang:trace_info({?MODULE, inner, 1}, traced),
    {flags, []} = erlang:trace_info(new, flags),
    ok.
