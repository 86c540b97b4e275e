%% Subset of OTP's array. Missing: nothing known.
%%
%% {array, Size, Max, Default, Tree}. Max is how many elements the tree can hold before it grows; 0 in an array of fixed size.
%% A tree is a number N (N elements, all default), a leaf of ten elements, or a node of ten trees followed by the number of
%% elements that each of them holds.
-module(array).

-export([new/0, new/1, new/2, is_array/1, set/3, get/2, size/1, sparse_size/1, default/1, reset/2, to_list/1, sparse_to_list/1,
         from_list/1, from_list/2, to_orddict/1, sparse_to_orddict/1, from_orddict/1, from_orddict/2, map/2, sparse_map/2,
         foldl/3, foldr/3, sparse_foldl/3, sparse_foldr/3, fix/1, relax/1, is_fix/1, resize/1, resize/2]).
-export_type([array/0, array/1]).
-compile({no_auto_import, [size/1]}).

-record(array, {size, max, default, elements}).
-type array() :: array(term()).
-type array(_Type) :: #array{}.

-define(LEAF, 10).

new() -> new([]).

new(Options) -> with_options(0, false, Options).

new(Size, Options) when is_integer(Size), Size >= 0 -> with_options(Size, true, Options);
new(_, _) -> erlang:error(badarg).

with_options(Size, Fixed, Options) when is_list(Options) -> new_1(Options, Size, Fixed, undefined);
with_options(Size, Fixed, Option) -> new_1([Option], Size, Fixed, undefined).

new_1([fixed | Rest], Size, _, Default) -> new_1(Rest, Size, true, Default);
new_1([{fixed, Fixed} | Rest], Size, _, Default) when is_boolean(Fixed) -> new_1(Rest, Size, Fixed, Default);
new_1([{default, Default} | Rest], Size, Fixed, _) -> new_1(Rest, Size, Fixed, Default);
new_1([{size, Size} | Rest], _, _, Default) when is_integer(Size), Size >= 0 -> new_1(Rest, Size, true, Default);
new_1([Size | Rest], _, _, Default) when is_integer(Size), Size >= 0 -> new_1(Rest, Size, true, Default);
new_1([], Size, Fixed, Default) ->
    Capacity = capacity(Size),
    Max = case Fixed of
              true -> 0;
              false -> Capacity
          end,
    #array{size = Size, max = Max, default = Default, elements = Capacity};
new_1(_, _, _, _) ->

    erlang:error(badarg).

capacity(Size) -> capacity(Size, ?LEAF).

capacity(Size, Capacity) when Size =< Capacity -> Capacity;
capacity(Size, Capacity) -> capacity(Size, Capacity * 10).

is_array(#array{size = Size, max = Max}) when is_integer(Size), is_integer(Max) -> true;
is_array(_) -> false.

size(#array{size = Size}) -> Size;
size(_) -> erlang:error(badarg).

default(#array{default = Default}) -> Default;
default(_) -> erlang:error(badarg).

fix(#array{} = A) -> A#array{max = 0}.

is_fix(#array{max = 0}) -> true;
is_fix(#array{}) -> false.

relax(#array{size = Size} = A) -> A#array{max = capacity(Size)}.

resize(Size, #array{max = Max, elements = Tree} = A) when is_integer(Size), Size >= 0 ->
    Grown = grown(Tree, held(Tree), Size),
    case Max of
        0 -> A#array{size = Size, elements = Grown};
        _ -> A#array{size = Size, max = held(Grown), elements = Grown}
    end;
resize(_, _) -> erlang:error(badarg).

resize(A) -> resize(sparse_size(A), A).

held(N) when is_integer(N) -> N;
held(Leaf) when tuple_size(Leaf) =:= ?LEAF -> ?LEAF;
held(Node) -> 10 * element(11, Node).

grown(Tree, Holds, Size) when Size =< Holds -> Tree;
grown(N, _, Size) when is_integer(N) -> capacity(Size, N);
grown(Tree, Holds, Size) -> grown(setelement(1, erlang:make_tuple(11, Holds), Tree), Holds * 10, Size).

set(I, Value, #array{size = Size, max = Max, default = Default, elements = Tree} = A) when is_integer(I), I >= 0 ->
    if
        I < Size -> A#array{elements = put_at(I, Tree, Value, Default)};
        Max =:= 0 ->

            erlang:error(badarg);
        I < Max -> A#array{size = I + 1, elements = put_at(I, Tree, Value, Default)};
        true ->
            Grown = grown(Tree, held(Tree), I + 1),
            A#array{size = I + 1, max = held(Grown), elements = put_at(I, Grown, Value, Default)}
    end;
set(_, _, _) ->
    erlang:error(badarg).

put_at(I, N, Value, Default) when is_integer(N) -> put_at(I, expanded(N, Default), Value, Default);
put_at(I, Leaf, Value, _Default) when tuple_size(Leaf) =:= ?LEAF -> setelement(I + 1, Leaf, Value);
put_at(I, Node, Value, Default) ->
    Base = element(11, Node),
    At = I div Base + 1,
    setelement(At, Node, put_at(I rem Base, element(At, Node), Value, Default)).

expanded(?LEAF, Default) -> erlang:make_tuple(?LEAF, Default);
expanded(N, _Default) -> erlang:make_tuple(11, N div 10).

get(I, #array{size = Size, max = Max, default = Default, elements = Tree}) when is_integer(I), I >= 0 ->
    if
        I < Size -> get_at(I, Tree, Default);
        Max > 0 -> Default;
        true ->

            erlang:error(badarg)
    end;
get(_, _) ->
    erlang:error(badarg).

get_at(_I, N, Default) when is_integer(N) -> Default;
get_at(I, Leaf, _Default) when tuple_size(Leaf) =:= ?LEAF -> element(I + 1, Leaf);
get_at(I, Node, Default) ->
    Base = element(11, Node),
    get_at(I rem Base, element(I div Base + 1, Node), Default).

reset(I, #array{size = Size, max = Max, default = Default, elements = Tree} = A) when is_integer(I), I >= 0 ->
    if
        I < Size -> A#array{elements = reset_at(I, Tree, Default)};
        Max > 0 -> A;
        true ->

            erlang:error(badarg)
    end;
reset(_, _) ->
    erlang:error(badarg).

reset_at(_I, N, _Default) when is_integer(N) -> N;
reset_at(I, Leaf, Default) when tuple_size(Leaf) =:= ?LEAF -> setelement(I + 1, Leaf, Default);
reset_at(I, Node, Default) ->
    Base = element(11, Node),
    At = I div Base + 1,
    setelement(At, Node, reset_at(I rem Base, element(At, Node), Default)).

%%% To and from lists

to_list(#array{size = 0}) -> [];
to_list(#array{} = A) -> foldr(fun(_, V, Acc) -> [V | Acc] end, [], A);
to_list(_) -> erlang:error(badarg).

sparse_to_list(#array{} = A) -> sparse_foldr(fun(_, V, Acc) -> [V | Acc] end, [], A);
sparse_to_list(_) -> erlang:error(badarg).

to_orddict(#array{} = A) -> foldr(fun(I, V, Acc) -> [{I, V} | Acc] end, [], A);
to_orddict(_) -> erlang:error(badarg).

sparse_to_orddict(#array{} = A) -> sparse_foldr(fun(I, V, Acc) -> [{I, V} | Acc] end, [], A);
sparse_to_orddict(_) -> erlang:error(badarg).

from_list(List) -> from_list(List, undefined).

from_list([], Default) -> new({default, Default});
from_list([_ | _] = List, Default) ->
    #array{} = from_list_1(?LEAF, List, Default, 0, [], []);
from_list(_, _) ->

    erlang:error(badarg).

%% Leaves of ten, then nodes of ten trees until one tree is left.
from_list_1(0, List, Default, N, Taken, Leaves) ->
    Leaf = list_to_tuple(lists:reverse(Taken)),
    case List of
        [] -> #array{size = N, max = capacity(N), default = Default, elements = joined(lists:reverse([Leaf | Leaves]), ?LEAF)};
        _ -> from_list_1(?LEAF, List, Default, N, [], [Leaf | Leaves])
    end;
from_list_1(Left, [V | Rest], Default, N, Taken, Leaves) ->
    from_list_1(Left - 1, Rest, Default, N + 1, [V | Taken], Leaves);
from_list_1(Left, [], Default, N, Taken, Leaves) ->
    from_list_1(0, [], Default, N, lists:duplicate(Left, Default) ++ Taken, Leaves);
from_list_1(_, _, _, _, _, _) ->

    erlang:error(badarg).

joined([Tree], _Base) -> Tree;
joined(Trees, Base) -> joined(by_ten(Trees, Base), Base * 10).

by_ten([], _Base) -> [];
by_ten(Trees, Base) when length(Trees) < 10 -> [list_to_tuple(Trees ++ lists:duplicate(10 - length(Trees), Base) ++ [Base])];
by_ten(Trees, Base) ->
    {Ten, Rest} = lists:split(10, Trees),
    [list_to_tuple(Ten ++ [Base]) | by_ten(Rest, Base)].

from_orddict(Orddict) -> from_orddict(Orddict, undefined).

from_orddict([], Default) -> new({default, Default});
from_orddict([_ | _] = List, Default) ->

    #array{} = from_orddict_0(List, 0, Default, new({default, Default}), List);
from_orddict(_, _) ->
    erlang:error(badarg).

from_orddict_0(List, Next, Default, A, _Whole) ->

    Filled = from_orddict_1(List, Next, Default, A, none, none),
    Filled.

from_orddict_1([{I, V} | Rest], Next, Default, A, X, Y) when is_integer(I), I >= Next ->
    from_orddict_1(Rest, I + 1, Default, set(I, V, A), X, Y);
from_orddict_1([], _Next, _Default, A, _, _) ->
    A;
from_orddict_1(Rest, _Next, _Default, _A, _, _) ->

    erlang:error({badarg, Rest}).

%%% Walks

map(F, #array{size = Size, default = Default, elements = Tree} = A) when is_function(F, 2) ->
    A#array{elements = case Size of 0 -> Tree; _ -> mapped(Tree, 0, Size - 1, Default, F) end};
map(_, _) ->

    erlang:error(badarg).

mapped(N, From, Last, Default, F) when is_integer(N) -> mapped(expanded(N, Default), From, Last, Default, F);
mapped(Leaf, From, Last, _Default, F) when tuple_size(Leaf) =:= ?LEAF ->
    list_to_tuple(mapped_leaf(tuple_to_list(Leaf), From, Last, F));
mapped(Node, From, Last, Default, F) ->
    Base = element(11, Node),
    {Trees, [Base]} = lists:split(10, tuple_to_list(Node)),
    list_to_tuple(mapped_trees(Trees, From, Last, Base, Default, F)).

mapped_leaf([V | Rest], I, Last, F) when I =< Last -> [F(I, V) | mapped_leaf(Rest, I + 1, Last, F)];
mapped_leaf(Rest, _I, _Last, _F) -> Rest.

mapped_trees([Tree | Rest], From, Last, Base, Default, F) when From =< Last ->
    [mapped(Tree, From, Last, Default, F) | mapped_trees(Rest, From + Base, Last, Base, Default, F)];
mapped_trees(Rest, _From, _Last, Base, _Default, _F) ->
    Rest ++ [Base].

sparse_map(F, #array{size = Size, default = Default, elements = Tree} = A) when is_function(F, 2) ->
    A#array{elements = case Size of 0 -> Tree; _ -> sparsely_mapped(Tree, 0, Size - 1, Default, F) end};
sparse_map(_, _) ->
    erlang:error(badarg).

sparsely_mapped(N, _From, _Last, _Default, _F) when is_integer(N) -> N;
sparsely_mapped(Leaf, From, Last, Default, F) when tuple_size(Leaf) =:= ?LEAF ->
    Keep = fun(_I, V) when V =:= Default -> V;
              (I, V) -> F(I, V)
           end,
    list_to_tuple(mapped_leaf(tuple_to_list(Leaf), From, Last, Keep));
sparsely_mapped(Node, From, Last, Default, F) ->
    Base = element(11, Node),
    {Trees, [Base]} = lists:split(10, tuple_to_list(Node)),
    Indexed = lists:zip(lists:seq(From, From + 9 * Base, Base), Trees),
    list_to_tuple([sparsely_mapped(Tree, At, Last, Default, F) || {At, Tree} <- Indexed] ++ [Base]).

foldl(F, Acc, #array{size = Size} = A) when is_function(F, 3) ->
    up(0, Size, F, Acc, A);
foldl(_, _, _) ->

    erlang:error(badarg).

up(Size, Size, _F, Acc, _A) -> Acc;
up(I, Size, F, Acc, A) -> up(I + 1, Size, F, F(I, value(I, A), Acc), A).

foldr(F, Acc, #array{size = Size} = A) when is_function(F, 3) -> down(Size - 1, F, Acc, A);
foldr(_, _, _) -> erlang:error(badarg).

down(-1, _F, Acc, _A) -> Acc;
down(I, F, Acc, A) -> down(I - 1, F, F(I, value(I, A), Acc), A).

value(I, #array{default = Default, elements = Tree}) -> get_at(I, Tree, Default).

sparse_foldl(F, Acc, #array{default = Default} = A) when is_function(F, 3) ->
    foldl(fun(_I, V, Sum) when V =:= Default -> Sum;
             (I, V, Sum) -> F(I, V, Sum)
          end, Acc, A);
sparse_foldl(_, _, _) -> erlang:error(badarg).

sparse_foldr(F, Acc, #array{default = Default} = A) when is_function(F, 3) ->
    foldr(fun(_I, V, Sum) when V =:= Default -> Sum;
             (I, V, Sum) -> F(I, V, Sum)
          end, Acc, A);
sparse_foldr(_, _, _) -> erlang:error(badarg).

sparse_size(#array{} = A) -> last_set(A, size(A) - 1) + 1;
sparse_size(_) -> erlang:error(badarg).

last_set(_A, -1) -> -1;
last_set(#array{default = Default} = A, I) ->
    case value(I, A) =:= Default of
        true -> last_set(A, I - 1);
        false -> I
    end.
