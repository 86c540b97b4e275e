-module(eu10).
-define(NOTEST, true).
-include_lib("eunit/include/eunit.hrl").
-export([f/0]).
f() -> ?assert(1 =:= 1).
a_test() -> ?assertEqual(1, 2).
