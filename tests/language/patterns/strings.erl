-module(strings).
-export([main/0]).

main() -> [f("abc"), f("abd"), f("ab"), f("prefix-rest"), f([]), f("x" ++ "yz")].

f("abc") -> 1;
f("ab") -> 2;
f("prefix" ++ Rest) -> Rest;
f([$x | T]) -> {x, T};
f("") -> empty;
f(Other) -> {other, Other}.

%% => [1,{other,[97,98,100]},2,[45,114,101,115,116],empty,{x,[121,122]}]
