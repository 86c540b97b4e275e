{application, ranch,
 [{description, "Socket acceptor pool for TCP protocols."},
  {vsn, "1.6.2"},
  {registered, [ranch_sup, ranch_server]},
  {mod, {ranch_app, []}},
  {applications, [kernel, stdlib]},
  {modules, [ranch, ranch_acceptor, ranch_acceptors_sup, ranch_app, ranch_conns_sup,
             ranch_listener_sup, ranch_server, ranch_sup, ranch_tcp]},
  {env, []}]}.
