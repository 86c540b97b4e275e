{application, kernel,
 [{description, "ERTS  CXC 138 10"},
  {vsn, "8.5.3"},
  {modules, [application, application_controller, application_master, code, code_server, erl_code_host, erl_erts_errors, erl_prim_loader, erl_terminal_host, erpc, error_handler, erts_code_purger, erts_dirty_process_signal_handler, erts_literal_area_collector, error_logger, file, file_server, gen_tcp, global, global_group, group, inet, inet_db, init, kernel, kernel_config, kernel_refc, logger, logger_formatter, logger_handler_watcher, logger_olp, logger_server, logger_std_h, logger_sup, prim_file, prim_inet, rpc, socket_registry, standard_error, user, user_drv, user_sup]},
  {registered, [application_controller, erl_reply, auth, boot_server, code_server, disk_log_server, disk_log_sup, erl_prim_loader, error_logger, file_server_2, fixtable_server, global_group, global_name_server, heart, init, kernel_config, kernel_safe_sup, kernel_sup, net_kernel, net_sup, rex, user, os_server, ddll_server, erl_epmd, inet_db, pg]},
  {applications, []},
  {mod, {kernel, []}},
  {env, [{logger_level, notice}, {logger_sasl_compatible, false}, {net_tickintensity, 4}, {net_ticktime, 60}, {prevent_overlapping_partitions, true}, {shell_docs_ansi, auto}]}]}.
