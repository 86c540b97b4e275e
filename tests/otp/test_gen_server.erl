-module(test_gen_server).
-behaviour(gen_server).
-export([start/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2, handle_continue/2, terminate/2]).

start() ->
    ok = calls_and_casts(),
    ok = timeouts(),
    ok = continues(),
    ok = stops(),
    ok = bad_starts(),
    ok = requests_fetched_later(),
    ok = multi_calls(),
    ok.

init({ok, State}) -> {ok, State};
init({continue, State}) -> {ok, State, {continue, State}};
init({stop, Reason}) -> {stop, Reason};
init(ignore) -> ignore.

handle_call(get, _From, S) -> {reply, S, S};
handle_call(later, From, S) ->
    self() ! {answer, From},
    {noreply, S};
handle_call(thrown, _From, S) -> throw({reply, thrown, S});
handle_call({stop, Reason}, _From, S) -> {stop, Reason, bye, S};
handle_call(timeout, _From, S) -> {reply, ok, S, 0};
handle_call(never, _From, S) -> {noreply, S}.

handle_cast({set, S}, _) -> {noreply, S}.

handle_info({answer, From}, S) ->
    gen_server:reply(From, late),
    {noreply, S};
handle_info(timeout, _) -> {noreply, timed_out};
handle_info(Other, _) -> {noreply, {info, Other}}.

handle_continue(C, S) -> {noreply, {C, S}}.

terminate(_Reason, _S) -> ok.

calls_and_casts() ->
    {ok, P} = gen_server:start({local, ?MODULE}, ?MODULE, {ok, 1}, []),
    {error, {already_started, P}} = gen_server:start({local, ?MODULE}, ?MODULE, {ok, 1}, []),
    1 = gen_server:call(P, get),
    ok = gen_server:cast(?MODULE, {set, 2}),
    2 = gen_server:call({?MODULE, node()}, get),
    late = gen_server:call(P, later),
    thrown = gen_server:call(P, thrown),
    P ! hello,
    {info, hello} = gen_server:call(P, get),
    ok = gen_server:cast(nobody_is_called_so, x),
    ok = gen_server:stop(P),
    undefined = whereis(?MODULE),
    {'EXIT', {noproc, {gen_server, call, [?MODULE, get]}}} = (catch gen_server:call(?MODULE, get)),
    ok.

timeouts() ->
    {ok, P} = gen_server:start(?MODULE, {ok, 1}, []),
    {'EXIT', {timeout, {gen_server, call, [P, never, 10]}}} = (catch gen_server:call(P, never, 10)),
    ok = gen_server:call(P, timeout),
    timed_out = gen_server:call(P, get),
    gen_server:stop(P).

continues() ->
    {ok, P} = gen_server:start(?MODULE, {continue, a}, []),
    {a, a} = gen_server:call(P, get),
    gen_server:stop(P).

stops() ->
    {ok, P} = gen_server:start(?MODULE, {ok, 1}, []),
    Ref = monitor(process, P),
    bye = gen_server:call(P, {stop, shutdown}),
    receive {'DOWN', Ref, process, P, shutdown} -> ok end.

bad_starts() ->
    {error, oops} = gen_server:start(?MODULE, {stop, oops}, []),
    ignore = gen_server:start(?MODULE, ignore, []),
    ok.

requests_fetched_later() ->
    {ok, P} = gen_server:start(?MODULE, {ok, 7}, []),
    R1 = gen_server:send_request(P, get),
    {reply, 7} = gen_server:receive_response(R1, 1000),
    R2 = gen_server:send_request(P, never),
    timeout = gen_server:wait_response(R2, 1),
    Ids = gen_server:reqids_add(gen_server:send_request(P, get), label, gen_server:reqids_new()),
    {{reply, 7}, label, Empty} = gen_server:receive_response(Ids, 1000, true),
    0 = gen_server:reqids_size(Empty),
    gen_server:stop(P).

multi_calls() ->
    {ok, P} = gen_server:start({local, ?MODULE}, ?MODULE, {ok, 1}, []),
    Node = node(),
    {[{Node, 1}], []} = gen_server:multi_call([Node], ?MODULE, get),
    abcast = gen_server:abcast([Node], ?MODULE, {set, 3}),
    3 = gen_server:call(P, get),
    gen_server:stop(P).
