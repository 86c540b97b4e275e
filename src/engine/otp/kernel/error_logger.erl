%% Subset of OTP's error_logger. Missing: report handlers, log files.
%%
%% The old door to logger: each call is a log event with an error_logger tag.
-module(error_logger).

-export([error_msg/1, error_msg/2, format/2, error_report/1, error_report/2, warning_msg/1, warning_msg/2, warning_report/1,
         warning_report/2, info_msg/1, info_msg/2, info_report/1, info_report/2, error_info/1, warning_map/0,
         get_format_depth/0, limit_term/1, tty/1, start/0, start_link/0, stop/0, which_report_handlers/0]).

error_msg(Format) -> error_msg(Format, []).

error_msg(Format, Args) -> message(error, error, Format, Args).

format(Format, Args) -> error_msg(Format, Args).

warning_msg(Format) -> warning_msg(Format, []).

warning_msg(Format, Args) -> message(warning, warning_msg, Format, Args).

info_msg(Format) -> info_msg(Format, []).

info_msg(Format, Args) -> message(notice, info_msg, Format, Args).

message(Level, Tag, Format, Args) ->
    logger:log(Level, #{label => {error_logger, Tag}, format => Format, args => Args},
               #{pid => self(), gl => group_leader(), report_cb => fun format_args/1, error_logger => #{tag => Tag}}).

format_args(#{format := Format, args := Args}) ->
    try io_lib:format(Format, Args) of
        _ -> {Format, Args}
    catch
        _:_ -> {"ERROR: ~tp - ~tp", [Format, Args]}
    end.

error_report(Report) -> error_report(std_error, Report).

error_report(Type, Report) -> report(error, error_report, Type, Report).

warning_report(Report) -> warning_report(std_warning, Report).

warning_report(Type, Report) -> report(warning, warning_report, Type, Report).

info_report(Report) -> info_report(std_info, Report).

info_report(Type, Report) -> report(notice, info_report, Type, Report).

report(Level, Tag, Type, Report) ->
    logger:log(Level, #{label => {error_logger, Tag}, report => Report},
               #{pid => self(), gl => group_leader(), report_cb => fun logger:format_otp_report/1,
                 error_logger => #{tag => Tag, type => Type}}).

error_info(Error) -> error_report(error_info, Error).

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
    _ = logger:remove_handler_filter(default, error_logger_tty_false),
    ok;
tty(false) ->
    _ = logger:add_handler_filter(default, error_logger_tty_false, {fun(_, _) -> stop end, ok}),
    ok.

start() -> ok.

start_link() -> ignore.

stop() -> ok.

which_report_handlers() -> [].
