-module(eu8).
-include_lib("eunit/include/eunit.hrl").
a_test_() -> foo.
