-module(eu9).
-include_lib("eunit/include/eunit.hrl").
a_test_() -> error(gencrash).
b_test() -> ok.
