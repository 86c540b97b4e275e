-module(eu3).
-include_lib("eunit/include/eunit.hrl").
setup_test_() -> {setup, fun() -> 5 end, fun(X) -> X end, fun(X) -> [?_assertEqual(5, X), ?_assertEqual(6, X)] end}.
setup2_test_() -> {setup, fun() -> 5 end, [?_test(ok), {"desc", ?_test(ok)}]}.
setup3_test_() -> {"fixture", {setup, spawn, fun() -> self() end, fun(P) -> P end, fun(P) -> {with, P, [fun(X) -> ?assert(is_pid(X)) end]} end}}.
setupfail_test_() -> {setup, fun() -> error(nosetup) end, fun(_) -> ok end, [?_test(ok)]}.
cleanfail_test_() -> {setup, fun() -> ok end, fun(_) -> error(nocleanup) end, [?_test(ok)]}.
instfail_test_() -> {setup, fun() -> ok end, fun(_) -> ok end, fun(_) -> error(noinst) end}.
foreach_test_() -> {foreach, fun() -> 1 end, fun(_) -> ok end, [fun(X) -> ?_assertEqual(1, X) end, fun(X) -> {"second", ?_assertEqual(2, X)} end]}.
foreachx_test_() -> {foreachx, fun(X) -> X * 2 end, fun(_X, _Y) -> ok end, [{1, fun(X, Y) -> ?_assertEqual({1, 2}, {X, Y}) end}, {2, fun(_, Y) -> ?_assertEqual(5, Y) end}]}.
generator_test_() -> {generator, fun() -> [?_test(ok)] end}.
generator2_test_() -> {generator, ?MODULE, more}.
more() -> ?_assert(true).
timeout_test_() -> {timeout, 0.1, fun() -> timer:sleep(1000) end}.
inorder_test_() -> {inorder, [?_test(ok), ?_test(ok)]}.
inparallel_test_() -> {inparallel, [?_test(ok), ?_test(ok)]}.
inparallel2_test_() -> {inparallel, 2, [?_test(ok), ?_test(ok), ?_test(ok)]}.
spawn_test_() -> {spawn, ?_test(ok)}.
module_test_() -> {module, eu1}.
application_test_() -> {application, nosuchapp}.
bad_test_() -> foo.
bad2_test_() -> {"desc", {bar, 1}}.
badgen_test_() -> error(gencrash).
nonlist_test_() -> [?_test(ok), [?_test(ok), "group" ]].

empty_test_() -> [].
line_test_() -> {17, fun() -> ok end}.
gen3_test_() -> fun() -> ok end.
