%% The receive of interpreted code. Native: the function here is replaced by the engine.
-module(prim_eval).

-export(['receive'/2]).

%% Calls Fun(Message) for each message in the mailbox, then for each that arrives, until one gives something else than
%% `nomatch`; that message is removed and the result given back. `timeout` after Timeout (milliseconds or infinity; else
%% timeout_value is raised). Fun may run any code that does not receive.
'receive'(_Fun, _Timeout) -> erlang:nif_error(undef).
