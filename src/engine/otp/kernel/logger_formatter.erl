%% Subset of OTP's logger_formatter. Missing: max_size, chars_limit, time designators other than the offset of the zone.
%%
%% Turns an event into text: by the legacy header that the default handler has, or in one line.
-module(logger_formatter).

-export([format/2, check_config/1]).

-define(LEGACY, [[logger_formatter, header], "\n", msg, "\n"]).
-define(ONE_LINE, [time, " ", level, ": ", msg, "\n"]).
-define(LINES, [time, " ", level, ":\n", msg, "\n"]).

check_config(Config) when is_map(Config) -> ok.

format(#{level := Level, msg := Msg, meta := Meta}, Config0) ->
    Config = completed(Config0),
    Texts = [part(Item, Level, Msg, Meta, Config) || Item <- maps:get(template, Config)],
    lists:append([unicode:characters_to_list(T) || T <- Texts]).

completed(Config) ->
    Legacy = maps:get(legacy_header, Config, false),
    Single = maps:get(single_line, Config, not Legacy),
    Template = case {Legacy, Single} of
                   {true, _} -> ?LEGACY;
                   {false, true} -> ?ONE_LINE;
                   {false, false} -> ?LINES
               end,
    maps:merge(#{legacy_header => Legacy, single_line => Single, template => Template, depth => unlimited}, Config).

part(msg, _Level, Msg, Meta, Config) -> message(Msg, Meta, Config);
part(level, Level, _Msg, _Meta, _Config) -> atom_to_list(Level);
part(time, _Level, _Msg, Meta, _Config) -> rfc3339(time_of(Meta));
part([logger_formatter, header], Level, _Msg, Meta, _Config) -> header(Level, Meta);
part(Key, _Level, _Msg, Meta, _Config) when is_atom(Key) -> meta_text(maps:find(Key, Meta));
part({Key, IfThere, Otherwise}, Level, Msg, Meta, Config) when is_atom(Key) ->
    Chosen = case is_map_key(Key, Meta) orelse Key =:= level orelse Key =:= msg of
                 true -> IfThere;
                 false -> Otherwise
             end,
    [part(Item, Level, Msg, Meta, Config) || Item <- Chosen];
part(Text, _Level, _Msg, _Meta, _Config) when is_list(Text) ->
    case io_lib:printable_unicode_list(Text) of
        true -> Text;
        false -> ""
    end.

meta_text({ok, {M, F, A}}) when is_atom(M), is_atom(F), is_integer(A) -> io_lib:format("~tw:~tw/~w", [M, F, A]);
meta_text({ok, Pid}) when is_pid(Pid) -> pid_to_list(Pid);
meta_text({ok, Text}) when is_list(Text) ->
    case io_lib:printable_unicode_list(Text) of
        true -> Text;
        false -> io_lib:format("~0tp", [Text])
    end;
meta_text({ok, Value}) -> io_lib:format("~0tp", [Value]);
meta_text(error) -> "".

time_of(#{time := Time}) -> Time;
time_of(_) -> logger:timestamp().

header(Level, Meta) ->
    Title = case Meta of
                #{logger_formatter := #{title := T}} -> T;
                #{error_logger := #{tag := Tag}} when Tag =:= info_report; Tag =:= info_msg; Tag =:= info -> "INFO REPORT";
                _ -> string:uppercase(atom_to_list(Level)) ++ " REPORT"
            end,
    Time = time_of(Meta),
    {{Y, Mo, D}, {H, Mi, S}} = calendar:system_time_to_local_time(Time, microsecond),
    io_lib:format("=~ts==== ~w-~s-~4..0w::~2..0w:~2..0w:~2..0w.~6..0w ===",
                  [Title, D, month(Mo), Y, H, Mi, S, Time rem 1000000]).

month(N) -> element(N, {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}).

rfc3339(Time) -> calendar:system_time_to_rfc3339(Time, [{unit, microsecond}]).

message({string, Text}, _Meta, #{single_line := true}) -> one_line(Text);
message({string, Text}, _Meta, _Config) -> Text;
message({report, Report}, Meta, Config) -> report(Report, Meta, Config);
message({Format, Args}, _Meta, Config) ->
    Text = formatted(Format, Args, Config),
    case Config of
        #{single_line := true} -> one_line(Text);
        _ -> Text
    end.

report(Report, #{report_cb := Callback}, Config) when is_function(Callback, 2) ->
    try
        Callback(Report, maps:with([depth, chars_limit, single_line], Config#{chars_limit => unlimited}))
    catch
        C:R -> formatted("REPORT_CB/2 CRASH: ~tp; Reason: ~tp", [Report, {C, R}], Config)
    end;
report(Report, #{report_cb := Callback}, Config) when is_function(Callback, 1) ->
    try Callback(Report) of
        {Format, Args} -> formatted(Format, Args, Config)
    catch
        C:R -> formatted("REPORT_CB CRASH: ~tp; Reason: ~tp", [Report, {C, R}], Config)
    end;
report(Report, _Meta, #{single_line := true} = Config) ->
    {Format, Args} = logger:format_report(Report),
    Text = formatted(Format, Args, Config),
    lists:flatten(lists:join(", ", [string:trim(L) || L <- string:split(Text, "\n", all)]));
report(Report, _Meta, Config) ->
    {Format, Args} = logger:format_report(Report),
    formatted(Format, Args, Config).

formatted(Format, Args, _Config) ->
    try
        unicode:characters_to_list(io_lib:format(Format, Args))
    catch
        _:_ -> lists:flatten(io_lib:format("FORMAT ERROR: ~0tp - ~0tp", [Format, Args]))
    end.

%% A line that broke inside a value goes on as it is; other lines are set off by a comma.
one_line(Text) ->
    joined([string:trim(L) || L <- string:split(string:trim(unicode:characters_to_list(Text)), "\n", all)]).

joined([Line]) -> Line;
joined([Line | Lines]) ->
    case Line =/= "" andalso lists:last(Line) =:= $, of
        true -> Line ++ joined(Lines);
        false -> Line ++ ", " ++ joined(Lines)
    end.
