{application, compiler,
 [{description, "ERTS  CXC 138 10"},
  {vsn, "8.2.3"},
  {modules, [beam_disasm, compile, sys_core_fold, v3_core]},
  {registered, []},
  {applications, [kernel, stdlib]},
  {env, []}]}.
