-module(use_pt).
-compile({parse_transform, my_pt}).
-export([hello/0, f/1]).
hello() -> "plain".
f(X) -> Y = 1, ok.
