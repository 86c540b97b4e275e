#!/usr/bin/env escript
%% Where functions, and what in them may fail, stand in the modules of an installed OTP: facts from its debug
%% information, for the stacks that modules of the engine show in their place (see otp-lines.ts).
%%   escript scripts/otp-lines.escript src/engine/otp/{kernel,stdlib,compiler}/*.erl > src/engine/otp/lines.txt
%% An unindented line names a module, an indented one a function that ours mentions, too: its line, then what may fail
%% and how many lines further down it stands, each time.

main(Files) ->
    [print(list_to_atom(filename:basename(File, ".erl")), File) || File <- lists:sort(Files)].

print(Module, File) ->
    {ok, Text} = file:read_file(File),
    case code:which(Module) of
        Object when is_list(Object) ->
            case beam_lib:chunks(Object, [abstract_code]) of
                {ok, {_, [{abstract_code, {_, Forms}}]}} ->
                    io:format("~ts~n", [Module]),
                    [io:format(" ~ts~n", [function(F, A, line(Anno), Cs)])
                     || {function, Anno, F, A, Cs} <- own(Forms, Module), mentioned(atom_to_list(F), Text)];
                _ -> ok
            end;
        _ -> ok
    end.

mentioned(Name, Text) -> not lists:member($\s, Name) andalso binary:match(Text, list_to_binary(Name ++ "(")) =/= nomatch.

%% Functions in an included file would have lines of that file.
own(Forms, Module) -> own(Forms, atom_to_list(Module) ++ ".erl", true).

own([{attribute, _, file, {File, _}} | Forms], Name, _) -> own(Forms, Name, filename:basename(File) =:= Name);
own([F | Forms], Name, true) -> [F | own(Forms, Name, true)];
own([_ | Forms], Name, false) -> own(Forms, Name, false);
own([], _, _) -> [].

function(F, A, Line, Clauses) ->
    Sites = [Site || {_, K} = Site <- lists:keysort(1, lists:flatten(sites(Clauses))), may_fail(K)],
    Keys = lists:usort([K || {_, K} <- Sites]),
    Texts = [[$\s, K, $\s, lists:join(",", [integer_to_list(L - Line) || {{L, _}, K1} <- Sites, K1 =:= K])] || K <- Keys],
    io_lib:format("~ts/~w ~w~ts", [F, A, Line, Texts]).

may_fail("is_" ++ _) -> false;
may_fail(K) -> not lists:member($\s, K) andalso not lists:member(K, ["</2", ">/2", "=</2", ">=/2", "=:=/2", "=/=/2", "==/2", "/=/2", "fun", "try", "catch", "receive", "lc", "bc"]).

line(Anno) -> erl_anno:line(Anno).

place(Anno) ->
    case erl_anno:location(Anno) of
        {_, _} = P -> P;
        L -> {L, 1}
    end.

sites({call, A, Callee, Args}) -> [{place(A), called(Callee, length(Args))}, sites(Callee), sites(Args)];
sites({op, A, Op, X}) -> [{place(A), lists:concat([Op, "/1"])}, sites(X)];
sites({op, A, Op, X, Y}) -> [{place(A), lists:concat([Op, "/2"])}, sites(X), sites(Y)];
sites({clause, _, Ps, Gs, B}) -> [sites(Ps), sites(Gs), sites(B)];
sites({Tag, A, X}) when Tag =:= 'if'; Tag =:= 'catch'; Tag =:= map; Tag =:= bin; Tag =:= 'fun' -> [{place(A), atom_to_list(Tag)}, sites(X)];
sites({Tag, A, X, Y}) when Tag =:= 'case'; Tag =:= match; Tag =:= map; Tag =:= lc; Tag =:= bc; Tag =:= generate; Tag =:= b_generate ->
    [{place(A), atom_to_list(Tag)}, sites(X), sites(Y)];
sites({'try', A, B, Cs, Hs, After}) -> [{place(A), "try"}, sites(B), sites(Cs), sites(Hs), sites(After)];
sites({'receive', A, Cs}) -> [{place(A), "receive"}, sites(Cs)];
sites({'receive', A, Cs, T, B}) -> [{place(A), "receive"}, sites(Cs), sites(T), sites(B)];
sites({named_fun, A, _, Cs}) -> [{place(A), "fun"}, sites(Cs)];
sites(T) when is_tuple(T) -> sites(tuple_to_list(T));
sites([H | T]) -> [sites(H), sites(T)];
sites(_) -> [].

called({atom, _, F}, N) -> lists:concat([F, "/", N]);
called({remote, _, {atom, _, _}, {atom, _, F}}, N) -> lists:concat([F, "/", N]);
called(_, N) -> lists:concat(["()/", N]).
