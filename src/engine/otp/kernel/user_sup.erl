%% Subset of OTP's user_sup. Missing: remote users.
%%
%% Keeps the driver of the terminal, and with it `user` and the shell, under supervision.
-module(user_sup).
-behaviour(supervisor_bridge).

-export([start/0, init/1, terminate/2]).

start() -> supervisor_bridge:start_link(?MODULE, []).

init([]) ->
    Shell = case init:get_argument(noshell) of
                {ok, _} -> none;
                error -> {shell, start, [false, true]}
            end,
    Driver = user_drv:start([{shell, Shell}]),
    User = wait_for_user(),
    link(User),
    unlink(Driver),
    {ok, User, User}.

wait_for_user() ->
    case whereis(user) of
        undefined -> receive after 1 -> wait_for_user() end;
        User -> User
    end.

terminate(_Reason, Pid) ->
    receive {'EXIT', Pid, _} -> ok after 0 -> ok end,
    exit(Pid, kill),
    ok.
