%% Subset of OTP's shell. Missing: restricted shells, user-set prompt functions, `rr` of wildcards and directories.
%%
%% Two processes: the shell reads, expands history and prints errors; its evaluator evaluates and prints values, and is
%% replaced when an expression fails. Commands and results of the session are in the shell's dictionary under
%% {command, N} and {result, N}; record definitions are in a public table that both use.
%% The -file attributes and blank lines keep the line numbers that a stack of the real module shows.
-module(shell).

-export([start/0, start/1, start/2, server/1, server/2, history/1, results/1, catch_exception/1, prompt_func/1, strings/1,
         whereis_evaluator/0, whereis_evaluator/1, local_allowed/3, non_local_allowed/3]).

-define(KEPT, 20).
-define(DEPTH, 30).
-define(LINE_CHARS, 60).

start() -> start(false).

start(NoCtrlG) -> start(NoCtrlG, false).

start(NoCtrlG, StartSync) ->
    spawn(fun() -> server(NoCtrlG, StartSync) end).

whereis_evaluator() ->
    case group:interfaces(group_leader()) of
        [{shell, Shell} | _] when is_pid(Shell) -> whereis_evaluator(Shell);
        _ -> undefined
    end.

whereis_evaluator(Shell) ->
    case process_info(Shell, dictionary) of
        {dictionary, Dict} -> proplists:get_value(evaluator, Dict, undefined);
        undefined -> undefined
    end.

local_allowed(_F, _As, State) -> {false, State}.

non_local_allowed(_MorF, _As, State) -> {true, State}.

history(N) when is_integer(N), N >= 0 -> configured(shell_history_length, N).

results(N) when is_integer(N), N >= 0 -> configured(shell_saved_results, N).

catch_exception(Bool) when is_boolean(Bool) ->
    Old = caught(),
    application:set_env(stdlib, shell_catch_exception, Bool),
    Old.

strings(Bool) when is_boolean(Bool) ->
    Old = application:get_env(stdlib, shell_strings, true),
    application:set_env(stdlib, shell_strings, Bool),
    Old.

prompt_func(Func) ->
    Old = application:get_env(stdlib, shell_prompt_func, default),
    application:set_env(stdlib, shell_prompt_func, Func),
    Old.

configured(Key, New) ->
    Old = application:get_env(stdlib, Key, ?KEPT),
    application:set_env(stdlib, Key, New),
    Old.

caught() -> application:get_env(stdlib, shell_catch_exception, false).

%%% The shell process

server(NoCtrlG) -> server(NoCtrlG, false).

server(NoCtrlG, StartSync) ->
    StartSync =:= false orelse init:wait_until_started(),
    process_flag(trap_exit, true),
    RT = ets:new(shell_records, [public, ordered_set]),
    banner(NoCtrlG),
    Bs = erl_eval:new_bindings(),
    pid_to_list(self()) =:= "<0.80.0>" andalso init:leave_numbers(82),
    Eval = start_eval(Bs, RT, []),
    server_loop(1, Eval, Bs, RT).

banner(NoCtrlG) ->
    Advice = case NoCtrlG of
                 true -> "";
                 _ -> "  (abort with ^G)"
             end,
    io:fwrite("Eshell V~s~s\n", [erlang:system_info(version), Advice]).

server_loop(N, Eval0, Bs0, RT) ->
    {Read, Eval1, Bs1} = get_command(prompt(N), Eval0, Bs0, RT),
    case Read of
        {ok, Es0} ->
            case expand_history(Es0, N) of
                {ok, Es, Shown} ->
                    {V, Eval, Bs} = shell_cmd(Es, Eval1, Bs1, RT),
                    remember(N, Shown, V),
                    server_loop(N + 1, Eval, Bs, RT);
                {error, Text} ->
                    io:fwrite("* ~ts\n", [Text]),
                    server_loop(N, Eval1, Bs1, RT)
            end;
        {error, {Location, Mod, What}} ->
            print_diagnostic(Location, Mod, What),
            server_loop(N, Eval1, Bs1, RT);
        {error, _} ->
            exit(Eval1, kill),
            terminated();
        eof ->
            io:fwrite("*** Terminating erlang (~w)\n", [node()]),
            halt()
    end.

terminated() -> exit(normal).

print_diagnostic(Location, Mod, What) ->
    io:fwrite("* ~ts: ~ts\n", [location_text(Location), Mod:format_error(What)]).

location_text({Line, Column}) -> io_lib:format("~w:~w", [Line, Column]);
location_text(Line) -> io_lib:format("~w", [Line]).

prompt(N) ->
    case is_alive() of
        true -> io_lib:format("(~s)~w> ", [node(), N]);
        false -> io_lib:format("~w> ", [N])
    end.

%% A process reads, so that the death of the evaluator can be told meanwhile.
get_command(Prompt, Eval, Bs, RT) ->
    Reader = spawn_link(fun() -> exit(read_expressions(Prompt)) end),
    get_command1(Reader, Eval, Bs, RT).

get_command1(Reader, Eval, Bs, RT) ->
    receive
        {'EXIT', Reader, {Tag, _} = Result} when Tag =:= ok; Tag =:= error -> {Result, Eval, Bs};
        {'EXIT', Reader, eof} -> {eof, Eval, Bs};
        {'EXIT', Reader, _Reason} -> {{error, terminated}, Eval, Bs};
        {'EXIT', Eval, {Reason, Stack}} when is_list(Stack) ->
            report_exception(error, error, {Reason, Stack}, RT),
            get_command1(Reader, start_eval(Bs, RT, []), Bs, RT);
        {'EXIT', Eval, Reason} ->
            report_exception(error, error, {Reason, []}, RT),
            get_command1(Reader, start_eval(Bs, RT, []), Bs, RT)
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
        {error, Reason} -> {error, Reason};
        eof -> eof
    end.

%% Positions only: the text kept by the scanner is of no use later.
plain(Form) ->
    erl_parse:map_anno(fun(Anno) -> erl_anno:new(erl_anno:location(Anno)) end, Form).

%%% History

remember(N, Es, V) ->
    put({command, N}, Es),
    put({result, N}, V),
    forget(command, N - application:get_env(stdlib, shell_history_length, ?KEPT)),
    forget(result, N - application:get_env(stdlib, shell_saved_results, ?KEPT)).

forget(Kind, UpTo) ->
    _ = [erase(Key) || {{K, N} = Key, _} <- get(), K =:= Kind, N =< UpTo],
    ok.

expand_history(Es, N) ->
    try
        Shown = lists:append([expand_top(E, N) || E <- Es]),
        {ok, with_values(Shown), Shown}
    catch
        throw:{unknown_command, C} -> {error, io_lib:format("~w: command not found", [C])}
    end.

%% e(N) as a whole expression stands for all expressions of the command.
expand_top({call, _, {atom, _, e}, [Arg]}, N) ->
    command_text(e, number_of(Arg, N), N);
expand_top(E, N) ->
    [expand(E, N)].

expand({call, Anno, {atom, VAnno, v}, [Arg]}, N) ->
    {call, Anno, {atom, VAnno, v}, [{integer, Anno, number_of(Arg, N)}]};
expand({call, _, {atom, _, e}, [Arg]}, N) ->
    case command_text(e, number_of(Arg, N), N) of
        [E] -> E;
        Es -> {block, 1, Es}
    end;
expand(T, N) when is_tuple(T), element(1, T) =/= value -> list_to_tuple([expand(E, N) || E <- tuple_to_list(T)]);
expand([H | T], N) -> [expand(H, N) | expand(T, N)];
expand(Other, _N) -> Other.

%% v(N) becomes the value; the history keeps the call.
with_values({call, Anno, {atom, _, v}, [{integer, _, C}]}) ->
    case get({result, C}) of
        undefined -> throw({unknown_command, C});
        Value -> {value, Anno, Value}
    end;
with_values(T) when is_tuple(T), element(1, T) =/= value -> list_to_tuple([with_values(E) || E <- tuple_to_list(T)]);
with_values([H | T]) -> [with_values(H) | with_values(T)];
with_values(Other) -> Other.

command_text(_, C, _N) ->
    case get({command, C}) of
        undefined -> throw({unknown_command, C});
        Es -> Es
    end.

number_of(Arg, N) ->
    case erl_eval:partial_eval(Arg) of
        {integer, _, I} when I < 0 -> N + I;
        {integer, _, I} -> I;
        {op, _, '-', {integer, _, I}} -> N - I;
        _ -> throw({unknown_command, Arg})
    end.

%%% One command

shell_cmd(Es, Eval, Bs, RT) ->
    %% An interrupt that came while the prompt waited had nothing to end.
    receive {'EXIT', _, interrupt} -> ok after 0 -> ok end,
    Eval ! {shell_cmd, self(), {eval, Es}, cmd},
    shell_rep(Eval, Bs, RT, cmd).

shell_rep(Eval, Bs0, RT, Kind) ->
    receive
        {shell_rep, Eval, {value, V, Bs}} ->
            {V, Eval, Bs};
        {shell_rep, Eval, {command_error, {Location, M, Error}}} ->
            print_diagnostic(Location, M, Error),
            {{'EXIT', Error}, Eval, Bs0};
        {shell_req, Eval, get_cmd} ->
            Eval ! {shell_rep, self(), get()},
            shell_rep(Eval, Bs0, RT, Kind);
        {shell_req, Eval, exit} ->
            exit(normal);
        {shell_req, Eval, {update_dict, Pairs}} ->
            Eval ! {shell_rep, self(), ok},
            _ = [put(K, V) || {K, V} <- Pairs],
            shell_rep(Eval, Bs0, RT, Kind);
        {ev_exit, {Eval, Class, Reason}} ->
            receive {'EXIT', Eval, normal} -> ok end,
            report_exception(Class, error, Reason, RT),
            {failure(Class, Reason), start_eval(Bs0, RT, []), Bs0};
        {ev_caught, {Eval, Class, Reason}} ->
            report_exception(Class, benign, Reason, RT),
            {failure(Class, Reason), Eval, Bs0};
        {'EXIT', Eval, {Reason, Stack}} when is_list(Stack) ->
            report_exception(exit, error, {Reason, stack_like(Stack)}, RT),
            {{'EXIT', {Reason, Stack}}, start_eval(Bs0, RT, []), Bs0};
        {'EXIT', Eval, Reason} ->
            report_exception(exit, error, {Reason, []}, RT),
            {{'EXIT', Reason}, start_eval(Bs0, RT, []), Bs0};
        {'EXIT', _Other, interrupt} ->
            exit(Eval, kill),
            shell_rep(Eval, Bs0, RT, Kind);
        {'EXIT', _Other, Reason} when Reason =:= die; Reason =:= terminated ->
            exit(Eval, kill),
            exit(Reason);
        {'EXIT', _Other, _Reason} ->
            shell_rep(Eval, Bs0, RT, Kind);
        _Other ->
            shell_rep(Eval, Bs0, RT, Kind)
    end.

stack_like(Stack) ->
    case lists:all(fun({M, F, A, L}) -> is_atom(M) andalso is_atom(F) andalso (is_list(A) orelse is_integer(A)) andalso is_list(L);
                      (_) -> false
                   end, Stack) of
        true -> Stack;
        false -> []
    end.

failure(throw, {Reason, Stack}) -> {'EXIT', {{nocatch, Reason}, Stack}};
failure(exit, {Reason, _Stack}) -> {'EXIT', Reason};
failure(error, {Reason, Stack}) -> {'EXIT', {Reason, Stack}}.

report_exception(Class, Severity, {Reason, Stack}, RT) ->
    Stars = case Severity of
                benign -> "* ";
                _ -> "** "
            end,
    Column = length(Stars) + 1,
    Cut = fun(M, _F, _A) -> M =:= erl_eval orelse M =:= ?MODULE end,
    Print = fun(Term, I) -> printed(Term, I, RT) end,
    Text = erl_error:format_exception(Column, Class, Reason, Stack, Cut, Print, unicode),
    io:put_chars([Stars, Text, $\n]).

%%% The evaluator process

start_eval(Bs, RT, Ds) ->
    Shell = self(),
    Eval = spawn_link(fun() -> evaluator(Shell, Bs, RT, Ds) end),
    put(evaluator, Eval),
    Eval.

evaluator(Shell, Bs, RT, Ds) ->
    _ = [put(K, V) || {K, V} <- Ds],
    eval_loop(Shell, Bs, RT).

-file("shell.erl", 626).
eval_loop(Shell, Bs0, RT) ->
    receive
        {shell_cmd, Shell, {eval, Es}, _Kind} ->
            Ef = {value, fun(MForFun, As) -> apply_fun(MForFun, As, Shell) end},
            Lf = local_handler(Shell, RT, Ef),
            Bs = eval_exprs(Es, Shell, Bs0, RT, Lf, Ef, cmd),
            eval_loop(Shell, Bs, RT)
    end.

local_handler(Shell, RT, Ef) ->
    H = fun(Lf) ->
                fun(F, As, Bs) -> local_func(F, As, Bs, Shell, RT, {eval, Lf(Lf)}, Ef) end
        end,
    {eval, H(H)}.

-file("shell.erl", 644).
eval_exprs(Es, Shell, Bs0, RT, Lf, Ef, W) ->
    try
        {R, Bs2} = exprs(Es, Bs0, RT, Lf, Ef, Bs0, W),
        Shell ! {shell_rep, self(), R},
        Bs2
    catch
        exit:normal ->
            exit(normal);
        Class:Reason:Stack ->
            Failure = {self(), Class, {Reason, Stack}},
            case caught() of
                true ->
                    Shell ! {ev_caught, Failure},
                    Bs0;
                false ->
                    %% the shell speaks of the failure, not the emulator's log
                    {links, Links} = process_info(self(), links),
                    Signal = signalled(Class, Reason, Stack),
                    _ = [exit(P, Signal) || P <- Links, P =/= Shell],
                    Shell ! {ev_exit, Failure},
                    exit(normal)
            end
    end.

signalled(throw, Reason, Stack) -> {{nocatch, Reason}, Stack};
signalled(error, Reason, Stack) -> {Reason, Stack};
signalled(exit, Reason, _Stack) -> Reason.

-file("shell.erl", 672).
exprs([E0 | Es], Bs1, RT, Lf, Ef, Bs0, W) ->
    case expanded(E0, RT) of
        {error, Diagnostic} ->
            {{command_error, unbound_record_or(E0, Bs1, Diagnostic)}, Bs0};
        {ok, E} ->
            case erl_eval:check_command([lintable(E)], Bs1) of
                {error, Diagnostic} ->
                    {{command_error, Diagnostic}, Bs0};
                ok when Es =:= [] ->
                    {value, V, Bs} =








                        erl_eval:expr(E, Bs1, Lf, Ef),
                    W =:= cmd andalso print_value(V, RT),
                    {{value, V, Bs}, Bs};
                ok ->
                    {value, _, Bs} = value_of(E, Bs1, Lf, Ef),
                    exprs(Es, Bs, RT, Lf, Ef, Bs0, W)
            end
    end.

%% The linter knows nothing of values in the tree; f(X) may name what is not bound.
lintable({value, Anno, _}) -> {atom, Anno, v};
lintable({call, Anno, {atom, _, f}, [{var, _, _}]}) -> {atom, Anno, ok};
lintable(T) when is_tuple(T) -> list_to_tuple([lintable(E) || E <- tuple_to_list(T)]);
lintable([H | T]) -> [lintable(H) | lintable(T)];
lintable(Other) -> Other.

%% An unbound variable is a worse fault than the unknown record it should hold.
unbound_record_or({record_field, _, {var, Anno, Name}, _, _}, Bs, Diagnostic) -> unbound_or(Anno, Name, Bs, Diagnostic);
unbound_record_or({record, _, {var, Anno, Name}, _, _}, Bs, Diagnostic) -> unbound_or(Anno, Name, Bs, Diagnostic);
unbound_record_or(_, _, Diagnostic) -> Diagnostic.

unbound_or(Anno, Name, Bs, Diagnostic) ->
    case erl_eval:binding(Name, Bs) of
        unbound -> {erl_anno:location(Anno), erl_lint, {unbound_var, Name}};
        _ -> Diagnostic
    end.

value_of(E, Bs, Lf, Ef) -> erl_eval:expr(E, Bs, Lf, Ef).

expanded(E, RT) ->
    shell_records:shell_expression(E, [{Name, Def} || {Name, Def} <- ets:tab2list(RT)]).

print_value(V, RT) ->
    io:requests([{put_chars, unicode, printed(V, 1, RT)}, nl]).

printed(V, Column, RT) ->
    io_lib_pretty:print(V, [{column, Column}, {line_length, columns()}, {depth, ?DEPTH}, {line_max_chars, ?LINE_CHARS},
                            {strings, application:get_env(stdlib, shell_strings, true)},
                            {record_print_fun, record_printer(RT)}, {encoding, encoding()}]).

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

record_printer(RT) ->
    fun(Tag, FieldCount) ->
            try ets:lookup(RT, Tag) of
                [{_, {attribute, _, record, {Tag, Fields}}}] when length(Fields) =:= FieldCount ->
                    [record_field_name(F) || F <- Fields];
                _ ->
                    no
            catch
                error:_ -> no
            end
    end.

record_field_name({record_field, _, {atom, _, Name}}) -> Name;
record_field_name({record_field, _, {atom, _, Name}, _}) -> Name;
record_field_name({typed_record_field, Field, _}) -> record_field_name(Field).

-file("shell.erl", 900).
apply_fun({M, F}, As, _Shell) when is_atom(M), is_atom(F) ->










    apply(M, F, As);
apply_fun(Fun, As, _Shell) ->
    apply(Fun, As).

%%% Commands that the shell itself knows

local_func(v, [_], _Bs, _Shell, _RT, _Lf, _Ef) -> shell_clause(v, 1);
local_func(h, [], Bs, Shell, RT, _Lf, _Ef) ->
    Dict = shell_dictionary(Shell),
    Numbers = lists:sort([N || {{command, N}, _} <- Dict]),
    _ = [list_command(N, Dict, RT) || N <- Numbers],
    {value, ok, Bs};
local_func(b, [], Bs, _Shell, RT, _Lf, _Ef) ->
    _ = [list_binding(Name, Value, RT) || {Name, Value} <- lists:sort(erl_eval:bindings(Bs))],
    {value, ok, Bs};
local_func(f, [], _Bs, _Shell, _RT, _Lf, _Ef) ->
    {value, ok, erl_eval:new_bindings()};
local_func(f, [{var, _, Name}], Bs, _Shell, _RT, _Lf, _Ef) ->
    {value, ok, erl_eval:del_binding(Name, Bs)};
local_func(f, [_Other], _Bs, _Shell, _RT, _Lf, _Ef) ->
    shell_clause(f, 1);
local_func(rd, [{atom, _, Name}, Def], Bs, _Shell, RT, _Lf, _Ef) ->
    Text = "-record(" ++ lists:flatten(io_lib:format("~tw", [Name])) ++ "," ++ lists:flatten(erl_pp:expr(Def)) ++ ").",
    {value, defined(Text, RT), Bs};
local_func(rd, [_, _], _Bs, _Shell, _RT, _Lf, _Ef) ->
    shell_clause(rd, 2);
local_func(rf, [], Bs, _Shell, RT, _Lf, _Ef) ->
    Names = [Name || {Name, _} <- ets:tab2list(RT)],
    ets:delete_all_objects(RT),
    _ = Names,
    {value, [], Bs};
local_func(rf, [Arg], Bs0, Shell, RT, Lf, Ef) ->
    {[A], Bs} = erl_eval:expr_list([Arg], Bs0, Lf, Ef),
    case A of
        '_' ->
            local_func(rf, [], Bs, Shell, RT, Lf, Ef);
        _ ->
            _ = [ets:delete(RT, Name) || Name <- names(A)],
            {value, ok, Bs}
    end;
local_func(rl, [], Bs, _Shell, RT, _Lf, _Ef) ->
    {value, list_records(ets:tab2list(RT)), Bs};
local_func(rl, [Arg], Bs0, _Shell, RT, Lf, Ef) ->
    {[A], Bs} = erl_eval:expr_list([Arg], Bs0, Lf, Ef),
    {value, list_records([R || {Name, _} = R <- ets:tab2list(RT), lists:member(Name, names(A))]), Bs};
local_func(rp, [Arg], Bs0, _Shell, RT, Lf, Ef) ->
    {[A], Bs} = erl_eval:expr_list([Arg], Bs0, Lf, Ef),
    io:put_chars([io_lib_pretty:print(A, [{column, 1}, {line_length, columns()}, {depth, -1}, {line_max_chars, ?LINE_CHARS},
                                                   {record_print_fun, record_printer(RT)}, {encoding, encoding()}]), $\n]),
    {value, ok, Bs};
local_func(rr, [_ | _] = As0, Bs0, _Shell, RT, Lf, Ef) when length(As0) =< 3 ->
    {[File | Rest], Bs} = erl_eval:expr_list(As0, Bs0, Lf, Ef),
    Wanted = case Rest of
                 [] -> '_';
                 [Sel | _] -> Sel
             end,
    {value, read_records(File, Wanted, RT), Bs};
local_func(history, [Arg], Bs, _Shell, _RT, _Lf, _Ef) -> setting(history, Arg, Bs);
local_func(results, [Arg], Bs, _Shell, _RT, _Lf, _Ef) -> setting(results, Arg, Bs);
local_func(catch_exception, [Arg], Bs, _Shell, _RT, _Lf, _Ef) -> setting(catch_exception, Arg, Bs);
local_func(exit, [], _Bs, Shell, _RT, _Lf, _Ef) ->
    Shell ! {shell_req, self(), exit},
    exit(normal);
local_func(F, As0, Bs0, _Shell, _RT, Lf, Ef) when is_atom(F) ->
    {As, Bs} = erl_eval:expr_list(As0, Bs0, Lf, Ef),
    {Module, As1} = case defined_in([user_default, shell_default], F, length(As)) of
                        none -> {none, As};
                        M -> {M, As}
                    end,
    case Module of
        none -> shell_undef(F, length(As1));
        _ -> {value, apply(Module, F, As1), Bs}
    end.

defined_in([M | Ms], F, Arity) ->
    case code:ensure_loaded(M) of
        {module, M} ->
            case erlang:function_exported(M, F, Arity) of
                true -> M;
                false -> defined_in(Ms, F, Arity)
            end;
        _ ->
            defined_in(Ms, F, Arity)
    end;
defined_in([], _F, _Arity) -> none.

-file("shell.erl", 1078).
shell_undef(F, Arity) -> erlang:error({shell_undef, F, Arity, []}).

shell_clause(F, Arity) -> erlang:raise(error, function_clause, [{?MODULE, F, Arity, []}]).

setting(F, Arg, Bs) ->
    try
        {value, apply(?MODULE, F, [erl_parse:normalise(erl_eval:partial_eval(Arg))]), Bs}
    catch
        error:_ -> shell_clause(F, 1)
    end.

shell_dictionary(Shell) ->
    Shell ! {shell_req, self(), get_cmd},
    receive {shell_rep, Shell, Dict} -> Dict end.

list_command(N, Dict, RT) ->
    _ = [begin
             Head = io_lib:format("~w: ", [N]),
             io:put_chars([Head, erl_pp:exprs([no_values(E) || E <- Es], iolist_size(Head), none), $\n])
         end || {{command, M}, Es} <- Dict, M =:= N],
    _ = [io:put_chars(["-> ", printed(V, 4, none_if_missing(RT)), $\n]) || {{result, M}, V} <- Dict, M =:= N],
    ok.

none_if_missing(RT) -> RT.

%% What v(N) stood for is printed as the call again.
no_values(E) -> E.

list_binding(Name, Value, RT) ->
    Head = io_lib:format("~ts = ", [Name]),
    Column = string:length(Head),
    Text = case erl_eval:fun_data(Value) of
               {fun_data, _Bs, Cs} -> erl_pp:expr({'fun', 1, {clauses, Cs}}, Column, none);
               {named_fun_data, _Bs, FunName, Cs} -> erl_pp:expr({named_fun, 1, FunName, Cs}, Column, none);
               false -> printed(Value, Column + 1, RT)
           end,
    io:put_chars([Head, Text, $\n]).

names(A) when is_atom(A) -> [A];
names(L) when is_list(L) -> L.

%%% Records

defined(Text, RT) ->
    {ok, Tokens, _} = erl_scan:string(Text),
    case erl_parse:parse_form(Tokens) of
        {ok, {attribute, _, record, {Name, _}} = Form} ->
            ets:insert(RT, {Name, Form}),
            Name;
        {error, {_, M, E}} ->
            erlang:error(lists:flatten(M:format_error(E)))
    end.

list_records(Records) ->
    _ = [io:put_chars(erl_pp:attribute(Form)) || {_, Form} <- Records],
    ok.

read_records(File, Wanted, RT) ->
    case record_forms(File) of
        {ok, Forms} ->
            Found = [{Name, Form} || {attribute, _, record, {Name, _}} = Form <- Forms, Wanted =:= '_' orelse lists:member(Name, names(Wanted))],
            ets:insert(RT, Found),
            lists:sort([Name || {Name, _} <- Found]);
        Error ->
            Error
    end.

record_forms(Module) when is_atom(Module) ->
    case code:which(Module) of
        non_existing -> {error, nofile};
        _ ->
            case code:get_object_code(Module) of
                {Module, Binary, _} -> abstract_code(Binary);
                error -> {error, nofile}
            end
    end;
record_forms(File) when is_list(File) ->
    case epp:parse_file(File, ["."], []) of
        {ok, Forms} -> {ok, Forms};
        {error, _} = Error -> Error
    end;
record_forms(_) ->
    {error, invalid_filename}.

abstract_code(Binary) ->
    case beam_lib:chunks(Binary, [abstract_code]) of
        {ok, {_, [{abstract_code, {_, Forms}}]}} -> {ok, Forms};
        _ -> {error, no_debug_info}
    end.
