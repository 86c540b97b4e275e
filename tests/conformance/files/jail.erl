-module(jail).
-export([local_allowed/3, non_local_allowed/3]).

local_allowed(ls, [], State) -> {true, State};
local_allowed(_, _, State) -> {false, State}.

non_local_allowed({lists, _}, _, State) -> {true, State};
non_local_allowed({shell, stop_restricted}, [], State) -> {true, State};
non_local_allowed({erlang, F}, _, State) -> {F =/= halt, State};
non_local_allowed(_, _, State) -> {false, State}.
