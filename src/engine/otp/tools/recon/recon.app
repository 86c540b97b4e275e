{application, recon,
 [{description, "Diagnostic tools for production use"},
  {vsn, "2.5.6"},
  {registered, []},
  {applications, [kernel, stdlib]},
  {modules, [recon, recon_alloc, recon_lib, recon_trace]},
  {env, []}]}.
