%% Patterns, options and texts of redbug; sessions are in tests/trace.
-module(test_redbug).

-export([test/0]).

test() ->
    ok = patterns(),
    ok = options(),
    ok = texts(),
    ok.

compile(Text) ->
    try redbug_compiler:compile(Text, redbug_lib:conf([]))
    catch throw:Reason -> Reason
    end.

spec(Text) ->
    #{funs := [#{mfa := MFA, match_spec := Spec, kinds := Kinds}]} = compile(Text),
    {MFA, Spec, Kinds}.

patterns() ->
    {{m, '_', '_'}, [{'_', [], []}], [local]} = spec("m"),
    {{m, f, '_'}, [{'_', [], []}], [local]} = spec("m:f"),
    {{m, f, 2}, [{'_', [], [{exception_trace}]}], [local]} = spec("m:f/2 -> return"),
    {{m, f, 2}, [{'_', [], [{message, {process_dump}}, {exception_trace}]}], [local]} =
        spec("m:f/2 -> stack;return"),
    {{m, f, 1}, [{'_', [], []}], [call_count, call_time, local]} = spec("m:f/1 -> time, count"),
    {{m, f, 3}, [{['$1', {a, '_'}, '$1'], [], []}], [local]} = spec("m:f(X, {a, _}, X)"),
    {{m, f, 1}, [{[<<"Tihon">>], [], []}], [local]} = spec("m:f(<<\"Tihon\">>)"),
    {{m, f, 2}, [{['$1', '$2'], [{'>', '$1', 1}, {is_atom, '$2'}], []},
                 {['$1', '$2'], [{'=:=', '$2', {{t, "x"}}}], []}], [local]} =
        spec("m:f(A, B) when A > 1, is_atom(B); B =:= {t, \"x\"}"),
    {{m, f, 2}, [{['$1', '$2'], [foo], []}], [local]} = spec("m:f(C,T) when foo"),
    {parse_error, "syntax error before: "} = compile("m:f("),
    {parse_error, "syntax error before: "} = compile("m:f/1 -> "),
    {parse_error, "syntax error before: stack"} = compile("m:f/1 -> return stack"),
    {argument_error, {syntax_error, "illegal action: foo"}} = compile("m:f/1 -> foo"),
    {argument_error, {syntax_error, "unbound variable: Z"}} = compile("m:f(X) when Z == X"),
    {argument_error, {bad_trc, 17}} = compile(17),
    #{flags := [send], funs := []} = compile(send),
    #{flags := [call], funs := [#{match_spec := [_, _]}]} = compile(["m:f(1)", "m:f(2)"]),
    ok.

options() ->
    #{time := 15000, msgs := 10, procs := all, print_time_unit := second} = redbug_lib:conf([]),
    #{arity := true, print_time_unit := millisecond} = redbug_lib:conf([arity, print_msec]),
    {argument_error, {bad_time, foo}} = (catch redbug_lib:conf([{time, foo}])),
    {no_such_option, nosuch} = (catch redbug_lib:conf([{nosuch, 1}])),
    not_started = redbug:stop(),
    {argument_error, no_matching_functions} = redbug:start("nosuch_module:f/1"),
    {argument_error, no_matching_processes} = redbug:start("lists:seq/2", [{procs, nosuch}]),
    ok.

text(Message, Opts) ->
    {Event, Stack} = redbug_lib:format(Message, redbug_lib:conf(Opts)),
    lists:flatten([Event | [binary_to_list(iolist_to_binary(Line)) || Line <- Stack]]).

texts() ->
    Pid = list_to_pid("<0.1.0>"),
    TS = {5, 6, 7, 8009},
    "\n% 05:06:07 <0.1.0>(dead)\n% m:f(a, \"b\")\n" =
        text({call, {{m, f, [a, "b"]}, <<>>}, {Pid, dead}, TS}, []),
    "\n% 05:06:07.008 <0.1.0>(dead)\n% m:f/2\n" =
        text({call, {{m, f, 2}, <<>>}, {Pid, dead}, TS}, [print_msec]),
    "\n% 05:06:07.008009 <0.1.0>({erlang,apply,2})\n% m:f/1 -> [a|...]\n" =
        text({retn, {{m, f, 1}, [a, b, c]}, {Pid, {erlang, apply, 2}}, TS},
             [{print_time_unit, microsecond}, {print_depth, 2}]),
    "\n% 05:06:07 <0.1.0>(srv)\n% <<< hello\n" = text({recv, hello, {Pid, srv}, TS}, []),
    Dump = <<"=proc:<0.1.0>\nProgram counter: 0x1 (a:b/1 + 2)\n"
             "0x2 Return addr 0x3 (m:g/3 + 4)\ny(0) []\n0x5 Return addr 0x6 (<terminate process normally>)\n">>,
    "\n% 05:06:07 <0.1.0>(srv)\n% m:f()\n%   m:g/3\n" =
        text({call, {{m, f, []}, Dump}, {Pid, srv}, TS}, []),
    ok.
