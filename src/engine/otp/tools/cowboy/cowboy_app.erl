%% The application callback of the Cowboy stand-in.
-module(cowboy_app).
-behaviour(application).

-export([start/2, stop/1]).

start(_Type, _Args) ->
    cowboy_sup:start_link().

stop(_State) ->
    ok.
