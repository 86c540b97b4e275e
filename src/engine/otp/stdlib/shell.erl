%% Subset of OTP's shell. Missing: nothing of its interface; commands of the history and of records lie in shell_history,
%% shell_records and shell_record_files.
%%
%% Two processes: the shell reads, expands history and prints errors; its evaluator evaluates and prints values, and is
%% replaced when an expression fails. Commands and results of the session are in the shell's dictionary under
%% {command, N} and {result, N}; the dictionary of the evaluator comes back with each value, for its successor. Record
%% definitions are in a public table that both use.
%% The -file attributes and blank lines keep the line numbers that a stack of the real module shows.
-module(shell).

-export([start/0, start/1, start/2, server/1, server/2, history/1, results/1, catch_exception/1, prompt_func/1, strings/1,
         whereis_evaluator/0, whereis_evaluator/1, start_restricted/1, stop_restricted/0, local_allowed/3,
         non_local_allowed/3]).

-define(KEPT, 20).
-define(DEPTH, 30).
-define(LINE_CHARS, 60).

start() -> start(false, false).

start(init) -> start(false, true);
start(NoCtrlG) -> start(NoCtrlG, false).

start(NoCtrlG, StartSync) ->
    _ = code:ensure_loaded(user_default),
    spawn(fun() -> server(NoCtrlG, StartSync) end).

whereis_evaluator() ->
    case [Group || Driver <- [whereis(user_drv)], is_pid(Driver), {current_group, Group} <- user_drv:interfaces(Driver)] of
        [Group] ->
            case group:interfaces(Group) of
                [{shell, Shell} | _] when is_pid(Shell) -> whereis_evaluator(Shell);
                _ -> undefined
            end;
        [] ->
            undefined
    end.

whereis_evaluator(Shell) ->
    case process_info(Shell, dictionary) of
        {dictionary, Dict} -> proplists:get_value(evaluator, Dict, undefined);
        undefined -> undefined
    end.

%%% Settings

history(N) when is_integer(N), N >= 0 -> set(shell_history_length, N, ?KEPT).

results(N) when is_integer(N), N >= 0 -> set(shell_saved_results, N, ?KEPT).

catch_exception(Bool) -> set(shell_catch_exception, Bool, false).

strings(Bool) -> set(shell_strings, Bool, true).

prompt_func(Func) -> set(shell_prompt_func, Func, default).

set(Key, New, Default) ->
    Old = setting(Key, Default),
    application:set_env(stdlib, Key, New),
    Old.

setting(Key, Default) -> application:get_env(stdlib, Key, Default).

%% What is kept of commands and of results.
kept() ->
    [History, Results] = [case setting(Key, ?KEPT) of
                              N when is_integer(N), N >= 0 -> N;
                              _ -> ?KEPT
                          end || Key <- [shell_history_length, shell_saved_results]],
    {History, min(Results, History)}.

%%% Restricted shells: a callback module says which calls may be made

start_restricted(Module) when is_atom(Module) ->
    case code:ensure_loaded(Module) of
        {module, Module} ->
            application:set_env(stdlib, restricted_shell, Module),
            exit(restricted_shell_started);
        {error, What} = Error ->
            error_logger:error_report(lists:flatten(io_lib:format("Restricted shell module ~w not found: ~tp\n", [Module, What]))),
            Error
    end.

stop_restricted() ->
    application:unset_env(stdlib, restricted_shell),
    exit(restricted_shell_stopped).

%% This module is the callback when the wanted one is not there.
local_allowed(q, [], State) -> {true, State};
local_allowed(_F, _As, State) -> {false, State}.

non_local_allowed({init, stop}, [], State) -> {true, State};
non_local_allowed(_MF, _As, State) -> {false, State}.

%%% The shell process

server(NoCtrlG, StartSync) ->
    put(no_control_g, NoCtrlG),
    server(StartSync).

server(StartSync) ->
    StartSync =:= false orelse init:wait_until_started(),
    RT = ets:new(shell_records, [public, ordered_set]),
    Bs = erl_eval:new_bindings(),
    _ = shell_record_files:initial(Bs, RT),
    process_flag(trap_exit, true),
    Missing = restricting_module(),
    Advice = case erase(no_control_g) of
                 true -> "";
                 _ -> "  (abort with ^G)"
             end,
    io:fwrite("Eshell V~s~s\n", [erlang:system_info(version), Advice]),
    warn_restricted(Missing),
    server_loop(1, start_eval(Bs, RT, []), Bs, RT, []).

restricting_module() ->
    case application:get_env(stdlib, restricted_shell) of
        undefined -> none;
        {ok, Module} when is_atom(Module) ->
            io:fwrite("Restricted ", []),
            case code:ensure_loaded(Module) of
                {module, Module} -> none;
                {error, What} -> {Module, What}
            end;
        {ok, Term} -> {Term, not_an_atom}
    end.

warn_restricted(none) -> ok;
warn_restricted({Module, What}) ->
    io:fwrite("Warning! Restricted shell module ~w not found: ~tp.\n"
              "Only the commands q() and init:stop() will be allowed!\n", [Module, What]),
    application:set_env(stdlib, restricted_shell, ?MODULE).

server_loop(N, Eval0, Bs0, RT, Ds0) ->
    Kept = kept(),
    {Eval1, Bs1, Ds1, Prompt} = prompt(N, Eval0, Bs0, RT, Ds0),
    {Read, Eval2} = get_command(Prompt, Eval1, Bs1, RT, Ds1),
    case Read of
        {ok, Es0} ->
            case shell_history:expand(Es0, N) of
                {ok, Es} ->
                    {V, Eval, Bs, Ds} = shell_cmd(Es, Eval2, Bs1, RT, Ds1, cmd),
                    shell_history:remember(N, Es, V, Kept, kept()),
                    server_loop(N + 1, Eval, Bs, RT, Ds);
                {error, Text} ->
                    benign("~ts", [Text]),
                    server_loop(N, Eval2, Bs1, RT, Ds1)
            end;
        {error, {Location, Mod, What}} ->
            diagnostic(Location, Mod, What),
            server_loop(N, Eval2, Bs1, RT, Ds1);
        {error, interrupted} ->
            exit(Eval2, kill),
            {_, Eval, _, _} = shell_rep(Eval2, Bs1, RT, Ds1),
            server_loop(N, Eval, Bs1, RT, Ds1);
        {error, tokens} ->
            benign("~w: Invalid tokens.", [N]),
            server_loop(N, Eval2, Bs1, RT, Ds1);
        {error, _} ->
            exit(Eval2, kill),
            terminated;
        eof ->
            io:fwrite("*** Terminating erlang (~w)\n", [node()]),
            halt()
    end.

benign(Format, Args) -> io:fwrite("* " ++ Format ++ "\n", Args).

diagnostic(Location, Mod, What) ->
    benign("~ts: ~ts", [location_text(Location), Mod:format_error(What)]).

location_text({Line, Column}) -> io_lib:format("~w:~w", [Line, Column]);
location_text(Line) -> io_lib:format("~w", [Line]).

prompt(N, Eval0, Bs0, RT, Ds0) ->
    case setting(shell_prompt_func, default) of
        default ->
            {Eval0, Bs0, Ds0, default_prompt(N)};
        {M, F} when is_atom(M), is_atom(F) ->
            [Call] = parsed(io_lib:format("~tw:~tw([{history, ~w}]).", [M, F, N])),
            case shell_cmd([Call], Eval0, Bs0, RT, Ds0, prompt) of
                {{prompt, Prompt}, Eval, Bs, Ds} -> {Eval, Bs, Ds, Prompt};
                {_, Eval, Bs, Ds} -> {Eval, Bs, Ds, bad_prompt({M, F}, N)}
            end;
        Other ->
            {Eval0, Bs0, Ds0, bad_prompt(Other, N)}
    end.

parsed(Text) ->
    {ok, Tokens, _} = erl_scan:string(lists:flatten(Text)),
    {ok, Es} = erl_parse:parse_exprs(Tokens),
    Es.

bad_prompt(Func, N) ->
    benign("Bad prompt function: ~tp", [Func]),
    default_prompt(N).

default_prompt(N) ->
    case is_alive() of
        true -> io_lib:format("(~s)~w> ", [node(), N]);
        false -> io_lib:format("~w> ", [N])
    end.

%% A process reads, so that the death of the evaluator can be told meanwhile.
get_command(Prompt, Eval, Bs, RT, Ds) ->
    Reader = spawn_link(fun() -> exit(read_expressions(Prompt)) end),
    get_command1(Reader, Eval, Bs, RT, Ds).

get_command1(Reader, Eval, Bs, RT, Ds) ->
    receive
        {'EXIT', Reader, Result} ->
            {Result, Eval};
        {'EXIT', Eval, {_Reason, _Stack} = Both} ->
            report_exception(error, Both, RT),
            get_command1(Reader, start_eval(Bs, RT, Ds), Bs, RT, Ds);
        {'EXIT', Eval, Reason} ->
            report_exception(error, {Reason, []}, RT),
            get_command1(Reader, start_eval(Bs, RT, Ds), Bs, RT, Ds)
    end.

read_expressions(Prompt) ->
    case io:scan_erl_exprs(group_leader(), Prompt, {1, 1}, []) of
        {ok, Tokens, _End} ->
            case erl_eval:extended_parse_exprs(Tokens) of
                {ok, Es} -> {ok, [plain(E) || E <- Es]};
                {error, _} = Error -> Error
            end;
        {eof, _End} -> eof;
        {error, ErrorInfo, _End} -> {error, ErrorInfo};
        Other -> Other
    end.

%% Positions only: the text kept by the scanner is of no use later.
plain(Form) ->
    erl_parse:map_anno(fun(Anno) -> erl_anno:new(erl_anno:location(Anno)) end, Form).

%%% One command: {Value, Evaluator, Bindings, Dictionary}

shell_cmd(Es, Eval, Bs, RT, Ds, Kind) ->
    %% An interrupt that came while the prompt waited had nothing to end.
    receive {'EXIT', _, interrupt} -> ok after 0 -> ok end,
    Eval ! {shell_cmd, self(), {eval, Es}, Kind},
    shell_rep(Eval, Bs, RT, Ds).

shell_rep(Eval, Bs0, RT, Ds0) ->
    receive
        {shell_rep, Eval, {value, V, Bs, Ds}} ->
            {V, Eval, Bs, Ds};
        {shell_rep, Eval, {command_error, {Location, M, Error}}} ->
            diagnostic(Location, M, Error),
            {{'EXIT', Error}, Eval, Bs0, Ds0};
        {shell_req, Eval, {get_cmd, N}} ->
            Eval ! {shell_rep, self(), shell_history:command(N)},
            shell_rep(Eval, Bs0, RT, Ds0);
        {shell_req, Eval, get_cmd} ->
            Eval ! {shell_rep, self(), get()},
            shell_rep(Eval, Bs0, RT, Ds0);
        {shell_req, Eval, exit} ->
            Eval ! {shell_rep, self(), exit},
            exit(normal);
        {shell_req, Eval, {update_dict, Ds}} ->
            Eval ! {shell_rep, self(), ok},
            shell_rep(Eval, Bs0, RT, Ds);
        {ev_exit, {Eval, Class, Both}} ->
            %% a process that it took down with it may have been faster
            receive {'EXIT', Eval, _} -> ok end,
            report_exception(Class, Both, RT),
            {{'EXIT', signalled(Class, Both)}, start_eval(Bs0, RT, Ds0), Bs0, Ds0};
        {ev_caught, {Eval, Class, Both}} ->
            report_exception(Class, "* ", Both, RT),
            {{'EXIT', signalled(Class, Both)}, Eval, Bs0, Ds0};
        {'EXIT', _Other, interrupt} ->
            exit(Eval, kill),
            shell_rep(Eval, Bs0, RT, Ds0);
        {'EXIT', Eval, {Reason, Stack}} ->
            report_exception(exit, {Reason, Stack}, RT),
            {{'EXIT', Reason}, start_eval(Bs0, RT, Ds0), Bs0, Ds0};
        {'EXIT', Eval, Reason} ->
            report_exception(exit, {Reason, []}, RT),
            {{'EXIT', Reason}, start_eval(Bs0, RT, Ds0), Bs0, Ds0};
        {'EXIT', _Other, Reason} ->
            exit(Eval, Reason),
            exit(Reason);
        _Other ->
            shell_rep(Eval, Bs0, RT, Ds0)
    end.

%% What those who are linked to a failed evaluator are told, and what the history keeps.
signalled(throw, {Term, Stack}) -> {{nocatch, Term}, Stack};
signalled(_Class, Both) -> Both.

report_exception(Class, Both, RT) -> report_exception(Class, "** ", Both, RT).

report_exception(Class, Stars, {Reason, Stack}, RT) ->
    %% the shell's own frames, wherever they lie
    Cut = fun(M, _F, _A) -> lists:member(M, [erl_eval, ?MODULE, shell_history, shell_records, shell_record_files]) end,
    Print = fun(Term, Column) -> printed(Term, Column, RT) end,
    Text = erl_error:format_exception(length(Stars) + 1, Class, Reason, Stack, Cut, Print, encoding()),
    io:requests([{put_chars, latin1, Stars}, {put_chars, unicode, Text}, nl]).

%%% The evaluator process

start_eval(Bs, RT, Ds) ->
    Shell = self(),
    pid_to_list(Shell) =:= "<0.79.0>" andalso get(evaluator) =:= undefined andalso init:leave_numbers(82),
    Eval = spawn_link(fun() -> evaluator(Shell, Bs, RT, Ds) end),
    put(evaluator, Eval),
    Eval.

evaluator(Shell, Bs, RT, Ds) ->
    _ = [put(K, V) || {K, V} <- Ds],
    case application:get_env(stdlib, restricted_shell) of
        undefined ->
            eval_loop(Shell, Bs, RT);
        {ok, Module} ->
            get(restricted_shell_state) =:= undefined andalso put(restricted_shell_state, []),
            put(restricted_expr_state, []),
            restricted_eval_loop(Shell, Bs, RT, Module)
    end.

-file("shell.erl", 626).
eval_loop(Shell, Bs0, RT) ->
    receive
        {shell_cmd, Shell, {eval, Es}, Kind} ->
            Ef = {value, fun(MForFun, As) -> apply_fun(MForFun, As, Shell) end},
            Lf = local_handler(Shell, RT, Ef),
            Bs = eval_exprs(Es, Shell, Bs0, RT, Lf, Ef, Kind),
            eval_loop(Shell, Bs, RT)
    end.

-file("shell.erl", 636).
restricted_eval_loop(Shell, Bs0, RT, Module) ->
    receive
        {shell_cmd, Shell, {eval, Es}, Kind} ->
            {Local, Remote} = restricting_handlers(Module, Shell, RT),
            put(restricted_expr_state, []),

            Bs = eval_exprs(Es, Shell, Bs0, RT, {eval, Local}, {value, Remote}, Kind),
            restricted_eval_loop(Shell, Bs, RT, Module)
    end.

-file("shell.erl", 644).
eval_exprs(Es, Shell, Bs0, RT, Lf, Ef, Kind) ->
    try
        {R, Bs2} = exprs(Es, Bs0, RT, Lf, Ef, Bs0, Kind),
        Shell ! {shell_rep, self(), R},
        Bs2
    catch
        exit:normal ->
            exit(normal);
        Class:Reason:Stack ->
            Failure = {self(), Class, {Reason, Stack}},
            case is_caught(Class, Reason) of
                true ->
                    Shell ! {ev_caught, Failure},
                    Bs0;
                false ->
                    %% the shell speaks of the failure, not the emulator's log
                    {links, Links} = process_info(self(), links),
                    Shell ! {ev_exit, Failure},
                    _ = [exit(P, signalled(Class, {Reason, Stack})) || P <- Links, P =/= Shell],
                    exit(normal)
            end
    end.

is_caught(exit, restricted_shell_stopped) -> false;
is_caught(exit, restricted_shell_started) -> false;
is_caught(_Class, _Reason) -> setting(shell_catch_exception, false) =:= true.

-file("shell.erl", 682).
exprs([E0 | Es], Bs1, RT, Lf, Ef, Bs0, Kind) ->
    Defs = shell_records:used(E0, RT),
    case erl_eval:check_command([checkable(E0)], shell_records:with_records(Defs, Bs1)) of
        {error, Diagnostic} ->
            {{command_error, Diagnostic}, Bs0};
        ok ->
            E = shell_records:expanded(E0, Defs),
            {value, V, Bs} =
                erl_eval:expr(E, Bs1, Lf, Ef),
            if
                Es =/= [] -> exprs(Es, Bs, RT, Lf, Ef, Bs0, Kind);
                Kind =:= prompt -> {{value, {prompt, V}, Bs, get()}, Bs};
                true ->
                    io:requests([{put_chars, unicode, printed(V, 1, RT)}, nl]),
                    case kept() of
                        {_, 0} -> {{value, ignored, Bs, get()}, Bs};
                        _ -> {{value, V, Bs, get()}, Bs}
                    end
            end
    end.

%% f(X) is no use of X.
checkable({call, Anno, {atom, _, f}, [{var, _, _}]}) -> {atom, Anno, ok};
checkable(T) when is_tuple(T) -> list_to_tuple(checkable(tuple_to_list(T)));
checkable([H | T]) -> [checkable(H) | checkable(T)];
checkable(Other) -> Other.

printed(V, Column, RT) -> printed(V, Column, ?DEPTH, RT).

printed(V, Column, Depth, RT) ->
    io_lib_pretty:print(V, [{column, Column}, {line_length, columns()}, {depth, Depth}, {line_max_chars, ?LINE_CHARS},
                            {strings, setting(shell_strings, true) =/= false},
                            {record_print_fun, shell_records:printer(RT)}, {encoding, encoding()}]).

columns() ->
    case io:columns() of
        {ok, N} -> N;
        _ -> 80
    end.

encoding() ->
    case lists:keyfind(encoding, 1, io:getopts()) of
        {encoding, E} -> E;
        _ -> latin1
    end.

%%% Calls in a restricted shell

restricting_handlers(Module, Shell, RT) ->
    {fun(F, As, Bs) -> restricted_local(F, As, Bs, Module, Shell, RT) end,
     fun(MF, As) -> restricted_remote(MF, As, Module, Shell) end}.

restricted_local(F, As, Bs0, Module, Shell, RT) ->
    {Local, Remote} = restricting_handlers(Module, Shell, RT),
    case is_free(F, length(As)) of
        true ->
            local_func(F, As, Bs0, Shell, RT, {eval, Local}, {value, Remote});
        false ->
            {Args, Bs} = erl_eval:expr_list(As, Bs0, {eval, Local}, {value, Remote}),
            case asked(Module, local_allowed, F, Args) of
                false ->
                    shell_req(Shell, {update_dict, get()}),
                    exit({restricted_shell_disallowed, {F, Args}});
                _ ->
                    named_func(F, Args, Bs)
            end
    end.

restricted_remote(MF, As, Module, Shell) ->
    case asked(Module, non_local_allowed, MF, As) of
        false ->
            shell_req(Shell, {update_dict, get()}),
            exit({restricted_shell_disallowed, {MF, As}});
        {redirect, NewMF, NewAs} -> apply_fun(NewMF, NewAs, Shell);
        _ -> apply_fun(MF, As, Shell)
    end.

asked(Module, Callback, What, Args) ->
    case Module:Callback(What, Args, {get(restricted_shell_state), get(restricted_expr_state)}) of
        {Result, {ShellState, ExprState}} ->
            put(restricted_shell_state, ShellState),
            put(restricted_expr_state, ExprState),
            Result;
        Unexpected ->
            {current_stacktrace, [_ | Stack]} = process_info(self(), current_stacktrace),
            erlang:raise(exit, {restricted_shell_bad_return, Unexpected}, [{Module, Callback, 3} | Stack])
    end.

%% Commands that no restriction takes away.
is_free(F, 0) -> lists:member(F, [f, h, b, exit, rf, rl]);
is_free(F, 1) -> lists:member(F, [f, history, results, catch_exception, rf, rl, rp, rr]);
is_free(F, 2) -> lists:member(F, [rd, rr]);
is_free(F, 3) -> F =:= rr;
is_free(_, _) -> false.

-file("shell.erl", 900).
apply_fun({erlang, garbage_collect}, [], Shell) ->








    collected(Shell);
apply_fun({M, F}, As, _Shell) ->
    apply(M, F, As);
apply_fun(Fun, As, _Shell) ->
    apply(Fun, As).

collected(Shell) ->
    _ = [garbage_collect(Pid) || Pid <- [Shell, whereis(user), group_leader()], is_pid(Pid), node(Pid) =:= node()],
    garbage_collect().

%%% Commands that the shell itself knows

local_func(v, [{integer, _, N}], Bs, Shell, _RT, _Lf, _Ef) ->
    {_Es, V, _N} = shell_req(Shell, {get_cmd, N}),
    {value, V, Bs};
local_func(h, [], Bs, Shell, RT, _Lf, _Ef) ->
    {value, shell_history:list(shell_req(Shell, get_cmd), fun(V) -> printed(V, 4, RT) end, encoding()), Bs};
local_func(b, [], Bs, _Shell, RT, _Lf, _Ef) ->
    {value, shell_history:bindings(Bs, fun(V, Column) -> printed(V, Column, RT) end, encoding()), Bs};
local_func(f, [], _Bs, _Shell, _RT, _Lf, _Ef) ->
    {value, ok, erl_eval:new_bindings()};
local_func(f, [{var, _, Name}], Bs, _Shell, _RT, _Lf, _Ef) ->
    {value, ok, erl_eval:del_binding(Name, Bs)};
local_func(rd, [{atom, _, Name}, Def], Bs, _Shell, RT, _Lf, _Ef) ->
    {value, shell_record_files:define(Name, Def, Bs, RT), Bs};
local_func(rf, [], Bs, _Shell, RT, _Lf, _Ef) ->
    ets:delete_all_objects(RT),
    {value, shell_record_files:initial(Bs, RT), Bs};
local_func(rl, [], Bs, _Shell, RT, _Lf, _Ef) ->
    {value, shell_record_files:list(ets:tab2list(RT), encoding()), Bs};
local_func(F, [_] = As0, Bs0, _Shell, RT, Lf, Ef) when F =:= rf; F =:= rl; F =:= rp; F =:= rr ->
    {[A], Bs} = erl_eval:expr_list(As0, Bs0, Lf, Ef),
    {value, record_command(F, A, Bs, RT), Bs};
local_func(rr, [_, _ | More] = As0, Bs0, _Shell, RT, Lf, Ef) when More =:= []; tl(More) =:= [] ->
    {[File, Names | Options], Bs} = erl_eval:expr_list(As0, Bs0, Lf, Ef),
    {value, shell_record_files:read(File, Names, lists:append(Options), Bs, RT), Bs};
local_func(history, [{integer, _, N}], Bs, _Shell, _RT, _Lf, _Ef) ->
    {value, history(N), Bs};
local_func(results, [{integer, _, N}], Bs, _Shell, _RT, _Lf, _Ef) ->
    {value, results(N), Bs};
local_func(catch_exception, [{atom, _, Bool}], Bs, _Shell, _RT, _Lf, _Ef) when is_boolean(Bool) ->
    {value, catch_exception(Bool), Bs};
local_func(exit, [], _Bs, Shell, _RT, _Lf, _Ef) ->
    shell_req(Shell, exit),
    exit(normal);
local_func(F, As, _Bs, _Shell, _RT, _Lf, _Ef) when F =:= rd, length(As) =:= 2; F =:= f, length(As) =:= 1;
                                                   F =:= history, length(As) =:= 1; F =:= results, length(As) =:= 1;
                                                   F =:= catch_exception, length(As) =:= 1 ->
    erlang:raise(error, function_clause, [{?MODULE, F, length(As)}]);
local_func(F, As0, Bs0, _Shell, _RT, Lf, Ef) when is_atom(F) ->
    {As, Bs} = erl_eval:expr_list(As0, Bs0, Lf, Ef),
    named_func(F, As, Bs).

record_command(rf, '_', _Bs, RT) ->
    ets:delete_all_objects(RT),
    ok;
record_command(rf, Names, _Bs, RT) ->
    lists:foreach(fun(Name) -> ets:delete(RT, Name) end, shell_record_files:names(Names));
record_command(rl, Names, _Bs, RT) ->
    shell_record_files:list([R || Name <- shell_record_files:names(Names), R <- ets:lookup(RT, Name)], encoding());
record_command(rp, V, _Bs, RT) ->
    io:requests([{put_chars, unicode, printed(V, 1, -1, RT)}, nl]),
    ok;
record_command(rr, File, Bs, RT) ->
    shell_record_files:read(File, '_', [], Bs, RT).

%% A function of user_default, else of shell_default.
named_func(F, As, Bs) ->
    Arity = length(As),
    case [M || M <- [user_default, shell_default], exported(M, F, Arity)] of
        [M | _] -> {eval, fun M:F/Arity, As, Bs};
        [] -> shell_undef(F, Arity)
    end.

exported(user_default, F, Arity) -> erlang:function_exported(user_default, F, Arity);
exported(M, F, Arity) -> code:ensure_loaded(M) =:= {module, M} andalso erlang:function_exported(M, F, Arity).

-file("shell.erl", 1077).
shell_undef(F, Arity) ->
    error({shell_undef, F, Arity, []}).

local_handler(Shell, RT, Ef) ->
    H = fun(Lf) ->
                fun(F, As, Bs) -> local_func(F, As, Bs, Shell, RT, {eval, Lf(Lf)}, Ef) end
        end,
    {eval, H(H)}.

shell_req(Shell, Request) ->
    Shell ! {shell_req, self(), Request},
    receive {shell_rep, Shell, Reply} -> Reply end.
