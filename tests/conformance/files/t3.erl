-module(t3).
-include_lib("eunit/include/eunit.hrl").
b_test_() -> {timeout, 0.1, [fun() -> ok end, fun() -> timer:sleep(500) end, fun() -> ok end]}.
c_test() -> ok.
