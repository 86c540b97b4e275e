%% Subset of runtime_tools: the application's callbacks. Missing: tracing that begins with the node (ttb_autostart).
-module(runtime_tools).
-behaviour(application).

-export([start/2, stop/1]).

start(_Type, _Args) -> runtime_tools_sup:start_link().

stop(_State) -> ok.
