-module(old_catch).
-export([main/0]).

main() -> {catch 1, catch throw(t), catch exit(e), shape(catch error(r)), shape(catch id(x) * 2), [catch throw(X) || X <- [1, 2]]}.

id(X) -> X.

shape({'EXIT', {R, [{M, F, A, _} | _]}}) -> {R, M, F, A}.

%% => {1,t,{'EXIT',e},{r,old_catch,main,0},{badarith,erlang,'*',[x,2]},[1,2]}
