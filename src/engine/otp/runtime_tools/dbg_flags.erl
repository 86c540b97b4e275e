%% Names of dbg: flags, short and long, and the items that p/2 takes.
-module(dbg_flags).

-export([long/1, short/1, item/1]).

%% Flags for erlang:trace/3, `clear', or {error, {bad_flags, Flags}}.
long([clear]) -> clear;
long(Flags) when is_list(Flags) ->
    Long = lists:append([long_flag(Flag) || Flag <- Flags]),
    case lists:member(bad, Long) of
        true -> {error, {bad_flags, bad_flags(Flags)}};
        false -> [Flag || Flag <- all_flags() ++ [running, silent, cpu_timestamp],
                          lists:member(Flag, Long)]
    end;
long(Flags) ->
    {error, {bad_flags, Flags}}.

bad_flags([Flag | Rest] = Flags) ->
    case long_flag(Flag) of
        [bad] -> Flags;
        _ -> bad_flags(Rest)
    end.

long_flag(s) -> [send];
long_flag(r) -> ['receive'];
long_flag(m) -> [send, 'receive'];
long_flag(c) -> [call];
long_flag(p) -> [procs];
long_flag(sos) -> [set_on_spawn];
long_flag(sol) -> [set_on_link];
long_flag(sofs) -> [set_on_first_spawn];
long_flag(sofl) -> [set_on_first_link];
long_flag(all) -> all_flags();
long_flag(Flag) ->
    case lists:member(Flag, [running, silent, cpu_timestamp | all_flags()]) of
        true -> [Flag];
        false -> [bad]
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

%% A pid or port; an atom when nobody is registered so.
item(Item) when is_pid(Item); is_port(Item) -> Item;
item(Name) when is_atom(Name) ->
    case whereis(Name) of
        undefined -> Name;
        Found -> Found
    end;
item(N) when is_integer(N) -> item(lists:concat(["<0.", N, ".0>"]));
item({X, Y, Z}) when is_integer(X), is_integer(Y), is_integer(Z) ->
    item(lists:concat(["<", X, ".", Y, ".", Z, ">"]));
item("#Port<" ++ _ = Text) ->
    try list_to_port(Text) catch error:badarg -> {error, {badpid, Text}} end;
item(Text) when is_list(Text) ->
    try list_to_pid(Text) catch error:badarg -> {error, {badpid, Text}} end;
item(Other) -> {error, {badpid, Other}}.
