%% Subset of OTP's user. Missing: a terminal of its own (user_drv has it).
%%
%% The process registered as `user` is a group leader whose output goes straight to the terminal.
-module(user).

-export([start/0, interfaces/1]).

start() ->
    user_drv:start([{shell, none}]).

interfaces(User) -> group:interfaces(User).
