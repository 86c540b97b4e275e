%% The history of the shell's commands (OTP has this in shell itself).
%%
%% The shell's dictionary holds {{command, N}, Expressions} and {{result, N}, Value}.
-module(shell_history).

-export([expand/2, remember/5, command/1, list/3, bindings/3]).

%% {ok, Expressions} with e(N) and v(N) resolved, or {error, Text}. N is the number of the command.
expand(Es, N) ->
    try
        {ok, [expanded(E, N) || E <- Es]}
    catch
        throw:{no_command, Arg} -> {error, [erl_pp:expr(Arg), ": command not found"]}
    end.

%% Patterns, guards and the sizes of segments name no commands.
expanded({call, Anno, {atom, _, e}, [Arg]}, N) ->
    case numbered(Arg, N) of
        {undefined, _, _} -> throw({no_command, Arg});
        {[E], _, _} -> E;
        {Es, _, _} -> {block, Anno, Es}
    end;
expanded({call, Anno, {atom, VAnno, v}, [Arg]}, N) ->
    case numbered(Arg, N) of
        {undefined, _, _} -> throw({no_command, Arg});
        {_, undefined, _} -> throw({no_command, Arg});
        {_, _, C} -> {call, Anno, {atom, VAnno, v}, [{integer, VAnno, C}]}
    end;
expanded({match, Anno, P, E}, N) -> {match, Anno, P, expanded(E, N)};
expanded({clause, Anno, Heads, Guards, Body}, N) -> {clause, Anno, Heads, Guards, expanded(Body, N)};
expanded({generate, Anno, P, E}, N) -> {generate, Anno, P, expanded(E, N)};
expanded({b_generate, Anno, P, E}, N) -> {b_generate, Anno, P, expanded(E, N)};
expanded({bin_element, Anno, E, Size, Types}, N) -> {bin_element, Anno, expanded(E, N), Size, Types};
expanded(T, N) when is_tuple(T) -> list_to_tuple(expanded(tuple_to_list(T), N));
expanded([H | T], N) -> [expanded(H, N) | expanded(T, N)];
expanded(Other, _N) -> Other.

numbered(Arg, N) ->
    try erl_eval:expr(Arg, erl_eval:new_bindings()) of
        {value, C, _} when C < 0 -> command(N + C);
        {value, C, _} -> command(C)
    catch
        _:_ -> {undefined, undefined, undefined}
    end.

%% {Expressions, Value, N} of a command.
command(N) -> {get({command, N}), get({result, N}), N}.

%% Before and Now: how many {Commands, Results} were kept before this command, and are kept from now on.
remember(N, Es, V, {Commands0, Results0}, {Commands, Results}) ->
    put({command, N}, Es),
    put({result, N}, V),
    forget(command, N - Commands, N - Commands0),
    forget(result, N - Results, N - Results0).

%% No library calls here: a trace of them would show the shell after each command.
forget(Kind, C, DownTo) when C >= DownTo ->
    erase({Kind, C}),
    forget(Kind, C - 1, DownTo);
forget(_Kind, _C, _DownTo) ->
    ok.

%% Prints the commands and the values of a dictionary.
list(Dict, Print, Encoding) ->
    Entries = lists:sort([{N, Kind, What} || {{Kind, N}, What} <- Dict, Kind =:= command orelse Kind =:= result]),
    Numbers = [N || {N, command, _} <- Entries],
    lists:foreach(fun(Entry) -> list_entry(Entry, Numbers, Print, Encoding) end, Entries).

list_entry({N, command, Es}, _Numbers, _Print, Encoding) ->
    Head = io_lib:format("~w: ", [N]),
    io:requests([{put_chars, latin1, Head},
                 {format, "~ts\n", [erl_pp:exprs(Es, iolist_size(Head), [{encoding, Encoding}])]}]);
list_entry({N, result, V}, Numbers, Print, _Encoding) ->
    case lists:member(N, Numbers) of
        true -> io:requests([{put_chars, latin1, "-> "}, {put_chars, unicode, Print(V)}, nl]);
        false -> ok
    end.

%% Prints bindings; interpreted funs as they were written.
bindings(Bs, Print, Encoding) ->
    lists:foreach(fun({Name, Value}) -> list_binding(Name, Value, Print, Encoding) end, lists:sort(erl_eval:bindings(Bs))).

list_binding(Name, Value, Print, Encoding) ->
    case written(erl_eval:fun_data(Value)) of
        none ->
            Head = io_lib:format("~ts = ", [Name]),
            io:requests([{put_chars, unicode, Head}, {put_chars, unicode, Print(Value, string:length(Head) + 1)}, nl]);
        Fun ->
            Anno = erl_anno:new(0),
            io:fwrite("~ts\n", [erl_pp:expr({match, Anno, {var, Anno, Name}, Fun}, [{encoding, Encoding}])])
    end.

written({fun_data, _Bs, Clauses}) -> {'fun', erl_anno:new(0), {clauses, Clauses}};
written({named_fun_data, _Bs, Name, Clauses}) -> {named_fun, erl_anno:new(0), Name, Clauses};
written(false) -> none.
