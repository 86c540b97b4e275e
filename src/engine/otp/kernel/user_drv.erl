%% Subset of OTP's user_drv. Missing: job control (^G), remote shells.
%%
%% Stands between the group leaders and the terminal. Groups say {Group, {put_chars_sync, unicode, Binary, {Client, Reply}}},
%% {Group, {put_chars, unicode, Binary}},
%% {Group, {read_line, Prompt, Echo}} and {Group, tty_geometry}; the terminal says {terminal_line, Binary}, terminal_eof and
%% terminal_interrupt. State: the group `user`, the shell's group, and who waits for a line, first come first served.
-module(user_drv).

-export([start/0, start/1, server/2, interfaces/1]).

start() -> start([]).

start(Options) -> spawn_link(?MODULE, server, [Options, self()]).

%% [{current_group, Group}] of a driver.
interfaces(Driver) ->
    case process_info(Driver, dictionary) of
        {dictionary, Dict} -> [Pair || {current_group, _} = Pair <- Dict];
        _ -> []
    end.

server(Options, _Parent) ->
    process_flag(trap_exit, true),
    register(?MODULE, self()),
    _ = open_port({spawn, 'tty_sl -c -e'}, [eof]),
    User = group:start(self(), {}, [{name, user}]),
    case proplists:get_value(shell, Options, {shell, start, []}) of
        none -> server_loop(User, User, [], []);
        Shell -> server_loop(User, group:start(self(), Shell), [], [])
    end.

%% Early is input that nobody has asked for yet.
server_loop(User, Current, Waiting, Early) ->
    put(current_group, Current),
    receive
        {Group, {put_chars_sync, unicode, Binary, {Client, Reply}}} ->
            erl_terminal_host:put_chars(source(Group, User), Binary),
            Group ! {reply, Client, Reply},
            server_loop(User, Current, Waiting, Early);
        {Group, {put_chars, unicode, Binary}} ->
            erl_terminal_host:put_chars(source(Group, User), Binary),
            server_loop(User, Current, Waiting, Early);
        {Group, {read_line, Prompt, Echo}} ->
            _ = Waiting =:= [] andalso erl_terminal_host:read_line(Prompt, Echo),
            case Early of
                [First | Rest] when Waiting =:= [] ->
                    Group ! {self(), First},
                    server_loop(User, Current, [], Rest);
                _ ->
                    server_loop(User, Current, Waiting ++ [{Group, Prompt, Echo}], Early)
            end;
        {Group, tty_geometry} ->
            Group ! {self(), tty_geometry, erl_terminal_host:columns()},
            server_loop(User, Current, Waiting, Early);
        {terminal_line, Binary} ->
            input({line, Binary}, User, Current, Waiting, Early);
        terminal_eof ->
            input(eof, User, Current, Waiting, Early);
        terminal_interrupt ->
            exit(Current, interrupt),
            server_loop(User, Current, [], Early);
        {'EXIT', User, Reason} ->
            exit(Reason);
        {'EXIT', Current, Reason} ->
            %% as the real one: a shell that ends is followed by a new one
            erl_terminal_host:put_chars(shell, case Reason of
                                                   normal -> <<"*** Shell process terminated! ***\n">>;
                                                   _ -> <<"*** ERROR: Shell process terminated! ***\n">>
                                               end),
            server_loop(User, group:start(self(), {shell, start, []}), [], Early);
        _ ->
            server_loop(User, Current, Waiting, Early)
    end.

source(User, User) -> user;
source(_Group, _User) -> shell.

input(Event, User, Current, [{Group, _, _} | Rest], Early) ->
    Group ! {self(), Event},
    case Rest of
        [{_, Prompt, Echo} | _] -> erl_terminal_host:read_line(Prompt, Echo);
        [] -> ok
    end,
    server_loop(User, Current, Rest, Early);
input(Event, User, Current, [], Early) ->
    server_loop(User, Current, [], Early ++ [Event]).
