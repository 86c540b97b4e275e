%% Sockets of one host: passive, active, lines, owners, ends.
-module(test_gen_tcp).

-export([test/0]).

test() ->
    ok = passive(),
    ok = active(),
    ok = lines(),
    ok = owners(),
    ok = refusals(),
    ok.

pair(Opts) ->
    {ok, L} = gen_tcp:listen(0, [binary, {active, false} | Opts]),
    {ok, Port} = inet:port(L),
    {ok, C} = gen_tcp:connect("localhost", Port, [binary, {active, false} | Opts]),
    {ok, S} = gen_tcp:accept(L),
    ok = gen_tcp:close(L),
    {C, S}.

passive() ->
    {C, S} = pair([]),
    ok = gen_tcp:send(C, ["ab", <<"cdef">>]),
    {ok, <<"abcd">>} = gen_tcp:recv(S, 4),
    {ok, <<"ef">>} = gen_tcp:recv(S, 0),
    {error, timeout} = gen_tcp:recv(S, 0, 10),
    {ok, {{127, 0, 0, 1}, Port}} = inet:peername(C),
    {ok, Port} = inet:port(S),
    ok = gen_tcp:send(S, <<"bye">>),
    ok = gen_tcp:close(S),
    {ok, <<"bye">>} = gen_tcp:recv(C, 0),
    {error, closed} = gen_tcp:recv(C, 0),
    ok = gen_tcp:close(C),
    ok.

active() ->
    {C, S} = pair([]),
    ok = inet:setopts(S, [{active, once}]),
    ok = gen_tcp:send(C, <<"one">>),
    receive {tcp, S, <<"one">>} -> ok end,
    {ok, [{active, false}]} = inet:getopts(S, [active]),
    ok = gen_tcp:send(C, <<"two">>),
    receive {tcp, S, _} -> error(not_asked) after 20 -> ok end,
    {error, einval} = inet:setopts(S, [{active, maybe_later}]),
    ok = inet:setopts(S, [{active, true}]),
    receive {tcp, S, <<"two">>} -> ok end,
    {error, einval} = gen_tcp:recv(S, 0),
    ok = gen_tcp:close(C),
    receive {tcp_closed, S} -> ok end,
    ok.

lines() ->
    {C, S} = pair([{packet, line}]),
    ok = gen_tcp:send(C, <<"first\nsec">>),
    {ok, <<"first\n">>} = gen_tcp:recv(S, 0),
    ok = gen_tcp:send(C, <<"ond\n">>),
    {ok, <<"second\n">>} = gen_tcp:recv(S, 0),
    ok = gen_tcp:close(C),
    ok = gen_tcp:close(S),
    ok.

owners() ->
    {C, S} = pair([]),
    Self = self(),
    Pid = spawn(fun() ->
        {error, not_owner} = gen_tcp:controlling_process(C, self()),
        receive go -> ok end,
        ok = inet:setopts(S, [{active, once}]),
        receive {tcp, S, Data} -> Self ! {self(), Data} end
    end),
    ok = gen_tcp:controlling_process(S, Pid),
    Pid ! go,
    ok = gen_tcp:send(C, <<"hi">>),
    receive {Pid, <<"hi">>} -> ok end,
    {error, closed} = gen_tcp:recv(C, 0),
    ok.

refusals() ->
    {ok, L} = gen_tcp:listen(0, []),
    {ok, Port} = inet:port(L),
    {error, eaddrinuse} = gen_tcp:listen(Port, []),
    {error, timeout} = gen_tcp:accept(L, 10),
    ok = gen_tcp:close(L),
    {error, closed} = gen_tcp:accept(L),
    {error, econnrefused} = gen_tcp:connect({127, 0, 0, 1}, Port, []),
    badarg = (catch exit_reason(fun() -> gen_tcp:listen(0, [nosuch]) end)),
    {ok, {127, 0, 0, 1}} = inet:getaddr("localhost", inet),
    {ok, {10, 0, 0, 1}} = inet:parse_address("10.1"),
    {error, einval} = inet:parse_address("10.0.0.256"),
    "10.0.0.1" = inet:ntoa({10, 0, 0, 1}),
    ok.

exit_reason(Fun) ->
    try Fun() of Value -> Value
    catch exit:Reason -> Reason
    end.
