-module(lint_unused_function_attr).
-compile({nowarn_unused_function, [{g,0},{h,1}]}).
-export([f/0]).
f() -> ok.
g() -> ok.
k() -> l().
l() -> k().
