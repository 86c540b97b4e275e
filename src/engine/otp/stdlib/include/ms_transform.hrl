%% Stand-in for OTP's ms_transform.hrl: literal funs of ets:fun2ms/1 and dbg:fun2ms/1 become match specifications.
-compile({parse_transform, ms_transform}).
