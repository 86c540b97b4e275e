%% Starts the supervisor and under it one agent a cat.
-module(load_agent_app).
-behaviour(application).

-export([start/2, stop/1]).

start(_Type, _Args) ->
    {ok, Sup} = load_agent_sup:start_link(),
    lists:foreach(
        fun({Name, Towns}) -> {ok, _} = load_agent_sup:start_agent(Name, Towns) end,
        cats()),
    {ok, Sup}.

stop(_State) ->
    ok.

cats() ->
    [{<<"Tihon">>, [<<"Minsk">>, <<"Barcelona">>]},
     {<<"Marfa">>, [<<"Minsk">>, <<"Munchen">>, <<"Amsterdam">>]},
     {<<"Murka">>, [<<"Stockholm">>, <<"Minsk">>, <<"Praha">>]},
     {<<"Vasjka">>, [<<"Barcelona">>, <<"Minsk">>, <<"Amsterdam">>]}].
