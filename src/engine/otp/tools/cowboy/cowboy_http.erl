%% The process of one HTTP/1.1 connection. It parses requests one after another,
%% gives each to cowboy_stream_h, and carries out the commands that come back;
%% the request process talks to it with messages {{ConnPid, StreamID}, Message}.
%% The socket is {active, once} only while more bytes are wanted: between
%% requests and in the middle of a body.
-module(cowboy_http).

-export([init/5, loop/2]).
-export([system_continue/3, system_terminate/4, system_code_change/4, system_get_state/1]).

-define(MAX_HEAD, 16384).

-record(stream, {
    id :: pos_integer(),
    state :: term(),
    left :: non_neg_integer(),          % bytes of the body that have not come yet
    close :: boolean(),                 % close the connection after the answer
    head_only :: boolean(),
    replied = false :: boolean()
}).

-record(state, {
    parent :: pid(),
    ref :: term(),
    socket :: gen_tcp:socket(),
    transport :: module(),
    opts :: map(),
    peer :: term(),
    sock :: term(),
    next_id = 1 :: pos_integer(),
    stream :: undefined | #stream{}
}).

-spec init(pid(), term(), gen_tcp:socket(), module(), map()) -> no_return().
init(Parent, Ref, Socket, Transport, Opts) ->
    case {Transport:peername(Socket), Transport:sockname(Socket)} of
        {{ok, Peer}, {ok, Sock}} ->
            State = #state{parent = Parent, ref = Ref, socket = Socket, transport = Transport,
                           opts = Opts, peer = Peer, sock = Sock},
            want(State),
            loop(State, <<>>);
        _ ->
            exit(normal)
    end.

-spec loop(#state{}, binary()) -> no_return().
loop(#state{socket = Socket, parent = Parent} = State, Buffer) ->
    receive
        {tcp, Socket, Data} ->
            parse(State, <<Buffer/binary, Data/binary>>);
        {tcp_closed, Socket} ->
            terminate(State, normal);
        {tcp_error, Socket, _Reason} ->
            terminate(State, normal);
        {{Pid, StreamID}, Message} when Pid =:= self() ->
            stream_info(State, Buffer, StreamID, Message);
        {'EXIT', Parent, Reason} ->
            terminate(State, Reason);
        {'EXIT', Pid, Reason} ->
            stream_exit(State, Buffer, Pid, Reason);
        {system, From, Request} ->
            sys:handle_system_msg(Request, From, Parent, ?MODULE, [], {State, Buffer});
        {'$gen_call', From, which_children} ->
            gen_server:reply(From, children(State)),
            loop(State, Buffer);
        {'$gen_call', From, count_children} ->
            N = length(children(State)),
            gen_server:reply(From, [{specs, 1}, {active, N}, {supervisors, 0}, {workers, N}]),
            loop(State, Buffer);
        _Other ->
            loop(State, Buffer)
    after idle_timeout(State) ->
        terminate(State, normal)
    end.

idle_timeout(#state{opts = Opts}) ->
    maps:get(idle_timeout, Opts, 60000).

children(#state{stream = undefined}) -> [];
children(#state{stream = #stream{state = StreamState}}) -> cowboy_stream_h:children(StreamState).

want(#state{transport = Transport, socket = Socket}) ->
    Transport:setopts(Socket, [{active, once}]).

%% Bytes belong to the body of the running request first, then to the next head.
parse(#state{stream = undefined} = State, Buffer) ->
    case binary:split(Buffer, <<"\r\n\r\n">>) of
        [Head, Rest] when Head =/= <<>> -> request(State, Head, Rest);
        [<<>>, Rest] -> parse(State, Rest);
        _ when byte_size(Buffer) > ?MAX_HEAD -> refuse(State, 431);
        _ -> want(State), loop(State, Buffer)
    end;
parse(#state{stream = #stream{left = 0}} = State, Buffer) ->
    loop(State, Buffer);
parse(#state{stream = #stream{left = Left} = Stream} = State, Buffer) ->
    case Buffer of
        <<>> ->
            want(State),
            loop(State, <<>>);
        <<Data:Left/binary, Rest/binary>> ->
            body(State#state{stream = Stream#stream{left = 0}}, fin, Data, Rest);
        Data ->
            Fewer = Stream#stream{left = Left - byte_size(Data)},
            body(State#state{stream = Fewer}, nofin, Data, <<>>)
    end.

body(#state{stream = #stream{id = Id, state = Old} = Stream} = State, IsFin, Data, Rest) ->
    {Commands, New} = cowboy_stream_h:data(Id, IsFin, Data, Old),
    commands(State#state{stream = Stream#stream{state = New}}, Commands, Rest).

request(State, Head, Rest) ->
    [Line | HeaderLines] = binary:split(Head, <<"\r\n">>, [global]),
    try {request_line(Line), maps:from_list([header(H) || H <- HeaderLines])} of
        {{Method, Target, Version}, Headers} ->
            start(State, Method, Target, Version, Headers, Rest)
    catch
        throw:Status -> refuse(State, Status)
    end.

request_line(Line) ->
    case binary:split(Line, <<" ">>, [global]) of
        [Method, Target, <<"HTTP/1.1">>] -> {Method, Target, 'HTTP/1.1'};
        [Method, Target, <<"HTTP/1.0">>] -> {Method, Target, 'HTTP/1.0'};
        [_, _, _] -> throw(505);
        _ -> throw(400)
    end.

header(Line) ->
    case binary:split(Line, <<":">>) of
        [Name, Value] -> {lowercase(Name), skip_blank(Value)};
        _ -> throw(400)
    end.

start(State, Method, Target, Version, Headers, Rest) ->
    case content_length(Headers) of
        {ok, Length} ->
            #state{next_id = Id, ref = Ref, peer = Peer, sock = {_, SockPort} = Sock,
                   opts = Opts} = State,
            {Host, Port} = host_port(maps:get(<<"host">>, Headers, <<>>), SockPort),
            [Path | Query] = binary:split(hd(binary:split(Target, <<"#">>)), <<"?">>),
            Req = #{ref => Ref, pid => self(), streamid => Id, peer => Peer, sock => Sock,
                    cert => undefined, method => Method, scheme => <<"http">>,
                    host => Host, port => Port, path => Path,
                    qs => iolist_to_binary(Query), version => Version, headers => Headers,
                    has_body => Length > 0, body_length => Length},
            {Commands, StreamState} = cowboy_stream_h:init(Id, Req, Opts),
            Stream = #stream{id = Id, state = StreamState, left = Length,
                             close = closes(Version, Headers),
                             head_only = Method =:= <<"HEAD">>},
            commands(State#state{next_id = Id + 1, stream = Stream}, Commands, Rest);
        {error, Status} ->
            refuse(State, Status)
    end.

lowercase(Text) ->
    << <<(if C >= $A, C =< $Z -> C + 32; true -> C end)>> || <<C>> <= Text >>.

skip_blank(<<$\s, Rest/binary>>) -> skip_blank(Rest);
skip_blank(Text) -> Text.

content_length(#{<<"transfer-encoding">> := _}) ->
    {error, 501};
content_length(#{<<"content-length">> := Text}) ->
    try binary_to_integer(Text) of
        Length when Length >= 0 -> {ok, Length};
        _ -> {error, 400}
    catch
        error:badarg -> {error, 400}
    end;
content_length(_) ->
    {ok, 0}.

host_port(Text, DefaultPort) ->
    case binary:split(Text, <<":">>) of
        [Host, Port] ->
            try {Host, binary_to_integer(Port)}
            catch error:badarg -> {Host, DefaultPort}
            end;
        [Host] ->
            {Host, DefaultPort}
    end.

closes('HTTP/1.0', Headers) ->
    lowercase(maps:get(<<"connection">>, Headers, <<>>)) =/= <<"keep-alive">>;
closes('HTTP/1.1', Headers) ->
    lowercase(maps:get(<<"connection">>, Headers, <<>>)) =:= <<"close">>.

stream_info(#state{stream = #stream{id = Id, state = Old} = Stream} = State, Buffer, Id, Message) ->
    {Commands, New} = cowboy_stream_h:info(Id, Message, Old),
    commands(State#state{stream = Stream#stream{state = New}}, Commands, Buffer);
stream_info(State, Buffer, _StreamID, _Message) ->
    loop(State, Buffer).

stream_exit(#state{stream = #stream{id = Id}} = State, Buffer, Pid, Reason) ->
    stream_info(State, Buffer, Id, {'EXIT', Pid, Reason});
stream_exit(State, Buffer, _Pid, _Reason) ->
    loop(State, Buffer).

%% Commands of a stream: {response, Status, Headers, Body} answers;
%% {error_response, Status, Headers, Body} answers if nothing was answered yet;
%% {internal_error, Reason, Text} ends the connection's use; stop ends the stream.
commands(State, [], Buffer) ->
    parse(State, Buffer);
commands(State, [{response, Status, Headers, Body} | Rest], Buffer) ->
    commands(respond(State, Status, Headers, Body), Rest, Buffer);
commands(#state{stream = #stream{replied = true}} = State, [{error_response, _, _, _} | Rest], Buffer) ->
    commands(State, Rest, Buffer);
commands(State, [{error_response, Status, Headers, Body} | Rest], Buffer) ->
    commands(respond(State, Status, Headers, Body), Rest, Buffer);
commands(State, [stop | _], Buffer) ->
    stop_stream(State, Buffer).

respond(#state{stream = Stream} = State, Status, Headers, Body) ->
    send(State, Status, Headers, Body, Stream#stream.close, Stream#stream.head_only),
    State#state{stream = Stream#stream{replied = true}}.

send(#state{socket = Socket, transport = Transport}, Status, Headers, Body, Close, HeadOnly) ->
    All = maps:merge(#{<<"content-length">> => integer_to_binary(iolist_size(Body)),
                       <<"date">> => cowboy_clock:rfc1123(),
                       <<"server">> => <<"Cowboy">>},
                     case Close of
                         true -> Headers#{<<"connection">> => <<"close">>};
                         false -> Headers
                     end),
    Lines = [[Name, <<": ">>, Value, <<"\r\n">>] || {Name, Value} <- maps:to_list(All)],
    Sent = case HeadOnly of
        true -> <<>>;
        false -> Body
    end,
    Transport:send(Socket, [<<"HTTP/1.1 ">>, cowboy_req:status(Status), <<"\r\n">>,
                            Lines, <<"\r\n">>, Sent]).

%% A body that nobody read is skipped when it has come; otherwise the connection
%% cannot be used further.
stop_stream(#state{stream = #stream{replied = false}} = State, Buffer) ->
    stop_stream(respond(State, 204, #{}, <<>>), Buffer);
stop_stream(#state{stream = #stream{close = false, left = Left}} = State, Buffer)
  when Left =< byte_size(Buffer) ->
    <<_:Left/binary, Rest/binary>> = Buffer,
    parse(State#state{stream = undefined}, Rest);
stop_stream(State, _Buffer) ->
    terminate(State, normal).

refuse(State, Status) ->
    send(State, Status, #{}, <<>>, true, false),
    terminate(State, normal).

-spec terminate(#state{}, term()) -> no_return().
terminate(#state{socket = Socket, transport = Transport, stream = Stream}, Reason) ->
    case Stream of
        undefined -> ok;
        #stream{state = StreamState} -> cowboy_stream_h:terminate(StreamState)
    end,
    Transport:close(Socket),
    exit(case Reason of normal -> normal; shutdown -> shutdown; _ -> {shutdown, Reason} end).

system_continue(_Parent, _Debug, {State, Buffer}) ->
    loop(State, Buffer).

-spec system_terminate(term(), pid(), list(), {#state{}, binary()}) -> no_return().
system_terminate(Reason, _Parent, _Debug, {State, _Buffer}) ->
    terminate(State, Reason).

system_code_change(Misc, _Module, _OldVsn, _Extra) ->
    {ok, Misc}.

system_get_state({State, Buffer}) ->
    {ok, {State, Buffer}}.
