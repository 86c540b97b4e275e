{application, runtime_tools,
 [{description, "RUNTIME_TOOLS"},
  {vsn, "1.19"},
  {modules, [runtime_tools, runtime_tools_sup, dbg, dbg_file, dbg_flags, dbg_help, dbg_patterns, dbg_server, dbg_text]},
  {registered, [runtime_tools_sup]},
  {applications, [kernel, stdlib]},
  {env, []},
  {mod, {runtime_tools, []}}]}.
