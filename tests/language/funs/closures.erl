-module(closures).
-export([main/0, twice/1]).

main() ->
    A = 10,
    Add = fun(X) -> X + A end,
    Fact = fun F(0) -> 1; F(N) -> N * F(N - 1) end,
    Shadow = fun(A1) when A1 > A -> big; (A1) -> {small, A1, A} end,
    Compose = fun(F, G) -> fun(X) -> G(F(X)) end end,
    {Add(1), Fact(20), Fact(25), Shadow(11), Shadow(1), (Compose(Add, Fact))(-5), (fun twice/1)(4), (fun erlang:abs/1)(-3), apply(Add, [5]), apply(?MODULE, twice, [6])}.

twice(X) -> X * 2.

%% => {11,2432902008176640000,15511210043330985984000000,big,{small,1,10},120,8,3,15,12}
