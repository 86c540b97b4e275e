%% Stands in for OTP's erts_dirty_process_signal_handler. There are no dirty schedulers; this is the process that nodes show.
-module(erts_dirty_process_signal_handler).

-export([start/0]).

start() ->
    process_flag(trap_exit, true),
    msg_loop().

msg_loop() ->
    receive
        _ -> msg_loop()
    end.
