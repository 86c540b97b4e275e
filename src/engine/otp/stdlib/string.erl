%% Subset of OTP's string. Missing: the normalisation argument of equal/4 other than none; results are flat where the argument was deep; case and clusters are those of our unicode_util.
-module(string).
-compile({no_auto_import, [length/1]}).

-export([casefold/1, centre/2, centre/3, chars/2, chars/3, chomp/1, chr/2, concat/2, copies/2, cspan/2,
         equal/2, equal/3, equal/4, find/2, find/3, is_empty/1, join/2, left/2, left/3, len/1, length/1,
         lexemes/2, list_to_float/1, list_to_integer/1, lowercase/1, next_codepoint/1, next_grapheme/1,
         nth_lexeme/3, pad/2, pad/3, pad/4, prefix/2, rchr/2, replace/3, replace/4, reverse/1, right/2,
         right/3, rstr/2, slice/2, slice/3, span/2, split/2, split/3, str/2, strip/1, strip/2, strip/3,
         sub_string/2, sub_string/3, sub_word/2, sub_word/3, substr/2, substr/3, take/2, take/3, take/4,
         titlecase/1, to_float/1, to_graphemes/1, to_integer/1, to_lower/1, to_upper/1, tokens/2, trim/1,
         trim/2, trim/3, uppercase/1, words/1, words/2]).

%% A string is unicode:chardata(); most functions work on its list of grapheme
%% clusters. What was one binary gives binaries back.

list_to_float(_String) -> erlang:nif_error(undef).
list_to_integer(_String) -> erlang:nif_error(undef).

is_empty([]) -> true;
is_empty(<<>>) -> true;
is_empty([L | R]) -> is_empty(L) andalso is_empty(R);
is_empty(_) -> false.

to_graphemes(String) ->
    case unicode_util:gc(String) of
        [C | Rest] -> [C | to_graphemes(Rest)];
        [] -> [];
        {error, Reason} -> error({badarg, Reason})
    end.

length(String) ->
    case is_ascii(String) of
        true -> erlang:length(String);
        false -> count(unicode_util:gc(String), 0)
    end.

is_ascii([C | Cs]) when is_integer(C), C >= 0, C < 128, C =/= $\r -> is_ascii(Cs);
is_ascii([]) -> true;
is_ascii(_) -> false.

count([_ | Rest], N) -> count(unicode_util:gc(Rest), N + 1);
count([], N) -> N;
count({error, Reason}, _) -> error({badarg, Reason}).

%% The type of the result follows that of the argument.
like(Binary, Chars) when is_binary(Binary) -> unicode:characters_to_binary(Chars);
like(_, Chars) -> lists:flatten(Chars).

reverse(String) -> lists:reverse(to_graphemes(String)).

slice(String, Start) when is_integer(Start), Start >= 0 ->
    case String of
        _ when is_binary(String) -> unicode:characters_to_binary(skip(to_graphemes(String), Start));
        _ -> rest(String, Start)
    end.

rest(String, 0) -> String;
rest(String, N) ->
    case unicode_util:gc(String) of
        [_ | Rest] -> rest(Rest, N - 1);
        [] -> []
    end.

skip(L, 0) -> L;
skip([_ | L], N) -> skip(L, N - 1);
skip([], _) -> [].

slice(String, Start, infinity) when is_integer(Start), Start >= 0 -> slice(String, Start);
slice(String, Start, Length) when is_integer(Start), Start >= 0, is_integer(Length), Length >= 0 ->
    like(String, first(rest(String, Start), Length)).

first(_String, 0) -> [];
first(String, N) ->
    case unicode_util:gc(String) of
        [C | Rest] -> [C | first(Rest, N - 1)];
        [] -> []
    end.

pad(String, Length) -> pad(String, Length, trailing, $\s).

pad(String, Length, Dir) -> pad(String, Length, Dir, $\s).

pad(String, Length, Dir, Char) when is_integer(Length) ->
    Missing = max(0, Length - length(String)),
    case Dir of
        leading -> [lists:duplicate(Missing, Char), String];
        trailing -> [String | lists:duplicate(Missing, Char)];
        both ->
            Left = Missing div 2,
            Right = [Char || Missing rem 2 =:= 1],
            [lists:duplicate(Left, Char), String, lists:duplicate(Left, Char) | Right]
    end.

trim(String) -> trim(String, both, unicode_util:whitespace()).

trim(String, Dir) -> trim(String, Dir, unicode_util:whitespace()).

trim(String, _, []) -> String;
trim(String, Dir, Set) ->
    Chars = to_graphemes(String),
    like(String,
         case Dir of
             leading -> drop(Chars, Set);
             trailing -> lists:reverse(drop(lists:reverse(Chars), Set));
             both -> lists:reverse(drop(lists:reverse(drop(Chars, Set)), Set))
         end).

drop([C | Cs] = All, Set) ->
    case lists:member(C, Set) of
        true -> drop(Cs, Set);
        false -> All
    end;
drop([], _) -> [].

chomp(String) -> trim(String, trailing, [[$\r, $\n], $\n]).

take(String, Set) -> take(String, Set, false, leading).

take(String, Set, Complement) -> take(String, Set, Complement, leading).

take(String, Set, Complement, Dir) ->
    In = fun(C) -> lists:member(C, Set) =/= Complement end,
    Chars = to_graphemes(String),
    {Lead, Trail} =
        case Dir of
            leading -> lists:splitwith(In, Chars);
            trailing ->
                {T, L} = lists:splitwith(In, lists:reverse(Chars)),
                {lists:reverse(L), lists:reverse(T)}
        end,
    {like(String, Lead), like(String, Trail)}.

uppercase(String) -> like(String, mapped(fun unicode_util:uppercase/1, String)).

lowercase(String) -> like(String, mapped(fun unicode_util:lowercase/1, String)).

casefold(String) -> like(String, mapped(fun unicode_util:casefold/1, String)).

mapped(F, String) ->
    case F(String) of
        [C | Rest] -> [C | mapped(F, Rest)];
        [] -> [];
        {error, Reason} -> error({badarg, Reason})
    end.

titlecase(String) ->
    case unicode_util:titlecase(String) of
        [] -> like(String, []);
        [C | Rest] when is_binary(String) -> unicode:characters_to_binary([C | Rest]);
        Chars -> Chars
    end.

equal(A, B) -> unicode:characters_to_list(A) =:= unicode:characters_to_list(B).

equal(A, B, false) -> equal(A, B);
equal(A, B, true) -> equal(casefold(A), casefold(B)).

equal(A, B, IgnoreCase, none) -> equal(A, B, IgnoreCase).

to_float(String) -> number(String, fun float_prefix/1).

to_integer(String) -> number(String, fun integer_prefix/1).

number(String, Parse) ->
    try unicode:characters_to_list(String) of
        Chars when is_list(Chars) ->
            case Parse(Chars) of
                {error, _} = Error -> Error;
                {N, Rest} -> {N, like(String, Rest)}
            end;
        _ -> {error, badarg}
    catch
        error:_ -> {error, badarg}
    end.

sign([$- | Cs]) -> {"-", Cs};
sign([$+ | Cs]) -> {"", Cs};
sign(Cs) -> {"", Cs}.

digits(Cs) -> lists:splitwith(fun(C) -> C >= $0 andalso C =< $9 end, Cs).

integer_prefix(Cs0) ->
    {Sign, Cs} = sign(Cs0),
    case digits(Cs) of
        {[], _} -> {error, no_integer};
        {Digits, Rest} -> {erlang:list_to_integer(Sign ++ Digits), Rest}
    end.

float_prefix(Cs0) ->
    {Sign, Cs} = sign(Cs0),
    case digits(Cs) of
        {[_ | _] = Int, [Point | Rest0]} when Point =:= $.; Point =:= $, ->
            case digits(Rest0) of
                {[_ | _] = Frac, Rest} ->
                    {Exp, Rest1} = exponent(Rest),
                    {erlang:list_to_float(Sign ++ Int ++ "." ++ Frac ++ Exp), Rest1};
                _ -> {error, no_float}
            end;
        _ -> {error, no_float}
    end.

exponent([E | Cs0] = All) when E =:= $e; E =:= $E ->
    {Sign, Cs} = sign(Cs0),
    case digits(Cs) of
        {[], _} -> {"", All};
        {Digits, Rest} -> {"e" ++ Sign ++ Digits, Rest}
    end;
exponent(Cs) -> {"", Cs}.

next_codepoint(String) -> unicode_util:cp(String).

next_grapheme(String) -> unicode_util:gc(String).

%% Searching.

prefix(String, Prefix) ->
    case strip_prefix(to_graphemes(String), to_graphemes(Prefix)) of
        nomatch -> nomatch;
        Rest -> like(String, Rest)
    end.

strip_prefix(Cs, []) -> Cs;
strip_prefix([C | Cs], [C | Ps]) -> strip_prefix(Cs, Ps);
strip_prefix(_, _) -> nomatch.

find(String, Pattern) -> find(String, Pattern, leading).

find(String, Pattern, Dir) ->
    case is_empty(Pattern) of
        true -> String;
        false ->
            case divide(to_graphemes(String), to_graphemes(Pattern), Dir) of
                nomatch -> nomatch;
                {_, From, _} -> like(String, From)
            end
    end.

%% {Before, From the match on, After the match}
divide(Cs, Pattern, leading) -> divide_first(Cs, Pattern, []);
divide(Cs, Pattern, trailing) -> divide_last(Cs, Pattern, [], nomatch).

divide_first(Cs, Pattern, Before) ->
    case strip_prefix(Cs, Pattern) of
        nomatch when Cs =:= [] -> nomatch;
        nomatch -> divide_first(tl(Cs), Pattern, [hd(Cs) | Before]);
        After -> {lists:reverse(Before), Cs, After}
    end.

divide_last([], _Pattern, _Before, Found) -> Found;
divide_last([C | Rest] = Cs, Pattern, Before, Found0) ->
    Found =
        case strip_prefix(Cs, Pattern) of
            nomatch -> Found0;
            After -> {lists:reverse(Before), Cs, After}
        end,
    divide_last(Rest, Pattern, [C | Before], Found).

split(String, Pattern) -> split(String, Pattern, leading).

split(String, Pattern, Where) ->
    case is_empty(Pattern) of
        true -> [String];
        false -> pieces(String, to_graphemes(String), to_graphemes(Pattern), Where)
    end.

pieces(String, Cs, Pattern, all) ->
    case divide_first(Cs, Pattern, []) of
        nomatch -> [like(String, Cs)];
        {Before, _, After} -> [like(String, Before) | pieces(String, After, Pattern, all)]
    end;
pieces(String, Cs, Pattern, Where) ->
    case divide(Cs, Pattern, Where) of
        nomatch -> [String];
        {Before, _, After} -> [like(String, Before), like(String, After)]
    end.

replace(String, Pattern, Replacement) -> lists:join(Replacement, split(String, Pattern)).

replace(String, Pattern, Replacement, Where) -> lists:join(Replacement, split(String, Pattern, Where)).

lexemes([], _) -> [];
lexemes(String, Separators) -> [like(String, L) || L <- lexemes_1(to_graphemes(String), Separators)].

lexemes_1(Cs0, Separators) ->
    case drop(Cs0, Separators) of
        [] -> [];
        Cs ->
            {Lexeme, Rest} = lists:splitwith(fun(C) -> not lists:member(C, Separators) end, Cs),
            [Lexeme | lexemes_1(Rest, Separators)]
    end.

nth_lexeme(String, N, []) when N =:= 1 -> String;
nth_lexeme(String, N, Separators) when is_list(Separators), is_integer(N), N > 0 ->
    case lists:nthtail(min(N - 1, erlang:length(lexemes(String, Separators))), lexemes(String, Separators)) of
        [Lexeme | _] -> Lexeme;
        [] -> like(String, [])
    end.

%% The old functions, of flat lists.

len(S) -> erlang:length(S).

concat(S1, S2) -> S1 ++ S2.

chr(S, C) when is_integer(C) -> chr(S, C, 1).

chr([C | _], C, I) -> I;
chr([_ | Cs], C, I) -> chr(Cs, C, I + 1);
chr([], _C, _I) -> 0.

rchr(S, C) when is_integer(C) -> rchr(S, C, 1, 0).

rchr([C | Cs], C, I, _) -> rchr(Cs, C, I + 1, I);
rchr([_ | Cs], C, I, Last) -> rchr(Cs, C, I + 1, Last);
rchr([], _, _, Last) -> Last.

str(_S, []) -> 0;
str(S, Sub) when is_list(Sub) -> str(S, Sub, 1).

str([_ | T] = S, Sub, I) ->
    case lists:prefix(Sub, S) of
        true -> I;
        false -> str(T, Sub, I + 1)
    end;
str([], _Sub, _I) -> 0.

rstr(_S, []) -> 0;
rstr(S, Sub) when is_list(Sub) -> rstr(S, Sub, 1, 0).

rstr([_ | T] = S, Sub, I, Last) ->
    case lists:prefix(Sub, S) of
        true -> rstr(T, Sub, I + 1, I);
        false -> rstr(T, Sub, I + 1, Last)
    end;
rstr([], _Sub, _I, Last) -> Last.

span(S, Cs) when is_list(Cs) -> erlang:length(lists:takewhile(fun(C) -> lists:member(C, Cs) end, S)).

cspan(S, Cs) when is_list(Cs) -> erlang:length(lists:takewhile(fun(C) -> not lists:member(C, Cs) end, S)).

substr(S, 1) when is_list(S) -> S;
substr(S, Start) when is_integer(Start), Start > 1 -> lists:nthtail(Start - 1, S).

substr(S, Start, Length) when is_integer(Start), Start >= 1, is_integer(Length), Length >= 0 ->
    lists:sublist(lists:nthtail(Start - 1, S), Length).

tokens(S, Separators) -> lexemes_1(S, Separators).

join([], Sep) when is_list(Sep) -> [];
join([H | T], Sep) -> H ++ lists:append([Sep ++ X || X <- T]).

chars(C, N) -> chars(C, N, []).

chars(C, N, Tail) when is_integer(N), N > 0 -> chars(C, N - 1, [C | Tail]);
chars(C, 0, Tail) when is_integer(C) -> Tail.

copies(S, N) when is_list(S), is_integer(N), N >= 0 -> lists:append(lists:duplicate(N, S)).

words(S) -> words(S, $\s).

words(S, C) when is_integer(C) -> max(1, erlang:length(tokens(S, [C]))).

sub_word(S, I) -> sub_word(S, I, $\s).

sub_word([], _, C) when is_integer(C) -> [];
sub_word(S, I, C) when is_integer(I), is_integer(C) ->
    case lists:nthtail(min(I - 1, erlang:length(tokens(S, [C]))), tokens(S, [C])) of
        [Word | _] -> Word;
        [] -> []
    end.

strip(S) -> strip(S, both).

strip(S, Dir) -> strip(S, Dir, $\s).

strip(S, left, C) when is_integer(C) -> drop(S, [C]);
strip(S, right, C) when is_integer(C) -> lists:reverse(drop(lists:reverse(S), [C]));
strip(S, both, C) when is_integer(C) -> strip(drop(S, [C]), right, C).

left(S, N) -> left(S, N, $\s).

left(S, N, C) when is_integer(C) ->
    Len = erlang:length(S),
    if
        Len > N -> lists:sublist(S, N);
        true -> S ++ lists:duplicate(N - Len, C)
    end.

right(S, N) -> right(S, N, $\s).

right(S, N, C) when is_integer(C) ->
    Len = erlang:length(S),
    if
        Len > N -> lists:nthtail(Len - N, S);
        true -> lists:duplicate(N - Len, C) ++ S
    end.

centre(S, N) -> centre(S, N, $\s).

centre(S, 0, C) when is_list(S), is_integer(C) -> [];
centre(S, N, C) when is_integer(C) ->
    Len = erlang:length(S),
    if
        Len > N -> lists:sublist(S, (Len - N) div 2 + 1, N);
        true ->
            Left = (N - Len) div 2,
            lists:duplicate(Left, C) ++ S ++ lists:duplicate(N - Len - Left, C)
    end.

sub_string(S, Start) -> substr(S, Start).

sub_string(S, Start, Stop) -> substr(S, Start, Stop - Start + 1).

to_lower(C) when is_integer(C) -> lower(C);
to_lower(S) when is_list(S) -> [lower(C) || C <- S].

to_upper(C) when is_integer(C) -> upper(C);
to_upper(S) when is_list(S) -> [upper(C) || C <- S].

lower(C) when C >= $A, C =< $Z; C >= 16#C0, C =< 16#D6; C >= 16#D8, C =< 16#DE -> C + 32;
lower(C) -> C.

upper(C) when C >= $a, C =< $z; C >= 16#E0, C =< 16#F6; C >= 16#F8, C =< 16#FE -> C - 32;
upper(C) -> C.
