%% What the modules of eunit share.

%% One test: a fun without arguments, where it is from, and what it is called.
-record(test, {f, location, line = 0, desc, timeout}).

%% Tests together. `context` is {Setup, Cleanup, Instantiate}; `order` inorder | {inparallel, N}; `spawn` true | undefined.
-record(group, {tests, desc, order, timeout, context, spawn}).
