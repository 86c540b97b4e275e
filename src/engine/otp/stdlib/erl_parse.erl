%% Stands in for OTP's erl_parse. The parser is native; here are the walks over annotations.
-module(erl_parse).
-export([parse/1, parse_exprs/1, parse_form/1, parse_term/1, normalise/1, abstract/1, abstract/2, format_error/1,
         tokens/1, tokens/2, map_anno/2, fold_anno/3, mapfold_anno/3, new_anno/1, anno_to_term/1, anno_from_term/1,
         first_anno/1, inop_prec/1, preop_prec/1, func_prec/0, max_prec/0, type_inop_prec/1, type_preop_prec/1]).

%% Natives.
parse_exprs(_Tokens) -> erlang:nif_error(undef).
parse_form(_Tokens) -> erlang:nif_error(undef).
parse_term(_Tokens) -> erlang:nif_error(undef).
normalise(_Form) -> erlang:nif_error(undef).
format_error(_Message) -> erlang:nif_error(undef).

%% The parser generator's own entry.
parse(Tokens) -> parse_form(Tokens).

%% The expression of a term. Which integers make strings of lists is for the encoding to say.
abstract(Term) -> abstract(Term, 0, fun is_unicode/1).

abstract(Term, Location) when is_integer(Location); is_tuple(Location) ->
    abstract(Term, erl_anno:new(Location), fun is_unicode/1);
abstract(Term, Options) when is_list(Options) ->
    Location = proplists:get_value(location, Options, proplists:get_value(line, Options, 0)),
    abstract(Term, erl_anno:new(Location), encoding(proplists:get_value(encoding, Options, utf8)));
abstract(_Term, Location) ->
    erl_anno:new(Location).

encoding(latin1) -> fun(C) -> C < 256 end;
encoding(none) -> none;
encoding(Unicode) when Unicode =:= unicode; Unicode =:= utf8 -> fun is_unicode/1;
encoding(Fun) when is_function(Fun, 1) -> Fun;
encoding(Other) -> erlang:error({badarg, Other}).

is_unicode(C) ->
    C >= 0 andalso C < 16#D800 orelse C > 16#DFFF andalso C < 16#FFFE orelse C > 16#FFFF andalso C =< 16#10FFFF.

abstract(T, A, _E) when is_atom(T) -> {atom, A, T};
abstract(T, A, _E) when is_integer(T) -> {integer, A, T};
abstract(T, A, _E) when is_float(T) -> {float, A, T};
abstract([], A, _E) -> {nil, A};
abstract(T, A, _E) when is_bitstring(T) -> {bin, A, bits(T, A)};
abstract(T, A, none) when is_list(T) -> {cons, A, abstract(hd(T), A, none), abstract(tl(T), A, none)};
abstract(T, A, E) when is_list(T) -> text(T, A, E, []);
abstract(T, A, E) when is_tuple(T) -> {tuple, A, [abstract(Part, A, E) || Part <- tuple_to_list(T)]};
abstract(T, A, E) when is_map(T) ->
    {map, A, [{map_field_assoc, A, abstract(K, A, E), abstract(V, A, E)} || {K, V} <- maps:to_list(T)]};
abstract(T, A, E) when is_function(T) ->
    case erlang:fun_info(T, type) of
        {type, external} ->
            [M, F, N] = [abstract(element(2, erlang:fun_info(T, Item)), A, E) || Item <- [module, name, arity]],
            {'fun', A, {function, M, F, N}}
    end.

%% A list of characters down to its end is a string; else what was gathered are elements.
text([C | Rest], A, E, Codes) when is_integer(C) ->
    case C >= 0 andalso E(C) of
        true -> text(Rest, A, E, [C | Codes]);
        false -> elements(Codes, A, {cons, A, {integer, A, C}, abstract(Rest, A, E)})
    end;
text([], A, _E, Codes) -> {string, A, lists:reverse(Codes)};
text([T | Rest], A, E, Codes) -> elements(Codes, A, {cons, A, abstract(T, A, E), abstract(Rest, A, E)});
text(Tail, A, E, Codes) -> elements(Codes, A, abstract(Tail, A, E)).

elements(Codes, A, Tail) -> lists:foldl(fun(C, Rest) -> {cons, A, {integer, A, C}, Rest} end, Tail, Codes).

bits(<<Byte, Rest/bitstring>>, A) -> [{bin_element, A, {integer, A, Byte}, default, default} | bits(Rest, A)];
bits(<<>>, _A) -> [];
bits(Bits, A) ->
    Size = bit_size(Bits),
    <<Value:Size>> = Bits,
    [{bin_element, A, {integer, A, Value}, {integer, A, Size}, default}].

tokens(Form) -> tokens(Form, []).

tokens(Form, More) ->
    {ok, Tokens, _} = erl_scan:string(lists:flatten(erl_pp:expr(Form))),
    Tokens ++ More.

%% How strongly operators bind: {Left, Own, Right} and {Own, Right}.

inop_prec('=') -> {150, 100, 100};
inop_prec('!') -> {150, 100, 100};
inop_prec('orelse') -> {160, 150, 150};
inop_prec('andalso') -> {200, 160, 160};
inop_prec(Op) when Op =:= '=='; Op =:= '/='; Op =:= '=<'; Op =:= '<'; Op =:= '>='; Op =:= '>'; Op =:= '=:='; Op =:= '=/=' ->
    {300, 200, 300};
inop_prec(Op) when Op =:= '++'; Op =:= '--' -> {400, 300, 300};
inop_prec(Op) when Op =:= '+'; Op =:= '-'; Op =:= 'bor'; Op =:= 'bxor'; Op =:= 'bsl'; Op =:= 'bsr'; Op =:= 'or'; Op =:= 'xor' ->
    {400, 400, 500};
inop_prec(Op) when Op =:= '*'; Op =:= '/'; Op =:= 'div'; Op =:= 'rem'; Op =:= 'band'; Op =:= 'and' -> {500, 500, 600};
inop_prec('#') -> {800, 700, 800};
inop_prec(':') -> {900, 800, 900};
inop_prec('.') -> {900, 900, 1000}.

preop_prec('catch') -> {700, 100};
preop_prec(Op) when Op =:= '+'; Op =:= '-'; Op =:= 'bnot'; Op =:= 'not' -> {600, 700};
preop_prec('#') -> {700, 800}.

func_prec() -> {800, 700}.

max_prec() -> 900.

type_inop_prec('=') -> {150, 100, 100};
type_inop_prec('::') -> {150, 150, 160};
type_inop_prec('|') -> {180, 170, 170};
type_inop_prec('..') -> {300, 200, 300};
type_inop_prec(Op) when Op =/= 'or', Op =/= 'xor', Op =/= 'and', Op =/= ':', Op =/= '.' ->
    {_, Own, _} = Found = inop_prec(Op),
    true = Own >= 400,
    Found.

type_preop_prec(Op) when Op =:= '+'; Op =:= '-'; Op =:= 'bnot' -> {600, 700};
type_preop_prec('#') -> {700, 800}.

%% The place where an expression begins.
first_anno(Expr) ->
    fold_anno(fun(Anno, First) -> case erl_anno:location(Anno) < erl_anno:location(First) of true -> Anno; false -> First end end,
              element(2, Expr), Expr).

map_anno(F, Tree) ->
    {New, ok} = walk(fun(Anno, ok) -> {F(Anno), ok} end, ok, Tree),
    New.

fold_anno(F, Acc, Tree) ->
    {_, Result} = walk(fun(Anno, Sum) -> {Anno, F(Anno, Sum)} end, Acc, Tree),
    Result.

mapfold_anno(F, Acc, Tree) -> walk(F, Acc, Tree).

new_anno(Tree) -> map_anno(fun erl_anno:new/1, Tree).

anno_to_term(Tree) -> map_anno(fun erl_anno:to_term/1, Tree).

anno_from_term(Tree) -> map_anno(fun erl_anno:from_term/1, Tree).

%% Every annotation of a tree, from the outside in, left to right.
walk(F, Acc, Trees) when is_list(Trees) ->
    lists:mapfoldl(fun(Tree, Sum) -> walk(F, Sum, Tree) end, Acc, Trees);
walk(F, Acc, {Leaf, Anno, Value}) when Leaf =:= atom; Leaf =:= char; Leaf =:= integer; Leaf =:= float; Leaf =:= string;
                                       Leaf =:= var; Leaf =:= value ->
    {New, Sum} = F(Anno, Acc),
    {{Leaf, New, Value}, Sum};
walk(F, Acc, {bin_element, Anno, Value, Size, Types}) ->
    {New, Acc1} = F(Anno, Acc),
    {NewValue, Acc2} = walk(F, Acc1, Value),
    {NewSize, Acc3} = walk(F, Acc2, Size),
    {{bin_element, New, NewValue, NewSize, Types}, Acc3};
walk(F, Acc, {attribute, Anno, record, {Name, Fields}}) ->
    {New, Acc1} = F(Anno, Acc),
    {NewFields, Acc2} = walk(F, Acc1, Fields),
    {{attribute, New, record, {Name, NewFields}}, Acc2};
walk(F, Acc, {attribute, Anno, Name, Value}) ->
    {New, Sum} = F(Anno, Acc),
    {{attribute, New, Name, Value}, Sum};
walk(F, Acc, {function, Name, Arity} = Ref) when is_atom(Name), is_integer(Arity) ->
    _ = F,
    {Ref, Acc};
walk(F, Acc, {Tag, Parts}) when Tag =:= clauses ->
    {New, Sum} = walk(F, Acc, Parts),
    {{Tag, New}, Sum};
walk(F, Acc, {function, Module, Name, Arity}) when is_tuple(Module) ->
    {New, Sum} = walk(F, Acc, [Module, Name, Arity]),
    {list_to_tuple([function | New]), Sum};
walk(F, Acc, Node) when is_tuple(Node), tuple_size(Node) >= 2, is_atom(element(1, Node)) ->
    [Tag, Anno | Parts] = tuple_to_list(Node),
    {New, Acc1} = F(Anno, Acc),
    {NewParts, Acc2} = walk(F, Acc1, Parts),
    {list_to_tuple([Tag, New | NewParts]), Acc2};
walk(_F, Acc, Other) ->
    {Other, Acc}.
