%% Subset of OTP's kernel. Missing: distribution, the resolver, boot time configuration files, disk logs.
%%
%% The kernel application and the supervisor kernel_sup with the processes that every node has.
-module(kernel).
-behaviour(supervisor).

-export([start/2, stop/1, init/1, config_change/3]).

start(_Type, []) ->
    case supervisor:start_link({local, kernel_sup}, kernel, []) of
        {ok, Pid} ->
            ok = default_handler(),
            {ok, Pid, []};
        Error ->
            Error
    end.

stop(_State) -> ok.

config_change(_Changed, _New, _Removed) -> ok.

default_handler() ->
    logger_server:store({handler, default},
                        #{id => default, module => logger_std_h, level => all, filter_default => stop_unless_kept(), filters => [],
                          formatter => {logger_formatter, #{legacy_header => true, single_line => false}},
                          config => #{type => standard_io}}).

stop_unless_kept() -> log.

init([]) ->
    Permanent = fun(Id, Start, Type) ->
                        #{id => Id, start => Start, restart => permanent, shutdown => 2000, type => Type, modules => [element(1, Start)]}
                end,
    Flags = #{strategy => one_for_all, intensity => 0, period => 1},
    {ok, {Flags,
          [Permanent(code_server, {code, start_link, []}, worker),
           Permanent(inet_db, {inet_db, start_link, []}, worker),
           Permanent(rex, {rpc, start_link, []}, worker),
           Permanent(global_name_server, {global, start_link, []}, worker),
           Permanent(global_group, {global_group, start_link, []}, worker),
           Permanent(file_server_2, {file_server, start_link, []}, worker),
           Permanent(erl_signal_server, {gen_event, start_link, [{local, erl_signal_server}]}, worker),
           Permanent(standard_error, {standard_error, start_link, []}, supervisor),
           Permanent(user, {user_sup, start, []}, supervisor),
           Permanent(kernel_config, {kernel_config, start_link, []}, worker),
           Permanent(kernel_refc, {kernel_refc, start_link, []}, worker),
           Permanent(kernel_safe_sup, {supervisor, start_link, [{local, kernel_safe_sup}, kernel, safe]}, supervisor),
           Permanent(logger_sup, {logger_sup, start_link, []}, supervisor)]}};
init(safe) ->
    {ok, {#{strategy => one_for_one, intensity => 4, period => 3600}, []}}.
