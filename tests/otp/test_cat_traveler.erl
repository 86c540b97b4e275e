%% The service by its Erlang API and by HTTP, with its listener on a free port.
-module(test_cat_traveler).

-export([test/0]).

test() ->
    ok = application:load(cat_traveler),
    ok = application:set_env(cat_traveler, port, 0),
    {ok, _} = application:ensure_all_started(cat_traveler),
    {ok, _} = application:ensure_all_started(hackney),
    ok = api(),
    ok = catch_all(),
    ok = http(ranch:get_port(ct_http_listener)),
    ok = processes_of_the_tree(),
    ok = restart_of_the_server(),
    ok = application:stop(cat_traveler),
    {error, {bad_return, _}} = application:start(cat_traveler),
    ok = cowboy:stop_listener(ct_http_listener),
    ok = application:start(cat_traveler),
    ok = application:stop(cat_traveler),
    ok = cowboy:stop_listener(ct_http_listener).

api() ->
    Tihon = cat_traveler_types:new_cat(<<"Tihon">>),
    Minsk = cat_traveler_types:new_town(<<"Minsk">>),
    Praha = {town, <<"Praha">>},
    Paris = {town, <<"Paris">>},
    {cat, <<"Tihon">>} = Tihon,
    <<"Minsk">> = cat_traveler_types:town_to_json(Minsk),
    ok = cat_traveler:enter(Tihon, Minsk),
    {error, already_in_town} = cat_traveler:enter(Tihon, Minsk),
    {error, invalid_town} = cat_traveler:enter(Tihon, Paris),
    {ok, Minsk} = cat_traveler:where_is_cat(Tihon),
    {error, not_found} = cat_traveler:where_is_cat({cat, <<"Nobody">>}),
    {ok, [Tihon]} = cat_traveler:who_is_in_town(Minsk),
    {error, invalid_town} = cat_traveler:who_is_in_town(Paris),
    {ok, true} = cat_traveler:dwell(Tihon, Minsk),
    ok = cat_traveler:enter(Tihon, Praha),
    {ok, []} = cat_traveler:who_is_in_town(Minsk),
    {ok, false} = cat_traveler:dwell(Tihon, Minsk),
    {error, not_in_town} = cat_traveler:leave(Tihon, Minsk),
    ok = cat_traveler:leave(Tihon, Praha),
    {error, not_found} = cat_traveler:where_is_cat(Tihon),
    ok.

catch_all() ->
    {error, invalid_call} = gen_server:call(cat_traveler_srv, hello),
    ok = gen_server:cast(cat_traveler_srv, hello),
    cat_traveler_srv ! hello,
    State = sys:get_state(cat_traveler_srv),
    {state, Cats, Towns} = State,
    0 = map_size(Cats),
    6 = map_size(Towns),
    wrong_state = sys:replace_state(cat_traveler_srv, fun(_) -> wrong_state end),
    {error, invalid_call} = gen_server:call(cat_traveler_srv, {where_is_cat, x}),
    State = sys:replace_state(cat_traveler_srv, fun(_) -> State end),
    ok.

http(Port) ->
    Url = "http://localhost:" ++ integer_to_list(Port),
    Params = <<"{\"cat\": \"Murka\", \"town\": \"Minsk\"}">>,
    {200, <<"pong">>} = request(get, Url ++ "/ping", <<>>),
    {200, <<"{\"message\":\"ok\"}">>} = request(put, Url ++ "/enter", Params),
    {400, <<"{\"error\":\"already_in_town\"}">>} = request(put, Url ++ "/enter", Params),
    {200, <<"{\"reply\":\"Minsk\"}">>} = request(get, Url ++ "/where_is_cat?cat=Murka", <<>>),
    {200, <<"{\"reply\":[\"Murka\"]}">>} = request(get, Url ++ "/who_is_in_town?town=Minsk", <<>>),
    {200, <<"{\"reply\":true}">>} = request(get, Url ++ "/dwell?cat=Murka&town=Minsk", <<>>),
    {200, <<"{\"message\":\"ok\"}">>} = request(put, Url ++ "/leave", Params),
    {400, <<"{\"error\":\"not_in_town\"}">>} = request(put, Url ++ "/leave", Params),
    {400, <<"{\"error\":\"not_found\"}">>} = request(get, Url ++ "/where_is_cat?cat=Murka", <<>>),
    {400, <<"{\"error\":\"invalid_params\"}">>} = request(put, Url ++ "/enter", <<"{\"cat\":">>),
    {400, <<"{\"error\":\"invalid_params\"}">>} = request(get, Url ++ "/dwell?cat=Murka", <<>>),
    {404, <<>>} = request(get, Url ++ "/nosuch", <<>>),
    {error, {unsupported_url, _}} = hackney:request(get, "ftp://localhost/"),
    ok.

request(Method, Url, Payload) ->
    {ok, Status, _Headers, Ref} = hackney:request(Method, Url, [], Payload, []),
    {ok, Body} = hackney:body(Ref),
    {error, req_not_found} = hackney:body(Ref),
    {Status, Body}.

%% All requests above went over one connection, which the pool keeps.
processes_of_the_tree() ->
    10 = length(ranch:procs(ct_http_listener, acceptors)),
    [Connection] = ranch:procs(ct_http_listener, connections),
    {cowboy_clear, connection_process, 4} = proc_lib:translate_initial_call(Connection),
    {current_function, {cowboy_http, loop, 2}} = process_info(Connection, current_function),
    [{cat_traveler_srv, Srv, worker, [cat_traveler_srv]}] =
        supervisor:which_children(cat_traveler_sup),
    Srv = whereis(cat_traveler_srv),
    ok.

restart_of_the_server() ->
    Old = whereis(cat_traveler_srv),
    Monitor = monitor(process, Old),
    exit(Old, kill),
    receive {'DOWN', Monitor, process, Old, killed} -> ok end,
    New = wait_for(cat_traveler_srv, Old),
    true = is_pid(New),
    {error, not_found} = cat_traveler:where_is_cat({cat, <<"Tihon">>}),
    ok.

wait_for(Name, Old) ->
    case whereis(Name) of
        Pid when is_pid(Pid), Pid =/= Old -> Pid;
        _ -> timer:sleep(1), wait_for(Name, Old)
    end.
