%% Subset of common_test's header: looking things up in a configuration. Missing: peers, verbosity and importance levels.
-define(config(Key, Config), test_server:lookup_config(Key, Config)).
-define(line, ).
