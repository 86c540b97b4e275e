-module(t4).
-include_lib("eunit/include/eunit.hrl").
e_test_() -> {inorder, [?_test(ok), {"two", [?_test(ok), {"three", ?_test(ok)}]}]}.
f_test_() -> {inparallel, [?_test(ok), ?_test(ok), ?_test(ok)]}.
g_test_() -> {spawn, {"spawned", [?_test(ok), ?_test(io:format("hello ~p~n", [self() =/= x]))]}}.
h_test_() -> {"H", {foreach, fun() -> 1 end, [fun(_) -> ?_test(ok) end, {with, [fun(_) -> ok end]}]}}.
j_test_() -> [{setup, fun() -> 1 end, fun(_) -> ok end, {with, [fun(X) -> X = 1 end, fun(X) -> X = 2 end]}}].
k_test_() -> {setup, local, fun() -> 1 end, fun(X) -> ?_test(X = 1) end}.
l_test_() -> {with, 3, [fun lists:seq/1, fun erlang:abs/1]}.
m_test_() -> {timeout, 10, {setup, fun() -> ok end, ?_test(ok)}}.
n_test_() -> {"desc", 12, {setup, fun() -> ok end, ?_test(ok)}}.
o_test_() -> {"grp", [{"sub", [?_test(ok)]}, {"sub2", {setup, fun() -> error(no) end, ?_test(ok)}}, ?_test(ok)]}.
p_test() -> timer:sleep(20).
q_test_() -> {nosuchmod, foo_test}.
r_test_() -> {inorder, [?_test(ok)]}.
s_test_() -> {spawn, [?_test(ok), {"xx", fun() -> exit(bye) end}]}.
z_test_() -> {node, x, ?_test(ok)}.
