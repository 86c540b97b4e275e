-module(eu11).
-include_lib("eunit/include/eunit.hrl").
a_test_() -> [?_test(ok), {"x", {bar, 1}}, ?_test(ok)].
