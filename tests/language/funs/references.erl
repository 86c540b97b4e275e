-module(references).
-export([main/0, twice/1]).

main() ->
    F = fun twice/1,
    Absent = binary_to_term(absent()),
    {erlang:fun_info_mfa(F), erlang:fun_info(F, name), is_function(Absent, 1), erlang:fun_info(Absent, env), erlang:fun_info_mfa(Absent), e(fun() -> Absent(1, 2) =:= 1 end), e(fun() -> Absent(1) end), Absent =:= binary_to_term(term_to_binary(Absent))}.

twice(X) -> X * 2.

%% A fun of a module that is nowhere, as another node may have sent it.
absent() ->
    Rest = <<1, 1:128, 3:32, 1:32, (part(nowhere))/binary, (part(3))/binary, (part(77))/binary, (part(self()))/binary, (part(captured))/binary>>,
    <<131, 112, (byte_size(Rest) + 4):32, Rest/binary>>.

part(Term) -> <<131, Part/binary>> = term_to_binary(Term), Part.

e(F) -> try F() catch C:{badarity, _} -> {C, badarity}; C:R -> {C, R} end.

%% => {{references,twice,1},{name,twice},true,{env,[captured]},{nowhere,[],1},{error,badarity},{error,undef},true}
