{application, jsx,
 [{description, "a streaming, evented json parsing toolkit"},
  {vsn, "2.9.0"},
  {registered, []},
  {applications, [kernel, stdlib]},
  {modules, [jsx]},
  {env, []}]}.
