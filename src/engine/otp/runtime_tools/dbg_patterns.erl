%% The match specifications that dbg has saved: a map from a number, or a name of
%% a built-in one, to the specification; other names map to such a name.
-module(dbg_patterns).

-export([new/0, find/2, save/2, forget/2, check/1, write/2, read/1]).

new() ->
    #{x => [{'_', [], [{exception_trace}]}],
      exception_trace => x,
      c => [{'_', [], [{message, {caller}}]}],
      caller_trace => c,
      cx => [{'_', [], [{exception_trace}, {message, {caller}}]}],
      caller_exception_trace => cx}.

%% {ok, Name, Specification} with the name that it is saved under, or error.
find(Name, Patterns) ->
    case Patterns of
        #{Name := Alias} when is_atom(Alias) -> {ok, Alias, maps:get(Alias, Patterns)};
        #{Name := Pattern} -> {ok, Name, Pattern};
        _ -> error
    end.

%% The same specification is saved once.
save(Pattern, Patterns) ->
    case lists:sort([Name || {Name, Saved} <- maps:to_list(Patterns), Saved =:= Pattern]) of
        [Name | _] ->
            {Name, Patterns};
        [] ->
            Name = 1 + lists:max([0 | [N || N <- maps:keys(Patterns), is_integer(N)]]),
            {Name, Patterns#{Name => Pattern}}
    end.

%% The built-in ones stay.
forget(all, Patterns) ->
    maps:filter(fun(Name, _) -> is_atom(Name) end, Patterns);
forget(Name, Patterns) when is_integer(Name) ->
    maps:remove(Name, Patterns);
forget(_, Patterns) ->
    Patterns.

%% ok, or {error, Errors} with what erlang:match_spec_test/3 says.
check([]) ->
    ok;
check(Pattern) ->
    case catch erlang:match_spec_test([], Pattern, trace) of
        {error, Errors} -> {error, Errors};
        _ -> ok
    end.

write(File, Patterns) ->
    case file:open(File, [write]) of
        {ok, Device} ->
            [io:format(Device, "~w.~n", [Pattern]) || {N, Pattern} <- Patterns, is_integer(N)],
            file:close(Device);
        {error, Reason} ->
            {error, Reason}
    end.

read(File) ->
    case file:consult(File) of
        {ok, Patterns} ->
            case [Errors || {error, Errors} <- [check(Pattern) || Pattern <- Patterns]] of
                [] -> {ok, Patterns};
                [Errors | _] -> {error, Errors}
            end;
        {error, Reason} ->
            {error, {read_error, Reason}}
    end.
