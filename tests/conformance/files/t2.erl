-module(t2).
-include_lib("eunit/include/eunit.hrl").
a_test() -> ok.
d_test() -> exit(self(), kill), timer:sleep(100).
e_test() -> ok.
