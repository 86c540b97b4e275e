%% What the functions of filename and its kin give, on the engine and on OTP 25.
-module(test_filename).
-export([run/0]).

run() ->
    true = "a/b" =:= filename:join("a","b"),
    true = "/a/b/c" =:= filename:join(["/a","b/","c"]),
    true = "b" =:= filename:basename("/a/b.erl",".erl"),
    true = "/a" =:= filename:dirname("/a/b"),
    true = ".c" =:= filename:extension("a.b.c"),
    true = "x/a" =:= filename:rootname("x/a.erl"),
    true = ["/","a","b"] =:= filename:split("/a/b"),
    true = <<"b">> =:= filename:basename(<<"/a/b">>),
    ok.
