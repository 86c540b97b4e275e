{application, runtime_tools,
 [{description, "RUNTIME_TOOLS"},
  {vsn, "1.19"},
  {modules, [dbg, dbg_file, dbg_flags, dbg_help, dbg_patterns, dbg_text]},
  {registered, [runtime_tools_sup]},
  {applications, [kernel, stdlib]},
  {env, []}]}.
