-module(lint_exports_dup).
-export([f/0, f/0]).
-export([f/0]).
f() -> 1.
