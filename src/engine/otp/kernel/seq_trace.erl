%% Stands in for OTP's seq_trace. The -file attributes keep the line numbers that stacks of the real module show.
-module(seq_trace).

-export([set_token/1, set_token/2, get_token/0, get_token/1, print/1, print/2, reset_trace/0, set_system_tracer/1,
         get_system_tracer/0]).

-define(FLAGS, [{send, 1}, {'receive', 2}, {print, 4}, {timestamp, 8}, {strict_monotonic_timestamp, 16}, {monotonic_timestamp, 32}]).

-file("seq_trace.erl", 57).
set_token([]) -> erlang:seq_trace(sequential_trace_token, []);
set_token({Flags, Label, Serial, _From, Previous}) ->
    _ = [set_token(Flag, Flags band Bit =/= 0) || {Flag, Bit} <- ?FLAGS],
    _ = set_token(label, Label),
    _ = set_token(serial, {Previous, Serial}),
    ok.

-file("seq_trace.erl", 68).
set_token(Item, Value) ->
    case erlang:seq_trace(Item, Value) of
        Old -> Old
    end.

get_token() ->
    element(2, {token, erlang:seq_trace_info(sequential_trace_token)}).

-file("seq_trace.erl", 79).
get_token(Item) ->
    case erlang:seq_trace_info(Item) of
        Info -> Info
    end.

print(Term) ->
    _ = erlang:seq_trace_print(Term),
    ok.

print(Label, Term) when is_atom(Label) ->
    erlang:error(badarg, [Label, Term]);
print(Label, Term) ->
    _ = erlang:seq_trace_print(Label, Term),
    ok.

reset_trace() -> erlang:system_flag(reset_seq_trace, true).

-file("seq_trace.erl", 122).
set_system_tracer(Tracer) ->
    case erlang:system_flag(sequential_tracer, Tracer) of
        Old -> Old
    end.

get_system_tracer() ->
    {sequential_tracer, Tracer} = erlang:system_info(sequential_tracer),
    Tracer.
