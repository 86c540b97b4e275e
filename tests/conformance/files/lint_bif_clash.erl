-module(lint_bif_clash).
-export([abs/1, length/1, is_map/1, ceil/1, f/0, binary_part/2, error/2, get_keys/0]).
abs(X) -> X.
length(X) -> X.
is_map(X) -> X.
ceil(X) -> X.
binary_part(_, _) -> ok.
error(_, _) -> ok.
get_keys() -> ok.
f() -> abs(1), length([]), is_map(x), ceil(1), binary_part(a, b), error(a, b), get_keys(), erlang:abs(1).
g(X) when abs(X) > 1, is_map(X), length(X) > 1 -> ok.
