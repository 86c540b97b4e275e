%% What dbg's handler gets, and that stop/0 ends it all.
-module(dbg_session).

-export([test/0, f/1]).

f(X) -> {f, X}.

test() ->
    {module, _} = code:ensure_loaded(?MODULE),
    ok = without_tracer(),
    ok = calls(),
    ok = flags(),
    ok = saved_patterns(),
    ok = errors(),
    ok.

without_tracer() ->
    ok = dbg:stop(),
    {error, {no_tracer_on_node, _}} = dbg:get_tracer(),
    {ok, []} = dbg:tp(?MODULE, f, []),
    {error, no_tracers} = dbg:p(all, c),
    {error, {no_tracer_on_node, _}} = dbg:p(self(), c),
    {error, {bad_flags, [foo]}} = dbg:p(self(), foo),
    ok = dbg:stop(),
    undefined = whereis(dbg),
    ok.

start() ->
    Self = self(),
    {ok, Server} = dbg:tracer(process, {fun(Trace, N) -> Self ! {N, Trace}, N + 1 end, 0}),
    Server = whereis(dbg),
    {error, already_started} = dbg:tracer(),
    ok.

calls() ->
    ok = start(),
    Node = node(),
    Self = self(),
    {ok, [{matched, Node, 1}]} = dbg:p(Self, [c]),
    {ok, [{matched, Node, 1}, {saved, x}]} = dbg:tp(?MODULE, f, 1, x),
    {f, 7} = ?MODULE:f(7),
    receive {0, {trace, Self, call, {?MODULE, f, [7]}}} -> ok end,
    receive {1, {trace, Self, return_from, {?MODULE, f, 1}, {f, 7}}} -> ok end,
    {ok, [{matched, Node, 1}]} = dbg:ctp(?MODULE, f, 1),
    {f, 8} = ?MODULE:f(8),
    receive {_, {trace, _, _, _}} -> error(not_silent) after 50 -> ok end,
    ok = dbg:stop(),
    ok.

flags() ->
    ok = start(),
    Node = node(),
    Pid = spawn(fun() -> receive stop -> ok end end),
    {ok, [{matched, Node, 1}]} = dbg:p(Pid, [m, p]),
    {flags, Flags} = erlang:trace_info(Pid, flags),
    [procs, 'receive', send] = lists:sort(Flags),
    Pid ! stop,
    receive {0, {trace, Pid, 'receive', stop}} -> ok end,
    receive {1, {trace, Pid, exit, normal}} -> ok end,
    {ok, [{matched, Node, 0, {no_proc, nosuch}}]} = dbg:p(nosuch, c),
    {error, {badpid, {1, 2}}} = dbg:p({1, 2}),
    [send, 'receive', call] = dbg:transform_flags([c, m]),
    ok = dbg:stop(),
    ok.

saved_patterns() ->
    ok = start(),
    Node = node(),
    Spec = [{'_', [], [{return_trace}]}],
    {ok, [{matched, Node, 1}, {saved, 1}]} = dbg:tp(?MODULE, f, Spec),
    {ok, [{matched, Node, 1}, {saved, 1}]} = dbg:tpl(?MODULE, f, 1, Spec),
    {ok, [{matched, Node, 1}, {saved, c}]} = dbg:tp(?MODULE, f, caller_trace),
    {ok, [{matched, Node, 1}, {saved, x}]} = dbg:tp(?MODULE, f, [{'_', [], [{exception_trace}]}]),
    {error, unknown_pattern} = dbg:tp(?MODULE, f, 99),
    ok = dbg:dtp(1),
    {error, unknown_pattern} = dbg:tp(?MODULE, f, 1),
    ok = dbg:stop(),
    ok.

errors() ->
    ok = start(),
    {error, [{error, "Match head is invalid in this context."}]} = dbg:tp(?MODULE, f, [{a, b, c}]),
    {error, cant_add_local_node} = dbg:n(node()),
    ok = dbg:stop(),
    3 = dbg:c(lists, sum, [[1, 2]]),
    end_state = dbg:dhandler(end_of_trace, end_state),
    ok.
