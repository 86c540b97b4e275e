-module(lint_format).
-export([f/1]).
f(X) ->
  io:format("~p~n", [X]), io:format("~p"), io:format("~p", []), io:format("~p", X), io:format("~p~p", [X]), io:format("~n~n", [X]),
  io:fwrite("~z", [X]), io:format(X, "~p", [X]), io:format("a", b), io:format("~", []), io:format("~10", [X]), io:format("~*p", [1, X]), io:format("~-10.3.0s", [X]),
  io_lib:format("~p", []), io_lib:fwrite("~a", [X]), io:format(standard_error, "~p", []), io:format(user, "~p ~p", [X]), io:format(foo), io:format(X), io:format("~p" "~p", [X]),
  io:format(<<"~p">>, []), io:format('~p', []), io:format("~p~~~c~B", [1,2]), io:format("~ts ~tp ~tw ~ta ~tP", [1,2,3]), io:format("~i~W", [1,2,3]), io:format("~.16#", [1]), io:format("~p" ++ "~p", [X]), io:format("~p~n", [X|X]),
  io:format("~lp ~lw ~kp", [1,2,3]), io:format("~tx", [1]), io:format("~+", [X]), io:format("~e ~f ~g", [1.0]), io:format("~s", "abc"), io:format("hello~n", []), io:format("hello~p~n"), io_lib:format("~p", X), io:format("~#", [1]), io:format("~x", [1, "a"]), io:format("~10.10.*w", [X, X]), io:format("~ *p", [1, 2]).
