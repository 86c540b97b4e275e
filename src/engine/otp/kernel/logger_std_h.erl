%% Subset of OTP's logger_std_h. Missing: files, overload protection, rotation.
%%
%% A handler that prints on `user` through a process of its own, so that logging never waits for the terminal.
-module(logger_std_h).

-export([log/2, adding_handler/1, removing_handler/1, filesync/1, start_file_control/0]).

%% The process that in OTP holds the file; output goes through the handler's own process.
start_file_control() -> spawn_link(fun() -> file_ctrl_loop(standard_io) end).

file_ctrl_loop(State) ->
    receive
        _ -> file_ctrl_loop(State)
    end.

log(Event, #{id := Id, formatter := {Mod, Config}}) ->
    Text = try
               Mod:format(Event, Config)
           catch
               C:R -> io_lib:format("FORMATTER CRASH: ~tp~n", [{C, R}])
           end,
    try
        registered_name(Id) ! {print, unicode:characters_to_binary(Text)},
        ok
    catch
        error:badarg -> ok
    end.

adding_handler(#{id := Id} = Config) ->
    case logger_olp:start_link(registered_name(Id)) of
        {ok, _Pid} -> {ok, Config};
        {error, _} = Error -> Error
    end.

removing_handler(#{id := Id}) -> logger_olp:stop(registered_name(Id)).

filesync(Id) -> logger_olp:sync(registered_name(Id)).

registered_name(Id) -> list_to_atom("logger_std_h_" ++ atom_to_list(Id)).
