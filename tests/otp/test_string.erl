%% What the functions of string and its kin give, on the engine and on OTP 25.
-module(test_string).
-export([run/0]).

run() ->
    true = ["a","b","c"] =:= string:split("a,b,c",",",all),
    true = "a" =:= string:trim("  a "),
    true = "ABC" =:= string:uppercase("abc"),
    true = ["a","b","c"] =:= string:lexemes("a b  c"," "),
    true = ["   ","ab"] =:= string:pad("ab",5,leading),
    true = 3 =:= string:length("abc"),
    true = {12,"abc"} =:= string:to_integer("12abc"),
    true = {1.5e3,"x"} =:= string:to_float("1.5e3x"),
    true = ["a","-","b"] =:= string:replace("aXb","X","-"),
    true = "llo" =:= string:find("hello","l"),
    true = "c" =:= string:prefix("abc","ab"),
    true = "cde" =:= string:slice("abcdef",2,3),
    true = ["a","b","c"] =:= string:tokens("a,b;c",",;"),
    true = "a, b" =:= string:join(["a","b"],", "),
    true = "007" =:= string:right("7",3,$0),
    true = "  ab  " =:= string:centre("ab",6),
    true = 3 =:= string:str("hello","l"),
    true = true =:= string:equal("Ab","aB",true),
    true = "cba" =:= string:reverse("abc"),
    true = "Abc" =:= string:titlecase("abc"),
    true = <<"STRASSE">> =:= string:uppercase(<<"straße"/utf8>>),
    ok.
