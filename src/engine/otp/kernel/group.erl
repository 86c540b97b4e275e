%% Subset of OTP's group. Missing: line editing and history keys (the terminal has them), expand functions.
%%
%% A group leader: speaks the I/O protocol with its processes and {Group, Request} with the driver of the terminal.
%% Its dictionary has {shell, Pid}, {driver, Pid}, {echo, Bool}, {encoding, E}; the loop keeps characters read but not used.
-module(group).

-export([start/2, start/3, server/3, interfaces/1]).

start(Drv, Shell) -> start(Drv, Shell, []).

start(Drv, Shell, Options) -> spawn_link(?MODULE, server, [Drv, Shell, Options]).

interfaces(Group) ->
    case process_info(Group, dictionary) of
        {dictionary, Dict} -> [Pair || {K, _} = Pair <- Dict, K =:= shell orelse K =:= user_drv];
        _ -> []
    end.

server(Drv, Shell, Options) ->
    process_flag(trap_exit, true),
    put(user_drv, Drv),
    put(echo, proplists:get_value(echo, Options, true)),
    put(encoding, unicode),
    put(expand_fun, fun(_) -> {no, "", []} end),
    _ = case proplists:get_value(name, Options) of
            undefined -> ok;
            Name -> register(Name, self())
        end,
    start_shell(Shell),
    server_loop(Drv, get(shell), []).

start_shell({M, F, Args}) ->
    group_leader(self(), self()),
    pid_to_list(self()) =:= "<0.67.0>" andalso wait_for_boot(),
    case catch apply(M, F, Args) of
        Shell when is_pid(Shell) ->
            group_leader(self(), Shell),
            link(Shell),
            put(shell, Shell);
        Error ->
            io:format(user, "~tp~n", [Error]),
            exit(Error)
    end;
start_shell(Shell) when is_function(Shell, 0) ->
    start_shell({erlang, apply, [fun() -> spawn_link(Shell) end, []]});
start_shell(_NoShell) ->
    ok.

%% The node's first shell starts when the node has.
wait_for_boot() ->
    _ = init:wait_until_started(),
    init:leave_numbers(79).

server_loop(Drv, Shell, Buf) ->
    receive
        {io_request, From, ReplyAs, Request} when is_pid(From) ->
            server_loop(Drv, Shell, answered(From, ReplyAs, Request, Drv, Shell, Buf));
        {reply, Client, Reply} ->
            Client ! Reply,
            server_loop(Drv, Shell, Buf);
        {driver_id, From} ->
            From ! {self(), driver_id, Drv},
            server_loop(Drv, Shell, Buf);
        {'EXIT', Shell, Reason} when is_pid(Shell) ->
            exit(Reason);
        {'EXIT', Drv, interrupt} ->
            is_pid(Shell) andalso exit(Shell, interrupt),
            server_loop(Drv, Shell, Buf);
        {'EXIT', Drv, Reason} ->
            exit(Reason);
        _ ->
            server_loop(Drv, Shell, Buf)
    end.

answered(From, ReplyAs, Request, Drv, Shell, Buf) ->
    case io_request(Request, Drv, Shell, Buf) of
        {print, Binary, NewBuf} ->
            Drv ! {self(), {put_chars_sync, unicode, Binary, {From, {io_reply, ReplyAs, ok}}}},
            NewBuf;
        {ok, Reply, NewBuf} ->
            From ! {io_reply, ReplyAs, Reply},
            NewBuf;
        {error, Reply, NewBuf} ->
            From ! {io_reply, ReplyAs, Reply},
            NewBuf;
        {exit, Reason} ->
            exit(Reason)
    end.

%%% {ok | error, Reply, UnusedInput}; after {print, Binary, UnusedInput} the driver gives the reply

io_request({put_chars, Encoding, Chars}, _Drv, _Shell, Buf) -> put_chars(Encoding, Chars, Buf);
io_request({put_chars, Encoding, M, F, As}, _Drv, _Shell, Buf) ->
    try apply(M, F, As) of
        Chars -> put_chars(Encoding, Chars, Buf)
    catch
        _:_ -> {error, {error, F}, Buf}
    end;
io_request({put_chars, Chars}, Drv, Shell, Buf) -> io_request({put_chars, latin1, Chars}, Drv, Shell, Buf);
io_request({put_chars, M, F, As}, Drv, Shell, Buf) -> io_request({put_chars, latin1, M, F, As}, Drv, Shell, Buf);
io_request({requests, Requests}, Drv, Shell, Buf) -> io_requests(Requests, {ok, ok, Buf}, Drv, Shell);
io_request({get_until, Encoding, Prompt, M, F, As}, Drv, Shell, Buf) ->
    get_until(Prompt, M, F, As, Encoding, [], Drv, Shell, Buf);
io_request({get_until, Prompt, M, F, As}, Drv, Shell, Buf) ->
    io_request({get_until, latin1, Prompt, M, F, As}, Drv, Shell, Buf);
io_request({get_line, _Encoding, Prompt}, Drv, Shell, Buf) -> get_line(Prompt, Drv, Shell, Buf, []);
io_request({get_line, Prompt}, Drv, Shell, Buf) -> get_line(Prompt, Drv, Shell, Buf, []);
io_request({get_chars, _Encoding, Prompt, N}, Drv, Shell, Buf) -> get_chars(Prompt, N, Drv, Shell, Buf);
io_request({get_chars, Prompt, N}, Drv, Shell, Buf) -> get_chars(Prompt, N, Drv, Shell, Buf);
io_request({get_password, _Encoding}, Drv, Shell, Buf) ->
    case line("", false, Drv, Shell) of
        eof -> {ok, eof, Buf};
        {ok, Line} -> {ok, lists:droplast(Line), Buf};
        Other -> interrupted(Other, Buf)
    end;
io_request({setopts, Opts}, _Drv, _Shell, Buf) -> setopts(proplists:unfold(Opts), Buf);
io_request(getopts, _Drv, _Shell, Buf) ->
    {ok, [{expand_fun, get(expand_fun)}, {echo, get(echo)}, {binary, get(binary) =:= true}, {encoding, get(encoding)}], Buf};
io_request({get_geometry, What}, Drv, _Shell, Buf) ->
    Drv ! {self(), tty_geometry},
    receive
        {Drv, tty_geometry, {Columns, Rows}} -> {ok, case What of columns -> Columns; rows -> Rows end, Buf};
        {Drv, tty_geometry, _} -> {error, {error, enotsup}, Buf}
    end;
io_request(_Other, _Drv, _Shell, Buf) ->
    {error, {error, request}, Buf}.

io_requests([R | Rs], {print, Binary, Buf}, Drv, Shell) ->
    Drv ! {self(), {put_chars, unicode, Binary}},
    io_requests(Rs, io_request(R, Drv, Shell, Buf), Drv, Shell);
io_requests([R | Rs], {ok, _, Buf}, Drv, Shell) -> io_requests(Rs, io_request(R, Drv, Shell, Buf), Drv, Shell);
io_requests([_ | _], Error, _Drv, _Shell) -> Error;
io_requests([], Result, _Drv, _Shell) -> Result.

put_chars(Encoding, Chars, Buf) ->
    case catch unicode:characters_to_binary(Chars, Encoding) of
        Binary when is_binary(Binary) ->
            {print, Binary, Buf};
        _ ->
            {error, {error, {put_chars, Encoding, Chars}}, Buf}
    end.

setopts(Opts, Buf) ->
    case lists:all(fun is_option/1, Opts) of
        true ->
            _ = [put(K, V) || {K, V} <- Opts, K =/= list, K =/= encoding],
            _ = [put(encoding, case E of utf8 -> unicode; _ -> E end) || {encoding, E} <- Opts],
            lists:member({list, true}, Opts) andalso put(binary, false),
            {ok, ok, Buf};
        false ->
            {error, {error, enotsup}, Buf}
    end.

is_option({encoding, E}) -> lists:member(E, [latin1, unicode, utf8]);
is_option({K, _}) -> lists:member(K, [expand_fun, echo, binary, list]).

%%% Input

%% M:F(Continuation, Data, ExtraArgs...) is asked until it is done.
get_until(Prompt, M, F, As, Encoding, Cont, Drv, Shell, Buf0) ->
    {Data, Buf} = case Buf0 of
                      [_ | _] -> {waiting_line(Prompt, Buf0, Drv), []};
                      _ -> {next_line(Prompt, Drv, Shell), []}
                  end,
    case Data of
        {interrupt, Reason} -> interrupted(Reason, Buf);
        _ ->
            try apply(M, F, [Cont, Data | As]) of
                %% what follows an illegal character in its line is lost
                {done, {error, _, _} = Result, _} -> {ok, Result, []};
                {done, Result, Rest} -> {ok, converted(Result), rest(Rest)};
                {more, NewCont} -> get_until(Prompt, M, F, As, Encoding, NewCont, Drv, Shell, [])
            catch
                _:_ -> {error, {error, F}, []}
            end
    end.

%% What was typed ahead in the same line shows behind the next prompt, as if typed then.
waiting_line(Prompt, Line, Drv) ->
    get(echo) =:= false orelse
        (Drv ! {self(), {put_chars, unicode, <<(prompt_text(Prompt))/binary, (unicode:characters_to_binary(Line))/binary>>}}),
    Line.

next_line(Prompt, Drv, Shell) ->
    case line(Prompt, true, Drv, Shell) of
        {ok, Line} -> Line;
        eof -> eof;
        Other -> {interrupt, Other}
    end.

rest(eof) -> [];
rest(Chars) -> Chars.

converted(Result) ->
    case get(binary) =:= true andalso is_list(Result) of
        true -> unicode:characters_to_binary(Result);
        false -> Result
    end.

get_line(Prompt, Drv, Shell, Buf, Acc) ->
    case lists:splitwith(fun(C) -> C =/= $\n end, Buf) of
        {Line, [$\n | Rest]} -> {ok, converted(Acc ++ Line ++ "\n"), Rest};
        {Part, []} ->
            case line(Prompt, true, Drv, Shell) of
                {ok, More} -> get_line(Prompt, Drv, Shell, More, Acc ++ Part);
                eof when Acc =:= [], Part =:= [] -> {ok, eof, []};
                eof -> {ok, converted(Acc ++ Part), []};
                Other -> interrupted(Other, Buf)
            end
    end.

get_chars(Prompt, N, Drv, Shell, Buf) ->
    case length(Buf) >= N of
        true ->
            {Taken, Rest} = lists:split(N, Buf),
            {ok, converted(Taken), Rest};
        false ->
            case line(Prompt, true, Drv, Shell) of
                {ok, More} -> get_chars(Prompt, N, Drv, Shell, Buf ++ More);
                eof when Buf =:= [] -> {ok, eof, []};
                eof -> {ok, converted(Buf), []};
                Other -> interrupted(Other, Buf)
            end
    end.

interrupted(interrupt, Buf) -> {error, {error, interrupted}, Buf};
interrupted({exit, Reason}, _Buf) -> {exit, Reason}.

%% One line from the terminal; what others print meanwhile is passed on.
line(Prompt, Echo, Drv, Shell) ->
    Drv ! {self(), {read_line, prompt_text(Prompt), Echo}},
    wait_for_line(Drv, Shell).

wait_for_line(Drv, Shell) ->
    receive
        {Drv, {line, Binary}} -> {ok, unicode:characters_to_list(Binary)};
        {Drv, eof} -> eof;
        {io_request, From, ReplyAs, Request} when is_pid(From), is_atom(Request);
                                                  is_pid(From), element(1, Request) =/= get_until, element(1, Request) =/= get_line,
                                                  element(1, Request) =/= get_chars, element(1, Request) =/= get_password ->
            _ = answered(From, ReplyAs, Request, Drv, Shell, []),
            wait_for_line(Drv, Shell);
        {reply, Client, Reply} ->
            Client ! Reply,
            wait_for_line(Drv, Shell);
        {'EXIT', Drv, interrupt} -> interrupt;
        {'EXIT', Drv, Reason} -> {exit, Reason};
        {'EXIT', Shell, Reason} when is_pid(Shell) -> {exit, Reason}
    end.

prompt_text({format, Format, Args}) ->
    try
        unicode:characters_to_binary(io_lib:format(Format, Args))
    catch
        _:_ -> <<"???">>
    end;
prompt_text(Prompt) when is_list(Prompt); is_binary(Prompt) ->
    case unicode:characters_to_binary(Prompt) of
        Text when is_binary(Text) -> Text;
        _ -> <<"???">>
    end;
prompt_text(Prompt) when is_atom(Prompt) -> atom_to_binary(Prompt);
prompt_text(Prompt) -> unicode:characters_to_binary(io_lib:format("~tp", [Prompt])).
