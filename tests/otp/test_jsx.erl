%% JSON text to terms and back.
-module(test_jsx).

-export([test/0]).

test() ->
    ok = encoding(),
    ok = decoding(),
    ok = refusals(),
    ok.

encoding() ->
    <<"{}">> = jsx:encode(#{}),
    <<"{}">> = jsx:encode([{}]),
    <<"[]">> = jsx:encode([]),
    <<"{\"a\":1,\"b\":[true,false,null]}">> = jsx:encode([{a, 1}, {<<"b">>, [true, false, null]}]),
    <<"{\"error\":\"not_found\"}">> = jsx:encode(#{error => not_found}),
    <<"\"q\\\"b\\\\n\\nu\\u0001\"">> = jsx:encode(<<"q\"b\\n\nu", 1>>),
    <<"[1.5,-2]">> = jsx:encode([1.5, -2]),
    ok.

decoding() ->
    [{}] = jsx:decode(<<"{}">>),
    [] = jsx:decode(<<" [ ] ">>),
    [{<<"a">>, 1}, {<<"b">>, [true, null]}] = jsx:decode(<<"{\"a\": 1, \"b\":[true , null]}">>),
    Map = jsx:decode(<<"{\"a\":{\"b\":-0.5e1}}">>, [return_maps]),
    #{<<"a">> := #{<<"b">> := -5.0}} = Map,
    [{a, <<"x">>}] = jsx:decode(<<"{\"a\":\"x\"}">>, [{labels, atom}]),
    <<"\"\\/\n", 16#1F600/utf8>> = jsx:decode(<<"\"\\\"\\\\\\/\\n\\ud83d\\ude00\"">>),
    100.0 = jsx:decode(<<"1e2">>),
    ok.

refusals() ->
    false = jsx:is_json(<<"{\"a\":1">>),
    false = jsx:is_json(<<"[1,]">>),
    false = jsx:is_json(<<"{\"a\":1,}">>),
    false = jsx:is_json(<<"01">>),
    false = jsx:is_json(<<"nul">>),
    true = jsx:is_json(<<"[{\"a\":[]}]">>),
    false = jsx:is_term(self()),
    true = jsx:is_term([1, a, <<"b">>]),
    ok.
