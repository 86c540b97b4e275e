-module(test_supervisor).
-behaviour(supervisor).
-export([start/0, init/1, start_worker/1]).

start() ->
    process_flag(trap_exit, true),
    ok = order_of_children(),
    ok = restarts(one_for_one, [same, new, same]),
    ok = restarts(one_for_all, [new, new, new]),
    ok = restarts(rest_for_one, [same, new, new]),
    ok = too_many_restarts(),
    ok = simple(),
    ok = specifications(),
    ok.

init(Arg) -> Arg.

start_worker(Name) ->
    {ok, proc_lib:spawn_link(fun() -> worker(Name) end)}.

worker(Name) ->
    receive stop -> exit(normal); {who, P} -> P ! Name, worker(Name) end.

child(Id) -> #{id => Id, start => {?MODULE, start_worker, [Id]}, shutdown => 100}.

pids(S) -> [maps:get(Id, maps:from_list([{I, P} || {I, P, _, _} <- supervisor:which_children(S)])) || Id <- [a, b, c]].

order_of_children() ->
    {ok, S} = supervisor:start_link(?MODULE, {ok, {#{}, [child(a), child(b), child(c)]}}),
    [{c, _, worker, [?MODULE]}, {b, _, _, _}, {a, _, _, _}] = supervisor:which_children(S),
    [{specs, 3}, {active, 3}, {supervisors, 0}, {workers, 3}] = supervisor:count_children(S),
    ok = supervisor:terminate_child(S, b),
    {error, already_present} = supervisor:start_child(S, child(b)),
    {ok, _} = supervisor:restart_child(S, b),
    {error, running} = supervisor:delete_child(S, b),
    {ok, #{id := b, restart := permanent}} = supervisor:get_childspec(S, b),
    {error, not_found} = supervisor:terminate_child(S, nosuch),
    {ok, D} = supervisor:start_child(S, child(d)),
    {error, {already_started, D}} = supervisor:start_child(S, child(d)),
    stopped(S).

restarts(Strategy, Expected) ->
    {ok, S} = supervisor:start_link(?MODULE, {ok, {#{strategy => Strategy, intensity => 3}, [child(a), child(b), child(c)]}}),
    [_, B, _] = Before = pids(S),
    B ! stop,
    timer:sleep(50),
    After = pids(S),
    Expected = [case Old =:= New of true -> same; false -> new end || {Old, New} <- lists:zip(Before, After)],
    stopped(S).

too_many_restarts() ->
    {ok, S} = supervisor:start_link(?MODULE, {ok, {#{intensity => 0}, [child(a)]}}),
    [{a, A, _, _}] = supervisor:which_children(S),
    A ! stop,
    receive {'EXIT', S, shutdown} -> ok end.

simple() ->
    {ok, S} = supervisor:start_link(?MODULE, {ok, {#{strategy => simple_one_for_one}, [(child(t))#{start => {?MODULE, start_worker, []}, restart => temporary}]}}),
    {ok, W} = supervisor:start_child(S, [x]),
    W ! {who, self()},
    receive x -> ok end,
    [{undefined, W, worker, [?MODULE]}] = supervisor:which_children(S),
    ok = supervisor:terminate_child(S, W),
    [] = supervisor:which_children(S),
    stopped(S).

specifications() ->
    ok = supervisor:check_childspecs([child(a), {b, {m, f, []}, permanent, 10, worker, [m]}]),
    {error, missing_start} = supervisor:check_childspecs([#{id => a}]),
    {error, {duplicate_child_name, a}} = supervisor:check_childspecs([child(a), child(a)]),
    {error, {invalid_restart_type, x}} = supervisor:check_childspecs([(child(a))#{restart => x}]),
    ok.

stopped(S) ->
    exit(S, shutdown),
    receive {'EXIT', S, shutdown} -> ok end.
