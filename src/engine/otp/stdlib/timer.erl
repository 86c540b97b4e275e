%% Stands in for OTP's timer, whole exported API.
-module(timer).
-behaviour(gen_server).

-export([apply_after/4, apply_interval/4, cancel/1, exit_after/2, exit_after/3, hms/3, hours/1,
         kill_after/1, kill_after/2, minutes/1, now_diff/2, seconds/1, send_after/2, send_after/3,
         send_interval/2, send_interval/3, sleep/1, start/0, start_link/0, tc/1, tc/2, tc/3]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2, code_change/3, terminate/2]).

%% The stack of a sleeping process shows the line of the real module.
-file("timer.erl", 216).
sleep(Time) when Time =/= infinity, Time > 16#FFFFFFFF ->
    receive after 16#FFFFFFFF -> sleep(Time - 16#FFFFFFFF) end;
sleep(Time) ->
    receive
    after Time -> ok
    end.

tc(F) ->
    T1 = erlang:monotonic_time(),
    Value = F(),
    T2 = erlang:monotonic_time(),
    {erlang:convert_time_unit(T2 - T1, native, microsecond), Value}.

tc(F, A) ->
    T1 = erlang:monotonic_time(),
    Value = apply(F, A),
    T2 = erlang:monotonic_time(),
    {erlang:convert_time_unit(T2 - T1, native, microsecond), Value}.

tc(M, F, A) ->
    T1 = erlang:monotonic_time(),
    Value = apply(M, F, A),
    T2 = erlang:monotonic_time(),
    {erlang:convert_time_unit(T2 - T1, native, microsecond), Value}.

now_diff({A2, B2, C2}, {A1, B1, C1}) ->
    ((A2 - A1) * 1000000 + B2 - B1) * 1000000 + C2 - C1.

seconds(Seconds) -> 1000 * Seconds.

minutes(Minutes) -> 1000 * 60 * Minutes.

hours(Hours) -> 1000 * 60 * 60 * Hours.

hms(H, M, S) -> hours(H) + minutes(M) + seconds(S).

%% A timer is {instant, Ref}, {once, Ref}, {interval, Ref} or {send_local, Ref}; only the middle ones need a server.

apply_after(0, M, F, A) when is_atom(M), is_atom(F), is_list(A) ->
    run({M, F, A}),
    {ok, {instant, make_ref()}};
apply_after(Time, M, F, A) when is_integer(Time), Time >= 0, is_atom(M), is_atom(F), is_list(A) ->
    request({apply_once, Time, {M, F, A}});
apply_after(_Time, _M, _F, _A) -> {error, badarg}.

apply_interval(Time, M, F, A) when is_integer(Time), Time >= 0, is_atom(M), is_atom(F), is_list(A) ->
    request({apply_interval, Time, self(), {M, F, A}});
apply_interval(_Time, _M, _F, _A) -> {error, badarg}.

send_after(Time, Message) -> send_after(Time, self(), Message).

send_after(0, Pid, Message) when is_pid(Pid) ->
    Pid ! Message,
    {ok, {instant, make_ref()}};
send_after(Time, Pid, Message) when is_integer(Time), Time >= 0, is_pid(Pid), node(Pid) =:= node() ->
    {ok, {send_local, erlang:send_after(Time, Pid, Message)}};
send_after(Time, Dest, Message) when is_integer(Time), Time >= 0 ->
    case is_destination(Dest) of
        true -> apply_after(Time, erlang, send, [Dest, Message]);
        false -> {error, badarg}
    end;
send_after(_Time, _Dest, _Message) -> {error, badarg}.

is_destination(Dest) when is_pid(Dest); is_atom(Dest) -> true;
is_destination({Name, Node}) -> is_atom(Name) andalso is_atom(Node);
is_destination(_) -> false.

send_interval(Time, Message) -> send_interval(Time, self(), Message).

send_interval(Time, Dest, Message) when is_integer(Time), Time >= 0 ->
    case is_destination(Dest) of
        true -> request({apply_interval, Time, Dest, {erlang, send, [Dest, Message]}});
        false -> {error, badarg}
    end;
send_interval(_Time, _Dest, _Message) -> {error, badarg}.

exit_after(Time, Reason) -> exit_after(Time, self(), Reason).

exit_after(Time, Pid, Reason) -> apply_after(Time, erlang, exit, [Pid, Reason]).

kill_after(Time) -> exit_after(Time, self(), kill).

kill_after(Time, Pid) -> exit_after(Time, Pid, kill).

cancel({send_local, Ref}) when is_reference(Ref) ->
    erlang:cancel_timer(Ref),
    {ok, cancel};
cancel({instant, Ref}) when is_reference(Ref) -> {ok, cancel};
cancel({Kind, Ref}) when Kind =:= once, is_reference(Ref); Kind =:= interval, is_reference(Ref) ->
    request({cancel, Ref});
cancel(_) -> {error, badarg}.

%% The server: a map of Ref to the Erlang timer and what is to be done; the Ref of an interval is the monitor of its owner.

start() ->
    case whereis(timer_server) of
        undefined ->
            Child = #{id => timer_server, start => {timer, start_link, []}, restart => permanent, shutdown => 1000,
                      type => worker, modules => [timer]},
            case supervisor:start_child(kernel_sup, Child) of
                {error, already_present} -> _ = supervisor:restart_child(kernel_sup, timer_server), ok;
                _ -> ok
            end;
        _ -> ok
    end.

start_link() -> gen_server:start_link({local, timer_server}, timer, [], []).

request(Request) ->
    start(),
    gen_server:call(timer_server, Request, infinity).

init([]) ->
    process_flag(trap_exit, true),
    {ok, #{}}.

handle_call({apply_once, Time, MFA}, _From, Timers) ->
    Ref = make_ref(),
    Timer = erlang:start_timer(Time, self(), {once, Ref}),
    {reply, {ok, {once, Ref}}, Timers#{Ref => {Timer, MFA}}};
handle_call({apply_interval, Time, Owner, MFA}, _From, Timers) ->
    case owner(Owner) of
        undefined -> {reply, {error, badarg}, Timers};
        Pid ->
            Ref = erlang:monitor(process, Pid),
            Due = erlang:monotonic_time(millisecond) + Time,
            Timer = erlang:start_timer(Due, self(), {interval, Ref}, [{abs, true}]),
            {reply, {ok, {interval, Ref}}, Timers#{Ref => {Timer, Time, Due, MFA}}}
    end;
handle_call({cancel, Ref}, _From, Timers) ->
    {reply, {ok, cancel}, drop(Ref, Timers)};
handle_call(_, _From, Timers) ->
    {noreply, Timers}.

handle_info({timeout, _, {once, Ref}}, Timers) ->
    case Timers of
        #{Ref := {_, MFA}} ->
            run(MFA),
            {noreply, maps:remove(Ref, Timers)};
        #{} -> {noreply, Timers}
    end;
handle_info({timeout, _, {interval, Ref}}, Timers) ->
    case Timers of
        #{Ref := {_, Time, Due, MFA}} ->
            run(MFA),
            Next = Due + Time,
            Timer = erlang:start_timer(Next, self(), {interval, Ref}, [{abs, true}]),
            {noreply, Timers#{Ref := {Timer, Time, Next, MFA}}};
        #{} -> {noreply, Timers}
    end;
handle_info({'DOWN', Ref, process, _, _}, Timers) ->
    {noreply, drop(Ref, Timers)};
handle_info(_, Timers) ->
    {noreply, Timers}.

handle_cast(_, Timers) -> {noreply, Timers}.

code_change(_OldVsn, Timers, _Extra) -> {ok, Timers}.

terminate(_Reason, _Timers) -> ok.

owner(Pid) when is_pid(Pid) -> Pid;
owner(Name) when is_atom(Name) -> whereis(Name);
owner({Name, Node}) -> {Name, Node}.

drop(Ref, Timers) ->
    case Timers of
        #{Ref := {Timer, _}} ->
            erlang:cancel_timer(Timer),
            maps:remove(Ref, Timers);
        #{Ref := {Timer, _, _, _}} ->
            erlang:cancel_timer(Timer),
            erlang:demonitor(Ref, [flush]),
            maps:remove(Ref, Timers);
        #{} -> Timers
    end.

run({erlang, send, [Dest, Message]}) -> catch Dest ! Message;
run({erlang, exit, [Name, Reason]}) -> catch exit(where(Name), Reason);
run({M, F, A}) -> catch spawn(M, F, A).

where(Name) when is_atom(Name) -> whereis(Name);
where(Pid) -> Pid.
