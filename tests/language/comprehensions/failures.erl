-module(failures).
-export([main/0]).

main() -> [e(fun() -> [X || X <- id(a)] end), e(fun() -> [X || X <- [1 | id(b)]] end), e(fun() -> [X || X <- [1], id(c)] end), e(fun() -> << <<X>> || <<X>> <= id(d) >> end)].

id(X) -> X.

e(F) -> try F() catch C:R -> {C, R} end.

%% => [{error,{bad_generator,a}},{error,{bad_generator,b}},{error,{bad_filter,c}},{error,{bad_generator,d}}]
