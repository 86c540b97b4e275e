{application, cowboy,
 [{description, "Small, fast, modern HTTP server."},
  {vsn, "2.5.0"},
  {registered, [cowboy_sup, cowboy_clock]},
  {mod, {cowboy_app, []}},
  {applications, [kernel, stdlib, ranch]},
  {modules, [cowboy, cowboy_app, cowboy_clear, cowboy_clock, cowboy_handler, cowboy_http,
             cowboy_req, cowboy_router, cowboy_stream_h, cowboy_sup]},
  {env, []}]}.
