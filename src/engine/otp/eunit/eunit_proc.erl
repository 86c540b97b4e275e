%% Stand-in for OTP's eunit_proc: the processes of a run. Missing: other nodes, cancelling from outside.
%%
%% Tests run in a child whose parent watches it: passes its events on, kills it when a time is over, and cancels what was
%% open when it dies. The -file attributes keep the line numbers that a stack of the real module shows.
-module(eunit_proc).
-export([run/2, get_output/0]).

-include("eunit_internal.hrl").

-define(TEST_TIMEOUT, 5000).

%% What a child knows: whom it tells.
-record(st, {parent}).

%% The name of the group that a run is: it is not told of unless it fails.
-define(ROOT, '$root').

%% Runs what Tests stand for; the listener's state goes through eunit_tty:event/2.
run(Tests, Tty) -> run_child(#group{tests = Tests, desc = ?ROOT}, fun eunit_tty:event/2, Tty).

%% What the test has printed so far.
get_output() ->
    group_leader() ! {get_output, self()},
    receive {output, Text} -> Text end.

%%% The parent

run_child(Item, Sink, State) ->
    Parent = self(),
    {Child, Ref} = spawn_monitor(fun() -> child_process(Item, Parent) end),
    watch(Child, Ref, Sink, State, begun(Item), #{}).

%% A root is told of by nobody, so it counts as begun.
begun(#group{desc = ?ROOT}) -> [{group, undefined}];
begun(_) -> [].

%% Open holds what has begun and not ended, the innermost first; the last is what the child was started for.
watch(Child, Ref, Sink, State, Open, Timers) ->
    receive
        {event, Child, Event} -> watch(Child, Ref, Sink, Sink(Event, State), opened(Event, Open), Timers);
        {timer, Child, Key, Time} ->
            Timer = erlang:send_after(Time, self(), {expired, Child, Key, length(Open)}),
            watch(Child, Ref, Sink, State, Open, Timers#{Key => Timer});
        {timer_off, Child, Key} ->
            _ = erlang:cancel_timer(maps:get(Key, Timers)),
            watch(Child, Ref, Sink, State, Open, maps:remove(Key, Timers));
        {expired, Child, Key, Depth} when is_map_key(Key, Timers) ->
            Stack = case process_info(Child, current_stacktrace) of
                        {current_stacktrace, S} -> S;
                        undefined -> []
                    end,
            exit(Child, kill),
            receive {'DOWN', Ref, process, Child, _} -> ok end,
            cancelled(Open, length(Open) - Depth, {timeout, Stack}, Sink, State);
        {expired, Child, _, _} -> watch(Child, Ref, Sink, State, Open, Timers);
        {'DOWN', Ref, process, Child, normal} -> State;
        {'DOWN', Ref, process, Child, Reason} -> cancelled(Open, length(Open) - 1, {exit, Reason}, Sink, State)
    end.

opened({test_begin, Test}, Open) -> [{test, Test} | Open];
opened({group_begin, Name}, Open) -> [{group, Name} | Open];
opened(_, [_ | Open]) -> Open.

%% Cancels all that is open; the reason belongs to the item with N inside of it.
cancelled([], _, _, _, State) -> State;
cancelled([Item | Rest], N, Reason, Sink, State) ->
    Own = case N of
              0 -> Reason;
              _ -> undefined
          end,
    Event = case Item of
                {test, Test} -> {test_cancel, Test, Own};
                {group, _} -> {group_cancel, Own}
            end,
    cancelled(Rest, N - 1, Reason, Sink, Sink(Event, State)).

%%% The child

-file("eunit_proc.erl", 369).
child_process(Item, Parent) ->
    Self = self(),
    group_leader(spawn_link(fun() -> group_leader_process(Self) end), self()),
    St = #st{parent = Parent},
    _ = run_group(Item, St),
    exit(normal).

emit(#st{parent = Parent}, Event) -> Parent ! {event, self(), Event}, ok.

%% Runs F, for at most some time. {Result, Milliseconds}.
-file("eunit_proc.erl", 343).
with_timeout(infinity, F, St) ->
    Began = erlang:monotonic_time(millisecond),
    Result = tests(F, St),
    {Result, erlang:monotonic_time(millisecond) - Began};




with_timeout(Time, F, St) ->
    Key = make_ref(),
    St#st.parent ! {timer, self(), Key, Time},
    Began = erlang:monotonic_time(millisecond),
    Result = tests(F, St),
    St#st.parent ! {timer_off, self(), Key},
    {Result, erlang:monotonic_time(millisecond) - Began}.

tests({test, F}, _St) -> run_test(F);
tests({inorder, Tests}, St) -> tests_inorder(Tests, 0, St);
tests({{inparallel, Limit}, Tests}, St) -> tests_inparallel(Tests, Limit, St).

%% How many there were.
-file("eunit_proc.erl", 451).
tests_inorder(Tests, N, St) ->
    case eunit_data:next(Tests) of
        none -> N;
        {Item, Rest} ->
            handle_item(Item, St),
            tests_inorder(Rest, N + 1, St)
    end.

handle_item(#test{} = Test, St) -> handle_test(Test, St);
handle_item(#group{spawn = true} = Group, St) -> run_child(Group, fun(Event, _) -> emit(St, Event) end, ok);
handle_item(Group, St) -> run_group(Group, St).

%% All at once, or so many at a time; told of in order.
tests_inparallel(Tests, Limit, St) ->
    Items = all_items(Tests),
    parallel(Items, [], Limit, St),
    length(Items).

all_items(Tests) ->
    case eunit_data:next(Tests) of
        none -> [];
        {Item, Rest} -> [Item | all_items(Rest)]
    end.

parallel([Item | Items], Running, Limit, St) when length(Running) < Limit ->
    {_, Ref} = spawn_monitor(fun() -> exit({events, run_child(Item, fun(Event, Events) -> [Event | Events] end, [])}) end),
    parallel(Items, Running ++ [Ref], Limit, St);
parallel(Items, [Ref | Running], Limit, St) ->
    receive
        {'DOWN', Ref, process, _, {events, Events}} -> lists:foreach(fun(E) -> emit(St, E) end, lists:reverse(Events));
        {'DOWN', Ref, process, _, Reason} -> exit(Reason)
    end,
    parallel(Items, Running, Limit, St);
parallel([], [], _, _) ->
    ok.

-file("eunit_proc.erl", 505).
handle_test(#test{f = F, location = {M, N, _}, line = Line, desc = Desc, timeout = Timeout}, St) ->
    Test = {M, N, Line, Desc},
    emit(St, {test_begin, Test}),
    group_leader() ! reset,
    Limit = case Timeout of
                undefined -> ?TEST_TIMEOUT;
                _ -> Timeout
            end,
    {Result, Time} = with_timeout(Limit, {test, F}, St),
    emit(St, {test_end, Test, Result, Time, get_output()}).

-file("eunit_proc.erl", 529).
run_test(F) ->
    case eunit_test:run_testfun(F) of
        {ok, _} -> ok;
        Failed -> Failed
    end.

%% A group with its events. DIFFERS: a run takes no time here where nothing waits, yet groups that ran tests are shown to
%% have taken a millisecond.
-file("eunit_proc.erl", 565).
run_group(#test{} = Test, St) -> handle_test(Test, St);
run_group(#group{desc = Desc} = Group, St) ->
    emit_group(Desc, St, {group_begin, Desc}),
    try
        group_body(Group, St)
    of
        {ok, {Count, Time}} -> group_end(Desc, Count, Time, St);
        {error, Reason} -> emit(St, {group_cancel, {abort, Reason}});
        {Count, Time} -> group_end(Desc, Count, Time, St)
    catch
        throw:{abort, Reason} -> emit(St, {group_cancel, {abort, Reason}})
    end.

group_end(Desc, 0, Time, St) -> emit_group(Desc, St, {group_end, Desc, Time});
group_end(Desc, _, Time, St) -> emit_group(Desc, St, {group_end, Desc, max(1, Time)}).

emit_group(?ROOT, _, _) -> ok;
emit_group(_, St, Event) -> emit(St, Event).

group_body(#group{context = undefined, tests = Tests, timeout = Timeout, order = Order}, St) ->
    with_timeout(limit(Timeout), {order(Order), [Tests]}, St);
group_body(#group{context = {Setup, Cleanup, Spawn}, tests = Instantiate, timeout = Timeout, order = Order}, St) ->
    eunit_test:enter_context(Setup, Cleanup, Instantiate, fun(Tests) -> in_context(Spawn, limit(Timeout), order(Order), Tests, St) end).

limit(undefined) -> infinity;
limit(Time) -> Time.

order(undefined) -> inorder;
order(Order) -> Order.

in_context(undefined, Time, Order, Tests, St) -> with_timeout(Time, {Order, [Tests]}, St);
in_context(true, Time, Order, Tests, St) ->
    Limit = case Time of
                infinity -> undefined;
                _ -> Time
            end,
    Began = erlang:monotonic_time(millisecond),
    Group = #group{tests = Tests, order = Order, timeout = Limit, desc = ?ROOT},
    run_child(Group, fun(Event, _) -> emit(St, Event) end, ok),
    {1, erlang:monotonic_time(millisecond) - Began}.

%%% The group leader of a child: keeps what tests print.

group_leader_process(Child) ->
    erlang:monitor(process, Child),
    group_leader_process(Child, []).

group_leader_process(Child, Output) ->
    receive
        reset -> group_leader_process(Child, []);
        {get_output, From} ->
            From ! {output, lists:flatten(lists:reverse(Output))},
            group_leader_process(Child, Output);
        {io_request, From, ReplyAs, Request} ->
            {Reply, New} = io_request(Request, Output),
            From ! {io_reply, ReplyAs, Reply},
            group_leader_process(Child, New);
        {'DOWN', _, process, Child, _} -> ok;
        _ -> group_leader_process(Child, Output)
    end.

io_request({put_chars, _Encoding, Chars}, Output) -> {ok, [text(Chars) | Output]};
io_request({put_chars, _Encoding, M, F, Arguments}, Output) ->
    try {ok, [text(apply(M, F, Arguments)) | Output]}
    catch _:_ -> {{error, F}, Output}
    end;
io_request({put_chars, Chars}, Output) -> {ok, [text(Chars) | Output]};
io_request({requests, Requests}, Output) ->
    lists:foldl(fun(R, {ok, Acc}) -> io_request(R, Acc);
                   (_, Failed) -> Failed
                end, {ok, Output}, Requests);
io_request({setopts, _}, Output) -> {ok, Output};
io_request(getopts, Output) -> {{error, enotsup}, Output};
io_request({get_geometry, _}, Output) -> {{error, enotsup}, Output};
io_request(_, Output) -> {eof, Output}.

text(Chars) -> unicode:characters_to_list(Chars).

