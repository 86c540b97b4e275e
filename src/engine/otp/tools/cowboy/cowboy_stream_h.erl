%% A stream is a request and its answer. This side of it lives in the connection
%% process; the other side is the request process, which runs the middlewares
%% and the handler. Messages of the request process:
%%   {read_body, Ref, Length, Period}       -> {request_body, Ref, fin, Total, Data}
%%                                             or {request_body, Ref, nofin, Data}
%%   {response, Status, Headers, Body}
%% A crash of the request process is logged and answered 500.
-module(cowboy_stream_h).

-export([init/3, data/4, info/3, terminate/1, children/1]).
-export([request_process/3, execute/3]).

-record(state, {
    ref :: term(),
    pid :: undefined | pid(),
    expect_fin :: fin | nofin,
    body = <<>> :: binary(),
    total = 0 :: non_neg_integer(),
    reader :: undefined | {reference(), pos_integer() | infinity}
}).

init(_StreamID, #{ref := Ref, body_length := Length} = Req, Opts) ->
    Env = maps:get(env, Opts, #{}),
    Middlewares = maps:get(middlewares, Opts, [cowboy_router, cowboy_handler]),
    Pid = proc_lib:spawn_link(?MODULE, request_process, [Req, Env, Middlewares]),
    {[], #state{ref = Ref, pid = Pid, expect_fin = case Length of 0 -> fin; _ -> nofin end}}.

data(_StreamID, IsFin, Data, #state{body = Body, total = Total} = State) ->
    {[], feed(State#state{expect_fin = IsFin, body = <<Body/binary, Data/binary>>,
                          total = Total + byte_size(Data)})}.

info(_StreamID, {'EXIT', Pid, normal}, #state{pid = Pid} = State) ->
    {[stop], State};
info(StreamID, {'EXIT', Pid, Reason}, #state{pid = Pid, ref = Ref} = State) ->
    report(Ref, StreamID, Pid, Reason),
    {[{error_response, 500, #{<<"content-length">> => <<"0">>}, <<>>}, stop], State};
info(_StreamID, {read_body, ReadRef, Length, _Period}, State) ->
    {[], feed(State#state{reader = {ReadRef, Length}})};
info(_StreamID, {response, Status, Headers, Body}, State) ->
    {[{response, Status, Headers, Body}], State};
info(_StreamID, _Message, State) ->
    {[], State}.

terminate(#state{pid = Pid}) ->
    exit(Pid, shutdown),
    ok.

children(#state{pid = Pid}) ->
    [{?MODULE, Pid, worker, [?MODULE]}].

%% Answers a waiting read_body as soon as the body is whole or long enough.
feed(#state{reader = undefined} = State) ->
    State;
feed(#state{reader = {ReadRef, _}, expect_fin = fin, pid = Pid, body = Body, total = Total} = State) ->
    Pid ! {request_body, ReadRef, fin, Total, Body},
    State#state{reader = undefined, body = <<>>};
feed(#state{reader = {ReadRef, Length}, pid = Pid, body = Body} = State)
  when is_integer(Length), byte_size(Body) >= Length ->
    Pid ! {request_body, ReadRef, nofin, Body},
    State#state{reader = undefined, body = <<>>};
feed(State) ->
    State.

report(_Ref, _StreamID, _Pid, shutdown) ->
    ok;
report(_Ref, _StreamID, _Pid, {shutdown, _}) ->
    ok;
report(Ref, StreamID, Pid, {Reason, Stack}) when is_list(Stack) ->
    logger:error("Ranch listener ~p, connection process ~p, stream ~p had its request "
                 "process ~p exit with reason ~0p and stacktrace ~0p~n",
                 [Ref, self(), StreamID, Pid, Reason, Stack]);
report(Ref, StreamID, Pid, Reason) ->
    logger:error("Ranch listener ~p, connection process ~p, stream ~p had its request "
                 "process ~p exit with reason ~0p~n",
                 [Ref, self(), StreamID, Pid, Reason]).

%% An exit gets its stack into the reason, as errors have it anyway, so that the
%% connection process can log it.
request_process(Req, Env, Middlewares) ->
    try
        execute(Req, Env, Middlewares)
    catch
        exit:Reason:Stack ->
            erlang:raise(exit, {Reason, Stack}, Stack)
    end.

execute(_Req, _Env, []) ->
    ok;
execute(Req, Env, [Middleware | Rest]) ->
    case Middleware:execute(Req, Env) of
        {ok, Req2, Env2} -> execute(Req2, Env2, Rest);
        {stop, _Req2} -> ok
    end.
