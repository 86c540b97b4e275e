-module(eu7).
-include_lib("eunit/include/eunit.hrl").
dbg_test() -> ?debugMsg("msg"), ?debugFmt("~p", [x]), ?debugVal({a, b}), ?debugHere.
und_test() -> ?assert(?UNDER_EUNIT).
let_test() -> ?assertEqual(3, ?LET(X, 1, X + 2)), ?assertEqual(a, ?IF(true, a, b)), ?assert(?MATCHES({_}, {1})).
out_test() -> io:format("abc"), ?assertEqual("abc", ?capturedOutput).
err_test() -> io:format("line1~nline2~n"), io:put_chars("x"), error({custom, [1,2,3]}).
big_test() -> io:format("~s", [lists:duplicate(300, $x)]), error(big).
arity_test_() -> [fun(X) -> X end].
badt_test() -> {ok, 1} = {error, lists:seq(1, 50)}.
bin_test() -> ?assertEqual(<<"abc">>, <<"abd">>).
uni_test() -> ?assertEqual("привет", "пока").
map_test() -> ?assertMatch(#{a := 1}, #{a => 2}).
exit_test() -> ?assertExit({x, _}, exit({x, 1})), ?assertThrow({a, _}, throw(b)).
