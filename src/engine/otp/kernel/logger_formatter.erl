%% Subset of OTP's logger_formatter. Missing: nothing of its interface.
%%
%% Turns an event into text by a template. The message comes last, since what the rest takes is no longer free for it.
-module(logger_formatter).

-export([format/2, check_config/1]).

-define(LEGACY, [[logger_formatter, header], "\n", msg, "\n"]).
-define(ONE_LINE, [time, " ", level, ": ", msg, "\n"]).
-define(LINES, [time, " ", level, ":\n", msg, "\n"]).

format(#{level := Level, msg := Msg, meta := Meta}, Config0) when is_map(Config0) ->
    Config = completed(Config0),
    {Before, Rest} = lists:splitwith(fun(Item) -> Item =/= msg end, maps:get(template, Config)),
    Start = parts(Before, Level, Meta, Config),
    Text = case Rest of
               [] ->
                   Start;
               [msg | After] ->
                   End = parts([Item || Item <- After, Item =/= msg], Level, Meta, Config),
                   Start ++ message(Msg, Meta, limited(Config, length(Start) + length(End))) ++ End
           end,
    truncated(Text, maps:get(max_size, Config)).

completed(Config) ->
    Legacy = maps:get(legacy_header, Config, false) =:= true,
    Single = maps:get(single_line, Config, true) =:= true,
    Template = case {Legacy, Single} of
                   {true, _} -> ?LEGACY;
                   {false, true} -> ?ONE_LINE;
                   {false, false} -> ?LINES
               end,
    Offset = case is_utc() of
                 true -> "Z";
                 false -> ""
             end,
    Defaults = #{template => Template, depth => error_logger:get_format_depth(), chars_limit => unlimited, max_size => unlimited,
                 time_offset => Offset, time_designator => $T, error_logger_notice_header => info},
    maps:merge(Defaults, Config#{legacy_header => Legacy, single_line => Single}).

%% What sasl says goes before what stdlib says.
is_utc() ->
    case application:get_env(sasl, utc_log) of
        {ok, IsUtc} when is_boolean(IsUtc) -> IsUtc;
        _ -> application:get_env(stdlib, utc_log) =:= {ok, true}
    end.

%% What is left for the message when the rest of the line takes so many characters.
limited(#{chars_limit := unlimited} = Config, _Taken) -> Config;
limited(#{chars_limit := Limit} = Config, Taken) -> Config#{chars_limit := max(0, Limit - Taken)}.

truncated(Text, Size) when is_integer(Size), length(Text) > Size ->
    case lists:last(Text) of
        $\n -> lists:sublist(Text, Size - 4) ++ "...\n";
        _ -> lists:sublist(Text, Size - 3) ++ "..."
    end;
truncated(Text, _Size) -> Text.

parts(Items, Level, Meta, Config) ->
    lists:append([unicode:characters_to_list(part(Item, Level, Meta, Config)) || Item <- Items]).

part(level, Level, _Meta, _Config) -> atom_to_list(Level);
part({Key, IfThere, Otherwise}, Level, Meta, Config) ->
    case found(Key, Meta) of
        {ok, _} -> parts(IfThere, Level, Meta, Config);
        error -> parts(Otherwise, Level, Meta, Config)
    end;
part([logger_formatter, header], Level, Meta, Config) -> header(Level, Meta, Config);
part(Key, _Level, Meta, Config) when is_atom(Key) -> value(Key, found(Key, Meta), Config);
part([Key | _] = Path, _Level, Meta, Config) when is_atom(Key) -> value(Path, found(Path, Meta), Config);
part(Text, _Level, _Meta, _Config) -> Text.

found([Key], Meta) -> found(Key, Meta);
found([Key | Path], Meta) ->
    case Meta of
        #{Key := Inner} when is_map(Inner) -> found(Path, Inner);
        _ -> error
    end;
found(Key, Meta) -> maps:find(Key, Meta).

value(time, {ok, Time}, Config) -> time(Time, Config);
value(mfa, {ok, Mfa}, Config) -> mfa(Mfa, Config);
value(_Key, {ok, Value}, Config) -> text(Value, Config);
value(_Key, error, _Config) -> "".

mfa(Mfa, #{mfa_to_list := Fun}) -> Fun(Mfa);
mfa({M, F, A}, _Config) when is_atom(M), is_atom(F), is_integer(A) -> io_lib:format("~tw:~tw/~w", [M, F, A]);
mfa({M, F, A}, Config) when is_atom(M), is_atom(F), is_list(A) -> mfa({M, F, length(A)}, Config);
mfa(Mfa, Config) -> text(Mfa, Config).

text(Value, _Config) when is_atom(Value) -> atom_to_list(Value);
text(Value, _Config) when is_pid(Value) -> pid_to_list(Value);
text(Value, _Config) when is_reference(Value) -> ref_to_list(Value);
text(Value, Config) when is_list(Value) ->
    case io_lib:printable_unicode_list(lists:flatten(Value)) of
        true -> Value;
        false -> term(Value, Config)
    end;
text(Value, Config) -> term(Value, Config).

term(Value, #{single_line := true}) -> io_lib:format("~0tp", [Value]);
term(Value, _Config) -> io_lib:format("~tp", [Value]).

header(Level, Meta, Config) ->
    Title = case Meta of
                #{logger_formatter := #{title := T}} -> T;
                #{error_logger := #{tag := Tag}} when map_get(error_logger_notice_header, Config) =:= info, Level =:= notice, (Tag =:= info_report orelse Tag =:= info_msg orelse Tag =:= info) -> "INFO REPORT";
                _ -> string:uppercase(atom_to_list(Level)) ++ " REPORT"
            end,
    Time = case Meta of
               #{time := Given} -> Given;
               _ -> logger:timestamp()
           end,
    {{Y, Mo, D}, {H, Mi, S}} = case Config of
                                   #{time_offset := 0} -> calendar:system_time_to_universal_time(Time, microsecond);
                                   #{time_offset := "Z"} -> calendar:system_time_to_universal_time(Time, microsecond);
                                   _ -> calendar:system_time_to_local_time(Time, microsecond)
                               end,
    Zone = case Config of
               #{time_offset := Utc} when Utc =:= 0; Utc =:= "Z" -> " UTC";
               _ -> ""
           end,
    io_lib:format("=~ts==== ~w-~s-~4..0w::~2..0w:~2..0w:~2..0w.~6..0w~s ===",
                  [Title, D, month(Mo), Y, H, Mi, S, Time rem 1000000, Zone]).

month(N) -> element(N, {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}).

time(Time, #{time_offset := Offset, time_designator := Designator}) when is_integer(Time) ->
    calendar:system_time_to_rfc3339(Time, [{unit, microsecond}, {offset, Offset}, {time_designator, Designator}]).

message(Msg, Meta, #{single_line := true} = Config) -> one_line(formatted_message(Msg, Meta, Config));
message(Msg, Meta, Config) -> formatted_message(Msg, Meta, Config).

%% Every break of a line, with the comma before and the spaces after it, becomes a comma.
one_line(Text) -> joined(string:trim(Text)).

joined(",\r\n" ++ Rest) -> ", " ++ joined(without_spaces(Rest));
joined(",\n" ++ Rest) -> ", " ++ joined(without_spaces(Rest));
joined("\r\n" ++ Rest) -> ", " ++ joined(without_spaces(Rest));
joined("\n" ++ Rest) -> ", " ++ joined(without_spaces(Rest));
joined([C | Rest]) -> [C | joined(Rest)];
joined([]) -> [].

without_spaces([$\s | Rest]) -> without_spaces(Rest);
without_spaces(Rest) -> Rest.

formatted_message({string, Text}, _Meta, Config) -> formatted("~ts", [Text], Config);
formatted_message({report, Report}, Meta, Config) ->
    Callback = case {Meta, Config} of
                   {_, #{report_cb := Given}} -> Given;
                   {#{report_cb := Own}, _} -> Own;
                   _ -> fun logger:format_otp_report/1
               end,
    report(Callback, Report, Config);
formatted_message({Format, Args}, _Meta, Config) -> formatted(Format, Args, Config).

report(Callback, Report, Config) when is_function(Callback, 1) ->
    try Callback(Report) of
        {Format, Args} when is_list(Format), is_list(Args) -> formatted(Format, Args, Config);
        Other -> formatted("REPORT_CB/1 ERROR: ~0tp; Returned: ~0tp", [Report, Other], Config)
    catch
        C:R:St ->
            formatted("REPORT_CB/1 CRASH: ~0tp; Reason: ~0tp", [Report, {C, R, logger:filter_stacktrace(?MODULE, St)}], Config)
    end;
report(Callback, Report, Config) when is_function(Callback, 2) ->
    try Callback(Report, maps:with([depth, chars_limit, single_line], Config)) of
        Returned -> returned(Returned, Report, Config)
    catch
        C:R:St ->
            formatted("REPORT_CB/2 CRASH: ~0tp; Reason: ~0tp", [Report, {C, R, logger:filter_stacktrace(?MODULE, St)}], Config)
    end.

returned(Returned, Report, Config) ->
    try unicode:characters_to_list(Returned) of
        Text when is_list(Text) -> Text;
        _ -> formatted("REPORT_CB/2 ERROR: ~0tp; Returned: ~0tp", [Report, Returned], Config)
    catch
        _:_ -> formatted("REPORT_CB/2 ERROR: ~0tp; Returned: ~0tp", [Report, Returned], Config)
    end.

formatted(Format, Args, #{chars_limit := Limit} = Config) ->
    Options = [{chars_limit, Limit} || is_integer(Limit)],
    try io_lib:scan_format(Format, Args) of
        Parts ->
            try
                unicode:characters_to_list(io_lib:build_text([fitted(Part, Config) || Part <- Parts], Options))
            catch
                _:_ -> malformed(Format, Args, Options)
            end
    catch
        _:_ -> malformed(Format, Args, Options)
    end.

malformed(Format, Args, Options) ->
    unicode:characters_to_list(io_lib:format("FORMAT ERROR: ~0tp - ~0tp", [Format, Args], Options)).

%% Terms are cut at the depth, and in a single line they do not break.
fitted(#{control_char := C, args := [Term]} = Part, #{depth := Depth} = Config) when is_integer(Depth), C =:= $p; is_integer(Depth), C =:= $w ->
    flat(Part#{control_char := C - ($a - $A), args := [Term, Depth]}, Config);
fitted(#{control_char := C, args := [Term, Own]} = Part, #{depth := Depth} = Config)
  when is_integer(Depth), Own > Depth, C =:= $P; is_integer(Depth), Own > Depth, C =:= $W ->
    flat(Part#{args := [Term, Depth]}, Config);
fitted(Part, Config) -> flat(Part, Config).

flat(#{control_char := C} = Part, #{single_line := true}) when C =:= $p; C =:= $P -> Part#{width => 0};
flat(Part, _Config) -> Part.

%%% Checking a configuration

check_config(Config) when is_map(Config) -> checked(maps:to_list(Config));
check_config(Config) -> {error, {invalid_formatter_config, ?MODULE, Config}}.

checked([]) -> ok;
checked([{Key, Value} | Rest]) ->
    case is_valid(Key, Value) of
        true -> checked(Rest);
        false when Key =:= template -> {error, {invalid_formatter_template, ?MODULE, Value}};
        false -> {error, {invalid_formatter_config, ?MODULE, {Key, Value}}}
    end.

is_valid(Key, Value) when Key =:= single_line; Key =:= legacy_header -> is_boolean(Value);
is_valid(Key, Value) when Key =:= depth; Key =:= max_size; Key =:= chars_limit ->
    Value =:= unlimited orelse is_integer(Value) andalso Value > 0;
is_valid(error_logger_notice_header, Level) -> Level =:= info orelse Level =:= notice;
is_valid(template, Template) -> is_template(Template);
is_valid(report_cb, Fun) -> is_function(Fun, 1) orelse is_function(Fun, 2);
is_valid(mfa_to_list, Fun) -> is_function(Fun, 1);
is_valid(time_designator, Char) -> is_integer(Char) andalso Char >= 0 andalso Char =< 255;
is_valid(time_offset, Offset) when is_integer(Offset) -> true;
is_valid(time_offset, "") -> true;
is_valid(time_offset, [Z]) -> Z =:= $Z orelse Z =:= $z;
is_valid(time_offset, [Sign | Offset]) when Sign =:= $+; Sign =:= $- ->
    case string:split(Offset, ":") of
        [[_ | _] = Hours, [_ | _] = Minutes] -> lists:all(fun(D) -> D >= $0 andalso D =< $9 end, Hours ++ Minutes);
        _ -> false
    end;
is_valid(_, _) -> false.

is_template([Item | Rest]) -> is_item(Item) andalso is_template(Rest);
is_template(Template) -> Template =:= [].

is_item(Key) when is_atom(Key) -> true;
is_item([Key | _] = Path) when is_atom(Key) -> lists:all(fun erlang:is_atom/1, Path);
is_item({Key, IfThere, Otherwise}) -> (is_atom(Key) orelse is_item(Key)) andalso is_template(IfThere) andalso is_template(Otherwise);
is_item(Text) -> io_lib:printable_unicode_list(Text).
