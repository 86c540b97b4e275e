%% Stands in for OTP's erl_parse. The parser is native; here are the walks over annotations.
-module(erl_parse).
-export([parse_exprs/1, parse_form/1, parse_term/1, normalise/1, abstract/1, abstract/2, format_error/1,
         tokens/1, tokens/2, map_anno/2, fold_anno/3, mapfold_anno/3, new_anno/1, anno_to_term/1, anno_from_term/1]).

%% Natives.
parse_exprs(_Tokens) -> erlang:nif_error(undef).
parse_form(_Tokens) -> erlang:nif_error(undef).
parse_term(_Tokens) -> erlang:nif_error(undef).
normalise(_Form) -> erlang:nif_error(undef).
abstract(_Term) -> erlang:nif_error(undef).
abstract(_Term, _Options) -> erlang:nif_error(undef).
format_error(_Message) -> erlang:nif_error(undef).

tokens(Form) -> tokens(Form, []).

tokens(Form, More) ->
    {ok, Tokens, _} = erl_scan:string(lists:flatten(erl_pp:expr(Form))),
    Tokens ++ More.

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
