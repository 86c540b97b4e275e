%% Stands in for OTP's ordsets, whole exported API.
-module(ordsets).

-export([add_element/2, del_element/2, filter/2, fold/3, from_list/1, intersection/1, intersection/2,
         is_disjoint/2, is_element/2, is_empty/1, is_set/1, is_subset/2, new/0, size/1, subtract/2,
         to_list/1, union/1, union/2]).

new() -> [].

is_set([E | Es]) -> is_set(Es, E);
is_set([]) -> true;
is_set(_) -> false.

is_set([E2 | Es], E1) when E1 < E2 -> is_set(Es, E2);
is_set([_ | _], _) -> false;
is_set([], _) -> true.

size(S) -> length(S).

is_empty(S) -> S =:= [].

to_list(S) -> S.

from_list(L) -> lists:usort(L).

is_element(E, [H | Es]) when E > H -> is_element(E, Es);
is_element(E, [H | _]) -> E == H;
is_element(_, []) -> false.

add_element(E, [H | Es]) when E > H -> [H | add_element(E, Es)];
add_element(E, [H | _] = Set) when E < H -> [E | Set];
add_element(_, [_ | _] = Set) -> Set;
add_element(E, []) -> [E].

del_element(E, [H | Es]) when E > H -> [H | del_element(E, Es)];
del_element(E, [H | _] = Set) when E < H -> Set;
del_element(_, [_ | Es]) -> Es;
del_element(_, []) -> [].

%% Sets change places when the second one has the smaller element; of elements that
%% compare equal (1 and 1.0) that of the set then in front stays.
union([A | As], [B | _] = S2) when A < B -> [A | union(As, S2)];
union([A | _] = S1, [B | Bs]) when A > B -> [B | union(Bs, S1)];
union([A | As], [_ | Bs]) -> [A | union(As, Bs)];
union([], S2) -> S2;
union(S1, []) -> S1.

union(Sets) -> lists:umerge(Sets).

intersection([A | As] = S1, [B | Bs] = S2) ->
    if
        A < B -> intersection(As, S2);
        A > B -> intersection(Bs, S1);
        true -> [A | intersection(As, Bs)]
    end;
intersection(_, []) -> [];
intersection([], _) -> [].

intersection([S]) -> S;
intersection([S1, S2 | Ss]) -> intersection([intersection(S1, S2) | Ss]).

is_disjoint([A | As] = S1, [B | Bs] = S2) ->
    if
        A < B -> is_disjoint(As, S2);
        A > B -> is_disjoint(S1, Bs);
        true -> false
    end;
is_disjoint([], _) -> true;
is_disjoint(_, []) -> true.

subtract([A | As] = S1, [B | Bs] = S2) ->
    if
        A < B -> [A | subtract(As, S2)];
        A > B -> subtract(S1, Bs);
        true -> subtract(As, Bs)
    end;
subtract([], _) -> [];
subtract(S, []) -> S.

is_subset([A | _], [B | _]) when A < B -> false;
is_subset([A | _] = S1, [B | Bs]) when A > B -> is_subset(S1, Bs);
is_subset([_ | As], [_ | Bs]) -> is_subset(As, Bs);
is_subset([], _) -> true;
is_subset([_ | _], []) -> false.

fold(F, Acc, Set) -> lists:foldl(F, Acc, Set).

filter(F, Set) -> lists:filter(F, Set).
