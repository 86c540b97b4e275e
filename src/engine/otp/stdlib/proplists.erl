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

is_defined(Key, [P | Ps]) ->
    if
        is_atom(P), P =:= Key -> true;
        tuple_size(P) >= 1, element(1, P) =:= Key -> true;
        true -> is_defined(Key, Ps)
    end;
is_defined(_Key, []) -> false.

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

append_values(Key, [P | Ps]) ->
    if
        is_atom(P), P =:= Key -> [true | append_values(Key, Ps)];
        tuple_size(P) >= 1, element(1, P) =:= Key ->
            case P of
                {_, Values} when is_list(Values) -> Values ++ append_values(Key, Ps);
                {_, Value} -> [Value | append_values(Key, Ps)];
                _ -> append_values(Key, Ps)
            end;
        true -> append_values(Key, Ps)
    end;
append_values(_Key, []) -> [].

get_bool(Key, [P | Ps]) ->
    if
        is_atom(P), P =:= Key -> true;
        tuple_size(P) >= 1, element(1, P) =:= Key -> P =:= {Key, true};
        true -> get_bool(Key, Ps)
    end;
get_bool(_Key, []) -> false.

get_keys(List) -> sets:to_list(get_keys(List, sets:new())).

get_keys([P | Ps], Keys) ->
    if
        is_atom(P) -> get_keys(Ps, sets:add_element(P, Keys));
        tuple_size(P) >= 1 -> get_keys(Ps, sets:add_element(element(1, P), Keys));
        true -> get_keys(Ps, Keys)
    end;
get_keys([], Keys) -> Keys.

delete(Key, [P | Ps]) ->
    if
        is_atom(P), P =:= Key -> delete(Key, Ps);
        tuple_size(P) >= 1, element(1, P) =:= Key -> delete(Key, Ps);
        true -> [P | delete(Key, Ps)]
    end;
delete(_, []) -> [].

substitute_aliases(Aliases, List) -> [substitute_alias(Aliases, P) || P <- List].

%% The first rule for the property's key counts; a rule that is no pair is an error only when it is reached.
substitute_alias(Aliases, P) ->
    case property_key(P) of
        {ok, Key} -> substitute_aliases_1(Aliases, Key, P);
        error -> P
    end.

substitute_aliases_1([{Key, New} | _], Key, P) when is_atom(P) -> property({New, true});
substitute_aliases_1([{Key, New} | _], Key, P) -> property(setelement(1, P, New));
substitute_aliases_1([{_, _} | Rules], Key, P) -> substitute_aliases_1(Rules, Key, P);
substitute_aliases_1([], _Key, P) -> P.

property_key(P) when is_atom(P) -> {ok, P};
property_key(P) when tuple_size(P) >= 1 -> {ok, element(1, P)};
property_key(_) -> error.

substitute_negations(Negations, List) -> [substitute_negation(Negations, P) || P <- List].

substitute_negation(Negations, P) ->
    case property_key(P) of
        {ok, Key} -> substitute_negations_1(Negations, Key, P);
        error -> P
    end.

substitute_negations_1([{Key, New} | _], Key, P) ->
    case P of
        {Key, false} -> property({New, true});
        {Key, true} -> {New, false};
        _ when is_atom(P) -> {New, false};
        _ -> property(New, true)
    end;
substitute_negations_1([{_, _} | Rules], Key, P) -> substitute_negations_1(Rules, Key, P);
substitute_negations_1([], _Key, P) -> P.

expand(Expansions, List) ->
    lists:flatten(expand_all([{property(P), Replacement} || {P, Replacement} <- Expansions], List)).

%% A rule whose property has no key changes nothing.
expand_all([{P, Replacement} | Rest], List) ->
    case property_key(P) of
        {ok, Key} -> expand_all(Rest, expand_2(P, Key, Replacement, List));
        error -> expand_all(Rest, List)
    end;
expand_all([], List) ->
    List.

%% Only the first entry of a key counts; when it is replaced the later ones go.
expand_2(P, Key, Replacement, [X | Xs]) ->
    case property_key(X) of
        {ok, Key} ->
            case property(X) of
                P -> Replacement ++ delete(Key, Xs);
                _ -> [X | Xs]
            end;
        _ -> [X | expand_2(P, Key, Replacement, Xs)]
    end;
expand_2(_P, _Key, _Replacement, []) -> [].

normalize(List, [{aliases, Aliases} | Stages]) -> normalize(substitute_aliases(Aliases, List), Stages);
normalize(List, [{negations, Negations} | Stages]) -> normalize(substitute_negations(Negations, List), Stages);
normalize(List, [{expand, Expansions} | Stages]) -> normalize(expand(Expansions, List), Stages);
normalize(List, []) -> compact(List).

split(List, Keys) ->
    {Found, Rest} = lists:foldl(fun split_one/2, {maps:from_list([{K, []} || K <- Keys]), []}, List),
    {[lists:reverse(map_get(K, Found)) || K <- Keys], lists:reverse(Rest)}.

split_one(P, {Found, Rest}) ->
    case property_key(P) of
        {ok, Key} when is_map_key(Key, Found) -> {maps:update_with(Key, fun(L) -> [P | L] end, Found), Rest};
        _ -> {Found, [P | Rest]}
    end.

to_map(List) ->
    lists:foldr(fun(P, Map) when is_atom(P) -> Map#{P => true};
                   ({K, V}, Map) -> Map#{K => V};
                   (T, Map) when tuple_size(T) >= 1 -> maps:remove(element(1, T), Map);
                   (_, Map) -> Map
                end, #{}, List).

to_map(List, Stages) -> to_map(normalize(List, Stages)).

from_map(Map) -> maps:to_list(Map).
