%% Stands in for OTP's erts_code_purger. The engine purges code by itself; this is the process that nodes show.
-module(erts_code_purger).

-export([start/0]).

start() ->
    register(?MODULE, self()),
    process_flag(trap_exit, true),
    wait_for_request().

wait_for_request() ->
    receive
        _ -> wait_for_request()
    end.
