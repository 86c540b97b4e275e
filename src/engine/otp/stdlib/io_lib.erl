%% Stands in for OTP's io_lib, whole exported API.
-module(io_lib).

-export([build_text/1, build_text/2, char_list/1, chars_length/1, collect_chars/3, collect_chars/4,
         collect_line/3, collect_line/4, deep_char_list/1, deep_latin1_char_list/1,
         deep_unicode_char_list/1, format/2, format/3, format_prompt/1, format_prompt/2, fread/2, fread/3,
         fwrite/2, fwrite/3, get_until/3, get_until/4, indentation/2, latin1_char_list/1, limit_term/2,
         nl/0, print/1, print/4, printable_latin1_list/1, printable_list/1, printable_unicode_list/1,
         quote_atom/2, scan_format/2, unscan_format/1, write/1, write/2, write/3, write_atom/1,
         write_atom_as_latin1/1, write_binary/3, write_char/1, write_char_as_latin1/1,
         write_latin1_char/1, write_latin1_string/1, write_latin1_string/2, write_string/1,
         write_string/2, write_string_as_latin1/1, write_string_as_latin1/2, write_unicode_char/1,
         write_unicode_string/1]).

%% Formatting.

fwrite(Format, Args) -> format(Format, Args).

fwrite(Format, Args, Options) -> format(Format, Args, Options).

-file("io_lib.erl", 182).
format(Format, Args) ->
    try
        io_lib_format:fwrite(Format, Args)
    catch
        _:_ -> erlang:error(badarg, [Format, Args])
    end.

-file("io_lib.erl", 197).
format(Format, Args, Options) ->
    try
        io_lib_format:fwrite(Format, Args, Options)
    catch
        _:_ -> erlang:error(badarg, [Format, Args])
    end.

-file("io_lib.erl", 210).
scan_format(Format, Args) ->
    try
        io_lib_format:scan(Format, Args)
    catch
        _:_ -> erlang:error(badarg, [Format, Args])
    end.

-file("io_lib.erl", 229).
build_text(Controls) ->
    try
        io_lib_format:build(Controls)
    catch
        _:_ -> erlang:error(badarg, [Controls])
    end.

-file("io_lib.erl", 243).
build_text(Controls, Options) ->
    try
        io_lib_format:build(Controls, Options)
    catch
        _:_ -> erlang:error(badarg, [Controls, Options])
    end.

unscan_format(Controls) -> io_lib_format:unscan(Controls).

fread(Format, Chars) -> io_lib_fread:fread(Format, Chars).

fread(Continuation, Chars, Format) -> io_lib_fread:fread(Continuation, Chars, Format).

format_prompt(Prompt) -> format_prompt(Prompt, latin1).

format_prompt({format, Format, Args}, _Encoding) ->
    do_format_prompt(Format, Args);
format_prompt(Prompt, Encoding) when is_list(Prompt); is_atom(Prompt); is_binary(Prompt) ->
    do_format_prompt(case Encoding of unicode -> "~ts"; _ -> "~s" end, [Prompt]);
format_prompt(Prompt, Encoding) ->
    do_format_prompt(case Encoding of unicode -> "~tp"; _ -> "~p" end, [Prompt]).

do_format_prompt(Format, Args) ->
    case catch format(Format, Args) of
        {'EXIT', _} -> "???";
        List -> List
    end.

nl() -> "\n".

indentation(Chars, Column) -> io_lib_format:indentation(Chars, Column).

chars_length(Chars) ->
    try
        iolist_size(Chars)
    catch
        error:badarg -> string:length(Chars)
    end.

%% Terms.

print(Term) -> io_lib_pretty:print(Term).

print(Term, Column, LineLength, Depth) -> io_lib_pretty:print(Term, Column, LineLength, Depth).

write(Term) -> term(Term, -1, latin1).

write(Term, Depth, true) -> print(Term, 1, 80, Depth);
write(Term, Depth, false) -> term(Term, Depth, latin1).

write(Term, Options) when is_list(Options) ->
    Depth = proplists:get_value(depth, Options, -1),
    Encoding = proplists:get_value(encoding, Options, utf8),
    Limit = proplists:get_value(chars_limit, Options, -1),
    if
        Depth =:= 0; Limit =:= 0 -> "...";
        is_integer(Limit), Limit < 0 -> term(Term, Depth, Encoding);
        is_integer(Limit) ->
            io_lib_pretty:write(io_lib_pretty:intermediate(Term, Depth, Limit, no_fun, Encoding, false))
    end;
write(Term, Depth) ->
    write(Term, [{depth, Depth}, {encoding, latin1}]).

term(_Term, 0, _E) -> "...";
term(Term, _D, _E) when is_integer(Term) -> integer_to_list(Term);
term(Term, _D, _E) when is_float(Term) -> io_lib_format:fwrite_g(Term);
term(Atom, _D, latin1) when is_atom(Atom) -> write_atom_as_latin1(Atom);
term(Atom, _D, _E) when is_atom(Atom) -> write_atom(Atom);
term(Term, _D, _E) when is_port(Term) -> erlang:port_to_list(Term);
term(Term, _D, _E) when is_pid(Term) -> pid_to_list(Term);
term(Term, _D, _E) when is_reference(Term) -> erlang:ref_to_list(Term);
term(<<_/bitstring>> = Term, D, _E) -> write_binary(Term, D);
term([], _D, _E) -> "[]";
term({}, _D, _E) -> "{}";
term([H | T], D, E) ->
    if
        D =:= 1 -> "[...]";
        true -> [$[, [term(H, D - 1, E) | tail(T, D - 1, E)], $]]
    end;
term(F, _D, _E) when is_function(F) -> erlang:fun_to_list(F);
term(Term, D, E) when is_map(Term) -> map(Term, D, E);
term(T, D, E) when is_tuple(T) ->
    if
        D =:= 1 -> "{...}";
        true -> [${, [term(element(1, T), D - 1, E) | elements(T, 2, D - 1, E)], $}]
    end.

tail([], _D, _E) -> "";
tail(_, 1, _E) -> [$| | "..."];
tail([H | T], D, E) -> [$,, term(H, D - 1, E) | tail(T, D - 1, E)];
tail(Other, D, E) -> [$|, term(Other, D - 1, E)].

elements(T, I, _D, _E) when I > tuple_size(T) -> "";
elements(_, _, 1, _E) -> [$, | "..."];
elements(T, I, D, E) -> [$,, term(element(I, T), D - 1, E) | elements(T, I + 1, D - 1, E)].

map(_Map, 1, _E) -> "#{}";
map(Map, D, E) ->
    case maps:next(maps:iterator(Map)) of
        {K, V, Next} -> [$#, ${, [pair(K, V, D - 1, E) | pairs(maps:next(Next), D - 1, D - 1, E)], $}];
        none -> "#{}"
    end.

pairs(_, 1, _D0, _E) -> ",...";
pairs(none, _, _D0, _E) -> "";
pairs({K, V, Next}, D, D0, E) -> [$,, pair(K, V, D0, E) | pairs(maps:next(Next), D - 1, D0, E)].

pair(K, V, D, E) -> [term(K, D, E), " => ", term(V, D, E)].

write_binary(Bin, Depth) when is_integer(Depth) -> element(1, write_binary(Bin, Depth, -1)).

write_binary(Bin, Depth, Chars) ->
    {Text, Rest} = binary_bytes(Bin, Depth, if Chars < 0 -> Chars; true -> max(Chars - 4, 0) end),
    {[$<, $<, Text, $>, $>], Rest}.

binary_bytes(<<>>, _Depth, _Chars) -> {"", <<>>};
binary_bytes(Bin, Depth, Chars) when Depth =:= 1; Chars =:= 0 -> {["..."], Bin};
binary_bytes(<<Byte, Rest/bitstring>>, Depth, Chars) ->
    Text = integer_to_list(Byte),
    case Rest of
        <<>> -> {[Text], <<>>};
        _ ->
            Left = if Chars < 0 -> Chars; true -> max(Chars - length(Text) - 1, 0) end,
            {More, Left1} = binary_bytes(Rest, Depth - 1, Left),
            {[Text, $, | More], Left1}
    end;
binary_bytes(Bits, _Depth, _Chars) ->
    Size = bit_size(Bits),
    <<N:Size>> = Bits,
    {[integer_to_list(N), $:, integer_to_list(Size)], <<>>}.

%% Atoms.

write_atom(Atom) -> possibly_quoted(Atom, fun write_string/2).

write_atom_as_latin1(Atom) -> possibly_quoted(Atom, fun write_string_as_latin1/2).

possibly_quoted(Atom, Quote) ->
    Chars = atom_to_list(Atom),
    case quote_atom(Atom, Chars) of
        true -> Quote(Chars, $');
        false -> Chars
    end.

quote_atom(Atom, Chars) ->
    case Chars of
        [C | Cs] when C >= $a, C =< $z; C >= $ß, C =< $ÿ, C =/= $÷ ->
            not lists:all(fun name_char/1, Cs) orelse erl_scan:reserved_word(Atom);
        _ -> true
    end.

name_char(C) when C >= $a, C =< $z -> true;
name_char(C) when C >= $A, C =< $Z -> true;
name_char(C) when C >= $0, C =< $9 -> true;
name_char(C) when C >= $À, C =< $ÿ, C =/= $×, C =/= $÷ -> true;
name_char(C) -> C =:= $_ orelse C =:= $@.

%% Strings and characters.

write_string(S) -> write_string(S, $").

write_string(S, Quote) -> [Quote | escaped(S, Quote, unicode)].

write_unicode_string(S) -> write_string(S).

write_latin1_string(S) -> write_latin1_string(S, $").

write_latin1_string(S, Quote) -> [Quote | escaped(S, Quote, latin1)].

write_string_as_latin1(S) -> write_string_as_latin1(S, $").

write_string_as_latin1(S, Quote) -> [Quote | escaped(S, Quote, as_latin1)].

escaped([], Quote, _As) -> [Quote];
escaped([C | Cs], Quote, As) -> character(C, Quote, escaped(Cs, Quote, As), As).

character(Quote, Quote, Tail, _As) -> [$\\, Quote | Tail];
character($\\, _, Tail, _As) -> [$\\, $\\ | Tail];
character(C, _, Tail, _As) when C >= $\s, C =< $~ -> [C | Tail];
character(C, _, Tail, _As) when C >= 160, C =< 255 -> [C | Tail];
character($\n, _, Tail, _As) -> [$\\, $n | Tail];
character($\r, _, Tail, _As) -> [$\\, $r | Tail];
character($\t, _, Tail, _As) -> [$\\, $t | Tail];
character($\v, _, Tail, _As) -> [$\\, $v | Tail];
character($\b, _, Tail, _As) -> [$\\, $b | Tail];
character($\f, _, Tail, _As) -> [$\\, $f | Tail];
character($\e, _, Tail, _As) -> [$\\, $e | Tail];
character($\d, _, Tail, _As) -> [$\\, $d | Tail];
character(C, _, Tail, _As) when C < 160 ->
    [$\\, (C bsr 6) + $0, ((C bsr 3) band 7) + $0, (C band 7) + $0 | Tail];
character(C, _, Tail, unicode) -> [C | Tail];
character(C, _, Tail, as_latin1) -> "\\x{" ++ integer_to_list(C, 16) ++ [$} | Tail].

-file("io_lib.erl", 623).
write_char($\s) -> "$\\s";
write_char(C) when is_integer(C), C >= 0 -> [$$ | character(C, -1, [], unicode)].

write_unicode_char(C) -> write_char(C).

write_latin1_char(C) when is_integer(C), C >= 0, C =< 255 -> write_char_as_latin1(C).

write_char_as_latin1(C) when is_integer(C), C >= 0 -> [$$ | character(C, -1, [], as_latin1)].

%% Kinds of lists.

latin1_char_list([C | Cs]) when is_integer(C), C >= 0, C =< 255 -> latin1_char_list(Cs);
latin1_char_list([]) -> true;
latin1_char_list(_) -> false.

char_list([C | Cs]) when is_integer(C), C >= 0, C < 16#D800;
                         is_integer(C), C > 16#DFFF, C < 16#FFFE;
                         is_integer(C), C > 16#FFFF, C =< 16#10FFFF -> char_list(Cs);
char_list([]) -> true;
char_list(_) -> false.

deep_char_list(List) -> deep_unicode_char_list(List).

deep_latin1_char_list(List) -> deep(List, fun latin1_char_list/1).

deep_unicode_char_list(List) -> deep(List, fun char_list/1).

deep(List, Check) when is_list(List) -> deep(List, [], Check);
deep(_, _) -> false.

deep([L | Rest], More, Check) when is_list(L) -> deep(L, [Rest | More], Check);
deep([C | Rest], More, Check) -> Check([C]) andalso deep(Rest, More, Check);
deep([], [Rest | More], Check) -> deep(Rest, More, Check);
deep([], [], _Check) -> true;
deep(_, _, _) -> false.

printable_latin1_list([C | Cs]) when is_integer(C), C >= $\s, C =< $~;
                                     is_integer(C), C >= 160, C =< 255;
                                     is_integer(C), C >= 8, C =< 13;
                                     C =:= 27 -> printable_latin1_list(Cs);
printable_latin1_list([]) -> true;
printable_latin1_list(_) -> false.

printable_list(List) ->
    case io:printable_range() of
        latin1 -> printable_latin1_list(List);
        unicode -> printable_unicode_list(List)
    end.

printable_unicode_list([C | Cs]) when is_integer(C), C >= $\s, C =< $~;
                                      is_integer(C), C >= 160, C < 16#D800;
                                      is_integer(C), C > 16#DFFF, C < 16#FFFE;
                                      is_integer(C), C > 16#FFFF, C =< 16#10FFFF;
                                      is_integer(C), C >= 8, C =< 13;
                                      C =:= 27 -> printable_unicode_list(Cs);
printable_unicode_list([]) -> true;
printable_unicode_list(_) -> false.

%% A term cut to a depth, '...' standing for what is left out.

limit_term(Term, Depth) ->
    try test_limit(Term, Depth) of
        ok -> Term
    catch
        throw:too_deep -> limit(Term, Depth)
    end.

limit(_, 0) -> '...';
limit([H | T] = L, D) ->
    if
        D =:= 1 -> ['...'];
        true ->
            case printable_list(L) of
                true -> L;
                false -> [limit(H, D - 1) | limit_tail(T, D - 1)]
            end
    end;
limit(Term, D) when is_map(Term) ->
    maps:from_list(limit_pairs(maps:next(maps:iterator(Term)), D, D - 1));
limit({} = T, _D) -> T;
limit(T, D) when is_tuple(T) ->
    if
        D =:= 1 -> {'...'};
        true -> list_to_tuple([limit(element(1, T), D - 1) | limit_elements(T, 2, D - 1)])
    end;
limit(Term, _D) -> Term.

limit_tail([], _D) -> [];
limit_tail(_, 1) -> ['...'];
limit_tail([H | T], D) -> [limit(H, D - 1) | limit_tail(T, D - 1)];
limit_tail(Other, D) -> limit(Other, D - 1).

limit_elements(T, I, _D) when I > tuple_size(T) -> [];
limit_elements(_, _, 1) -> ['...'];
limit_elements(T, I, D) -> [limit(element(I, T), D - 1) | limit_elements(T, I + 1, D - 1)].

limit_pairs({K, V, Next}, D, D0) when D >= 0; D0 < -1 ->
    [{K, limit(V, D0)} | limit_pairs(maps:next(Next), D - 1, D0)];
limit_pairs(_, _, _) -> [].

test_limit(_, 0) -> throw(too_deep);
test_limit([H | T] = L, D) ->
    if
        D =:= 1 -> throw(too_deep);
        true ->
            case printable_list(L) of
                true -> ok;
                false -> test_limit(H, D - 1), test_tail(T, D - 1)
            end
    end;
test_limit(Term, D) when is_map(Term) -> test_pairs(maps:next(maps:iterator(Term)), D, D - 1);
test_limit({}, _D) -> ok;
test_limit(T, D) when is_tuple(T) -> test_elements(T, 1, D);
test_limit(_Term, _D) -> ok.

test_tail([], _D) -> ok;
test_tail(_, 1) -> throw(too_deep);
test_tail([H | T], D) -> test_limit(H, D - 1), test_tail(T, D - 1);
test_tail(Other, D) -> test_limit(Other, D - 1).

test_elements(T, I, _D) when I > tuple_size(T) -> ok;
test_elements(_, _, 1) -> throw(too_deep);
test_elements(T, I, D) -> test_limit(element(I, T), D - 1), test_elements(T, I + 1, D - 1).

test_pairs(none, _D, _D0) -> ok;
test_pairs(_, 1, _D0) -> throw(too_deep);
test_pairs({_, V, Next}, D, D0) -> test_limit(V, D0), test_pairs(maps:next(Next), D - 1, D0).

%% What an I/O server calls with a continuation and the characters that came.
%% Each returns {stop, Result, Rest} or the next continuation.

collect_chars(Continuation, Data, N) -> collect_chars(Continuation, Data, latin1, N).

collect_chars(start, Data, Encoding, N) -> collect_chars({[], N}, Data, Encoding, N);
collect_chars({[], _}, eof, _Encoding, _N) -> {stop, eof, eof};
collect_chars({Got, _}, eof, _Encoding, _N) -> {stop, lists:reverse(Got), eof};
collect_chars({Got, Left}, Data, Encoding, _N) -> take_chars(to_list(Data, Encoding), Left, Got).

take_chars(Rest, 0, Got) -> {stop, lists:reverse(Got), Rest};
take_chars([C | Cs], Left, Got) -> take_chars(Cs, Left - 1, [C | Got]);
take_chars([], Left, Got) -> {Got, Left}.

collect_line(Continuation, Data, Extra) -> collect_line(Continuation, Data, latin1, Extra).

collect_line(start, Data, Encoding, Extra) -> collect_line([], Data, Encoding, Extra);
collect_line([], eof, _Encoding, _) -> {stop, eof, eof};
collect_line(Got, eof, _Encoding, _) -> {stop, lists:reverse(Got), eof};
collect_line(Got, Data, Encoding, _) -> take_line(to_list(Data, Encoding), Got).

take_line([$\r, $\n | Rest], Got) -> {stop, lists:reverse(Got, "\n"), Rest};
take_line([$\n | Rest], Got) -> {stop, lists:reverse(Got, "\n"), Rest};
take_line([C | Cs], Got) -> take_line(Cs, [C | Got]);
take_line([], Got) -> Got.

get_until(Continuation, Data, How) -> get_until(Continuation, Data, latin1, How).

get_until(start, Data, Encoding, How) -> get_until([], Data, Encoding, How);
get_until(Continuation, eof, _Encoding, {M, F, Args}) ->
    case apply(M, F, [Continuation, eof | Args]) of
        {done, Result, Rest} -> {stop, Result, Rest};
        {more, _} -> {stop, eof, eof}
    end;
get_until(Continuation, Data, Encoding, {M, F, Args}) ->
    case apply(M, F, [Continuation, to_list(Data, Encoding) | Args]) of
        {done, Result, Rest} -> {stop, Result, Rest};
        {more, Next} -> Next
    end.

to_list(Data, _Encoding) when is_list(Data) -> Data;
to_list(Data, Encoding) when is_binary(Data) -> unicode:characters_to_list(Data, Encoding).
