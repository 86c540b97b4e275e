%% Stands in for OTP's unicode, whole exported API.
-module(unicode).

-export([bin_is_7bit/1, bom_to_encoding/1, characters_to_binary/1, characters_to_binary/2,
         characters_to_binary/3, characters_to_list/1, characters_to_list/2, characters_to_nfc_binary/1,
         characters_to_nfc_list/1, characters_to_nfd_binary/1, characters_to_nfd_list/1,
         characters_to_nfkc_binary/1, characters_to_nfkc_list/1, characters_to_nfkd_binary/1,
         characters_to_nfkd_list/1, encoding_to_bom/1]).
-export([characters_to_binary_int/2, characters_to_list_int/2]).

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

%% What the built-in functions leave to Erlang in OTP.
characters_to_list_int(Chars, Encoding) -> characters_to_list(Chars, Encoding).

characters_to_binary_int(Chars, Encoding) -> characters_to_binary(Chars, Encoding).

characters_to_nfc_list(Chars) -> normal_list(Chars, fun unicode_util:nfc/1, ?FUNCTION_NAME).

characters_to_nfd_list(Chars) -> normal_list(Chars, fun unicode_util:nfd/1, ?FUNCTION_NAME).

characters_to_nfkc_list(Chars) -> normal_list(Chars, fun unicode_util:nfkc/1, ?FUNCTION_NAME).

characters_to_nfkd_list(Chars) -> normal_list(Chars, fun unicode_util:nfkd/1, ?FUNCTION_NAME).

characters_to_nfc_binary(Chars) -> normal_binary(Chars, fun unicode_util:nfc/1, ?FUNCTION_NAME).

characters_to_nfd_binary(Chars) -> normal_binary(Chars, fun unicode_util:nfd/1, ?FUNCTION_NAME).

characters_to_nfkc_binary(Chars) -> normal_binary(Chars, fun unicode_util:nfkc/1, ?FUNCTION_NAME).

characters_to_nfkd_binary(Chars) -> normal_binary(Chars, fun unicode_util:nfkd/1, ?FUNCTION_NAME).

normal_list(Chars, Next, Name) ->
    try clusters(Next(Chars), Next, [])
    catch error:_ -> badarg(Name, Chars)
    end.

clusters([C | Rest], Next, Acc) when is_list(C) -> clusters(Next(Rest), Next, lists:reverse(C, Acc));
clusters([C | Rest], Next, Acc) -> clusters(Next(Rest), Next, [C | Acc]);
clusters([], _, Acc) -> lists:reverse(Acc);
clusters({error, Rest}, _, Acc) -> {error, lists:reverse(Acc), Rest}.

normal_binary(Chars, Next, Name) ->
    try
        case clusters(Next(Chars), Next, []) of
            {error, Done, Rest} -> {error, utf8(Done), Rest};
            Done -> utf8(Done)
        end
    catch error:_ -> badarg(Name, Chars)
    end.

utf8(Codes) -> << <<C/utf8>> || C <- Codes >>.

%% The error is the exported function's, as if it were built in.
badarg(Name, Chars) ->
    try erlang:error(badarg, [Chars], [{error_info, #{module => erl_stdlib_errors}}])
    catch
        error:badarg:Raised ->
            [{_, _, _, Location} | Stack] = Raised,
            erlang:raise(error, badarg, [{?MODULE, Name, [Chars], Location} | Stack])
    end.
