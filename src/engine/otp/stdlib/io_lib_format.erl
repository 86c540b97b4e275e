%% Stands in for OTP's io_lib_format, whole exported API.
-module(io_lib_format).

-export([build/1, build/2, fwrite/2, fwrite/3, fwrite_g/1, indentation/2, scan/2, unscan/1]).

-define(LINE_LENGTH, 80).

fwrite(Format, Args) ->
    build(scan(Format, Args)).

fwrite(Format, Args, Options) ->
    build(scan(Format, Args), Options).

%% Scanning: a format becomes a list of characters and control maps.

scan(Format, Args) when is_atom(Format) ->
    scan(atom_to_list(Format), Args);
scan(Format, Args) when is_binary(Format) ->
    scan(binary_to_list(Format), Args);
scan([$~ | Rest0], Args0) ->
    {Control, Rest, Args} = control(Rest0, Args0),
    [Control | scan(Rest, Args)];
scan([Char | Rest], Args) ->
    [Char | scan(Rest, Args)];
scan([], []) ->
    [].

control(Format0, Args0) ->
    {Width0, Format1, Args1} = number(Format0, Args0),
    {Adjust, Width} = adjustment(Width0),
    {Precision, Format2, Args2} = after_dot(Format1, Args1, fun unsigned/2),
    {Pad, Format3, Args3} = after_dot(Format2, Args2, fun pad_char/2),
    {Encoding, Strings, [Char | Rest]} = modifiers(Format3, latin1, true),
    {Used, Args} = take(arity(Char, Encoding), Args3),
    {#{control_char => Char, args => Used, width => Width, adjust => Adjust, precision => Precision,
       pad_char => if Pad =:= none -> $\s; true -> Pad end, encoding => Encoding, strings => Strings},
     Rest, Args}.

adjustment(none) -> {right, none};
adjustment({minus, N}) -> {left, N};
adjustment(N) when N < 0 -> {left, -N};
adjustment(N) -> {right, N}.

number([$* | Rest], [N | Args]) when is_integer(N) -> {N, Rest, Args};
number([$-, $* | Rest], [N | Args]) when is_integer(N) -> {{minus, N}, Rest, Args};
number([$- | Rest0], Args) ->
    case digits(Rest0, none) of
        {none, _} -> {none, [$- | Rest0], Args};
        {N, Rest} -> {{minus, N}, Rest, Args}
    end;
number(Format, Args) ->
    {N, Rest} = digits(Format, none),
    {N, Rest, Args}.

unsigned([$- | _] = Format, Args) -> {none, Format, Args};
unsigned(Format, Args) -> number(Format, Args).

digits([C | Rest], none) when C >= $0, C =< $9 -> digits(Rest, C - $0);
digits([C | Rest], N) when C >= $0, C =< $9 -> digits(Rest, N * 10 + C - $0);
digits(Rest, N) -> {N, Rest}.

after_dot([$. | Rest], Args, Read) ->
    Read(Rest, Args);
after_dot(Format, Args, _Read) ->
    {none, Format, Args}.

pad_char([$* | Rest], [Pad | Args]) -> {Pad, Rest, Args};
pad_char([Pad | Rest], Args) -> {Pad, Rest, Args}.

modifiers([$t | Rest], _Encoding, Strings) -> modifiers(Rest, unicode, Strings);
modifiers([$l | Rest], Encoding, _Strings) -> modifiers(Rest, Encoding, false);
modifiers(Rest, Encoding, Strings) -> {Encoding, Strings, Rest}.

arity(C, _) when C =:= $w; C =:= $p; C =:= $s; C =:= $c; C =:= $i -> 1;
arity(C, _) when C =:= $W; C =:= $P -> 2;
arity(C, _) when C =:= $e; C =:= $f; C =:= $g; C =:= $b; C =:= $B; C =:= $+; C =:= $# -> 1;
arity(C, _) when C =:= $x; C =:= $X -> 2;
arity(C, _) when C =:= $n; C =:= $~ -> 0.

take(0, Args) -> {[], Args};
take(1, [A | Args]) -> {[A], Args};
take(2, [A, B | Args]) -> {[A, B], Args}.

%% Back to a format and its arguments.

unscan(Controls) ->
    {Format, Args} = unscan_all(Controls),
    {lists:flatten(Format), Args}.

unscan_all([#{control_char := C, args := Args} = Control | Rest]) ->
    {Format, More} = unscan_all(Rest),
    {[$~, print_width(Control), print_precision(Control), print_pad(Control), print_modifiers(Control), C | Format],
     Args ++ More};
unscan_all([Char | Rest]) ->
    {Format, Args} = unscan_all(Rest),
    {[Char | Format], Args};
unscan_all([]) ->
    {[], []}.

print_width(#{width := none}) -> "";
print_width(#{width := W, adjust := left}) -> [$- | integer_to_list(W)];
print_width(#{width := W}) -> integer_to_list(W).

print_precision(#{precision := none, pad_char := $\s}) -> "";
print_precision(#{precision := none}) -> ".";
print_precision(#{precision := P}) -> [$. | integer_to_list(P)].

print_pad(#{pad_char := $\s}) -> "";
print_pad(#{pad_char := Pad}) -> [$., Pad].

print_modifiers(#{encoding := Encoding, strings := Strings}) ->
    [case Encoding of unicode -> "t"; latin1 -> "" end, case Strings of false -> "l"; true -> "" end].

%% Building.

build(Controls) ->
    build(Controls, []).

build(Controls, Options) ->
    Limit = proplists:get_value(chars_limit, Options, -1),
    Built = build_small(Controls),
    case length([C || C <- Built, is_map(C)]) of
        0 -> Built;
        Count ->
            Pretty = length([C || C <- Built, is_pretty(C)]),
            Used = lists:sum([chars(C) || C <- Built, not is_map(C)]),
            share(Built, Pretty, Count, if Limit < 0 -> -1; true -> max(Limit - Used, 0) end, 0)
    end.

%% What is of limited size becomes plain characters first; the rest shares what is left.
build_small([Control | Rest]) when is_map(Control) ->
    case is_limited(Control) of
        true -> [Control | build_small(Rest)];
        false -> lists:flatten(one(Control, 0, -1)) ++ build_small(Rest)
    end;
build_small([Char | Rest]) when is_integer(Char); is_list(Char) -> [Char | build_small(Rest)];
build_small([]) -> [].

is_limited(#{control_char := $s, args := [A]}) -> not is_atom(A);
is_limited(#{control_char := C}) -> lists:member(C, "pPwW").

chars(C) when is_integer(C) -> 1;
chars(Text) -> io_lib:chars_length(Text).

%% The column is kept only as long as a term to be broken follows.
share([Control | Rest], Pretty0, Count, Left, Column0) when is_map(Control) ->
    Text = one(Control, Column0, if Left < 0 -> Left; true -> Left div Count end),
    Pretty = case is_pretty(Control) of true -> Pretty0 - 1; false -> Pretty0 end,
    Column = if Pretty > 0 -> indentation(Text, Column0); true -> Column0 end,
    [Text | share(Rest, Pretty, Count - 1, if Left < 0 -> Left; true -> max(Left - chars(Text), 0) end, Column)];
share([$\n | Rest], Pretty, Count, Left, _Column) ->
    [$\n | share(Rest, Pretty, Count, Left, 0)];
share([$\t | Rest], Pretty, Count, Left, Column) ->
    [$\t | share(Rest, Pretty, Count, Left, (Column div 8 + 1) * 8)];
share([Char | Rest], Pretty, Count, Left, Column) ->
    [Char | share(Rest, Pretty, Count, Left, Column + 1)];
share([], _Pretty, _Count, _Left, _Column) ->
    [].

is_pretty(#{control_char := C}) -> C =:= $p orelse C =:= $P;
is_pretty(_) -> false.

-file("io_lib_format.erl", 315).
indentation([$\n | Rest], _Column) -> indentation(Rest, 0);
indentation([$\t | Rest], Column) -> indentation(Rest, (Column div 8 + 1) * 8);
indentation([C | Rest], Column) when is_integer(C) -> indentation(Rest, Column + 1);
indentation([C | Rest], Column) -> indentation(Rest, indentation(C, Column));
indentation([], Column) -> Column.

one(Char, _Column, _Limit) when is_integer(Char) -> Char;
one(#{control_char := C, args := Args, width := W, adjust := Adjust, precision := P, pad_char := Pad,
      encoding := Encoding, strings := Strings}, Column, Limit) ->
    control(C, Args, {W, Adjust, P, Pad}, Encoding, Strings, Limit, Column).

control($w, [A], Field, Encoding, _, Limit, _) ->
    term(io_lib:write(A, [{depth, -1}, {encoding, Encoding}, {chars_limit, Limit}]), Field);
control($W, [A, Depth], Field, Encoding, _, Limit, _) when is_integer(Depth) ->
    term(io_lib:write(A, [{depth, Depth}, {encoding, Encoding}, {chars_limit, Limit}]), Field);
control($p, [A], Field, Encoding, Strings, Limit, Column) ->
    pretty(A, -1, Field, Encoding, Strings, Limit, Column);
control($P, [A, Depth], Field, Encoding, Strings, Limit, Column) when is_integer(Depth) ->
    pretty(A, Depth, Field, Encoding, Strings, Limit, Column);
control($s, [A], Field, latin1, _, _, _) when is_atom(A) ->
    string(bytes(atom_to_list(A)), Field);
control($s, [A], Field, unicode, _, _, _) when is_atom(A) ->
    string(atom_to_list(A), Field);
control($s, [A], Field, latin1, _, Limit, _) ->
    limited_string(bytes(A), Field, Limit);
control($s, [A], Field, unicode, _, Limit, _) ->
    limited_string(characters(A), Field, Limit);
control($e, [A], {W, Adjust, P, Pad}, _, _, _, _) when is_float(A) ->
    term(scientific(A, precision(P)), {W, Adjust, W, Pad});
control($f, [A], {W, Adjust, P, Pad}, _, _, _, _) when is_float(A) ->
    term(fixed(A, precision(P)), {W, Adjust, W, Pad});
control($g, [A], {W, Adjust, P, Pad}, _, _, _, _) when is_float(A) ->
    term(general(A, precision(P)), {W, Adjust, W, Pad});
control($b, [A], Field, _, _, _, _) when is_integer(A) ->
    integer("", "", A, Field, lower);
control($B, [A], Field, _, _, _, _) when is_integer(A) ->
    integer("", "", A, Field, upper);
control($x, [A, Prefix], Field, _, _, _, _) when is_integer(A) ->
    prefixed(Prefix, A, Field, lower);
control($X, [A, Prefix], Field, _, _, _, _) when is_integer(A) ->
    prefixed(Prefix, A, Field, upper);
control($+, [A], {_, _, P, _} = Field, _, _, _, _) when is_integer(A) ->
    integer(integer_to_list(base(P)), "#", A, Field, lower);
control($#, [A], {_, _, P, _} = Field, _, _, _, _) when is_integer(A) ->
    integer(integer_to_list(base(P)), "#", A, Field, upper);
control($c, [A], Field, unicode, _, _, _) when is_integer(A) ->
    char(A, Field);
control($c, [A], Field, latin1, _, _, _) when is_integer(A) ->
    char(A band 255, Field);
control($~, [], Field, _, _, _, _) ->
    char($~, Field);
control($n, [], {none, _, _, _}, _, _, _, _) ->
    "\n";
control($n, [], {W, right, _, _}, _, _, _, _) ->
    lists:duplicate(W, $\n);
control($i, [_], _, _, _, _, _) ->
    [].

%% Fields.

term(Text, {none, _Adjust, none, _Pad}) -> Text;
term(Text, {none, Adjust, P, Pad}) -> term(Text, {P, Adjust, P, Pad});
term(Text, {W, Adjust, P0, Pad}) ->
    Len = io_lib:chars_length(Text),
    P = if P0 =:= none; P0 > W -> min(Len, W); true -> P0 end,
    if
        Len > P -> adjust(filler($*, P), W - P, Adjust, Pad);
        true -> adjust(Text, W - Len, Adjust, Pad)
    end.

adjust(Text, 0, _Adjust, _Pad) -> Text;
adjust(Text, N, left, Pad) when N > 0 -> [Text | filler(Pad, N)];
adjust(Text, N, right, Pad) when N > 0 -> [filler(Pad, N) | Text].

%% N times a character, halves shared.
filler(_Char, 0) -> [];
filler(Char, 1) -> [Char];
filler(Char, 2) -> [Char, Char];
filler(Char, 3) -> [Char, Char, Char];
filler(Char, N) ->
    Half = filler(Char, N div 2),
    if N rem 2 =:= 0 -> [Half | Half]; true -> [Char, Half | Half] end.

pretty(Term, Depth, {W, right, P, _Pad}, Encoding, Strings, Limit, Column) ->
    io_lib_pretty:print(Term, [{column, if P =:= none -> Column + 1; true -> P end},
                               {line_length, if W =:= none -> ?LINE_LENGTH; true -> W end},
                               {depth, Depth}, {line_max_chars, -1}, {encoding, Encoding},
                               {strings, Strings}, {chars_limit, Limit}]).

string(Text, {none, _, none, _}) ->
    Text;
string(Text, {W, Adjust, none, Pad}) ->
    exactly(Text, W, Adjust, Pad);
string(Text, {none, _, P, Pad}) ->
    exactly(Text, P, left, Pad);
string(Text, {W, Adjust, W, Pad}) ->
    exactly(Text, W, Adjust, Pad);
string(Text, {W, Adjust, P, Pad}) when W > P ->
    adjust(exactly(Text, P, left, Pad), W - P, Adjust, Pad).

%% A field that is itself within the limit needs no dots.
limited_string(Text, Field, Limit) when Limit < 0 ->
    string(Text, Field);
limited_string(Text, {none, Adjust, P, Pad}, Limit) ->
    string(cut(Text, Limit), {none, Adjust, P, Pad});
limited_string(Text, {W, Adjust, P, Pad}, Limit) ->
    string(if Limit >= W -> Text; true -> cut(Text, Limit) end, {max(3, min(W, Limit)), Adjust, P, Pad}).

%% Three characters fit where dots do.
cut(Text, Limit) ->
    Kept = max(Limit - 3, 0),
    case string:length(Text) =< Kept + 3 of
        true -> Text;
        false -> [string:slice(Text, 0, Kept) | "..."]
    end.

exactly(Text, N, Adjust, Pad) ->
    Len = string:length(Text),
    if
        Len > N -> string:slice(lists:flatten(Text), 0, N);
        true -> adjust(Text, N - Len, Adjust, Pad)
    end.

char(C, {none, _, none, _}) -> [C];
char(C, {none, _, P, _}) -> lists:duplicate(P, C);
char(C, {W, _, none, _}) -> lists:duplicate(W, C);
char(C, {W, Adjust, P, Pad}) when W >= P -> adjust(lists:duplicate(P, C), W - P, Adjust, Pad).

bytes(Bin) when is_binary(Bin) -> binary_to_list(Bin);
bytes([C | Cs]) when is_integer(C), C >= 0, C =< 255 -> [C | bytes(Cs)];
bytes([I | Cs]) when is_list(I); is_binary(I) -> [bytes(I) | bytes(Cs)];
bytes([]) -> [].

characters([C | Cs]) when is_integer(C), C >= 0, C =< 16#10FFFF -> [C | characters(Cs)];
characters([I | Cs]) when is_list(I); is_binary(I) -> [characters(I) | characters(Cs)];
characters([]) -> [];
characters(Bin) when is_binary(Bin) ->
    case unicode:characters_to_list(Bin, unicode) of
        List when is_list(List) -> List;
        _ -> binary_to_list(Bin)
    end.

%% Numbers.

base(none) -> 10;
base(P) -> P.

integer(Base, Hash, A, {W, Adjust, P, Pad}, Case) ->
    Digits = cased(erlang:integer_to_list(abs(A), base(P)), Case),
    Sign = if A < 0 -> "-"; true -> "" end,
    Text = if Base =:= "" -> Sign ++ Digits; true -> Sign ++ Base ++ Hash ++ Digits end,
    term(Text, {W, Adjust, none, Pad}).

prefixed(Prefix, A, Field, Case) when is_atom(Prefix) ->
    prefixed(atom_to_list(Prefix), A, Field, Case);
prefixed(Prefix, A, {W, Adjust, P, Pad}, Case) when is_list(Prefix) ->
    true = io_lib:deep_char_list(Prefix),
    Digits = cased(erlang:integer_to_list(abs(A), base(P)), Case),
    Sign = if A < 0 -> "-"; true -> "" end,
    term([Sign, Prefix | Digits], {W, Adjust, none, Pad}).

cased(Digits, upper) -> Digits;
cased(Digits, lower) -> [if C >= $A, C =< $Z -> C + 32; true -> C end || C <- Digits].

precision(none) -> 6;
precision(P) -> P.

%% Numbers are rounded half up, in decimal, from the 21 digits that float_to_list/1 gives.
fixed(A, P) when P >= 1 ->
    {Sign, Digits, Exponent} = decimal(A),
    Text = string:pad(integer_to_list(rounded(Digits, Exponent + 1 + P)), P + 1, leading, $0),
    {Whole, Decimals} = lists:split(length(lists:flatten(Text)) - P, lists:flatten(Text)),
    Sign ++ Whole ++ "." ++ Decimals.

scientific(A, P) when P >= 2 ->
    {Sign, Digits, Exponent} = decimal(A),
    {[First | Decimals], E} =
        case integer_to_list(rounded(Digits, P)) of
            Text when length(Text) > P -> {lists:droplast(Text), Exponent + 1};
            "0" -> {lists:duplicate(P, $0), Exponent};
            Text -> {Text, Exponent}
        end,
    Sign ++ [First, $. | Decimals] ++ [$e, if E < 0 -> $-; true -> $+ end | integer_to_list(abs(E))].

%% {Sign, Digits, E}: the value is D.DDD... * 10^E.
decimal(A) ->
    {Sign, [First, $. | Rest]} = case erlang:float_to_list(A) of
                                     [$- | Text] -> {"-", Text};
                                     Text -> {"", Text}
                                 end,
    {Decimals, [$e | Exponent]} = lists:splitwith(fun(C) -> C =/= $e end, Rest),
    {Sign, [First | Decimals], list_to_integer(Exponent)}.

%% The first N digits as an integer.
rounded(_Digits, N) when N < 0 -> 0;
rounded(Digits, N) when N >= length(Digits) -> list_to_integer(Digits ++ lists:duplicate(N - length(Digits), $0));
rounded(Digits, N) ->
    {Kept, [Next | _]} = lists:split(N, Digits),
    list_to_integer([$0 | Kept]) + if Next >= $5 -> 1; true -> 0 end.

general(A, P) when P >= 1 ->
    Abs = abs(A),
    Exponent =
        if
            Abs < 0.1 -> -2;
            Abs < 1.0 -> -1;
            Abs < 10.0 -> 0;
            Abs < 100.0 -> 1;
            Abs < 1000.0 -> 2;
            Abs < 10000.0 -> 3;
            true -> large
        end,
    if
        is_integer(Exponent), P =< 1, Exponent =:= -1; is_integer(Exponent), P - 1 > Exponent, Exponent >= -1 ->
            fixed(A, P - 1 - Exponent);
        P =< 1 -> scientific(A, 2);
        true -> scientific(A, P)
    end.

fwrite_g(Float) ->
    erlang:float_to_list(Float, [short]).
