-module(lint_multi_errors).
f( -> ok.
g() -> X.
h() -> 1 2.
-export([g/0).
i() -> 'abc.
