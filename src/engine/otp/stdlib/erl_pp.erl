%% Stands in for OTP's erl_pp, whole exported API.
%%
%% A form becomes a layout, which is then set from a column on:
%%   []                            nothing
%%   Character                     itself
%%   {text, Length, Chars}         what is never broken; words and names of this kind fill lines
%%   {atom, A}, {name, A}          atoms; the latter as a type
%%   {char, C}, {string, S}, {value, V}
%%   [Layout, ...]                 one behind the other
%%   {row, Open, Close, Separator, Layouts}   on one line if it fits, else on lines of their own below each other
%%   {lines, Separator, Layouts}   always on lines of their own
%%   {under, Head, Body}           Body on the same line, else indented below
%%   {beside, Head, Body}          the same, but a Body behind a short Head stays beside it
%%   {reserved, Layout}            the same, but it fills no line
%%   {remark, Remark, Layout}      Remark on a line before it, or nothing of it where nothing is broken
%%   {hook, Fun}                   Fun of a column gives characters
%% A separator is {Layout, spaced | tight} or {Layout, LayoutBeforeTheLast, spaced}.
%% Setting gives {Chars, Size}: Size is a width, or {line, Column} when there are lines and the last one ends there.
%% At a negative column nothing is broken.
-module(erl_pp).

-export([form/1, form/2, attribute/1, attribute/2, function/1, function/2, guard/1, guard/2, exprs/1, exprs/2, exprs/3,
         expr/1, expr/2, expr/3, expr/4, legalize_vars/1]).

-record(style, {encoding = latin1, constants = unicode, quoted = false, indent = 4, width = 72, hook = none, options = none}).

-define(SHORTEST_PIECE, 5).

form(Form) -> form(Form, none).
form(Form, Options) -> set(form_layout(Form, style(Options)), 0, Options).

attribute(Form) -> attribute(Form, none).
attribute(Form, Options) -> set(attribute_layout(Form, style(Options)), 0, Options).

function(Form) -> function(Form, none).
function(Form, Options) -> set(function_layout(Form, style(Options)), 0, Options).

guard(Guard) -> guard(Guard, none).
guard(Guard, Options) -> set(guard_layout(Guard, style(Options)), 0, Options).

exprs(Exprs) -> exprs(Exprs, 0, none).
exprs(Exprs, Options) -> exprs(Exprs, 0, Options).
exprs(Exprs, Column, Options) ->
    set({row, [], [], {$,, spaced}, expr_layouts(Exprs, style(Options))}, Column, Options).

expr(Expr) -> expr(Expr, 0, 0, none).
expr(Expr, Options) -> expr(Expr, 0, 0, Options).
expr(Expr, Column, Options) -> expr(Expr, Column, 0, Options).
expr(Expr, Column, Strength, Options) -> set(expr_layout(Expr, Strength, style(Options)), Column, Options).

%% Options are a list, or a hook alone.
style(Options) when is_list(Options) ->
    Encoding = case proplists:get_value(encoding, Options, epp:default_encoding()) of
                   latin1 -> latin1;
                   Unicode when Unicode =:= utf8; Unicode =:= unicode -> unicode
               end,
    #style{encoding = Encoding, constants = Encoding, quoted = proplists:get_bool(quote_singleton_atom_types, Options),
           indent = proplists:get_value(indent, Options, 4), width = proplists:get_value(linewidth, Options, 72),
           hook = proplists:get_value(hook, Options, none), options = Options};
style(Hook) -> #style{hook = Hook, options = Hook}.

%% Names that are no variables, as code without annotations may have, get names that are.
legalize_vars({function, Anno, Name, Arity, Clauses}) ->
    {_, Names} = variables(fun(Var, Seen) -> {Var, Seen#{element(3, Var) => true}} end, #{}, Clauses),
    Illegal = [V || V <- maps:keys(Names), is_illegal(V)],
    {Legal, _} = lists:foldl(fun legalized/2, {#{}, maps:without(Illegal, Names)}, Illegal),
    {New, _} = variables(fun({var, A, V}, Acc) -> {{var, A, maps:get(V, Legal, V)}, Acc} end, none, Clauses),
    {function, Anno, Name, Arity, New};
legalize_vars(Form) ->
    erlang:error(badarg, [Form]).

is_illegal(Name) ->
    [First | _] = atom_to_list(Name),
    First >= $a andalso First =< $z.

legalized(Name, {Legal, Taken}) ->
    [First | Rest] = atom_to_list(Name),
    New = free_name([First - 32 | Rest], Taken),
    {Legal#{Name => New}, Taken#{New => true}}.

free_name(Text, Taken) ->
    Name = list_to_atom(Text),
    case Taken of
        #{Name := _} -> free_name([$X | Text], Taken);
        #{} -> Name
    end.

variables(Fun, Acc, {var, _, Name} = Var) when is_atom(Name) -> Fun(Var, Acc);
variables(Fun, Acc, Tuple) when is_tuple(Tuple) ->
    {Parts, New} = variables(Fun, Acc, tuple_to_list(Tuple)),
    {list_to_tuple(Parts), New};
variables(Fun, Acc, [First | Rest]) ->
    {NewFirst, Acc1} = variables(Fun, Acc, First),
    {NewRest, Acc2} = variables(Fun, Acc1, Rest),
    {[NewFirst | NewRest], Acc2};
variables(_, Acc, Other) ->
    {Other, Acc}.

%%% Forms

form_layout({attribute, _, _, _} = Form, Style) -> attribute_layout(Form, Style);
form_layout({function, _, _, _, _} = Form, Style) -> function_layout(Form, Style);
form_layout({Tag, _} = Message, #style{constants = Encoding}) when Tag =:= error; Tag =:= warning ->
    text(io_lib:format(if Encoding =:= latin1 -> "~p\n"; true -> "~tp\n" end, [Message]));
form_layout({eof, _}, _) -> $\n.

attribute_layout({attribute, _, Name, Value}, Style) -> [attribute_layout(Name, Value, Style), text(".\n")].

attribute_layout(Tag, {Name, Type, Params}, Style) when Tag =:= type; Tag =:= opaque ->
    Head = call({atom, 0, Name}, Params, 0, plain(Style)),
    headed(text("-" ++ atom_to_list(Tag) ++ " "), typed(Head, Type));
attribute_layout(Tag, {Function, Clauses}, _) when Tag =:= spec; Tag =:= callback ->
    Name = case Function of
               {F, _} -> {atom, F};
               {M, F, _} -> [{atom, M}, $:, {atom, F}]
           end,
    Types = {lines, [$;], [signature(Type) || Type <- Clauses]},
    headed(text(lists:concat(["-", Tag, " "])), grouped([headed(Name, Types)]));
attribute_layout(module, {Name, Params}, Style) ->
    List = lists:foldr(fun(Var, Rest) -> {cons, 0, {var, 0, Var}, Rest} end, {nil, 0}, Params),
    usual(module, [{var, 0, dotted(Name)}, List], Style);
attribute_layout(module, Name, Style) -> usual(module, [{var, 0, dotted(Name)}], Style);
attribute_layout(export, Functions, _) -> bracketed(export, functions(Functions));
attribute_layout(import, {Name, Functions}, _) -> bracketed(import, [text(dotted(Name)), functions(Functions)]);
attribute_layout(import, Name, Style) when is_list(Name) -> usual(import, [{var, 0, dotted(Name)}], Style);
attribute_layout(export_type, Types, _) -> bracketed(export_type, functions(Types));
attribute_layout(optional_callbacks, Functions, Style) ->
    try bracketed(optional_callbacks, functions(Functions))
    catch _:_ -> usual(optional_callbacks, [constant(Functions, Style)], Style)
    end;
attribute_layout(file, {Name, Line}, Style) -> usual(file, [{string, 0, Name}, {integer, 0, Line}], Style);
attribute_layout(record, {Name, Fields}, Style) ->
    [headed([text("-record("), {atom, Name}, $,], record_fields(Fields, Style)), $)];
attribute_layout(Name, Value, Style) -> usual(Name, [constant(Value, Style)], Style).

constant(Value, #style{constants = Encoding}) -> erl_parse:abstract(Value, [{encoding, Encoding}]).

usual(Name, Args, Style) -> headed([$-, {atom, Name}], arguments(Args, plain(Style))).

bracketed(Name, Layouts) when is_list(Layouts) -> headed([$-, {atom, Name}], [{row, $(, $), {$,, spaced}, Layouts}]);
bracketed(Name, Layout) -> bracketed(Name, [Layout]).

functions([]) -> word('[]');
functions(Functions) ->
    Each = fun({Name, Arity}) -> [{atom, Name}, text(io_lib:format("/~w", [Arity]))] end,
    {row, $[, $], {$,, tight}, lists:map(Each, Functions)}.

dotted(Name) when is_atom(Name) -> io_lib:write(Name);
dotted(['' | Rest]) -> [$. | dotted(Rest)];
dotted([Name]) -> io_lib:write(Name);
dotted([Name | Rest]) -> [io_lib:write(Name), $. | dotted(Rest)].

function_layout({function, _, Name, _, Clauses}, Style) ->
    Each = fun({clause, Anno, Args, Guard, Body}) ->
               {under, guarded(call({atom, Anno, Name}, Args, 0, Style), Guard, Style), body(Body, Style)}
           end,
    [{lines, $;, [Each(Clause) || Clause <- Clauses]}, text(".\n")].

%%% Types

type(Type) -> type(Type, 0).

type({ann_type, _, [Var, Type]}, Least) ->
    {Left, Own, Right} = erl_parse:type_inop_prec('::'),
    enclosed(Own, Least, grouped([{beside, [type(Var, Left), word(' ::')], type(Type, Right)}]));
type({paren_type, _, [Type]}, Least) -> type(Type, Least);
type({type, _, union, Types}, Least) ->
    {_, Own, Right} = erl_parse:type_inop_prec('|'),
    enclosed(Own, Least, {row, [], [], {word(' |'), spaced}, [type(T, Right) || T <- Types]});
type({type, _, list, [Type]}, _) -> {row, $[, $], {$,, tight}, [type(Type)]};
type({type, _, nonempty_list, [Type]}, _) -> {row, $[, $], {$,, spaced}, [type(Type), text("...")]};
type({type, Anno, nil, []}, _) -> expr_layout({nil, Anno}, 0, #style{});
type({type, Anno, map, any}, _) -> named_type({atom, Anno, map}, []);
type({type, _, map, Pairs}, Least) ->
    {Own, _} = erl_parse:type_preop_prec('#'),
    enclosed(Own, Least, headed($#, braces([pair_type(Pair) || Pair <- Pairs])));
type({type, Anno, tuple, any}, _) -> named_type({atom, Anno, tuple}, []);
type({type, _, tuple, Types}, _) -> braces([type(T, 0) || T <- Types]);
type({type, _, record, [{atom, _, Name} | Fields]}, Least) ->
    {Own, _} = erl_parse:type_preop_prec('#'),
    Typed = [typed(expr_layout(F, 0, #style{}), T) || {type, _, field_type, [F, T]} <- Fields],
    enclosed(Own, Least, headed([[$#, {atom, Name}]], braces(Typed)));
type({type, _, range, [From, To]}, Least) ->
    {_, Own, Right} = erl_parse:type_inop_prec('..'),
    enclosed(Own, Least, {row, [], [], {word('..'), tight}, [expr_layout(E, Right, #style{}) || E <- [From, To]]});
type({type, _, binary, [Size, Unit]}, _) ->
    Most = erl_parse:max_prec(),
    Parts = [[text(Prefix), expr_layout(E, Most, #style{})] || {Prefix, E} <- [{"_:", Size}, {"_:_*", Unit}], not is_zero(E)],
    case Parts of
        [] -> text("<<>>");
        _ -> {row, word('<<'), word('>>'), {$,, spaced}, Parts}
    end;
type({type, _, 'fun', []}, _) -> text("fun()");
type({type, _, 'fun', [{type, _, any}, _]} = Fun, _) -> [fun_type([word('fun'), $(], Fun), $)];
type({type, _, 'fun', [{type, _, product, _}, _]} = Fun, _) -> [fun_type([word('fun'), $(], Fun), $)];
type({Tag, Anno, Name, Types}, _) when Tag =:= type; Tag =:= user_type -> named_type({atom, Anno, Name}, Types);
type({remote_type, Anno, [Module, Name, Types]}, _) -> named_type({remote, Anno, Module, Name}, Types);
type({atom, _, Name}, _) -> {name, Name};
type(Expr, Least) -> expr_layout(Expr, Least, #style{}).

is_zero({integer, _, 0}) -> true;
is_zero(_) -> false.

pair_type({type, _, Tag, [Key, Value]}) ->
    Arrow = case Tag of map_field_assoc -> text(" =>"); map_field_exact -> text(" :=") end,
    grouped([{beside, [type(Key, 0), Arrow], type(Value, 0)}]).

typed(Layout, Type) -> grouped([{beside, [Layout, word(' ::')], type(Type)}]).

signature({type, _, bounded_fun, [Fun, Constraints]}) ->
    Guard = grouped([{under, word('when'), {row, [], [], {$,, spaced}, [constraint(C) || C <- Constraints]}}]),
    grouped([{under, fun_type([], Fun), Guard}]);
signature(Fun) -> fun_type([], Fun).

constraint({type, _, constraint, [{atom, _, is_subtype}, [{var, _, _} = Var, Type]]}) ->
    typed(expr_layout(Var, 0, #style{}), Type);
constraint({type, _, constraint, [Tag, Types]}) -> named_type(Tag, Types).

fun_type(Before, {type, _, 'fun', [Args, Result]}) ->
    Params = case Args of
                 {type, _, any} -> text("(...)");
                 {type, _, product, Types} -> type_arguments(Types)
             end,
    headed(Before, {under, [Params, word(' ->')], type(Result)}).

named_type(Tag, Types) -> headed(expr_layout(Tag, 0, #style{}), type_arguments(Types)).

type_arguments(Types) -> {row, $(, $), {$,, spaced}, [type(T, 0) || T <- Types]}.

%%% Clauses

guarded(Head, Guard, Style) -> [grouped([{under, Head, guard_layout(Guard, Style)}]), word(' ->')].

guard_layout([], _) -> [];
guard_layout([Tests | _] = Guard, Style) when is_list(Tests) ->
    grouped([{under, word('when'), {row, [], [], {$;, spaced}, [tests(T, Style) || T <- Guard]}}]);
guard_layout(Tests, Style) -> guard_layout([Tests], Style).

tests(Tests, Style) -> {row, [], [], {$,, spaced}, expr_layouts(Tests, Style)}.

body([Expr], Style) -> expr_layout(Expr, 0, Style);
body(Exprs, Style) -> {lines, [$,], expr_layouts(Exprs, Style)}.

clauses(Clauses, Head, Style) -> {lines, [$;], [{under, Head(Clause), body(element(5, Clause), Style)} || Clause <- Clauses]}.

%% Clauses of case, receive and else.
pattern_clauses(Clauses, Style) ->
    clauses(Clauses, fun({clause, _, [Pattern], Guard, _}) -> guarded(expr_layout(Pattern, 0, Style), Guard, Style) end, Style).

if_head({clause, _, [], [], _}, _) -> [text("true"), word(' ->')];
if_head({clause, _, [], [Tests | _] = Guard, _}, Style) when is_list(Tests) ->
    [{row, [], [], {$;, tight}, [tests(T, Style) || T <- Guard]}, word(' ->')];
if_head({clause, Anno, [], Tests, Body}, Style) -> if_head({clause, Anno, [], [Tests], Body}, Style).

catch_head({clause, _, [{tuple, _, [Class, Pattern, Stack]}], Guard, _}, Style) ->
    Front = [expr_layout(Class, 0, Style), $:, expr_layout(Pattern, 0, Style)],
    guarded(case Stack of
                {var, _, '_'} -> Front;
                _ -> Front ++ [$:, expr_layout(Stack, 0, Style)]
            end, Guard, Style).

fun_clauses(Clauses, Name, Style) ->
    Head = fun({clause, _, Args, Guard, _}) ->
               Usual = guarded(arguments(Args, Style), Guard, Style),
               if Name =:= none -> Usual; true -> [text_of_name(Name), Usual] end
           end,
    clauses(Clauses, Head, Style).

text_of_name(Name) -> atom_to_list(Name).

%%% Expressions

expr_layouts(Exprs, Style) -> [expr_layout(Expr, 0, Style) || Expr <- Exprs].

expr_layout({var, _, V}, _, _) when is_integer(V) -> text(io_lib:format("_~w", [V]));
expr_layout({var, _, V}, _, _) -> text(io_lib:format("~ts", [V]));
expr_layout({char, _, C}, _, _) -> {char, C};
expr_layout({Number, _, Value}, _, _) when Number =:= integer; Number =:= float -> text(io_lib:write(Value));
expr_layout({atom, _, A}, _, _) -> {atom, A};
expr_layout({string, _, S}, _, _) -> {string, S};
expr_layout({nil, _}, _, _) -> word('[]');
expr_layout({cons, _, Head, Tail}, _, Style) -> list(Tail, [Head], Style);
expr_layout({lc, _, Template, Qualifiers}, _, Style) ->
    comprehension($[, $], expr_layout(Template, 0, Style), Qualifiers, Style);
expr_layout({bc, _, Template, Qualifiers}, _, Style) ->
    comprehension(word('<<'), word('>>'), expr_layout(Template, erl_parse:max_prec(), Style), Qualifiers, Style);
expr_layout({tuple, _, Elements}, _, Style) -> braces(expr_layouts(Elements, Style));
expr_layout({record_index, _, Name, Field}, Least, Style) ->
    {Own, Right} = erl_parse:preop_prec('#'),
    enclosed(Own, Least, [[$#, {atom, Name}], $., expr_layout(Field, Right, Style)]);
expr_layout({record, _, Name, Fields}, Least, Style) ->
    {Own, _} = erl_parse:preop_prec('#'),
    enclosed(Own, Least, headed([$#, {atom, Name}], record_fields(Fields, Style)));
expr_layout({record_field, _, Record, Name, Field}, Least, Style) ->
    {Left, Own, Right} = erl_parse:inop_prec('#'),
    Mark = [gap(Record), $#, {atom, Name}, $.],
    enclosed(Own, Least, [expr_layout(Record, Left, Style), Mark, expr_layout(Field, Right, Style)]);
expr_layout({record, _, Record, Name, Fields}, Least, Style) ->
    {Left, Own, _} = erl_parse:inop_prec('#'),
    Head = [expr_layout(Record, Left, Style), gap(Record), [$#, {atom, Name}]],
    enclosed(Own, Least, headed(Head, record_fields(Fields, Style)));
expr_layout({record_field, _, {atom, _, ''}, Field}, Least, Style) ->
    {_, Own, Right} = erl_parse:inop_prec('.'),
    enclosed(Own, Least, [$., expr_layout(Field, Right, Style)]);
expr_layout({record_field, _, Record, Field}, Least, Style) ->
    {Left, Own, Right} = erl_parse:inop_prec('.'),
    enclosed(Own, Least, [expr_layout(Record, Left, Style), $., expr_layout(Field, Right, Style)]);
expr_layout({map, _, Fields}, Least, Style) ->
    {Own, _} = erl_parse:preop_prec('#'),
    enclosed(Own, Least, headed($#, map_fields(Fields, Style)));
expr_layout({map, _, Map, Fields}, Least, Style) ->
    {Left, Own, _} = erl_parse:inop_prec('#'),
    enclosed(Own, Least, headed([expr_layout(Map, Left, Style), gap(Map), $#], map_fields(Fields, Style)));
expr_layout({block, _, Exprs}, _, Style) -> ended([{under, word('begin'), body(Exprs, Style)}]);
expr_layout({'if', _, Clauses}, _, Style) ->
    ended([{under, word('if'), clauses(Clauses, fun(C) -> if_head(C, Style) end, Style)}]);
expr_layout({'case', _, Expr, Clauses}, _, Style) ->
    Head = grouped([{under, word('case'), expr_layout(Expr, 0, Style)}, reserved('of')]),
    ended([{under, Head, pattern_clauses(Clauses, Style)}]);
expr_layout({'cond', _, Clauses}, _, Style) ->
    Head = fun({clause, _, [], [[Test]], _}) -> [expr_layout(Test, 0, Style), word(' ->')] end,
    ended([{under, text("cond"), clauses(Clauses, Head, Style)}]);
expr_layout({'receive', _, Clauses}, _, Style) -> ended([{under, word('receive'), pattern_clauses(Clauses, Style)}]);
expr_layout({'receive', _, Clauses, Time, Body}, _, Style) ->
    After = grouped([{under, [expr_layout(Time, 0, Style), word(' ->')], body(Body, Style)}]),
    ended([{under, word('receive'), pattern_clauses(Clauses, Style)}, {under, word('after'), After}]);
expr_layout({'fun', _, {function, Name, Arity}}, _, _) ->
    [text("fun "), {atom, Name}, text(io_lib:format("/~w", [Arity]))];
expr_layout({'fun', _, {function, Module, Name, Arity}}, _, Style) ->
    [text("fun "), expr_layout(Module, 0, Style), $:, expr_layout(Name, 0, Style), $/, expr_layout(Arity, 0, Style)];
expr_layout({'fun', _, {clauses, Clauses}}, _, Style) -> ended([headed(word('fun'), fun_clauses(Clauses, none, Style))]);
expr_layout({named_fun, _, Name, Clauses}, _, Style) ->
    ended([headed([word('fun'), " "], fun_clauses(Clauses, Name, Style))]);
expr_layout({'fun', Anno, What, Info}, Least, Style) -> remarked(Info, expr_layout({'fun', Anno, What}, Least, Style));
expr_layout({named_fun, Anno, Name, Clauses, Info}, Least, Style) ->
    remarked(Info, expr_layout({named_fun, Anno, Name, Clauses}, Least, Style));
expr_layout({call, _, {remote, _, {atom, _, Module}, {atom, _, Name} = Local} = Remote, Args}, Least, Style) ->
    IsAuto = Name =/= float andalso erl_internal:bif(Module, Name, length(Args)),
    call(if IsAuto -> Local; true -> Remote end, Args, Least, Style);
expr_layout({call, _, Name, Args}, Least, Style) -> call(Name, Args, Least, Style);
expr_layout({'try', _, Body, Clauses, Handlers, After}, _, Style) ->
    Try = {under, word('try'), body(Body, Style)},
    ended([case Clauses of
               [] -> Try;
               _ -> {under, grouped([Try, reserved('of')]), pattern_clauses(Clauses, Style)}
           end]
          ++ [{under, word('catch'), clauses(Handlers, fun(C) -> catch_head(C, Style) end, Style)} || Handlers =/= []]
          ++ [{under, word('after'), body(After, Style)} || After =/= []]);
expr_layout({'catch', _, Expr}, Least, Style) ->
    {Own, Right} = erl_parse:preop_prec('catch'),
    enclosed(Own, Least, grouped([{under, word('catch'), expr_layout(Expr, Right, Style)}]));
expr_layout({'maybe', _, Exprs}, _, Style) -> ended([{under, word('maybe'), body(Exprs, Style)}]);
expr_layout({'maybe', _, Exprs, {'else', _, Clauses}}, _, Style) ->
    ended([{under, word('maybe'), body(Exprs, Style)}, {under, word('else'), pattern_clauses(Clauses, Style)}]);
expr_layout({maybe_match, _, Pattern, Expr}, _, Style) ->
    grouped([{beside, [expr_layout(Pattern, 0, Style), text(" ?=")], expr_layout(Expr, 0, Style)}]);
expr_layout({match, _, Pattern, Expr}, Least, Style) ->
    {Left, Own, Right} = erl_parse:inop_prec('='),
    enclosed(Own, Least, grouped([{beside, [expr_layout(Pattern, Left, Style), word(' =')], expr_layout(Expr, Right, Style)}]));
expr_layout({op, _, Op, Arg}, Least, Style) ->
    {Own, Right} = erl_parse:preop_prec(Op),
    Blank = if Op =:= '+'; Op =:= '-' -> ""; true -> " " end,
    enclosed(Own, Least, [{reserved, text(atom_to_list(Op) ++ Blank)}, expr_layout(Arg, Right, Style)]);
expr_layout({op, _, Op, Left, Right}, Least, Style) ->
    {LeftLeast, Own, RightLeast} = erl_parse:inop_prec(Op),
    Parts = [expr_layout(Left, LeftLeast, Style), {reserved, text(atom_to_list(Op))}, expr_layout(Right, RightLeast, Style)],
    enclosed(Own, Least, case Op =:= 'orelse' orelse Op =:= 'andalso' of
                             true -> {lines, [[]], Parts};
                             false -> grouped(Parts)
                         end);
expr_layout({remote, _, Module, Name}, Least, Style) ->
    {Left, Own, Right} = erl_parse:inop_prec(':'),
    enclosed(Own, Least, [expr_layout(Module, Left, Style), $:, expr_layout(Name, Right, Style)]);
expr_layout({bin, _, []}, _, _) -> text("<<>>");
expr_layout({bin, _, Elements}, _, Style) ->
    [word('<<'), {row, [], [], {$,, tight}, [segment(E, Style) || E <- Elements]}, word('>>')];
expr_layout({value, _, Value}, _, _) -> {value, Value};
expr_layout(Other, _, #style{hook = none}) -> text(io_lib:format("INVALID-FORM:~w:", [Other]));
expr_layout(Other, Least, #style{hook = {Module, Name, Extra} = Hook}) when Module =/= 'fun' ->
    {hook, fun(Column) -> apply(Module, Name, [Other, Column, Least, Hook | Extra]) end};
expr_layout(Other, Least, #style{hook = Fun, options = Options}) ->
    {hook, fun(Column) -> Fun(Other, Column, Least, Options) end}.

%% A `#` behind digits would be a base.
gap({integer, _, _}) -> $\s;
gap({'fun', _, {function, _, _}}) -> $\s;
gap({'fun', _, {function, _, _, _}}) -> $\s;
gap(_) -> [].

call(Name, Args, Least, Style) ->
    {Inner, Own} = erl_parse:func_prec(),
    enclosed(Own, Least, headed(expr_layout(Name, Inner, Style), arguments(Args, Style))).

arguments(Args, Style) -> {row, $(, $), {$,, spaced}, expr_layouts(Args, Style)}.

braces([]) -> text("{}");
braces(Layouts) -> {row, ${, $}, {$,, spaced}, Layouts}.

record_fields(Fields, Style) -> braces([record_field(F, Style) || F <- Fields]).

record_field({record_field, _, Name}, Style) -> expr_layout(Name, 0, Style);
record_field({record_field, _, Name, Value}, Style) -> record_value(Name, Value, fun(Layout) -> Layout end, Style);
record_field({typed_record_field, {record_field, _, Name, Value}, Type}, Style) ->
    record_value(Name, Value, fun(Layout) -> typed(Layout, Type) end, Style);
record_field({typed_record_field, Field, Type}, Style) -> typed(record_field(Field, Style), Type).

record_value(Name, Value, Typed, Style) ->
    {Left, _, Right} = erl_parse:inop_prec('='),
    grouped([{beside, [expr_layout(Name, Left, Style), word(' =')], Typed(expr_layout(Value, Right, Style))}]).

map_fields(Fields, Style) ->
    braces([grouped([{under, [expr_layout(Key, 0, Style), map_arrow(Tag)], expr_layout(Value, 0, Style)}])
            || {Tag, _, Key, Value} <- Fields]).

map_arrow(map_field_assoc) -> text(" =>");
map_arrow(map_field_exact) -> text(" :=").

list({cons, _, Head, Tail}, Heads, Style) -> list(Tail, [Head | Heads], Style);
list({nil, _}, Heads, Style) -> {row, $[, $], {$,, spaced}, expr_layouts(lists:reverse(Heads), Style)};
list(Tail, Heads, Style) ->
    {row, $[, $], {$,, word(' |'), spaced}, expr_layouts(lists:reverse(Heads, [Tail]), Style)}.

comprehension(Open, Close, Template, Qualifiers, Style) ->
    Inside = grouped([{under, [Template, text(" ||")], {lines, [$,], [qualifier(Q, Style) || Q <- Qualifiers]}}]),
    grouped([{row, Open, [], {[], spaced}, [{remark, text(" "), [Inside]}]}, Close]).

qualifier({generate, _, Pattern, Expr}, Style) -> generator(Pattern, text(" <-"), Expr, Style);
qualifier({b_generate, _, Pattern, Expr}, Style) -> generator(Pattern, text(" <="), Expr, Style);
qualifier(Test, Style) -> expr_layout(Test, 0, Style).

generator(Pattern, Arrow, Expr, Style) ->
    grouped([{under, [expr_layout(Pattern, 0, Style), Arrow], expr_layout(Expr, 0, Style)}]).

segment({bin_element, _, Value, Size, Types}, Style) ->
    Most = erl_parse:max_prec(),
    Front = expr_layout(Value, Most, Style),
    Sized = if Size =:= default -> Front; true -> [Front, $:, expr_layout(Size, Most, Style)] end,
    if
        Types =:= default -> Sized;
        true -> [Sized, $/ | lists:join($-, [segment_type(T) || T <- Types])]
    end.

segment_type({Name, Value}) -> [segment_type(Name), $:, segment_type(Value)];
segment_type(Value) -> expr_layout(erl_parse:abstract(Value), 0, #style{}).

remarked(Info, Layout) -> {remark, [text("% fun-info: "), {value, Info}], Layout}.

%%% Parts of layouts

plain(Style) -> Style#style{hook = none}.

text(Chars) -> {text, string:length(Chars), Chars}.

word(Word) -> text(atom_to_list(Word)).

%% A word that never fills a line.
reserved(Word) -> {reserved, word(Word)}.

headed(Head, Layout) -> {row, Head, [], {[], spaced}, [Layout]}.

grouped(Layouts) -> {row, [], [], {[], spaced}, Layouts}.

ended(Layouts) -> grouped(Layouts ++ [reserved('end')]).

enclosed(Own, Least, Layout) when Own < Least -> [$(, Layout, $)];
enclosed(_, _, Layout) -> Layout.

%%% Setting

set(Layout, Column, Options) ->
    {Chars, _} = lay(Layout, Column, style(Options)),
    [Chars].

lay([], _, _) -> {[], 0};
lay(C, _, _) when is_integer(C) -> {C, 1};
lay({text, Length, Chars}, _, _) -> {Chars, Length};
lay({reserved, Layout}, Column, Style) -> lay(Layout, Column, Style);
lay([First | Rest], Column, Style) -> in_turn(lay(First, Column, Style), Rest, Column, Style);
lay({row, Open, Close, Separator, Layouts}, Column, Style) ->
    Opening = lay(Open, Column, Style),
    Inner = column_behind(Opening, Column),
    Halves = halves(Layouts, Separator, Close, Inner, Style),
    {Chars, Sizes} = lists:unzip(not_empty(lists:append(Halves))),
    {OpenChars, OpenSizes} = lists:unzip(not_empty([Opening])),
    Gaps = case is_spaced(Separator) of true -> max(0, length(Chars) - 1); false -> 0 end,
    case width_on_line(OpenSizes ++ Sizes, Gaps, Column, Style) of
        too_wide ->
            Joined = [whole(Half, Inner, Style) || Half <- Halves],
            {Set, Size} = on_lines(Joined, Layouts, Inner, Gaps > 0, Style),
            {[OpenChars, Set], ends_at(Size, Column)};
        Width ->
            {OpenChars ++ if Gaps > 0 -> separated(Chars, $\s); true -> Chars end, Width}
    end;
lay({lines, Separator, Layouts}, Column, Style) when Column < 0 ->
    Between = case Separator of
                  [Layout] -> {Layout, spaced};
                  _ -> {Separator, tight}
              end,
    lay({row, [], [], Between, Layouts}, Column, Style);
lay({lines, Separator, Layouts}, Column, Style) ->
    Halves = halves(Layouts, {Separator, tight}, [], Column, Style),
    case not_empty(lists:append(Halves)) of
        [] -> {[], 0};
        Some ->
            Lines = not_empty([whole(Half, Column, Style) || Half <- Halves]),
            {below_each_other([Chars || {Chars, _} <- Lines], Column), ends_at(element(2, lists:last(Some)), Column)}
    end;
lay({remark, _, Layout}, Column, Style) when Column < 0 -> lay(Layout, Column, Style);
lay({remark, Remark, Layout}, Column, Style) -> lay({lines, [[]], [Remark, Layout]}, Column, Style);
lay({atom, A}, _, Style) -> flat(atom_chars(A, Style));
lay({name, A}, _, #style{quoted = true, encoding = latin1}) -> flat(io_lib:write_string_as_latin1(atom_to_list(A), $'));
lay({name, A}, _, #style{quoted = true}) -> flat(io_lib:write_string(atom_to_list(A), $'));
lay({name, A}, _, Style) -> flat(atom_chars(A, Style));
lay({char, C}, _, #style{encoding = latin1}) -> flat(io_lib:write_char_as_latin1(C));
lay({char, C}, _, _) -> flat(io_lib:write_char(C));
lay({value, V}, _, #style{encoding = Encoding}) -> flat(io_lib_pretty:print(V, [{encoding, Encoding}]));
lay({string, S}, Column, Style) when Column < 0; S =:= [] -> flat(string_chars(S, Style));
lay({string, S}, Column, #style{width = Width} = Style) ->
    Room = max(Width - Column, ?SHORTEST_PIECE),
    lay(grouped(pieces(S, Room, Room, Style)), Column, Style);
lay({hook, Fun}, Column, _) ->
    Chars = Fun(Column),
    {Chars, hooked_size(Chars, Column)}.

atom_chars(A, #style{encoding = latin1}) -> io_lib:write_atom_as_latin1(A);
atom_chars(A, _) -> io_lib:write_atom(A).

string_chars(S, #style{encoding = latin1}) -> io_lib:write_string_as_latin1(S);
string_chars(S, _) -> io_lib:write_string(S).

flat(Chars0) ->
    Chars = lists:flatten(Chars0),
    {Chars, string:length(Chars)}.

%% A string in pieces that fit.
pieces([], _, _, _) -> [];
pieces(S, Count, Room, Style) ->
    Front = string:slice(S, 0, Count),
    Chars = lists:flatten(string_chars(Front, Style)),
    Length = string:length(Chars),
    if
        Length > Room, Count > ?SHORTEST_PIECE -> pieces(S, Count - 1, Room, Style);
        true -> [{text, Length, Chars} | pieces(string:slice(S, string:length(Front)), Room, Room, Style)]
    end.

hooked_size(Chars, Column) when Column < 0 -> string:length(Chars);
hooked_size(Chars, Column) ->
    Flat = lists:flatten(Chars),
    case string:split(Flat, "\n", trailing) of
        [_, Last] -> {line, string:length(Last)};
        [_] -> Column + string:length(Flat)
    end.

%% Layouts behind one that is set.
in_turn({_, _} = First, Layouts, Column, Style) ->
    {Set, _} = lists:mapfoldl(fun(Layout, At) ->
                                  One = lay(Layout, At, Style),
                                  {One, column_behind(One, At)}
                              end, column_behind(First, Column), Layouts),
    {Chars, Sizes} = lists:unzip(not_empty([First | Set])),
    {Chars, total(Sizes)}.

%% Each layout of a row with what follows it, as two halves; the second is empty but for {under, ...} and {beside, ...}.
halves([], _, Close, Column, Style) -> [[lay(Close, Column, Style)]];
halves([Layout], _, Close, Column, Style) -> [halved(Layout, Close, Column, Style)];
halves([Layout, Last], Separator, Close, Column, Style) ->
    [halved(Layout, last_separator(Separator), Column, Style), halved(Last, Close, Column, Style)];
halves([Layout | Rest], Separator, Close, Column, Style) ->
    [halved(Layout, separator(Separator), Column, Style) | halves(Rest, Separator, Close, Column, Style)].

separator({Usual, _, spaced}) -> [Usual];
separator({Usual, spaced}) -> [Usual];
separator({Usual, tight}) -> Usual.

last_separator({_, Last, spaced}) -> [Last];
last_separator(Separator) -> separator(Separator).

is_spaced(Separator) -> element(tuple_size(Separator), Separator) =:= spaced.

halved({under, Head, Body}, After, Column, Style) ->
    [lay(Head, Column, Style), lay([Body, After], moved(Column, Style#style.indent), Style)];
halved({beside, Head, Body}, After, Column, #style{indent = Indent} = Style) ->
    case lay(Head, Column, Style) of
        {_, Size} = Set when is_integer(Size), Size < Indent ->
            [in_turn(Set, [$\s, Body, After], Column, Style), {[], 0}];
        Set -> [Set, lay([Body, After], moved(Column, Indent), Style)]
    end;
halved(Layout, After, Column, Style) -> [lay([Layout, After], Column, Style), {[], 0}].

%% Two halves as one: the second goes below, indented.
whole([{_, 0}, {_, 0}], _, _) -> {[], 0};
whole([First, {_, 0}], _, _) -> First;
whole([One], _, _) -> One;
whole([{Chars1, Size1}, {Chars2, Size2}], Column, #style{indent = Indent}) ->
    {separated([Chars1, Chars2], line_at(Column + Indent)), total([Size1, Size2])}.

not_empty(Set) -> [One || {_, Size} = One <- Set, Size =/= 0].

width_on_line(Sizes, Gaps, Column, #style{width = Width}) ->
    case lists:all(fun is_integer/1, Sizes) of
        false -> too_wide;
        true ->
            Total = lists:sum(Sizes) + Gaps,
            case moved(Column, Total) =< Width of
                true -> Total;
                false -> too_wide
            end
    end.

%% Layouts on lines of their own; words and names fill lines.
on_lines([{Chars, Size}], [], _, _, _) -> {Chars, Size};
on_lines([{Chars, Size} | Rest], [Layout | Layouts], Column, Gaps, #style{width = Width} = Style) ->
    At = case is_filling(Layout) of
             true when is_integer(Size) -> Column + Size;
             _ -> Width + 1
         end,
    on_lines(Rest, Layouts, Column, At, Gaps, Size, [Chars], Style).

on_lines([{Chars, Size} | Rest], [Layout | Layouts], Column, At, Gaps, Length, Set, #style{width = Width} = Style) ->
    case is_filling(Layout) of
        true when is_integer(Size), At + Size + 1 =< Width ->
            New = if Gaps -> [Chars, $\s | Set]; true -> [Chars | Set] end,
            on_lines(Rest, Layouts, Column, At + Size + 1, Gaps, Length + Size + 1, New, Style);
        true when is_integer(Size) ->
            on_lines(Rest, Layouts, Column, Column + Size, Gaps, Size + 1, [Chars, line_at(Column) | Set], Style);
        _ ->
            on_lines(Rest, Layouts, Column, Width + 1, Gaps, 0, [Chars, line_at(Column) | Set], Style)
    end;
on_lines(_, _, _, _, _, Length, Set, _) -> {lists:reverse(Set), Length}.

is_filling({atom, _}) -> true;
is_filling({name, _}) -> true;
is_filling({text, _, _}) -> true;
is_filling(_) -> false.

below_each_other(Lines, Column) -> separated(Lines, line_at(Column)).

separated([First | Rest], Separator) -> [First | [[Separator, Chars] || Chars <- Rest]].

line_at(0) -> $\n;
line_at(Column) -> [$\n | lists:duplicate(Column, $\s)].

%% The size of what stands in a row: from the last line on only that counts.
total(Sizes) ->
    lists:foldl(fun({line, At}, _) -> {line, At};
                   (Size, {line, At}) -> {line, At + Size};
                   (Size, Sum) -> Sum + Size
                end, 0, Sizes).

ends_at({line, _} = Size, _) -> Size;
ends_at(Size, Column) when Column >= 0 -> {line, Size + Column}.

column_behind({_, {line, At}}, _) -> At;
column_behind({_, Size}, Column) -> moved(Column, Size).

%% A column that is negative stays.
moved(Column, _) when Column < 0 -> Column;
moved(Column, Count) -> Column + Count.
