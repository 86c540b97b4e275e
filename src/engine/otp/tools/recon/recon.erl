%% Stand-in for recon 2.5.6: what processes, ports and the node do, without harm
%% to a node in production.
%% Missing: source, recon_map, recon_rec; recon_alloc has what the engine knows of memory.
-module(recon).

-export([info/1, info/2, info/3, info/4, proc_count/2, proc_window/3, bin_leak/1]).
-export([node_stats_print/2, node_stats_list/2, node_stats/4, scheduler_usage/1]).
-export([get_state/1, get_state/2, rpc/1, rpc/2, rpc/3, named_rpc/1, named_rpc/2, named_rpc/3]).
-export([files/0, tcp/0, udp/0, sctp/0, port_types/0, inet_count/2, inet_window/3]).
-export([port_info/1, port_info/2, remote_load/1, remote_load/2]).

-type proc_attrs() :: {pid(), term(), [atom() | {current_function | initial_call, mfa()}]}.
-type inet_attrs() :: {port(), integer(), [{atom(), integer()}]}.

%% Processes

%% What process_info/2 says, in groups; undefined for a dead process. The
%% process is named as recon_lib:term_to_pid/1 has it.
-spec info(term()) -> [{atom(), term()}].
info(PidTerm) ->
    Pid = recon_lib:term_to_pid(PidTerm),
    [info(Pid, Group) || Group <- [meta, signals, location, memory_used, work]].

-spec info(non_neg_integer(), non_neg_integer(), non_neg_integer()) -> [{atom(), term()}].
info(A, B, C) -> info(recon_lib:triple_to_pid(A, B, C)).

info(A, B, C, Key) -> info(recon_lib:triple_to_pid(A, B, C), Key).

%% One group, one item of process_info/2, or a list of items; binary_memory too.
-spec info(term(), atom() | [atom()]) -> term().
info(PidTerm, meta) ->
    info_type(PidTerm, meta, [registered_name, dictionary, group_leader, status]);
info(PidTerm, signals) ->
    info_type(PidTerm, signals, [links, monitors, monitored_by, trap_exit]);
info(PidTerm, location) ->
    info_type(PidTerm, location, [initial_call, current_stacktrace]);
info(PidTerm, memory_used) ->
    info_type(PidTerm, memory_used, [memory, message_queue_len, heap_size, total_heap_size,
                                     garbage_collection]);
info(PidTerm, work) ->
    info_type(PidTerm, work, [reductions]);
info(PidTerm, Items) ->
    proc_info(recon_lib:term_to_pid(PidTerm), Items).

info_type(PidTerm, Group, Items) ->
    Info = proc_info(recon_lib:term_to_pid(PidTerm), Items),
    {Group, Info}.

proc_info(Pid, binary_memory) ->
    case process_info(Pid, binary) of
        undefined -> undefined;
        {binary, Binaries} -> {binary_memory, recon_lib:binary_memory(Binaries)}
    end;
proc_info(Pid, Item) when is_atom(Item) ->
    process_info(Pid, Item);
proc_info(Pid, Items) when is_list(Items) ->
    case lists:member(binary_memory, Items) of
        false ->
            Info = process_info(Pid, Items),
            Info;
        true ->
            case process_info(Pid, [binary_item(Item) || Item <- Items]) of
                undefined -> undefined;
                Infos -> [binary_info(Item, Info) || {Item, Info} <- lists:zip(Items, Infos)]
            end
    end.

binary_item(binary_memory) -> binary;
binary_item(Item) -> Item.

binary_info(binary_memory, {binary, Binaries}) -> {binary_memory, recon_lib:binary_memory(Binaries)};
binary_info(_, Info) -> Info.

%% The Num processes with the highest value of an item.
-spec proc_count(atom(), non_neg_integer()) -> [proc_attrs()].
proc_count(Attr, Num) ->
    All = recon_lib:proc_attrs(Attr),
    recon_lib:sublist_top_n_attrs(All, Num).

%% The Num processes whose value grew most within so many ms.
-spec proc_window(atom(), non_neg_integer(), pos_integer()) -> [proc_attrs()].
proc_window(Attr, Num, Time) ->
    Before = recon_lib:proc_attrs(Attr),
    timer:sleep(Time),
    After = recon_lib:proc_attrs(Attr),
    recon_lib:sublist_top_n_attrs(recon_lib:diff_attrs(Before, After), Num).

%% The Num processes that let most references to binaries go in a garbage
%% collection, which every process undergoes.
-spec bin_leak(pos_integer()) -> [proc_attrs()].
bin_leak(Num) ->
    Freed = [{P, -N, Info} || Pid <- processes(), {P, N, Info} <- freed(Pid)],
    [{P, -N, Info} || {P, N, Info} <- recon_lib:sublist_top_n_attrs(Freed, Num)].

freed(Pid) ->
    case recon_lib:proc_attrs(binary, Pid) of
        {ok, {_, Before, Info}} ->
            _ = (catch erlang:garbage_collect(Pid)),
            case process_info(Pid, binary) of
                {binary, After} -> [{Pid, length(After) - length(Before), Info}];
                undefined -> []
            end;
        {error, undefined} ->
            []
    end.

-spec get_state(term()) -> term().
get_state(PidTerm) -> get_state(PidTerm, 5000).

%% The state of an OTP process, by sys:get_state/2.
-spec get_state(term(), timeout()) -> term().
get_state(PidTerm, Timeout) ->
    Proc = recon_lib:term_to_pid(PidTerm),
    try
        sys:get_state(Proc, Timeout)
    catch
        error:undef ->
            {status, _, {module, _}, [_, _, _, _, Misc]} = sys:get_status(Proc, Timeout),
            Misc
    end.

%% The node

%% Prints what node_stats_list/2 returns.
-spec node_stats_print(non_neg_integer(), pos_integer()) -> term().
node_stats_print(N, Interval) ->
    node_stats(N, Interval, fun(Stats, _) -> io:format("~p~n", [Stats]) end, ok).

-spec node_stats_list(non_neg_integer(), pos_integer()) -> [{[{atom(), term()}], [{atom(), term()}]}].
node_stats_list(N, Interval) ->
    lists:reverse(node_stats(N, Interval, fun(Stats, Acc) -> [Stats | Acc] end, [])).

%% Folds a function over N samples, Interval ms apart: {Absolute, SinceLast}.
-spec node_stats(non_neg_integer(), pos_integer(), fun(({list(), list()}, Acc) -> Acc), Acc) -> Acc.
node_stats(N, Interval, Fold, Init) ->
    Former = erlang:system_flag(scheduler_wall_time, true),
    Result = node_stats(N, Interval, Fold, Init, counters()),
    erlang:system_flag(scheduler_wall_time, Former),
    Result.

node_stats(0, _Interval, _Fold, Acc, _Last) ->
    Acc;
node_stats(N, Interval, Fold, Acc, Last) ->
    timer:sleep(Interval),
    Now = counters(),
    node_stats(N - 1, Interval, Fold, Fold({absolute(), increments(Last, Now)}, Acc), Now).

counters() ->
    {{input, In}, {output, Out}} = erlang:statistics(io),
    {GCs, Words, _} = erlang:statistics(garbage_collection),
    {Reductions, _} = erlang:statistics(reductions),
    {In, Out, GCs, Words, Reductions, erlang:statistics(scheduler_wall_time)}.

absolute() ->
    [{process_count, erlang:system_info(process_count)},
     {run_queue, erlang:statistics(run_queue)},
     {memory_total, erlang:memory(total)},
     {memory_procs, erlang:memory(processes_used)},
     {memory_atoms, erlang:memory(atom_used)},
     {memory_bin, erlang:memory(binary)},
     {memory_ets, erlang:memory(ets)}].

increments({In0, Out0, GCs0, Words0, Reds0, Sched0}, {In, Out, GCs, Words, Reds, Sched}) ->
    [{bytes_in, In - In0},
     {bytes_out, Out - Out0},
     {gc_count, GCs - GCs0},
     {gc_words_reclaimed, Words - Words0},
     {reductions, Reds - Reds0},
     {scheduler_usage, recon_lib:scheduler_usage_diff(Sched0, Sched)}].

%% The part of so many ms in which each scheduler was busy.
-spec scheduler_usage(pos_integer()) -> [{pos_integer(), number()}].
scheduler_usage(Interval) ->
    Former = erlang:system_flag(scheduler_wall_time, true),
    First = erlang:statistics(scheduler_wall_time),
    timer:sleep(Interval),
    Last = erlang:statistics(scheduler_wall_time),
    erlang:system_flag(scheduler_wall_time, Former),
    recon_lib:scheduler_usage_diff(First, Last).

%% Ports

-spec tcp() -> [port()].
tcp() -> recon_lib:port_list(name, "tcp_inet").

-spec udp() -> [port()].
udp() -> recon_lib:port_list(name, "udp_inet").

-spec sctp() -> [port()].
sctp() -> recon_lib:port_list(name, "sctp_inet").

-spec files() -> [port()].
files() -> recon_lib:port_list(name, "efile").

%% How many ports there are of each driver or program, most first, then by name.
-spec port_types() -> [{string(), pos_integer()}].
port_types() ->
    lists:sort(fun({Name1, Count1}, {Name2, Count2}) ->
                   {Count1, Name2} >= {Count2, Name1}
               end, recon_lib:count([Name || {_, Name} <- recon_lib:port_list(name)])).

%% Sockets by recv_cnt, send_oct, ... of inet:getstat/2; cnt and oct are sums.
-spec inet_count(atom(), non_neg_integer()) -> [inet_attrs()].
inet_count(Attr, Num) ->
    recon_lib:sublist_top_n_attrs(recon_lib:inet_attrs(Attr), Num).

-spec inet_window(atom(), non_neg_integer(), pos_integer()) -> [inet_attrs()].
inet_window(Attr, Num, Time) ->
    Before = recon_lib:inet_attrs(Attr),
    timer:sleep(Time),
    After = recon_lib:inet_attrs(Attr),
    recon_lib:sublist_top_n_attrs(recon_lib:diff_attrs(Before, After), Num).

%% What erlang:port_info/2 says, in groups.
-spec port_info(term()) -> [{atom(), [{atom(), term()}]}].
port_info(PortTerm) ->
    Port = recon_lib:term_to_port(PortTerm),
    [port_info(Port, Group) || Group <- [meta, signals, io, memory_used, specific]].

-spec port_info(term(), atom()) -> term().
port_info(PortTerm, meta) -> port_group(PortTerm, meta, [id, name, os_pid]);
port_info(PortTerm, signals) -> port_group(PortTerm, signals, [connected, links, monitors]);
port_info(PortTerm, io) -> port_group(PortTerm, io, [input, output]);
port_info(PortTerm, memory_used) -> port_group(PortTerm, memory_used, [memory, queue_size]);
port_info(PortTerm, specific) ->
    Port = recon_lib:term_to_port(PortTerm),
    {type, case erlang:port_info(Port, name) of
               {name, Name} when Name =:= "tcp_inet"; Name =:= "udp_inet"; Name =:= "sctp_inet" ->
                   [{Key, Value} || {Key, Ask} <- [{statistics, fun inet:getstat/1},
                                                   {peername, fun inet:peername/1},
                                                   {sockname, fun inet:sockname/1}],
                                    {ok, Value} <- [Ask(Port)]];
               _ ->
                   []
           end};
port_info(PortTerm, Item) when is_atom(Item) ->
    erlang:port_info(recon_lib:term_to_port(PortTerm), Item).

port_group(PortTerm, Group, Items) ->
    Port = recon_lib:term_to_port(PortTerm),
    {Group, [Info || Item <- Items, (Info = erlang:port_info(Port, Item)) =/= undefined]}.

%% Nodes

%% Loads the code of this node's modules on other nodes.
-spec remote_load(module()) -> term().
remote_load(Mod) -> remote_load(nodes(), Mod).

-spec remote_load(node() | [node()], module() | [module()]) -> term().
remote_load(Nodes, Mods) when is_list(Mods) ->
    [remote_load(Nodes, Mod) || Mod <- Mods];
remote_load([_ | _] = Nodes, Mod) when is_atom(Mod) ->
    {Mod, Binary, File} = code:get_object_code(Mod),
    rpc:multicall(Nodes, code, load_binary, [Mod, File, Binary]);
remote_load(Node, Mod) when is_atom(Node) ->
    remote_load([Node], Mod).

%% Calls a fun on this node and the connected ones: {Results, BadNodes}.
rpc(Fun) -> rpc([node() | nodes()], Fun).

rpc(Nodes, Fun) -> rpc(Nodes, Fun, infinity).

rpc(Nodes, Fun, Timeout) when is_list(Nodes), is_function(Fun, 0) ->
    rpc:multicall(Nodes, erlang, apply, [Fun, []], Timeout);
rpc(Node, Fun, Timeout) when is_atom(Node) ->
    rpc([Node], Fun, Timeout).

%% The same with results {Node, Result}.
named_rpc(Fun) -> named_rpc([node() | nodes()], Fun).

named_rpc(Nodes, Fun) -> named_rpc(Nodes, Fun, infinity).

named_rpc(Nodes, Fun, Timeout) when is_function(Fun, 0) ->
    rpc(Nodes, fun() -> {node(), Fun()} end, Timeout).
