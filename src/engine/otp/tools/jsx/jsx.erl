%% Stand-in for jsx: JSON text to terms and back.
%% Objects are proplists ([{}] when empty), or maps with the option return_maps;
%% arrays are lists, strings are UTF-8 binaries, null is an atom.
%% Missing: the streaming interface, pretty-printing, options but return_maps
%% and {labels, binary | atom}.
-module(jsx).

-export([encode/1, encode/2, decode/1, decode/2, is_json/1, is_term/1]).

-type json_term() :: [{binary() | atom(), json_term()}] | [{}] | [json_term()] | map()
                   | true | false | null | integer() | float() | binary() | atom().
-export_type([json_term/0]).

-spec encode(json_term()) -> binary().
encode(Term) -> encode(Term, []).

%% Raises badarg on a term that has no JSON form.
-spec encode(json_term(), list()) -> binary().
encode(Term, _Opts) ->
    iolist_to_binary(value(Term)).

-spec decode(binary()) -> json_term().
decode(Json) -> decode(Json, []).

%% Raises badarg on text that is no JSON.
-spec decode(binary(), list()) -> json_term().
decode(Json, Opts) when is_binary(Json) ->
    Config = {proplists:get_bool(return_maps, Opts), proplists:get_value(labels, Opts, binary)},
    {Value, Rest} = parse(blank(Json), Config),
    case blank(Rest) of
        <<>> -> Value;
        _ -> error(badarg)
    end.

-spec is_json(term()) -> boolean().
is_json(Json) ->
    try decode(Json) of _ -> true
    catch error:_ -> false
    end.

-spec is_term(term()) -> boolean().
is_term(Term) ->
    try encode(Term) of _ -> true
    catch error:_ -> false
    end.

value(Map) when is_map(Map) -> object(maps:to_list(Map));
value([{}]) -> <<"{}">>;
value([{_, _} | _] = Pairs) -> object(Pairs);
value([]) -> <<"[]">>;
value(List) when is_list(List) -> [$[, lists:join($,, [value(V) || V <- List]), $]];
value(Text) when is_binary(Text) -> string(Text);
value(Atom) when Atom =:= true; Atom =:= false; Atom =:= null -> atom_to_binary(Atom, utf8);
value(Atom) when is_atom(Atom) -> string(atom_to_binary(Atom, utf8));
value(Int) when is_integer(Int) -> integer_to_binary(Int);
value(Float) when is_float(Float) -> float_to_binary(Float, [short]);
value(_) -> error(badarg).

object(Pairs) ->
    [${, lists:join($,, [[string(label(K)), $:, value(V)] || {K, V} <- Pairs]), $}].

label(Key) when is_binary(Key) -> Key;
label(Key) when is_atom(Key) -> atom_to_binary(Key, utf8);
label(Key) when is_integer(Key) -> integer_to_binary(Key);
label(_) -> error(badarg).

string(Text) -> [$", escape(Text, <<>>), $"].

escape(<<>>, Acc) -> Acc;
escape(<<$", Rest/binary>>, Acc) -> escape(Rest, <<Acc/binary, "\\\"">>);
escape(<<$\\, Rest/binary>>, Acc) -> escape(Rest, <<Acc/binary, "\\\\">>);
escape(<<$\n, Rest/binary>>, Acc) -> escape(Rest, <<Acc/binary, "\\n">>);
escape(<<$\r, Rest/binary>>, Acc) -> escape(Rest, <<Acc/binary, "\\r">>);
escape(<<$\t, Rest/binary>>, Acc) -> escape(Rest, <<Acc/binary, "\\t">>);
escape(<<$\b, Rest/binary>>, Acc) -> escape(Rest, <<Acc/binary, "\\b">>);
escape(<<$\f, Rest/binary>>, Acc) -> escape(Rest, <<Acc/binary, "\\f">>);
escape(<<C/utf8, Rest/binary>>, Acc) when C < 32 ->
    escape(Rest, <<Acc/binary, (iolist_to_binary(io_lib:format("\\u~4.16.0b", [C])))/binary>>);
escape(<<C/utf8, Rest/binary>>, Acc) -> escape(Rest, <<Acc/binary, C/utf8>>);
escape(_, _) -> error(badarg).

parse(<<"{", Rest/binary>>, Config) -> members(blank(Rest), [], Config);
parse(<<"[", Rest/binary>>, Config) -> elements(blank(Rest), [], Config);
parse(<<$", Rest/binary>>, _Config) -> text(Rest, <<>>);
parse(<<"true", Rest/binary>>, _Config) -> {true, Rest};
parse(<<"false", Rest/binary>>, _Config) -> {false, Rest};
parse(<<"null", Rest/binary>>, _Config) -> {null, Rest};
parse(Text, _Config) -> number(Text).

members(<<"}", Rest/binary>>, [], Config) ->
    {to_object([], Config), Rest};
members(<<$", Rest/binary>>, Acc, {_, Labels} = Config) ->
    {Key, AfterKey} = text(Rest, <<>>),
    <<":", AfterColon/binary>> = expect(blank(AfterKey), $:),
    {Value, AfterValue} = parse(blank(AfterColon), Config),
    NewAcc = [{to_label(Key, Labels), Value} | Acc],
    case blank(AfterValue) of
        <<",", More/binary>> ->
            members(expect(blank(More), $"), NewAcc, Config);
        <<"}", More/binary>> ->
            {to_object(lists:reverse(NewAcc), Config), More};
        _ ->
            error(badarg)
    end;
members(_, _, _) ->
    error(badarg).

to_object(Pairs, {true, _}) -> maps:from_list(Pairs);
to_object([], {false, _}) -> [{}];
to_object(Pairs, {false, _}) -> Pairs.

to_label(Key, binary) -> Key;
to_label(Key, atom) -> binary_to_atom(Key, utf8).

elements(<<"]", Rest/binary>>, [], _Config) ->
    {[], Rest};
elements(Text, Acc, Config) ->
    {Value, AfterValue} = parse(Text, Config),
    case blank(AfterValue) of
        <<",", More/binary>> -> elements(blank(More), [Value | Acc], Config);
        <<"]", More/binary>> -> {lists:reverse(Acc, [Value]), More};
        _ -> error(badarg)
    end.

text(<<$", Rest/binary>>, Acc) -> {Acc, Rest};
text(<<"\\u", Hex:4/binary, Rest/binary>>, Acc) -> unicode(hex(Hex), Rest, Acc);
text(<<"\\", C, Rest/binary>>, Acc) -> text(Rest, <<Acc/binary, (unescape(C))>>);
text(<<C/utf8, Rest/binary>>, Acc) when C >= 32 -> text(Rest, <<Acc/binary, C/utf8>>);
text(_, _) -> error(badarg).

unicode(High, <<"\\u", Hex:4/binary, Rest/binary>>, Acc) when High >= 16#D800, High < 16#DC00 ->
    Char = 16#10000 + ((High - 16#D800) bsl 10) + (hex(Hex) - 16#DC00),
    text(Rest, <<Acc/binary, Char/utf8>>);
unicode(Char, Rest, Acc) ->
    text(Rest, <<Acc/binary, Char/utf8>>).

hex(Digits) -> binary_to_integer(Digits, 16).

unescape($n) -> $\n;
unescape($r) -> $\r;
unescape($t) -> $\t;
unescape($b) -> $\b;
unescape($f) -> $\f;
unescape(C) when C =:= $"; C =:= $\\; C =:= $/ -> C;
unescape(_) -> error(badarg).

%% An integer, and a fraction or an exponent that make it a float.
number(<<"-", Rest/binary>>) ->
    {Value, After} = number(Rest),
    {-Value, After};
number(Text) ->
    {Int, AfterInt} = digits(Text, <<>>),
    case Int of
        <<"0", _, _/binary>> -> error(badarg);
        _ -> ok
    end,
    {Fraction, AfterFraction} = case AfterInt of
        <<".", F/binary>> -> digits(F, <<>>);
        _ -> {none, AfterInt}
    end,
    case {Fraction, exponent(AfterFraction)} of
        {none, {none, After}} -> {binary_to_integer(Int), After};
        {none, {Exp, After}} -> {binary_to_float(<<Int/binary, ".0e", Exp/binary>>), After};
        {_, {none, After}} -> {binary_to_float(<<Int/binary, ".", Fraction/binary>>), After};
        {_, {Exp, After}} ->
            {binary_to_float(<<Int/binary, ".", Fraction/binary, "e", Exp/binary>>), After}
    end.

exponent(<<E, "-", Rest/binary>>) when E =:= $e; E =:= $E -> digits(Rest, <<"-">>);
exponent(<<E, "+", Rest/binary>>) when E =:= $e; E =:= $E -> digits(Rest, <<>>);
exponent(<<E, Rest/binary>>) when E =:= $e; E =:= $E -> digits(Rest, <<>>);
exponent(Rest) -> {none, Rest}.

%% At least one digit, behind what was read before.
digits(<<C, Rest/binary>>, Acc) when C >= $0, C =< $9 -> more_digits(Rest, <<Acc/binary, C>>);
digits(_, _) -> error(badarg).

more_digits(<<C, Rest/binary>>, Acc) when C >= $0, C =< $9 -> more_digits(Rest, <<Acc/binary, C>>);
more_digits(Rest, Acc) -> {Acc, Rest}.

expect(<<C, _/binary>> = Text, C) -> Text;
expect(_, _) -> error(badarg).

blank(<<C, Rest/binary>>) when C =:= $\s; C =:= $\n; C =:= $\r; C =:= $\t -> blank(Rest);
blank(Text) -> Text.
