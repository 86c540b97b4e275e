%% The HTTP API of the service, one clause of handle/3 a request:
%%   PUT /enter, PUT /leave              body {"cat":"Tihon","town":"Minsk"}
%%   GET /dwell?cat=Tihon&town=Minsk     GET /where_is_cat?cat=Tihon
%%   GET /who_is_in_town?town=Minsk
%% Answers: 200 {"message":...} or {"reply":...}; 400 {"error":...}.
-module(ct_handler_api).

-export([init/2, handle/3]).

init(Req0, State) ->
    Method = cowboy_req:method(Req0),
    Path = cowboy_req:path(Req0),
    {Status, Body, Req} = handle(Method, Path, Req0),
    Headers = #{<<"content-type">> => <<"application/json">>},
    {ok, cowboy_req:reply(Status, Headers, jsx:encode(Body), Req), State}.

%% Returns the status, the body (a term for jsx) and the request that was read.
handle(<<"PUT">>, <<"/enter">>, Req0) ->
    case json_params(Req0, [<<"cat">>, <<"town">>]) of
        {[Cat, Town], Req} ->
            Res = cat_traveler:enter(cat_traveler_types:new_cat(Cat),
                                     cat_traveler_types:new_town(Town)),
            answer(Res, Req);
        {invalid, Req} ->
            answer({error, invalid_params}, Req)
    end;
handle(<<"PUT">>, <<"/leave">>, Req0) ->
    case json_params(Req0, [<<"cat">>, <<"town">>]) of
        {[Cat, Town], Req} ->
            Res = cat_traveler:leave(cat_traveler_types:new_cat(Cat),
                                     cat_traveler_types:new_town(Town)),
            answer(Res, Req);
        {invalid, Req} ->
            answer({error, invalid_params}, Req)
    end;
handle(<<"GET">>, <<"/dwell">>, Req) ->
    case query_params(Req, [<<"cat">>, <<"town">>]) of
        [Cat, Town] ->
            Res = cat_traveler:dwell(cat_traveler_types:new_cat(Cat),
                                     cat_traveler_types:new_town(Town)),
            answer(Res, Req);
        invalid ->
            answer({error, invalid_params}, Req)
    end;
handle(<<"GET">>, <<"/where_is_cat">>, Req) ->
    case query_params(Req, [<<"cat">>]) of
        [Cat] ->
            Res = cat_traveler:where_is_cat(cat_traveler_types:new_cat(Cat)),
            answer(Res, Req);
        invalid ->
            answer({error, invalid_params}, Req)
    end;
handle(<<"GET">>, <<"/who_is_in_town">>, Req) ->
    case query_params(Req, [<<"town">>]) of
        [Town] ->
            Res = cat_traveler:who_is_in_town(cat_traveler_types:new_town(Town)),
            answer(Res, Req);
        invalid ->
            answer({error, invalid_params}, Req)
    end;
handle(_Method, _Path, Req) ->
    answer({error, invalid_method}, Req).

answer(ok, Req) ->
    {200, #{message => ok}, Req};
answer({ok, Value}, Req) ->
    {200, #{reply => to_json(Value)}, Req};
answer({error, Reason}, Req) ->
    {400, #{error => Reason}, Req}.

to_json(Value) when is_boolean(Value) -> Value;
to_json({town, _} = Town) -> cat_traveler_types:town_to_json(Town);
to_json(Cats) when is_list(Cats) -> [cat_traveler_types:cat_to_json(Cat) || Cat <- Cats].

json_params(Req0, Keys) ->
    {ok, Body, Req} = cowboy_req:read_body(Req0),
    try jsx:decode(Body, [return_maps]) of
        Params when is_map(Params) -> {values(Keys, Params), Req};
        _ -> {invalid, Req}
    catch
        error:badarg -> {invalid, Req}
    end.

query_params(Req, Keys) ->
    values(Keys, maps:from_list(cowboy_req:parse_qs(Req))).

values(Keys, Params) ->
    Values = [maps:get(Key, Params, missing) || Key <- Keys],
    case lists:all(fun is_binary/1, Values) of
        true -> Values;
        false -> invalid
    end.
