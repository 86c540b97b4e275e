%% Subset of OTP's supervisor_bridge. Missing: nothing known.
%%
%% Lets a process that is no OTP process stand in a supervision tree.
-module(supervisor_bridge).
-behaviour(gen_server).

-export([start_link/2, start_link/3, init/1, handle_call/3, handle_cast/2, handle_info/2, terminate/2, code_change/3,
         format_log/1, format_log/2]).

-callback init(Args :: term()) -> {ok, pid(), term()} | ignore | {error, term()}.
-callback terminate(Reason :: term(), State :: term()) -> term().

-record(state, {mod, pid, child_state, name}).

start_link(Mod, Args) -> gen_server:start_link(supervisor_bridge, [Mod, Args, self], []).

start_link(Name, Mod, Args) -> gen_server:start_link(Name, supervisor_bridge, [Mod, Args, Name], []).

init([Mod, Args, Name0]) ->
    process_flag(trap_exit, true),
    Name = case Name0 of
               self -> {self(), Mod};
               _ -> Name0
           end,
    case Mod:init(Args) of
        {ok, Pid, ChildState} ->
            link(Pid),
            report_progress(Pid, Mod, Args, Name),
            {ok, #state{mod = Mod, pid = Pid, child_state = ChildState, name = Name}};
        ignore -> ignore;
        {error, Reason} -> {stop, Reason}
    end.

%% What it bridges to is no child that a supervisor could tell of.
handle_call(which_children, _From, State) -> {reply, [], State};
handle_call(_Request, _From, State) -> {reply, {error, badcall}, State}.

handle_cast(_, State) -> {noreply, State}.

handle_info({'EXIT', Pid, Reason}, #state{pid = Pid} = State) ->
    Loud = Reason =/= normal andalso Reason =/= shutdown andalso not (is_tuple(Reason) andalso element(1, Reason) =:= shutdown),
    Loud andalso report_error(child_terminated, Reason, State),
    {stop, Reason, State#state{pid = undefined}};
handle_info(_, State) -> {noreply, State}.

terminate(_Reason, #state{pid = undefined}) -> ok;
terminate(Reason, #state{mod = Mod, pid = Pid, child_state = ChildState}) ->
    unlink(Pid),
    Mod:terminate(Reason, ChildState),
    ok.

code_change(_, State, _) -> {ok, State}.

report_progress(Pid, Mod, Args, Name) ->
    logger:log(info, #{label => {supervisor, progress},
                       report => [{supervisor, Name}, {started, [{pid, Pid}, {mfa, {Mod, init, [Args]}}]}]},
               #{domain => [otp, sasl], report_cb => fun supervisor:format_log/2,
                 logger_formatter => #{title => "PROGRESS REPORT"}, error_logger => #{tag => info_report, type => progress}}).

report_error(Context, Reason, #state{name = Name, pid = Pid, mod = Mod}) ->
    logger:log(error, #{label => {supervisor, error},
                        report => [{supervisor, Name}, {errorContext, Context}, {reason, Reason}, {offender, [{pid, Pid}, {mod, Mod}]}]},
               #{domain => [otp, sasl], report_cb => fun supervisor:format_log/2,
                 logger_formatter => #{title => "SUPERVISOR REPORT"}, error_logger => #{tag => error_report, type => supervisor_report}}).

format_log(Report) -> supervisor:format_log(Report).

format_log(Report, Opts) -> supervisor:format_log(Report, Opts).
