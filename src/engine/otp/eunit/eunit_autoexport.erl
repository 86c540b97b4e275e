%% Stand-in for OTP's eunit_autoexport: the parse transform behind eunit.hrl. Exports the functions whose names end in
%% `_test` or `_test_`, and adds `test/0`.
-module(eunit_autoexport).
-export([parse_transform/2]).

parse_transform(Forms, Options) ->
    Test = proplists:get_value(eunit_test_suffix, Options, "_test"),
    Generator = proplists:get_value(eunit_generator_suffix, Options, "_test_"),
    Names = [{F, 0} || {function, _, F, 0, _} <- Forms, is_test(atom_to_list(F), [Test, Generator])],
    Exported = lists:append([Es || {attribute, _, export, Es} <- Forms]),
    insert(Forms, [N || N <- Names, not lists:member(N, Exported)], lists:member({test, 0}, defined(Forms))).

is_test(Name, Suffixes) -> lists:any(fun(S) -> lists:suffix(S, Name) end, Suffixes).

defined(Forms) -> [{F, A} || {function, _, F, A, _} <- Forms].

%% Behind the module's name; `test/0` at the end.
insert([{attribute, Anno, module, Module} = Form | Rest], Names, HasTest) ->
    case HasTest of
        true -> [Form, {attribute, Anno, export, Names} | Rest];
        false -> [Form, {attribute, Anno, export, Names ++ [{test, 0}]} | with_test(Rest, Module, Anno)]
    end;
insert([Form | Rest], Names, HasTest) ->
    [Form | insert(Rest, Names, HasTest)];
insert([], _, _) ->
    [].

with_test([{eof, _} = End], Module, Anno) ->
    Call = {call, Anno, {remote, Anno, {atom, Anno, eunit}, {atom, Anno, test}}, [{atom, Anno, Module}]},
    [{function, Anno, test, 0, [{clause, Anno, [], [], [Call]}]}, End];
with_test([Form | Rest], Module, Anno) ->
    [Form | with_test(Rest, Module, Anno)];
with_test([], _, _) ->
    [].
