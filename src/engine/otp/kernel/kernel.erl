%% Subset of OTP's kernel. Missing: distribution, the resolver, boot time configuration files, disk logs.
%%
%% The kernel application and the supervisor kernel_sup with the processes that every node has.
-module(kernel).
-behaviour(supervisor).

-export([start/2, stop/1, init/1, config_change/3]).

start(_Type, []) ->
    init:leave_numbers(49),
    case supervisor:start_link({local, kernel_sup}, kernel, []) of
        {ok, Pid} ->
            ok = gen_event:add_handler(erl_signal_server, erl_signal_handler, []),
            init:leave_numbers(75),
            ok = logger:add_handler(default, logger_std_h, default_handler()),
            {ok, Pid, []};
        Error ->
            Error
    end.

stop(_State) -> ok.

config_change(_Changed, _New, _Removed) -> ok.

default_handler() ->
    {ok, [{handler, default, logger_std_h, Config}]} = application:get_env(kernel, logger),
    Config#{filter_default => stop,
            filters => [{remote_gl, {fun logger_filters:remote_gl/2, stop}},
                        {domain, {fun logger_filters:domain/2, {log, super, [otp, sasl]}}},
                        {no_domain, {fun logger_filters:domain/2, {log, undefined, []}}}]}.

init([]) ->
    Flags = #{strategy => one_for_all, intensity => 0, period => 1},
    {ok, {Flags,
          [worker(code_server, {code, start_link, []}, [code]),
           worker(inet_db, {inet_db, start_link, []}, [inet_db]),
           worker(rex, {rpc, start_link, []}, [rpc]),
           worker(global_name_server, {global, start_link, []}, [global]),
           supervisor(net_sup, {erl_distribution, start_link, []}, [erl_distribution]),
           worker(global_group, {global_group, start_link, []}, [global_group]),
           worker(file_server_2, {file_server, start_link, []}, [file, file_server, file_io_server, prim_file]),
           worker(erl_signal_server, {gen_event, start_link, [{local, erl_signal_server}]}, dynamic),
           terminal(standard_error, {standard_error, start_link, []}, [standard_error]),
           terminal(user, {user_sup, start, []}, [user_sup]),
           worker(kernel_config, {kernel_config, start_link, []}, [kernel_config]),
           worker(kernel_refc, {kernel_refc, start_link, []}, [kernel_refc]),
           supervisor(kernel_safe_sup, {supervisor, start_link, [{local, kernel_safe_sup}, kernel, safe]}, [kernel]),
           supervisor(logger_sup, {logger_sup, start_link, []}, [logger_sup])]}};
init(safe) ->
    {ok, {#{strategy => one_for_one, intensity => 4, period => 3600}, []}}.

worker(Id, Start, Modules) -> #{id => Id, start => Start, shutdown => 2000, modules => Modules}.

supervisor(Id, Start, Modules) -> #{id => Id, start => Start, type => supervisor, shutdown => infinity, modules => Modules}.

terminal(Id, Start, Modules) ->
    #{id => Id, start => Start, restart => temporary, type => supervisor, shutdown => 2000, modules => Modules}.
