%% Traced calls, delivered to somebody who counts them. Every function returns how many messages arrived.
-module(traced_calls).

-export([raw/0, raw_return/0, handler/0, handler_return/0, target/1, count/2]).

-define(CALLS, 50000).

target(N) -> N + 1.

calls(0) -> ok;
calls(N) ->
    _ = target(N),
    calls(N - 1).

%% erlang:trace/3 to a process of our own.
raw() -> traced(true, ?CALLS).

raw_return() -> traced([{'_', [], [{return_trace}]}], 2 * ?CALLS).

traced(Spec, Expected) ->
    Self = self(),
    Counter = spawn(fun() -> count(Self, Expected) end),
    1 = erlang:trace(Self, true, [call, {tracer, Counter}]),
    1 = erlang:trace_pattern({?MODULE, target, 1}, Spec, [local]),
    calls(?CALLS),
    receive {counted, Counter} -> ok end,
    1 = erlang:trace(Self, false, [call]),
    1 = erlang:trace_pattern({?MODULE, target, 1}, false, [local]),
    Expected.

count(Parent, 0) -> Parent ! {counted, self()};
count(Parent, Left) ->
    receive Trace when element(1, Trace) =:= trace -> count(Parent, Left - 1) end.

%% dbg with a handler fun.
handler() -> handled([], ?CALLS).

handler_return() -> handled([{'_', [], [{return_trace}]}], 2 * ?CALLS).

handled(Spec, Expected) ->
    Self = self(),
    Count = fun(_Trace, Seen) when Seen + 1 =:= Expected -> Self ! all_counted, Seen + 1;
               (_Trace, Seen) -> Seen + 1
            end,
    {ok, _} = dbg:tracer(process, {Count, 0}),
    {ok, _} = dbg:p(Self, [c]),
    {ok, _} = dbg:tpl(?MODULE, target, 1, Spec),
    calls(?CALLS),
    receive all_counted -> ok end,
    stop_tracing(),
    Expected.

stop_tracing() ->
    {ok, _} = dbg:ctpl(),
    Tracer = whereis(dbg),
    Ref = monitor(process, Tracer),
    ok = dbg:stop(),
    receive {'DOWN', Ref, process, Tracer, _} -> ok end.
