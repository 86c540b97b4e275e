%% Names of dbg: flags, short and long, and the items that p/2 takes.
-module(dbg_flags).

-export([long/1, short/1, item/1, pidspec/1]).

%% Flags for erlang:trace/3, last first, or {error, {bad_flags, Rest}}.
-spec long(term()) -> [atom()] | {error, {bad_flags, term()}}.
long(Flags) -> long(Flags, []).

long([], Long) ->
    Long;
long([all | _], _Long) ->
    all_flags();
long([Flag | Rest] = Flags, Long) when is_atom(Flag) ->
    case long_flag(Flag) of
        bad -> {error, {bad_flags, Flags}};
        Known -> long(Rest, Known ++ Long)
    end;
long(Flags, _Long) ->
    {error, {bad_flags, Flags}}.

long_flag(s) -> [send];
long_flag(r) -> ['receive'];
long_flag(m) -> [send, 'receive'];
long_flag(c) -> [call];
long_flag(p) -> [procs];
long_flag(sos) -> [set_on_spawn];
long_flag(sol) -> [set_on_link];
long_flag(sofs) -> [set_on_first_spawn];
long_flag(sofl) -> [set_on_first_link];
long_flag(Flag) ->
    case lists:member(Flag, [running, silent | all_flags()]) of
        true -> [Flag];
        false -> bad
    end.

all_flags() ->
    [send, 'receive', call, procs, ports, garbage_collection, set_on_spawn,
     set_on_first_spawn, set_on_link, set_on_first_link, timestamp, monotonic_timestamp,
     strict_monotonic_timestamp, arity, return_to, running_procs, running_ports, exiting].

short(send) -> s;
short('receive') -> r;
short(call) -> c;
short(procs) -> p;
short(set_on_spawn) -> sos;
short(set_on_link) -> sol;
short(set_on_first_spawn) -> sofs;
short(set_on_first_link) -> sofl;
short(Flag) -> Flag.

%% A pid or port, or {badpid, Item}.
-spec item(term()) -> pid() | port() | {badpid, term()}.
item(Item) when is_pid(Item); is_port(Item) -> Item;
item(N) when is_integer(N) -> item({0, N, 0});
item({X, Y, Z}) when is_integer(X), is_integer(Y), is_integer(Z) ->
    item(lists:concat(["<", X, ".", Y, ".", Z, ">"]));
item("#Port<" ++ _ = Text) ->
    try list_to_port(Text) catch error:badarg -> {badpid, Text} end;
item(Text) when is_list(Text) ->
    try list_to_pid(Text) catch error:badarg -> {badpid, Text} end;
item(Other) -> {badpid, Other}.

%% What erlang:trace/3 takes: a live process, a port, a registered one, a group; or {badpid, Item}.
-spec pidspec(term()) -> pid() | port() | atom() | {badpid, term()}.
pidspec(Pid) when is_pid(Pid) ->
    case is_process_alive(Pid) of
        true -> Pid;
        false -> {badpid, Pid}
    end;
pidspec(Port) when is_port(Port) ->
    case erlang:port_info(Port, id) of
        undefined -> {badpid, Port};
        _ -> Port
    end;
pidspec(Name) when is_atom(Name) ->
    case lists:member(Name, groups()) of
        true -> Name;
        false ->
            case whereis(Name) of
                undefined -> {badpid, Name};
                Found -> Found
            end
    end;
pidspec(Other) ->
    {badpid, Other}.

groups() ->
    [all, new, existing, processes, new_processes, existing_processes, ports, new_ports, existing_ports].
