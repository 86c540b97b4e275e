// The text that links to examples are compressed against: what is often typed in them, the most likely last. Links that
// were sent live for ever: this text never changes; another one would need another version of the link (share.ts).

export const dictionaryOf1 =
  'timer:sleep(1000).\nexit(whereis(cat_traveler_srv), kill).\nsupervisor:which_children(cat_traveler_sup).\n' +
  'sys:get_state(cat_traveler_srv).\nsys:get_status(cat_traveler_srv).\nsys:trace(cat_traveler_srv, true).\n' +
  'sys:statistics(cat_traveler_srv, true).\nsys:suspend(\nsys:resume(\nsys:no_debug(\n' +
  'observer:start().\nappmon:start().\ni().\nflush().\nregs().\nprocesses().\nregistered().\nb().\nf().\nm(cat_traveler).\n' +
  'recon:proc_count(memory, 3).\nrecon:proc_count(message_queue_len, 3).\nrecon:proc_window(reductions, 3, 500).\n' +
  'recon:info(whereis(cat_traveler_srv)).\nrecon:bin_leak(5).\nrecon:scheduler_usage(1000).\nrecon:get_state(\n' +
  'recon_alloc:memory(allocated).\nrecon:node_stats_print(3, 1000).\nrecon:inet_count(oct, 3).\nrecon:remote_load(\n' +
  'io:format("~p~n", [X]).\nio:format("~w ~s~n", [lists:seq(1, 10)]).\nlists:foreach(fun(X) -> ok end, [1, 2, 3]).\n' +
  '[{Name, erlang:process_info(P, [current_function, message_queue_len, memory, reductions, dictionary, links, status])} || P <- processes()].\n' +
  'spawn(fun() -> receive {From, Msg} -> From ! Msg after 1000 -> timeout end end).\n' +
  'spawn_link(fun F() -> timer:sleep(100), F() end).\nerlang:monitor(process, Pid).\nself() ! hello.\n' +
  'case catch of when undefined; true -> {error, Reason}; false -> {ok, Value} end.\ntry error(oops) catch Class:Reason:Stack -> {Class, Reason, Stack} end.\n' +
  'maps:get(key, #{key => value}).\nets:new(events, [named_table, public]).\nets:insert(\nets:lookup(\nets:tab2list(\n' +
  'MS = dbg:fun2ms(fun([{cat, Name}, {town, Town}]) when Town =/= <<"Minsk">> -> message({Name, Town}) end).\n' +
  "MS = [{['$1', '_'], [{'==', '$1', 42}], [{return_trace}]}].\n[{'_', [], [{exception_trace}]}]\n[{'_', [], [{message, {caller}}]}]\n" +
  'erlang:match_spec_test([42, any], MS, trace).\n' +
  'erlang:trace(all, true, [call, return_to, timestamp, monotonic_timestamp, set_on_spawn, procs, running, garbage_collection]).\n' +
  "erlang:trace(new, true, [call]).\nerlang:trace(whereis(cat_traveler_srv), true, [send, 'receive', {tracer, self()}]).\n" +
  "erlang:trace_pattern({cat_traveler_srv, handle_call, '_'}, true, [local]).\nerlang:trace_pattern({cat_traveler, enter, 2}, MS, []).\n" +
  'erlang:trace_info({cat_traveler, enter, 2}, all).\nerlang:trace(all, false, [call]).\nerlang:trace(all, false, [all]).\n' +
  'dbg:tracer(process, {fun(Msg, N) -> io:format("~p: ~p~n", [N, Msg]), N + 1 end, 0}).\ndbg:p(cat_traveler_srv, [m, c, p, timestamp]).\n' +
  'dbg:tpl(cat_traveler_srv, handle_call, x).\ndbg:tp(cat_traveler, enter, 2, MS).\ndbg:tp(cat_traveler, enter, cx).\ndbg:ctp().\ndbg:ltp().\n' +
  'dbg:tracer().\ndbg:p(all, c).\ndbg:p(new, [c, sos]).\ndbg:stop_clear().\ndbg:stop().\n' +
  "recon_trace:calls({cat_traveler, '_', '_'}, 10, [{scope, local}, {time, 5000}, {pid, new}, {args, arity}, {formatter, fun(X) -> X end}]).\n" +
  'recon_trace:calls({cat_traveler, enter, fun([{cat, <<"Tihon">>}, _]) -> return_trace() end}, {10, 1000}).\nrecon_trace:clear().\n' +
  "redbug:help().\nredbug:stop().\nredbug:start([send, 'receive'], [{procs, [cat_traveler_srv]}, {time, 5000}]).\n" +
  'redbug:start("cat_traveler:enter({cat,<<\\"Marfa\\">>}, {town,<<\\"Praha\\">>}) when is_binary(X) -> return", [{blocking, true}, {print_file, "trace.txt"}, {max_rate, 100}, {arity, true}]).\n' +
  'redbug:start("cat_traveler_srv:handle_call(_, _, _) -> time,count", [{time, 5000}, {msgs, 100}, {print_return, false}]).\n' +
  'redbug:start("cat_traveler:enter({cat,<<\\"Tihon\\">>}, _) -> return",\n             [{time, 15000}, {msgs, 10}]).\n' +
  'redbug:start("cat_traveler:enter/2 -> stack,return", [{time, 15000}, {msgs, 10}]).\n' +
  'redbug:start("cat_traveler:enter/2 -> return",\n             [{time, 15000}, {msgs, 10}, {print_msec, true}]).\n' +
  'redbug:start("cat_traveler:enter/2 -> return", [{time, 15000}, {msgs, 10}]).';
