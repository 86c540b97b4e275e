-module(eu2).
-include_lib("eunit/include/eunit.hrl").
eq_test() -> ?assertEqual(2, 1 + 2).
assert_test() -> ?assert(1 =:= 2).
assert_nb_test() -> ?assert(foo).
assertnot_test() -> ?assertNot(1 =:= 1).
match_test() -> ?assertMatch({ok, _}, {error, x}).
nomatch_test() -> ?assertNotMatch({ok, _}, {ok, x}).
noteq_test() -> ?assertNotEqual(1, 1).
err_test() -> ?assertError(badarg, exit(x)).
err2_test() -> ?assertError(badarg, ok).
thr_test() -> ?assertThrow(x, throw(x)).
exit_test() -> ?assertExit(normal, exit(y)).
exc_test() -> ?assertException(error, {badmatch, _}, begin {a} = {b} end).
noexc_test() -> ?assertNotException(error, badarith, 1/0).
crash_test() -> 1/0.
throw_test() -> throw(oops).
exit2_test() -> exit(bye).
comment_test() -> ?assert(false, "some comment").
commenteq_test() -> ?assertEqual(1, 2, "cmt").
long_test() -> ?assertEqual(lists:seq(1,100), lists:seq(2,101)).
output_test() -> io:format("hello~nworld"), ?assert(false).
nested() -> erlang:error(deep, [a]).
deep_test() -> X = nested(), X.
undef_test() -> nosuch:fun1(1).
fc_test() -> lists:map(a, b).
gen_test_() -> [?_assert(false), {"title", ?_assertEqual(1, 2)}, {"t2", fun() -> error(z) end}, {?MODULE, eq_test}, {10, fun() -> ok end}, {"t3", 11, ?_test(ok)}, {with, 1, [fun(X) -> X = 2 end]}].
