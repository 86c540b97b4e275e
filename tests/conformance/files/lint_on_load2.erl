-module(lint_on_load2).
-on_load({init,0}).
-on_load(init/1).
-on_load(foo).
-on_load({a,b,c}).
-export([f/0]).
f() -> ok.
