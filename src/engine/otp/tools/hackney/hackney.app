{application, hackney,
 [{description, "simple HTTP client"},
  {vsn, "1.18.1"},
  {registered, [hackney_sup, hackney_pool]},
  {mod, {hackney_app, []}},
  {applications, [kernel, stdlib]},
  {modules, [hackney, hackney_app, hackney_pool, hackney_sup]},
  {env, []}]}.
