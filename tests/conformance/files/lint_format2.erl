-module(lint_format2).
-export([f/1]).
f(X) -> io:format(X), io:format(X, [a]), io:format("~p", X), io:format(user, X, []), io_lib:format(X, []), io:format("a").
