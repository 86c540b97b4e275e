%% Stand-in for OTP's eunit_tty: what a run of tests prints. It is told of events one by one, in the order of the tests.
-module(eunit_tty).
-export([new/3, event/2, finish/1]).

-record(tty, {verbose, depth, shown, indent = 0, passed = 0, failed = 0, skipped = 0, cancelled = false}).

new(Verbose, Depth, Shown) ->
    Tty = #tty{verbose = Verbose, depth = Depth, shown = Shown},
    print_if(Verbose, Tty, "======================== EUnit ========================~n", []),
    Tty.

%% Begin and end of groups. Groups without a name are not shown.
event({group_begin, Name}, #tty{verbose = true, indent = I} = Tty) when Name =/= undefined ->
    indented(Tty, "~ts~n", [Name]),
    Tty#tty{indent = I + 1};
event({group_begin, _}, Tty) ->
    Tty;
event({group_end, Name, Time}, #tty{verbose = true, indent = I} = Tty) when Name =/= undefined ->
    _ = case Time > 0 of
            true -> indented(Tty, "[done in ~.3f s]~n", [Time / 1000]);
            false -> ok
        end,
    Tty#tty{indent = I - 1};
event({group_end, _, _}, Tty) ->
    Tty;
event({group_cancel, undefined}, #tty{indent = I} = Tty) ->
    Tty#tty{indent = I - 1, cancelled = true};
event({group_cancel, Reason}, #tty{indent = I} = Tty) ->
    indented(Tty, "undefined~n", []),
    indented(Tty, "~ts", [cancel_text(Reason, Tty)]),
    Tty#tty{indent = I - 1, cancelled = true};

%% Tests. In short form only the ones that do not pass are shown.
event({test_begin, Test}, #tty{verbose = true} = Tty) ->
    print_name(Test, Tty),
    Tty;
event({test_begin, _}, Tty) ->
    Tty;
event({test_end, _, ok, Time, _}, #tty{verbose = Verbose, passed = N} = Tty) ->
    print_if(Verbose andalso Time > 0, Tty, "[~.3f s] ", [Time / 1000]),
    print_if(Verbose, Tty, "ok~n", []),
    Tty#tty{passed = N + 1};
event({test_end, Test, {error, Exception}, _, Output}, #tty{failed = N} = Tty) ->
    name_of_failed(Test, Tty),
    print(Tty, "*failed*~n~ts  output:<<\"~ts\">>~n~n", [eunit_lib:format_exception(Exception, Tty#tty.depth), Output]),
    Tty#tty{failed = N + 1};
event({test_end, Test, {skipped, Reason}, _, _}, #tty{skipped = N} = Tty) ->
    name_of_failed(Test, Tty),
    print(Tty, "*did not run*~n::~ts~n", [skip_text(Reason)]),
    Tty#tty{skipped = N + 1};
event({test_cancel, Test, Reason}, Tty) ->
    name_of_failed(Test, Tty),
    print(Tty, "~ts", [cancel_text(Reason, Tty)]),
    Tty#tty{cancelled = true}.

%% The last lines. ok | error.
finish(#tty{passed = Passed, failed = 0, skipped = 0, cancelled = false} = Tty) ->
    print_if(Passed > 0 andalso Tty#tty.verbose, Tty, "=======================================================~n", []),
    _ = case Passed of
            0 -> print(Tty, "  There were no tests to run.~n", []);
            1 -> print(Tty, "  Test passed.~n", []);
            _ -> print(Tty, "  All ~w tests passed.~n", [Passed])
        end,
    ok;
finish(#tty{passed = Passed, failed = Failed, skipped = Skipped, cancelled = Cancelled} = Tty) ->
    print(Tty, "=======================================================~n"
               "  Failed: ~w.  Skipped: ~w.  Passed: ~w.~n", [Failed, Skipped, Passed]),
    print_if(Cancelled, Tty, "One or more tests were cancelled.~n", []),
    error.

name_of_failed(_Test, #tty{verbose = true}) -> ok;
name_of_failed(Test, Tty) -> print_name(Test, Tty#tty{indent = 0}).

%% `module:line: function (description)...`
print_name({Module, Function, Line, Description}, Tty) ->
    Place = case Line of
                0 -> "";
                _ -> io_lib:format("~w:", [Line])
            end,
    Title = case Description of
                undefined -> "";
                _ -> io_lib:format(" (~ts)", [Description])
            end,
    indented(Tty, "~ts:~ts ~ts~ts...", [Module, Place, Function, Title]).

cancel_text(undefined, _) -> "*skipped*\n";
cancel_text({timeout, Stack}, _) -> ["*timed out*\n", eunit_lib:format_stacktrace(Stack), "undefined\n"];
cancel_text({exit, Reason}, _) -> io_lib:format("*unexpected termination of test process*~n::~tP~n~n", [Reason, 15]);
cancel_text({abort, Reason}, Tty) -> eunit_lib:format_error(Reason, Tty#tty.depth).

skip_text({module_not_found, Module}) -> io_lib:format("missing module: ~w", [Module]);
skip_text({no_such_function, {M, F, A}}) -> io_lib:format("no such function: ~w:~tw/~w", [M, F, A]).

indented(#tty{indent = I} = Tty, Format, Arguments) when I > 0 -> print(Tty, lists:duplicate(2 * I, $\s) ++ Format, Arguments);
indented(Tty, Format, Arguments) -> print(Tty, Format, Arguments).

print(#tty{shown = true}, Format, Arguments) -> io:format(Format, Arguments);
print(_, _, _) -> ok.

print_if(true, Tty, Format, Arguments) -> print(Tty, Format, Arguments);
print_if(false, _, _, _) -> ok.
