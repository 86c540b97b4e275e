%% Subset of OTP's unicode. Missing: the nfc, nfd, nfkc and nfkd functions, characters_to_*_int/2.
-module(unicode).

-export([bin_is_7bit/1, bom_to_encoding/1, characters_to_binary/1, characters_to_binary/2,
         characters_to_binary/3, characters_to_list/1, characters_to_list/2, encoding_to_bom/1]).

bin_is_7bit(_Binary) -> erlang:nif_error(undef).
characters_to_binary(_Chars, _Encoding) -> erlang:nif_error(undef).
characters_to_list(_Chars, _Encoding) -> erlang:nif_error(undef).

characters_to_list(Chars) ->
    try characters_to_list(Chars, unicode)
    catch
        error:_ -> erlang:error(badarg, [Chars], [{error_info, #{module => erl_stdlib_errors}}])
    end.

characters_to_binary(Chars) ->
    try characters_to_binary(Chars, unicode)
    catch
        error:_ -> erlang:error(badarg, [Chars], [{error_info, #{module => erl_stdlib_errors}}])
    end.

characters_to_binary(Chars, From, To) ->
    try convert(Chars, From, kind(To))
    catch
        error:_ -> erlang:error(badarg, [Chars, From, To], [{error_info, #{module => erl_stdlib_errors}}])
    end.

convert(Chars, From, utf8) -> characters_to_binary(Chars, From);
convert(Chars, From, To) ->
    case characters_to_list(Chars, From) of
        {Tag, Done, Rest} -> {Tag, element(1, encode(Done, To, <<>>)), Rest};
        List ->
            case encode(List, To, <<>>) of
                {Binary, []} -> Binary;
                {Binary, Rest} -> {error, Binary, Rest}
            end
    end.

encode([C | Cs], {latin1, _}, Acc) when C > 255 -> {Acc, [C | Cs]};
encode([C | Cs], {latin1, _} = To, Acc) -> encode(Cs, To, <<Acc/binary, C>>);
encode([C | Cs], {utf16, big} = To, Acc) -> encode(Cs, To, <<Acc/binary, C/utf16>>);
encode([C | Cs], {utf16, little} = To, Acc) -> encode(Cs, To, <<Acc/binary, C/utf16-little>>);
encode([C | Cs], {utf32, big} = To, Acc) -> encode(Cs, To, <<Acc/binary, C/utf32>>);
encode([C | Cs], {utf32, little} = To, Acc) -> encode(Cs, To, <<Acc/binary, C/utf32-little>>);
encode([], _To, Acc) -> {Acc, []}.

kind(unicode) -> utf8;
kind(utf8) -> utf8;
kind(latin1) -> {latin1, big};
kind(utf16) -> {utf16, big};
kind(utf32) -> {utf32, big};
kind({Size, Endian}) when Endian =:= big; Endian =:= little -> {Size, Endian}.

bom_to_encoding(<<239, 187, 191, _/binary>>) -> {utf8, 3};
bom_to_encoding(<<0, 0, 254, 255, _/binary>>) -> {{utf32, big}, 4};
bom_to_encoding(<<255, 254, 0, 0, _/binary>>) -> {{utf32, little}, 4};
bom_to_encoding(<<254, 255, _/binary>>) -> {{utf16, big}, 2};
bom_to_encoding(<<255, 254, _/binary>>) -> {{utf16, little}, 2};
bom_to_encoding(Binary) when is_binary(Binary) -> {latin1, 0}.

encoding_to_bom(unicode) -> <<239, 187, 191>>;
encoding_to_bom(utf8) -> <<239, 187, 191>>;
encoding_to_bom(utf16) -> <<254, 255>>;
encoding_to_bom({utf16, big}) -> <<254, 255>>;
encoding_to_bom({utf16, little}) -> <<255, 254>>;
encoding_to_bom(utf32) -> <<0, 0, 254, 255>>;
encoding_to_bom({utf32, big}) -> <<0, 0, 254, 255>>;
encoding_to_bom({utf32, little}) -> <<255, 254, 0, 0>>;
encoding_to_bom(latin1) -> <<>>.
