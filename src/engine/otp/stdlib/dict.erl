%% Stands in for OTP's dict, whole exported API.
-module(dict).
-compile({no_auto_import, [size/1]}).
-compile({nowarn_deprecated_function, {erlang, phash, 2}}).

-export([append/3, append_list/3, erase/2, fetch/2, fetch_keys/1, filter/2, find/2, fold/3,
         from_list/1, is_empty/1, is_key/2, map/2, merge/3, new/0, size/1, store/3, take/2, to_list/1,
         update/3, update/4, update_counter/3]).

%% A linear hash table: n slots of at most maxn, in segments of 16 lists of [Key | Value];
%% slots above bso are the upper halves of the split ones. It grows over exp_size
%% pairs and shrinks under con_size.
-record(dict, {size = 0, n = 16, maxn = 16, bso = 8, exp_size = 80, con_size = 48, empty, segs}).

-define(SEGMENT, 16).

new() ->
    Empty = erlang:make_tuple(?SEGMENT, []),
    #dict{empty = Empty, segs = {Empty}}.

from_list(L) -> lists:foldl(fun({K, V}, D) -> store(K, V, D) end, new(), L).

to_list(D) -> fold(fun(K, V, Acc) -> [{K, V} | Acc] end, [], D).

size(#dict{size = N}) -> N.

is_empty(#dict{size = N}) -> N =:= 0.

is_key(Key, D) -> find(Key, D) =/= error.

find(Key, D) -> found(Key, bucket(slot(Key, D), D)).

found(Key, [[Key | Value] | _]) -> {ok, Value};
found(Key, [_ | Rest]) -> found(Key, Rest);
found(_, []) -> error.

fetch(Key, D) ->
    case find(Key, D) of
        {ok, Value} -> Value;
        error -> erlang:error(badarg, [Key, D])
    end.

fetch_keys(D) -> fold(fun(K, _, Acc) -> [K | Acc] end, [], D).

erase(Key, D) ->
    case take(Key, D) of
        {_, New} -> New;
        error -> D
    end.

take(Key, D) ->
    Slot = slot(Key, D),
    Bucket = bucket(Slot, D),
    case found(Key, Bucket) of
        {ok, Value} -> {Value, shrink(1, put_bucket(Slot, without(Key, Bucket), D))};
        error -> error
    end.

without(Key, [[Key | _] | Rest]) -> Rest;
without(Key, [Pair | Rest]) -> [Pair | without(Key, Rest)].

store(Key, Value, D) -> change(Key, fun(_) -> Value end, Value, D).

append(Key, Value, D) -> change(Key, fun(Old) -> Old ++ [Value] end, [Value], D).

append_list(Key, Values, D) -> change(Key, fun(Old) -> Old ++ Values end, Values, D).

update_counter(Key, N, D) -> change(Key, fun(Old) -> Old + N end, N, D).

update(Key, F, Init, D) -> change(Key, F, Init, D).

update(Key, F, D) ->
    case find(Key, D) of
        {ok, _} -> change(Key, F, none, D);
        error -> erlang:error(badarg, [Key, F, D])
    end.

change(Key, F, Init, D) ->
    Slot = slot(Key, D),
    {Bucket, Added} = changed(Key, F, Init, bucket(Slot, D)),
    grow(Added, put_bucket(Slot, Bucket, D)).

changed(Key, F, _Init, [[Key | Value] | Rest]) -> {[[Key | F(Value)] | Rest], 0};
changed(Key, F, Init, [Pair | Rest]) ->
    {Changed, Added} = changed(Key, F, Init, Rest),
    {[Pair | Changed], Added};
changed(Key, _F, Init, []) -> {[[Key | Init]], 1}.

fold(F, Acc, #dict{segs = Segs}) ->
    lists:foldl(fun(Seg, A) ->
                        lists:foldl(fun(Bucket, B) ->
                                            lists:foldl(fun([K | V], C) -> F(K, V, C) end, B, Bucket)
                                    end, A, down(Seg))
                end, Acc, down(Segs)).

down(Tuple) -> lists:reverse(tuple_to_list(Tuple)).

map(F, #dict{segs = Segs} = D) ->
    D#dict{segs = each(fun(Seg) -> each(fun(Bucket) -> [[K | F(K, V)] || [K | V] <- Bucket] end, Seg) end, Segs)}.

each(F, Tuple) -> list_to_tuple(lists:map(F, tuple_to_list(Tuple))).

filter(F, #dict{segs = Segs} = D) ->
    Kept = each(fun(Seg) -> each(fun(Bucket) -> [KV || [K | V] = KV <- Bucket, F(K, V)] end, Seg) end, Segs),
    shrink(size(D) - count(Kept), D#dict{segs = Kept}).

count(Segs) -> lists:sum([length(Bucket) || Seg <- tuple_to_list(Segs), Bucket <- tuple_to_list(Seg)]).

merge(F, D1, D2) ->
    case size(D1) < size(D2) of
        true -> fold(fun(K, V1, D) -> change(K, fun(V2) -> F(K, V1, V2) end, V1, D) end, D2, D1);
        false -> fold(fun(K, V2, D) -> change(K, fun(V1) -> F(K, V1, V2) end, V2, D) end, D1, D2)
    end.

%% The hash table.

slot(Key, #dict{n = N, maxn = MaxN, bso = Bso}) ->
    case erlang:phash(Key, MaxN) of
        H when H > N -> H - Bso;
        H -> H
    end.

bucket(Slot, #dict{segs = Segs}) ->
    element((Slot - 1) rem ?SEGMENT + 1, element((Slot - 1) div ?SEGMENT + 1, Segs)).

put_bucket(Slot, Bucket, #dict{segs = Segs} = S) ->
    I = (Slot - 1) div ?SEGMENT + 1,
    S#dict{segs = setelement(I, Segs, setelement((Slot - 1) rem ?SEGMENT + 1, element(I, Segs), Bucket))}.

grow(0, S) -> S;
grow(1, #dict{size = Size0, exp_size = Limit} = S0) ->
    Size = Size0 + 1,
    S1 = S0#dict{size = Size},
    if
        Size =< Limit -> S1;
        true ->
            S2 = more_segments(S1),
            N = S2#dict.n + 1,
            From = N - S2#dict.bso,
            S = S2#dict{n = N, exp_size = N * 5, con_size = N * 3},
            {Low, High} = lists:partition(fun(E) -> erlang:phash(hd(E), S#dict.maxn) =:= From end, bucket(From, S)),
            put_bucket(N, High, put_bucket(From, Low, S))
    end.

more_segments(#dict{n = N, maxn = N, empty = Empty, segs = Segs} = S) ->
    More = erlang:make_tuple(tuple_size(Segs), Empty),
    S#dict{maxn = 2 * N, bso = N, segs = list_to_tuple(tuple_to_list(Segs) ++ tuple_to_list(More))};
more_segments(S) -> S.

shrink(Removed, #dict{size = Size0, con_size = Limit, n = N, bso = Bso} = S0) ->
    Size = Size0 - Removed,
    S1 = S0#dict{size = Size},
    if
        Size < Limit, N > ?SEGMENT ->
            Into = N - Bso,
            Last = bucket(N, S1),
            S = put_bucket(N, [], put_bucket(Into, bucket(Into, S1) ++ Last, S1)),
            fewer_segments(S#dict{n = N - 1, exp_size = (N - 1) * 5, con_size = (N - 1) * 3});
        true -> S1
    end.

fewer_segments(#dict{n = N, maxn = MaxN, bso = N, segs = Segs} = S) ->
    Half = lists:sublist(tuple_to_list(Segs), tuple_size(Segs) div 2),
    S#dict{maxn = MaxN div 2, bso = N div 2, segs = list_to_tuple(Half)};
fewer_segments(S) -> S.
