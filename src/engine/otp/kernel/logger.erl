%% Subset of OTP's logger. Missing: reconfigure, the proxy's configuration, handlers other than those of this system.
%%
%% The configuration is the public table `logger`: primary, {handler, Id} and {module, Mod}. An event is filtered and handed
%% to the handlers in the process that logs.
-module(logger).

-export([emergency/1, emergency/2, emergency/3, alert/1, alert/2, alert/3, critical/1, critical/2, critical/3, error/1, error/2, error/3, warning/1, warning/2, warning/3, notice/1, notice/2, notice/3, info/1, info/2, info/3, debug/1, debug/2, debug/3]).
-export([log/2, log/3, log/4, allow/2, macro_log/3, macro_log/4, macro_log/5, compare_levels/2, timestamp/0,
         format_report/1, format_otp_report/1, internal_log/2,
         add_handler/3, remove_handler/1, add_handler_filter/3, remove_handler_filter/2, add_primary_filter/2,
         remove_primary_filter/1, set_primary_config/1, set_primary_config/2, update_primary_config/1, get_primary_config/0,
         set_handler_config/2, set_handler_config/3, update_handler_config/2, update_handler_config/3, get_handler_config/0,
         get_handler_config/1, get_handler_ids/0, update_formatter_config/2, update_formatter_config/3,
         set_module_level/2, unset_module_level/0, unset_module_level/1, get_module_level/0, get_module_level/1,
         set_application_level/2, unset_application_level/1, get_config/0, get_proxy_config/0,
         set_process_metadata/1, update_process_metadata/1, get_process_metadata/0, unset_process_metadata/0,
         default_primary/0]).

-define(IS_STRING(S), (is_list(S) orelse is_binary(S))).

emergency(A) -> at(emergency, A).
emergency(A, B) -> at(emergency, A, B).
emergency(A, B, C) -> log(emergency, A, B, C).

alert(A) -> at(alert, A).
alert(A, B) -> at(alert, A, B).
alert(A, B, C) -> log(alert, A, B, C).

critical(A) -> at(critical, A).
critical(A, B) -> at(critical, A, B).
critical(A, B, C) -> log(critical, A, B, C).

error(A) -> at(error, A).
error(A, B) -> at(error, A, B).
error(A, B, C) -> log(error, A, B, C).

warning(A) -> at(warning, A).
warning(A, B) -> at(warning, A, B).
warning(A, B, C) -> log(warning, A, B, C).

notice(A) -> at(notice, A).
notice(A, B) -> at(notice, A, B).
notice(A, B, C) -> log(notice, A, B, C).

info(A) -> at(info, A).
info(A, B) -> at(info, A, B).
info(A, B, C) -> log(info, A, B, C).

debug(A) -> at(debug, A).
debug(A, B) -> at(debug, A, B).
debug(A, B, C) -> log(debug, A, B, C).

at(Level, Report) -> log(Level, Report).

at(Level, Format, Args) when is_list(Args) -> log(Level, Format, Args);
at(Level, Report, Meta) -> log(Level, Report, Meta).

log(Level, StringOrReport) -> log_if_allowed(Level, message(StringOrReport), #{}).

log(Level, FormatOrFun, Args) when ?IS_STRING(FormatOrFun), is_list(Args); is_function(FormatOrFun), not is_map(Args) ->
    log_if_allowed(Level, message(FormatOrFun, Args), #{});
log(Level, StringOrReport, Meta) when is_map(Meta) ->
    log_if_allowed(Level, message(StringOrReport), Meta).

log(Level, FormatOrFun, Args, Meta) when is_map(Meta) -> log_if_allowed(Level, message(FormatOrFun, Args), Meta).

macro_log(Location, Level, StringOrReport) -> log_if_allowed(Level, message(StringOrReport), Location).

macro_log(Location, Level, StringOrReport, Meta) when is_map(Meta) ->
    log_if_allowed(Level, message(StringOrReport), maps:merge(Location, Meta));
macro_log(Location, Level, Format, Args) -> log_if_allowed(Level, message(Format, Args), Location).

macro_log(Location, Level, Format, Args, Meta) -> log_if_allowed(Level, message(Format, Args), maps:merge(Location, Meta)).

message(Text) when is_binary(Text) -> {string, Text};
message(Report) when is_map(Report) -> {report, Report};
message([{_, _} | _] = Report) -> {report, Report};
message(Text) when is_list(Text) -> {string, Text};
message(Other) -> {report, Other}.

message(Fun, Extra) when is_function(Fun, 1) ->
    try Fun(Extra) of
        {Format, Args} when is_list(Args) -> {Format, Args};
        ignore -> ignore;
        Other -> message(Other)
    catch
        C:R -> {"LAZY_FUN CRASH: ~tp; Reason: ~tp", [{Fun, Extra}, {C, R}]}
    end;
message(Format, Args) -> {Format, Args}.

allow(Level, Module) ->
    Limit = case lookup({module, Module}) of
                {ok, L} -> L;
                error ->
                    {ok, #{level := L}} = primary(),
                    L
            end,
    rank(Level) =< rank(Limit).

log_if_allowed(_Level, ignore, _Meta) ->
    ok;
log_if_allowed(Level, Msg, Meta) ->
    Module = case Meta of
                 #{mfa := {M, _, _}} -> M;
                 _ -> undefined
             end,
    case allow(Level, Module) of
        true -> internal_log(#{level => Level, msg => Msg, meta => Meta}, ok);
        false -> ok
    end.

%% Also the door for what the emulator reports: meta data that is already there stays.
internal_log(#{level := Level, msg := Msg, meta := Meta0}, _) ->
    {ok, #{metadata := Common} = Primary} = primary(),
    Base = #{pid => self(), gl => group_leader(), time => timestamp()},
    Meta = maps:merge(maps:merge(maps:merge(Base, Common), process_metadata()), Meta0),
    case filtered(#{level => Level, msg => Msg, meta => Meta}, Primary) of
        stop -> ok;
        Event -> lists:foreach(fun(Config) -> hand_over(Event, Config) end, handlers())
    end,
    ok.

hand_over(#{level := Level} = Event, #{level := Limit, module := Mod} = Config) ->
    case rank(Level) =< rank(Limit) of
        true ->
            case filtered(Event, Config) of
                stop -> ok;
                Kept -> Mod:log(Kept, Config)
            end;
        false ->
            ok
    end.

filtered(Event, #{filters := Filters, filter_default := Default}) -> filtered(Filters, Event, ignore, Default).

filtered([{_Id, {Fun, Arg}} | Rest], Event, Verdict, Default) ->
    try Fun(Event, Arg) of
        stop -> stop;
        ignore -> filtered(Rest, Event, Verdict, Default);
        #{level := _, msg := _, meta := _} = New -> filtered(Rest, New, log, Default);
        _ -> filtered(Rest, Event, Verdict, Default)
    catch
        _:_ -> filtered(Rest, Event, Verdict, Default)
    end;
filtered([], _Event, ignore, stop) -> stop;
filtered([], Event, _Verdict, _Default) -> Event.

rank(none) -> -1;
rank(emergency) -> 0;
rank(alert) -> 1;
rank(critical) -> 2;
rank(error) -> 3;
rank(warning) -> 4;
rank(notice) -> 5;
rank(info) -> 6;
rank(debug) -> 7;
rank(all) -> 10;
rank(_) -> bad.

compare_levels(A, B) ->
    case {rank(A), rank(B)} of
        {X, Y} when is_integer(X), is_integer(Y), X < Y -> gt;
        {X, X} when is_integer(X) -> eq;
        {X, Y} when is_integer(X), is_integer(Y) -> lt;
        _ -> erlang:error(badarg, [A, B])
    end.

timestamp() -> os:system_time(microsecond).

%%% Reports

format_otp_report(#{label := _, report := Report}) -> format_report(Report);
format_otp_report(Report) -> format_report(Report).

format_report(Report) when is_map(Report) -> format_report(maps:to_list(Report));
format_report(Report) when is_list(Report) ->
    case Report =/= [] andalso lists:all(fun(I) -> is_tuple(I) andalso tuple_size(I) =:= 2 end, Report) of
        true ->
            Lines = [value_line(K, V) || {K, V} <- Report],
            {lists:append(lists:join("\n", [F || {F, _} <- Lines])), lists:append([A || {_, A} <- Lines])};
        false ->
            case Report =/= [] andalso io_lib:printable_unicode_list(lists:flatten(Report)) of
                true -> {"~ts", [Report]};
                false -> {"~tp", [Report]}
            end
    end;
format_report(Report) -> {"~tp", [Report]}.

value_line(K, V) ->
    case is_text(V) of
        true -> {"    ~tp: ~ts", [K, V]};
        false -> {"    ~tp: ~tp", [K, V]}
    end.

is_text(V) -> V =/= [] andalso is_list(V) andalso io_lib:printable_unicode_list(V).

%%% Configuration

default_primary() -> #{level => notice, filter_default => log, filters => [], metadata => #{}}.

lookup(Key) ->
    try ets:lookup(logger, Key) of
        [{_, Value}] -> {ok, Value};
        [] -> error
    catch
        error:badarg -> error
    end.

primary() ->
    case lookup(primary) of
        {ok, _} = Found -> Found;
        error -> {ok, default_primary()}
    end.

handlers() ->
    try ets:tab2list(logger) of
        Rows -> [Config || {{handler, _}, Config} <- lists:sort(Rows)]
    catch
        error:badarg -> []
    end.

store(Key, Value) -> logger_server:store(Key, Value).

get_primary_config() ->
    {ok, Config} = primary(),
    Config.

set_primary_config(Key, Value) ->
    case valid(Key, Value) of
        ok -> store(primary, (get_primary_config())#{Key => Value});
        Error -> Error
    end.

set_primary_config(Config) when is_map(Config) -> checked(Config, fun() -> store(primary, maps:merge(default_primary(), Config)) end).

update_primary_config(Config) when is_map(Config) ->
    checked(Config, fun() -> store(primary, maps:merge(get_primary_config(), Config)) end).

checked(Config, Store) ->
    case [E || {K, V} <- maps:to_list(Config), (E = valid(K, V)) =/= ok] of
        [] -> Store();
        [Error | _] -> Error
    end.

valid(level, Level) ->
    case rank(Level) of
        bad -> {error, {invalid_level, Level}};
        _ -> ok
    end;
valid(filter_default, V) when V =:= log; V =:= stop -> ok;
valid(filter_default, V) -> {error, {invalid_filter_default, V}};
valid(filters, V) when is_list(V) -> ok;
valid(filters, V) -> {error, {invalid_filters, V}};
valid(formatter, {Mod, Config}) when is_atom(Mod), is_map(Config) -> ok;
valid(formatter, V) -> {error, {invalid_formatter, V}};
valid(_, _) -> ok.

get_handler_ids() -> [Id || #{id := Id} <- handlers()].

get_handler_config() -> handlers().

get_handler_config(Id) ->
    case lookup({handler, Id}) of
        {ok, Config} -> {ok, Config};
        error -> {error, {not_found, Id}}
    end.

add_handler(Id, Module, Config) when is_atom(Id), is_atom(Module), is_map(Config) ->
    Defaults = #{id => Id, module => Module, level => all, filters => [], filter_default => log,
                 formatter => {logger_formatter, #{}}},
    case lookup({handler, Id}) of
        {ok, _} -> {error, {already_exist, Id}};
        error ->
            checked(Config, fun() -> logger_server:add_handler(Id, Module, maps:merge(Defaults, Config)) end)
    end.

remove_handler(Id) ->
    case lookup({handler, Id}) of
        {ok, Config} -> logger_server:remove_handler(Id, Config);
        error -> {error, {not_found, Id}}
    end.

set_handler_config(Id, Key, Value) -> changed_handler(Id, #{Key => Value}).

set_handler_config(Id, Config) -> changed_handler(Id, Config).

update_handler_config(Id, Key, Value) -> changed_handler(Id, #{Key => Value}).

update_handler_config(Id, Config) -> changed_handler(Id, Config).

changed_handler(Id, New) ->
    case lookup({handler, Id}) of
        {ok, Config} -> checked(New, fun() -> store({handler, Id}, maps:merge(Config, New)) end);
        error -> {error, {not_found, Id}}
    end.

update_formatter_config(Id, Config) when is_map(Config) ->
    case get_handler_config(Id) of
        {ok, #{formatter := {Mod, Old}}} -> changed_handler(Id, #{formatter => {Mod, maps:merge(Old, Config)}});
        Error -> Error
    end.

update_formatter_config(Id, Key, Value) -> update_formatter_config(Id, #{Key => Value}).

add_primary_filter(Id, Filter) ->
    #{filters := Filters} = get_primary_config(),
    with_filter(Id, Filter, Filters, fun(New) -> set_primary_config(filters, New) end).

remove_primary_filter(Id) ->
    #{filters := Filters} = get_primary_config(),
    without_filter(Id, Filters, fun(New) -> set_primary_config(filters, New) end).

add_handler_filter(HandlerId, Id, Filter) ->
    case get_handler_config(HandlerId) of
        {ok, #{filters := Filters}} -> with_filter(Id, Filter, Filters, fun(New) -> set_handler_config(HandlerId, filters, New) end);
        Error -> Error
    end.

remove_handler_filter(HandlerId, Id) ->
    case get_handler_config(HandlerId) of
        {ok, #{filters := Filters}} -> without_filter(Id, Filters, fun(New) -> set_handler_config(HandlerId, filters, New) end);
        Error -> Error
    end.

with_filter(Id, {Fun, _} = Filter, Filters, Store) when is_function(Fun, 2) ->
    case lists:keymember(Id, 1, Filters) of
        true -> {error, {already_exist, Id}};
        false -> Store(Filters ++ [{Id, Filter}])
    end;
with_filter(_Id, Filter, _Filters, _Store) -> {error, {invalid_filter, Filter}}.

without_filter(Id, Filters, Store) ->
    case lists:keymember(Id, 1, Filters) of
        true -> Store(lists:keydelete(Id, 1, Filters));
        false -> {error, {not_found, Id}}
    end.

set_module_level(Modules, Level) when is_list(Modules) ->
    case valid(level, Level) of
        ok ->
            lists:foreach(fun(M) -> store({module, M}, Level) end, Modules),
            ok;
        Error -> Error
    end;
set_module_level(Module, Level) -> set_module_level([Module], Level).

unset_module_level(Modules) when is_list(Modules) ->
    lists:foreach(fun(M) -> logger_server:remove({module, M}) end, Modules),
    ok;
unset_module_level(Module) -> unset_module_level([Module]).

unset_module_level() -> unset_module_level([M || {M, _} <- get_module_level()]).

get_module_level() -> lists:sort([{M, L} || {{module, M}, L} <- ets:tab2list(logger)]).

get_module_level(Modules) when is_list(Modules) -> [ML || {M, _} = ML <- get_module_level(), lists:member(M, Modules)];
get_module_level(Module) -> get_module_level([Module]).

set_application_level(App, Level) ->
    case application:get_key(App, modules) of
        {ok, Modules} -> set_module_level(Modules, Level);
        undefined -> {error, {not_loaded, App}}
    end.

unset_application_level(App) ->
    case application:get_key(App, modules) of
        {ok, Modules} -> unset_module_level(Modules);
        undefined -> {error, {not_loaded, App}}
    end.

get_proxy_config() -> #{}.

get_config() ->
    #{primary => get_primary_config(), handlers => get_handler_config(), proxy => get_proxy_config(),
      module_levels => get_module_level()}.

%%% What a process says about itself

set_process_metadata(Meta) when is_map(Meta) ->
    _ = put('$logger_metadata$', Meta),
    ok;
set_process_metadata(Meta) -> erlang:error(badarg, [Meta]).

update_process_metadata(Meta) when is_map(Meta) -> set_process_metadata(maps:merge(process_metadata(), Meta));
update_process_metadata(Meta) -> erlang:error(badarg, [Meta]).

get_process_metadata() -> get('$logger_metadata$').

unset_process_metadata() ->
    _ = erase('$logger_metadata$'),
    ok.

process_metadata() ->
    case get('$logger_metadata$') of
        undefined -> #{};
        Meta -> Meta
    end.
