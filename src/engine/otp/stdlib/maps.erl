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
    catch _:_ -> bad(badmap(Map), [Map])
    end.

get(Key, Map, Default) when is_map(Map) ->
    case Map of
        #{Key := Value} -> Value;
        #{} -> Default
    end;
get(Key, Map, Default) ->
    bad({badmap, Map}, [Key, Map, Default]).

-spec bad(term(), [term()]) -> no_return().
bad(Reason, Args) ->
    erlang:error(Reason, Args, [{error_info, #{module => erl_stdlib_errors}}]).

badmap(Map) -> {badmap, Map}.

badness(Map) when is_map(Map) -> badarg;
badness(Map) -> {badmap, Map}.

update_with(Key, Fun, Map) when is_map(Map), is_function(Fun, 1) ->
    case Map of
        #{Key := Value} -> Map#{Key := Fun(Value)};
        #{} -> bad({badkey, Key}, [Key, Fun, Map])
    end;
update_with(Key, Fun, Map) ->
    bad(badness(Map), [Key, Fun, Map]).

update_with(Key, Fun, Init, Map) when is_map(Map), is_function(Fun, 1) ->
    case Map of
        #{Key := Value} -> Map#{Key := Fun(Value)};
        #{} -> Map#{Key => Init}
    end;
update_with(Key, Fun, Init, Map) ->
    bad(badness(Map), [Key, Fun, Init, Map]).

%% An iterator is [0 | Map] before its first step, then {Key, Value, Rest}.

iterator(Map) when is_map(Map) -> [0 | Map];
iterator(Map) -> bad({badmap, Map}, [Map]).

next({_, _, _} = Step) -> Step;
next([0 | Map]) when is_map(Map) -> next(steps(erlang_to_list(Map)));
next(none) -> none;
next(Iterator) -> bad(badarg, [Iterator]).

steps([{K, V} | Rest]) -> {K, V, steps(Rest)};
steps([]) -> none.

erlang_to_list(Map) -> zip(keys(Map), values(Map)).

zip([K | Ks], [V | Vs]) -> [{K, V} | zip(Ks, Vs)];
zip([], []) -> [].

to_list(Map) when is_map(Map) -> erlang_to_list(Map);
to_list(Other) -> bad({badmap, Other}, [Other]).

list_of({K, V, Rest}) -> [{K, V} | list_of(next(Rest))];
list_of(none) -> [].

pairs(Map) when is_map(Map) -> erlang_to_list(Map);
pairs([0 | Map]) when is_map(Map) -> erlang_to_list(Map);
pairs({_, _, _} = Iterator) -> list_of(Iterator);
pairs(none) -> [];
pairs(_) -> error.

fold(Fun, Acc, Map) when is_function(Fun, 3) ->
    case pairs(Map) of
        error -> bad({badmap, Map}, [Fun, Acc, Map]);
        Pairs -> fold_1(Fun, Acc, Pairs)
    end;
fold(Fun, Acc, Map) ->
    bad(badarg, [Fun, Acc, Map]).

fold_1(Fun, Acc, [{K, V} | Rest]) -> fold_1(Fun, Fun(K, V, Acc), Rest);
fold_1(_Fun, Acc, []) -> Acc.

foreach(Fun, Map) when is_function(Fun, 2) ->
    case pairs(Map) of
        error -> bad({badmap, Map}, [Fun, Map]);
        Pairs -> foreach_1(Fun, Pairs)
    end;
foreach(Fun, Map) ->
    bad(badarg, [Fun, Map]).

foreach_1(Fun, [{K, V} | Rest]) ->
    Fun(K, V),
    foreach_1(Fun, Rest);
foreach_1(_Fun, []) -> ok.

map(Fun, Map) when is_function(Fun, 2) ->
    case pairs(Map) of
        error -> bad({badmap, Map}, [Fun, Map]);
        Pairs -> from_list(map_1(Fun, Pairs))
    end;
map(Fun, Map) ->
    bad(badarg, [Fun, Map]).

map_1(Fun, [{K, V} | Rest]) -> [{K, Fun(K, V)} | map_1(Fun, Rest)];
map_1(_Fun, []) -> [].

filter(Pred, Map) when is_function(Pred, 2) ->
    case pairs(Map) of
        error -> bad({badmap, Map}, [Pred, Map]);
        Pairs -> from_list(filter_1(Pred, Pairs))
    end;
filter(Pred, Map) ->
    bad(badarg, [Pred, Map]).

filter_1(Pred, [{K, V} = Pair | Rest]) ->
    case Pred(K, V) of
        true -> [Pair | filter_1(Pred, Rest)];
        false -> filter_1(Pred, Rest)
    end;
filter_1(_Pred, []) -> [].

filtermap(Fun, Map) when is_function(Fun, 2) ->
    case pairs(Map) of
        error -> bad({badmap, Map}, [Fun, Map]);
        Pairs -> from_list(filtermap_1(Fun, Pairs))
    end;
filtermap(Fun, Map) ->
    bad(badarg, [Fun, Map]).

filtermap_1(Fun, [{K, V} = Pair | Rest]) ->
    case Fun(K, V) of
        true -> [Pair | filtermap_1(Fun, Rest)];
        {true, New} -> [{K, New} | filtermap_1(Fun, Rest)];
        false -> filtermap_1(Fun, Rest)
    end;
filtermap_1(_Fun, []) -> [].

with(Keys, Map) when is_list(Keys), is_map(Map) -> from_list(with_1(Keys, Map));
with(Keys, Map) -> bad(badness(Map), [Keys, Map]).

with_1([K | Ks], Map) ->
    case Map of
        #{K := V} -> [{K, V} | with_1(Ks, Map)];
        #{} -> with_1(Ks, Map)
    end;
with_1([], _Map) -> [].

without(Keys, Map) when is_list(Keys), is_map(Map) -> without_1(Keys, Map);
without(Keys, Map) -> bad(badness(Map), [Keys, Map]).

without_1([K | Ks], Map) -> without_1(Ks, remove(K, Map));
without_1([], Map) -> Map.

merge_with(Combine, Map1, Map2) when is_map(Map1), is_map(Map2), is_function(Combine, 3) ->
    case map_size(Map1) > map_size(Map2) of
        true ->
            fold_1(fun(K, V2, Acc) ->
                           case Acc of
                               #{K := V1} -> Acc#{K := Combine(K, V1, V2)};
                               #{} -> Acc#{K => V2}
                           end
                   end, Map1, erlang_to_list(Map2));
        false ->
            fold_1(fun(K, V1, Acc) ->
                           case Acc of
                               #{K := V2} -> Acc#{K := Combine(K, V1, V2)};
                               #{} -> Acc#{K => V1}
                           end
                   end, Map2, erlang_to_list(Map1))
    end;
merge_with(Combine, Map1, Map2) ->
    bad(first_bad(Map1, Map2), [Combine, Map1, Map2]).

first_bad(Map1, _Map2) when not is_map(Map1) -> {badmap, Map1};
first_bad(_Map1, Map2) -> badness(Map2).

intersect(Map1, Map2) when is_map(Map1), is_map(Map2) ->
    from_list([{K, V} || {K, V} <- erlang_to_list(Map2), is_map_key(K, Map1)]);
intersect(Map1, Map2) ->
    bad(first_bad(Map1, Map2), [Map1, Map2]).

intersect_with(Combine, Map1, Map2) when is_map(Map1), is_map(Map2), is_function(Combine, 3) ->
    from_list([{K, Combine(K, V, map_get(K, Map2))} || {K, V} <- erlang_to_list(Map1), is_map_key(K, Map2)]);
intersect_with(Combine, Map1, Map2) ->
    bad(first_bad(Map1, Map2), [Combine, Map1, Map2]).

groups_from_list(Fun, List) when is_function(Fun, 1) ->
    try lists:reverse(List) of
        Reversed -> group(Reversed, Fun, fun(E) -> E end, #{})
    catch
        error:_ -> bad(badarg, [Fun, List])
    end;
groups_from_list(Fun, List) ->
    bad(badarg, [Fun, List]).

groups_from_list(Fun, ValueFun, List) when is_function(Fun, 1), is_function(ValueFun, 1) ->
    try lists:reverse(List) of
        Reversed -> group(Reversed, Fun, ValueFun, #{})
    catch
        error:_ -> bad(badarg, [Fun, ValueFun, List])
    end;
groups_from_list(Fun, ValueFun, List) ->
    bad(badarg, [Fun, ValueFun, List]).

group([E | Es], Fun, ValueFun, Acc) ->
    K = Fun(E),
    V = ValueFun(E),
    case Acc of
        #{K := Vs} -> group(Es, Fun, ValueFun, Acc#{K := [V | Vs]});
        #{} -> group(Es, Fun, ValueFun, Acc#{K => [V]})
    end;
group([], _Fun, _ValueFun, Acc) -> Acc.
