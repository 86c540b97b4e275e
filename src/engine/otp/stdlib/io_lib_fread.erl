%% Stands in for OTP's io_lib_fread, whole exported API.
-module(io_lib_fread).

-export([fread/2, fread/3]).

-define(IS_WHITE(C), (C =:= $\s orelse C =:= $\t orelse C =:= $\r orelse C =:= $\n)).

fread(Format, Chars) -> read(chars(Format), Chars, 0, []).

%% Of a device, line by line. The continuation is {FormatLeft, CharsOfTheLineReversed,
%% CharsReadBefore, ResultsReversed}.
fread([], Chars, Format) -> fread({chars(Format), [], 0, []}, Chars, Format);
fread({Format, Stack, N, Results}, Chars, _Format) -> collect(Chars, Stack, Format, N, Results).

collect([$\r, $\n | Rest], Stack, Format, N, Results) -> line(Stack, "\r\n", Rest, Format, N, Results);
collect([$\r], Stack, Format, N, Results) -> {more, {Format, [$\r | Stack], N, Results}};
collect([$\r | Rest], Stack, Format, N, Results) -> line(Stack, "\r", Rest, Format, N, Results);
collect([$\n | Rest], [$\r | Stack], Format, N, Results) -> line(Stack, "\r\n", Rest, Format, N, Results);
collect([$\n | Rest], Stack, Format, N, Results) -> line(Stack, "\n", Rest, Format, N, Results);
collect([C | Rest], Stack, Format, N, Results) -> collect(Rest, [C | Stack], Format, N, Results);
collect([], Stack, Format, N, Results) -> {more, {Format, Stack, N, Results}};
collect(eof, Stack, Format, N0, Results0) ->
    case read(Format, lists:reverse(Stack), N0, Results0) of
        {ok, Results, Rest} -> {done, {ok, Results}, Rest};
        {more, _, 0, _} -> {done, eof, eof};
        {more, _, _, _} -> {done, {error, {fread, input}}, eof};
        Error -> {done, Error, eof}
    end.

line(Stack, Newline, After, Format0, N0, Results0) ->
    case read(Format0, lists:reverse(Stack), N0, Results0) of
        {ok, Results, []} -> {done, {ok, Results}, After};
        {ok, Results, Rest} -> {done, {ok, Results}, Rest ++ Newline ++ After};
        {more, Format, N, Results} -> collect(After, [], Format, N + 1, Results);
        Error -> {done, Error, After}
    end.

chars(Format) when is_atom(Format) -> atom_to_list(Format);
chars(Format) when is_binary(Format) -> binary_to_list(Format);
chars(Format) -> Format.

%% A line by a format; N characters were read before.
read([$~ | Rest0] = Format, Line0, N0, Results) ->
    {Keep, Rest1} = case Rest0 of [$* | R] -> {false, R}; _ -> {true, Rest0} end,
    {Width, Rest2} = width(Rest1, none),
    {Encoding, Rest3} = case Rest2 of [$t | R2] -> {unicode, R2}; _ -> {latin1, Rest2} end,
    case Rest3 of
        [$l | Rest] -> read(Rest, Line0, N0, kept(Keep, N0, Results));
        _ when Line0 =:= [] -> {more, Format, N0, Results};
        [$~ | Rest] when hd(Line0) =:= $~ -> read(Rest, tl(Line0), N0 + 1, Results);
        [C | Rest] ->
            case convert(C, Width, Encoding, Line0, N0) of
                {ok, Value, Line, N} -> read(Rest, Line, N, kept(Keep, Value, Results));
                {error, What} -> {error, {fread, What}}
            end;
        [] -> {error, {fread, format}}
    end;
read([C | Rest], Line0, N0, Results) when ?IS_WHITE(C) ->
    {Line, N} = skip_white(Line0, N0),
    read(Rest, Line, N, Results);
read([C | Rest], [C | Line], N, Results) -> read(Rest, Line, N + 1, Results);
read([_ | _] = Format, [], N, Results) -> {more, Format, N, Results};
read([_ | _], _Line, _N, _Results) -> {error, {fread, input}};
read([], Line, _N, Results) -> {ok, lists:reverse(Results), Line}.

kept(true, Value, Results) -> [Value | Results];
kept(false, _Value, Results) -> Results.

width([C | Rest], none) when C >= $0, C =< $9 -> width(Rest, C - $0);
width([C | Rest], N) when C >= $0, C =< $9 -> width(Rest, N * 10 + C - $0);
width(Rest, N) -> {N, Rest}.

skip_white([C | Line], N) when ?IS_WHITE(C) -> skip_white(Line, N + 1);
skip_white(Line, N) -> {Line, N}.

%% Without a width a number or a word is taken behind white space; with one exactly
%% so many characters of the line are, and those in front may be white.
convert($u, Base, latin1, Line, N) when Base =:= none; Base >= 2, Base =< 36 ->
    {Digits, Rest} = digits(Line, if Base =:= none -> 10; true -> Base end, []),
    value(unsigned, Digits, Rest, N, fun() -> list_to_integer(Digits, if Base =:= none -> 10; true -> Base end) end);
convert($-, _Width, latin1, [C | Rest], N) when C =:= $-; C =:= $+ -> {ok, if C =:= $- -> -1; true -> 1 end, Rest, N + 1};
convert($-, _Width, latin1, Line, N) -> {ok, 1, Line, N};
convert(C, none, latin1, Line0, N0) when C =:= $d; C =:= $f; C =:= $# ->
    {Line, N} = skip_white(Line0, N0),
    {Text, Rest} = number(C, Line),
    number_of(C, Text, Rest, N);
convert(C, Width, latin1, Line, N) when C =:= $d; C =:= $f; C =:= $# ->
    case take(Line, Width, []) of
        {Text, Rest} ->
            %% A field of fixed width may have a comma for the point.
            Number = [if X =:= $,, C =:= $f -> $.; true -> X end || X <- string:trim(Text, leading, " \t\r\n")],
            case number_of(C, Number, Rest, N) of
                {ok, Value, _, _} -> {ok, Value, Rest, N + Width};
                Error -> Error
            end;
        error -> {error, name(C)}
    end;
convert(C, none, Encoding, Line0, N0) when C =:= $s; C =:= $a ->
    {Line, N} = skip_white(Line0, N0),
    {Word, Rest} = lists:splitwith(fun(X) -> not ?IS_WHITE(X) end, Line),
    word(C, Word, Encoding, Rest, N + length(Word));
convert(C, Width, Encoding, Line, N) when C =:= $s; C =:= $a ->
    case take(Line, Width, []) of
        {Text, Rest} -> word(C, string:trim(Text, both, " \t\r\n"), Encoding, Rest, N + Width);
        error -> {error, name(C)}
    end;
convert($c, Width0, Encoding, Line, N) ->
    Width = if Width0 =:= none -> 1; true -> Width0 end,
    case take(Line, Width, []) of
        {Text, Rest} -> word($c, Text, Encoding, Rest, N + Width);
        error -> {error, character}
    end;
convert(_, _, _, _, _) -> {error, format}.

name($d) -> integer;
name($f) -> float;
name($#) -> based;
name($s) -> string;
name($a) -> atom;
name($c) -> character.

%% So many characters, none of them the end of a line.
take(Rest, 0, Taken) -> {lists:reverse(Taken), Rest};
take([C | Rest], N, Taken) when C =/= $\n -> take(Rest, N - 1, [C | Taken]);
take(_, _, _) -> error.

word(C, Word, Encoding, Rest, N) ->
    case Encoding =:= unicode orelse lists:all(fun(X) -> X =< 255 end, Word) of
        true -> {ok, if C =:= $a -> list_to_atom(Word); true -> Word end, Rest, N};
        false -> {error, name(C)}
    end.

number_of(C, Text, Rest, N) ->
    value(name(C), Text, Rest, N,
          fun() ->
                  case C of
                      $d -> list_to_integer(Text);
                      $f -> list_to_float(Text);
                      $# -> based(Text)
                  end
          end).

value(Name, Text, Rest, N, Value) ->
    try {ok, Value(), Rest, N + length(Text)}
    catch error:_ -> {error, Name}
    end.

based(Text) ->
    {Base, [$#, First | Digits]} = lists:splitwith(fun(C) -> C =/= $# end, Text),
    true = First =/= $- andalso First =/= $+,
    case list_to_integer(Base) of
        B when B < 0 -> -list_to_integer([First | Digits], -B);
        B -> list_to_integer([First | Digits], B)
    end.

%% The longest text that may be such a number.
number($d, Line) -> signed(Line);
number($f, Line0) ->
    {Whole, Line1} = signed(Line0),
    {Fraction, Line2} = marked(".", fun unsigned/1, Line1),
    {Exponent, Line} = marked("eE", fun signed/1, Line2),
    {Whole ++ Fraction ++ Exponent, Line};
number($#, Line0) ->
    {Base, Line1} = signed(Line0),
    Radix = case string:to_integer(Base) of {B, []} -> abs(B); _ -> 10 end,
    {Digits, Line} = marked("#", fun(Line2) -> digits(Line2, min(Radix, 36), []) end, Line1),
    {Base ++ Digits, Line}.

marked(Marks, Read, [C | Line0] = Line) ->
    case lists:member(C, Marks) of
        true -> {Text, Rest} = Read(Line0), {[C | Text], Rest};
        false -> {[], Line}
    end;
marked(_Marks, _Read, []) -> {[], []}.

signed([C | Line]) when C =:= $-; C =:= $+ -> {Text, Rest} = unsigned(Line), {[C | Text], Rest};
signed(Line) -> unsigned(Line).

unsigned(Line) -> digits(Line, 10, []).

%% Digits of a base; decimal ones belong to the number in any base, and may make it wrong.
digits([C | Line], Base, Acc) when C >= $0, C =< $9 -> digits(Line, Base, [C | Acc]);
digits([C | Line], Base, Acc) when C >= $a, C =< $z, C - $a + 10 < Base -> digits(Line, Base, [C | Acc]);
digits([C | Line], Base, Acc) when C >= $A, C =< $Z, C - $A + 10 < Base -> digits(Line, Base, [C | Acc]);
digits(Line, _Base, Acc) -> {lists:reverse(Acc), Line}.
