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
               #{domain => [otp, sasl], report_cb => fun ?MODULE:format_log/2,
                 logger_formatter => #{title => "PROGRESS REPORT"}, error_logger => #{tag => info_report, type => progress, report_cb => fun ?MODULE:format_log/1}}).

report_error(Context, Reason, #state{name = Name, pid = Pid, mod = Mod}) ->
    logger:log(error, #{label => {supervisor, error},
                        report => [{supervisor, Name}, {errorContext, Context}, {reason, Reason}, {offender, [{pid, Pid}, {mod, Mod}]}]},
               #{domain => [otp, sasl], report_cb => fun ?MODULE:format_log/2,
                 logger_formatter => #{title => "SUPERVISOR REPORT"}, error_logger => #{tag => error_report, type => supervisor_report, report_cb => fun ?MODULE:format_log/1}}).

format_log(Report) -> report_text:legacy(fun(Opts) -> log_parts(Report, Opts) end).

format_log(Report, Opts0) -> report_text:text(fun(Opts) -> log_parts(Report, Opts) end, Opts0).

log_parts(#{label := {supervisor, progress}, report := [{supervisor, Name}, {started, Child}]}, #{single_line := true}) ->
    [{pid, Pid}, {mfa, Call}] = Child,
    ["Supervisor: ", {whole, Name}, ".", {fixed, " ~s pid=~w,mfa=", ["Started:", Pid]}, {term, Call}, "."];
log_parts(#{label := {supervisor, progress}, report := [{supervisor, Name}, {started, Child}]}, #{depth := Depth}) ->
    ["    supervisor: ", {whole, Name}, "~n    started: ", {whole, limited(Child, Depth)}, "~n"];
log_parts(#{label := {supervisor, _}, report := Report}, Opts) ->
    [{supervisor, Name}, {errorContext, Context}, {reason, Reason}, {offender, Child}] = Report,
    case Opts of
        #{single_line := true} ->
            [{pid, Pid}, {mod, Mod}] = Child,
            ["Supervisor: ", {whole, Name}, ". Context: ", {term, Context}, ". Reason: ", {term, Reason}, ".",
             {fixed, " ~s pid=~w,mod=~w.", ["Offender:", Pid, Mod]}];
        _ ->
            ["    supervisor: ", {whole, Name}, "~n    errorContext: ", {term, Context}, "~n    reason: ", {term, Reason},
             "~n    offender: ", {term, Child}, "~n"]
    end.

%% Of the child only the arguments are cut.
limited(Child, unlimited) -> Child;
limited(Child, Depth) ->
    {mfa, {Mod, Name, [Args]}} = lists:keyfind(mfa, 1, Child),
    lists:keyreplace(mfa, 1, Child, {mfa, {Mod, Name, [io_lib:limit_term(Args, Depth)]}}).
