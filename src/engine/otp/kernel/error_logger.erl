%% Stands in for OTP's error_logger, whole exported API; `warning_map` is always `warning`.
%%
%% The old door to logger: each call is a log event with an error_logger tag. For report handlers there is a logger
%% handler which hands such events on to an event manager.
-module(error_logger).

-export([error_msg/1, error_msg/2, format/2, error_report/1, error_report/2, warning_msg/1, warning_msg/2, warning_report/1,
         warning_report/2, info_msg/1, info_msg/2, info_report/1, info_report/2, error_info/1, warning_map/0,
         get_format_depth/0, limit_term/1, tty/1, logfile/1, start/0, start_link/0, stop/0, add_report_handler/1,
         add_report_handler/2, delete_report_handler/1, which_report_handlers/0]).
-export([adding_handler/1, removing_handler/1, log/2]).

error_msg(Format) -> error_msg(Format, []).

error_msg(Format, Args) -> message(error, error, Format, Args).

format(Format, Args) -> error_msg(Format, Args).

warning_msg(Format) -> warning_msg(Format, []).

warning_msg(Format, Args) -> message(warning, warning_msg, Format, Args).

info_msg(Format) -> info_msg(Format, []).

info_msg(Format, Args) -> message(notice, info_msg, Format, Args).

message(Level, Tag, Format, Args) ->
    Label = if Tag =:= error -> error_msg; true -> Tag end,
    logger:log(Level, #{label => {error_logger, Label}, format => Format, args => Args},
               #{pid => self(), gl => group_leader(), report_cb => fun report_to_format/1, error_logger => #{tag => Tag}}).

report_to_format(#{label := {error_logger, _}, report := Report}) when is_map(Report) -> {"~tp\n", [Report]};
report_to_format(#{label := {error_logger, _}, format := Format, args := Args}) ->
    try io_lib:scan_format(Format, Args) of
        _ -> {Format, Args}
    catch
        _:_ -> {"ERROR: ~tp - ~tp", [Format, Args]}
    end;
report_to_format(Report) ->
    logger:format_otp_report(Report).

error_report(Report) -> error_report(std_error, Report).

error_report(Type, Report) -> report(error, error_report, Type, Report).

warning_report(Report) -> warning_report(std_warning, Report).

warning_report(Type, Report) -> report(warning, warning_report, Type, Report).

info_report(Report) -> info_report(std_info, Report).

info_report(Type, Report) -> report(notice, info_report, Type, Report).

report(Level, Tag, Type, Report) ->
    Meta = #{pid => self(), gl => group_leader(), report_cb => fun report_to_format/1,
             error_logger => #{tag => Tag, type => Type}},
    IsUsual = lists:member({Tag, Type}, [{error_report, std_error}, {warning_report, std_warning}, {info_report, std_info}]),
    logger:log(Level, #{label => {error_logger, Tag}, report => Report},
               if IsUsual -> Meta; true -> Meta#{domain => [Type]} end).

error_info(Error) ->
    {Format, Args} =
        case is_list(Error) andalso Error =/= [] andalso io_lib:printable_list(lists:flatten(Error)) of
            true -> {Error, []};
            false -> {"~p", [Error]}
        end,
    logger:log(notice, Format, Args, #{error_logger => #{tag => info, type => Error}, domain => [Error]}).

warning_map() -> warning.

get_format_depth() ->
    case application:get_env(kernel, error_logger_format_depth) of
        {ok, Depth} when is_integer(Depth) -> max(10, Depth);
        _ -> unlimited
    end.

limit_term(Term) ->
    case get_format_depth() of
        unlimited -> Term;
        Depth -> io_lib:limit_term(Term, Depth)
    end.

%% Whether reports go to the terminal.
tty(true) ->
    case {lists:member(error_logger_tty_h, which_report_handlers()), default_is_terminal()} of
        {true, _} -> ok;
        {false, true} ->
            _ = logger:remove_handler_filter(default, error_logger_tty_false),
            ok;
        {false, false} ->
            Filters = [{domain, {fun logger_filters:domain/2, {log, super, [otp]}}}, {no_domain, {fun logger_filters:domain/2, {log, undefined, []}}}],
            _ = logger:add_handler(error_logger_tty_true, logger_std_h,
                                   #{filter_default => stop, filters => Filters, config => #{type => standard_io}}),
            ok
    end;
tty(false) ->
    _ = delete_report_handler(error_logger_tty_h),
    _ = logger:remove_handler(error_logger_tty_true),
    _ = [logger:add_handler_filter(default, error_logger_tty_false, {fun(_, _) -> stop end, ok}) || default_is_terminal()],
    ok.

default_is_terminal() ->
    case logger:get_handler_config(default) of
        {ok, #{module := logger_std_h, config := #{type := standard_io}}} -> true;
        _ -> false
    end.

logfile({open, File}) ->
    case lists:member(error_logger_file_h, which_report_handlers()) of
        true -> {error, allready_have_logfile};
        false -> add_report_handler(error_logger_file_h, File)
    end;
logfile(close) ->
    case whereis(?MODULE) of
        undefined -> {error, module_not_found};
        _ ->
            case gen_event:delete_handler(?MODULE, error_logger_file_h, normal) of
                {error, _} = Error -> Error;
                _ -> ok
            end
    end;
logfile(filename) ->
    case whereis(?MODULE) =/= undefined andalso gen_event:call(?MODULE, error_logger_file_h, filename) of
        false -> {error, no_log_file};
        {error, _} -> {error, no_log_file};
        Name -> Name
    end.

%% The event manager lives while there are report handlers, under logger_sup.

start() ->
    case whereis(?MODULE) of
        undefined ->
            Child = #{id => ?MODULE, start => {?MODULE, start_link, []}, restart => transient, shutdown => 2000,
                      type => worker, modules => dynamic},
            case supervisor:start_child(logger_sup, Child) of
                {ok, Pid} -> ok = logger_handler_watcher:register_handler(?MODULE, Pid);
                Error -> Error
            end;
        _ -> ok
    end.

start_link() -> gen_event:start_link({local, ?MODULE}, [{spawn_opt, [{message_queue_data, off_heap}]}]).

stop() ->
    case whereis(?MODULE) of
        undefined -> ok;
        _ ->
            _ = gen_event:stop(?MODULE, {shutdown, stopped}, infinity),
            _ = supervisor:delete_child(logger_sup, ?MODULE),
            ok
    end.

add_report_handler(Module) when is_atom(Module) -> add_report_handler(Module, []).

add_report_handler(Module, Args) when is_atom(Module) ->
    _ = logger:add_handler(?MODULE, ?MODULE, #{level => info, filter_default => log}),
    gen_event:add_handler(?MODULE, Module, Args).

delete_report_handler(Module) when is_atom(Module) ->
    case whereis(?MODULE) of
        undefined -> ok;
        _ ->
            Result = gen_event:delete_handler(?MODULE, Module, []),
            _ = [logger:remove_handler(?MODULE) || gen_event:which_handlers(?MODULE) =:= []],
            Result
    end.

which_report_handlers() ->
    case whereis(?MODULE) of
        undefined -> [];
        Pid -> gen_event:which_handlers(Pid)
    end.

%% Callbacks of the logger handler.

adding_handler(#{id := ?MODULE} = Config) ->
    case start() of
        ok -> {ok, Config};
        Error -> Error
    end.

removing_handler(#{id := ?MODULE}) -> stop().

%% Events without an error_logger tag are not for report handlers.
log(#{level := Level, msg := Message, meta := #{?MODULE := #{tag := Tag} = Old} = Meta}, _Config) ->
    case {Message, Old} of
        {{report, #{label := _, report := Report}}, #{type := Type}} -> notify(Level, Tag, Type, Report, Meta);
        {{report, Report}, #{type := Type}} -> notify(Level, Tag, Type, Report, Meta);
        {{report, Report}, _} ->
            {Format, Args} = formatted(Report, Meta),
            notify(Level, Tag, Format, Args, Meta);
        {{Format, Args}, _} when is_list(Format), is_list(Args) -> notify(Level, Tag, Format, Args, Meta);
        _ -> ok
    end;
log(_Event, _Config) ->
    ok.

formatted(#{label := _, format := Format, args := Args}, _Meta) -> {Format, Args};
formatted(Report, Meta) ->
    Callback =
        case Meta of
            #{?MODULE := #{report_cb := Own}} -> Own;
            #{report_cb := Usual} -> Usual;
            _ -> fun logger:format_report/1
        end,
    try called(Callback, Report) of
        {Format, Args} when is_list(Format), is_list(Args) -> {Format, Args};
        Text when is_list(Text), is_function(Callback, 2) -> {"~ts", [Text]};
        Other -> {"REPORT_CB ERROR: ~tp; Returned: ~tp", [Report, Other]}
    catch
        Class:Reason:Stack when is_function(Callback, 1) -> {"REPORT_CB CRASH: ~tp; Reason: ~tp", [Report, {Class, Reason, Stack}]};
        Class:Reason -> {"REPORT_CB CRASH: ~tp; Reason: ~tp", [Report, {Class, Reason}]}
    end.

called(Callback, Report) when is_function(Callback, 1) -> Callback(Report);
called(Callback, Report) -> Callback(Report, #{depth => get_format_depth(), chars_limit => unlimited, single_line => false}).

notify(_Level, Tag, FormatOrType, ArgsOrReport, #{pid := Pid, gl := Leader, ?MODULE := Old}) ->
    From =
        case Old of
            #{emulator := true} -> emulator;
            _ -> Pid
        end,
    gen_event:notify(?MODULE, {Tag, Leader, {From, FormatOrType, ArgsOrReport}}).
