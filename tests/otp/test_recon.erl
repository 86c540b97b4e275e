%% recon on the node itself.
-module(test_recon).

-export([test/0]).

test() ->
    ok = processes_by_value(),
    ok = info(),
    ok = limits(),
    ok.

processes_by_value() ->
    Some = [spawn(fun loop/0) || _ <- lists:seq(1, 5)],
    Five = recon:proc_count(memory, 5),
    5 = length(Five),
    [exit(P, kill) || P <- Some],
    Values = [Value || {_, Value, _} <- Five],
    Values = lists:reverse(lists:sort(Values)),
    [{Pid, N, [{current_function, {_, _, _}}, {initial_call, {_, _, _}}]}] =
        [Attrs || {P, _, _} = Attrs <- [busy()], is_pid(P)],
    true = is_process_alive(Pid),
    true = N > 0,
    {'EXIT', {badarg, _}} = (catch recon:proc_count(foo, 5)),
    exit(Pid, kill),
    [] = recon_lib:sublist_top_n_attrs(recon_lib:proc_attrs(memory), 0),
    [{a, 2, x}, {b, 7, y}] = recon_lib:diff_attrs([{a, 3, x}], [{a, 5, x}, {b, 7, y}]),
    ok.

busy() ->
    Pid = spawn(fun loop/0),
    Found = lists:keyfind(Pid, 1, recon:proc_window(reductions, 1000, 50)),
    Found.

loop() ->
    receive stop -> ok after 1 -> loop() end.

info() ->
    Self = self(),
    Pid = spawn(fun() -> Self ! {self(), ready}, receive stop -> ok end end),
    receive {Pid, ready} -> timer:sleep(10) end,
    [{meta, [{registered_name, []} | _]}, {signals, [{links, []} | _]}, {location, _},
     {memory_used, _}, {work, [{reductions, _}]}] = recon:info(Pid),
    {links, []} = recon:info(Pid, links),
    [{status, waiting}, {message_queue_len, 0}] = recon:info(Pid, [status, message_queue_len]),
    Pid ! stop,
    Monitor = monitor(process, Pid),
    receive {'DOWN', Monitor, process, Pid, _} -> ok end,
    {meta, undefined} = recon:info(Pid, meta),
    {'EXIT', {badarg, _}} = (catch recon:info(nosuch)),
    {'EXIT', {noproc, {sys, get_state, [undefined, 5000]}}} = (catch recon:get_state(nosuch)),
    true = is_pid(recon_lib:term_to_pid("<0.0.0>")),
    true = recon_lib:term_to_pid({0, 0, 0}) =:= recon_lib:term_to_pid(<<"<0.0.0>">>),
    ok.

limits() ->
    0 = recon_trace:calls({nosuch_module, f, '_'}, 5),
    {'EXIT', {{case_clause, foo}, _}} = (catch recon_trace:calls({lists, seq, foo}, 1)),
    ok = recon_trace:clear(),
    undefined = whereis(recon_trace_tracer),
    ok.
