{application, eunit,
 [{description, "EUnit"},
  {vsn, "2.8.1"},
  {modules, [eunit, eunit_autoexport, eunit_data, eunit_lib, eunit_proc, eunit_striptests, eunit_test, eunit_tty]},
  {registered, []},
  {applications, [kernel, stdlib]}]}.
