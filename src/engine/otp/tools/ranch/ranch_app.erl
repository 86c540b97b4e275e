%% The application callback of the Ranch stand-in.
-module(ranch_app).
-behaviour(application).

-export([start/2, stop/1]).

start(_Type, _Args) ->
    ranch_sup:start_link().

stop(_State) ->
    ok.
