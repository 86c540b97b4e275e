%% Stands in for OTP's maps, whole exported API.
-module(maps).

-export([filter/2, filtermap/2, find/2, fold/3, foreach/2, from_keys/2, from_list/1, get/2, get/3,
         groups_from_list/2, groups_from_list/3, intersect/2, intersect_with/3, is_key/2, iterator/1,
         keys/1, map/2, merge/2, merge_with/3, new/0, next/1, put/3, remove/2, size/1, take/2, to_list/1,
         update/3, update_with/3, update_with/4, values/1, with/2, without/2]).

%% Built into the runtime.

find(_Key, _Map) -> erlang:nif_error(undef).
from_keys(_Keys, _Value) -> erlang:nif_error(undef).
from_list(_List) -> erlang:nif_error(undef).
get(_Key, _Map) -> erlang:nif_error(undef).
is_key(_Key, _Map) -> erlang:nif_error(undef).
keys(_Map) -> erlang:nif_error(undef).
merge(_Map1, _Map2) -> erlang:nif_error(undef).
put(_Key, _Value, _Map) -> erlang:nif_error(undef).
remove(_Key, _Map) -> erlang:nif_error(undef).
take(_Key, _Map) -> erlang:nif_error(undef).
update(_Key, _Value, _Map) -> erlang:nif_error(undef).
values(_Map) -> erlang:nif_error(undef).

new() -> #{}.

size(Map) ->
    try map_size(Map)
    catch _:_ -> bad(size, badmap(Map), [Map])
    end.

get(Key, Map, Default) when is_map(Map) ->
    case Map of
        #{Key := Value} -> Value;
        #{} -> Default
    end;
get(Key, Map, Default) ->
    bad(get, {badmap, Map}, [Key, Map, Default]).

-spec bad(atom(), term(), [term()]) -> no_return().
bad(Name, Reason, Args) ->
    {current_stacktrace, [_ | Stack]} = process_info(self(), current_stacktrace),
    Location = [{file, "maps.erl"}, {line, 581}, {error_info, #{module => erl_stdlib_errors}}],
    erlang:raise(error, Reason, lists:sublist([{?MODULE, Name, Args, Location} | Stack], 8)).

badmap(Map) -> {badmap, Map}.

badness(Map) when is_map(Map) -> badarg;
badness(Map) -> {badmap, Map}.

update_with(Key, Fun, Map) when is_map(Map), is_function(Fun, 1) ->
    case Map of #{Key := Value} -> Map#{Key :=
            Fun(Value)};
        #{} -> erlang:error({badkey, Key}, [Key, Fun, Map])
    end;
update_with(Key, Fun, Map) ->
    bad(update_with, badness(Map), [Key, Fun, Map]).

update_with(Key, Fun, Init, Map) when is_map(Map), is_function(Fun, 1) ->
    case Map of #{Key := Value} -> Map#{Key :=
            Fun(Value)};
        #{} -> Map#{Key => Init}
    end;
update_with(Key, Fun, Init, Map) ->
    bad(update_with, badness(Map), [Key, Fun, Init, Map]).

%% An iterator is [Path | Map] before a step, {Key, Value, Rest} after it. Large maps
%% give their pairs in parts; the list of all pairs of one begins with its last part.

iterator(Map) when is_map(Map) -> [0 | Map];
iterator(Map) -> bad(iterator, {badmap, Map}, [Map]).

next({_, _, _} = Step) -> Step;
next([Path | Map]) when is_integer(Path), is_map(Map) ->
    erts_internal:map_next(Path, Map, iterator);
next(none) -> none;
next(Iterator) -> bad(next, badarg, [Iterator]).

to_list(Map) when is_map(Map) -> parts(erts_internal:map_next(0, Map, []));
to_list(Other) -> bad(to_list, {badmap, Other}, [Other]).

parts([Path, Map | Pairs]) when is_integer(Path) -> parts(erts_internal:map_next(Path, Map, Pairs));
parts(Pairs) -> Pairs.

%% All pairs as an iterator gives them.
erlang_to_list(Map) when map_size(Map) =< 32 -> erts_internal:map_next(0, Map, []);
erlang_to_list(Map) -> lists:reverse(to_list(Map)).

list_of({K, V, Rest}) -> [{K, V} | list_of(next(Rest))];
list_of(none) -> [].

pairs(Map) when is_map(Map) -> erlang_to_list(Map);
pairs([0 | Map]) when is_map(Map) -> erlang_to_list(Map);
pairs([Path | Map]) when is_integer(Path), is_map(Map) ->
    try erts_internal:map_next(Path, Map, iterator) of
        Step -> list_of(Step)
    catch error:badarg -> error
    end;
pairs({_, _, _} = Iterator) -> list_of(Iterator);
pairs(none) -> [];
pairs(_) -> error.

fold(Fun, Acc, Map) when is_function(Fun, 3) ->
    case pairs(Map) of
        error -> bad(fold, {badmap, Map}, [Fun, Acc, Map]);
        Pairs -> fold_1(Fun, Acc, Pairs)
    end;
fold(Fun, Acc, Map) ->
    bad(fold, badarg, [Fun, Acc, Map]).

fold_1(Fun, Acc, [{K, V} | Rest]) -> fold_1(Fun, Fun(K, V, Acc), Rest);
fold_1(_Fun, Acc, []) -> Acc.

foreach(Fun, Map) when is_function(Fun, 2) ->
    case pairs(Map) of
        error -> bad(foreach, {badmap, Map}, [Fun, Map]);
        Pairs -> foreach_1(Fun, Pairs)
    end;
foreach(Fun, Map) ->
    bad(foreach, badarg, [Fun, Map]).

foreach_1(Fun, [{K, V} | Rest]) ->
    Fun(K, V),
    foreach_1(Fun, Rest);
foreach_1(_Fun, []) -> ok.

map(Fun, Map) when is_function(Fun, 2) ->
    case pairs(Map) of
        error -> bad(map, {badmap, Map}, [Fun, Map]);
        Pairs -> from_list(map_1(Fun, Pairs))
    end;
map(Fun, Map) ->
    bad(map, badarg, [Fun, Map]).

map_1(Fun, [{K, V} | Rest]) -> [{K, Fun(K, V)} | map_1(Fun, Rest)];
map_1(_Fun, []) -> [].

filter(Pred, Map) when is_function(Pred, 2) ->
    case pairs(Map) of
        error -> bad(filter, {badmap, Map}, [Pred, Map]);
        Pairs -> from_list(filter_1(Pred, Pairs))
    end;
filter(Pred, Map) ->
    bad(filter, badarg, [Pred, Map]).

filter_1(Pred, [{K, V} = Pair | Rest]) ->
    case Pred(K, V) of
        true ->
            [Pair | filter_1(Pred, Rest)];
        false -> filter_1(Pred, Rest)
    end;
filter_1(_Pred, []) -> [].

filtermap(Fun, Map) when is_function(Fun, 2) ->
    case pairs(Map) of
        error -> bad(filtermap, {badmap, Map}, [Fun, Map]);
        Pairs -> from_list(filtermap_1(Fun, Pairs))
    end;
filtermap(Fun, Map) ->
    bad(filtermap, badarg, [Fun, Map]).

filtermap_1(Fun, [{K, V} = Pair | Rest]) ->
    case Fun(K, V) of
        true ->
            [Pair | filtermap_1(Fun, Rest)];
        {true, New} ->
            [{K, New} | filtermap_1(Fun, Rest)];
        false -> filtermap_1(Fun, Rest)
    end;
filtermap_1(_Fun, []) -> [].

with(Keys, Map) when is_list(Keys), is_map(Map) -> from_list(with_1(Keys, Map));
with(Keys, Map) -> bad(with, badness(Map), [Keys, Map]).

with_1([K | Ks], Map) ->
    case Map of
        #{K := V} -> [{K, V} | with_1(Ks, Map)];
        #{} -> with_1(Ks, Map)
    end;
with_1([], _Map) -> [].

without(Keys, Map) when is_list(Keys), is_map(Map) -> without_1(Keys, Map);
without(Keys, Map) -> bad(without, badness(Map), [Keys, Map]).

without_1([K | Ks], Map) -> without_1(Ks, remove(K, Map));
without_1([], Map) -> Map.

merge_with(Combine, Map1, Map2) when is_map(Map1), is_map(Map2), is_function(Combine, 3) ->
    case map_size(Map1) > map_size(Map2) of
        true -> merge_with_1(erlang_to_list(Map2), Map1, fun(K, V2, V1) -> Combine(K, V1, V2) end);
        false -> merge_with_1(erlang_to_list(Map1), Map2, Combine)
    end;
merge_with(Combine, Map1, Map2) ->
    bad(merge_with, unless_fun(Combine, first_bad(Map1, Map2)), [Combine, Map1, Map2]).

unless_fun(Fun, Reason) when is_function(Fun, 3) -> Reason;
unless_fun(_Fun, _Reason) -> badarg.

merge_with_1([{K, V} | Rest], Map, Combine) ->
    case Map of
        #{K := Other} -> merge_with_1(Rest, Map#{K := Combine(K, V, Other)}, Combine);
        #{} -> merge_with_1(Rest, Map#{K => V}, Combine)
    end;
merge_with_1([], Map, _Combine) -> Map.

first_bad(Map1, _Map2) when not is_map(Map1) -> {badmap, Map1};
first_bad(_Map1, Map2) -> badness(Map2).

intersect(Map1, Map2) when is_map(Map1), is_map(Map2) ->
    from_list([{K, V} || {K, V} <- erlang_to_list(Map2), is_map_key(K, Map1)]);
intersect(Map1, Map2) ->
    bad(intersect, first_bad(Map1, Map2), [Map1, Map2]).

intersect_with(Combine, Map1, Map2) when is_map(Map1), is_map(Map2), is_function(Combine, 3) ->
    from_list([{K, Combine(K, V, map_get(K, Map2))} || {K, V} <- erlang_to_list(Map1), is_map_key(K, Map2)]);
intersect_with(Combine, Map1, Map2) ->
    bad(intersect_with, unless_fun(Combine, first_bad(Map1, Map2)), [Combine, Map1, Map2]).

groups_from_list(Fun, List) when is_function(Fun, 1) ->
    try lists:reverse(List) of
        Reversed -> groups_from_list_1(Fun, Reversed, #{})
    catch
        error:_ when not is_list(List) -> bad(groups_from_list, badarg, [Fun, List])
    end;
groups_from_list(Fun, List) ->
    bad(groups_from_list, badarg, [Fun, List]).

groups_from_list_1(Fun, [E | Es], Acc) ->
    K = Fun(E),
    groups_from_list_1(Fun, Es, added(K, E, Acc));
groups_from_list_1(_Fun, [], Acc) -> Acc.

added(K, V, Acc) ->
    case Acc of
        #{K := Vs} -> Acc#{K := [V | Vs]};
        #{} -> Acc#{K => [V]}
    end.

groups_from_list(Fun, ValueFun, List) when is_function(Fun, 1), is_function(ValueFun, 1) ->
    try lists:reverse(List) of
        Reversed -> groups_from_list_2(Fun, ValueFun, Reversed, #{})
    catch
        error:_ when not is_list(List) -> bad(groups_from_list, badarg, [Fun, ValueFun, List])
    end;
groups_from_list(Fun, ValueFun, List) ->
    bad(groups_from_list, badarg, [Fun, ValueFun, List]).

groups_from_list_2(Fun, ValueFun, [E | Es], Acc) ->
    K = Fun(E),
    V = ValueFun(E),
    groups_from_list_2(Fun, ValueFun, Es, added(K, V, Acc));
groups_from_list_2(_Fun, _ValueFun, [], Acc) -> Acc.
