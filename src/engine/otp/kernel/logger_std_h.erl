%% Subset of OTP's logger_std_h. Missing: files, overload protection, rotation.
%%
%% A handler that prints on `user` through a process of its own, so that logging never waits for the terminal.
-module(logger_std_h).

-export([log/2, adding_handler/1, changing_config/3, removing_handler/1, filesync/1, start_file_control/0]).

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

adding_handler(#{config := #{type := Type} = Given}) when Type =/= standard_io, Type =/= standard_error ->
    {error, {invalid_config, ?MODULE, Given}};
adding_handler(#{id := Id} = Config) ->
    Child = #{id => Id, start => {logger_olp, start_link, [registered_name(Id)]}, restart => temporary, shutdown => 2000,
              modules => [logger_h_common]},
    case supervisor:start_child(logger_sup, Child) of
        {ok, _Pid} -> {ok, Config#{config => maps:merge(default_config(), maps:get(config, Config, #{}))}};
        {error, {already_started, _}} -> {error, {already_exist, Id}};
        {error, _} = Error -> Error
    end.

%% What is printed on stays.
changing_config(SetOrUpdate, #{config := #{type := Type} = Old}, #{config := Given} = New) ->
    case Given of
        #{type := Other} when Other =/= Type -> {error, {illegal_config_change, ?MODULE, #{type => Type}, #{type => Other}}};
        _ when SetOrUpdate =:= update -> {ok, New#{config := maps:merge(Old, Given)}};
        _ -> {ok, New#{config := maps:merge((default_config())#{type := Type}, Given)}}
    end;
changing_config(_SetOrUpdate, #{config := Old}, New) ->
    {ok, New#{config => Old}}.

default_config() ->
    #{type => standard_io, burst_limit_enable => true, burst_limit_max_count => 500, burst_limit_window_time => 1000,
      drop_mode_qlen => 200, filesync_repeat_interval => no_repeat, flush_qlen => 1000, overload_kill_enable => false,
      overload_kill_mem_size => 3000000, overload_kill_qlen => 20000, overload_kill_restart_after => 5000, sync_mode_qlen => 10}.

removing_handler(#{id := Id}) ->
    _ = supervisor:terminate_child(logger_sup, Id),
    _ = supervisor:delete_child(logger_sup, Id),
    ok.

filesync(Id) -> logger_olp:sync(registered_name(Id)).

registered_name(Id) -> list_to_atom("logger_std_h_" ++ atom_to_list(Id)).
