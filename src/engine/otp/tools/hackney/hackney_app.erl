%% The application callback of the Hackney stand-in.
-module(hackney_app).
-behaviour(application).

-export([start/2, stop/1]).

start(_Type, _Args) ->
    hackney_sup:start_link().

stop(_State) ->
    ok.
