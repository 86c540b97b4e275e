%% Stands in for OTP's sets, whole exported API.
-module(sets).
-compile({no_auto_import, [size/1]}).
-compile({nowarn_deprecated_function, {erlang, phash, 2}}).

-export([add_element/2, del_element/2, filter/2, fold/3, from_list/1, from_list/2, intersection/1,
         intersection/2, is_disjoint/2, is_element/2, is_empty/1, is_set/1, is_subset/2, new/0, new/1,
         size/1, subtract/2, to_list/1, union/1, union/2]).

%% Version 2 is a map of elements to []. Version 1 is a linear hash table: n slots
%% of at most maxn, in segments of 16 lists; slots above bso are the upper halves
%% of the split ones. It grows over exp_size elements and shrinks under con_size.
-record(set, {size = 0, n = 16, maxn = 16, bso = 8, exp_size = 80, con_size = 48, empty, segs}).

-define(SEGMENT, 16).

new() ->
    Empty = erlang:make_tuple(?SEGMENT, []),
    #set{empty = Empty, segs = {Empty}}.

new([{version, 2}]) -> #{};
new(Options) ->
    case proplists:get_value(version, Options, 1) of
        1 -> new();
        2 -> #{}
    end.

from_list(L) -> lists:foldl(fun add_element/2, new(), L).

from_list(L, [{version, 2}]) -> maps:from_keys(L, []);
from_list(L, Options) ->
    case proplists:get_value(version, Options, 1) of
        1 -> from_list(L);
        2 -> maps:from_keys(L, [])
    end.

is_set(#{}) -> true;
is_set(#set{}) -> true;
is_set(_) -> false.

size(#{} = S) -> map_size(S);
size(#set{size = Size}) -> Size.

is_empty(#{} = S) -> map_size(S) =:= 0;
is_empty(#set{size = Size}) -> Size =:= 0.

to_list(#{} = S) -> maps:keys(S);
to_list(S) -> fold(fun(E, Acc) -> [E | Acc] end, [], S).

is_element(E, #{} = S) -> is_map_key(E, S);
is_element(E, #set{} = S) -> lists:any(fun(X) -> X =:= E end, bucket(slot(E, S), S)).

add_element(E, #{} = S) -> S#{E => []};
add_element(E, #set{} = S) ->
    Slot = slot(E, S),
    Bucket = bucket(Slot, S),
    case lists:any(fun(X) -> X =:= E end, Bucket) of
        true -> S;
        false -> grow(put_bucket(Slot, [E | Bucket], S))
    end.

del_element(E, #{} = S) -> maps:remove(E, S);
del_element(E, #set{} = S) ->
    Slot = slot(E, S),
    Bucket = bucket(Slot, S),
    case without(E, Bucket) of
        Bucket -> S;
        Smaller -> shrink(1, put_bucket(Slot, Smaller, S))
    end.

without(E, [E | Rest]) -> Rest;
without(E, [X | Rest]) -> [X | without(E, Rest)];
without(_, []) -> [].

fold(F, Acc, #{} = S) -> maps:fold(fun(E, _, A) -> F(E, A) end, Acc, S);
fold(F, Acc, #set{segs = Segs}) ->
    lists:foldl(fun(Seg, A) ->
                        lists:foldl(fun(Bucket, B) -> lists:foldl(F, B, Bucket) end, A, down(Seg))
                end, Acc, down(Segs)).

down(Tuple) -> lists:reverse(tuple_to_list(Tuple)).

filter(F, #{} = S) -> maps:filter(fun(E, _) -> F(E) end, S);
filter(F, #set{segs = Segs} = S) ->
    Kept = each(fun(Seg) -> each(fun(Bucket) -> lists:reverse([E || E <- Bucket, F(E)]) end, Seg) end, Segs),
    shrink(size(S) - count(Kept), S#set{segs = Kept}).

each(F, Tuple) -> list_to_tuple(lists:map(F, tuple_to_list(Tuple))).

count(Segs) -> lists:sum([length(Bucket) || Seg <- tuple_to_list(Segs), Bucket <- tuple_to_list(Seg)]).

union(#{} = S1, #{} = S2) -> maps:merge(S1, S2);
union(S1, S2) ->
    case size(S1) < size(S2) of
        true -> fold(fun add_element/2, S2, S1);
        false -> fold(fun add_element/2, S1, S2)
    end.

union([S1, S2 | Ss]) -> union_all(union(S1, S2), Ss);
union([S]) -> S;
union([]) -> new().

union_all(S1, [S2 | Ss]) -> union_all(union(S1, S2), Ss);
union_all(S, []) -> S.

intersection(S1, S2) ->
    case size(S1) < size(S2) of
        true -> filter(fun(E) -> is_element(E, S2) end, S1);
        false -> filter(fun(E) -> is_element(E, S1) end, S2)
    end.

intersection([S1, S2 | Ss]) -> intersection_all(intersection(S1, S2), Ss);
intersection([S]) -> S.

intersection_all(S1, [S2 | Ss]) -> intersection_all(intersection(S1, S2), Ss);
intersection_all(S, []) -> S.

is_disjoint(S1, S2) ->
    case size(S1) < size(S2) of
        true -> fold(fun(E, Acc) -> Acc andalso not is_element(E, S2) end, true, S1);
        false -> fold(fun(E, Acc) -> Acc andalso not is_element(E, S1) end, true, S2)
    end.

subtract(S1, S2) -> filter(fun(E) -> not is_element(E, S2) end, S1).

is_subset(S1, S2) -> fold(fun(E, Acc) -> Acc andalso is_element(E, S2) end, true, S1).

%% The hash table.

slot(E, #set{n = N, maxn = MaxN, bso = Bso}) ->
    case erlang:phash(E, MaxN) of
        H when H > N -> H - Bso;
        H -> H
    end.

bucket(Slot, #set{segs = Segs}) ->
    element((Slot - 1) rem ?SEGMENT + 1, element((Slot - 1) div ?SEGMENT + 1, Segs)).

put_bucket(Slot, Bucket, #set{segs = Segs} = S) ->
    I = (Slot - 1) div ?SEGMENT + 1,
    S#set{segs = setelement(I, Segs, setelement((Slot - 1) rem ?SEGMENT + 1, element(I, Segs), Bucket))}.

grow(#set{size = Size0, exp_size = Limit} = S0) ->
    Size = Size0 + 1,
    S1 = S0#set{size = Size},
    if
        Size =< Limit -> S1;
        true ->
            S2 = more_segments(S1),
            N = S2#set.n + 1,
            From = N - S2#set.bso,
            S = S2#set{n = N, exp_size = N * 5, con_size = N * 3},
            {Low, High} = lists:partition(fun(E) -> erlang:phash(E, S#set.maxn) =:= From end, bucket(From, S)),
            put_bucket(N, High, put_bucket(From, Low, S))
    end.

more_segments(#set{n = N, maxn = N, empty = Empty, segs = Segs} = S) ->
    More = erlang:make_tuple(tuple_size(Segs), Empty),
    S#set{maxn = 2 * N, bso = N, segs = list_to_tuple(tuple_to_list(Segs) ++ tuple_to_list(More))};
more_segments(S) -> S.

shrink(Removed, #set{size = Size0, con_size = Limit, n = N, bso = Bso} = S0) ->
    Size = Size0 - Removed,
    S1 = S0#set{size = Size},
    if
        Size < Limit, N > ?SEGMENT ->
            Into = N - Bso,
            Last = bucket(N, S1),
            S = put_bucket(N, [], put_bucket(Into, bucket(Into, S1) ++ Last, S1)),
            fewer_segments(S#set{n = N - 1, exp_size = (N - 1) * 5, con_size = (N - 1) * 3});
        true -> S1
    end.

fewer_segments(#set{n = N, maxn = MaxN, bso = N, segs = Segs} = S) ->
    Half = lists:sublist(tuple_to_list(Segs), tuple_size(Segs) div 2),
    S#set{maxn = MaxN div 2, bso = N div 2, segs = list_to_tuple(Half)};
fewer_segments(S) -> S.
