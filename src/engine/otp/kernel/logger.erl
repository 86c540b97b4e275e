%% Subset of OTP's logger. Missing: the proxy behind its configuration, reconfigure with another configuration.
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
         add_default_metadata/1, filter_stacktrace/2, i/0, i/1, add_handlers/1, reconfigure/0, set_proxy_config/1,
         update_proxy_config/1, default_primary/0]).

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

log(Level, FormatOrFun, Args) when ?IS_STRING(FormatOrFun), is_list(Args); is_atom(FormatOrFun), is_list(Args); is_function(FormatOrFun), not is_map(Args) ->
    log_if_allowed(Level, message(FormatOrFun, Args), #{});
log(Level, StringOrReport, Meta) when is_map(Meta) ->
    log_if_allowed(Level, message(StringOrReport), Meta).

log(Level, FormatOrFun, Args, Meta) when is_map(Meta) -> log_if_allowed(Level, message(FormatOrFun, Args), Meta).

%% The macros have asked already whether the level is allowed.
macro_log(Location, Level, StringOrReport) -> log_allowed(Level, message(StringOrReport), Location).

macro_log(Location, Level, StringOrReport, Meta) when is_map(Meta) ->
    log_allowed(Level, message(StringOrReport), maps:merge(Location, Meta));
macro_log(Location, Level, Format, Args) -> log_allowed(Level, message(Format, Args), Location).

macro_log(Location, Level, Format, Args, Meta) -> log_allowed(Level, message(Format, Args), maps:merge(Location, Meta)).

log_allowed(_Level, ignore, _Meta) -> ok;
log_allowed(Level, Msg, Meta) -> internal_log(#{level => Level, msg => Msg, meta => Meta}, ok).

message(Text) when is_binary(Text) -> {string, Text};
message(Report) when is_map(Report) -> {report, Report};
message([{_, _} | _] = Report) -> {report, Report};
message(Text) when is_list(Text) -> {string, Text}.

message(Fun, Extra) when is_function(Fun, 1) ->
    try Fun(Extra) of
        {Format, Args} when is_list(Args) -> {format(Format), Args};
        ignore -> ignore;
        Other when is_binary(Other); is_list(Other); is_map(Other) -> message(Other);
        Other -> {"LAZY_FUN ERROR: ~tp; Returned: ~tp", [{Fun, Extra}, Other]}
    catch
        C:R -> {"LAZY_FUN CRASH: ~tp; Reason: ~tp", [{Fun, Extra}, {C, R}]}
    end;
message(Format, Args) -> {format(Format), Args}.

format(Format) when is_atom(Format) -> atom_to_list(Format);
format(Format) -> Format.

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
    case filtered(#{level => Level, msg => Msg, meta => Meta}, Primary, primary) of
        stop -> ok;
        Event -> lists:foreach(fun(Config) -> hand_over(Event, Config) end, handlers())
    end,
    ok.

%% What the logger itself has to say goes to the handlers at level debug, where there is time for it.
internal_report(Report) ->
    _ = (catch logger ! {log, debug, report, Report, add_default_metadata(#{internal_log_event => true})}),
    ok.

hand_over(#{level := Level} = Event, #{id := Id, level := Limit, module := Mod} = Config) ->
    case rank(Level) =< rank(Limit) of
        true ->
            case filtered(Event, Config, Id) of
                stop -> ok;
                Kept -> handle(Kept, Mod, Config)
            end;
        false ->
            ok
    end.

%% A handler that fails is taken out.
handle(Event, Mod, #{id := Id} = Config) ->
    try
        Mod:log(Event, Config)
    catch
        C:R:St ->
            case remove_handler(Id) of
                ok ->
                    io:format(user, "Logger - error: ~tp~n", [{removed_failing_handler, Id}]),
                    internal_report([{logger, removed_failing_handler}, {handler, {Id, Mod}}, {log_event, Event}, {config, Config},
                                     {reason, {C, R, filter_stacktrace(?MODULE, St)}}]);
                {error, _} ->
                    ok
            end
    end.

filtered(Event, #{filters := Filters, filter_default := Default}, Owner) -> filtered(Filters, Event, ignore, Default, Owner).

filtered([{Id, {Fun, Arg}} = Filter | Rest], Event, Verdict, Default, Owner) ->
    try Fun(Event, Arg) of
        stop -> stop;
        ignore -> filtered(Rest, Event, Verdict, Default, Owner);
        #{level := _, msg := _, meta := _} = New -> filtered(Rest, New, log, Default, Owner);
        Other ->
            failing_filter(Id, Filter, Owner, Event, {bad_return_value, Other}),
            filtered(Rest, Event, Verdict, Default, Owner)
    catch
        C:R:St ->
            failing_filter(Id, Filter, Owner, Event, {C, R, filter_stacktrace(?MODULE, St)}),
            filtered(Rest, Event, Verdict, Default, Owner)
    end;
filtered([], _Event, ignore, stop, _Owner) -> stop;
filtered([], Event, _Verdict, _Default, _Owner) -> Event.

%% So is a filter.
failing_filter(Id, Filter, Owner, Event, Reason) ->
    Removed = case Owner of
                  primary -> remove_primary_filter(Id);
                  _ -> remove_handler_filter(Owner, Id)
              end,
    case Removed of
        ok ->
            io:format(user, "Logger - error: ~tp~n", [{removed_failing_filter, Id}]),
            internal_report([{logger, removed_failing_filter}, {filter, Filter}, {owner, Owner}, {log_event, Event},
                             {reason, Reason}]);
        {error, _} ->
            ok
    end.

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
format_report([]) -> {"~tp", [[]]};
format_report(Report) when is_list(Report) ->
    case (catch lists:flatten(Report)) of
        [] -> {"~tp", [[]]};
        Flat -> format_list(Report, is_list(Flat) andalso io_lib:printable_unicode_list(Flat))
    end;
format_report(Report) -> {"~tp", [Report]}.

format_list(Report, true) -> {"~ts", [Report]};
format_list(Report, false) ->
    case catch [report_line(Item) || Item <- Report] of
        Lines when is_list(Lines) ->
            {lists:append(lists:join("\n", [F || {F, _} <- Lines])), lists:append([A || {_, A} <- Lines])};
        _ ->
            {"~tp", [Report]}
    end.

report_line({K, V}) -> value_line(K, V);
report_line(Item) -> {"    ~tp", [Item]}.

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
    case valid_primary(Key, Value) of
        ok -> store(primary, (get_primary_config())#{Key => Value});
        Error -> Error
    end.

set_primary_config(Config) -> primary_checked(Config, fun() -> store(primary, maps:merge(default_primary(), Config)) end).

update_primary_config(Config) ->
    primary_checked(Config, fun() -> store(primary, maps:merge(get_primary_config(), Config)) end).

checked(Config, _Store) when not is_map(Config) -> {error, {invalid_config, Config}};
checked(Config, Store) ->
    case [E || {K, V} <- maps:to_list(Config), (E = valid(K, V)) =/= ok] of
        [] -> Store();
        [Error | _] -> Error
    end.

valid_primary(Key, Value) when Key =:= level; Key =:= filter_default; Key =:= filters -> valid(Key, Value);
valid_primary(metadata, Value) when is_map(Value) -> ok;
valid_primary(metadata, Value) -> {error, {invalid_primary_metadata, Value}};
valid_primary(Key, Value) -> {error, {invalid_primary_config, {Key, Value}}}.

primary_checked(Config, _Store) when not is_map(Config) -> {error, {invalid_config, Config}};
primary_checked(Config, Store) ->
    case [E || {K, V} <- maps:to_list(Config), (E = valid_primary(K, V)) =/= ok] of
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
valid(filters, V) when is_list(V) ->
    case [Filter || Filter <- V, not is_filter(Filter)] of
        [] -> ok;
        [Wrong | _] -> {error, {invalid_filter, Wrong}}
    end;
valid(filters, V) -> {error, {invalid_filters, V}};
valid(formatter, {Mod, _}) when not is_atom(Mod) -> {error, {invalid_module, Mod}};
valid(formatter, {Mod, Config}) ->
    _ = code:ensure_loaded(Mod),
    case erlang:function_exported(Mod, check_config, 1) of
        true ->
            try Mod:check_config(Config) of
                ok -> ok;
                {error, {Tag, Mod, _} = Error} when Tag =:= invalid_formatter_config; Tag =:= invalid_formatter_template ->
                    {error, Error};
                {error, Error} ->
                    {error, Error}
            catch
                C:R:Stack -> {error, {callback_crashed, {C, R, filter_stacktrace(?MODULE, Stack)}}}
            end;
        false ->
            ok
    end;
valid(formatter, V) -> {error, {invalid_formatter, V}};
valid(_, _) -> ok.

is_filter({Id, {Fun, _}}) -> is_atom(Id) andalso is_function(Fun, 2);
is_filter(_) -> false.

get_handler_ids() -> [Id || #{id := Id} <- handlers()].

get_handler_config() -> handlers().

get_handler_config(Id) ->
    case lookup({handler, Id}) of
        {ok, Config} -> {ok, Config};
        error -> {error, {not_found, Id}}
    end.

add_handler(Id, _Module, _Config) when not is_atom(Id) -> {error, {invalid_id, Id}};
add_handler(_Id, Module, _Config) when not is_atom(Module) -> {error, {invalid_module, Module}};
add_handler(_Id, _Module, Config) when not is_map(Config) -> {error, {invalid_config, Config}};
add_handler(Id, Module, Config) ->
    Defaults = #{id => Id, module => Module, level => all, filters => [], filter_default => log,
                 formatter => {logger_formatter, #{}}},
    case lookup({handler, Id}) of
        {ok, _} -> {error, {already_exist, Id}};
        error ->
            checked(Config, fun() ->
                                _ = code:ensure_loaded(Module),
                                case erlang:function_exported(Module, log, 2) of
                                    true -> logger_server:add_handler(Id, Module, maps:merge(Defaults, Config));
                                    false -> {error, {invalid_handler, {function_not_exported, {Module, log, 2}}}}
                                end
                            end)
    end.

remove_handler(Id) ->
    case lookup({handler, Id}) of
        {ok, Config} -> logger_server:remove_handler(Id, Config);
        error -> {error, {not_found, Id}}
    end.

set_handler_config(Id, Key, Value) -> changed_handler(set, Id, #{Key => Value}, fun maps:merge/2).

set_handler_config(Id, Config) ->
    changed_handler(set, Id, Config,
                    fun(Old, New) ->
                        Defaults = #{level => all, filters => [], filter_default => log, formatter => {logger_formatter, #{}}},
                        maps:merge(maps:merge(Defaults, maps:with([id, module], Old)), New)
                    end).

update_handler_config(Id, Key, Value) -> changed_handler(update, Id, #{Key => Value}, fun maps:merge/2).

update_handler_config(Id, Config) -> changed_handler(update, Id, Config, fun maps:merge/2).

%% The identity of a handler stays; a handler module may have its word on the rest.
changed_handler(SetOrUpdate, Id, Given, Merge) ->
    case lookup({handler, Id}) of
        {ok, #{module := Mod} = Old} ->
            checked(Given,
                    fun() ->
                        New = Merge(Old, Given),
                        case maps:with([id, module], New) =:= maps:with([id, module], Old) of
                            true ->
                                case changing(SetOrUpdate, Mod, Old, New) of
                                    {ok, Final} -> store({handler, Id}, Final);
                                    {error, _} = Error -> Error
                                end;
                            false ->
                                Differing = [K || K <- [id, module], maps:get(K, New) =/= maps:get(K, Old)],
                                {error, {illegal_config_change, maps:with(Differing, Old), maps:with(Differing, New)}}
                        end
                    end);
        error -> {error, {not_found, Id}}
    end.

changing(SetOrUpdate, Mod, Old, New) ->
    case {erlang:function_exported(Mod, changing_config, 3), erlang:function_exported(Mod, changing_config, 2)} of
        {true, _} -> Mod:changing_config(SetOrUpdate, Old, New);
        {false, true} -> Mod:changing_config(Old, New);
        {false, false} -> {ok, New}
    end.

update_formatter_config(Id, Config) when is_map(Config) ->
    case get_handler_config(Id) of
        {ok, #{formatter := {Mod, Old}}} -> update_handler_config(Id, formatter, {Mod, maps:merge(Old, Config)});
        Error -> Error
    end;
update_formatter_config(_Id, Config) -> {error, {invalid_formatter_config, Config}}.

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
with_filter(Id, Filter, _Filters, _Store) -> {error, {invalid_filter, {Id, Filter}}}.

without_filter(Id, Filters, Store) ->
    case lists:keymember(Id, 1, Filters) of
        true -> Store(lists:keydelete(Id, 1, Filters));
        false -> {error, {not_found, Id}}
    end.

set_module_level(Modules, Level) when is_list(Modules) ->
    case valid(level, Level) of
        ok -> with_modules(Modules, fun(M) -> store({module, M}, Level) end);
        Error -> Error
    end;
set_module_level(Module, Level) when is_atom(Module) -> set_module_level([Module], Level);
set_module_level(Other, _Level) -> {error, {not_a_list_of_modules, Other}}.

unset_module_level(Modules) when is_list(Modules) -> with_modules(Modules, fun(M) -> logger_server:remove({module, M}) end);
unset_module_level(Module) when is_atom(Module) -> unset_module_level([Module]);
unset_module_level(Other) -> {error, {not_a_list_of_modules, Other}}.

with_modules(Modules, Do) ->
    case lists:all(fun erlang:is_atom/1, Modules) of
        true -> lists:foreach(Do, Modules);
        false -> {error, {not_a_list_of_modules, Modules}}
    end.

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

%% DIFFERS: events of other nodes are not passed on by a proxy, so only the configuration is kept.
get_proxy_config() ->
    case lookup(proxy) of
        {ok, Config} -> Config;
        error -> default_proxy()
    end.

set_proxy_config(Config) when is_map(Config) -> store(proxy, maps:merge(default_proxy(), Config));
set_proxy_config(Config) -> {error, {invalid_config, Config}}.

update_proxy_config(Config) when is_map(Config) -> store(proxy, maps:merge(get_proxy_config(), Config));
update_proxy_config(Config) -> {error, {invalid_config, Config}}.

default_proxy() ->
    #{burst_limit_enable => false, burst_limit_max_count => 500, burst_limit_window_time => 1000, drop_mode_qlen => 1000,
      flush_qlen => 5000, overload_kill_enable => false, overload_kill_mem_size => 3000000, overload_kill_qlen => 20000,
      overload_kill_restart_after => 5000, sync_mode_qlen => 500}.

%% The handlers that an application's environment lists.
add_handlers(App) when is_atom(App) -> add_handlers(application:get_env(App, logger, []));
add_handlers(List) when is_list(List) ->
    Results = [add_handler(Id, Mod, Config) || {handler, Id, Mod, Config} <- List],
    case [E || E <- Results, E =/= ok] of
        [] -> ok;
        [Error | _] -> Error
    end.

reconfigure() -> ok.

add_default_metadata(#{meta := Meta} = Event) -> Event#{meta := add_default_metadata(Meta)};
add_default_metadata(Meta) ->
    maps:merge(#{pid => self(), gl => group_leader(), time => timestamp()}, Meta).

%% A stack without the frames of a module and what lies below it.
filter_stacktrace(Module, [{Module, _, _, _} | _]) -> [];
filter_stacktrace(Module, [Frame | Rest]) -> [Frame | filter_stacktrace(Module, Rest)];
filter_stacktrace(_Module, []) -> [].

%% The configuration, on the terminal.

i() ->
    i(primary),
    i(handlers),
    i(proxy),
    i(modules).

i(primary) ->
    #{level := Level, filters := Filters, filter_default := Default} = get_primary_config(),
    io:format("Primary configuration: ~n    Level: ~p~n    Filter Default: ~p~n    Filters: ~n~ts",
              [Level, Default, shown_filters("        ", Filters)]);
i(handlers) ->
    io:format("Handler configuration: ~n"),
    lists:foreach(fun show_handler/1, get_handler_config());
i(proxy) ->
    io:format("Proxy configuration: ~n~ts", [shown_pairs("    ", maps:to_list(get_proxy_config()))]);
i(modules) ->
    io:format("Level set per module: ~n~ts",
              [case get_module_level() of
                   [] -> "    (none)\n";
                   Levels -> [io_lib:format("    Module: ~p~n        Level: ~p~n", [M, L]) || {M, L} <- Levels]
               end]);
i(HandlerId) ->
    case get_handler_config(HandlerId) of
        {ok, Config} -> show_handler(Config);
        Error -> Error
    end.

show_handler(#{id := Id, module := Mod, level := Level, formatter := {FormatMod, FormatConfig}, filters := Filters,
               filter_default := Default} = Config) ->
    Own = case maps:get(config, Config, #{}) of
              Map when is_map(Map) -> maps:to_list(Map);
              Other -> [{config, Other}]
          end,
    io:format("    Id: ~p~n        Module: ~p~n        Level: ~p~n        Formatter:~n            Module: ~p~n"
              "            Config:~n~ts        Filter Default: ~p~n        Filters:~n~ts        Handler Config:~n~ts",
              [Id, Mod, Level, FormatMod, shown_pairs("                ", maps:to_list(FormatConfig)), Default,
               shown_filters("            ", Filters), shown_pairs("            ", Own)]).

shown_filters(Indent, []) -> Indent ++ "(none)\n";
shown_filters(Indent, Filters) ->
    [io_lib:format("~sId: ~p~n~s    Fun: ~p~n~s    Arg: ~p~n", [Indent, Id, Indent, Fun, Indent, Arg]) || {Id, {Fun, Arg}} <- Filters].

shown_pairs(Indent, Pairs) -> [io_lib:format("~s~p: ~p~n", [Indent, K, V]) || {K, V} <- Pairs].

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
