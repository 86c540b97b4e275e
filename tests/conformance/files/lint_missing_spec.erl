-module(lint_missing_spec).
-export([f/0, g/0]).
-spec g() -> ok.
f() -> ok.
g() -> h().
h() -> ok.
