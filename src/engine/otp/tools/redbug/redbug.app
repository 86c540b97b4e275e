{application, redbug,
 [{description, "Erlang Tracing Debugger"},
  {vsn, "2.0.10"},
  {registered, []},
  {applications, [kernel, stdlib, runtime_tools]},
  {modules, [redbug, redbug_compiler, redbug_lib, redbug_parser, redbug_targ]},
  {env, []}]}.
