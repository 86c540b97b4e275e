%% Stands in for OTP's gb_trees, whole exported API.
-module(gb_trees).
-compile({no_auto_import, [size/1]}).

-export([balance/1, delete/2, delete_any/2, empty/0, enter/3, from_orddict/1, get/2, insert/3,
         is_defined/2, is_empty/1, iterator/1, iterator_from/2, keys/1, largest/1, lookup/2, map/2,
         next/1, size/1, smallest/1, take/2, take_any/2, take_largest/1, take_smallest/1, to_list/1,
         update/3, values/1]).

%% {Size, Node}; a node is {Key, Value, Smaller, Bigger} or nil. General balanced
%% trees: only when a path becomes too long for the size is a subtree rebuilt.

empty() -> {0, nil}.

is_empty({0, nil}) -> true;
is_empty(_) -> false.

size({Size, _}) when is_integer(Size), Size >= 0 -> Size.

lookup(Key, {_, T}) -> lookup_1(Key, T).

lookup_1(Key, {K, _, S, _}) when Key < K -> lookup_1(Key, S);
lookup_1(Key, {K, _, _, B}) when Key > K -> lookup_1(Key, B);
lookup_1(_, {_, V, _, _}) -> {value, V};
lookup_1(_, nil) -> none.

is_defined(Key, {_, T}) -> lookup_1(Key, T) =/= none.

get(Key, {_, T}) -> get_1(Key, T).

get_1(Key, {K, _, S, _}) when Key < K -> get_1(Key, S);
get_1(Key, {K, _, _, B}) when Key > K -> get_1(Key, B);
get_1(_, {_, V, _, _}) -> V.

update(Key, Value, {Size, T}) -> {Size, update_1(Key, Value, T)}.

update_1(Key, Value, {K, V, S, B}) when Key < K -> {K, V, update_1(Key, Value, S), B};
update_1(Key, Value, {K, V, S, B}) when Key > K -> {K, V, S, update_1(Key, Value, B)};
update_1(Key, Value, {_, _, S, B}) -> {Key, Value, S, B}.

insert(Key, Value, {Size, T}) when is_integer(Size) ->
    New = Size + 1,
    {New, node_of(insert_1(Key, Value, T, New * New))}.

%% Below the last level the size allows, {Node, Height as a power of 2, Size} is
%% handed up until some subtree is rebuilt.
insert_1(Key, Value, {K, V, S, B}, Room) when Key < K ->
    case insert_1(Key, Value, S, Room bsr 1) of
        {T, Height, Size} -> check({K, V, T, B}, Height, Size, B);
        T -> {K, V, T, B}
    end;
insert_1(Key, Value, {K, V, S, B}, Room) when Key > K ->
    case insert_1(Key, Value, B, Room bsr 1) of
        {T, Height, Size} -> check({K, V, S, T}, Height, Size, S);
        T -> {K, V, S, T}
    end;
insert_1(Key, Value, nil, 0) -> {{Key, Value, nil, nil}, 1, 1};
insert_1(Key, Value, nil, _) -> {Key, Value, nil, nil};
insert_1(Key, _, _, _) -> erlang:error({key_exists, Key}).

node_of({T, _, _}) -> T;
node_of(T) -> T.

check(T, Height1, Size1, Other) ->
    {Height2, Size2} = count(Other),
    Height = max(Height1, Height2) bsl 1,
    Size = Size1 + Size2 + 1,
    if
        Height > Size * Size -> balance_1(T, Size);
        true -> {T, Height, Size}
    end.

count({_, _, nil, nil}) -> {1, 1};
count({_, _, S, B}) ->
    {H1, S1} = count(S),
    {H2, S2} = count(B),
    {max(H1, H2) bsl 1, S1 + S2 + 1};
count(nil) -> {1, 0}.

enter(Key, Value, T) ->
    case is_defined(Key, T) of
        true -> update(Key, Value, T);
        false -> insert(Key, Value, T)
    end.

balance({Size, T}) -> {Size, balance_1(T, Size)}.

balance_1(T, Size) -> build(to_list_1(T, []), Size).

build(L, Size) ->
    {T, []} = build_1(L, Size),
    T.

build_1(L, Size) when Size > 1 ->
    Bigger = (Size - 1) div 2,
    {S, [{K, V} | L1]} = build_1(L, Size - 1 - Bigger),
    {B, L2} = build_1(L1, Bigger),
    {{K, V, S, B}, L2};
build_1([{K, V} | L], 1) -> {{K, V, nil, nil}, L};
build_1(L, 0) -> {nil, L}.

from_orddict(L) ->
    Size = length(L),
    {Size, build(L, Size)}.

delete_any(Key, T) ->
    case is_defined(Key, T) of
        true -> delete(Key, T);
        false -> T
    end.

delete(Key, {Size, T}) when is_integer(Size), Size >= 0 -> {Size - 1, delete_1(Key, T)}.

delete_1(Key, {K, V, S, B}) when Key < K -> {K, V, delete_1(Key, S), B};
delete_1(Key, {K, V, S, B}) when Key > K -> {K, V, S, delete_1(Key, B)};
delete_1(_, {_, _, S, B}) -> join(S, B).

join(S, nil) -> S;
join(nil, B) -> B;
join(S, B) ->
    {K, V, B1} = take_smallest1(B),
    {K, V, S, B1}.

take_any(Key, T) ->
    case is_defined(Key, T) of
        true -> take(Key, T);
        false -> error
    end.

take(Key, {Size, T}) when is_integer(Size), Size >= 0 ->
    {V, T1} = take_1(Key, T),
    {V, {Size - 1, T1}}.

take_1(Key, {K, V, S, B}) when Key < K ->
    {Value, S1} = take_1(Key, S),
    {Value, {K, V, S1, B}};
take_1(Key, {K, V, S, B}) when Key > K ->
    {Value, B1} = take_1(Key, B),
    {Value, {K, V, S, B1}};
take_1(_, {_, V, S, B}) -> {V, join(S, B)}.

take_smallest({Size, T}) when is_integer(Size), Size >= 0 ->
    {K, V, T1} = take_smallest1(T),
    {K, V, {Size - 1, T1}}.

take_smallest1({K, V, nil, B}) -> {K, V, B};
take_smallest1({K, V, S, B}) ->
    {K1, V1, S1} = take_smallest1(S),
    {K1, V1, {K, V, S1, B}}.

take_largest({Size, T}) when is_integer(Size), Size >= 0 ->
    {K, V, T1} = take_largest1(T),
    {K, V, {Size - 1, T1}}.

take_largest1({K, V, S, nil}) -> {K, V, S};
take_largest1({K, V, S, B}) ->
    {K1, V1, B1} = take_largest1(B),
    {K1, V1, {K, V, S, B1}}.

smallest({_, T}) -> smallest_1(T).

smallest_1({K, V, nil, _}) -> {K, V};
smallest_1({_, _, S, _}) -> smallest_1(S).

largest({_, T}) -> largest_1(T).

largest_1({K, V, _, nil}) -> {K, V};
largest_1({_, _, _, B}) -> largest_1(B).

to_list({_, T}) -> to_list_1(T, []).

to_list_1({K, V, S, B}, Acc) -> to_list_1(S, [{K, V} | to_list_1(B, Acc)]);
to_list_1(nil, Acc) -> Acc.

keys(T) -> [K || {K, _} <- to_list(T)].

values(T) -> [V || {_, V} <- to_list(T)].

%% An iterator is the path of nodes whose key is still to come.

iterator({_, T}) -> path(T, []).

path({_, _, nil, _} = T, Path) -> [T | Path];
path({_, _, S, _} = T, Path) -> path(S, [T | Path]);
path(nil, Path) -> Path.

iterator_from(Key, {_, T}) -> path_from(Key, T, []).

path_from(Key, {K, _, _, B}, Path) when K < Key -> path_from(Key, B, Path);
path_from(_, {_, _, nil, _} = T, Path) -> [T | Path];
path_from(Key, {K, _, S, _} = T, Path) when K > Key -> path_from(Key, S, [T | Path]);
path_from(_, {_, _, _, _} = T, Path) -> [T | Path];
path_from(_, nil, Path) -> Path.

next([{K, V, _, B} | Path]) -> {K, V, path(B, Path)};
next([]) -> none.

map(F, {Size, T}) when is_function(F, 2) -> {Size, map_1(F, T)}.

map_1(_, nil) -> nil;
map_1(F, {K, V, S, B}) -> {K, F(K, V), map_1(F, S), map_1(F, B)}.
