-module(eu5).
-include_lib("eunit/include/eunit.hrl").
one_test() -> ok.
