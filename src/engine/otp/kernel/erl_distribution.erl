%% Stands in for OTP's erl_distribution: the supervisor of the distribution, which the engine's network does by itself.
-module(erl_distribution).

-export([start_link/0]).

start_link() -> ignore.
