%% The client of the service's HTTP API. Answers other than 200 are logged.
-module(cats_api).

-export([enter/2, leave/2]).

-spec enter(binary(), binary()) -> ok | {error, term()}.
enter(Cat, Town) ->
    request("/enter", payload(Cat, Town)).

-spec leave(binary(), binary()) -> ok | {error, term()}.
leave(Cat, Town) ->
    request("/leave", payload(Cat, Town)).

payload(Cat, Town) ->
    iolist_to_binary(io_lib:format("{\"cat\": \"~s\", \"town\": \"~s\"}", [Cat, Town])).

request(Path, Payload) ->
    {ok, Url} = application:get_env(load_agent, url),
    Headers = [{<<"content-type">>, <<"application/json">>}],
    case hackney:request(put, Url ++ Path, Headers, Payload, []) of
        {ok, 200, _RespHeaders, Ref} ->
            {ok, _Body} = hackney:body(Ref),
            ok;
        {ok, Status, _RespHeaders, Ref} ->
            {ok, Body} = hackney:body(Ref),
            io:format("ERROR: invalid request ~0p ~0p ~p ~0p~n", [Path, Payload, Status, Body]),
            {error, {Status, Body}};
        {error, Reason} ->
            io:format("ERROR: failed request ~0p ~0p ~p~n", [Path, Payload, Reason]),
            {error, Reason}
    end.
