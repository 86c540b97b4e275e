%% Subset of OTP's standard_error. Missing: a device of its own; what is written goes to the terminal.
%%
%% The process registered as standard_error, and the bridge standard_error_sup over it.
-module(standard_error).
-behaviour(supervisor_bridge).

-export([start_link/0, init/1, terminate/2]).

start_link() -> supervisor_bridge:start_link({local, standard_error_sup}, ?MODULE, []).

init([]) ->
    Pid = spawn_link(fun() -> server_loop(open_port({fd, 2, 2}, [out, binary])) end),
    register(?MODULE, Pid),
    {ok, Pid, Pid}.

terminate(_Reason, Pid) ->
    exit(Pid, kill),
    ok.

server_loop(Device) ->
    receive
        {io_request, From, ReplyAs, Request} ->
            From ! {io_reply, ReplyAs, answer(Request)},
            server_loop(Device);
        _ ->
            server_loop(Device)
    end.

answer({put_chars, Encoding, Chars}) -> print(Encoding, Chars);
answer({put_chars, Encoding, M, F, Args}) ->
    try apply(M, F, Args) of
        Chars -> print(Encoding, Chars)
    catch
        _:_ -> {error, F}
    end;
answer({put_chars, Chars}) -> print(latin1, Chars);
answer({put_chars, M, F, Args}) -> answer({put_chars, latin1, M, F, Args});
answer({requests, Requests}) -> lists:foldl(fun(Request, ok) -> answer(Request); (_, Error) -> Error end, ok, Requests);
answer({setopts, _}) -> ok;
answer(getopts) -> [{encoding, unicode}];
answer(_) -> {error, request}.

print(Encoding, Chars) ->
    case catch unicode:characters_to_binary(Chars, Encoding) of
        Binary when is_binary(Binary) -> erl_terminal_host:put_chars(user, Binary), ok;
        _ -> {error, {no_translation, Encoding, latin1}}
    end.
