%% Cuts packets off the front of a binary: what `erlang:decode_packet/3` does once its arguments are known to be good.
-module(erl_packet).

-export([decode/6]).

-define(LONGEST, 16#7ffffff).
%% Names of headers that are longer are left as they are.
-define(LONGEST_NAME, 50).

%% `Tail` are the bits that make no byte.
decode(Type, Data, Tail, Most, Length, Delimiter) ->
    case decode(Type, Data, Most, Length, Delimiter) of
        {ok, Packet, Rest} -> {ok, Packet, <<Rest/binary, Tail/bits>>};
        Other -> Other
    end.

%% `Most` is the size that a packet may have, 0 for any; lines are cut after `Length` bytes, when that is not 0.
decode(raw, <<>>, _, _, _) -> {more, undefined};
decode(0, <<>>, _, _, _) -> {more, undefined};
decode(raw, Data, _, _, _) -> {ok, Data, <<>>};
decode(0, Data, _, _, _) -> {ok, Data, <<>>};
decode(N, Data, Most, _, _) when is_integer(N) ->
    case Data of
        <<Size:N/unit:8, _/binary>> -> cut(N, Size, Most, Data);
        _ -> {more, undefined}
    end;
decode(line, Data, Most, Length, Delimiter) ->
    case line_end(Data, Delimiter) of
        Size when is_integer(Size), Length > 0, Size > Length -> split(Length, Data);
        none when Length > 0, byte_size(Data) >= Length -> split(Length, Data);
        none when Most > 0, byte_size(Data) > Most -> {error, invalid};
        none -> {more, undefined};
        Size when Most > 0, Size > Most -> {error, invalid};
        Size -> split(Size, Data)
    end;
decode(http, Data, Most, Length, _) -> http(Data, Most, Length, list);
decode(http_bin, Data, Most, Length, _) -> http(Data, Most, Length, binary);
decode(httph, Data, Most, _, _) -> header(Data, Most, list);
decode(httph_bin, Data, Most, _, _) -> header(Data, Most, binary);
decode(Type, Data, Most, _, _) ->
    case sizes(Type, Data) of
        {Head, Body} when Type =:= ssl_tls -> tls(whole(Head, Body, Most, Data));
        {Head, Body} -> whole(Head, Body, Most, Data);
        {Head, Body, Padding} -> unpadded(whole(Head, Body + Padding, Most, Data), Head + Body);
        more -> {more, undefined};
        invalid -> {error, invalid}
    end.

cut(_, Body, Most, _) when Body > ?LONGEST; Most > 0, Body > Most -> {error, invalid};
cut(Head, Body, _, Data) ->
    case Data of
        <<_:Head/binary, Packet:Body/binary, Rest/binary>> -> {ok, Packet, Rest};
        _ -> {more, Head + Body}
    end.

%% The packet with its head, which does not count for its size.
whole(_, Body, Most, _) when Body > ?LONGEST; Most > 0, Body > Most -> {error, invalid};
whole(Head, Body, _, Data) -> cut(0, Head + Body, 0, Data).

unpadded({ok, Packet, Rest}, Size) -> {ok, binary:part(Packet, 0, Size), Rest};
unpadded(Other, _) -> Other.

split(Size, Data) ->
    <<Packet:Size/binary, Rest/binary>> = Data,
    {ok, Packet, Rest}.

line_end(Data, Delimiter) ->
    case binary:match(Data, <<Delimiter>>) of
        {At, 1} -> At + 1;
        nomatch -> none
    end.

%% Bytes of the head and of the body of a packet whose head says how long it is.
sizes(sunrm, <<_:1, Size:31, _/binary>>) -> {4, Size};
sizes(cdr, <<"GIOP", _:16, Flags, _, Size:4/binary, _/binary>>) -> {12, binary:decode_unsigned(Size, endian(Flags))};
sizes(cdr, <<_:12/binary, _/binary>>) -> invalid;
sizes(fcgi, <<1, _:24, Size:16, Padding, _, _/binary>>) -> {8, Size, Padding};
sizes(fcgi, <<_:8/binary, _/binary>>) -> invalid;
sizes(tpkt, <<3, _, Size:16, _/binary>>) when Size >= 4 -> {4, Size - 4};
sizes(tpkt, <<_:4/binary, _/binary>>) -> invalid;
sizes(ssl_tls, <<1:1, Size:15, 1, _, _, _/binary>>) when Size >= 3 -> {5, Size - 3};
sizes(ssl_tls, <<_, _:16, Size:16, _/binary>>) -> {5, Size};
sizes(asn1, <<_:3, Tag:5, Rest/binary>>) when Tag < 31 -> asn1_size(1, Rest);
sizes(asn1, <<_, Rest/binary>>) -> asn1_tag(1, Rest);
sizes(_, _) -> more.

endian(Flags) when Flags band 1 =:= 1 -> little;
endian(_) -> big.

asn1_tag(N, <<1:1, _:7, Rest/binary>>) -> asn1_tag(N + 1, Rest);
asn1_tag(N, <<0:1, _:7, Rest/binary>>) -> asn1_size(N + 1, Rest);
asn1_tag(_, <<>>) -> more.

asn1_size(N, <<0:1, Size:7, _/binary>>) -> {N + 1, Size};
asn1_size(_, <<1:1, Bytes:7, _/binary>>) when Bytes > 4 -> invalid;
asn1_size(N, <<1:1, Bytes:7, Size:Bytes/unit:8, _/binary>>) -> {N + 1 + Bytes, Size};
asn1_size(_, _) -> more.

%% The greeting of SSL 2 stands for the one of TLS.
tls({ok, <<1:1, _:15, 1, Major, Minor, Hello/binary>>, Rest}) ->
    Size = byte_size(Hello) + 2,
    {ok, {ssl_tls, [], 22, {Major, Minor}, <<1, Size:24, Major, Minor, Hello/binary>>}, Rest};
tls({ok, <<Type, Major, Minor, _:16, Body/binary>>, Rest}) -> {ok, {ssl_tls, [], Type, {Major, Minor}, Body}, Rest};
tls(Other) -> Other.

http(Data, Most, Length, Form) ->
    case line_end(Data, $\n) of
        none when Most > 0, byte_size(Data) >= Most; Length > 0, byte_size(Data) >= Length -> {error, invalid};
        none -> {more, undefined};
        Size when Most > 0, Size > Most; Length > 0, Size > Length -> {error, invalid};
        Size ->
            {ok, Line, Rest} = split(Size, Data),
            {ok, first_line(without_newline(Line), Line, Form), Rest}
    end.

first_line(<<"HTTP/", Rest/binary>>, Line, Form) ->
    case version(Rest) of
        {Version, <<" ", More/binary>>} ->
            {Status, Phrase} = number(spaces(More), 0),
            case spaces(Phrase) of
                Phrase when Phrase =/= <<>> -> {http_error, text(Line, Form)};
                Text -> {http_response, Version, Status, text(Text, Form)}
            end;
        _ -> {http_error, text(Line, Form)}
    end;
first_line(Text, Line, Form) ->
    case token(Text, 0) of
        {<<_, _/binary>> = Method, <<" ", Rest/binary>>} ->
            case binary:split(spaces(Rest), <<" ">>) of
                [<<>> | _] -> {http_error, text(Line, Form)};
                [Uri] -> request(Method, Uri, {0, 9}, Form);
                [Uri, More] ->
                    case {spaces(More), Uri} of
                        {<<>>, _} -> request(Method, Uri, {0, 9}, Form);
                        {<<"HTTP/", V/binary>>, _} ->
                            case version(V) of
                                {Version, _} -> request(Method, Uri, Version, Form);
                                error -> {http_error, text(Line, Form)}
                            end;
                        _ -> {http_error, text(Line, Form)}
                    end
            end;
        _ -> {http_error, text(Line, Form)}
    end.

request(Method, Uri, Version, Form) -> {http_request, method(Method, Form), uri(Method, Uri, Form), Version}.

method(Method, Form) ->
    case lists:member(Method, [<<"OPTIONS">>, <<"GET">>, <<"HEAD">>, <<"POST">>, <<"PUT">>, <<"DELETE">>, <<"TRACE">>]) of
        true -> binary_to_atom(Method);
        false -> text(Method, Form)
    end.

uri(_, <<"*">>, _) -> '*';
uri(_, <<"/", _/binary>> = Path, Form) -> {abs_path, text(Path, Form)};
uri(Method, Uri, Form) ->
    case binary:split(Uri, <<":">>) of
        [Scheme, <<"//", Rest/binary>> = Part] ->
            case string:lowercase(Scheme) of
                <<"http">> -> absolute(http, Rest, Form);
                <<"https">> -> absolute(https, Rest, Form);
                _ -> scheme(Method, Scheme, Part, Form)
            end;
        [Scheme, Part] -> scheme(Method, Scheme, Part, Form);
        [_] -> text(Uri, Form)
    end.

scheme(_, Scheme, Part, Form) -> {scheme, text(Scheme, Form), text(Part, Form)}.

absolute(Scheme, Rest, Form) ->
    {Authority, Path} =
        case binary:match(Rest, <<"/">>) of
            {At, 1} -> {binary:part(Rest, 0, At), binary:part(Rest, At, byte_size(Rest) - At)};
            nomatch -> {Rest, <<"/">>}
        end,
    {Host, Port} =
        case binary:split(Authority, <<":">>) of
            [Name, Digits] -> {Name, case number(Digits, 0) of {N, <<>>} when Digits =/= <<>> -> N; _ -> undefined end};
            [Name] -> {Name, undefined}
        end,
    {absoluteURI, Scheme, text(Host, Form), Port, text(Path, Form)}.

version(<<D, _/binary>> = Text) when D >= $0, D =< $9 ->
    case number(Text, 0) of
        {Major, <<".", M, Rest/binary>>} when M >= $0, M =< $9 ->
            {Minor, More} = number(Rest, M - $0),
            {{Major, Minor}, More};
        _ -> error
    end;
version(_) -> error.

number(<<D, Rest/binary>>, N) when D >= $0, D =< $9 -> number(Rest, 10 * N + D - $0);
number(Rest, N) -> {N, Rest}.

spaces(<<" ", Rest/binary>>) -> spaces(Rest);
spaces(Rest) -> Rest.

%% The header and what continues it on lines that begin with a blank; so the line after it must be there.
header(Data, Most, Form) ->
    case header_end(Data, 0) of
        none when Most > 0, byte_size(Data) >= Most -> {error, invalid};
        none -> {more, undefined};
        Size when Most > 0, Size > Most -> {error, invalid};
        Size ->
            {ok, Line, Rest} = split(Size, Data),
            {ok, header_line(without_newline(Line), Line, Form), Rest}
    end.

header_end(Data, From) ->
    case binary:match(Data, <<"\n">>, [{scope, {From, byte_size(Data) - From}}]) of
        nomatch -> none;
        {At, 1} when At =:= 0 -> 1;
        {At, 1} when At =:= 1, binary_part(Data, 0, 1) =:= <<"\r">> -> 2;
        {At, 1} ->
            case Data of
                <<_:At/binary, _, C, _/binary>> when C =:= $\s; C =:= $\t -> header_end(Data, At + 1);
                <<_:At/binary, _, _, _/binary>> -> At + 1;
                _ -> none
            end
    end.

header_line(<<>>, _, _) -> http_eoh;
header_line(Text, Line, Form) ->
    case token(Text, 0) of
        {Name, <<":", Rest/binary>>} ->
            Known = capitals(Name),
            Value = text(blanks(Rest), Form),
            case number_of(Known, 1, names()) of
                0 -> {http_header, 0, text(Known, Form), text(Name, Form), Value};
                N -> {http_header, N, binary_to_atom(Known), text(Name, Form), Value}
            end;
        _ -> {http_error, text(Line, Form)}
    end.

blanks(<<C, Rest/binary>>) when C =:= $\s; C =:= $\t -> blanks(Rest);
blanks(Rest) -> Rest.

%% What follows a hyphen is made a capital; a hyphen that does so counts as the capital.
capitals(Name) when byte_size(Name) > ?LONGEST_NAME -> Name;
capitals(Name) -> list_to_binary(capitals(binary_to_list(Name), true)).

capitals([C | Rest], true) -> [string:to_upper(C) | capitals(Rest, false)];
capitals([$- | Rest], false) -> [$- | capitals(Rest, true)];
capitals([C | Rest], false) -> [string:to_lower(C) | capitals(Rest, false)];
capitals([], _) -> [].

number_of(Name, N, [Name | _]) -> N;
number_of(Name, N, [_ | Names]) -> number_of(Name, N + 1, Names);
number_of(_, _, []) -> 0.

%% Headers that have a number, which is their place here, and an atom.
names() ->
    binary:split(
        <<"Cache-Control Connection Date Pragma Transfer-Encoding Upgrade Via Accept Accept-Charset Accept-Encoding "
          "Accept-Language Authorization From Host If-Modified-Since If-Match If-None-Match If-Range "
          "If-Unmodified-Since Max-Forwards Proxy-Authorization Range Referer User-Agent Age Location "
          "Proxy-Authenticate Public Retry-After Server Vary Warning Www-Authenticate Allow Content-Base "
          "Content-Encoding Content-Language Content-Length Content-Location Content-Md5 Content-Range Content-Type "
          "Etag Expires Last-Modified Accept-Ranges Set-Cookie Set-Cookie2 X-Forwarded-For Cookie Keep-Alive "
          "Proxy-Connection">>,
        <<" ">>, [global]).

%% Characters up to one that separates, and the rest.
token(Text, N) ->
    case Text of
        <<_:N/binary, C, _/binary>> when C > 32, C < 127 ->
            case lists:member(C, "()<>@,;:\\\"/[]?={}") of
                false -> token(Text, N + 1);
                true -> {binary:part(Text, 0, N), binary:part(Text, N, byte_size(Text) - N)}
            end;
        _ -> {binary:part(Text, 0, N), binary:part(Text, N, byte_size(Text) - N)}
    end.

without_newline(Line) ->
    Size = byte_size(Line) - 1,
    case Line of
        <<Text:(Size - 1)/binary, "\r\n">> when Size > 0 -> Text;
        <<Text:Size/binary, "\n">> -> Text
    end.

text(Text, binary) -> Text;
text(Text, list) -> binary_to_list(Text).
