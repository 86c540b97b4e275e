-module(lint_nifs_inline).
-compile([inline]).
-on_load(init/0).
-export([f/0, init/0]).
-nifs([f/0, zz/1]).
init() -> erlang:load_nif("a", 0).
f() -> ok.
