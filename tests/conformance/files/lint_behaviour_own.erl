-module(lint_behaviour_own).
-callback foo(integer()) -> ok.
-callback bar(X) -> X when X :: atom().
-callback foo(integer()) -> ok.
-callback m:foo() -> ok.
-optional_callbacks([foo/1, nope/3]).
-optional_callbacks([foo/1]).
-optional_callbacks(bad).
-export([f/0, behaviour_info/1]).
f() -> ok.
behaviour_info(_) -> [].
