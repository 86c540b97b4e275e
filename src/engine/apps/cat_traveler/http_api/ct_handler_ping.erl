%% GET /ping: is anybody there?
-module(ct_handler_ping).

-export([init/2]).

init(Req, State) ->
    Headers = #{<<"content-type">> => <<"text/plain">>},
    {ok, cowboy_req:reply(200, Headers, <<"pong">>, Req), State}.
