%% Stands in for sofs: sets of sets. The whole interface; lists are merged in one way where OTP has a fast path for each case.
-module(sofs).

-export([from_term/1, from_term/2, from_external/2, empty_set/0, is_type/1, set/1, set/2, from_sets/1, relation/1,
         relation/2, a_function/1, a_function/2, family/1, family/2, to_external/1, type/1, to_sets/1, no_elements/1,
         specification/2, union/2, intersection/2, difference/2, symdiff/2, symmetric_partition/2, product/1, product/2,
         constant_function/2, is_equal/2, is_subset/2, is_sofs_set/1, is_set/1, is_empty_set/1, is_disjoint/2]).
-export([union/1, intersection/1, canonical_relation/1]).
-export([relation_to_family/1, domain/1, range/1, field/1, relative_product/1, relative_product/2, relative_product1/2,
         converse/1, image/2, inverse_image/2, strict_relation/1, weak_relation/1, extension/3, is_a_function/1,
         composite/2, inverse/1, restriction/2, restriction/3, drestriction/2, drestriction/3, substitution/2,
         projection/2, partition/1, partition/2, partition/3, multiple_relative_product/2, join/4]).
-export([family_to_relation/1, family_specification/2, union_of_family/1, intersection_of_family/1, family_union/1,
         family_intersection/1, family_domain/1, family_range/1, family_field/1, family_union/2, family_intersection/2,
         family_difference/2, partition_family/2, family_projection/2, family_to_digraph/1, family_to_digraph/2,
         digraph_to_family/1, digraph_to_family/2]).
-export([fam2rel/1, rel2fam/1]).
-export_type([anyset/0, binary_relation/0, external_set/0, a_function/0, family/0, relation/0, set_of_sets/0, set_fun/0,
              spec_fun/0, type/0, ordset/0, a_set/0]).

%% Elements are kept sorted, in external form: a set inside a set is a sorted list. `type` is that of one element.
-record('Set', {data = [] :: list(), type = '_' :: term()}).
-record('OrdSet', {orddata = {} :: tuple() | atom(), ordtype = '_' :: term()}).

-type anyset() :: ordset() | a_set().
-type binary_relation() :: relation().
-type external_set() :: term().
-type a_function() :: relation().
-type family() :: a_function().
-opaque ordset() :: #'OrdSet'{}.
-type relation() :: a_set().
-opaque a_set() :: #'Set'{}.
-type set_of_sets() :: a_set().
-type set_fun() :: pos_integer() | {external, fun((external_set()) -> external_set())} | fun((anyset()) -> anyset()).
-type spec_fun() :: {external, fun((external_set()) -> boolean())} | fun((anyset()) -> boolean()).
-type type() :: term().

%%% Making sets

from_term(Term) -> from_declared(Term, if is_list(Term) -> ['_']; true -> '_' end).

from_term(Term, Type) ->
    case is_type(Type) of
        true -> from_declared(Term, Type);
        false -> error(badarg)
    end.

from_declared(Term, Type) ->
    try typed(Term, Type)
    catch _:_ -> error(badarg)
    end.

from_external(List, [Type]) -> #'Set'{data = List, type = Type};
from_external(Term, Type) -> #'OrdSet'{orddata = Term, ordtype = Type}.

empty_set() -> #'Set'{data = [], type = '_'}.

is_type('_') -> false;
is_type(Atom) when is_atom(Atom) -> true;
is_type(['_']) -> true;
is_type([Type]) -> is_type(Type);
is_type(Tuple) when tuple_size(Tuple) > 0 -> lists:all(fun is_type/1, tuple_to_list(Tuple));
is_type(_) -> false.

set(Terms) ->
    try lists:usort(Terms) of
        Sorted -> #'Set'{data = Sorted, type = atom}
    catch _:_ -> error(badarg)
    end.

set(Terms, [Type]) when is_atom(Type), Type =/= '_' ->
    try lists:usort(Terms) of
        Sorted -> #'Set'{data = Sorted, type = Type}
    catch _:_ -> error(badarg)
    end;
set(Terms, [_] = Type) -> from_declared(Terms, Type);
set(_, _) -> error(badarg).

from_sets(Sets) when is_list(Sets) -> set_of_sets(Sets, [], '_');
from_sets(Sets) when is_tuple(Sets) ->
    try [{to_external(S), type(S)} || S <- tuple_to_list(Sets)] of
        Parts ->
            {Terms, Types} = lists:unzip(Parts),
            #'OrdSet'{orddata = list_to_tuple(Terms), ordtype = list_to_tuple(Types)}
    catch _:_ -> error(badarg)
    end;
from_sets(_) -> error(badarg).

set_of_sets([], Terms, Type) -> #'Set'{data = lists:usort(Terms), type = Type};
set_of_sets([S | Rest], Terms, Type) ->
    case is_sofs_set(S) of
        true -> set_of_sets(Rest, [to_external(S) | Terms], common_type(type(S), Type));
        false -> error(badarg)
    end;
set_of_sets(_, _, _) -> error(badarg).

relation([]) -> #'Set'{data = [], type = {atom, atom}};
relation([T | _] = Tuples) when is_tuple(T) -> relation(Tuples, tuple_size(T));
relation(_) -> error(badarg).

relation(Tuples, Type) ->
    try related(Tuples, Type)
    catch _:_ -> error(badarg)
    end.

related(Tuples, [Type]) ->
    {Seen, Terms} = elements(Tuples, Type, Type),
    case Seen of
        '_' -> empty_set();
        _ when is_tuple(Seen) -> #'Set'{data = Terms, type = Seen}
    end;
related(Tuples, Size) when Size >= 1 ->
    Type = erlang:make_tuple(Size, atom),
    true = lists:all(fun(T) -> tuple_size(T) =:= Size end, Tuples),
    #'Set'{data = lists:usort(Tuples), type = Type}.

a_function(Tuples) -> a_function(Tuples, [{atom, atom}]).

a_function(Tuples, Type) -> functional(Tuples, Type, fun({_, _}) -> true end).

family(Tuples) -> family(Tuples, [{atom, [atom]}]).

family(Tuples, Type) -> functional(Tuples, Type, fun({_, [_]}) -> true end).

functional(Tuples, Type, HasShape) ->
    try
        true = is_type(Type),
        [Declared] = Type,
        {Seen, Terms} = elements(Tuples, Declared, Declared),
        Seen =:= '_' orelse HasShape(Seen),
        true = lists:all(fun({_, _}) -> true end, Terms),
        {Seen, Terms}
    of
        {'_', []} -> empty_set();
        {Found, Pairs} ->
            is_functional(Pairs) orelse error(bad_function),
            #'Set'{data = Pairs, type = Found}
    catch _:_ -> error(badarg)
    end.

%%% Looking at sets

to_external(#'Set'{data = Data}) -> Data;
to_external(#'OrdSet'{orddata = Data}) -> Data.

type(#'Set'{type = Type}) -> [Type];
type(#'OrdSet'{ordtype = Type}) -> Type.

to_sets(#'Set'{data = Data, type = Type}) -> [as_set(E, Type) || E <- Data];
to_sets(#'OrdSet'{orddata = Data, ordtype = Type}) when is_tuple(Type) ->
    list_to_tuple(lists:zipwith(fun as_set/2, tuple_to_list(Data), tuple_to_list(Type)));
to_sets(#'OrdSet'{}) -> error(badarg).

%% A term in external form as the set it stands for.
as_set(Term, [Type]) -> #'Set'{data = Term, type = Type};
as_set(Term, Type) -> #'OrdSet'{orddata = Term, ordtype = Type}.

no_elements(#'Set'{data = Data}) -> length(Data);
no_elements(#'OrdSet'{orddata = Data, ordtype = Type}) when is_tuple(Type) -> tuple_size(Data);
no_elements(#'OrdSet'{}) -> error(badarg).

is_sofs_set(#'Set'{}) -> true;
is_sofs_set(#'OrdSet'{}) -> true;
is_sofs_set(_) -> false.

is_set(#'Set'{}) -> true;
is_set(#'OrdSet'{}) -> false.

is_empty_set(#'Set'{data = Data}) -> Data =:= [];
is_empty_set(#'OrdSet'{}) -> false.

is_equal(#'Set'{data = D1, type = T1}, #'Set'{data = D2, type = T2}) ->
    must_match(T1, T2),
    D1 == D2;
is_equal(#'OrdSet'{orddata = D1, ordtype = T1}, #'OrdSet'{orddata = D2, ordtype = T2}) ->
    must_match(T1, T2),
    D1 == D2;
is_equal(#'Set'{}, #'OrdSet'{}) -> error(type_mismatch);
is_equal(#'OrdSet'{}, #'Set'{}) -> error(type_mismatch).

is_subset(#'Set'{data = D1, type = T1}, #'Set'{data = D2, type = T2}) ->
    must_match(T1, T2),
    ordsets:is_subset(D1, D2).

is_disjoint(#'Set'{data = D1, type = T1}, #'Set'{data = D2, type = T2}) ->
    must_match(T1, T2),
    ordsets:is_disjoint(D1, D2).

%%% Algebra of sets

specification(Fun, #'Set'{data = Data, type = Type} = Set) ->
    Set#'Set'{data = chosen(Data, Fun, Type)}.

union(#'Set'{data = D1, type = T1}, #'Set'{data = D2, type = T2}) ->
    #'Set'{type = common_type(T1, T2), data = lists:umerge(D1, D2)}.

intersection(#'Set'{data = D1, type = T1}, #'Set'{data = D2, type = T2}) ->
    #'Set'{type = common_type(T1, T2), data = ordsets:intersection(D1, D2)}.

difference(#'Set'{data = D1, type = T1}, #'Set'{data = D2, type = T2}) ->
    #'Set'{type = common_type(T1, T2), data = ordsets:subtract(D1, D2)}.

symdiff(#'Set'{data = D1, type = T1}, #'Set'{data = D2, type = T2}) ->
    Type = common_type(T1, T2),
    #'Set'{type = Type, data = lists:umerge(ordsets:subtract(D1, D2), ordsets:subtract(D2, D1))}.

symmetric_partition(#'Set'{} = S1, #'Set'{} = S2) -> {difference(S1, S2), intersection(S1, S2), difference(S2, S1)}.

product(#'Set'{type = '_'} = S1, #'Set'{}) -> S1;
product(#'Set'{}, #'Set'{type = '_'} = S2) -> S2;
product(#'Set'{data = D1, type = T1}, #'Set'{data = D2, type = T2}) ->
    #'Set'{data = [{A, B} || A <- D1, B <- D2], type = {T1, T2}}.

product({S1, S2}) -> product(S1, S2);
product(Tuple) when is_tuple(Tuple) ->
    Sets = tuple_to_list(Tuple),
    case Sets =/= [] andalso lists:all(fun(S) -> is_record(S, 'Set') end, Sets) of
        false -> error(badarg);
        true ->
            case lists:any(fun is_empty_set/1, Sets) of
                true -> empty_set();
                false ->
                    Rows = rows([S#'Set'.data || S <- Sets]),
                    #'Set'{data = [list_to_tuple(Row) || Row <- Rows], type = list_to_tuple([S#'Set'.type || S <- Sets])}
            end
    end.

%% One element of each list, in every way.
rows([]) -> [[]];
rows([List | Rest]) ->
    Tails = rows(Rest),
    [[E | Tail] || E <- List, Tail <- Tails].

constant_function(#'Set'{data = Data, type = Type} = Set, Value) ->
    case is_sofs_set(Value) of
        true when Type =:= '_' -> Set;
        true ->
            External = to_external(Value),
            #'Set'{data = [{E, External} || E <- Data], type = {Type, type(Value)}};
        false -> error(badarg)
    end;
constant_function(#'OrdSet'{}, _) -> error(badarg).

%%% Sets of sets

union(#'Set'{data = Data, type = [Type]}) -> #'Set'{data = lists:umerge(Data), type = Type};
union(#'Set'{type = '_'} = Sets) -> Sets;
union(#'Set'{}) -> error(badarg).

intersection(#'Set'{data = [First | Rest], type = [Type]}) ->
    #'Set'{data = lists:foldl(fun ordsets:intersection/2, First, Rest), type = Type};
intersection(#'Set'{}) -> error(badarg).

canonical_relation(#'Set'{type = ['_']}) -> empty_set();
canonical_relation(#'Set'{data = Data, type = [Type]}) ->
    #'Set'{data = lists:sort([{E, S} || S <- Data, E <- S]), type = {Type, [Type]}};
canonical_relation(#'Set'{type = '_'} = Sets) -> Sets;
canonical_relation(#'Set'{}) -> error(badarg).

%%% Relations

rel2fam(Relation) -> relation_to_family(Relation).

relation_to_family(#'Set'{data = Data, type = {Domain, Range}}) ->
    #'Set'{data = grouped(Data), type = {Domain, [Range]}};
relation_to_family(#'Set'{type = '_'} = R) -> R;
relation_to_family(#'Set'{}) -> error(badarg).

domain(#'Set'{data = Data, type = {Domain, _}}) -> #'Set'{data = firsts(Data), type = Domain};
domain(#'Set'{type = '_'} = R) -> R;
domain(#'Set'{}) -> error(badarg).

range(#'Set'{data = Data, type = {_, Range}}) -> #'Set'{data = seconds(Data), type = Range};
range(#'Set'{type = '_'} = R) -> R;
range(#'Set'{}) -> error(badarg).

field(R) -> union(domain(R), range(R)).

relative_product(Relations) when is_tuple(Relations) -> relative_product(tuple_to_list(Relations));
relative_product(Relations) when is_list(Relations) -> tupled(Relations).

relative_product(#'Set'{} = R1, #'Set'{} = R2) -> relative_product1(converse(R1), R2);
relative_product(Relations, #'Set'{} = R) when is_tuple(Relations) -> relative_product(tuple_to_list(Relations), R);
relative_product(Relations, #'Set'{data = Data, type = Type} = R) when is_list(Relations) ->
    {_, _} = pair_type(Type),
    case tupled(Relations) of
        #'Set'{type = {Domain, Range}} = Product when Data =:= [], Type =/= '_' ->
            relative_product(Product#'Set'{data = [], type = {Domain, Range}}, R);
        Product -> relative_product(Product, R)
    end.

relative_product1(#'Set'{data = D1, type = T1} = R1, #'Set'{data = D2, type = T2} = R2) ->
    {Domain1, Range1} = pair_type(T1),
    {Domain2, Range2} = pair_type(T2),
    must_match(Domain1, Domain2),
    if
        Domain1 =:= '_' -> R1;
        Domain2 =:= '_' -> R2;
        true -> #'Set'{data = lists:usort(joined(grouped(D1), grouped(D2), [])), type = {Range1, Range2}}
    end.

%% The pairs of values that two lists of groups have under equal keys.
joined([{K1, V1} | R1], [{K2, V2} | R2], Found) when K1 == K2 ->
    joined(R1, R2, [{A, B} || A <- V1, B <- V2] ++ Found);
joined([{K1, _} | R1], [{K2, _} | _] = G2, Found) when K1 < K2 -> joined(R1, G2, Found);
joined([_ | _] = G1, [_ | R2], Found) -> joined(G1, R2, Found);
joined(_, _, Found) -> Found.

%% {x, {a, b, ...}} for what every relation has under x.
tupled([]) -> error(badarg);
tupled(Relations) ->
    Domain = common_domain(Relations, '_'),
    Ranges = [R#'Set'.type || R <- Relations],
    IsUntyped = Domain =:= '_' orelse lists:member('_', Ranges),
    case lists:any(fun is_empty_set/1, Relations) of
        true when IsUntyped -> empty_set();
        IsEmpty ->
            Type = {Domain, list_to_tuple([element(2, T) || T <- Ranges])},
            #'Set'{data = if IsEmpty -> []; true -> tuples_of([grouped(R#'Set'.data) || R <- Relations]) end, type = Type}
    end.

common_domain([#'Set'{type = {Domain, _}} | Rest], Type) -> common_domain(Rest, common_type(Domain, Type));
common_domain([#'Set'{type = '_'} | Rest], Type) -> common_domain(Rest, Type);
common_domain([#'Set'{} | _], _) -> error(badarg);
common_domain([], Type) -> Type.

tuples_of([First | Rest]) ->
    Rows = lists:foldl(fun beside/2, [{K, [[V] || V <- Vs]} || {K, Vs} <- First], Rest),
    lists:sort([{K, list_to_tuple(lists:reverse(Row))} || {K, Found} <- Rows, Row <- Found]).

%% Rows that grow by the values of one more relation; keys that one side lacks go.
beside([{K1, Values} | R1], [{K2, Rows} | R2]) when K1 == K2 ->
    [{K2, [[V | Row] || Row <- Rows, V <- Values]} | beside(R1, R2)];
beside([{K1, _} | R1], [{K2, _} | _] = G2) when K1 < K2 -> beside(R1, G2);
beside([_ | _] = G1, [_ | R2]) -> beside(G1, R2);
beside(_, _) -> [].

converse(#'Set'{data = Data, type = {Domain, Range}}) -> #'Set'{data = turned(Data), type = {Range, Domain}};
converse(#'Set'{type = '_'} = R) -> R;
converse(#'Set'{}) -> error(badarg).

image(#'Set'{data = Data, type = {Domain, Range}}, #'Set'{data = Keys, type = Type}) ->
    must_match(Domain, Type),
    {In, _} = parted(Data, Keys),
    #'Set'{data = lists:usort(In), type = Range};
image(#'Set'{type = '_'} = R, #'Set'{}) -> R;
image(#'Set'{}, #'Set'{}) -> error(badarg).

inverse_image(#'Set'{data = Data, type = {Domain, Range}}, #'Set'{data = Keys, type = Type}) ->
    must_match(Range, Type),
    {In, _} = parted(turned(Data), Keys),
    #'Set'{data = lists:usort(In), type = Domain};
inverse_image(#'Set'{type = '_'} = R, #'Set'{}) -> R;
inverse_image(#'Set'{}, #'Set'{}) -> error(badarg).

strict_relation(#'Set'{data = Data, type = {_, _}} = R) -> R#'Set'{data = [E || {A, B} = E <- Data, A /= B]};
strict_relation(#'Set'{type = '_'} = R) -> R;
strict_relation(#'Set'{}) -> error(badarg).

weak_relation(#'Set'{data = Data, type = {Domain, Range}}) ->
    case unify(Domain, Range) of
        none -> error(badarg);
        Type ->
            Field = lists:umerge(firsts(Data), seconds(Data)),
            #'Set'{data = lists:umerge(Data, [{E, E} || E <- Field]), type = {Type, Type}}
    end;
weak_relation(#'Set'{type = '_'} = R) -> R;
weak_relation(#'Set'{}) -> error(badarg).

extension(#'Set'{data = Data, type = Type} = R, #'Set'{data = Keys, type = KeyType}, Value) ->
    IsSet = is_sofs_set(Value),
    case {Type, IsSet} of
        {{Domain, Range}, true} ->
            must_match(Domain, KeyType),
            must_match(Range, type(Value)),
            External = to_external(Value),
            New = [{K, External} || K <- ordsets:subtract(Keys, firsts(Data))],
            R#'Set'{data = lists:merge(Data, New)};
        {'_', true} when KeyType =:= '_' -> R;
        {'_', true} ->
            case type(Value) of
                ['_'] -> R;
                ValueType -> #'Set'{data = [], type = {KeyType, ValueType}}
            end;
        {_, true} -> error(badarg)
    end.

is_a_function(#'Set'{data = Data, type = {_, _}}) -> is_functional(Data);
is_a_function(#'Set'{type = '_'}) -> true;
is_a_function(#'Set'{}) -> error(badarg).

restriction(Relation, Set) -> restriction(1, Relation, Set).

drestriction(Relation, Set) -> drestriction(1, Relation, Set).

restriction(Fun, #'Set'{} = S1, #'Set'{} = S2) ->
    case by_keys(Fun, S1, S2) of
        untyped when is_integer(Fun) -> S1;
        untyped -> S2;
        unfit -> S1;
        {In, _} -> In
    end.

drestriction(Fun, #'Set'{} = S1, #'Set'{} = S2) ->
    case by_keys(Fun, S1, S2) of
        untyped -> S1;
        unfit -> S1;
        {_, Out} -> Out
    end.

partition(Fun, #'Set'{} = S1, #'Set'{} = S2) ->
    case by_keys(Fun, S1, S2) of
        untyped when is_integer(Fun) -> {S1, S1};
        untyped -> {S2, S1};
        unfit -> {S1, S1};
        Parts -> Parts
    end.

%% The elements of S1 whose value under a set function is in S2, and the others. `untyped`: an untyped empty set
%% that leaves nothing to compare; `unfit`: the same for S1 under an external function.
by_keys(I, #'Set'{data = D1, type = T1} = S1, #'Set'{data = D2, type = T2}) when is_integer(I) ->
    case column(T1, I) of
        untyped -> untyped;
        Type ->
            must_match(Type, T2),
            both_parts(S1, parted(lists:keysort(1, [{element(I, E), E} || E <- D1]), D2))
    end;
by_keys(Fun, #'Set'{data = D1, type = T1} = S1, #'Set'{data = D2, type = T2}) ->
    case external(Fun) of
        none when T2 =:= '_' -> untyped;
        none ->
            {Pairs, Type} = applied(D1, Fun, T1),
            must_match(Type, T2),
            both_parts(S1, parted(lists:sort([{V, E} || {E, V} <- Pairs]), D2));
        _ when T1 =:= '_' -> unfit;
        Call ->
            Type = external_type(Call, T1),
            must_match(Type, T2),
            both_parts(S1, parted(lists:sort([{Call(E), E} || E <- D1]), D2))
    end.

both_parts(Set, {In, Out}) -> {Set#'Set'{data = lists:sort(In)}, Set#'Set'{data = lists:sort(Out)}}.

composite(#'Set'{data = D1, type = T1} = F1, #'Set'{data = D2, type = T2} = F2) ->
    {Domain1, Range1} = pair_type(T1),
    {Domain2, Range2} = pair_type(T2),
    must_match(Range1, Domain2),
    if
        Domain1 =:= '_' -> F1;
        Domain2 =:= '_' -> F2;
        true ->
            (is_functional(D1) andalso is_functional(D2)) orelse error(bad_function),
            Found = joined(grouped(turned(D1)), grouped(D2), []),
            length(Found) =:= length(D1) orelse error(bad_function),
            #'Set'{data = lists:sort(Found), type = {Domain1, Range2}}
    end.

inverse(#'Set'{data = Data, type = {Domain, Range}}) ->
    Turned = turned(Data),
    (is_functional(Data) andalso is_functional(Turned)) orelse error(bad_function),
    #'Set'{data = Turned, type = {Range, Domain}};
inverse(#'Set'{type = '_'} = F) -> F;
inverse(#'Set'{}) -> error(badarg).

projection(I, #'Set'{data = Data, type = Type} = Set) when is_integer(I) ->
    case column(Type, I) of
        untyped -> Set;
        Found -> #'Set'{data = lists:usort([element(I, E) || E <- Data]), type = Found}
    end;
projection(Fun, Set) -> range(substitution(Fun, Set)).

substitution(I, #'Set'{data = Data, type = Type} = Set) when is_integer(I) ->
    case column(Type, I) of
        untyped -> Set;
        Found -> #'Set'{data = [{E, element(I, E)} || E <- Data], type = {Type, Found}}
    end;
substitution(Fun, #'Set'{data = Data, type = Type}) ->
    case external(Fun) of
        none when Data =:= [] -> empty_set();
        none ->
            {Pairs, Found} = applied(Data, Fun, Type),
            #'Set'{data = Pairs, type = {Type, Found}};
        _ when Type =:= '_' -> empty_set();
        Call ->
            Found = external_type(Call, Type),
            #'Set'{data = [{E, Call(E)} || E <- Data], type = {Type, Found}}
    end.

partition(Sets) ->
    Owners = relation_to_family(canonical_relation(Sets)),
    range(relation_to_family(converse(Owners))).

partition(I, #'Set'{type = '_'} = Set) when is_integer(I) -> Set;
partition(Fun, Set) -> range(partition_family(Fun, Set)).

multiple_relative_product(Relations, #'Set'{type = Type} = R) when is_tuple(Relations) ->
    Size = tuple_size(Relations),
    if
        Type =:= '_' -> empty_set();
        tuple_size(Type) =:= Size -> relative_product(by_columns(tuple_to_list(Relations), 1, R));
        true -> error(badarg)
    end.

by_columns([#'Set'{} = Relation | Rest], I, R) ->
    [relative_product1(under_column(R, I), Relation) | by_columns(Rest, I + 1, R)];
by_columns([], _, _) -> [].

%% {element I of E, E}
under_column(#'Set'{data = Data, type = Type}, I) ->
    #'Set'{data = lists:sort([{element(I, E), E} || E <- Data]), type = {element(I, Type), Type}}.

join(#'Set'{type = T1} = R1, I1, #'Set'{type = T2} = R2, I2) when is_integer(I1), is_integer(I2) ->
    Column1 = column(T1, I1),
    Column2 = column(T2, I2),
    if
        Column1 =:= untyped -> R1;
        Column2 =:= untyped -> R2;
        true ->
            #'Set'{data = L1} = under_column(R1, I1),
            #'Set'{data = L2} = under_column(R2, I2),
            Rows = [joint(A, B, I2) || {A, B} <- joined(grouped(L1), grouped(L2), [])],
            #'Set'{data = lists:sort(Rows), type = joint(T1, T2, I2)}
    end.

joint(A, B, I) -> list_to_tuple(tuple_to_list(A) ++ tuple_to_list(erlang:delete_element(I, B))).

%%% Families

fam2rel(Family) -> family_to_relation(Family).

family_to_relation(#'Set'{data = Data, type = {Domain, [Range]}}) ->
    #'Set'{data = [{K, E} || {K, S} <- Data, E <- S], type = {Domain, Range}};
family_to_relation(#'Set'{type = '_'} = F) -> F;
family_to_relation(#'Set'{}) -> error(badarg).

family_specification(Fun, #'Set'{data = Data, type = {_, [_] = Type}} = F) ->
    F#'Set'{data = [E || {_, S} = E <- Data, holds(Fun, S, Type)]};
family_specification(_, #'Set'{type = '_'} = F) -> F;
family_specification(_, #'Set'{}) -> error(badarg).

union_of_family(#'Set'{data = Data, type = {_, [Type]}}) ->
    #'Set'{data = lists:umerge([S || {_, S} <- Data]), type = Type};
union_of_family(#'Set'{type = '_'} = F) -> F;
union_of_family(#'Set'{}) -> error(badarg).

intersection_of_family(#'Set'{data = [{_, First} | Rest], type = {_, [Type]}}) ->
    #'Set'{data = lists:foldl(fun({_, S}, Common) -> ordsets:intersection(S, Common) end, First, Rest), type = Type};
intersection_of_family(#'Set'{}) -> error(badarg).

family_union(#'Set'{data = Data, type = {Domain, [[Type]]}}) ->
    #'Set'{data = [{K, lists:umerge(S)} || {K, S} <- Data], type = {Domain, [Type]}};
family_union(#'Set'{type = '_'} = F) -> F;
family_union(#'Set'{}) -> error(badarg).

family_intersection(#'Set'{data = Data, type = {Domain, [[Type]]}}) ->
    Common = fun([First | Rest]) -> lists:foldl(fun ordsets:intersection/2, First, Rest);
                ([]) -> error(badarg)
             end,
    #'Set'{data = [{K, Common(S)} || {K, S} <- Data], type = {Domain, [Type]}};
family_intersection(#'Set'{type = '_'} = F) -> F;
family_intersection(#'Set'{}) -> error(badarg).

family_domain(#'Set'{data = Data, type = {Domain, [{Type, _}]}}) ->
    #'Set'{data = [{K, firsts(S)} || {K, S} <- Data], type = {Domain, [Type]}};
family_domain(F) -> untyped_family(F).

family_range(#'Set'{data = Data, type = {Domain, [{_, Type}]}}) ->
    #'Set'{data = [{K, seconds(S)} || {K, S} <- Data], type = {Domain, [Type]}};
family_range(F) -> untyped_family(F).

untyped_family(#'Set'{type = '_'} = F) -> F;
untyped_family(#'Set'{type = {_, ['_']}} = F) -> F;
untyped_family(#'Set'{}) -> error(badarg).

family_field(F) -> family_union(family_domain(F), family_range(F)).

family_union(F1, F2) -> combined(F1, F2, fun family_merge/2).

family_intersection(F1, F2) ->
    combined(F1, F2, fun(D1, D2) -> [{K, ordsets:intersection(A, B)} || {K, A, B} <- shared(D1, D2)] end).

family_difference(F1, F2) -> combined(F1, F2, fun family_subtract/2).

combined(#'Set'{data = D1, type = T1} = F1, #'Set'{data = D2, type = T2}, Combine) ->
    case common_type(T1, T2) of
        '_' -> F1;
        {_, [_]} = Type -> #'Set'{data = Combine(D1, D2), type = Type};
        _ -> error(badarg)
    end.

family_merge([{K1, A} | R1], [{K2, B} | R2]) when K1 == K2 -> [{K1, lists:umerge(A, B)} | family_merge(R1, R2)];
family_merge([{K1, _} = E | R1], [{K2, _} | _] = F2) when K1 < K2 -> [E | family_merge(R1, F2)];
family_merge([_ | _] = F1, [E | R2]) -> [E | family_merge(F1, R2)];
family_merge(F1, F2) -> F1 ++ F2.

family_subtract([{K1, A} | R1], [{K2, B} | R2]) when K1 == K2 -> [{K1, ordsets:subtract(A, B)} | family_subtract(R1, R2)];
family_subtract([{K1, _} = E | R1], [{K2, _} | _] = F2) when K1 < K2 -> [E | family_subtract(R1, F2)];
family_subtract([_ | _] = F1, [_ | R2]) -> family_subtract(F1, R2);
family_subtract(F1, _) -> F1.

shared([{K1, A} | R1], [{K2, B} | R2]) when K1 == K2 -> [{K1, A, B} | shared(R1, R2)];
shared([{K1, _} | R1], [{K2, _} | _] = F2) when K1 < K2 -> shared(R1, F2);
shared([_ | _] = F1, [_ | R2]) -> shared(F1, R2);
shared(_, _) -> [].

partition_family(I, #'Set'{data = Data, type = Type} = Set) when is_integer(I) ->
    case column(Type, I) of
        untyped -> Set;
        Found ->
            Pairs = lists:sort([{element(I, E), E} || E <- Data]),
            #'Set'{data = grouped(Pairs), type = {Found, [Type]}}
    end;
partition_family(Fun, #'Set'{data = Data, type = Type}) ->
    case external(Fun) of
        none when Data =:= [] -> empty_set();
        none ->
            {Pairs, Found} = applied(Data, Fun, Type),
            #'Set'{data = grouped(turned(Pairs)), type = {Found, [Type]}};
        _ when Type =:= '_' -> empty_set();
        Call ->
            Found = external_type(Call, Type),
            #'Set'{data = grouped(lists:sort([{Call(E), E} || E <- Data])), type = {Found, [Type]}}
    end.

family_projection(_, #'Set'{data = [], type = {_, [_]}}) -> empty_set();
family_projection(Fun, #'Set'{data = Data, type = {Domain, [_] = Type}}) ->
    external(Fun) =:= none orelse error(badarg),
    {Keys, Sets} = lists:unzip(Data),
    {Pairs, Found} = applied(Sets, Fun, Type),
    #'Set'{data = lists:zipwith(fun(K, {_, V}) -> {K, V} end, Keys, Pairs), type = {Domain, Found}};
family_projection(_, #'Set'{type = '_'} = F) -> F;
family_projection(_, #'Set'{}) -> error(badarg).

%%% Graphs

family_to_digraph(#'Set'{data = Data, type = Type}) ->
    is_family_type(Type) orelse error(badarg),
    Graph = digraph:new(),
    add_family(Data, Graph),
    Graph.

family_to_digraph(#'Set'{data = Data, type = Type}, Options) ->
    is_family_type(Type) orelse error(badarg),
    try digraph:new(Options) of
        Graph ->
            try add_family(Data, Graph) of
                _ -> Graph
            catch
                throw:Reason ->
                    true = digraph:delete(Graph),
                    error(Reason)
            end
    catch
        error:badarg -> error(badarg)
    end.

is_family_type({_, [_]}) -> true;
is_family_type(Type) -> Type =:= '_'.

add_family(Data, Graph) ->
    [digraph:add_vertex(Graph, V) || {V, _} <- Data],
    [add_edge(Graph, From, To) || {From, Tos} <- Data, To <- Tos].

add_edge(Graph, From, To) ->
    digraph:add_vertex(Graph, To),
    case digraph:add_edge(Graph, From, To) of
        {error, {bad_edge, _}} -> throw(cyclic);
        _ -> ok
    end.

digraph_to_family(Graph) -> from_graph(Graph, {atom, [atom]}).

digraph_to_family(Graph, [{_, [_]} = Type]) ->
    is_type(Type) orelse error(badarg),
    from_graph(Graph, Type);
digraph_to_family(_, _) -> error(badarg).

from_graph(Graph, Type) ->
    try [{V, lists:usort(digraph:out_neighbours(Graph, V))} || V <- lists:sort(digraph:vertices(Graph))] of
        Data ->
            is_functional(Data) orelse error(badarg),
            #'Set'{data = Data, type = Type}
    catch _:_ -> error(badarg)
    end.

%%% Terms and their types

%% A term in external form under a declared type; '_' is to be found out.
typed(List, [Type]) ->
    {Found, Terms} = elements(List, Type, Type),
    #'Set'{data = Terms, type = Found};
typed(Term, Type) ->
    {Found, External} = element_of(Term, Type, Type),
    #'OrdSet'{orddata = External, ordtype = Found}.

%% The elements of a list, sorted, and their type: what is known so far is refined by each element.
elements(List, Type, Declared) -> elements(List, Type, Declared, []).

elements([E | Rest], Type, Declared, Done) ->
    {Found, External} = element_of(E, Type, Declared),
    elements(Rest, Found, Declared, [External | Done]);
elements([], Type, _, Done) -> {Type, lists:usort(Done)}.

element_of(Term, '_', _) when is_tuple(Term) -> tuple_of(Term, erlang:make_tuple(tuple_size(Term), '_'), '_');
element_of(Term, '_', _) when is_list(Term) -> list_of(Term, '_', '_');
element_of(Term, '_', _) -> {atom, Term};
element_of(Term, Type, '_') when is_atom(Type), not is_list(Term), not is_tuple(Term) -> {Type, Term};
element_of(Term, Type, Type) when is_atom(Type) -> {Type, Term};
element_of(Term, Type, Declared) when is_tuple(Type), tuple_size(Term) =:= tuple_size(Type) ->
    tuple_of(Term, Type, Declared);
element_of(Term, [Type], '_') when is_list(Term) -> list_of(Term, Type, '_');
element_of(Term, [Type], [Declared]) when is_list(Term) -> list_of(Term, Type, Declared).

list_of(List, Type, Declared) ->
    {Found, Terms} = elements(List, Type, Declared),
    {[Found], Terms}.

tuple_of(Tuple, Types, Declared) when tuple_size(Tuple) > 0 ->
    Parts = [element_of(element(I, Tuple), element(I, Types), declared(Declared, I)) || I <- lists:seq(1, tuple_size(Tuple))],
    {Found, Terms} = lists:unzip(Parts),
    {list_to_tuple(Found), list_to_tuple(Terms)}.

declared('_', _) -> '_';
declared(Types, I) -> element(I, Types).

common_type(T1, T2) ->
    case unify(T1, T2) of
        none -> error(type_mismatch);
        Type -> Type
    end.

must_match(T1, T2) ->
    unify(T1, T2) =/= none orelse error(type_mismatch),
    ok.

%% The type that both are, where '_' is any; `none` cannot be mistaken for an atomic type's name: it comes in a throw.
unify(T1, T2) ->
    try unified(T1, T2)
    catch throw:types_differ -> none
    end.

unified(T, T) -> T;
unified('_', T) -> T;
unified(T, '_') -> T;
unified([T1], [T2]) -> [unified(T1, T2)];
unified(T1, T2) when tuple_size(T1) =:= tuple_size(T2) ->
    list_to_tuple(lists:zipwith(fun unified/2, tuple_to_list(T1), tuple_to_list(T2)));
unified(_, _) -> throw(types_differ).

%% The type of a column of tuples.
column('_', _) -> untyped;
column(Type, I) when is_tuple(Type), I >= 1, I =< tuple_size(Type) -> element(I, Type);
column(_, _) -> error(badarg).

pair_type({_, _} = Type) -> Type;
pair_type('_') -> {'_', '_'};
pair_type(_) -> error(badarg).

%%% Functions over elements

external({external, Fun}) when not is_atom(Fun) -> Fun;
external(_) -> none.

%% The type that an external function gives: the function is called with the type.
external_type(_, [_]) -> error(badarg);
external_type(Call, Type) ->
    Found = Call(Type),
    is_type(Found) orelse error(badarg),
    Found.



chosen(Data, Fun, Type) -> [E || E <- Data, holds(Fun, E, Type)].

holds(Fun, Term, Type) ->
    Result =
        case external(Fun) of
            none -> Fun(as_set(Term, Type));
            Call -> Call(Term)
        end,
    is_boolean(Result) orelse error(badarg),
    Result.

%% Each element with what the function makes of it, and the type of that.
applied(Data, Fun, Type) -> applied(Data, Fun, Type, '_', []).

applied([E | Rest], Fun, Type, Found, Pairs) ->
    Value = Fun(as_set(E, Type)),
    is_sofs_set(Value) orelse error(badarg),
    applied(Rest, Fun, Type, common_type(Found, type(Value)), [{E, to_external(Value)} | Pairs]);
applied([], _, _, Found, Pairs) -> {lists:reverse(Pairs), Found}.

%%% Sorted lists of pairs

firsts([{A, _} | Rest]) -> firsts(Rest, A);
firsts([]) -> [].

firsts([{B, _} | Rest], A) when A == B -> firsts(Rest, A);
firsts([{B, _} | Rest], A) -> [A | firsts(Rest, B)];
firsts([], A) -> [A].

seconds(Pairs) -> lists:usort([B || {_, B} <- Pairs]).

turned(Pairs) -> lists:sort([{B, A} || {A, B} <- Pairs]).

is_functional([{A, _} | [{B, _} | _]]) when A == B -> false;
is_functional([_ | Rest]) -> is_functional(Rest);
is_functional([]) -> true.

grouped([{K, V} | Rest]) -> grouped(Rest, K, [V]);
grouped([]) -> [].

grouped([{K2, V} | Rest], K, Vs) when K2 == K -> grouped(Rest, K, [V | Vs]);
grouped(Rest, K, Vs) -> [{K, lists:reverse(Vs)} | grouped(Rest)].

%% The values under some of the keys, and those under none of them; both lists are sorted by key.
parted(Pairs, Keys) -> parted(Pairs, Keys, [], []).

parted([{K1, V} | Rest], [K2 | _] = Keys, In, Out) when K1 == K2 -> parted(Rest, Keys, [V | In], Out);
parted([{K1, V} | Rest], [K2 | _] = Keys, In, Out) when K1 < K2 -> parted(Rest, Keys, In, [V | Out]);
parted([_ | _] = Pairs, [_ | Keys], In, Out) -> parted(Pairs, Keys, In, Out);
parted(Pairs, [], In, Out) -> {In, [V || {_, V} <- Pairs] ++ Out};
parted([], _, In, Out) -> {In, Out}.
