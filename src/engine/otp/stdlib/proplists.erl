%% Stands in for OTP's proplists, whole exported API.
-module(proplists).

-export([append_values/2, compact/1, delete/2, expand/2, from_map/1, get_all_values/2, get_bool/2,
         get_keys/1, get_value/2, get_value/3, is_defined/2, lookup/2, lookup_all/2, normalize/2,
         property/1, property/2, split/2, substitute_aliases/2, substitute_negations/2, to_map/1,
         to_map/2, unfold/1]).

property({Key, true}) when is_atom(Key) -> Key;
property(Property) -> Property.

property(Key, true) when is_atom(Key) -> Key;
property(Key, Value) -> {Key, Value}.

unfold([P | Ps]) when is_atom(P) -> [{P, true} | unfold(Ps)];
unfold([P | Ps]) -> [P | unfold(Ps)];
unfold([]) -> [].

compact(List) -> [property(P) || P <- List].

lookup(Key, [P | Ps]) ->
    if
        is_atom(P), P =:= Key -> {Key, true};
        tuple_size(P) >= 1, element(1, P) =:= Key -> P;
        true -> lookup(Key, Ps)
    end;
lookup(_Key, []) -> none.

lookup_all(Key, [P | Ps]) ->
    if
        is_atom(P), P =:= Key -> [{Key, true} | lookup_all(Key, Ps)];
        tuple_size(P) >= 1, element(1, P) =:= Key -> [P | lookup_all(Key, Ps)];
        true -> lookup_all(Key, Ps)
    end;
lookup_all(_Key, []) -> [].

is_defined(Key, List) -> lookup(Key, List) =/= none.

get_value(Key, List) -> get_value(Key, List, undefined).

get_value(Key, [P | Ps], Default) ->
    if
        is_atom(P), P =:= Key -> true;
        tuple_size(P) >= 1, element(1, P) =:= Key ->
            case P of
                {_, Value} -> Value;
                _ -> Default
            end;
        true -> get_value(Key, Ps, Default)
    end;
get_value(_Key, [], Default) -> Default.

get_all_values(Key, [P | Ps]) ->
    if
        is_atom(P), P =:= Key -> [true | get_all_values(Key, Ps)];
        tuple_size(P) >= 1, element(1, P) =:= Key ->
            case P of
                {_, Value} -> [Value | get_all_values(Key, Ps)];
                _ -> get_all_values(Key, Ps)
            end;
        true -> get_all_values(Key, Ps)
    end;
get_all_values(_Key, []) -> [].

append_values(Key, List) -> append_all(get_all_values(Key, List)).

append_all([V | Vs]) when is_list(V) -> V ++ append_all(Vs);
append_all([V | Vs]) -> [V | append_all(Vs)];
append_all([]) -> [].

get_bool(Key, [P | Ps]) ->
    if
        is_atom(P), P =:= Key -> true;
        tuple_size(P) >= 1, element(1, P) =:= Key -> P =:= {Key, true};
        true -> get_bool(Key, Ps)
    end;
get_bool(_Key, []) -> false.

get_keys(List) -> sets:to_list(keys_of(List, sets:new())).

keys_of([P | Ps], Keys) ->
    if
        is_atom(P) -> keys_of(Ps, sets:add_element(P, Keys));
        tuple_size(P) >= 1 -> keys_of(Ps, sets:add_element(element(1, P), Keys));
        true -> keys_of(Ps, Keys)
    end;
keys_of([], Keys) -> Keys.

delete(Key, [P | Ps]) ->
    if
        is_atom(P), P =:= Key -> delete(Key, Ps);
        tuple_size(P) >= 1, element(1, P) =:= Key -> delete(Key, Ps);
        true -> [P | delete(Key, Ps)]
    end;
delete(_, []) -> [].

substitute_aliases(Aliases, List) ->
    [case property_key(P) of
         {ok, Key} ->
             case lists:keyfind(Key, 1, Aliases) of
                 {_, New} -> property(rename(P, New));
                 _ -> P
             end;
         error -> P
     end || P <- List].

property_key(P) when is_atom(P) -> {ok, P};
property_key(P) when tuple_size(P) >= 1 -> {ok, element(1, P)};
property_key(_) -> error.

rename(P, New) when is_atom(P) -> {New, true};
rename(P, New) -> setelement(1, P, New).

substitute_negations(Negations, List) ->
    [case property_key(P) of
         {ok, Key} ->
             case lists:keyfind(Key, 1, Negations) of
                 {_, New} ->
                     case P of
                         _ when is_atom(P) -> {New, false};
                         {_, true} -> {New, false};
                         {_, false} -> property({New, true});
                         _ -> setelement(1, P, New)
                     end;
                 _ -> P
             end;
         error -> P
     end || P <- List].

expand(Expansions, List) ->
    lists:flatten(expand_all([{property(P), Replacement} || {P, Replacement} <- Expansions], List)).

expand_all([{P, Replacement} | Rest], List) ->
    {ok, Key} = property_key(P),
    expand_all(Rest, expand_one(P, Key, Replacement, List));
expand_all([], List) ->
    List.

%% Only the first entry of a key counts; when it is replaced the later ones go.
expand_one(P, Key, Replacement, [X | Xs]) ->
    case property_key(X) of
        {ok, Key} ->
            case property(X) of
                P -> Replacement ++ delete(Key, Xs);
                _ -> [X | Xs]
            end;
        _ -> [X | expand_one(P, Key, Replacement, Xs)]
    end;
expand_one(_P, _Key, _Replacement, []) -> [].

normalize(List, [{aliases, Aliases} | Stages]) -> normalize(substitute_aliases(Aliases, List), Stages);
normalize(List, [{negations, Negations} | Stages]) -> normalize(substitute_negations(Negations, List), Stages);
normalize(List, [{expand, Expansions} | Stages]) -> normalize(expand(Expansions, List), Stages);
normalize(List, []) -> compact(List).

split(List, Keys) ->
    {Found, Rest} = lists:foldl(fun split_one/2, {maps:from_keys(Keys, []), []}, List),
    {[lists:reverse(map_get(K, Found)) || K <- Keys], lists:reverse(Rest)}.

split_one(P, {Found, Rest}) ->
    case property_key(P) of
        {ok, Key} when is_map_key(Key, Found) -> {maps:update_with(Key, fun(L) -> [P | L] end, Found), Rest};
        _ -> {Found, [P | Rest]}
    end.

to_map(List) ->
    lists:foldr(fun(P, Map) when is_atom(P) -> Map#{P => true};
                   ({K, V}, Map) -> Map#{K => V};
                   (_, Map) -> Map
                end, #{}, List).

to_map(List, Stages) -> to_map(normalize(List, Stages)).

from_map(Map) -> maps:to_list(Map).
