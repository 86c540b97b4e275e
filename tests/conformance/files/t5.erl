-module(t5).
-include_lib("eunit/include/eunit.hrl").
c_test() -> spawn_link(fun() -> exit(linked) end), timer:sleep(100).
d_test() -> ok.
