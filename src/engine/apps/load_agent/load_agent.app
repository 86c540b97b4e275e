{application, load_agent,
 [{description, "Load agents for Cat Traveler"},
  {vsn, "0.1.0"},
  {registered, [load_agent_sup]},
  {mod, {load_agent_app, []}},
  {applications, [kernel, stdlib, hackney]},
  {modules, [cat_agent, cats_api, load_agent_app, load_agent_sup]},
  {env, [{url, "http://localhost:8080"}]}]}.
