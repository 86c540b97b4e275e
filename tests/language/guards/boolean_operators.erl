-module(boolean_operators).
-export([main/0]).

main() -> [{A and B, A or B, A xor B, not A} || A <- [true, false], B <- [true, false]] ++ [e(fun() -> id(1) and true end), e(fun() -> id(a) orelse b end), e(fun() -> not id(5) end), (false andalso 7), (true andalso 7)].

id(X) -> X.

e(F) -> try F() catch C:R -> {C, R} end.

%% => [{true,true,false,false},{false,true,true,false},{false,true,true,true},{false,false,false,true},{error,badarg},{error,{badarg,a}},{error,badarg},false,7]
