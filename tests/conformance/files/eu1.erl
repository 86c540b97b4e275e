-module(eu1).
-include_lib("eunit/include/eunit.hrl").
-export([f/1]).
f(X) -> X + 1.
a_test() -> ?assertEqual(2, f(1)).
b_test() -> ok.
c_test_() -> [?_assert(true), ?_assertEqual(3, f(2)), {"named", ?_test(ok)}, fun b_test/0].
