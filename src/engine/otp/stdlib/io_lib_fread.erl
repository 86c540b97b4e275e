%% Subset of OTP's io_lib_fread. Missing: the continuations of fread/3 (a whole line must be given).
-module(io_lib_fread).

-export([fread/2, fread/3]).

fread(Format, String) ->
    read(chars(Format), String, 0, []).

fread([], eof, _Format) -> {done, eof, []};
fread([], Chars, Format) ->
    case fread(Format, Chars) of
        {more, _, _, _} -> {more, Chars};
        Result -> finish(Result)
    end;
fread(Before, eof, Format) ->
    case fread(Format, Before) of
        {more, _, _, _} -> {done, {error, {fread, input}}, []};
        Result -> finish(Result)
    end;
fread(Before, Chars, Format) -> fread([], Before ++ Chars, Format).

finish({ok, Result, Rest}) -> {done, {ok, Result}, Rest};
finish({error, _} = Error) -> {done, Error, []}.

chars(Format) when is_atom(Format) -> atom_to_list(Format);
chars(Format) when is_binary(Format) -> binary_to_list(Format);
chars(Format) -> Format.

read([$~ | Rest0], Line, N, Acc) ->
    {Skip, Rest1} = case Rest0 of [$* | R] -> {true, R}; _ -> {false, Rest0} end,
    {Width, Rest2} = width(Rest1),
    {Encoding, Rest3} = case Rest2 of [$t | R2] -> {unicode, R2}; _ -> {latin1, Rest2} end,
    case Rest3 of
        [$~ | Rest] ->
            case skip_space(Line, N) of
                {[$~ | Line1], N1} -> read(Rest, Line1, N1 + 1, Acc);
                {[], N1} -> {more, [$~ | Rest0], N1, Acc};
                _ -> {error, {fread, input}}
            end;
        [C | Rest] ->
            case convert(C, Width, Encoding, Line, N) of
                {ok, none, Line1, N1} -> read(Rest, Line1, N1, Acc);
                {ok, _, Line1, N1} when Skip -> read(Rest, Line1, N1, Acc);
                {ok, {value, V}, Line1, N1} -> read(Rest, Line1, N1, [V | Acc]);
                {more, N1} -> {more, [$~ | Rest0], N1, Acc};
                {error, _} = Error -> Error
            end;
        [] -> {error, {fread, format}}
    end;
read([C | Rest], Line, N, Acc) when C =:= $\s; C =:= $\t; C =:= $\r; C =:= $\n ->
    {Line1, N1} = skip_space(Line, N),
    read(Rest, Line1, N1, Acc);
read([C | Rest], [C | Line], N, Acc) -> read(Rest, Line, N + 1, Acc);
read([_ | _] = Format, [], N, Acc) -> {more, Format, N, Acc};
read([_ | _], _Line, _N, _Acc) -> {error, {fread, input}};
read([], Line, _N, Acc) -> {ok, lists:reverse(Acc), Line}.

width(Format) ->
    case lists:splitwith(fun(C) -> C >= $0 andalso C =< $9 end, Format) of
        {[], Rest} -> {none, Rest};
        {Digits, Rest} -> {list_to_integer(Digits), Rest}
    end.

skip_space([C | Line], N) when C =:= $\s; C =:= $\t; C =:= $\r; C =:= $\n -> skip_space(Line, N + 1);
skip_space(Line, N) -> {Line, N}.

convert($l, _, _, Line, N) -> {ok, {value, N}, Line, N};
convert($c, Width, _, Line, N) ->
    Count = if Width =:= none -> 1; true -> Width end,
    case length(Line) of
        0 -> {more, N};
        Len ->
            {Chars, Rest} = lists:split(min(Count, Len), Line),
            {ok, {value, Chars}, Rest, N + length(Chars)}
    end;
convert(C, Width, Encoding, Line0, N0) ->
    case skip_space(Line0, N0) of
        {[], N} -> {more, N};
        {Line, N} ->
            {Word, Rest} = word(C, Width, Line),
            case value(C, Word, Encoding) of
                {ok, V} -> {ok, {value, V}, Rest, N + length(Word)};
                Error -> Error
            end
    end.

word(C, Width, Line) ->
    Fits = fun(X) -> not lists:member(X, " \t\r\n") andalso belongs(C, X) end,
    {Word, Rest} = lists:splitwith(Fits, Line),
    if
        is_integer(Width), length(Word) > Width ->
            {First, Over} = lists:split(Width, Word),
            {First, Over ++ Rest};
        true -> {Word, Rest}
    end.

belongs(C, X) when C =:= $d; C =:= $u -> X >= $0 andalso X =< $9 orelse X =:= $- orelse X =:= $+;
belongs($f, X) -> X >= $0 andalso X =< $9 orelse lists:member(X, "+-.eE");
belongs($-, X) -> X =:= $- orelse X =:= $+;
belongs(_, _) -> true.

value(C, Word, _) when C =:= $d; C =:= $u ->
    try {ok, list_to_integer(Word)}
    catch error:_ -> {error, {fread, integer}}
    end;
value($f, Word, _) ->
    try {ok, list_to_float(Word)}
    catch error:_ -> {error, {fread, float}}
    end;
value($s, Word, Encoding) ->
    case Encoding =:= unicode orelse lists:all(fun(C) -> C < 256 end, Word) of
        true -> {ok, Word};
        false -> {error, {fread, string}}
    end;
value($a, Word, _) -> {ok, list_to_atom(Word)};
value($-, "-", _) -> {ok, -1};
value($-, _, _) -> {ok, 1};
value($#, Word, _) ->
    try
        {Base, [$# | Digits]} = lists:splitwith(fun(C) -> C =/= $# end, Word),
        {ok, list_to_integer(Digits, list_to_integer(Base))}
    catch
        error:_ -> {error, {fread, based}}
    end;
value(_, _, _) -> {error, {fread, format}}.
