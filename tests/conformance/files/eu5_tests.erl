-module(eu5_tests).
-include_lib("eunit/include/eunit.hrl").
two_test() -> ok.
three_test() -> ?assert(false).
