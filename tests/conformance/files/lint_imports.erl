-module(lint_imports).
-import(lists, [map/2, foldl/3]).
-import(lists, [map/2]).
-import(foo, [map/2]).
-import(foo, [length/1, abs/1, date/0, is_map/1, ceil/1, spawn/1]).
-import(erlang, [hd/1]).
-export([f/0, foldl/3]).
f() -> map(a, b).
foldl(A,B,C) -> {A,B,C}.
