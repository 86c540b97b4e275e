-module(lint_bad_nowarn_unused).
-compile({nowarn_unused_function, [{nope,1},{f,2}]}).
-compile({nowarn_deprecated_function, [{erlang,now,0}]}).
-compile({inline, [{f,0},{zz,3}]}).
-compile({inline, {zz,4}}).
-compile(inline).
-export([f/0]).
f() -> erlang:now().
