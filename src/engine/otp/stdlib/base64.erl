%% Stands in for OTP's base64, whole exported API.
-module(base64).

-export([decode/1, decode_to_string/1, encode/1, encode_to_string/1, mime_decode/1,
         mime_decode_to_string/1]).

encode_to_string(Data) -> binary_to_list(encode(Data)).

encode(Data) when is_list(Data) -> encode(list_to_binary(Data));
encode(Data) when is_binary(Data) -> encode(Data, <<>>).

encode(<<A:6, B:6, C:6, D:6, Rest/binary>>, Acc) ->
    encode(Rest, <<Acc/binary, (digit(A)), (digit(B)), (digit(C)), (digit(D))>>);
encode(<<A:6, B:6, C:4>>, Acc) -> <<Acc/binary, (digit(A)), (digit(B)), (digit(C bsl 2)), $=>>;
encode(<<A:6, B:2>>, Acc) -> <<Acc/binary, (digit(A)), (digit(B bsl 4)), $=, $=>>;
encode(<<>>, Acc) -> Acc.

digit(N) -> element(N + 1, {$A, $B, $C, $D, $E, $F, $G, $H, $I, $J, $K, $L, $M, $N, $O, $P, $Q, $R, $S, $T,
                            $U, $V, $W, $X, $Y, $Z, $a, $b, $c, $d, $e, $f, $g, $h, $i, $j, $k, $l, $m, $n,
                            $o, $p, $q, $r, $s, $t, $u, $v, $w, $x, $y, $z, $0, $1, $2, $3, $4, $5, $6, $7,
                            $8, $9, $+, $/}).

decode_to_string(Text) when is_binary(Text) -> decode_to_string(binary_to_list(Text));
decode_to_string(Text) when is_list(Text) -> binary_to_list(decode_list(Text, <<>>)).

mime_decode_to_string(Text) when is_binary(Text) -> mime_decode_to_string(binary_to_list(Text));
mime_decode_to_string(Text) when is_list(Text) -> binary_to_list(mime_decode(Text)).

decode(Text) when is_binary(Text) -> decode_binary(Text, <<>>);
decode(Text) when is_list(Text) -> decode_list(Text, <<>>).

%% Four digits at a time; white space between them is skipped.
decode_binary(<<C, Cs/binary>>, Acc) ->
    case value(C) of
        space -> decode_binary(Cs, Acc);
        A -> decode_binary(Cs, Acc, A)
    end;
decode_binary(<<>>, Acc) -> Acc.

decode_binary(<<C, Cs/binary>>, Acc, A) ->
    case value(C) of
        space -> decode_binary(Cs, Acc, A);
        B -> decode_binary(Cs, Acc, A, B)
    end.

decode_binary(<<C, Cs/binary>>, Acc, A, B) ->
    case value(C) of
        space -> decode_binary(Cs, Acc, A, B);
        D -> decode_binary(Cs, Acc, A, B, D)
    end.

decode_binary(<<C, Cs/binary>>, Acc, A, B, D) ->
    case value(C) of
        space -> decode_binary(Cs, Acc, A, B, D);
        eq when D =:= eq -> only_ws_binary(Cs, <<Acc/binary, A:6, (B bsr 4):2>>);
        eq -> only_ws_binary(Cs, <<Acc/binary, A:6, B:6, (D bsr 2):4>>);
        E -> decode_binary(Cs, <<Acc/binary, A:6, B:6, D:6, E:6>>)
    end.

only_ws_binary(<<>>, Acc) -> Acc;
only_ws_binary(<<C, Cs/binary>>, Acc) ->
    case value(C) of
        space -> only_ws_binary(Cs, Acc)
    end.

decode_list([C | Cs], Acc) ->
    case value(C) of
        space -> decode_list(Cs, Acc);
        A -> decode_list(Cs, Acc, A)
    end;
decode_list([], Acc) -> Acc.

decode_list([C | Cs], Acc, A) ->
    case value(C) of
        space -> decode_list(Cs, Acc, A);
        B -> decode_list(Cs, Acc, A, B)
    end.

decode_list([C | Cs], Acc, A, B) ->
    case value(C) of
        space -> decode_list(Cs, Acc, A, B);
        D -> decode_list(Cs, Acc, A, B, D)
    end.

decode_list([C | Cs], Acc, A, B, D) ->
    case value(C) of
        space -> decode_list(Cs, Acc, A, B, D);
        eq when D =:= eq -> only_ws(Cs, <<Acc/binary, A:6, (B bsr 4):2>>);
        eq -> only_ws(Cs, <<Acc/binary, A:6, B:6, (D bsr 2):4>>);
        E -> decode_list(Cs, <<Acc/binary, A:6, B:6, D:6, E:6>>)
    end.

only_ws([], Acc) -> Acc;
only_ws([C | Cs], Acc) ->
    case value(C) of
        space -> only_ws(Cs, Acc)
    end.

mime_decode(Text) when is_binary(Text) -> mime_decode(binary_to_list(Text));
mime_decode(Text) when is_list(Text) ->
    decode_list(padded([C || C <- Text, is_integer(value(C)) orelse C =:= $=], 0), <<>>).

%% Padding in the middle is skipped, at the end it is put right.
padded([$= | Rest], N) when N rem 4 < 2 -> padded(Rest, N);
padded([$= | Rest], N) ->
    case [C || C <- Rest, C =/= $=] of
        [] -> lists:duplicate(4 - N rem 4, $=);
        _ -> padded(Rest, N)
    end;
padded([C | Rest], N) -> [C | padded(Rest, N + 1)];
padded([], _) -> [].

value(C) when C >= $A, C =< $Z -> C - $A;
value(C) when C >= $a, C =< $z -> C - $a + 26;
value(C) when C >= $0, C =< $9 -> C - $0 + 52;
value($+) -> 62;
value($/) -> 63;
value(C) when C =:= $\s; C =:= $\t; C =:= $\r; C =:= $\n -> space;
value($=) -> eq;
value(_) -> bad.
