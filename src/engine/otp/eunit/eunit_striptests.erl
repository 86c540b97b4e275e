%% Stand-in for OTP's eunit_striptests: the parse transform behind eunit.hrl where NOTEST is defined. Takes the tests out.
-module(eunit_striptests).
-export([parse_transform/2]).

parse_transform(Forms, _Options) -> lists:flatmap(fun form/1, Forms).

form({function, _, Name, 0, _} = Form) ->
    case is_test(Name) of
        true -> [];
        false -> [Form]
    end;
form({attribute, Anno, export, Names}) -> [{attribute, Anno, export, [N || {F, A} = N <- Names, not (A =:= 0 andalso is_test(F))]}];
form(Form) -> [Form].

is_test(Name) ->
    Text = atom_to_list(Name),
    lists:suffix("_test", Text) orelse lists:suffix("_test_", Text).
