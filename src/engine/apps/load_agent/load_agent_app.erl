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

%% With {cats, N} in the configuration, N cats with the towns of these.
cats() ->
    case application:get_env(load_agent, cats) of
        {ok, N} -> [{numbered(Name, I), Towns} || I <- lists:seq(1, N), {Name, Towns} <- [lists:nth(1 + I rem 4, named())]];
        undefined -> named()
    end.

numbered(Name, I) ->
    <<Name/binary, (integer_to_binary(I))/binary>>.

named() ->
    [{<<"Tihon">>, [<<"Minsk">>, <<"Barcelona">>]},
     {<<"Marfa">>, [<<"Minsk">>, <<"Munchen">>, <<"Amsterdam">>]},
     {<<"Murka">>, [<<"Stockholm">>, <<"Minsk">>, <<"Praha">>]},
     {<<"Vasjka">>, [<<"Barcelona">>, <<"Minsk">>, <<"Amsterdam">>]}].
