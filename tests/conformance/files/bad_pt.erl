-module(bad_pt).
-compile({parse_transform, no_such_pt}).
-export([hello/0]).
hello() -> "plain".
