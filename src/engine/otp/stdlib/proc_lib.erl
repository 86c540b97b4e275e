%% Subset of OTP's proc_lib. Missing: legacy report formats of releases before 25, chars_limit shrinking of long reports.
%%
%% Owns how an OTP process starts, names its ancestors and reports its crash.
%% The -file attributes keep the line numbers that a stack of the real module shows.
-module(proc_lib).

-export([spawn/1, spawn_link/1, spawn/2, spawn_link/2, spawn/3, spawn_link/3, spawn/4, spawn_link/4,
         spawn_opt/2, spawn_opt/3, spawn_opt/4, spawn_opt/5,
         start/3, start/4, start/5, start_link/3, start_link/4, start_link/5,
         start_monitor/3, start_monitor/4, start_monitor/5,
         hibernate/3, init_ack/1, init_ack/2, init_p/3, init_p/5, wake_up/3,
         format/1, format/2, format/3, report_cb/2, initial_call/1, translate_initial_call/1,
         stop/1, stop/3]).

%%% Spawning

spawn(F) when is_function(F) ->
    erlang:spawn(?MODULE, init_p, [parent(), ancestors(), F]).

spawn(M, F, A) when is_atom(M), is_atom(F), is_list(A) ->
    erlang:spawn(?MODULE, init_p, [parent(), ancestors(), M, F, A]).

spawn_link(F) when is_function(F) ->
    erlang:spawn_link(?MODULE, init_p, [parent(), ancestors(), F]).

spawn_link(M, F, A) when is_atom(M), is_atom(F), is_list(A) ->
    erlang:spawn_link(?MODULE, init_p, [parent(), ancestors(), M, F, A]).

spawn(Node, F) when is_function(F) ->
    erlang:spawn(Node, ?MODULE, init_p, [parent(), ancestors(), F]).

spawn(Node, M, F, A) when is_atom(M), is_atom(F), is_list(A) ->
    erlang:spawn(Node, ?MODULE, init_p, [parent(), ancestors(), M, F, A]).

spawn_link(Node, F) when is_function(F) ->
    erlang:spawn_link(Node, ?MODULE, init_p, [parent(), ancestors(), F]).

spawn_link(Node, M, F, A) when is_atom(M), is_atom(F), is_list(A) ->
    erlang:spawn_link(Node, ?MODULE, init_p, [parent(), ancestors(), M, F, A]).

spawn_opt(F, Opts) when is_function(F) ->
    erlang:spawn_opt(?MODULE, init_p, [parent(), ancestors(), F], Opts).

spawn_opt(Node, F, Opts) when is_function(F) ->
    erlang:spawn_opt(Node, ?MODULE, init_p, [parent(), ancestors(), F], Opts).

spawn_opt(M, F, A, Opts) when is_atom(M), is_atom(F), is_list(A) ->
    erlang:spawn_opt(?MODULE, init_p, [parent(), ancestors(), M, F, A], Opts).

spawn_opt(Node, M, F, A, Opts) when is_atom(M), is_atom(F), is_list(A) ->
    erlang:spawn_opt(Node, ?MODULE, init_p, [parent(), ancestors(), M, F, A], Opts).

hibernate(M, F, A) when is_atom(M), is_atom(F), is_list(A) ->
    erlang:hibernate(?MODULE, wake_up, [M, F, A]).

%%% What runs in the new process

-file("proc_lib.erl", 219).
init_p(Parent, Ancestors, Fun) when is_function(Fun) ->
    put('$ancestors', [Parent | Ancestors]),
    Mfa = erlang:fun_info_mfa(Fun),
    put('$initial_call', Mfa),
    try
        Fun()
    catch
        Class:Reason:Stack -> died(Class, Reason, Stack)
    end.

-file("proc_lib.erl", 231).
init_p(Parent, Ancestors, M, F, A) when is_atom(M), is_atom(F), is_list(A) ->
    put('$ancestors', [Parent | Ancestors]),
    put('$initial_call', call_seen_by_users(M, F, A)),
    init_p_do_apply(M, F, A).

-file("proc_lib.erl", 237).
init_p_do_apply(M, F, A) ->
    try
        apply(M, F, A)
    catch
        Class:Reason:Stack -> died(Class, Reason, Stack)
    end.

-file("proc_lib.erl", 247).
wake_up(M, F, A) when is_atom(M) ->
    try
        apply(M, F, A)
    catch
        Class:Reason:Stack -> died(Class, Reason, Stack)
    end.

died(Class, Reason, Stack) ->
    report_crash(Class, Reason, Stack, get('$initial_call')),
    erlang:raise(exit, exit_reason(Class, Reason, Stack), Stack).

exit_reason(exit, Reason, _Stack) -> Reason;
exit_reason(error, Reason, Stack) -> {Reason, Stack};
exit_reason(throw, Value, Stack) -> {{nocatch, Value}, Stack}.

%% A process started by gen is known by its callback module's init.
call_seen_by_users(gen, init_it, [gen_event | _]) -> {gen_event, init_it, 6};
call_seen_by_users(gen, init_it, [_, _, _, Mod, Args, _]) -> callback_call(Mod, Args);
call_seen_by_users(gen, init_it, [_, _, _, _, Mod, Args, _]) -> callback_call(Mod, Args);
call_seen_by_users(M, F, A) -> {M, F, length(A)}.

callback_call(supervisor, {_, Mod, _}) -> {supervisor, Mod, 1};
callback_call(supervisor_bridge, [Mod | _]) -> {supervisor_bridge, Mod, 1};
callback_call(Mod, _) -> {Mod, init, 1}.

parent() ->
    case erlang:process_info(self(), registered_name) of
        {registered_name, Name} -> Name;
        _ -> self()
    end.

ancestors() ->
    case get('$ancestors') of
        As when is_list(As) -> As;
        _ -> []
    end.

%%% Synchronous start

start(M, F, A) when is_atom(M), is_atom(F), is_list(A) ->
    start(M, F, A, infinity).

-file("proc_lib.erl", 291).
start(M, F, A, Timeout) when is_atom(M), is_atom(F), is_list(A),
                             is_integer(Timeout) orelse Timeout =:= infinity ->
    start(M, F, A, Timeout, []).

start(M, F, A, Timeout, Opts) when is_atom(M), is_atom(F), is_list(A) ->
    PidRef = spawn_with_monitor(M, F, A, Opts),
    no_monitor(await_ack(PidRef, Timeout)).

start_link(M, F, A) when is_atom(M), is_atom(F), is_list(A) ->
    start_link(M, F, A, infinity).

start_link(M, F, A, Timeout) when is_atom(M), is_atom(F), is_list(A) ->
    start_link(M, F, A, Timeout, []).

start_link(M, F, A, Timeout, Opts) when is_atom(M), is_atom(F), is_list(A) ->
    PidRef = spawn_with_monitor(M, F, A, [link | Opts]),
    no_monitor(await_ack(PidRef, Timeout)).

start_monitor(M, F, A) when is_atom(M), is_atom(F), is_list(A) ->
    start_monitor(M, F, A, infinity).

start_monitor(M, F, A, Timeout) when is_atom(M), is_atom(F), is_list(A) ->
    start_monitor(M, F, A, Timeout, []).

start_monitor(M, F, A, Timeout, Opts) when is_atom(M), is_atom(F), is_list(A) ->
    {_, Ref} = PidRef = spawn_with_monitor(M, F, A, Opts),
    case await_ack(PidRef, Timeout) of
        {started, Value, _} -> {Value, Ref};
        {failed, Reason} ->
            self() ! {'DOWN', Ref, process, element(1, PidRef), case Reason of timeout -> killed; _ -> Reason end},
            {{error, Reason}, Ref}
    end.

spawn_with_monitor(M, F, A, Opts) ->
    case lists:member(monitor, Opts) of
        true -> erlang:error(badarg, [M, F, A, Opts]);
        false -> ?MODULE:spawn_opt(M, F, A, [monitor | Opts])
    end.

await_ack({Pid, Ref}, Timeout) ->
    receive
        {ack, Pid, Value} -> {started, Value, Ref};
        {'DOWN', Ref, process, Pid, Reason} -> {failed, Reason}
    after Timeout ->
        stop_unacknowledged(Pid, Ref)
    end.

stop_unacknowledged(Pid, Ref) ->
    unlink(Pid),
    exit(Pid, kill),
    receive {'DOWN', Ref, process, Pid, _} -> ok end,
    receive {'EXIT', Pid, _} -> ok after 0 -> ok end,
    {failed, timeout}.

no_monitor({started, Value, Ref}) ->
    erlang:demonitor(Ref, [flush]),
    Value;
no_monitor({failed, Reason}) ->
    {error, Reason}.

init_ack(Parent, Value) ->
    Parent ! {ack, self(), Value},
    ok.

init_ack(Value) ->
    [Parent | _] = get('$ancestors'),
    init_ack(Parent, Value).

%%% Who started it

initial_call(DictOrPid) ->
    case recorded_call(DictOrPid) of
        {_, _, _} = Mfa -> with_arguments(Mfa);
        none -> false
    end.

with_arguments({M, F, Arity}) -> {M, F, [list_to_atom("Argument__" ++ integer_to_list(N)) || N <- lists:seq(1, Arity)]}.

translate_initial_call(DictOrPid) ->
    case recorded_call(DictOrPid) of
        {_, _, _} = Mfa -> Mfa;
        none -> {?MODULE, init_p, 5}
    end.

recorded_call(Pid) when is_pid(Pid) ->
    case info_of(Pid, dictionary) of
        {dictionary, Dict} -> recorded_call(Dict);
        _ -> none
    end;
recorded_call(Info) when is_list(Info) ->
    Dict = case lists:keyfind(dictionary, 1, Info) of
               {dictionary, D} when is_list(D) -> D;
               _ -> Info
           end,
    case lists:keyfind('$initial_call', 1, Dict) of
        {_, {M, F, Arity} = Mfa} when is_atom(M), is_atom(F), is_integer(Arity) -> Mfa;
        _ -> none
    end;
recorded_call({X, Y, Z}) when is_integer(X), is_integer(Y), is_integer(Z) ->
    recorded_call(c:pid(X, Y, Z)).

info_of(Pid, Item) when node(Pid) =:= node() -> erlang:process_info(Pid, Item);
info_of(Pid, Item) -> rpc:call(node(Pid), erlang, process_info, [Pid, Item]).

%%% The crash report

report_crash(exit, normal, _Stack, _Call) -> ok;
report_crash(exit, shutdown, _Stack, _Call) -> ok;
report_crash(exit, {shutdown, _}, _Stack, _Call) -> ok;
report_crash(Class, Reason, Stack, Call) ->
    give_way(6),
    Report = [own_info(Class, Reason, Stack, Call), linked_info(self())],
    logger:log(error, #{label => {?MODULE, crash}, report => Report},
               #{domain => [otp, sasl], report_cb => fun ?MODULE:report_cb/2,
                 logger_formatter => #{title => "CRASH REPORT"},
                 error_logger => #{tag => error_report, type => crash_report}}).

%% Looking at oneself and the neighbours takes long beside what others print meanwhile.
give_way(0) -> ok;
give_way(N) ->
    erlang:yield(),
    give_way(N - 1).

own_info(Class, Reason, Stack, Call) ->
    [{initial_call, with_arguments(Call)} || is_tuple(Call)] ++
    [{pid, self()},
     own(registered_name),
     {error_info, {Class, Reason, Stack}},
     {ancestors, own_ancestors()},
     own(message_queue_len),
     own(messages),
     own(links),
     {dictionary, [KV || {K, _} = KV <- get(), K =/= '$ancestors', K =/= '$initial_call']},
     own(trap_exit),
     own(status),
     own(heap_size),
     own(stack_size),
     own(reductions)].

own(registered_name) ->
    case erlang:process_info(self(), registered_name) of
        {registered_name, Name} -> {registered_name, Name};
        _ -> {registered_name, []}
    end;
own(Item) ->
    erlang:process_info(self(), Item).

own_ancestors() ->
    ancestors().

%% Only a process that neither traps exits nor is an unrelated bystander dies with us: those are the neighbours.
linked_info(Pid) ->
    neighbours([Pid], [Pid], []).

neighbours([], _Seen, Acc) ->
    lists:reverse(Acc);
neighbours([Pid | Rest], Seen, Acc) ->
    Linked = case info_of(Pid, links) of
                 {links, Ls} -> [P || P <- Ls, is_pid(P), node(P) =:= node(), not lists:member(P, Seen)];
                 _ -> []
             end,
    Doomed = [P || P <- Linked, erlang:process_info(P, trap_exit) =:= {trap_exit, false}],
    Found = [{neighbour, neighbour_info(P)} || P <- Doomed],
    neighbours(Rest ++ Doomed, Seen ++ Linked, lists:reverse(Found) ++ Acc).

neighbour_info(Pid) ->
    Items = [registered_name, initial_call, current_function, ancestors, message_queue_len, links, trap_exit,
             status, heap_size, stack_size, reductions, current_stacktrace],
    [{pid, Pid} | [neighbour_item(Pid, Item) || Item <- Items]].

neighbour_item(Pid, registered_name) ->
    case erlang:process_info(Pid, registered_name) of
        {registered_name, _} = Named -> Named;
        _ -> {registered_name, []}
    end;
neighbour_item(Pid, initial_call) ->
    case recorded_call(Pid) of
        none -> info_of(Pid, initial_call);
        Mfa -> {initial_call, with_arguments(Mfa)}
    end;
neighbour_item(Pid, ancestors) ->
    Dict = case erlang:process_info(Pid, dictionary) of
               {dictionary, D} -> D;
               _ -> []
           end,
    case lists:keyfind('$ancestors', 1, Dict) of
        {_, As} -> {ancestors, As};
        false -> {ancestors, []}
    end;
neighbour_item(Pid, Item) ->
    case erlang:process_info(Pid, Item) of
        undefined -> {Item, undefined};
        Pair -> Pair
    end.

%%% Printing it

report_cb(#{label := {?MODULE, crash}, report := Report}, Opts) ->
    Depth = maps:get(depth, Opts, unlimited),
    do_format(Report, #{chars_limit => maps:get(chars_limit, Opts, unlimited), depth => Depth,
                        encoding => maps:get(encoding, Opts, utf8),
                        single_line => maps:get(single_line, Opts, false)}).

format(Report) -> format(Report, latin1).

format(Report, Encoding) -> format(Report, Encoding, unlimited).

format(Report, Encoding, Depth) ->
    do_format(Report, #{chars_limit => unlimited, depth => Depth, encoding => Encoding, single_line => false}).

-file("proc_lib.erl", 817).
do_format([OwnReport, LinkReport], #{single_line := Single} = Extra) ->
    case Single of
        true ->
            ["crasher: ", report_text(OwnReport, "", ", ", Extra),
             "; neighbours: ", [lists:join(", ", item_lines(N, "", "", Extra)) || {neighbour, N} <- LinkReport]];
        false ->
            lists:flatten(["  crasher:\n", report_text(OwnReport, "    ", "\n", Extra), "\n  neighbours:\n",
                           neighbour_texts(LinkReport, Extra)])
    end.

neighbour_texts(Neighbours, Extra) when is_list(Neighbours) ->
    lists:join("\n", [["    neighbour:\n", report_text(case N of {neighbour, Items} -> Items; _ -> N end, "      ", "\n", Extra)]
                      || N <- Neighbours]);
neighbour_texts(Other, Extra) -> ["    \n", value(Other, Extra)].

%% A report is a list of items, but any term is taken.
report_text(Items, Indent, Between, Extra) when is_list(Items) -> lists:join(Between, item_lines(Items, Indent, "", Extra));
report_text(Other, Indent, _Between, Extra) -> [Indent, value(Other, Extra)].

value(Term, #{depth := unlimited} = Extra) -> io_lib:format("~" ++ encoding_control(Extra) ++ "p", [Term]);
value(Term, #{depth := Depth} = Extra) -> io_lib:format("~" ++ encoding_control(Extra) ++ "P", [Term, Depth]).

item_lines([{initial_call, {M, F, Args}} | Rest], Indent, End, Extra) ->
    Arity = if is_list(Args) -> length(Args); true -> Args end,
    Format = case Extra of
                 #{encoding := latin1} -> "~sinitial call: ~w:~w/~w~s";
                 _ -> "~sinitial call: ~tw:~tw/~w~s"
             end,
    [io_lib:format(Format, [Indent, M, F, Arity, End]) | item_lines(Rest, Indent, End, Extra)];
item_lines(Items, Indent, End, Extra) -> [item_line(I, Indent, End, Extra) || I <- Items].

item_line({error_info, {Class, Reason, Stack}}, Indent, End, Extra) ->
    [exception_text(Class, Reason, Stack, Indent, Extra), End];
item_line({Tag, Data}, Indent, End, #{depth := Depth, single_line := Single} = Extra) when is_atom(Tag) ->
    Width = case Single of
                true -> "0";
                false -> "80.18"
            end,
    Letter = case Depth of
                 unlimited -> "p";
                 _ -> "P"
             end,
    io_lib:format("~s~s: ~" ++ Width ++ encoding_control(Extra) ++ Letter ++ "~s",
                  [Indent, atom_to_list(Tag), Data] ++ [Depth || Depth =/= unlimited] ++ [End]);
item_line(Other, Indent, End, Extra) -> [Indent, value(Other, Extra), End].

encoding_control(#{encoding := latin1}) -> "";
encoding_control(_) -> "t".

exception_text(Class, Reason, Stack, Indent, #{single_line := true} = Extra) ->
    item_line({Class, {Reason, Stack}}, Indent, "", Extra);
exception_text(Class, Reason, Stack, Indent, Extra) ->
    Column = length(Indent) + 1,
    Text = erl_error:format_exception(Column, Class, Reason, Stack, cut_at_us(), value_printer(Extra), encoding(Extra)),
    [Indent, Text].

cut_at_us() ->
    fun(M, _F, _A) -> M =:= ?MODULE end.

encoding(#{encoding := Encoding}) -> Encoding.

value_printer(#{depth := Depth} = Extra) ->
    {Letter, More} = case Depth of
                         unlimited -> {"p", []};
                         _ -> {"P", [Depth]}
                     end,
    fun(Term, Column) ->
            io_lib:format("~." ++ integer_to_list(Column) ++ encoding_control(Extra) ++ Letter, [Term | More])
    end.

%%% Stopping

stop(Process) -> stop(Process, normal, infinity).

-file("proc_lib.erl", 1077).
stop(Process, Reason, Timeout) ->
    Ref = erlang:monitor(process, Process),
    Began = erlang:monotonic_time(millisecond),
    Asked = try
                sys:terminate(Process, Reason, Timeout)
            catch
                exit:Why ->
                    erlang:demonitor(Ref, [flush]),
                    {failed, Why}
            end,
    case Asked of
        ok -> ok;
        {failed, {noproc, {sys, terminate, _}}} ->
            exit(noproc);
        {failed, {timeout, {sys, terminate, _}}} ->

            exit(timeout);
        {failed, Other} ->

            exit(Other)
    end,
    receive
        {'DOWN', Ref, _, _, Reason} ->
            ok;
        {'DOWN', Ref, _, _, Got} ->
            exit(Got)
    after left(Timeout, Began) ->
        erlang:demonitor(Ref, [flush]),
        exit(timeout)
    end.

left(infinity, _Began) -> infinity;
left(Timeout, Began) -> max(0, Timeout - (erlang:monotonic_time(millisecond) - Began)).
