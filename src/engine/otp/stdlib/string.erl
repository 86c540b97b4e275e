%% Stands in for OTP's string, whole exported API.
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

%% A string is unicode:chardata(). What comes out keeps its parts: a binary stays one, code points of lists come
%% out in one flat list, and a binary inside a list stays in its place.

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
        false -> length_1(String, 0)
    end.

is_ascii([C | Cs]) when is_integer(C), C >= 0, C < 128, C =/= $\r -> is_ascii(Cs);
is_ascii([]) -> true;
is_ascii(_) -> false.

length_1(String, N) ->
    case unicode_util:gc(String) of
        [_ | Rest] -> length_1(Rest, N + 1);
        [] -> N;
        {error, Reason} -> error({badarg, Reason})
    end.

%% Parts: code points in front of text, a binary in front of text, and what was gathered backwards.

before(C, Text) when is_integer(C) -> [C | Text];
before(Cluster, Text) -> Cluster ++ Text.

stack(Part, []) -> Part;
stack([], Text) -> Text;
stack(<<>>, Text) -> Text;
stack(Part, Text) -> [Part | Text].

gathered([Binary]) when is_binary(Binary) -> Binary;
gathered(Parts) -> lists:reverse(Parts).

with(Binary, []) -> Binary;
with(<<>>, Parts) -> gathered(Parts);
with(Binary, Parts) -> gathered([Binary | Parts]).

gathered_cluster(C, Parts) when is_integer(C) -> [C | Parts];
gathered_cluster(Cluster, Parts) -> lists:reverse(Cluster, Parts).

none(String) when is_binary(String) -> <<>>;
none(_) -> [].

reverse(String) -> lists:reverse(to_graphemes(String)).

slice(String, Start) when is_integer(Start), Start >= 0 -> slice_from(String, Start, String).

slice_from(Rest, 0, _) -> Rest;
slice_from(Rest, N, String) ->
    case unicode_util:gc(Rest) of
        [_ | More] -> slice_from(More, N - 1, String);
        [] -> none(String);
        {error, Reason} -> error({badarg, Reason})
    end.

slice(String, Start, infinity) -> slice_from(String, Start, String);
slice(String, _, 0) -> none(String);
slice(String, Start, Length) when is_integer(Start), Start >= 0, is_integer(Length), Length > 0 ->
    case slice_from(String, Start, String) of
        Rest when is_binary(Rest) ->
            Kept = byte_size(Rest) - byte_size(slice_from(Rest, Length, Rest)),
            binary:part(Rest, 0, Kept);
        Rest -> first(Rest, Length)
    end.

first(_String, 0) -> [];
first(String, N) ->
    case unicode_util:gc(String) of
        [C | Rest] -> before(C, first(Rest, N - 1));
        [] -> [];
        {error, Reason} -> error({badarg, Reason})
    end.

pad(String, Length) -> pad(String, Length, trailing, $\s).

pad(String, Length, Dir) -> pad(String, Length, Dir, $\s).

pad(String, Length, leading, Char) when is_integer(Length) ->
    [lists:duplicate(max(0, Length - length(String)), Char), String];
pad(String, Length, trailing, Char) when is_integer(Length) ->
    [String | lists:duplicate(max(0, Length - length(String)), Char)];
pad(String, Length, both, Char) when is_integer(Length) ->
    Missing = max(0, Length - length(String)),
    Side = lists:duplicate(Missing div 2, Char),
    [Side, String, Side | [Char || Missing rem 2 =:= 1]].

trim(String) -> trim(String, both, unicode_util:whitespace()).

trim(String, Dir) -> trim(String, Dir, unicode_util:whitespace()).

trim(String, _, []) -> String;
trim(String, leading, Set) when is_list(Set) -> drop(String, Set, String);
trim(String, trailing, Set) when is_list(Set) -> element(1, take_trailing(String, fun(C) -> lists:member(C, Set) end));
trim(String, both, Set) when is_list(Set) -> trim(trim(String, leading, Set), trailing, Set).

%% What is left behind clusters of the set.
drop([<<>> | Rest], Set, String) -> drop(Rest, Set, String);
drop(Rest, Set, String) ->
    case unicode_util:gc(Rest) of
        [C | More] ->
            case lists:member(C, Set) of
                true -> drop(More, Set, String);
                false -> Rest
            end;
        [] -> none(String);
        {error, Reason} -> error({badarg, Reason})
    end.

chomp(String) -> trim(String, trailing, [[$\r, $\n], $\n]).

take(String, Set) -> take(String, Set, false, leading).

take(String, Set, Complement) -> take(String, Set, Complement, leading).

take(String, [], Complement, Dir) ->
    case {Complement, Dir} of
        {false, leading} -> {none(String), String};
        {false, trailing} -> {String, none(String)};
        {true, leading} -> {String, none(String)};
        {true, trailing} -> {none(String), String}
    end;
take(String, Set, Complement, leading) -> take_leading(String, taken(Set, Complement), []);
take(String, Set, Complement, trailing) -> take_trailing(String, taken(Set, Complement)).

taken(Set, false) -> fun(C) -> lists:member(C, Set) end;
taken(Set, true) -> fun(C) -> not lists:member(C, Set) end.

take_leading(Binary, In, Parts) when is_binary(Binary) ->
    {Front, Rest} = binary_front(Binary, In),
    {with(Front, Parts), Rest};
take_leading([<<>> | Rest], In, Parts) -> take_leading(Rest, In, Parts);
take_leading([Binary0 | Rest0], In, Parts) when is_binary(Binary0) ->
    [Binary | Rest] = loosened(Binary0, Rest0),
    case binary_front(Binary, In) of
        {_, <<>>} -> take_leading(Rest, In, [Binary | Parts]);
        {Front, After} -> {with(Front, Parts), [After | Rest]}
    end;
take_leading(String, In, Parts) ->
    case unicode_util:gc(String) of
        [C | Rest] ->
            case In(C) of
                true -> take_leading(Rest, In, gathered_cluster(C, Parts));
                false -> {gathered(Parts), String}
            end;
        [] -> {gathered(Parts), []};
        {error, Reason} -> error({badarg, Reason})
    end.

%% A binary and what follows it; a cluster that begins in the binary and goes on behind it comes out of it.
loosened(Binary, Rest) ->
    case unicode_util:cp(Rest) of
        [C | _] when C >= 256; C =:= $\n ->
            Last = last_cluster(Binary, <<>>),
            Codes = unicode:characters_to_list(Last),
            case unicode_util:gc([Codes | Rest]) of
                [Cluster | _] when Codes =/= [], Cluster =/= hd(Codes), Cluster =/= Codes ->
                    [binary:part(Binary, 0, byte_size(Binary) - byte_size(Last)), Codes | Rest];
                _ -> [Binary | Rest]
            end;
        _ -> [Binary | Rest]
    end.

last_cluster(Binary, Last) ->
    case unicode_util:gc(Binary) of
        [_ | Rest] when is_binary(Rest) -> last_cluster(Rest, Binary);
        [_ | _] -> Binary;
        _ -> Last
    end.

binary_front(Binary, In) -> binary_front(Binary, In, Binary).

binary_front(Rest, In, Binary) ->
    case unicode_util:gc(Rest) of
        [C | More] ->
            case In(C) of
                true -> binary_front(More, In, Binary);
                false -> {binary:part(Binary, 0, byte_size(Binary) - byte_size(Rest)), Rest}
            end;
        [] -> {Binary, <<>>};
        {error, Reason} -> error({badarg, Reason})
    end.

%% {Before, the clusters at the end that are in the set}
take_trailing(Binary, In) when is_binary(Binary) ->
    Size = trailing_start(Binary, In, byte_size(Binary), none),
    <<Front:Size/binary, Back/binary>> = Binary,
    {Front, Back};
take_trailing([Binary0 | Rest0], In) when is_binary(Binary0) ->
    [Binary | Rest] = loosened(Binary0, Rest0),
    {Front, Back} = take_trailing(Rest, In),
    case is_empty(Front) of
        true ->
            case take_trailing(Binary, In) of
                {Kept, <<>>} -> {Kept, Back};
                {Kept, End} -> {Kept, stack(End, Back)}
            end;
        false -> {stack(Binary, Front), Back}
    end;
take_trailing(String, In) ->
    case unicode_util:gc(String) of
        [C | Rest] ->
            {Front, Back} = take_trailing(Rest, In),
            case is_empty(Front) andalso In(C) of
                true -> {none(String), before(C, Back)};
                false when Front =:= <<>> -> {before(C, []), Back};
                false -> {before(C, Front), Back}
            end;
        [] -> {[], []};
        {error, Reason} -> error({badarg, Reason})
    end.

%% How many bytes come before the run at the end.
trailing_start(Rest, In, Size, Start) ->
    case unicode_util:gc(Rest) of
        [C | More] ->
            case In(C) of
                true when Start =:= none -> trailing_start(More, In, Size, Size - byte_size(Rest));
                true -> trailing_start(More, In, Size, Start);
                false -> trailing_start(More, In, Size, none)
            end;
        [] when Start =:= none -> Size;
        [] -> Start;
        {error, _} -> Size
    end.

uppercase(String) -> mapped(String, fun unicode_util:uppercase/1).

lowercase(String) -> mapped(String, fun unicode_util:lowercase/1).

casefold(String) -> mapped(String, fun unicode_util:casefold/1).

mapped(String, Next) when is_list(String) -> mapped_list(String, Next);
mapped(String, Next) when is_binary(String) -> unicode:characters_to_binary(mapped_list(String, Next));
mapped(String, _) -> error({badarg, String}).

mapped_list(String, Next) ->
    case Next(String) of
        [C | Rest] -> before(C, mapped_list(Rest, Next));
        [] -> []
    end.

titlecase(String) when is_list(String) ->
    case unicode_util:titlecase(String) of
        [C | Rest] -> before(C, Rest);
        [] -> []
    end;
titlecase(String) when is_binary(String) ->
    case unicode_util:titlecase(String) of
        [C | Rest] -> <<(unicode:characters_to_binary([C]))/binary, Rest/binary>>;
        [] -> <<>>
    end.

equal(A, B) when is_binary(A), is_binary(B) -> A =:= B;
equal(A, B) -> equal_1(A, B).

equal_1([A | As], [B | Bs]) when is_integer(A), is_integer(B) -> A =:= B andalso equal_1(As, Bs);
equal_1([], B) -> is_empty(B);
equal_1(A, B) -> equal_by(A, B, fun(String) -> String end).

equal(A, B, false) -> equal(A, B);
equal(A, B, true) -> equal_by(A, B, fun unicode_util:casefold/1).

equal(A, B, IgnoreCase, none) -> equal(A, B, IgnoreCase);
equal(A, B, false, Form) -> equal_by(A, B, fun unicode_util:Form/1);
equal(A, B, true, Form) -> equal_by(A, B, fun(String) -> unicode_util:casefold(unicode_util:Form(String)) end).

%% `Next` gives a string whose first code point is a changed one.
equal_by(A, A, _) -> true;
equal_by(A, B, Next) ->
    case {unicode_util:cp(Next(A)), unicode_util:cp(Next(B))} of
        {[C | As], [C | Bs]} -> equal_by(As, Bs, Next);
        {[], []} -> true;
        {L1, L2} when is_list(L1), is_list(L2) -> false
    end.

%% Numbers at the start; what follows them keeps its parts.

to_float(String) -> number(String, "+-0123456789eE.,", no_float, fun string:list_to_float/1).

to_integer(String) -> number(String, "+-0123456789", no_integer, fun string:list_to_integer/1).

number(String, Set, Missing, Parse) ->
    try take(String, Set) of
        {Front, Tail} ->
            case is_empty(Front) of
                true -> {error, Missing};
                false -> parsed(Parse, unicode:characters_to_list(Front), String, Tail)
            end
    catch
        _:_ -> {error, badarg}
    end.

parsed(Parse, Chars, String, Tail) ->
    case Parse(Chars) of
        {error, _} = Error -> Error;
        {Number, Rest} when is_binary(String) ->
            Size = erlang:length(Chars) - erlang:length(Rest),
            <<_:Size/binary, After/binary>> = String,
            {Number, After};
        {Number, Rest} -> {Number, Rest ++ Tail}
    end.

next_codepoint(String) -> unicode_util:cp(String).

next_grapheme(String) -> unicode_util:gc(String).

%% Searching goes by code points; the last one of what is looked for must be a whole cluster where it is found.

prefix(String, Prefix) ->
    Result =
        case unicode:characters_to_list(Prefix) of
            [] -> String;
            Codes -> prefix_1(String, Codes)
        end,
    case Result of
        [] -> none(String);
        _ -> Result
    end.

prefix_1(String, [Last]) ->
    case unicode_util:gc(String) of
        [Last | Rest] -> Rest;
        _ -> nomatch
    end;
prefix_1(String, [C | Codes]) ->
    case unicode_util:cp(String) of
        [C | Rest] -> prefix_1(Rest, Codes);
        _ -> nomatch
    end.

find(String, Pattern) -> find(String, Pattern, leading).

find(String, "", _) -> String;
find(String, <<>>, _) -> String;
find(String, Pattern, leading) ->
    case search(String, unicode:characters_to_list(Pattern), []) of
        {_, From, _} -> From;
        nomatch -> nomatch
    end;
find(String, Pattern, trailing) -> find_last(String, unicode:characters_to_list(Pattern), nomatch).

find_last(String, Codes, Found) ->
    case search(String, Codes, []) of
        {_, From, _} -> find_last(behind(From), Codes, From);
        nomatch -> Found
    end.

behind(String) -> tl(next(String)).

%% The first code point and the rest, as unicode_util:cp/1, but a binary in a list stays in the list.
next([<<>> | Rest]) -> next(Rest);
next([<<C/utf8, Rest/binary>> | More]) -> [C, Rest | More];
next(String) ->
    case unicode_util:cp(String) of
        {error, Reason} -> error({badarg, Reason});
        Codes -> Codes
    end.

%% {the parts before it, backwards; from the match on; behind the match}
search(Binary, Codes, Parts) when is_binary(Binary) ->
    case search_binary(Binary, [], Codes, Binary, fun(Rest, []) -> Rest end) of
        {Front, From, After} -> {[Front | Parts], From, After};
        nomatch -> nomatch
    end;
search([<<>> | Rest], Codes, Parts) -> search(Rest, Codes, Parts);
search([Binary | More], Codes, Parts) when is_binary(Binary) ->
    case search_binary(Binary, More, Codes, Binary, fun(Rest, Others) -> [Rest | Others] end) of
        {<<>>, From, After} -> {Parts, From, After};
        {Front, From, After} -> {[Front | Parts], From, After};
        nomatch -> search(More, Codes, [Binary | Parts])
    end;
search(String, [First | _] = Codes, Parts) ->
    case unicode_util:cp(String) of
        [First | Rest] ->
            case prefix_1(String, Codes) of
                nomatch -> search(Rest, Codes, [First | Parts]);
                After -> {Parts, String, After}
            end;
        [C | Rest] -> search(Rest, Codes, [C | Parts]);
        [] -> nomatch;
        {error, Reason} -> error({badarg, Reason})
    end.

search_binary(Rest, More, [First | _] = Codes, Binary, Join) ->
    case Rest of
        <<First/utf8, Behind/binary>> ->
            From = Join(Rest, More),
            case prefix_1(From, Codes) of
                nomatch -> search_binary(Behind, More, Codes, Binary, Join);
                After -> {binary:part(Binary, 0, byte_size(Binary) - byte_size(Rest)), From, After}
            end;
        <<_/utf8, Behind/binary>> -> search_binary(Behind, More, Codes, Binary, Join);
        _ -> nomatch
    end.

split(String, Pattern) -> split(String, Pattern, leading).

split(String, Pattern, Where) ->
    case is_empty(Pattern) of
        true -> [String];
        false -> split_1(String, unicode:characters_to_list(Pattern), Where)
    end.

split_1(String, Codes, leading) ->
    case search(String, Codes, []) of
        {Parts, _, After} -> [gathered(Parts), After];
        nomatch -> [String]
    end;
split_1(String, Codes, trailing) ->
    case find_last(String, Codes, nomatch) of
        nomatch -> [String];
        _ -> split_last(String, Codes, [], [String])
    end;
split_1(String, Codes, all) -> split_all(String, Codes).

split_last(String, Codes, Parts0, Found) ->
    case search(String, Codes, Parts0) of
        {Parts, From, After} ->
            [C | Rest] = next(From),
            split_last(Rest, Codes, joined(C, Parts), [gathered(Parts), After]);
        nomatch -> Found
    end.

%% A binary goes on with what was taken from it.
joined(C, [Binary | Parts]) when is_binary(Binary) -> [<<Binary/binary, C/utf8>> | Parts];
joined(C, Parts) -> [C | Parts].

split_all(String, Codes) ->
    case search(String, Codes, []) of
        {Parts, _, After} -> [gathered(Parts) | split_all(After, Codes)];
        nomatch -> [gathered(lists:reverse(flat(String)))]
    end.

%% The parts of a string: code points and binaries.
flat(Binary) when is_binary(Binary) -> [Binary];
flat(List) -> lists:flatten(List).

replace(String, Pattern, Replacement) -> lists:join(Replacement, split(String, Pattern)).

replace(String, Pattern, Replacement, Where) -> lists:join(Replacement, split(String, Pattern, Where)).

lexemes([], _) -> [];
lexemes(String, []) -> [String];
lexemes(String, Set) when is_list(Set) -> lexemes_1(String, Set, taken(Set, true)).

lexemes_1(String, Set, In) ->
    case drop(String, Set, String) of
        Rest when Rest =:= []; Rest =:= <<>> -> [];
        Rest ->
            {Lexeme, After} = take_leading(Rest, In, []),
            [Lexeme | lexemes_1(After, Set, In)]
    end.

nth_lexeme(String, 1, []) -> String;
nth_lexeme(String, N, Set) when is_list(Set), is_integer(N), N > 0 ->
    nth_lexeme_1(String, N, Set, taken(Set, true), String).

nth_lexeme_1(Rest0, N, Set, In, String) ->
    case drop(Rest0, Set, Rest0) of
        Rest when Rest =:= []; Rest =:= <<>> -> none(String);
        Rest ->
            {Lexeme, After} = take_leading(Rest, In, []),
            case N of
                1 -> Lexeme;
                _ -> nth_lexeme_1(After, N - 1, Set, In, String)
            end
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
substr(S, Start) when is_integer(Start), Start > 1 -> substr2(S, Start).

substr(S, Start, Length) when is_integer(Start), Start >= 1, is_integer(Length), Length >= 0 ->
    substr1(substr2(S, Start), Length).

substr1([C | S], N) when N > 0 -> [C | substr1(S, N - 1)];
substr1(S, _) when is_list(S) -> [].

substr2(S, 1) when is_list(S) -> S;
substr2([_ | S], I) -> substr2(S, I - 1).

tokens(S, Separators) ->
    case Separators of
        [] -> [S || S =/= []];
        [_ | _] -> tokens_1(S, Separators)
    end.

tokens_1(S0, Separators) ->
    case drop(S0, Separators) of
        [] -> [];
        S ->
            {Token, Rest} = lists:splitwith(fun(C) -> not lists:member(C, Separators) end, S),
            [Token | tokens_1(Rest, Separators)]
    end.

drop([C | Cs] = All, Set) ->
    case lists:member(C, Set) of
        true -> drop(Cs, Set);
        false -> All
    end;
drop([], _) -> [].

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

left(S, N) when is_integer(N) -> left(S, N, $\s).

left(S, N, C) when is_integer(C) ->
    Len = erlang:length(S),
    if
        Len > N -> lists:sublist(S, N);
        true -> S ++ lists:duplicate(N - Len, C)
    end.

right(S, N) when is_integer(N) -> right(S, N, $\s).

right(S, N, C) when is_integer(C) ->
    Len = erlang:length(S),
    if
        Len > N -> lists:nthtail(Len - N, S);
        true -> lists:duplicate(N - Len, C) ++ S
    end.

centre(S, N) when is_integer(N) -> centre(S, N, $\s).

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
