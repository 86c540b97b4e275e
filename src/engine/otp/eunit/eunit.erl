%% Stand-in for OTP's eunit, written anew: test/1,2. Missing: the server that watches files, listeners other than the
%% terminal ({report, …} is ignored), other nodes ({node, …} tests run here).
-module(eunit).
-export([start/0, stop/0, test/1, test/2]).

start() -> ok.

stop() -> ok.

%% Runs tests and prints how they went. ok | error.
test(Tests) -> test(Tests, []).

test(Tests, Options) when is_list(Options) ->
    Depth = proplists:get_value(print_depth, Options, 20),
    Isatty = not proplists:get_bool(no_tty, Options),
    Tty = eunit_tty:new(Isatty andalso proplists:get_bool(verbose, Options), Depth, Isatty),
    eunit_tty:finish(eunit_proc:run(Tests, Tty));
test(Tests, Option) ->
    test(Tests, [Option]).
