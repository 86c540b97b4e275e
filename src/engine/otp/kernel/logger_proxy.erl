%% Subset of OTP's logger_proxy. Missing: overload protection.
%%
%% The process that logs what other nodes and the emulator report.
-module(logger_proxy).

-export([start_link/0]).

start_link() -> logger_olp:start_link(?MODULE).
