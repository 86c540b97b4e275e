%% What the functions of io_lib and its kin give, on the engine and on OTP 25.
-module(test_io_lib).
-export([run/0]).

run() ->
    true = "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,\n 29,30,31,32,33,34,35,36,37,38,39,40]" =:= f("~p",[lists:seq(1,40)]),
    true = "#{a =>\n      [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,\n       27,28,29,30],\n  b => \"text\"}" =:= f("~p",[#{a=>lists:seq(1,30),b=>"text"}]),
    true = "{a,[98]} {a,\"b\"} b" =:= f("~w ~p ~s",[{a,"b"},{a,"b"},"b"]),
    true = "000003.142|1.00000e+10|0.500000" =:= f("~10.3.0f|~e|~g",[3.14159,1.0e10,0.5]),
    true = "[       abc][abc       ][ab]" =:= f("[~10s][~-10s][~.2s]",["abc","abc","abcdef"]),
    true = "FF ff           10#255" =:= f("~.16B ~.16b ~16#",[255,255,255]),
    true = "[1,2,3,4|...]" =:= f("~P",[lists:seq(1,20),5]),
    true = "{a,{...}}" =:= f("~W",[{a,{b,{c,d}}},3]),
    true = "ABBB\n" =:= f("~c~3c~n",[65,66]),
    true = "    a|b       |" =:= f("~*w|~-8w|",[5,a,b]),
    true = "{some_tag,[{aaaaaaaaaaaaaaaaaaaaaaaaaaaa,1},\n           {bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,2},\n           {c,3}]}" =:= f("~p",[{some_tag,[{aaaaaaaaaaaaaaaaaaaaaaaaaaaa,1},{bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,2},{c,3}]}]),
    true = ["a",45,"b"] =:= io_lib:format("~p-~s",[a,"b"]),
    true = "\"a\\\"b\\n\"" =:= io_lib:write_string("a\"b\n"),
    true = "'A b'" =:= io_lib:write_atom('A b'),
    true = [1,2,'...'] =:= io_lib:limit_term([1,2,3,4,5,6],3),
    true = {ok,[12,"abc"],[]} =:= io_lib:fread("~d ~s","12 abc"),
    true = "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50]" =:= f("~0p",[lists:seq(1,50)]),
    true = "{a,\n [1,\n  2,\n  3],\n #{k =>\n    v}}" =:= lists:flatten(io_lib_pretty:print({a,[1,2,3],#{k=>v}},1,5,-1)),
    ok.

f(Format, Args) ->
    lists:flatten(io_lib:format(Format, Args)).
