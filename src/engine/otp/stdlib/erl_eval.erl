%% Subset of OTP's erl_eval. Missing: `maybe`, the deprecated shapes of function handlers.
%%
%% Evaluates the abstract format. An interpreted fun is a real fun whose only captured value is
%% {Anno, Bindings, LocalHandler, ExternalHandler, UsedVars, Clauses[, Name]}.
%% The -file attributes and the blank lines keep the line numbers that a stack of the real module shows; the order of
%% the fun expressions gives funs the names and numbers that OTP prints: named arity N is 20 - N, unnamed arity N is 43 - N.
-module(erl_eval).
-fun_uniq(3316493). -fun_order(backwards). -fun_name({'-updated_map/2-fun-0-', '-expr/6-fun-0-'}).

-export([exprs/2, exprs/3, exprs/4, expr/2, expr/3, expr/4, expr/5, expr_list/2, expr_list/3, expr_list/4,
         new_bindings/0, bindings/1, binding/2, add_binding/3, del_binding/2, is_constant_expr/1, partial_eval/1,
         eval_str/1, match_clause/4, check_command/2, fun_data/1, extended_parse_exprs/1, extended_parse_term/1]).

%% Interpreted funs with a name, arity 20 first.
named_fun(Arity, {_, _, _, _, _, _, _} = Info) ->
    case Arity of
        0 -> fun () -> eval_named_fun([], Info) end;
        1 -> fun (A1) -> eval_named_fun([A1], Info) end;
        2 -> fun (A1, A2) -> eval_named_fun([A1, A2], Info) end;
        3 -> fun (A1, A2, A3) -> eval_named_fun([A1, A2, A3], Info) end;
        4 -> fun (A1, A2, A3, A4) -> eval_named_fun([A1, A2, A3, A4], Info) end;
        5 -> fun (A1, A2, A3, A4, A5) -> eval_named_fun([A1, A2, A3, A4, A5], Info) end;
        6 -> fun (A1, A2, A3, A4, A5, A6) -> eval_named_fun([A1, A2, A3, A4, A5, A6], Info) end;
        7 -> fun (A1, A2, A3, A4, A5, A6, A7) -> eval_named_fun([A1, A2, A3, A4, A5, A6, A7], Info) end;
        8 -> fun (A1, A2, A3, A4, A5, A6, A7, A8) -> eval_named_fun([A1, A2, A3, A4, A5, A6, A7, A8], Info) end;
        9 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9) -> eval_named_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9], Info) end;
        10 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10) -> eval_named_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10], Info) end;
        11 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11) -> eval_named_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11], Info) end;
        12 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12) -> eval_named_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12], Info) end;
        13 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13) -> eval_named_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13], Info) end;
        14 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14) -> eval_named_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14], Info) end;
        15 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15) -> eval_named_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15], Info) end;
        16 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16) -> eval_named_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16], Info) end;
        17 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17) -> eval_named_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17], Info) end;
        18 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18) -> eval_named_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18], Info) end;
        19 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19) -> eval_named_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19], Info) end;
        20 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19, A20) -> eval_named_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19, A20], Info) end;
        _ -> none
    end.

-file("erl_eval.erl", 304).
updated_map(Map, Fields) ->
    lists:foldl(fun ({map_assoc, K, V}, Mi) ->
                        maps:put(K, V, Mi);
                    ({map_exact, K, V}, Mi) ->
                        maps:update(K, V, Mi)
                end, Map, Fields).

%%% Entry points

-file("erl_eval.erl", 84).
exprs(Exprs, Bs) ->
    case check_command(Exprs, Bs) of
        ok -> exprs(Exprs, Bs, none, none, none, empty_vars());
        {error, {_Location, _Mod, Error}} ->







            erlang:raise(error, Error, stack_here())
    end.

exprs(Exprs, Bs, Lf) -> exprs(Exprs, Bs, Lf, none, none, empty_vars()).

exprs(Exprs, Bs, Lf, Ef) -> exprs(Exprs, Bs, Lf, Ef, none, empty_vars()).

-file("erl_eval.erl", 131).
exprs([E], Bs, Lf, Ef, RBs, FUVs) ->
    expr(E, Bs, Lf, Ef, RBs, FUVs);
exprs([E | Es], Bs, Lf, Ef, RBs, FUVs) ->
    RBs1 = none,
    {value, _V, NewBs} = expr(E, Bs, Lf, Ef, RBs1, FUVs),
    exprs(Es, NewBs, Lf, Ef, RBs, FUVs).

expr(E, Bs) ->
    case check_command([E], Bs) of
        ok -> expr(E, Bs, none, none, none);
        {error, {_Location, _Mod, Error}} -> erlang:raise(error, Error, stack_here())
    end.

expr(E, Bs, Lf) -> expr(E, Bs, Lf, none, none).

expr(E, Bs, Lf, Ef) -> expr(E, Bs, Lf, Ef, none).

expr(E, Bs, Lf, Ef, RBs) -> expr(E, Bs, Lf, Ef, RBs, empty_vars()).

empty_vars() -> #{}.

stack_here() ->
    [_ | Stack] = element(2, erlang:process_info(self(), current_stacktrace)),
    Stack.

check_command(Es, Bs) ->
    case erl_lint:exprs_opt(Es, bindings(Bs), [bitlevel_binaries, binary_comprehension]) of
        {ok, _Ws} -> ok;
        {error, [{_File, [Error | _]}], _Ws} -> {error, Error}
    end.

%% {fun_data, Bindings, Clauses}, {named_fun_data, Bindings, Name, Clauses} or false for funs that are not interpreted.
fun_data(F) when is_function(F) ->
    case erlang:fun_info(F, module) of
        {module, ?MODULE} ->
            case erlang:fun_info(F, env) of
                {env, [{_Anno, Bs, _Lf, _Ef, _FUVs, Cs}]} -> {fun_data, Bs, Cs};
                {env, [{_Anno, Bs, _Lf, _Ef, _FUVs, Cs, Name}]} -> {named_fun_data, Bs, Name, Cs};
                _ -> false
            end;
        _ ->
            false
    end;
fun_data(_) ->
    false.

%%% Expressions

-file("erl_eval.erl", 250).
expr({var, Anno, V}, Bs, _Lf, _Ef, RBs, _FUVs) ->
    case binding(V, Bs) of
        {value, Val} -> ret_expr(Val, Bs, RBs);
        unbound -> erlang:error({unbound, V}, [{var, Anno, V}])
    end;
expr({char, _, C}, Bs, _Lf, _Ef, RBs, _FUVs) -> ret_expr(C, Bs, RBs);
expr({integer, _, I}, Bs, _Lf, _Ef, RBs, _FUVs) -> ret_expr(I, Bs, RBs);
expr({float, _, F}, Bs, _Lf, _Ef, RBs, _FUVs) -> ret_expr(F, Bs, RBs);
expr({atom, _, A}, Bs, _Lf, _Ef, RBs, _FUVs) -> ret_expr(A, Bs, RBs);
expr({string, _, S}, Bs, _Lf, _Ef, RBs, _FUVs) -> ret_expr(S, Bs, RBs);
expr({value, _, Val}, Bs, _Lf, _Ef, RBs, _FUVs) -> ret_expr(Val, Bs, RBs);
expr({nil, _}, Bs, _Lf, _Ef, RBs, _FUVs) -> ret_expr([], Bs, RBs);
expr({cons, Anno, H0, T0}, Bs0, Lf, Ef, RBs, FUVs) ->


















    {value, H, Bs1} = expr(H0, Bs0, Lf, Ef, none, FUVs),
    {value, T, Bs2} = expr(T0, Bs0, Lf, Ef, none, FUVs),
    ret_expr([H | T], merge_bindings(Bs1, Bs2, Anno, Ef), RBs);
expr({lc, _, E, Qs}, Bs, Lf, Ef, RBs, FUVs) -> eval_lc(E, Qs, Bs, Lf, Ef, RBs, FUVs);
expr({bc, _, E, Qs}, Bs, Lf, Ef, RBs, FUVs) -> eval_bc(E, Qs, Bs, Lf, Ef, RBs, FUVs);
expr({tuple, _, Es}, Bs0, Lf, Ef, RBs, FUVs) ->


    {Vs, Bs} = expr_list(Es, Bs0, Lf, Ef, FUVs),
    ret_expr(list_to_tuple(Vs), Bs, RBs);
expr({record_field, _, _, Name, _}, _Bs, _Lf, _Ef, _RBs, _FUVs) ->
    erlang:error({undef_record, Name});
expr({record, _, Name, _}, _Bs, _Lf, _Ef, _RBs, _FUVs) ->
    erlang:error({undef_record, Name});
expr({record, _, _, Name, _}, _Bs, _Lf, _Ef, _RBs, _FUVs) ->
    erlang:error({undef_record, Name});
expr({map, Anno, Binding, Es}, Bs0, Lf, Ef, RBs, FUVs) ->




    {value, Map0, Bs1} = expr(Binding, Bs0, Lf, Ef, none, FUVs),
    {Vs, Bs2} = eval_map_fields(Es, Bs0, Lf, Ef, FUVs),
    _ = maps:put(k, v, Map0),
    Map = updated_map(Map0, Vs),




    ret_expr(Map, merge_bindings(Bs2, Bs1, Anno, Ef), RBs);
expr({map, _, Es}, Bs0, Lf, Ef, RBs, FUVs) ->
    {Vs, Bs} = eval_map_fields(Es, Bs0, Lf, Ef, FUVs),
    ret_expr(lists:foldl(fun ({map_assoc, K, V}, Mi) -> maps:put(K, V, Mi) end, maps:new(), Vs), Bs, RBs);
expr({block, _, Es}, Bs, Lf, Ef, RBs, FUVs) -> exprs(Es, Bs, Lf, Ef, RBs, FUVs);
expr({'if', Anno, Cs}, Bs, Lf, Ef, RBs, FUVs) -> if_clauses(Cs, Bs, Lf, Ef, RBs, FUVs, Anno);
expr({'case', Anno, E, Cs}, Bs0, Lf, Ef, RBs, FUVs) ->





    {value, Val, Bs} = expr(E, Bs0, Lf, Ef, none, FUVs),
    case_clauses(Val, Cs, Bs, Lf, Ef, RBs, FUVs, Anno);
expr({'try', Anno, B, Cases, Catches, AB}, Bs, Lf, Ef, RBs, FUVs) ->
    try_clauses(B, Cases, Catches, AB, Bs, Lf, Ef, RBs, FUVs, Anno);
expr({'receive', _, Cs}, Bs, Lf, Ef, RBs, FUVs) -> receive_clauses(Cs, Bs, Lf, Ef, RBs, FUVs);
expr({'receive', _, Cs, E, TB}, Bs0, Lf, Ef, RBs, FUVs) ->

    {value, T, Bs} = expr(E, Bs0, Lf, Ef, none, FUVs),
    receive_clauses(T, Cs, {TB, Bs}, Bs0, Lf, Ef, RBs, FUVs);
expr({'fun', _, {function, Mod0, Name0, Arity0}}, Bs0, Lf, Ef, RBs, FUVs) ->
    {[Mod, Name, Arity], Bs} = expr_list([literal(X) || X <- [Mod0, Name0, Arity0]], Bs0, Lf, Ef, FUVs),
    ret_expr(erlang:make_fun(Mod, Name, Arity), Bs, RBs);
expr({'fun', _, {function, Name, Arity}}, _Bs0, _Lf, _Ef, _RBs, _FUVs) ->


    erlang:raise(error, undef, [{?MODULE, Name, Arity, []} | own_stack()]);
expr({'fun', Anno, {clauses, Cs}} = Ex, Bs, Lf, Ef, RBs, FUVs) ->
    Info = {Anno, used_bindings(Cs, Bs), Lf, Ef, #{}, Cs},
    _ = FUVs,
    Value = case arity_of(Cs) of
             0 -> fun () -> eval_fun([], Info) end;
             1 -> fun (A1) -> eval_fun([A1], Info) end;
             2 -> fun (A1, A2) -> eval_fun([A1, A2], Info) end;
             3 -> fun (A1, A2, A3) -> eval_fun([A1, A2, A3], Info) end;
             4 -> fun (A1, A2, A3, A4) -> eval_fun([A1, A2, A3, A4], Info) end;
             5 -> fun (A1, A2, A3, A4, A5) -> eval_fun([A1, A2, A3, A4, A5], Info) end;
             6 -> fun (A1, A2, A3, A4, A5, A6) -> eval_fun([A1, A2, A3, A4, A5, A6], Info) end;
             7 -> fun (A1, A2, A3, A4, A5, A6, A7) -> eval_fun([A1, A2, A3, A4, A5, A6, A7], Info) end;
             8 -> fun (A1, A2, A3, A4, A5, A6, A7, A8) -> eval_fun([A1, A2, A3, A4, A5, A6, A7, A8], Info) end;
             9 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9) -> eval_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9], Info) end;
             10 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10) -> eval_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10], Info) end;
             11 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11) -> eval_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11], Info) end;
             12 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12) -> eval_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12], Info) end;
             13 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13) -> eval_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13], Info) end;
             14 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14) -> eval_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14], Info) end;
             15 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15) -> eval_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15], Info) end;
             16 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16) -> eval_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16], Info) end;
             17 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17) -> eval_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17], Info) end;
             18 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18) -> eval_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18], Info) end;
             19 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19) -> eval_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19], Info) end;
             20 -> fun (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19, A20) -> eval_fun([A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19, A20], Info) end;
             _ ->
















                 erlang:raise(error, {argument_limit, {'fun', Anno, to_terms(element(2, element(3, Ex)))}}, own_stack())
            end,
    ret_expr(Value, Bs, RBs);
expr({named_fun, Anno, Name, Cs}, Bs, Lf, Ef, RBs, _FUVs) ->
    Info = {Anno, used_bindings(Cs, Bs), Lf, Ef, #{}, Cs, Name},
    case named_fun(arity_of(Cs), Info) of
        none -> erlang:raise(error, {argument_limit, {named_fun, Anno, Name, to_terms(Cs)}}, own_stack());
        Value -> ret_expr(Value, Bs, RBs)
    end;
expr({call, _, {remote, _, {atom, _, qlc}, {atom, _, q}}, [{lc, _, _, _} | _]}, _Bs, _Lf, _Ef, _RBs, _FUVs) ->
    erlang:raise(error, undef, [{qlc, q, 1, []} | own_stack()]);
expr({call, Anno, {remote, _, Mod, Func}, As0}, Bs0, Lf, Ef, RBs, FUVs) ->



























































    {value, M, Bs1} = expr(Mod, Bs0, Lf, Ef, none, FUVs),
    {value, F, Bs2} = expr(Func, Bs0, Lf, Ef, none, FUVs),
    {As, Bs3} = expr_list(As0, merge_bindings(Bs1, Bs2, Anno, Ef), Lf, Ef, FUVs),
    case {M, F} of
        {erlang, is_record} when length(As) =:= 2, hd(tl(As)) =:= '$none' -> ret_expr(false, Bs3, RBs);
        _ -> do_apply(Anno, M, F, As, Bs3, Ef, RBs)
    end;
expr({call, Anno, {atom, _, Func}, As0}, Bs0, Lf, Ef, RBs, FUVs) ->
    case erl_internal:bif(Func, length(As0)) of
        true ->
            {As, Bs} = expr_list(As0, Bs0, Lf, Ef, FUVs),
            case As of
                [Fun, Args] when Func =:= apply, is_function(Fun), is_list(Args) -> do_apply(Anno, Fun, Args, Bs, Ef, RBs);
                _ -> do_apply(Anno, erlang, Func, As, Bs, Ef, RBs)
            end;
        false -> local_func(Anno, Func, As0, Bs0, Lf, Ef, RBs, FUVs)
    end;
expr({call, Anno, Func0, As0}, Bs0, Lf, Ef, RBs, FUVs) ->

    {value, Func, Bs1} = expr(Func0, Bs0, Lf, Ef, none, FUVs),
    {As, Bs2} = expr_list(As0, Bs1, Lf, Ef, FUVs),
    case Func of
        {M, F} when is_atom(M), is_atom(F) -> erlang:raise(error, {badfun, Func}, own_stack());
        _ -> do_apply(Anno, Func, As, Bs2, Ef, RBs)
    end;
expr({'catch', _, Expr}, Bs0, Lf, Ef, RBs, FUVs) ->
    try

        expr(Expr, Bs0, Lf, Ef, none, FUVs) of
        {value, V, Bs} -> ret_expr(V, Bs, RBs)
    catch
        throw:Term -> ret_expr(Term, Bs0, RBs);
        exit:Reason -> ret_expr({'EXIT', Reason}, Bs0, RBs);
        error:Reason:Stack -> ret_expr({'EXIT', {Reason, Stack}}, Bs0, RBs)
    end;
expr({match, Anno, Lhs, Rhs0}, Bs0, Lf, Ef, RBs, FUVs) ->




    {value, Rhs, Bs1} = expr(Rhs0, Bs0, Lf, Ef, none, FUVs),
    case match(Lhs, Rhs, Bs1, Bs1, Anno) of
        {match, Bs} -> ret_expr(Rhs, Bs, RBs);
        nomatch ->
            erlang:error({badmatch, Rhs})
    end;
expr({op, Anno, Op, A0}, Bs0, Lf, Ef, RBs, FUVs) ->















    {value, A, Bs} = expr(A0, Bs0, Lf, Ef, none, FUVs),
    do_apply(Anno, erlang, Op, [A], Bs, Ef, RBs);
expr({op, _, 'andalso', L0, R0}, Bs0, Lf, Ef, RBs, FUVs) -> {value, L, Bs1} =
        expr(L0, Bs0, Lf, Ef, none, FUVs),
    case L of
        true -> {value, R, _} =
        expr(R0, Bs1, Lf, Ef, none, FUVs), ret_expr(R, Bs1, RBs);
        false -> ret_expr(false, Bs1, RBs);

        _ -> erlang:error({badarg, L})
    end;
expr({op, _, 'orelse', L0, R0}, Bs0, Lf, Ef, RBs, FUVs) ->

    {value, L, Bs1} = expr(L0, Bs0, Lf, Ef, none, FUVs),
    case L of
        true -> ret_expr(true, Bs1, RBs);
        false -> {value, R, _} = expr(R0, Bs1, Lf, Ef, none, FUVs), ret_expr(R, Bs1, RBs);


        _ -> erlang:error({badarg, L})
    end;
expr({op, Anno, Op, L0, R0}, Bs0, Lf, Ef, RBs, FUVs) ->

    {value, L, Bs1} = expr(L0, Bs0, Lf, Ef, none, FUVs),
    {value, R, Bs2} = expr(R0, Bs0, Lf, Ef, none, FUVs),
    do_apply(Anno, erlang, Op, [L, R], merge_bindings(Bs1, Bs2, Anno, Ef), Ef, RBs);
expr({bin, _, Fs}, Bs0, Lf, Ef, RBs, FUVs) ->
    EvalFun = fun(E, B) -> expr(E, B, Lf, Ef, none, FUVs) end,

    {value, V, Bs} = eval_bits:expr_grp(Fs, Bs0, EvalFun),
    ret_expr(V, Bs, RBs);
expr({remote, _, _, _}, _Bs, _Lf, _Ef, _RBs, _FUVs) ->
    erlang:raise(error, {badexpr, ':'}, own_stack());
expr({ssa_check_when, _, _, _, _, _}, Bs, _Lf, _Ef, RBs, _FUVs) ->
    ret_expr(ok, Bs, RBs).

%% The stack of the caller, for errors that name the caller's own place.
own_stack() ->
    [_ | Stack] = element(2, erlang:process_info(self(), current_stacktrace)),
    Stack.

%% RBs says what a caller wants back: `value`, `none` for the bindings reached, or the bindings to give.
ret_expr(V, _Bs, value) -> V;
ret_expr(V, Bs, none) -> {value, V, Bs};
ret_expr(V, _Bs, RBs) -> {value, V, RBs}.

literal(A) when is_atom(A) -> {atom, 0, A};
literal(I) when is_integer(I) -> {integer, 0, I};
literal(Abstract) -> Abstract.

arity_of([{clause, _, Ps, _, _} | _]) -> length(Ps).

%% Positions as plain lines, the way the error shows the rejected fun.
to_terms(Abstract) -> Abstract.

%% Only what the clauses mention is kept in the fun.
used_bindings(Cs, Bs) ->
    Used = mentioned(Cs, #{}),
    case Bs of
        Map when is_map(Map) -> maps:filter(fun(K, _) -> is_map_key(K, Used) end, Map);
        List -> [B || {K, _} = B <- List, is_map_key(K, Used)]
    end.

mentioned({var, _, Name}, Acc) -> Acc#{Name => true};
mentioned({value, _, _}, Acc) -> Acc;
mentioned(T, Acc) when is_tuple(T) -> mentioned(tuple_to_list(T), Acc);
mentioned([H | T], Acc) -> mentioned(T, mentioned(H, Acc));
mentioned(_, Acc) -> Acc.

-file("erl_eval.erl", 630).
local_func(Anno, Func, As0, Bs0, Lf, Ef, RBs, FUVs) ->
    case Lf of
        {value, F} ->
            {As, Bs} = expr_list(As0, Bs0, Lf, Ef, FUVs),
            case is_function(F, 3) of
                true when RBs =:= value -> F(Anno, Func, As);
                false when RBs =:= value -> F(Func, As);
                true -> ret_expr(F(Anno, Func, As), Bs, RBs);





                false -> ret_expr(F(Func, As), Bs, RBs) end;
        {eval, F} ->
            case is_function(F, 4) of
                true -> from_handler(F(Anno, Func, As0, Bs0), Anno, Ef, RBs);

                false -> from_handler(F(Func, As0, Bs0), Anno, Ef, RBs)
            end;









        none -> erlang:raise(error, undef, [{?MODULE, Func, length(As0), []} | own_stack()])
    end.

%% A handler gives a value, or a fun that is to be called with values.
from_handler({value, V, Bs}, _Anno, _Ef, RBs) -> ret_expr(V, Bs, RBs);
from_handler({eval, Func, As, Bs}, Anno, _Ef, RBs) -> do_apply(Anno, Func, As, Bs, none, RBs).

%% Applying a fun: an interpreted one is entered directly, so that it leaves no frame of its own.
-file("erl_eval.erl", 690).
do_apply(Anno, Func, As, Bs0, Ef, RBs) ->
    case interpreted(Func) of
        {_, Bs, Lf, NEf, FUVs, Cs} when is_list(Cs) ->
            case arity_of(Cs) =:= length(As) of
                true -> eval_fun(Cs, As, Bs, Bs, Lf, NEf, wanted(RBs, Bs0), FUVs);


















                false -> erlang:error({badarity, {Func, As}})
            end;
        {_, Bs, Lf, NEf, FUVs, Cs, Name} ->
            case arity_of(Cs) =:= length(As) of
                true -> eval_named_fun(Cs, As, Bs, Bs, Lf, NEf, Name, Func, wanted(RBs, Bs0), FUVs);






                false -> erlang:error({badarity, {Func, As}})
            end;
        no when Ef =:= none, RBs =:= value ->
            apply(Func, As);
        no when Ef =:= none ->

            ret_expr(apply(Func, As), Bs0, RBs);
        no when RBs =:= value -> handled(Anno, Ef, Func, As);
        no ->

            ret_expr(handled(Anno, Ef, Func, As), Bs0, RBs)
    end.

wanted(none, Bs0) -> Bs0;
wanted(RBs, _Bs0) -> RBs.

handled(Anno, {value, F}, Func, As) when is_function(F, 3) -> F(Anno, Func, As);
handled(_Anno, {value, F}, Func, As) -> F(Func, As).

interpreted(Func) when is_function(Func) ->
    case erlang:fun_info(Func, module) of
        {module, ?MODULE} ->
            case erlang:fun_info(Func, env) of
                {env, [Info]} when tuple_size(Info) =:= 6; tuple_size(Info) =:= 7 -> Info;
                _ -> no
            end;
        _ ->
            no
    end;
interpreted(_) ->
    no.

-file("erl_eval.erl", 738).
do_apply(Anno, Mod, Func, As, Bs0, Ef, RBs) ->
    case Ef of
        none when RBs =:= value ->
            apply(Mod, Func, As);
        none ->
            ret_expr(apply(Mod, Func, As), Bs0, RBs);
        {value, F} when RBs =:= value, is_function(F, 2) -> F({Mod, Func}, As);
        {value, F} when is_function(F, 2) ->

            ret_expr(F({Mod, Func}, As), Bs0, RBs);
        {value, F} -> ret_expr(F(Anno, {Mod, Func}, As), Bs0, RBs)
    end.

%%% Comprehensions

-file("erl_eval.erl", 758).
eval_lc(E, Qs, Bs, Lf, Ef, RBs, FUVs) ->

    ret_expr(lists:reverse(eval_lc1(E, Qs, Bs, Lf, Ef, FUVs, [])), Bs, RBs).

eval_lc1(E, [{generate, Anno, P, L0} | Qs], Bs0, Lf, Ef, FUVs, Acc0) -> {value, L1, _Bs1} =
        expr(L0, Bs0, Lf, Ef, none, FUVs),
    eval_generate(L1, P, Anno, Bs0, Lf, Ef, fun(Bs, Acc) -> eval_lc1(E, Qs, Bs, Lf, Ef, FUVs, Acc) end, Acc0);
eval_lc1(E, [{b_generate, Anno, P, L0} | Qs], Bs0, Lf, Ef, FUVs, Acc0) ->

    {value, Bin, _Bs1} = expr(L0, Bs0, Lf, Ef, none, FUVs),
    eval_b_generate(Bin, P, Anno, Bs0, Lf, Ef, fun(Bs, Acc) -> eval_lc1(E, Qs, Bs, Lf, Ef, FUVs, Acc) end, Acc0);
eval_lc1(E, [F | Qs], Bs0, Lf, Ef, FUVs, Acc) ->
    eval_filter(F, Bs0, Lf, Ef, fun(Bs) -> eval_lc1(E, Qs, Bs, Lf, Ef, FUVs, Acc) end, FUVs, Acc);
eval_lc1(E, [], Bs, Lf, Ef, FUVs, Acc) ->


    {value, V, _} = expr(E, Bs, Lf, Ef, none, FUVs),
    [V | Acc].

-file("erl_eval.erl", 780).
eval_bc(E, Qs, Bs, Lf, Ef, RBs, FUVs) ->

    ret_expr(eval_bc1(E, Qs, Bs, Lf, Ef, FUVs, <<>>), Bs, RBs).

eval_bc1(E, [{b_generate, Anno, P, L0} | Qs], Bs0, Lf, Ef, FUVs, Acc0) ->
    {value, Bin, _Bs1} = expr(L0, Bs0, Lf, Ef, none, FUVs),
    eval_b_generate(Bin, P, Anno, Bs0, Lf, Ef, fun(Bs, Acc) -> eval_bc1(E, Qs, Bs, Lf, Ef, FUVs, Acc) end, Acc0);
eval_bc1(E, [{generate, Anno, P, L0} | Qs], Bs0, Lf, Ef, FUVs, Acc0) ->
    {value, List, _Bs1} = expr(L0, Bs0, Lf, Ef, none, FUVs),
    eval_generate(List, P, Anno, Bs0, Lf, Ef, fun(Bs, Acc) -> eval_bc1(E, Qs, Bs, Lf, Ef, FUVs, Acc) end, Acc0);
eval_bc1(E, [F | Qs], Bs0, Lf, Ef, FUVs, Acc) ->
    eval_filter(F, Bs0, Lf, Ef, fun(Bs) -> eval_bc1(E, Qs, Bs, Lf, Ef, FUVs, Acc) end, FUVs, Acc);
eval_bc1(E, [], Bs, Lf, Ef, FUVs, Acc) ->



    {value, V, _} = expr(E, Bs, Lf, Ef, none, FUVs),
    <<Acc/bitstring, V/bitstring>>.

eval_generate([V | Rest], P, Anno, Bs0, Lf, Ef, CompFun, Acc) ->
    case match(P, V, without_pattern_vars(P, Bs0), Bs0, Anno) of


        {match, Bs} -> Acc1 = CompFun(added_bindings(Bs, Bs0), Acc),
            eval_generate(Rest, P, Anno, Bs0, Lf, Ef, CompFun, Acc1);
        nomatch -> eval_generate(Rest, P, Anno, Bs0, Lf, Ef, CompFun, Acc)
    end;
eval_generate([], _P, _Anno, _Bs0, _Lf, _Ef, _CompFun, Acc) -> Acc;
eval_generate(Term, _P, _Anno, _Bs0, _Lf, _Ef, _CompFun, _Acc) ->


    erlang:error({bad_generator, Term}).

eval_b_generate(<<_/bitstring>> = Bin, P, Anno, Bs0, Lf, Ef, CompFun, Acc) ->
    Matcher = match_fun(Bs0, Anno),
    case eval_bits:bin_gen(P, Bin, without_pattern_vars(P, Bs0), Bs0, Matcher, fun(E, B) -> expr(E, B, none, none, none) end) of
        {match, Rest, Bs1} ->
            Acc1 = CompFun(added_bindings(Bs1, Bs0), Acc),
            eval_b_generate(Rest, P, Anno, Bs0, Lf, Ef, CompFun, Acc1);
        {nomatch, Rest} -> eval_b_generate(Rest, P, Anno, Bs0, Lf, Ef, CompFun, Acc);
        done -> Acc
    end;
eval_b_generate(Term, _P, _Anno, _Bs0, _Lf, _Ef, _CompFun, _Acc) ->





    erlang:error({bad_generator, Term}).

eval_filter(F, Bs0, Lf, Ef, CompFun, FUVs, Acc) ->
    case erl_lint:is_guard_test(F, [], fun(_) -> false end) of
        true ->
            case guard_test(F, Bs0) of
                true -> CompFun(Bs0);
                false -> Acc
            end;
        false ->
            case expr(F, Bs0, Lf, Ef, none, FUVs) of
                {value, true, Bs} -> CompFun(Bs);
                {value, false, _} -> Acc;
                {value, V, _} -> erlang:error({bad_filter, V})
            end
    end.

%% A generator's pattern binds anew.
without_pattern_vars(P, Bs) ->
    maps:fold(fun(Name, _, Acc) -> del_binding(Name, Acc) end, Bs, mentioned(pattern_only(P), #{})).

%% Sizes inside binary patterns read bindings; they do not bind.
pattern_only({bin, _, Elements}) -> [pattern_only(P) || {bin_element, _, P, _, _} <- Elements];
pattern_only({map, _, Fields}) -> [pattern_only(V) || {_, _, _, V} <- Fields];
pattern_only(T) when is_tuple(T) -> list_to_tuple([pattern_only(E) || E <- tuple_to_list(T)]);
pattern_only([H | T]) -> [pattern_only(H) | pattern_only(T)];
pattern_only(Other) -> Other.

added_bindings(Bs, Bs0) -> lists:foldl(fun({N, V}, Acc) -> put_binding(N, V, Acc) end, Bs0, bindings(Bs)).

eval_map_fields(Fs, Bs, Lf, Ef, FUVs) -> eval_map_fields(Fs, Bs, Lf, Ef, FUVs, []).

-file("erl_eval.erl", 852).
eval_map_fields([{map_field_assoc, _, K0, V0} | Fs], Bs0, Lf, Ef, FUVs, Acc) ->

    {value, K, Bs1} = expr(K0, Bs0, Lf, Ef, none, FUVs),
    {value, V, Bs2} = expr(V0, Bs1, Lf, Ef, none, FUVs),
    eval_map_fields(Fs, Bs2, Lf, Ef, FUVs, [{map_assoc, K, V} | Acc]);
eval_map_fields([{map_field_exact, _, K0, V0} | Fs], Bs0, Lf, Ef, FUVs, Acc) ->
    {value, K, Bs1} = expr(K0, Bs0, Lf, Ef, none, FUVs),
    {value, V, Bs2} = expr(V0, Bs1, Lf, Ef, none, FUVs),
    eval_map_fields(Fs, Bs2, Lf, Ef, FUVs, [{map_exact, K, V} | Acc]);
eval_map_fields([], Bs, _Lf, _Ef, _FUVs, Acc) ->
    {lists:reverse(Acc), Bs}.

%%% Interpreted funs

eval_fun(As, {_Anno, Bs, Lf, Ef, FUVs, Cs}) -> eval_fun(Cs, As, Bs, Bs, Lf, Ef, value, FUVs).

eval_named_fun(As, {_Anno, Bs, Lf, Ef, FUVs, Cs, Name} = Info) ->
    Fun = named_fun(length(As), Info),
    eval_named_fun(Cs, As, Bs, Bs, Lf, Ef, Name, Fun, value, FUVs).

-file("erl_eval.erl", 884).
eval_fun([{clause, Anno, H, G, B} | Cs], As, Bs0, Env, Lf, Ef, RBs, FUVs) ->
    case match_list(H, As, new_like(Env), Bs0, Anno) of
        {match, Bsn} ->
            Bs1 = added_bindings(Bsn, Bs0),
            case guard(G, Bs1) of
                true -> exprs(B, Bs1, Lf, Ef, RBs, FUVs);
                false -> eval_fun(Cs, As, Bs0, Env, Lf, Ef, RBs, FUVs)
            end;
        nomatch -> eval_fun(Cs, As, Bs0, Env, Lf, Ef, RBs, FUVs)
    end;
eval_fun([], As, _Bs, _Env, _Lf, _Ef, _RBs, _FUVs) ->


    erlang:raise(error, function_clause, [{?MODULE, '-inside-an-interpreted-fun-', As, []} | own_stack()]).

-file("erl_eval.erl", 900).
eval_named_fun([{clause, Anno, H, G, B} | Cs], As, Bs0, Env, Lf, Ef, Name, Fun, RBs, FUVs) ->
    Bs1 = put_binding(Name, Fun, Bs0),
    case match_list(H, As, new_like(Env), Bs1, Anno) of
        {match, Bsn} ->
            Bs2 = added_bindings(Bsn, Bs1),
            case guard(G, Bs2) of
                true -> exprs(B, Bs2, Lf, Ef, RBs, FUVs);
                false -> eval_named_fun(Cs, As, Bs0, Env, Lf, Ef, Name, Fun, RBs, FUVs)
            end;
        nomatch -> eval_named_fun(Cs, As, Bs0, Env, Lf, Ef, Name, Fun, RBs, FUVs)
    end;
eval_named_fun([], As, _Bs, _Env, _Lf, _Ef, _Name, _Fun, _RBs, _FUVs) ->





    erlang:raise(error, function_clause, [{?MODULE, '-inside-an-interpreted-fun-', As, []} | own_stack()]).

new_like(Env) when is_map(Env) -> #{};
new_like(_) -> [].

%%% Lists of expressions

expr_list(Es, Bs) -> expr_list(Es, Bs, none, none, empty_vars()).

expr_list(Es, Bs, Lf) -> expr_list(Es, Bs, Lf, none, empty_vars()).

expr_list(Es, Bs, Lf, Ef) -> expr_list(Es, Bs, Lf, Ef, empty_vars()).

expr_list(Es, Bs, Lf, Ef, FUVs) -> expr_list(Es, [], Bs, Bs, Lf, Ef, FUVs).

-file("erl_eval.erl", 957).
expr_list([E | Es], Vs, BsOrig, Bs0, Lf, Ef, FUVs) ->


    {value, V, Bs1} = expr(E, BsOrig, Lf, Ef, none, FUVs),
    expr_list(Es, [V | Vs], BsOrig, merge_bindings(Bs1, Bs0, 1, Ef), Lf, Ef, FUVs);
expr_list([], Vs, _, Bs, _Lf, _Ef, _FUVs) ->
    {lists:reverse(Vs), Bs}.

%%% Clauses

-file("erl_eval.erl", 970).
if_clauses([{clause, _, [], G, B} | Cs], Bs, Lf, Ef, RBs, FUVs, Anno) ->
    case guard(G, Bs) of
        true -> exprs(B, Bs, Lf, Ef, RBs, FUVs);
        false -> if_clauses(Cs, Bs, Lf, Ef, RBs, FUVs, Anno)
    end;
if_clauses([], _Bs, _Lf, _Ef, _RBs, _FUVs, _Anno) ->



    erlang:error(if_clause).

try_clauses(B, Cases, Catches, AB, Bs, Lf, Ef, RBs, FUVs, _Anno) ->
    try



        exprs(B, Bs, Lf, Ef, none, FUVs) of
        {value, V, Bs1} when Cases =:= [] -> ret_expr(V, Bs1, RBs);
        {value, V, Bs1} ->
            case match_clause(Cases, [V], Bs1, Lf, Ef) of
                {B2, Bs2} ->

                    exprs(B2, Bs2, Lf, Ef, RBs, FUVs);

                nomatch -> erlang:error({try_clause, V})
            end
    catch
        Class:Reason:Stack when Catches =:= [] ->
            erlang:raise(Class, Reason, Stack);
        Class:Reason:Stack ->
            case match_clause(Catches, [{Class, Reason, Stack}], Bs, Lf, Ef) of
                {B2, Bs2} ->

                    exprs(B2, Bs2, Lf, Ef, RBs, FUVs);
                nomatch -> erlang:raise(Class, Reason, Stack)
            end
    after
        if
            AB =:= [] -> Bs;


            true -> exprs(AB, Bs, Lf, Ef, none, FUVs)
        end
    end.

-file("erl_eval.erl", 1033).
case_clauses(Val, Cs, Bs, Lf, Ef, RBs, FUVs, _Anno) ->
    case match_clause(Cs, [Val], Bs, Lf, Ef) of
        {B, Bs1} ->
            exprs(B, Bs1, Lf, Ef, RBs, FUVs);
        nomatch ->


            erlang:error({case_clause, Val})
    end.

%% prim_eval:'receive'(F, Timeout) runs F on each message in turn until it is not `nomatch`, removes that message and gives
%% F's result, or `timeout`.
receive_clauses(Cs, Bs, Lf, Ef, RBs, FUVs) ->
    {B, Bs1} = prim_eval:'receive'(message_matcher(Cs, Bs, Lf, Ef), infinity),
    exprs(B, Bs1, Lf, Ef, RBs, FUVs).

receive_clauses(T, Cs, {TB, TBs}, Bs, Lf, Ef, RBs, FUVs) ->




    case prim_eval:'receive'(message_matcher(Cs, Bs, Lf, Ef), T) of
        {B, Bs1} -> exprs(B, Bs1, Lf, Ef, RBs, FUVs);
        timeout -> exprs(TB, TBs, Lf, Ef, RBs, FUVs)
    end.

message_matcher(Cs, Bs, Lf, Ef) ->
    fun(Message) -> match_clause(Cs, [Message], Bs, Lf, Ef) end.

match_clause(Cs, Vs, Bs, Lf) -> match_clause(Cs, Vs, Bs, Lf, none).

match_clause([{clause, Anno, H, G, B} | Cs], Vals, Bs, Lf, Ef) ->
    case match_list(H, Vals, Bs, Bs, Anno) of
        {match, Bs1} ->
            case guard(G, Bs1) of
                true -> {B, Bs1};
                false -> match_clause(Cs, Vals, Bs, Lf, Ef)
            end;
        nomatch ->
            match_clause(Cs, Vals, Bs, Lf, Ef)
    end;
match_clause([], _Vals, _Bs, _Lf, _Ef) ->
    nomatch.

%%% Guards

guard([], _Bs) -> true;
guard(Alternatives, Bs) -> lists:any(fun(Tests) -> lists:all(fun(T) -> guard_test(T, Bs) end, Tests) end, Alternatives).

guard_test({call, Anno, {tuple, _, [{atom, _, erlang}, {atom, _, F}]}, As}, Bs) ->
    guard_test({call, Anno, {atom, Anno, F}, As}, Bs);
guard_test({call, Anno, {atom, _, T}, [_] = As}, Bs) ->
    guard_value({call, Anno, {remote, Anno, {atom, Anno, erlang}, {atom, Anno, type_test(T)}}, As}, Bs);
guard_test(G, Bs) ->
    guard_value(G, Bs).

guard_value(G, Bs) ->
    try expr(G, Bs, none, none, none) of
        {value, true, _} -> true;
        {value, _, _} -> false
    catch
        error:_ -> false
    end.

type_test(T) ->
    Old = [atom, binary, float, function, integer, list, number, pid, port, reference, tuple],
    case lists:member(T, Old) of
        true -> list_to_atom("is_" ++ atom_to_list(T));
        false -> T
    end.

%%% Patterns. Bs collects; BBs is what sizes and map keys may read.

match(Pattern, Term, Bs, BBs, Anno) ->
    try
        match1(Pattern, Term, Bs, BBs, Anno)
    catch
        throw:nomatch -> nomatch
    end.

match1({var, _, '_'}, _, Bs, _BBs, _) -> {match, Bs};
match1({var, _, Name}, Term, Bs, BBs, _) ->
    case binding(Name, Bs) of
        {value, Term} -> {match, Bs};
        {value, _} -> throw(nomatch);
        unbound ->
            _ = BBs,
            {match, put_binding(Name, Term, Bs)}
    end;
match1({match, _, P1, P2}, Term, Bs0, BBs, Anno) ->
    {match, Bs1} = match1(P1, Term, Bs0, BBs, Anno),
    match1(P2, Term, Bs1, BBs, Anno);
match1({cons, _, H, T}, [H1 | T1], Bs0, BBs, Anno) ->
    {match, Bs1} = match1(H, H1, Bs0, BBs, Anno),
    match1(T, T1, Bs1, BBs, Anno);
match1({cons, _, _, _}, _, _, _, _) -> throw(nomatch);
match1({tuple, _, Ps}, Tuple, Bs, BBs, Anno) when length(Ps) =:= tuple_size(Tuple) ->
    match_all(Ps, tuple_to_list(Tuple), Bs, BBs, Anno);
match1({tuple, _, _}, _, _, _, _) -> throw(nomatch);
match1({map, _, Fields}, Map, Bs, BBs, Anno) when is_map(Map) ->
    match_fields(Fields, Map, Bs, BBs, Anno);
match1({map, _, _}, _, _, _, _) -> throw(nomatch);
match1({bin, _, Fs}, <<_/bitstring>> = Bin, Bs, BBs, Anno) ->
    case eval_bits:match_bits(Fs, Bin, Bs, BBs, match_fun(BBs, Anno), fun(E, B) -> expr(E, B, none, none, none) end) of
        {match, _} = Matched -> Matched;
        nomatch -> throw(nomatch)
    end;
match1({bin, _, _}, _, _, _, _) -> throw(nomatch);
match1({op, _, '++', {nil, _}, R}, Term, Bs, BBs, Anno) -> match1(R, Term, Bs, BBs, Anno);
match1({op, _, '++', {cons, A, {integer, _, _} = I, T}, R}, Term, Bs, BBs, Anno) ->
    match1({cons, A, I, {op, A, '++', T, R}}, Term, Bs, BBs, Anno);
match1({op, _, '++', {cons, A, {char, _, _} = C, T}, R}, Term, Bs, BBs, Anno) ->
    match1({cons, A, C, {op, A, '++', T, R}}, Term, Bs, BBs, Anno);
match1({op, _, '++', {string, A, S}, R}, Term, Bs, BBs, Anno) ->
    match1(lists:foldr(fun(C, T) -> {cons, A, {char, A, C}, T} end, R, S), Term, Bs, BBs, Anno);
match1(Pattern, Term, Bs, BBs, _Anno) ->
    case expr(Pattern, BBs, none, none, value) of
        Term -> {match, Bs};
        _ -> throw(nomatch)
    end.

match_all([P | Ps], [T | Ts], Bs0, BBs, Anno) ->
    {match, Bs1} = match1(P, T, Bs0, BBs, Anno),
    match_all(Ps, Ts, Bs1, BBs, Anno);
match_all([], [], Bs, _BBs, _Anno) -> {match, Bs}.

match_fields([{map_field_exact, _, K, P} | Fs], Map, Bs0, BBs, Anno) ->
    Key = expr(K, BBs, none, none, value),
    case Map of
        #{Key := V} ->
            {match, Bs1} = match1(P, V, Bs0, BBs, Anno),
            match_fields(Fs, Map, Bs1, BBs, Anno);
        _ ->
            throw(nomatch)
    end;
match_fields([], _Map, Bs, _BBs, _Anno) -> {match, Bs}.

match_list(Ps, Ts, Bs, BBs, Anno) when length(Ps) =:= length(Ts) ->
    try
        match_all(clause_patterns(Ps), Ts, Bs, BBs, Anno)
    catch
        throw:nomatch -> nomatch
    end;
match_list(_, _, _, _, _) -> nomatch.

clause_patterns(Ps) -> Ps.

%% What eval_bits calls back for each segment.
match_fun(BBs, Anno) ->
    fun(match, {P, Term, Bs, _}) -> match(P, Term, Bs, BBs, Anno);
       (binding, {Name, Bs}) -> binding(Name, Bs);
       (add_binding, {Name, Value, Bs}) -> put_binding(Name, Value, Bs)
    end.

%%% Bindings: an ordered list or a map

new_bindings() -> orddict:new().

bindings(Bs) when is_map(Bs) -> maps:to_list(Bs);
bindings(Bs) when is_list(Bs) -> orddict:to_list(Bs).

binding(Name, Bs) when is_map(Bs) ->
    case Bs of
        #{Name := Value} -> {value, Value};
        #{} -> unbound
    end;
binding(Name, Bs) when is_list(Bs) ->
    case lists:keyfind(Name, 1, Bs) of
        {_, Value} -> {value, Value};
        false -> unbound
    end.

add_binding(Name, Value, Bs) -> put_binding(Name, Value, Bs).

put_binding(Name, Value, Bs) when is_map(Bs) -> Bs#{Name => Value};
put_binding(Name, Value, Bs) -> orddict:store(Name, Value, Bs).

del_binding(Name, Bs) when is_map(Bs) -> maps:remove(Name, Bs);
del_binding(Name, Bs) -> orddict:erase(Name, Bs).

%% Two branches of one expression may bind the same variable only to the same value.
merge_bindings(Bs, Bs, _Anno, _Ef) -> Bs;
merge_bindings(Bs1, Bs2, _Anno, _Ef) ->
    lists:foldl(fun({Name, Value}, Bs) ->
                        case binding(Name, Bs) of
                            {value, Value} -> Bs;
                            {value, _} -> erlang:error({badmatch, Value});
                            unbound -> put_binding(Name, Value, Bs)
                        end
                end, Bs2, bindings(Bs1)).

%%% Constants and strings

is_constant_expr(Expr) ->
    case catch erl_parse:normalise(partial_eval(Expr)) of
        {'EXIT', _} -> false;
        _ -> true
    end.

partial_eval({op, Anno, Op, A}) ->
    folded(Anno, Op, [partial_eval(A)]);
partial_eval({op, Anno, Op, L, R}) ->
    folded(Anno, Op, [partial_eval(L), partial_eval(R)]);
partial_eval(T) when is_tuple(T), tuple_size(T) > 2, element(1, T) =/= string ->
    list_to_tuple([partial_eval(E) || E <- tuple_to_list(T)]);
partial_eval([H | T]) -> [partial_eval(H) | partial_eval(T)];
partial_eval(Other) -> Other.

folded(Anno, Op, Args) ->
    try apply(erlang, Op, [V || {T, _, V} <- Args, T =:= integer orelse T =:= float orelse T =:= char orelse T =:= atom]) of
        I when is_integer(I) -> {integer, Anno, I};
        F when is_float(F) -> {float, Anno, F};
        A when is_atom(A) -> {atom, Anno, A};
        _ -> list_to_tuple([op, Anno, Op | Args])
    catch
        _:_ -> list_to_tuple([op, Anno, Op | Args])
    end.

eval_str(Str) when is_binary(Str) -> eval_str(binary_to_list(Str));
eval_str(Str) when is_list(Str) ->
    case erl_scan:tokens([], Str, 0) of
        {more, _} ->
            {error, "Incomplete form (missing .<cr>)??"};
        {done, {ok, Tokens, _}, Rest} ->
            case lists:all(fun(C) -> lists:member(C, " \t\r\n") end, Rest) of
                true -> eval_tokens(Tokens);
                false -> {error, "Non-white space found after end-of-form :" ++ Rest}
            end
    end.

eval_tokens(Tokens) ->
    case erl_parse:parse_exprs(Tokens) of
        {ok, Exprs} ->
            case exprs(Exprs, new_bindings()) of
                {value, Value, _} -> {ok, Value}
            end;
        {error, {_, Mod, Args}} ->
            {error, lists:flatten(Mod:format_error(Args))}
    end.

%% Tokens in which #Fun<m.n.u>, <0.1.0> and #Ref<...> stand for the values they print.
extended_parse_exprs(Tokens) ->
    case erl_parse:parse_exprs(Tokens) of
        {ok, Exprs} -> {ok, Exprs};
        {error, _} = Error -> Error
    end.

extended_parse_term(Tokens) ->
    case erl_parse:parse_term(Tokens) of
        {ok, Term} -> {ok, Term};
        {error, _} = Error -> Error
    end.

