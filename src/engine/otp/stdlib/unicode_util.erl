%% Subset of OTP's unicode_util. Missing: normal forms, lookup, get_case; case of Latin, Greek, Cyrillic and Armenian letters only; clusters without Hangul and Indic conjuncts.
-module(unicode_util).

-export([casefold/1, cp/1, gc/1, is_whitespace/1, lowercase/1, spec_version/0, titlecase/1, uppercase/1,
         whitespace/0]).

spec_version() -> {15, 0}.

whitespace() -> [[$\r, $\n], $\t, $\n, $\v, $\f, $\r, $\s, 16#85, 16#200E, 16#200F, 16#2028, 16#2029].

is_whitespace(C) -> lists:member(C, whitespace()).

%% The first code point and what follows it.
cp([C | _] = L) when is_integer(C) -> L;
cp([List]) -> cp(List);
cp([List | R]) ->
    case cp(List) of
        [] -> cp(R);
        [C] -> [C | R];
        [C | T] -> [C | [T | R]];
        {error, Rest} -> {error, [Rest | R]}
    end;
cp([]) -> [];
cp(<<C/utf8, R/binary>>) -> [C | R];
cp(<<>>) -> [];
cp(<<R/binary>>) -> {error, R}.

%% The first grapheme cluster, a code point or a list of them, and what follows it.
gc(String) ->
    case cp(String) of
        [$\r | R] ->
            case cp(R) of
                [$\n | R1] -> [[$\r, $\n] | R1];
                _ -> [$\r | R]
            end;
        [C | R] when C < 16#20; C =:= 127 -> [C | R];
        [C | R] when C >= 16#1F1E6, C =< 16#1F1FF ->
            case cp(R) of
                [C2 | R1] when C2 >= 16#1F1E6, C2 =< 16#1F1FF -> cluster(R1, [C2, C]);
                _ -> cluster(R, [C])
            end;
        [C | R] -> cluster(R, [C]);
        Other -> Other
    end.

cluster([C | _] = R, [One]) when is_integer(C), C < 16#300 -> [One | R];
cluster([], [One]) -> [One];
cluster(R, Acc) ->
    case cp(R) of
        [C | R1] ->
            case extends(C) orelse (hd(Acc) =:= 16#200D andalso C >= 16#2190) of
                true -> cluster(R1, [C | Acc]);
                false -> done(Acc, R)
            end;
        _ -> done(Acc, R)
    end.

done([C], R) -> [C | R];
done(Acc, R) -> [lists:reverse(Acc) | R].

extends(C) when C < 16#300 -> false;
extends(C) ->
    in(C, [{16#300, 16#36F}, {16#483, 16#489}, {16#591, 16#5BD}, {16#5BF, 16#5BF}, {16#5C1, 16#5C2},
           {16#5C4, 16#5C5}, {16#610, 16#61A}, {16#64B, 16#65F}, {16#670, 16#670}, {16#6D6, 16#6DC},
           {16#900, 16#903}, {16#93A, 16#93C}, {16#93E, 16#94F}, {16#E31, 16#E31}, {16#E33, 16#E3A},
           {16#E47, 16#E4E}, {16#1AB0, 16#1AFF}, {16#1DC0, 16#1DFF}, {16#200C, 16#200D}, {16#20D0, 16#20F0},
           {16#302A, 16#302F}, {16#3099, 16#309A}, {16#FE00, 16#FE0F}, {16#FE20, 16#FE2F},
           {16#1F3FB, 16#1F3FF}, {16#E0020, 16#E007F}, {16#E0100, 16#E01EF}]).

in(C, [{From, _} | _]) when C < From -> false;
in(C, [{_, To} | _]) when C =< To -> true;
in(C, [_ | Ranges]) -> in(C, Ranges);
in(_, []) -> false.

%% Each gives the changed first code point (or points) and what follows it.
uppercase(String) -> changed(fun upper/1, cp(String)).

titlecase(String) -> changed(fun(16#DF) -> [$S, $s]; (C) -> upper(C) end, cp(String)).

lowercase(String) -> changed(fun lower/1, cp(String)).

casefold(String) -> changed(fun(16#DF) -> "ss"; (16#3C2) -> 16#3C3; (16#B5) -> 16#3BC; (C) -> lower(C) end, cp(String)).

changed(F, [C | R]) ->
    case F(C) of
        Cs when is_list(Cs) -> append(Cs, R);
        New -> [New | R]
    end;
changed(_F, Other) -> Other.

append([C], R) -> [C | R];
append([C | Cs], R) -> [C | append(Cs, R)].

lower(C) when C < 128 -> if C >= $A, C =< $Z -> C + 32; true -> C end;
lower(C) when C >= 16#C0, C =< 16#DE, C =/= 16#D7 -> C + 32;
lower(16#130) -> [$i, 16#307];
lower(C) when C >= 16#100, C =< 16#137 -> C bor 1;
lower(C) when C >= 16#139, C =< 16#148, C band 1 =:= 1 -> C + 1;
lower(C) when C >= 16#14A, C =< 16#177 -> C bor 1;
lower(16#178) -> 16#FF;
lower(C) when C >= 16#179, C =< 16#17E, C band 1 =:= 1 -> C + 1;
lower(16#386) -> 16#3AC;
lower(C) when C >= 16#388, C =< 16#38A -> C + 37;
lower(16#38C) -> 16#3CC;
lower(C) when C =:= 16#38E; C =:= 16#38F -> C + 63;
lower(C) when C >= 16#391, C =< 16#3AB, C =/= 16#3A2 -> C + 32;
lower(C) when C >= 16#400, C =< 16#40F -> C + 80;
lower(C) when C >= 16#410, C =< 16#42F -> C + 32;
lower(C) when C >= 16#460, C =< 16#481 -> C bor 1;
lower(C) when C >= 16#48A, C =< 16#4BF -> C bor 1;
lower(16#4C0) -> 16#4CF;
lower(C) when C >= 16#4C1, C =< 16#4CE, C band 1 =:= 1 -> C + 1;
lower(C) when C >= 16#4D0, C =< 16#52F -> C bor 1;
lower(C) when C >= 16#531, C =< 16#556 -> C + 48;
lower(C) when C >= 16#1E00, C =< 16#1E95 -> C bor 1;
lower(16#1E9E) -> 16#DF;
lower(C) when C >= 16#1EA0, C =< 16#1EFF -> C bor 1;
lower(C) when C >= 16#FF21, C =< 16#FF3A -> C + 32;
lower(C) -> C.

upper(C) when C < 128 -> if C >= $a, C =< $z -> C - 32; true -> C end;
upper(16#B5) -> 16#39C;
upper(16#DF) -> "SS";
upper(16#FF) -> 16#178;
upper(C) when C >= 16#E0, C =< 16#FE, C =/= 16#F7 -> C - 32;
upper(16#131) -> $I;
upper(16#138) -> 16#138;
upper(16#149) -> [16#2BC, $N];
upper(16#17F) -> $S;
upper(C) when C >= 16#100, C =< 16#137 -> C band bnot 1;
upper(C) when C >= 16#13A, C =< 16#148, C band 1 =:= 0 -> C - 1;
upper(C) when C >= 16#14A, C =< 16#177 -> C band bnot 1;
upper(C) when C >= 16#17A, C =< 16#17E, C band 1 =:= 0 -> C - 1;
upper(16#3AC) -> 16#386;
upper(C) when C >= 16#3AD, C =< 16#3AF -> C - 37;
upper(16#3C2) -> 16#3A3;
upper(C) when C >= 16#3B1, C =< 16#3CB -> C - 32;
upper(16#3CC) -> 16#38C;
upper(C) when C =:= 16#3CD; C =:= 16#3CE -> C - 63;
upper(C) when C >= 16#430, C =< 16#44F -> C - 32;
upper(C) when C >= 16#450, C =< 16#45F -> C - 80;
upper(C) when C >= 16#460, C =< 16#481 -> C band bnot 1;
upper(C) when C >= 16#48B, C =< 16#4BF, C band 1 =:= 1 -> C - 1;
upper(16#4CF) -> 16#4C0;
upper(C) when C >= 16#4C2, C =< 16#4CE, C band 1 =:= 0 -> C - 1;
upper(C) when C >= 16#4D0, C =< 16#52F -> C band bnot 1;
upper(C) when C >= 16#561, C =< 16#586 -> C - 48;
upper(C) when C >= 16#1E00, C =< 16#1E95 -> C band bnot 1;
upper(C) when C >= 16#1EA0, C =< 16#1EFF -> C band bnot 1;
upper(C) when C >= 16#FF41, C =< 16#FF5A -> C - 32;
upper(C) -> C.
