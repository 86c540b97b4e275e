-module(test_erl_eval).
-export([start/0]).

start() ->
    ok = values(),
    ok = bindings(),
    ok = failures(),
    ok = funs(),
    ok.

eval(Text) -> eval(Text, []).

eval(Text, Bs) ->
    {ok, Tokens, _} = erl_scan:string(Text),
    {ok, Exprs} = erl_parse:parse_exprs(Tokens),
    {value, Value, NewBs} = erl_eval:exprs(Exprs, Bs),
    {Value, NewBs}.

value(Text) -> element(1, eval(Text)).

values() ->
    6 = value("1 + 2 * 3 - 1."),
    [2, 4] = value("[X || X <- [1, 2, 3, 4], X rem 2 =:= 0]."),
    <<1, 2>> = value("<< <<X>> || X <- [1, 2]>>."),
    [1, 2] = value("[X || <<X>> <= <<1, 2>>]."),
    #{a := 2, b := 1} = value("(#{a => 1})#{a := 2, b => 1}."),
    {7, <<31:5>>} = value("<<A:3, B/bits>> = <<255>>, {A, B}."),
    yes = value("case {1, 2} of {X, X} -> no; {X, Y} when Y > X -> yes end."),
    caught = value("try throw(x) catch throw:x -> caught end."),
    done = value("try 1 of 1 -> done after self() ! after_ran end."),
    receive after_ran -> ok end,
    {'EXIT', {badarith, _}} = value("catch 1 / 0."),
    none = value("receive nothing_like_this -> some after 0 -> none end."),
    {got, 5} = value("self() ! {msg, 5}, receive {msg, N} -> {got, N} end."),
    true = value("is_atom(a) andalso not false orelse error(x)."),
    ok.

bindings() ->
    {3, [{'X', 1}, {'Y', 2}]} = eval("Y = 2, X + Y.", [{'X', 1}]),
    {value, 1} = erl_eval:binding('X', [{'X', 1}]),
    unbound = erl_eval:binding('Z', [{'X', 1}]),
    [] = erl_eval:del_binding('X', [{'X', 1}]),
    ok.

failures() ->
    {badmatch, 2} = reason("1 = 2."),
    {case_clause, 1} = reason("case 1 of 2 -> a end."),
    {try_clause, 1} = reason("try 1 of 2 -> a catch _:_ -> b end."),
    if_clause = reason("if false -> a end."),
    {bad_generator, a} = reason("[X || X <- a]."),
    {bad_filter, a} = reason("[X || X <- [1], lists:last([a])]."),
    {badkey, a} = reason("(#{})#{a := 1}."),
    {unbound_var, 'X'} = reason("X."),
    function_clause = reason("(fun(1) -> a end)(2)."),
    undef = reason("no_such_function()."),
    ok.

reason(Text) ->
    try value(Text) of
        V -> {no_failure, V}
    catch
        error:Reason -> Reason
    end.

funs() ->
    {F, _} = eval("fun(X) -> X + A end.", [{'A', 10}]),
    11 = F(1),
    {arity, 1} = erlang:fun_info(F, arity),
    {fun_data, [{'A', 10}], [{clause, _, [_], [], [_]}]} = erl_eval:fun_data(F),
    {G, _} = eval("fun Fact(0) -> 1; Fact(N) -> N * Fact(N - 1) end."),
    120 = G(5),
    {named_fun_data, _, 'Fact', [_, _]} = erl_eval:fun_data(G),
    false = erl_eval:fun_data(fun() -> ok end),
    "#Fun<erl_eval.42." ++ _ = lists:flatten(io_lib:format("~p", [F])),
    "#Fun<erl_eval.19." ++ _ = lists:flatten(io_lib:format("~p", [G])),
    ok.
