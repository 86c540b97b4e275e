%% Stand-in for Hackney: an HTTP/1.1 client over plain TCP with connections kept
%% alive in hackney_pool. An answer is read whole by request/5; the reference
%% that it returns is a key of the caller's process dictionary until body/1.
%% Missing: TLS, redirects, cookies, streams, proxies, asynchronous answers.
-module(hackney).

-export([request/2, request/3, request/4, request/5, body/1, skip_body/1]).
-export([get/1, get/2, get/4, put/4, post/4, delete/4]).

-type url() :: binary() | string().
-type headers() :: [{iodata(), iodata()}].
-type answer() :: {ok, 100..599, [{binary(), binary()}], reference()} | {error, term()}.

get(Url) -> request(get, Url).
get(Url, Headers) -> request(get, Url, Headers).
get(Url, Headers, Payload, Options) -> request(get, Url, Headers, Payload, Options).
put(Url, Headers, Payload, Options) -> request(put, Url, Headers, Payload, Options).
post(Url, Headers, Payload, Options) -> request(post, Url, Headers, Payload, Options).
delete(Url, Headers, Payload, Options) -> request(delete, Url, Headers, Payload, Options).

-spec request(atom(), url()) -> answer().
request(Method, Url) -> request(Method, Url, [], <<>>, []).

-spec request(atom(), url(), headers()) -> answer().
request(Method, Url, Headers) -> request(Method, Url, Headers, <<>>, []).

-spec request(atom(), url(), headers(), iodata()) -> answer().
request(Method, Url, Headers, Payload) -> request(Method, Url, Headers, Payload, []).

%% Options: {connect_timeout, Ms}, {recv_timeout, Ms}.
-spec request(atom(), url(), headers(), iodata(), list()) -> answer().
request(Method, Url, Headers, Payload, Options) ->
    case address(Url) of
        {ok, Address, Target} ->
            Head = head(Method, Target, Address, Headers, Payload),
            exchange(Address, [Head, Payload], Options);
        {error, Reason} ->
            {error, Reason}
    end.

%% The body of an answer, once.
-spec body(reference()) -> {ok, binary()} | {error, req_not_found}.
body(Ref) ->
    case erase({?MODULE, Ref}) of
        undefined -> {error, req_not_found};
        Body -> {ok, Body}
    end.

-spec skip_body(reference()) -> ok.
skip_body(Ref) ->
    _ = erase({?MODULE, Ref}),
    ok.

%% The host and port, and the path with its query; what follows # is left out.
address(Url) ->
    case unicode:characters_to_binary(Url) of
        <<"http://", Rest/binary>> ->
            [Whole | _] = binary:split(Rest, <<"#">>),
            {Authority, Target} = split_target(Whole),
            case binary:split(Authority, <<":">>) of
                [Host] ->
                    {ok, {binary_to_list(Host), 80}, Target};
                [Host, Port] ->
                    try {ok, {binary_to_list(Host), binary_to_integer(Port)}, Target}
                    catch error:badarg -> {error, {bad_url, Url}}
                    end
            end;
        _ ->
            {error, {unsupported_url, Url}}
    end.

split_target(Text) ->
    case binary:match(Text, [<<"/">>, <<"?">>]) of
        nomatch ->
            {Text, <<"/">>};
        {At, 1} ->
            <<Authority:At/binary, Target/binary>> = Text,
            case Target of
                <<"/", _/binary>> -> {Authority, Target};
                _ -> {Authority, <<"/", Target/binary>>}
            end
    end.

head(Method, Target, {Host, Port}, Headers, Payload) ->
    [string:uppercase(atom_to_list(Method)), $\s, Target, <<" HTTP/1.1\r\n">>,
     <<"host: ">>, Host, $:, integer_to_binary(Port), <<"\r\n">>,
     <<"user-agent: hackney\r\n">>,
     [[Name, <<": ">>, Value, <<"\r\n">>] || {Name, Value} <- Headers],
     <<"content-length: ">>, integer_to_binary(iolist_size(Payload)), <<"\r\n\r\n">>].

%% A connection from the pool may have been closed meanwhile: then a new one.
exchange(Address, Request, Options) ->
    case hackney_pool:checkout(Address) of
        {ok, Socket} ->
            case talk(Address, Socket, Request, Options) of
                {error, Reason} when Reason =:= closed; Reason =:= enotconn ->
                    fresh(Address, Request, Options);
                Answer ->
                    Answer
            end;
        none ->
            fresh(Address, Request, Options)
    end.

fresh({Host, Port} = Address, Request, Options) ->
    Timeout = proplists:get_value(connect_timeout, Options, 8000),
    case gen_tcp:connect(Host, Port, [binary, {active, false}, {packet, raw}, {nodelay, true}], Timeout) of
        {ok, Socket} -> talk(Address, Socket, Request, Options);
        {error, Reason} -> {error, Reason}
    end.

talk(Address, Socket, Request, Options) ->
    Timeout = proplists:get_value(recv_timeout, Options, 5000),
    case gen_tcp:send(Socket, Request) of
        ok ->
            case answer(Socket, <<>>, Timeout) of
                {ok, Status, Headers, Body, KeepAlive} ->
                    case KeepAlive of
                        true -> hackney_pool:checkin(Address, Socket);
                        false -> gen_tcp:close(Socket)
                    end,
                    Ref = make_ref(),
                    put({?MODULE, Ref}, Body),
                    {ok, Status, Headers, Ref};
                {error, Reason} ->
                    gen_tcp:close(Socket),
                    {error, Reason}
            end;
        {error, Reason} ->
            gen_tcp:close(Socket),
            {error, Reason}
    end.

answer(Socket, Buffer, Timeout) ->
    case binary:split(Buffer, <<"\r\n\r\n">>) of
        [Head, Rest] ->
            [<<"HTTP/1.", _, " ", Code:3/binary, _/binary>> | Lines] =
                binary:split(Head, <<"\r\n">>, [global]),
            Headers = [header(Line) || Line <- Lines],
            Known = maps:from_list([{list_to_binary(string:lowercase(binary_to_list(N))), V} || {N, V} <- Headers]),
            case rest(Socket, Rest, Known, Timeout) of
                {ok, Body} ->
                    KeepAlive = is_map_key(<<"content-length">>, Known)
                        andalso maps:get(<<"connection">>, Known, <<>>) =/= <<"close">>,
                    {ok, binary_to_integer(Code), Headers, Body, KeepAlive};
                {error, Reason} ->
                    {error, Reason}
            end;
        [_] ->
            case gen_tcp:recv(Socket, 0, Timeout) of
                {ok, More} -> answer(Socket, <<Buffer/binary, More/binary>>, Timeout);
                {error, Reason} -> {error, Reason}
            end
    end.

header(Line) ->
    [Name, Value] = binary:split(Line, <<":">>),
    {Name, string:trim(Value)}.

%% With a content-length so many bytes; otherwise until the server closes.
rest(Socket, Sofar, #{<<"content-length">> := Text} = Known, Timeout) ->
    Missing = binary_to_integer(Text) - byte_size(Sofar),
    if
        Missing =< 0 ->
            {ok, Sofar};
        true ->
            case gen_tcp:recv(Socket, 0, Timeout) of
                {ok, More} -> rest(Socket, <<Sofar/binary, More/binary>>, Known, Timeout);
                {error, Reason} -> {error, Reason}
            end
    end;
rest(Socket, Sofar, Known, Timeout) ->
    case gen_tcp:recv(Socket, 0, Timeout) of
        {ok, More} -> rest(Socket, <<Sofar/binary, More/binary>>, Known, Timeout);
        {error, closed} -> {ok, Sofar};
        {error, Reason} -> {error, Reason}
    end.
