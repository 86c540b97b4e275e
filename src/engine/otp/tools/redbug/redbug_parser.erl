%% Text of a restricted trace pattern to its parts. The parts are Erlang's own
%% grammar, so Erlang's scanner and parser do the work.
-module(redbug_parser).

-export([parse/1]).

%% m, f, and a: '_', an arity or a list of patterns; guards: alternatives, each a
%% list of tests. Patterns and tests are in the abstract format.
-type rtp() :: #{m := module(), f := atom(), a := '_' | arity() | list(),
                 guards := [list()], actions := [atom()]}.
-export_type([rtp/0]).

%% Throws {parse_error, Text}.
-spec parse(string()) -> rtp().
parse(Text) ->
    case erl_scan:string(Text) of
        {ok, Tokens, _} ->
            {Clause, Actions} = split('->', Tokens),
            {Head, Guards} = split('when', Clause),
            maps:merge(head(Head), #{guards => guards(Guards), actions => actions(Actions)});
        {error, {_, Mod, Info}, _} ->
            throw({parse_error, lists:flatten(Mod:format_error(Info))})
    end.

split(Symbol, Tokens) ->
    case lists:splitwith(fun(T) -> erl_scan:category(T) =/= Symbol end, Tokens) of
        {Before, [_ | After]} -> {Before, After};
        {Before, []} -> {Before, none}
    end.

head(Tokens) ->
    case exprs(Tokens) of
        [{atom, _, M}] ->
            #{m => M, f => '_', a => '_'};
        [{remote, _, {atom, _, M}, F}] ->
            #{m => M, f => name(F), a => '_'};
        [{op, _, '/', {remote, _, {atom, _, M}, F}, {integer, _, A}}] ->
            #{m => M, f => name(F), a => A};
        [{call, _, {remote, _, {atom, _, M}, F}, Args}] ->
            #{m => M, f => name(F), a => Args};
        _ ->
            throw({parse_error, "illegal function pattern"})
    end.

name({atom, _, F}) -> F;
name({var, _, '_'}) -> '_';
name(_) -> throw({parse_error, "illegal function name"}).

guards(none) ->
    [];
guards(Tokens) ->
    Position = {1, 1},
    case exprs([{'if', Position} | Tokens] ++ [{'->', Position}, {atom, Position, true}, {'end', Position}]) of
        [{'if', _, [{clause, _, [], Guards, _}]}] -> Guards;
        _ -> throw({parse_error, "illegal guard"})
    end.

actions(none) ->
    [];
actions(Tokens) ->
    action(Tokens).

action([Token | Rest]) ->
    case {erl_scan:category(Token), Rest} of
        {atom, []} ->
            [erl_scan:symbol(Token)];
        {atom, [Separator | More]} ->
            case erl_scan:category(Separator) of
                S when S =:= ','; S =:= ';' -> [erl_scan:symbol(Token) | action(More)];
                _ -> syntax_error(Separator)
            end;
        _ ->
            syntax_error(Token)
    end;
action([]) ->
    throw({parse_error, "syntax error before: "}).

-spec syntax_error(erl_scan:token()) -> no_return().
syntax_error(Token) ->
    throw({parse_error, lists:flatten(io_lib:format("syntax error before: ~p", [erl_scan:symbol(Token)]))}).

exprs(Tokens) ->
    case erl_parse:parse_exprs(Tokens ++ [{dot, {1, 1}}]) of
        {ok, Exprs} ->
            Exprs;
        {error, {_, Mod, Info}} ->
            case lists:flatten(Mod:format_error(Info)) of
                "syntax error before: '.'" -> throw({parse_error, "syntax error before: "});
                Text -> throw({parse_error, Text})
            end
    end.
