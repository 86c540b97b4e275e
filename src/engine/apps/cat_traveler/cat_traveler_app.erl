%% Starts the HTTP listener and the supervision tree. The listener outlives the application: it belongs to ranch.
-module(cat_traveler_app).
-behaviour(application).

-export([start/2, stop/1]).

start(_Type, _Args) ->
    start_cowboy(),
    cat_traveler_sup:start_link().

stop(_State) ->
    ok.

start_cowboy() ->
    {ok, Port} = application:get_env(cat_traveler, port),
    Routes = [{"/enter", ct_handler_api, no_state},
              {"/leave", ct_handler_api, no_state},
              {"/dwell", ct_handler_api, no_state},
              {"/where_is_cat", ct_handler_api, no_state},
              {"/who_is_in_town", ct_handler_api, no_state},
              {"/ping", ct_handler_ping, no_state}],
    Dispatch = cowboy_router:compile([{'_', Routes}]),
    {ok, _} = cowboy:start_clear(ct_http_listener, [{port, Port}],
                                 #{env => #{dispatch => Dispatch}}),
    ok.
