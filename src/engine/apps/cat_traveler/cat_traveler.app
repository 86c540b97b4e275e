{application, cat_traveler,
 [{description, "Cat Traveler"},
  {vsn, "0.1.0"},
  {registered, [cat_traveler_sup, cat_traveler_srv]},
  {mod, {cat_traveler_app, []}},
  {applications, [kernel, stdlib, jsx, cowboy]},
  {modules, [cat_traveler, cat_traveler_app, cat_traveler_srv, cat_traveler_sup,
             cat_traveler_types, ct_handler_api, ct_handler_ping]},
  {env, [{port, 8080}]}]}.
