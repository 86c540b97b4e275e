%% A request as handlers see it: a map made by cowboy_http, and the calls that
%% talk to the connection process.
-module(cowboy_req).

-export([method/1, version/1, peer/1, host/1, port/1, path/1, qs/1, parse_qs/1]).
-export([header/2, header/3, headers/1, binding/2, binding/3, bindings/1, path_info/1]).
-export([has_body/1, body_length/1, read_body/1, read_body/2]).
-export([reply/2, reply/3, reply/4, status/1, uri_decode/1]).

-type req() :: map().
-export_type([req/0]).

-spec method(req()) -> binary().
method(#{method := Method}) -> Method.

-spec version(req()) -> 'HTTP/1.0' | 'HTTP/1.1'.
version(#{version := Version}) -> Version.

-spec peer(req()) -> {inet:ip_address(), inet:port_number()}.
peer(#{peer := Peer}) -> Peer.

-spec host(req()) -> binary().
host(#{host := Host}) -> Host.

-spec port(req()) -> inet:port_number().
port(#{port := Port}) -> Port.

-spec path(req()) -> binary().
path(#{path := Path}) -> Path.

-spec qs(req()) -> binary().
qs(#{qs := Qs}) -> Qs.

%% The query string as a list of names and values; a name alone has the value true.
-spec parse_qs(req()) -> [{binary(), binary() | true}].
parse_qs(#{qs := Qs}) ->
    [case binary:split(Pair, <<"=">>) of
         [Name, Value] -> {decode_plus(Name), decode_plus(Value)};
         [Name] -> {decode_plus(Name), true}
     end || Pair <- binary:split(Qs, <<"&">>, [global]), Pair =/= <<>>].

decode_plus(Text) ->
    uri_decode(binary:replace(Text, <<"+">>, <<" ">>, [global])).

%% Percent-decoding; raises badarg on a broken escape.
-spec uri_decode(binary()) -> binary().
uri_decode(Text) ->
    uri_decode(Text, <<>>).

uri_decode(<<"%", Hex:2/binary, Rest/binary>>, Acc) ->
    uri_decode(Rest, <<Acc/binary, (binary_to_integer(Hex, 16))>>);
uri_decode(<<"%", _/binary>>, _Acc) ->
    error(badarg);
uri_decode(<<Char, Rest/binary>>, Acc) ->
    uri_decode(Rest, <<Acc/binary, Char>>);
uri_decode(<<>>, Acc) ->
    Acc.

-spec header(binary(), req()) -> binary() | undefined.
header(Name, Req) -> header(Name, Req, undefined).

-spec header(binary(), req(), Default) -> binary() | Default.
header(Name, #{headers := Headers}, Default) -> maps:get(Name, Headers, Default).

-spec headers(req()) -> #{binary() => binary()}.
headers(#{headers := Headers}) -> Headers.

-spec binding(atom(), req()) -> binary() | undefined.
binding(Name, Req) -> binding(Name, Req, undefined).

-spec binding(atom(), req(), Default) -> binary() | Default.
binding(Name, #{bindings := Bindings}, Default) -> maps:get(Name, Bindings, Default).

-spec bindings(req()) -> #{atom() => binary()}.
bindings(#{bindings := Bindings}) -> Bindings.

-spec path_info(req()) -> [binary()] | undefined.
path_info(#{path_info := PathInfo}) -> PathInfo.

-spec has_body(req()) -> boolean().
has_body(#{has_body := HasBody}) -> HasBody.

-spec body_length(req()) -> non_neg_integer().
body_length(#{body_length := Length}) -> Length.

-spec read_body(req()) -> {ok | more, binary(), req()}.
read_body(Req) -> read_body(Req, #{}).

%% Options: length (bytes, at least so many come in a `more'), period and timeout (ms).
-spec read_body(req(), map()) -> {ok | more, binary(), req()}.
read_body(#{has_body := false} = Req, _Opts) ->
    {ok, <<>>, Req};
read_body(#{has_read_body := true} = Req, _Opts) ->
    {ok, <<>>, Req};
read_body(#{pid := Pid, streamid := StreamID} = Req, Opts) ->
    Length = maps:get(length, Opts, 8000000),
    Period = maps:get(period, Opts, 15000),
    Timeout = maps:get(timeout, Opts, Period + 1000),
    Ref = make_ref(),
    Pid ! {{Pid, StreamID}, {read_body, Ref, Length, Period}},
    receive
        {request_body, Ref, nofin, Body} ->
            {more, Body, Req};
        {request_body, Ref, fin, Total, Body} ->
            {ok, Body, Req#{has_read_body => true, body_length => Total}}
    after Timeout ->
        exit(timeout)
    end.

-spec reply(100..599, req()) -> req().
reply(Status, Req) -> reply(Status, #{}, <<>>, Req).

-spec reply(100..599, #{binary() => iodata()}, req()) -> req().
reply(Status, Headers, Req) -> reply(Status, Headers, <<>>, Req).

-spec reply(100..599, #{binary() => iodata()}, iodata(), req()) -> req().
reply(_Status, _Headers, _Body, #{has_sent_resp := _}) ->
    error(function_clause);
reply(Status, Headers, Body, #{pid := Pid, streamid := StreamID} = Req) ->
    Pid ! {{Pid, StreamID}, {response, Status, Headers, Body}},
    Req#{has_sent_resp => true}.

%% The number and its text, as the status line has them.
-spec status(100..599) -> binary().
status(200) -> <<"200 OK">>;
status(201) -> <<"201 Created">>;
status(202) -> <<"202 Accepted">>;
status(204) -> <<"204 No Content">>;
status(301) -> <<"301 Moved Permanently">>;
status(302) -> <<"302 Found">>;
status(304) -> <<"304 Not Modified">>;
status(400) -> <<"400 Bad Request">>;
status(401) -> <<"401 Unauthorized">>;
status(403) -> <<"403 Forbidden">>;
status(404) -> <<"404 Not Found">>;
status(405) -> <<"405 Method Not Allowed">>;
status(409) -> <<"409 Conflict">>;
status(422) -> <<"422 Unprocessable Entity">>;
status(429) -> <<"429 Too Many Requests">>;
status(431) -> <<"431 Request Header Fields Too Large">>;
status(500) -> <<"500 Internal Server Error">>;
status(501) -> <<"501 Not Implemented">>;
status(503) -> <<"503 Service Unavailable">>;
status(505) -> <<"505 HTTP Version Not Supported">>;
status(Status) -> <<(integer_to_binary(Status))/binary, " ">>.
