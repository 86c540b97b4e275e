-module(eu6).
-include_lib("eunit/include/eunit.hrl").
a_test_() -> [{timeout, 0.1, fun() -> timer:sleep(1000) end}, fun() -> ok end, {spawn, fun() -> exit(self(), kill), timer:sleep(100) end}, {"after", fun() -> ok end}].
b_test_() -> {timeout, 0.1, [fun() -> ok end, fun() -> timer:sleep(500) end, fun() -> ok end]}.
c_test() -> spawn_link(fun() -> exit(linked) end), timer:sleep(100).
d_test() -> exit(self(), kill), timer:sleep(100).
e_test_() -> {inorder, [?_test(ok), {"two", [?_test(ok), {"three", ?_test(ok)}]}]}.
f_test_() -> {inparallel, ["par", ?_test(ok), ?_test(ok), ?_test(ok)]}.
g_test_() -> {spawn, {"spawned", [?_test(ok), ?_test(io:format("hello ~p~n", [self() =/= x]))]}}.
h_test_() -> {"H", {foreach, fun() -> 1 end, [fun(_) -> ?_test(ok) end, {with, [fun(_) -> ok end]}]}}.
i_test_() -> {node, x, ?_test(ok)}.
j_test_() -> [{setup, fun() -> 1 end, fun(_) -> ok end, {with, [fun(X) -> X = 1 end, fun(X) -> X = 2 end]}}].
k_test_() -> {setup, local, fun() -> 1 end, fun(X) -> ?_test(X = 1) end}.
l_test_() -> {with, 3, [fun lists:seq/1, fun erlang:abs/1]}.
m_test_() -> {timeout, 10, {setup, fun() -> ok end, ?_test(ok)}}.
n_test_() -> {"desc", 12, {setup, fun() -> ok end, ?_test(ok)}}.
