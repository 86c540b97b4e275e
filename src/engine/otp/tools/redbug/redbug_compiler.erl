%% Trace patterns to what redbug_targ needs: flags for processes, and functions
%% with their match specifications.
-module(redbug_compiler).

-export([compile/2]).

%% flags: of erlang:trace/3; funs: mfa and match_spec for trace_pattern/3, and
%% kinds, the kinds of breakpoints: local, call_time, call_count.
-type traces() :: #{flags := [atom()], funs := [map()]}.
-export_type([traces/0]).

%% Throws the answer of redbug:start/2.
-spec compile(term(), map()) -> traces().
compile(Trc, Conf) ->
    Records = records(maps:get(records, Conf)),
    Parts = [part(T, Records) || T <- trc_list(Trc)],
    Funs = merge([Fun || {'fun', Fun} <- Parts]),
    Flags = lists:usort([Flag || {flag, Flag} <- Parts] ++ [call || Funs =/= []]
                        ++ [set_on_spawn || maps:get(trace_child, Conf)]
                        ++ [arity || maps:get(arity, Conf)]),
    #{flags => Flags, funs => Funs}.

trc_list([]) -> throw({argument_error, {bad_trc, []}});
trc_list([Char | _] = Text) when is_integer(Char) -> [Text];
trc_list(List) when is_list(List) -> List;
trc_list(Trc) -> [Trc].

part(send, _Records) -> {flag, send};
part('receive', _Records) -> {flag, 'receive'};
part([Char | _] = Text, Records) when is_integer(Char) -> {'fun', function(redbug_parser:parse(Text), Records)};
part(Text, Records) when is_binary(Text) -> part(unicode:characters_to_list(Text), Records);
part(Other, _Records) -> throw({argument_error, {bad_trc, Other}}).

function(#{m := M, f := F, a := A, guards := Guards, actions := Actions}, Records) ->
    {Body, Kinds} = lists:foldr(fun action/2, {[], [local]}, Actions),
    {Arity, {Head, Vars}} = case A of
        _ when is_list(A) -> {length(A), patterns(A, #{}, Records)};
        _ -> {A, {'_', #{}}}
    end,
    Tests = case Guards of
        [] -> [[]];
        _ -> [[guard(Test, Vars, Records) || Test <- Alternative] || Alternative <- Guards]
    end,
    #{mfa => {M, F, Arity}, kinds => lists:usort(Kinds),
      match_spec => [{Head, Test, Body} || Test <- Tests]}.

action(return, {Body, Kinds}) -> {[{exception_trace} | Body], Kinds};
action(stack, {Body, Kinds}) -> {[{message, {process_dump}} | Body], Kinds};
action(time, {Body, Kinds}) -> {Body, [call_time | Kinds]};
action(count, {Body, Kinds}) -> {Body, [call_count | Kinds]};
action(Other, _) -> syntax_error("illegal action: ~w", [Other]).

%% A function has one breakpoint: its patterns become clauses of one specification.
merge([#{mfa := MFA, kinds := Kinds, match_spec := Spec} = Fun | Rest]) ->
    {Same, Others} = lists:partition(fun(#{mfa := Other}) -> Other =:= MFA end, Rest),
    [Fun#{kinds := lists:usort(Kinds ++ lists:append([K || #{kinds := K} <- Same])),
          match_spec := Spec ++ lists:append([S || #{match_spec := S} <- Same])}
     | merge(Others)];
merge([]) ->
    [].

-spec syntax_error(string(), list()) -> no_return().
syntax_error(Format, Args) ->
    throw({argument_error, {syntax_error, lists:flatten(io_lib:format(Format, Args))}}).

patterns(Args, Vars, Records) ->
    lists:mapfoldl(fun(Arg, Acc) -> pattern(Arg, Acc, Records) end, Vars, Args).

pattern({var, _, '_'}, Vars, _Records) ->
    {'_', Vars};
pattern({var, _, Name}, Vars, _Records) ->
    case Vars of
        #{Name := Var} ->
            {Var, Vars};
        _ ->
            Var = list_to_atom("$" ++ integer_to_list(map_size(Vars) + 1)),
            {Var, Vars#{Name => Var}}
    end;
pattern({tuple, _, Elements}, Vars, Records) ->
    {Patterns, NewVars} = patterns(Elements, Vars, Records),
    {list_to_tuple(Patterns), NewVars};
pattern({cons, _, Head, Tail}, Vars, Records) ->
    {H, Vars1} = pattern(Head, Vars, Records),
    {T, Vars2} = pattern(Tail, Vars1, Records),
    {[H | T], Vars2};
pattern({map, _, Fields}, Vars, Records) ->
    {Pairs, NewVars} = lists:mapfoldl(
        fun({_, _, Key, Value}, Acc) ->
            {V, Acc1} = pattern(Value, Acc, Records),
            {{constant(Key), V}, Acc1}
        end, Vars, Fields),
    {maps:from_list(Pairs), NewVars};
pattern({record, _, Name, Given}, Vars, Records) ->
    {Patterns, NewVars} = patterns(fields(Name, Given, Records), Vars, Records),
    {list_to_tuple([Name | Patterns]), NewVars};
pattern(Other, Vars, _Records) ->
    {constant(Other), Vars}.

fields(Name, Given, Records) ->
    Values = maps:from_list([{field(F), Value} || {record_field, _, F, Value} <- Given]),
    case Records of
        #{Name := Fields} ->
            case maps:keys(maps:without(['_' | Fields], Values)) of
                [] -> ok;
                [Unknown | _] -> syntax_error("no such field: ~w in record ~w", [Unknown, Name])
            end,
            Default = maps:get('_', Values, {var, {1, 1}, '_'}),
            [maps:get(Field, Values, Default) || Field <- Fields];
        _ ->
            syntax_error("no such record: ~w", [Name])
    end.

field({atom, _, Name}) -> Name;
field({var, _, '_'}) -> '_'.

constant(Form) ->
    try erl_parse:normalise(Form)
    catch error:_ -> syntax_error("illegal pattern", [])
    end.

guard({op, _, Op, A, B}, Vars, Records) ->
    {Op, guard(A, Vars, Records), guard(B, Vars, Records)};
guard({op, _, Op, A}, Vars, Records) ->
    {Op, guard(A, Vars, Records)};
guard({call, _, {atom, _, F}, Args}, Vars, Records) ->
    list_to_tuple([F | [guard(Arg, Vars, Records) || Arg <- Args]]);
guard({call, _, {remote, _, {atom, _, erlang}, F}, Args}, Vars, Records) ->
    guard({call, {1, 1}, F, Args}, Vars, Records);
guard({var, _, Name}, Vars, _Records) ->
    case Vars of
        #{Name := Var} -> Var;
        _ -> syntax_error("unbound variable: ~s", [Name])
    end;
guard({tuple, _, Elements}, Vars, Records) ->
    {list_to_tuple([guard(E, Vars, Records) || E <- Elements])};
guard({cons, _, Head, Tail}, Vars, Records) ->
    [guard(Head, Vars, Records) | guard(Tail, Vars, Records)];
guard({map, _, Fields}, Vars, Records) ->
    maps:from_list([{constant(Key), guard(Value, Vars, Records)} || {_, _, Key, Value} <- Fields]);
guard(Other, _Vars, _Records) ->
    constant(Other).

%% The records of modules, from their debug_info: name => fields.
records(Module) when is_atom(Module) ->
    records([Module]);
records(Modules) ->
    maps:from_list([{Name, [record_field(F) || F <- Fields]}
                    || Module <- Modules, {attribute, _, record, {Name, Fields}} <- forms(Module)]).

record_field({typed_record_field, Field, _Type}) -> record_field(Field);
record_field({record_field, _, {atom, _, Name}}) -> Name;
record_field({record_field, _, {atom, _, Name}, _Default}) -> Name.

forms(Module) ->
    case code:get_object_code(Module) of
        {Module, Binary, _} ->
            case beam_lib:chunks(Binary, [abstract_code]) of
                {ok, {Module, [{abstract_code, {raw_abstract_v1, Forms}}]}} -> Forms;
                _ -> throw({argument_error, {no_record_info, Module}})
            end;
        error ->
            throw({argument_error, {no_record_info, Module}})
    end.
