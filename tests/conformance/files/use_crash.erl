-module(use_crash).
-compile({parse_transform, crash_pt}).
-export([hello/0]).
hello() -> "plain".
