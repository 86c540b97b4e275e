-module(t1).
-include_lib("eunit/include/eunit.hrl").
k_test_() -> [{spawn, fun() -> exit(self(), kill), timer:sleep(100) end}, {"after", fun() -> ok end}].
