%% Stands in for OTP's gb_sets, whole exported API.
-module(gb_sets).
-compile({no_auto_import, [size/1]}).

-export([add/2, add_element/2, balance/1, del_element/2, delete/2, delete_any/2, difference/2, empty/0,
         filter/2, fold/3, from_list/1, from_ordset/1, insert/2, intersection/1, intersection/2,
         is_disjoint/2, is_element/2, is_empty/1, is_member/2, is_set/1, is_subset/2, iterator/1,
         iterator_from/2, largest/1, new/0, next/1, singleton/1, size/1, smallest/1, subtract/2,
         take_largest/1, take_smallest/1, to_list/1, union/1, union/2]).

%% {Size, Node}; a node is {Element, Smaller, Bigger} or nil. General balanced
%% trees: only when a path becomes too long for the size is a subtree rebuilt.

empty() -> {0, nil}.

new() -> empty().

singleton(Key) -> {1, {Key, nil, nil}}.

is_empty({0, nil}) -> true;
is_empty(_) -> false.

size({Size, _}) -> Size.

is_set({0, nil}) -> true;
is_set({N, {_, _, _}}) when is_integer(N), N >= 0 -> true;
is_set(_) -> false.

is_element(Key, {_, T}) -> is_member_1(Key, T).

is_member(Key, S) -> is_element(Key, S).

is_member_1(Key, {K, S, _}) when Key < K -> is_member_1(Key, S);
is_member_1(Key, {K, _, B}) when Key > K -> is_member_1(Key, B);
is_member_1(_, {_, _, _}) -> true;
is_member_1(_, nil) -> false.

add_element(X, S) -> add(X, S).

add(X, S) ->
    case is_element(X, S) of
        true -> S;
        false -> insert(X, S)
    end.

insert(Key, {Size, T}) when is_integer(Size) ->
    New = Size + 1,
    {New, node_of(insert_1(Key, T, New * New))}.

%% Below the last level the size allows, {Node, Height as a power of 2, Size} is
%% handed up until some subtree is rebuilt.
insert_1(Key, {K, S, B}, Room) when Key < K ->
    case insert_1(Key, S, Room bsr 1) of
        {T, Height, Size} when is_integer(Height) -> check({K, T, B}, Height, Size, B);
        T -> {K, T, B}
    end;
insert_1(Key, {K, S, B}, Room) when Key > K ->
    case insert_1(Key, B, Room bsr 1) of
        {T, Height, Size} when is_integer(Height) -> check({K, S, T}, Height, Size, S);
        T -> {K, S, T}
    end;
insert_1(Key, nil, 0) -> {{Key, nil, nil}, 1, 1};
insert_1(Key, nil, _) -> {Key, nil, nil};
insert_1(Key, _, _) -> erlang:error({key_exists, Key}).

node_of({T, Height, _}) when is_integer(Height) -> T;
node_of(T) -> T.

check(T, Height1, Size1, Other) ->
    {Height2, Size2} = count(Other),
    Height = max(Height1, Height2) bsl 1,
    Size = Size1 + Size2 + 1,
    if
        Height > Size * Size -> balance_1(T, Size);
        true -> {T, Height, Size}
    end.

count({_, nil, nil}) -> {1, 1};
count({_, S, B}) ->
    {H1, S1} = count(S),
    {H2, S2} = count(B),
    {max(H1, H2) bsl 1, S1 + S2 + 1};
count(nil) -> {1, 0}.

balance({Size, T}) -> {Size, balance_1(T, Size)}.

balance_1(T, Size) -> build(to_list_1(T, []), Size).

build(L, Size) ->
    {T, []} = build_1(L, Size),
    T.

build_1(L, Size) when Size > 1 ->
    Smaller = Size div 2,
    {S, [K | L1]} = build_1(L, Smaller),
    {B, L2} = build_1(L1, Size - 1 - Smaller),
    {{K, S, B}, L2};
build_1([K | L], 1) -> {{K, nil, nil}, L};
build_1(L, 0) -> {nil, L}.

from_list(L) -> from_ordset(ordsets:from_list(L)).

from_ordset(L) ->
    Size = length(L),
    {Size, build(L, Size)}.

del_element(Key, S) -> delete_any(Key, S).

delete_any(Key, S) ->
    case is_element(Key, S) of
        true -> delete(Key, S);
        false -> S
    end.

delete(Key, {Size, T}) -> {Size - 1, delete_1(Key, T)}.

delete_1(Key, {K, S, B}) when Key < K -> {K, delete_1(Key, S), B};
delete_1(Key, {K, S, B}) when Key > K -> {K, S, delete_1(Key, B)};
delete_1(_, {_, S, B}) -> join(S, B).

join(S, nil) -> S;
join(nil, B) -> B;
join(S, B) ->
    {K, B1} = take_smallest_1(B),
    {K, S, B1}.

take_smallest({Size, T}) ->
    {K, T1} = take_smallest_1(T),
    {K, {Size - 1, T1}}.

take_smallest_1({K, nil, B}) -> {K, B};
take_smallest_1({K, S, B}) ->
    {K1, S1} = take_smallest_1(S),
    {K1, {K, S1, B}}.

take_largest({Size, T}) ->
    {K, T1} = take_largest_1(T),
    {K, {Size - 1, T1}}.

take_largest_1({K, S, nil}) -> {K, S};
take_largest_1({K, S, B}) ->
    {K1, B1} = take_largest_1(B),
    {K1, {K, S, B1}}.

smallest({_, T}) -> smallest_1(T).

smallest_1({K, nil, _}) -> K;
smallest_1({_, S, _}) -> smallest_1(S).

largest({_, T}) -> largest_1(T).

largest_1({K, _, nil}) -> K;
largest_1({_, _, B}) -> largest_1(B).

to_list({_, T}) -> to_list_1(T, []).

to_list_1({K, S, B}, Acc) -> to_list_1(S, [K | to_list_1(B, Acc)]);
to_list_1(nil, Acc) -> Acc.

iterator({_, T}) -> path(T, []).

path({_, nil, _} = T, Path) -> [T | Path];
path({_, S, _} = T, Path) -> path(S, [T | Path]);
path(nil, Path) -> Path.

iterator_from(Key, {_, T}) -> path_from(Key, T, []).

path_from(Key, {K, _, B}, Path) when K < Key -> path_from(Key, B, Path);
path_from(_, {_, nil, _} = T, Path) -> [T | Path];
path_from(Key, {K, S, _} = T, Path) when K > Key -> path_from(Key, S, [T | Path]);
path_from(_, {_, _, _} = T, Path) -> [T | Path];
path_from(_, nil, Path) -> Path.

next([{K, _, B} | Path]) -> {K, path(B, Path)};
next([]) -> none.

%% What set operations make is built from its largest element down, so that the
%% bigger half of an odd number is on the other side.
from_descending(L) ->
    Size = length(L),
    {T, []} = build_down(lists:reverse(L), Size),
    {Size, T}.

build_down(L, Size) when Size > 1 ->
    Bigger = Size div 2,
    {B, [K | L1]} = build_down(L, Bigger),
    {S, L2} = build_down(L1, Size - 1 - Bigger),
    {{K, S, B}, L2};
build_down([K | L], 1) -> {{K, nil, nil}, L};
build_down(L, 0) -> {nil, L}.

%% Operations of two sets: few elements are added or removed one by one, many by
%% way of ordered lists.

union({N1, T1}, {N2, T2}) when N2 < N1 -> union_1(N1, T1, N2, T2);
union({N1, T1}, {N2, T2}) -> union_1(N2, T2, N1, T1).

union_1(N1, T1, _, T2) when N1 < 10 ->
    from_descending(ordsets:union(to_list_1(T1, []), to_list_1(T2, [])));
union_1(N1, T1, N2, T2) ->
    case N1 < round(N2 * 1.46 * math:log2(N1)) of
        true -> from_descending(ordsets:union(to_list_1(T1, []), to_list_1(T2, [])));
        false -> lists:foldl(fun add/2, {N1, T1}, to_list_1(T2, []))
    end.

union([S | Ss]) -> lists:foldl(fun(S2, S1) -> union(S1, S2) end, S, Ss);
union([]) -> empty().

intersection({N1, T1}, {N2, T2}) when N2 < N1 -> common(T2, {N1, T1});
intersection({_, T1}, {N2, T2}) -> common(T1, {N2, T2}).

common(T, S) -> from_descending([K || K <- to_list_1(T, []), is_element(K, S)]).

intersection([S]) -> S;
intersection([S1, S2 | Ss]) -> intersection([intersection(S1, S2) | Ss]).

is_disjoint({N1, T1}, {N2, T2}) when N2 < N1 -> none_of(T2, {N1, T1});
is_disjoint({_, T1}, S2) -> none_of(T1, S2).

none_of(T, S) -> not lists:any(fun(K) -> is_element(K, S) end, to_list_1(T, [])).

subtract(S1, S2) -> difference(S1, S2).

difference(S1, S2) -> from_descending([K || K <- to_list(S1), not is_element(K, S2)]).

is_subset(S1, S2) -> lists:all(fun(K) -> is_element(K, S2) end, to_list(S1)).

filter(F, S) -> from_ordset([X || X <- to_list(S), F(X)]).

fold(F, Acc, S) when is_function(F, 2) -> lists:foldl(F, Acc, to_list(S)).
