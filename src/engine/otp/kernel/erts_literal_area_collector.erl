%% Stands in for OTP's erts_literal_area_collector. Literals need no collector here; this is the process that nodes show.
-module(erts_literal_area_collector).

-export([start/0]).

start() ->
    process_flag(trap_exit, true),
    msg_loop(undefined, {0, undefined}, 0, []).

msg_loop(Area, Outstanding, Limit, Waiting) ->
    receive
        _ -> msg_loop(Area, Outstanding, Limit, Waiting)
    end.
