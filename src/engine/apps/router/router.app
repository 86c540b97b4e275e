{application, router,
 [{description, "Keys spread over vnodes, and clients that read them"},
  {vsn, "0.1.0"},
  {registered, [router_sup]},
  {mod, {router_app, []}},
  {applications, [kernel, stdlib]},
  {modules, [router, router_app, router_client, router_sup, router_vnode]},
  {env, [{vnodes, 16}, {keys, 4800}, {clients, 40}]}]}.
