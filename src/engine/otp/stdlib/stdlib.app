{application, stdlib,
 [{description, "ERTS  CXC 138 10"},
  {vsn, "4.2"},
  {modules, [array, base64, binary, c, calendar, dict, digraph, digraph_utils, erl_anno, erl_error, erl_eval, erl_internal, erl_stdlib_errors, ets, eval_bits, filename, gb_sets, gb_trees, gen, gen_event, gen_server, gen_statem, io, io_lib, io_lib_format, io_lib_fread, io_lib_pretty, lists, maps, orddict, ordsets, proc_lib, proplists, queue, rand, sets, shell, shell_default, shell_records, string, supervisor, supervisor_bridge, sys, timer, unicode, unicode_util]},
  {registered, [timer_server, rsh_starter, take_over_monitor, pool_master, dets]},
  {applications, [kernel]},
  {env, []}]}.
