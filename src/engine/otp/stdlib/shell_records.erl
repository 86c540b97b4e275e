%% Record expressions at the shell (OTP does this with erl_expand_records, which works on whole modules).
%%
%% Rewrites the record expressions of one shell expression into tuples. Definitions are
%% [{Name, {attribute, Anno, record, {Name, Fields}}}].
-module(shell_records).

-export([used/2, with_records/2, expanded/2, printer/1, field_value/4, updated/4]).

%% Definitions [{Name, Attribute}] of the records that an expression names, and of those that they name.
used(E, RT) ->
    case named(E, [], RT) of
        [] -> [];
        Names -> [Record || Name <- lists:reverse(Names), Record <- ets:lookup(RT, Name)]
    end.

named({record_index, _, Name, F}, Seen, RT) -> named(F, noted(Name, Seen, RT), RT);
named({record, _, Name, Inits}, Seen, RT) when is_atom(Name) -> named(Inits, noted(Name, Seen, RT), RT);
named({record, _, R, Name, Updates}, Seen, RT) -> named([R | Updates], noted(Name, Seen, RT), RT);
named({record_field, _, R, Name, F}, Seen, RT) when is_atom(Name) -> named([R, F], noted(Name, Seen, RT), RT);
named({call, _, Callee, [A, {atom, _, Name}]}, Seen, RT) ->
    case Callee of
        {atom, _, F} when F =:= record; F =:= is_record; F =:= record_info -> named(A, noted(Name, Seen, RT), RT);
        {remote, _, {atom, _, erlang}, {atom, _, is_record}} -> named(A, noted(Name, Seen, RT), RT);
        _ -> named([Callee, A], Seen, RT)
    end;
named({type, _, record, [{atom, _, Name} | Fields]}, Seen, RT) -> named(Fields, noted(Name, Seen, RT), RT);
named(T, Seen, RT) when is_tuple(T) -> named(tuple_to_list(T), Seen, RT);
named([H | T], Seen, RT) -> named(T, named(H, Seen, RT), RT);
named(_, Seen, _RT) -> Seen.

noted(Name, Seen, RT) ->
    case lists:member(Name, Seen) of
        true -> Seen;
        false -> named(ets:lookup(RT, Name), [Name | Seen], RT)
    end.

%% Bindings from which the linter learns the records.
with_records([], Bs) -> Bs;
with_records(Records, Bs) ->
    {_, All} = lists:foldl(fun({Name, Form}, {I, Acc}) -> {I + 1, erl_eval:add_binding({record, I, Name}, Form, Acc)} end, {0, Bs}, Records),
    All.

%% For io_lib_pretty: the names of fields of a record of this name and size.
printer(RT) ->
    fun(Tag, FieldCount) ->
            case ets:lookup(RT, Tag) of
                [{_, {attribute, _, record, {Tag, Fs}}}] when length(Fs) =:= FieldCount -> [Name || {Name, _} <- fields(Fs)];
                _ -> no
            end
    end.

%% An expression that the linter has seen, without record expressions.
expanded(E, []) -> E;
expanded(E, Defs) ->
    walk(E, maps:from_list([{Name, fields(Fs)} || {Name, {attribute, _, record, {_, Fs}}} <- Defs]), expr).

fields(Fs) -> [field(F) || F <- Fs].

field({record_field, _, {atom, _, Name}}) -> {Name, {atom, 1, undefined}};
field({record_field, _, {atom, _, Name}, Default}) -> {Name, Default};
field({typed_record_field, Field, _Type}) -> field(Field).

walk({record, Anno, Name, Inits}, Rs, Mode) ->
    Fields = definition(Anno, Name, Rs),
    Rest = [V || {record_field, _, {var, _, '_'}, V} <- Inits],
    Given = given(Name, Fields, Inits, Rs, Mode),
    Elements = [case Given of
                    #{F := V} -> V;
                    _ when Rest =/= [] -> walk(hd(Rest), Rs, Mode);
                    _ when Mode =:= pattern -> {var, Anno, '_'};
                    _ -> walk(Default, Rs, Mode)
                end || {F, Default} <- Fields],
    {tuple, Anno, [{atom, Anno, Name} | Elements]};
walk({record, Anno, E, Name, Updates}, Rs, Mode) ->
    Fields = definition(Anno, Name, Rs),
    Given = given(Name, Fields, Updates, Rs, Mode),
    Changes = lists:foldr(fun({F, V}, T) ->
                                  {cons, Anno, {tuple, Anno, [{integer, Anno, position(Name, F, Anno, Fields)}, V]}, T}
                          end, {nil, Anno}, maps:to_list(Given)),
    at_run_time(Anno, updated, [walk(E, Rs, Mode), {atom, Anno, Name}, {integer, Anno, length(Fields) + 1}, Changes]);
walk({record_field, Anno, E, Name, {atom, FieldAnno, Field}}, Rs, Mode) ->
    Fields = definition(Anno, Name, Rs),
    Position = {integer, Anno, position(Name, Field, FieldAnno, Fields)},
    case Mode of
        guard ->
            {call, Anno, {remote, Anno, {atom, Anno, erlang}, {atom, Anno, element}}, [Position, walk(E, Rs, Mode)]};
        _ ->
            at_run_time(Anno, field_value, [walk(E, Rs, Mode), {atom, Anno, Name}, {integer, Anno, length(Fields) + 1}, Position])
    end;
walk({record_index, Anno, Name, {atom, FieldAnno, Field}}, Rs, _Mode) ->
    {integer, Anno, position(Name, Field, FieldAnno, definition(Anno, Name, Rs))};
walk({call, Anno, {atom, _, record_info}, [{atom, _, size}, {atom, _, Name}]}, Rs, _Mode) ->
    {integer, Anno, length(definition(Anno, Name, Rs)) + 1};
walk({call, Anno, {atom, _, record_info}, [{atom, _, fields}, {atom, _, Name}]}, Rs, _Mode) ->
    lists:foldr(fun({F, _}, T) -> {cons, Anno, {atom, Anno, F}, T} end, {nil, Anno}, definition(Anno, Name, Rs));
walk({call, Anno, {atom, _, is_record}, [E, {atom, NameAnno, Name}]}, Rs, Mode) ->
    Size = length(definition(NameAnno, Name, Rs)) + 1,
    Test = {call, Anno, {remote, Anno, {atom, Anno, erlang}, {atom, Anno, is_record}},
            [walk(E, Rs, Mode), {atom, Anno, Name}, {integer, Anno, Size}]},
    case Mode of
        guard -> Test;
        _ -> {block, Anno, [Test]}
    end;
walk({clause, Anno, Heads0, Guards0, Body}, Rs, _Mode) ->
    {Heads, Guards} = tests_into_head(walk(Heads0, Rs, pattern), [tested(Tests, Rs) || Tests <- Guards0]),
    {clause, Anno, Heads, Guards, walk(Body, Rs, expr)};
walk({match, Anno, P, E}, Rs, Mode) ->
    {match, Anno, walk(P, Rs, pattern), walk(E, Rs, Mode)};
walk({Generate, Anno, P, E}, Rs, Mode) when Generate =:= generate; Generate =:= b_generate ->
    {Generate, Anno, walk(P, Rs, pattern), walk(E, Rs, Mode)};
walk({value, _, _} = Value, _Rs, _Mode) -> Value;
walk(T, Rs, Mode) when is_tuple(T) -> list_to_tuple([walk(E, Rs, Mode) || E <- tuple_to_list(T)]);
walk([H | T], Rs, Mode) -> [walk(H, Rs, Mode) | walk(T, Rs, Mode)];
walk(Other, _Rs, _Mode) -> Other.

%% The tests of one guard; each tests first, once in a guard, what it takes fields of.
tested(Tests, Rs) ->
    {New, _} = lists:mapfoldl(fun(Test, Seen) ->
                                      Used = lists:uniq([A || A = {_, Key} <- accesses(Test, Rs), not lists:member(Key, Seen)]),
                                      {strict(Used, walk(Test, Rs, guard)), [Key || {_, Key} <- Used] ++ Seen}
                              end, [], Tests),
    New.

accesses({record_field, Anno, E, Name, _}, Rs) ->
    Size = length(definition(Anno, Name, Rs)) + 1,
    R = walk(E, Rs, guard),
    Test = {call, Anno, {remote, Anno, {atom, Anno, erlang}, {atom, Anno, is_record}},
            [R, {atom, Anno, Name}, {integer, Anno, Size}]},
    [{{op, Anno, 'orelse', Test, {atom, Anno, fail}}, {key(R), Name}} | accesses(E, Rs)];
accesses(T, Rs) when is_tuple(T) -> accesses(tuple_to_list(T), Rs);
accesses([H | T], Rs) -> accesses(H, Rs) ++ accesses(T, Rs);
accesses(_, _Rs) -> [].

key({var, _, V}) -> V;
key(E) -> E.

strict([], Test) -> Test;
strict(Used, Test) ->
    Anno = element(2, Test),
    [First | Rest] = [T || {T, _} <- Used],
    {op, Anno, 'and', lists:foldl(fun(T, Before) -> {op, Anno, 'and', T, Before} end, First, Rest), Test}.

%% A record test of a variable that has to hold becomes a pattern of the head, as erl_expand_records has it.
tests_into_head(Heads, []) -> {Heads, []};
tests_into_head(Heads, Guards) ->
    [First | Rest] = [lists:foldl(fun required/2, #{}, Tests) || Tests <- Guards],
    Needed = lists:foldl(fun(Some, All) -> maps:filter(fun(V, Is) -> maps:find(V, Some) =:= {ok, Is} end, All) end, First, Rest),
    {New, Moved} = lists:mapfoldl(fun(P, Done) -> into(P, Needed, Done) end, #{}, Heads),
    {New, [[without(Test, Moved) || Test <- Tests] || Tests <- Guards]}.

required({op, _, And, A, B}, Needed) when And =:= 'and'; And =:= 'andalso' -> required(B, required(A, Needed));
required({op, _, 'orelse', A, {atom, _, fail}}, Needed) -> required(A, Needed);
required({call, _, {remote, _, {atom, _, erlang}, {atom, _, is_record}}, [{var, _, V}, {atom, _, Tag}, {integer, _, Size}]}, Needed) ->
    Needed#{V => {Tag, Size}};
required(_, Needed) -> Needed.

into({var, Anno, V} = Var, Needed, Done) ->
    case Needed of
        #{V := {Tag, Size} = Is} when not is_map_key(V, Done) ->
            Wild = [{var, Anno, '_'} || _ <- lists:seq(2, Size)],
            {{match, Anno, {tuple, Anno, [{atom, Anno, Tag} | Wild]}, Var}, Done#{V => Is}};
        _ -> {Var, Done}
    end;
into({cons, Anno, H0, T0}, Needed, Done0) ->
    {H, Done1} = into(H0, Needed, Done0),
    {T, Done} = into(T0, Needed, Done1),
    {{cons, Anno, H, T}, Done};
into({tuple, Anno, Es0}, Needed, Done0) ->
    {Es, Done} = lists:mapfoldl(fun(E, D) -> into(E, Needed, D) end, Done0, Es0),
    {{tuple, Anno, Es}, Done};
into({match, Anno, A0, B0}, Needed, Done0) ->
    {A, Done1} = into(A0, Needed, Done0),
    {B, Done} = into(B0, Needed, Done1),
    {{match, Anno, A, B}, Done};
into(P, _Needed, Done) -> {P, Done}.

without({op, Anno, And, A, B}, Moved) when And =:= 'and'; And =:= 'andalso' ->
    {op, Anno, And, without(A, Moved), without(B, Moved)};
without({op, Anno, 'orelse', A, B}, Moved) -> {op, Anno, 'orelse', without(A, Moved), B};
without({call, Anno, {remote, _, {atom, _, erlang}, {atom, _, is_record}}, [{var, _, V}, {atom, _, Tag}, {integer, _, Size}]} = Test, Moved) ->
    case Moved of
        #{V := {Tag, Size}} -> {atom, Anno, true};
        _ -> Test
    end;
without(Test, _Moved) -> Test.

at_run_time(Anno, Function, Args) ->
    {call, Anno, {remote, Anno, {atom, Anno, ?MODULE}, {atom, Anno, Function}}, Args}.

field_value(Record, Name, Size, Position) when element(1, Record) =:= Name, tuple_size(Record) =:= Size ->
    element(Position, Record);
field_value(Record, _Name, _Size, _Position) ->
    erlang:raise(error, {badrecord, Record}, []).

updated(Record, Name, Size, Changes) when element(1, Record) =:= Name, tuple_size(Record) =:= Size ->
    lists:foldl(fun({Position, Value}, R) -> setelement(Position, R, Value) end, Record, Changes);
updated(Record, _Name, _Size, _Changes) ->
    erlang:raise(error, {badrecord, Record}, []).

definition(Anno, Name, Rs) ->
    case Rs of
        #{Name := Fields} -> Fields;
        _ -> throw({undefined, Anno, {undefined_record, Name}})
    end.

given(Name, Fields, Inits, Rs, Mode) ->
    maps:from_list([begin
                        lists:keymember(F, 1, Fields) orelse throw({undefined, Anno, {undefined_field, Name, F}}),
                        {F, walk(V, Rs, Mode)}
                    end || {record_field, _, {atom, Anno, F}, V} <- Inits]).

position(Name, Field, Anno, Fields) ->
    case [N || {N, {F, _}} <- numbered(Fields), F =:= Field] of
        [N] -> N + 1;
        [] -> throw({undefined, Anno, {undefined_field, Name, Field}})
    end.

numbered(Fields) -> lists:zip(lists:seq(1, length(Fields)), Fields).
