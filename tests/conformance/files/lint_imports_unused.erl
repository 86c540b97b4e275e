-module(lint_imports_unused).
-import(lists, [map/2, foldl/3]).
-import(foo, [bar/1]).
-export([f/0]).
f() -> map(a, b).
