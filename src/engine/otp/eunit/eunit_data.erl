%% Stand-in for OTP's eunit_data: what stands for tests, taken apart step by step, since generators run only when their
%% turn comes. Missing: nodes.
-module(eunit_data).
-export([next/1]).

%% The -file attributes keep the line numbers that a stack of the real module shows.

-include("eunit_internal.hrl").

%% The next item of a list of representations: {#test{} | #group{}, Rest} | none. Throws {abort, Reason}.
next(Terms) -> next(Terms, []).

-file("eunit_data.erl", 172).
next([Term | Rest], Options) ->
    case parse(Term, Options) of
        {data, More} when is_list(More) -> next(More ++ Rest, Options);
        {data, More} -> next([More | Rest], Options);
        none -> next(Rest, Options);
        Item -> {Item, Rest}
    end;
next([], _) ->
    none.

abort(Reason) -> throw({abort, Reason}).

bad(Term) -> abort({bad_test, Term}).

%% Groups of one member are put together with it, where nothing contradicts.
-file("eunit_data.erl", 482).
group(#group{context = C} = Group) when C =/= undefined -> Group;
group(#group{tests = Tests} = Group) ->
    case lookahead([Tests], []) of
        none -> empty(Group);
        {First, Rest} ->
            case lookahead(Rest, []) of
                none -> single(Group, First);
                {Second, More} -> Group#group{tests = [{parsed, First}, {parsed, Second} | More]}
            end
    end.

-file("eunit_data.erl", 530).
lookahead(Terms, Options) ->
    case next(Terms, Options) of
        none -> none;
        Found -> Found
    end.

%% A named group is shown although nothing is in it.
empty(#group{desc = undefined}) -> none;
empty(Group) -> Group#group{tests = []}.

single(#group{spawn = undefined} = G, #test{} = T) when G#group.desc =:= undefined; T#test.desc =:= undefined ->
    case either(G#group.timeout, T#test.timeout) of
        conflict -> G#group{tests = [{parsed, T}]};
        Timeout -> T#test{desc = either(G#group.desc, T#test.desc), timeout = Timeout}
    end;
single(G, #group{} = Inner) ->
    Merged = [either(A, B) || {A, B} <- [{G#group.desc, Inner#group.desc}, {G#group.order, Inner#group.order},
                                         {G#group.timeout, Inner#group.timeout}, {G#group.spawn, Inner#group.spawn}]],
    case lists:member(conflict, Merged) of
        true -> G#group{tests = [{parsed, Inner}]};
        false ->
            [Desc, Order, Timeout, Spawn] = Merged,
            Inner#group{desc = Desc, order = Order, timeout = Timeout, spawn = Spawn}
    end;
single(G, Item) ->
    G#group{tests = [{parsed, Item}]}.

either(undefined, B) -> B;
either(A, undefined) -> A;
either(_, _) -> conflict.

%%% Representations

-file("eunit_data.erl", 224).
parse({parsed, Item}, _) -> Item;
parse({foreach, S, Fs}, Options) when is_function(S), is_list(Fs) -> parse({foreach, S, fun ok/1, Fs}, Options);
parse({foreach, S, C, Fs}, Options) when is_function(S), is_function(C), is_list(Fs) -> parse({foreach, spawn, S, C, Fs}, Options);
parse({foreach, P, S, Fs}, Options) when is_function(S), is_list(Fs) -> parse({foreach, P, S, fun ok/1, Fs}, Options);
parse({foreach, P, S, C, Fs}, _) when is_function(S), is_function(C), is_list(Fs) -> {data, [{setup, P, S, C, F} || F <- Fs]};
parse({foreachx, S, Ps}, Options) when is_function(S), is_list(Ps) -> parse({foreachx, S, fun ok/2, Ps}, Options);
parse({foreachx, S, C, Ps}, Options) when is_function(S), is_function(C), is_list(Ps) -> parse({foreachx, spawn, S, C, Ps}, Options);
parse({foreachx, P, S, Ps}, Options) when is_function(S), is_list(Ps) -> parse({foreachx, P, S, fun ok/2, Ps}, Options);
parse({foreachx, P, S, C, Ps} = Term, _) when is_function(S), is_function(C), is_list(Ps) ->
    {data, [case Pair of
                {X, F} when is_function(F) -> {setup, P, fun() -> S(X) end, fun(R) -> C(X, R) end, fun(R) -> F(X, R) end};
                _ -> bad(Term)
            end || Pair <- Ps]};
parse({generator, F}, Options) when is_function(F, 0) -> parse({generator, location(F), F}, Options);
parse({generator, M, F}, Options) when is_atom(M), is_atom(F) -> parse({generator, {M, F, 0}, eunit_test:mf_wrapper(M, F)}, Options);
parse({generator, {_, _, _} = MFA, F}, _) when is_function(F, 0) ->
    case eunit_test:run_testfun(F) of
        {ok, Term} ->
            case eunit_lib:is_not_test(Term) of
                true -> abort({bad_generator, {MFA, Term}});
                false -> {data, [Term]}
            end;
        {error, Exception} -> abort({generator_failed, {MFA, Exception}});
        {skipped, Reason} -> abort(Reason)
    end;
parse({inorder, T}, _) -> group(#group{tests = T, order = inorder});
parse({inparallel, T}, _) -> group(#group{tests = T, order = {inparallel, infinity}});
parse({inparallel, N, T}, _) when is_integer(N), N >= 0 ->
    group(#group{tests = T, order = {inparallel, case N of 0 -> infinity; _ -> N end}});
parse({timeout, N, T}, _) when is_number(N), N >= 0 -> group(#group{tests = T, timeout = round(N * 1000)});
parse({spawn, T}, _) -> group(#group{tests = T, spawn = true});
parse({spawn, Node, T}, _) when is_atom(Node) -> group(#group{tests = T, spawn = true});
parse({setup, S, I}, Options) when is_function(S) -> parse({setup, spawn, S, fun ok/1, I}, Options);
parse({setup, S, C, I}, Options) when is_function(S), is_function(C) -> parse({setup, spawn, S, C, I}, Options);
parse({setup, P, S, I}, Options) when is_function(S) -> parse({setup, P, S, fun ok/1, I}, Options);
parse({setup, P, S, C, {with, As}}, Options) when is_list(As) -> parse({setup, P, S, C, fun(X) -> {with, X, As} end}, Options);
parse({setup, P, S, C, T}, Options) when is_tuple(T); is_list(T) -> parse({setup, P, S, C, fun(_) -> T end}, Options);
parse({setup, P, S, C, I} = Term, _) when is_function(S), is_function(C), is_function(I) ->
    Spawn = case P of
                local -> undefined;
                spawn -> true;
                {spawn, Node} when is_atom(Node) -> true;
                _ -> bad(Term)
            end,
    group(#group{tests = I, context = {S, C, Spawn}});
parse({node, Node, T}, _) when is_atom(Node) -> group(#group{tests = T});
parse({with, X, As}, _) when is_list(As) -> {data, [with(X, A) || A <- As]};
parse({module, M}, _) when is_atom(M) ->
    case code:ensure_loaded(M) of
        {module, M} -> {data, [{"module '" ++ atom_to_list(M) ++ "'", module_tests(M)}]};
        _ -> abort({module_not_found, M})
    end;
parse({application, App}, _) when is_atom(App) ->
    case application:get_key(App, modules) of
        {ok, Modules} -> group(#group{tests = [{module, M} || M <- Modules], desc = "application \"" ++ atom_to_list(App) ++ "\""});
        undefined -> abort({application_not_found, App})
    end;
parse({file, Name}, _) when is_list(Name) -> {data, file_tests(Name)};
parse({dir, Dir}, _) when is_list(Dir) ->
    case file:list_dir(Dir) of
        {ok, Names} -> {data, [file_tests(filename:join(Dir, N)) || N <- lists:sort(Names), filename:extension(N) =:= ".beam"]};
        {error, Reason} -> abort({file_read_error, {Reason, "", Dir}})
    end;
parse([], _) -> {data, []};
parse(Term, _) when is_list(Term) ->
    case eunit_lib:is_string(Term) of
        true -> {data, text_tests(Term)};
        false when length(Term) >= 0 -> {data, Term}
    end;
parse({Desc, T}, _) when is_list(Desc); is_binary(Desc) ->
    case is_binary(Desc) orelse eunit_lib:is_string(Desc) of
        true -> group(#group{tests = T, desc = text(Desc)});
        false -> bad({Desc, T})
    end;
parse({Desc, Line, T}, _) when is_list(Desc), is_integer(Line); is_binary(Desc), is_integer(Line) ->
    group(#group{tests = {Line, T}, desc = text(Desc)});
parse(Term, _) -> simple(Term).

simple({Line, F}) when is_integer(Line), Line >= 0 -> (simple(F))#test{line = Line};
simple({test, M, F}) when is_atom(M), is_atom(F) -> #test{f = eunit_test:mf_wrapper(M, F), location = {M, F, 0}};
simple({M, F}) when is_atom(M), is_atom(F) -> simple({test, M, F});
simple(F) when is_function(F, 0) -> #test{f = F, location = location(F)};
simple(M) when is_atom(M) -> parse({module, M}, []);
simple(Term) -> bad(Term).

text(Desc) when is_binary(Desc) -> unicode:characters_to_list(Desc);
text("") -> undefined;
text(Desc) -> Desc.

ok(_) -> ok.

ok(_, _) -> ok.

location(F) ->
    {module, M} = erlang:fun_info(F, module),
    {name, N} = erlang:fun_info(F, name),
    {arity, A} = erlang:fun_info(F, arity),
    {M, N, A}.

with(X, A) when is_function(A, 1) -> {parsed, #test{f = fun() -> A(X) end, location = location(A)}};
with(_, A) -> bad(A).

%% The tests of a module, then those of its companion `…_tests`.
module_tests(M) ->
    Own = lists:flatmap(fun({F, 0}) -> exported_test(M, F); (_) -> [] end, M:module_info(exports)),
    Name = atom_to_list(M),
    case lists:suffix("_tests", Name) of
        true -> Own;
        false ->
            Companion = list_to_atom(Name ++ "_tests"),
            case code:ensure_loaded(Companion) of
                {module, _} -> Own ++ [{"module '" ++ Name ++ "_tests'", module_tests(Companion)}];
                _ -> Own
            end
    end.

exported_test(M, F) ->
    Name = atom_to_list(F),
    case {lists:suffix("_test_", Name), lists:suffix("_test", Name)} of
        {true, _} -> [{generator, M, F}];
        {_, true} -> [{test, M, F}];
        _ -> []
    end.

text_tests(Text) ->
    case prim_file:file_type(Text) =:= directory of
        true -> [{dir, Text}];
        false -> [{file, Text}]
    end.

file_tests(Name) ->
    case filename:extension(Name) of
        ".beam" ->
            case prim_file:file_type(Name) =:= regular of
                true -> [{module, list_to_atom(filename:basename(Name, ".beam"))}];
                false -> abort({file_read_error, {"extracting module name failed", "", Name}})
            end;
        _ ->
            case file:consult(Name) of
                {ok, Terms} -> Terms;
                {error, Reason} -> abort({file_read_error, {Reason, "", Name}})
            end
    end.
