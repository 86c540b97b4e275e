-module(user_default).
-export([twice/1, who/0]).
-record(ud, {a, b = 2}).

twice(X) -> 2 * X.

who() -> #ud{a = self()}.
