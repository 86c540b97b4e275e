%% Subset of OTP's socket_registry. Missing: sockets of module socket; this is the process that nodes show.
-module(socket_registry).

-export([start/0]).

start() ->
    register(?MODULE, self()),
    process_flag(trap_exit, true),
    loop([]).

loop(Registrations) ->
    receive
        _ -> loop(Registrations)
    end.
