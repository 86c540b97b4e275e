-module(case_in_case).
-export([main/0]).

main() -> [f(X, Y) || X <- [1, 2, 3], Y <- [a, b]].

f(X, Y) ->
    Z = case X of
        1 -> case Y of a -> one_a; _ -> one end;
        2 when Y =:= b -> if X > 1 -> two_b; true -> never end;
        _ -> {other, begin W = X * 2, W + 1 end}
    end,
    {Z, Y}.

%% => [{one_a,a},{one,b},{{other,5},a},{two_b,b},{{other,7},a},{{other,7},b}]
