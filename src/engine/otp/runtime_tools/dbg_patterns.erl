%% The match specifications that dbg has saved, in an ordered table of dbg's server: numbered ones, built-in ones by
%% name (x, c, cx), and the long names of those, whose value is the short name.
-module(dbg_patterns).

-export([new/0, find/1, save/1, list/0, forget/1, forget_all/0, check/1, write/1, read/1]).

%% Made by the server when it is first asked for.
-spec new() -> ets:tid().
new() ->
    Table = ets:new(dbg_tab, [ordered_set, public]),
    true = ets:insert(Table, [{x, [{'_', [], [{exception_trace}]}]},
                              {exception_trace, x},
                              {c, [{'_', [], [{message, {caller}}]}]},
                              {caller_trace, c},
                              {cx, [{'_', [], [{exception_trace}, {message, {caller}}]}]},
                              {caller_exception_trace, cx}]),
    Table.

table() ->
    {ok, Table} = dbg:server_request(get_table),
    Table.

%% A specification, or the name that a long name stands for.
-spec find(atom() | integer()) -> {ok, list() | atom()} | error.
find(Name) ->
    case ets:lookup(table(), Name) of
        [{_, Found}] -> {ok, Found};
        [] -> error
    end.

%% The name that a specification is saved under; the same one is saved once.
-spec save(list()) -> atom() | pos_integer().
save(Pattern) -> save(Pattern, table()).

save(Pattern, Table) ->
    case [Name || {Name, Saved} <- ets:tab2list(Table), Saved =:= Pattern] of
        [Name | _] ->
            Name;
        [] ->
            Name = 1 + lists:max([0 | [N || {N, _} <- ets:tab2list(Table), is_integer(N)]]),
            true = ets:insert(Table, {Name, Pattern}),
            Name
    end.

-spec list() -> ok.
list() ->
    lists:foreach(fun({Name, Pattern}) -> io:format("~p: ~tp~n", [Name, Pattern]) end, ets:tab2list(table())).

%% Built-in ones stay.
-spec forget(term()) -> ok.
forget(Name) when is_integer(Name) ->
    true = ets:delete(table(), Name),
    ok;
forget(_) ->
    ok.

-spec forget_all() -> ok.
forget_all() ->
    Table = table(),
    _ = [ets:delete(Table, Name) || {Name, _} <- ets:tab2list(Table), is_integer(Name)],
    ok.

%% ok, or {error, Errors} with what erlang:match_spec_test/3 says.
-spec check(list()) -> ok | {error, [{error | warning, string()}]}.
check([]) ->
    ok;
check(Pattern) ->
    case erlang:match_spec_test([], Pattern, trace) of
        {error, Errors} -> {error, Errors};
        _ -> ok
    end.

%% Built-in ones, too.
-spec write(file:name_all()) -> ok | {error, term()}.
write(File) ->
    case file:open(File, [write, {encoding, utf8}]) of
        {ok, Device} ->
            io:format(Device, "%% ~s\n", ["coding: utf-8"]),
            _ = [io:format(Device, "~tp.~n", [Pattern]) || {_, Pattern} <- ets:tab2list(table()), is_list(Pattern)],
            file:close(Device);
        {error, Reason} ->
            {error, Reason}
    end.

-spec read(file:name_all()) -> ok | {error, {read_error | file_format_error, term()}}.
read(File) ->
    Table = table(),
    case file:consult(File) of
        {ok, Patterns} ->
            case lists:all(fun is_good/1, Patterns) of
                true ->
                    lists:foreach(fun(Pattern) -> save(Pattern, Table) end, Patterns);
                false ->
                    {error, {file_format_error, bad_match_spec}}
            end;
        {error, Reason} ->
            {error, {read_error, Reason}}
    end.

is_good(Pattern) ->
    case catch erlang:match_spec_test([], Pattern, trace) of
        {ok, _, _, _} -> true;
        _ -> false
    end.
