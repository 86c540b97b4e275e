-module(lint_undefined_fun).
-export([f/0, nof/1]).
f() -> g(), fun h/1, fun i/2, m:x(), apply(j, []).
