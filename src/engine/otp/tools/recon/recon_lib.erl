%% The parts of which recon is made; useful alone, too.
-module(recon_lib).

-export([proc_attrs/1, proc_attrs/2, inet_attrs/1, inet_attrs/2, diff_attrs/2]).
-export([sublist_top_n_attrs/2, binary_memory/1, count/1, port_list/1, port_list/2]).
-export([term_to_pid/1, triple_to_pid/3, term_to_port/1]).
-export([scheduler_usage_diff/2, time_map/5, time_fold/6]).

-type attrs() :: {pid() | port(), term(), list()}.

%% An item of process_info/2 for all processes but the caller, newest first, with
%% name, current function and initial call.
-spec proc_attrs(atom()) -> [attrs()].
proc_attrs(Attr) ->
    Self = self(),
    lists:foldl(
        fun(Pid, Acc) when Pid =:= Self ->
                Acc;
           (Pid, Acc) ->
                case proc_attrs(Attr, Pid) of
                    {ok, Attrs} -> [Attrs | Acc];
                    {error, undefined} -> Acc
                end
        end, [], processes()).

-spec proc_attrs(atom(), pid()) -> {ok, attrs()} | {error, undefined}.
proc_attrs(binary_memory, Pid) ->
    case proc_attrs(binary, Pid) of
        {ok, {Pid, Binaries, Info}} -> {ok, {Pid, binary_memory(Binaries), Info}};
        {error, undefined} -> {error, undefined}
    end;
proc_attrs(Attr, Pid) ->
    case process_info(Pid, [Attr, registered_name, current_function, initial_call]) of
        [{_, Value}, {registered_name, Name} | Calls] ->
            {ok, {Pid, Value, [Name || Name =/= []] ++ Calls}};
        undefined ->
            {error, undefined}
    end.

%% The sizes of the binaries of process_info(Pid, binary), in bytes.
-spec binary_memory([tuple()]) -> non_neg_integer().
binary_memory(Binaries) ->
    lists:sum([Size || {_, Size, _} <- Binaries]).

%% A statistic of inet:getstat/2 for all sockets.
-spec inet_attrs(atom()) -> [attrs()].
inet_attrs(Attr) ->
    Ports = [Port || Port <- erlang:ports(),
                     {name, Name} <- [erlang:port_info(Port, name)],
                     lists:member(Name, ["tcp_inet", "udp_inet", "sctp_inet"])],
    lists:foldl(
        fun(Port, Acc) ->
            case inet_attrs(Attr, Port) of
                {ok, Attrs} -> [Attrs | Acc];
                {error, _} -> Acc
            end
        end, [], Ports).

-spec inet_attrs(atom(), port()) -> {ok, attrs()} | {error, term()}.
inet_attrs(Attr, Port) ->
    Names = case Attr of
        cnt -> [recv_cnt, send_cnt];
        oct -> [recv_oct, send_oct];
        _ -> [Attr]
    end,
    case inet:getstat(Port, Names) of
        {ok, Stats} -> {ok, {Port, lists:sum([N || {_, N} <- Stats]), Stats}};
        {error, Reason} -> {error, Reason}
    end.

%% Second minus first sample; what is new counts from 0, what is gone is dropped.
-spec diff_attrs([attrs()], [attrs()]) -> [attrs()].
diff_attrs(First, Last) ->
    Former = maps:from_list([{Key, Value} || {Key, Value, _} <- First]),
    [{Key, Value - maps:get(Key, Former, 0), Info} || {Key, Value, Info} <- Last].

%% The highest values first; of equal ones those that stand first.
-spec sublist_top_n_attrs([attrs()], non_neg_integer()) -> [attrs()].
sublist_top_n_attrs(List, Num) ->
    lists:sublist(lists:sort(fun({_, A, _}, {_, B, _}) -> A >= B end, List), Num).

-spec count([Term]) -> [{Term, pos_integer()}].
count(Terms) ->
    maps:to_list(lists:foldl(fun(T, Acc) -> maps:update_with(T, fun(N) -> N + 1 end, 1, Acc) end,
                             #{}, Terms)).

%% All ports with an item of erlang:port_info/2.
-spec port_list(atom()) -> [{port(), term()}].
port_list(Attr) ->
    [{Port, Value} || Port <- erlang:ports(), {_, Value} <- [erlang:port_info(Port, Attr)]].

-spec port_list(atom(), term()) -> [port()].
port_list(Attr, Value) ->
    [Port || {Port, V} <- port_list(Attr), V =:= Value].

%% A pid, a registered name, {global, Name}, {via, Module, Name}, {A, B, C},
%% "<A.B.C>" as text, or a port's owner.
-spec term_to_pid(term()) -> pid() | port() | undefined.
term_to_pid(Pid) when is_pid(Pid) -> Pid;
term_to_pid(Name) when is_atom(Name) -> whereis(Name);
term_to_pid("<0." ++ _ = Text) -> list_to_pid(Text);
term_to_pid(Text) when is_binary(Text) -> list_to_pid(binary_to_list(Text));
term_to_pid(Text) when is_list(Text) -> list_to_pid(Text);
term_to_pid({global, Name}) -> global:whereis_name(Name);
term_to_pid({via, Module, Name}) -> Module:whereis_name(Name);
term_to_pid({A, B, C}) when is_integer(A), is_integer(B), is_integer(C) -> triple_to_pid(A, B, C).

-spec triple_to_pid(non_neg_integer(), non_neg_integer(), non_neg_integer()) -> pid().
triple_to_pid(A, B, C) ->
    list_to_pid(lists:concat(["<", A, ".", B, ".", C, ">"])).

%% A port, its name, its number, or its text.
-spec term_to_port(term()) -> port().
term_to_port(Port) when is_port(Port) -> Port;
term_to_port(Name) when is_atom(Name) -> whereis(Name);
term_to_port("#Port<" ++ _ = Text) -> list_to_port(Text);
term_to_port(N) when is_integer(N) -> list_to_port(lists:concat(["#Port<0.", N, ">"])).

%% The part of the time that each scheduler was busy between two samples of
%% erlang:statistics(scheduler_wall_time).
-spec scheduler_usage_diff([tuple()], [tuple()]) -> [{pos_integer(), number()}].
scheduler_usage_diff(First, Last) ->
    [case Total - Total0 of
         0 -> {I, 0.0};
         Span -> {I, (Active - Active0) / Span}
     end || {{I, Active0, Total0}, {I, Active, Total}} <- lists:zip(lists:sort(First), lists:sort(Last))].

%% Calls Fun(State) N times, Interval ms apart: the values, mapped.
-spec time_map(non_neg_integer(), pos_integer(), fun((S) -> {A, S}), S, fun((A) -> B)) -> [B].
time_map(0, _Interval, _Fun, _State, _Map) ->
    [];
time_map(N, Interval, Fun, State, Map) ->
    {Value, NewState} = Fun(State),
    timer:sleep(Interval),
    [Map(Value) | time_map(N - 1, Interval, Fun, NewState, Map)].

%% The same, folded.
-spec time_fold(non_neg_integer(), pos_integer(), fun((S) -> {A, S}), S, fun((A, Acc) -> Acc), Acc) -> Acc.
time_fold(0, _Interval, _Fun, _State, _Fold, Acc) ->
    Acc;
time_fold(N, Interval, Fun, State, Fold, Acc) ->
    timer:sleep(Interval),
    {Value, NewState} = Fun(State),
    time_fold(N - 1, Interval, Fun, NewState, Fold, Fold(Value, Acc)).
