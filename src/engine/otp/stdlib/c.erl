%% Subset of OTP's c. Missing: help on modules (h, ht, hcb), xref behind xm, yecc behind y, nodes other than this one.
%%
%% The commands of the shell as plain functions.
-module(c).

-export([help/0, c/1, c/2, c/3, l/1, lc/1, lm/0, mm/0, nc/1, nl/1, flush/0, i/0, i/1, i/3, ni/0, pid/3, bt/1, bi/1,
         regs/0, nregs/0, m/0, m/1, memory/0, memory/1, uptime/0, pwd/0, cd/1, ls/0, ls/1, q/0, xm/1, y/1, y/2,
         erlangrc/0, erlangrc/1, display_info/1, appcall/4]).

-define(PAGE, 20).

help() ->
    io:put_chars("bt(Pid)    -- stack backtrace for a process\n"
                 "c(Mod)     -- compile and load module or file <Mod>\n"
                 "cd(Dir)    -- change working directory\n"
                 "flush()    -- flush any messages sent to the shell\n"
                 "help()     -- help info\n"
                 "i()        -- information about the system\n"
                 "i(X,Y,Z)   -- information about pid <X,Y,Z>\n"
                 "l(Module)  -- load or reload module\n"
                 "lm()       -- load all modified modules\n"
                 "lc([File]) -- compile a list of Erlang modules\n"
                 "ls()       -- list files in the current directory\n"
                 "ls(Dir)    -- list files in directory <Dir>\n"
                 "m()        -- which modules are loaded\n"
                 "m(Mod)     -- information about module <Mod>\n"
                 "mm()       -- list all modified modules\n"
                 "memory()   -- memory allocation information\n"
                 "memory(T)  -- memory allocation information of type <T>\n"
                 "nc(File)   -- compile and load code in <File> on all nodes\n"
                 "nl(Module) -- load module on all nodes\n"
                 "pid(X,Y,Z) -- convert X,Y,Z to a Pid\n"
                 "pwd()      -- print working directory\n"
                 "q()        -- quit - shorthand for init:stop()\n"
                 "regs()     -- information about registered processes\n"
                 "nregs()    -- and all registered processes\n"
                 "uptime()   -- print node uptime\n").

%%% Compiling and loading

c(Module) -> c(Module, []).

c(Module, Options) when is_atom(Module), is_list(Options); is_list(Module), is_list(Options) ->
    File = case Module of
               _ when is_atom(Module) -> atom_to_list(Module);
               _ -> Module
           end,
    Source = case filename:extension(File) of
                 ".erl" -> File;
                 _ -> File ++ ".erl"
             end,
    case file:read_file(Source) of
        {ok, _} -> compiled(filename:rootname(Source, ".erl"), Options);
        {error, _} when is_atom(Module) -> {error, non_existing};
        {error, _} -> compiled(filename:rootname(Source, ".erl"), Options)
    end;
c(Module, Option) -> c(Module, [Option]).

c(Module, Options, _Filter) -> c(Module, Options).

compiled(Base, Options) ->
    case compile:file(Base, [report_errors, report_warnings | Options]) of
        {ok, Mod} -> loaded(Mod, Base);
        {ok, Mod, _Warnings} -> loaded(Mod, Base);
        Other -> Other
    end.

loaded(Mod, Base) ->
    code:purge(Mod),
    case code:load_abs(filename:absname(Base), Mod) of
        {module, Mod} -> {ok, Mod};
        Other -> Other
    end.

l(Module) ->
    code:purge(Module),
    code:load_file(Module).

lc(Files) ->
    case lists:all(fun(F) -> element(1, {c(F)}) =/= error end, Files) of
        true -> ok;
        false -> error
    end.

nc(File) -> c(File).

nl(Module) ->
    case code:get_object_code(Module) of
        {_, Binary, File} -> rpc:eval_everywhere(code, load_binary, [Module, File, Binary]);
        Other -> Other
    end.

mm() -> code:modified_modules().

lm() -> [l(M) || M <- mm()].

y(File) -> y(File, []).

y(File, _Options) ->
    Name = case filename:extension(File) of
               ".yrl" -> File;
               _ -> File ++ ".yrl"
           end,
    io:format("~ts: no such file or directory\n", [Name]),
    error.

xm(_Mod) -> [{deprecated, []}, {undefined, []}, {unused, []}].

appcall(App, M, F, Args) ->
    try
        apply(M, F, Args)
    catch
        error:undef -> {error, {App, M, F, length(Args)}}
    end.

%%% Processes

flush() ->
    receive
        Message ->
            io:format("Shell got ~tp~n", [Message]),
            flush()
    after 0 ->
        ok
    end.

pid(X, Y, Z) when is_integer(X), is_integer(Y), is_integer(Z) ->
    list_to_pid("<" ++ integer_to_list(X) ++ "." ++ integer_to_list(Y) ++ "." ++ integer_to_list(Z) ++ ">").

i() -> i(processes()).

ni() -> i().

i(Pids) ->
    case length(Pids) > 100 of
        true -> table(Pids, ?PAGE * 2);
        false -> table(Pids, ?PAGE * 1)
    end.

i(X, Y, Z) -> pinfo(pid(X, Y, Z)).

table(Pids, _) ->
    heading(),
    {Reds, Msgs, Heap, Stack} = rows(Pids, 1, {0, 0, 0, 0}),
    columns_text("Total", "", Heap, Reds, Msgs),
    columns_text("", "", Stack, "", ""),
    ok.

heading() ->
    columns_text("Pid", "Initial Call", "Heap", "Reds", "Msgs"),
    columns_text("Registered", "Current Function", "Stack", "", "").

rows([], _N, Sums) ->
    Sums;
rows([Pid | Rest], N, Sums) ->
    NewSums = display_info(Pid, Sums),
    case N rem ?PAGE =:= 0 andalso N >= ?PAGE andalso Rest =/= [] andalso stop_here() of
        true -> NewSums;
        false -> rows(Rest, N + 1, NewSums)
    end.

stop_here() ->
    case io:get_line('more (y/n)? (y) ') of
        "n\n" -> true;
        "no\n" -> true;
        eof -> true;
        _ -> false
    end.

display_info(Pid) ->
    _ = display_info(Pid, {0, 0, 0, 0}),
    ok.

display_info(Pid, {R0, M0, H0, S0} = Sums) ->
    case pinfo(Pid) of
        undefined ->
            Sums;
        Info ->
            Call = initial_call(Info),
            Curr = case lists:keyfind(current_function, 1, Info) of
                       {_, {M, F, A}} -> mfa_text(M, F, A);
                       _ -> "unknown"
                   end,
            Reds = fetch(reductions, Info),
            Msgs = fetch(message_queue_len, Info),
            Heap = fetch(heap_size, Info),
            Stack = fetch(stack_size, Info),
            Name = case fetch(registered_name, Info) of
                       N when is_atom(N) -> atom_to_list(N);
                       _ -> ""
                   end,
            columns_text(pid_to_list(Pid), Call, Heap, Reds, Msgs),
            columns_text(Name, Curr, Stack, "", ""),
            {R0 + Reds, M0 + Msgs, H0 + Heap, S0 + Stack}
    end.

pinfo(Pid) -> process_info(Pid).

fetch(Key, Info) ->
    case lists:keyfind(Key, 1, Info) of
        {_, Value} -> Value;
        false when Key =:= registered_name -> [];
        false -> 0
    end.

initial_call(Info) ->
    case fetch(initial_call, Info) of
        {proc_lib, init_p, _} ->
            {M, F, A} = proc_lib:translate_initial_call(Info),
            mfa_text(M, F, A);
        {M, F, A} -> mfa_text(M, F, A);
        _ -> "unknown"
    end.

mfa_text(M, F, A) when is_list(A) -> mfa_text(M, F, length(A));
mfa_text(M, F, A) -> lists:flatten(io_lib:format("~w:~tw/~w", [M, F, A])).

columns_text(A, B, C, D, E) ->
    io:format("~-21ts ~-33ts ~8s ~8s ~4s~n",
              [string:slice(A, 0, 21), string:slice(B, 0, 33), text(C), text(D), text(E)]).

text(N) when is_integer(N) -> integer_to_list(N);
text(S) -> S.

bt(Pid) ->
    case catch process_info(Pid, backtrace) of
        {backtrace, Binary} -> io:format("~ts~n", [Binary]);
        _ -> undefined
    end.

bi(N) ->
    case element(N, list_to_tuple(processes())) of
        Pid -> pinfo(Pid)
    end.

regs() ->
    {Pids, Ports} = lists:partition(fun({_, P}) -> is_pid(P) end, [{N, whereis(N)} || N <- lists:sort(registered())]),
    io:format("~n** Registered procs on node ~w **~n", [node()]),
    reg_line("Name", "Pid", "Initial Call", "Reds", "Msgs"),
    _ = [reg_row(Name, Pid) || {Name, Pid} <- Pids],
    io:format("~n** Registered ports on node ~w **~n", [node()]),
    port_line("Name", "Id", "Command"),
    _ = [port_line(atom_to_list(Name), erlang:port_to_list(Port), "unknown") || {Name, Port} <- Ports],
    ok.

nregs() -> regs().

reg_row(Name, Pid) ->
    case pinfo(Pid) of
        undefined -> ok;
        Info ->
            reg_line(atom_to_list(Name), pid_to_list(Pid), initial_call(Info), text(fetch(reductions, Info)),
                     text(fetch(message_queue_len, Info)))
    end.

reg_line(A, B, C, D, E) -> io:format("~-21ts ~-12ts ~-25ts ~12s ~4s~n", [string:slice(A, 0, 21), B, string:slice(C, 0, 25), D, E]).

port_line(A, B, C) -> io:format("~-21ts ~-15ts ~-40ts~n", [A, B, C]).

%%% Modules

m() ->
    Rows = lists:sort([{atom_to_list(M), F} || {M, F} <- code:all_loaded()]),
    Width = lists:max([length(N) || {N, _} <- Rows] ++ [20]),
    module_line("Module", "File", Width),
    _ = [module_line(N, file_text(F), Width) || {N, F} <- Rows],
    ok.

module_line(A, B, Width) -> io:format("~-*ts  ~ts~n", [Width, A, B]).

file_text(F) when is_list(F) -> F;
file_text(F) -> atom_to_list(F).

m(Mod) ->
    Info = Mod:module_info(),
    {exports, Exports} = lists:keyfind(exports, 1, Info),
    {compile, Compile} = lists:keyfind(compile, 1, Info),
    Md5 = lists:flatten([io_lib:format("~2.16.0b", [B]) || <<B>> <= Mod:module_info(md5)]),
    io:format("Module: ~tw~nMD5: ~s~n", [Mod, Md5]),
    case code:is_loaded(Mod) of
        {file, File} -> io:format("Object file: ~ts~n", [file_text(File)]);
        _ -> ok
    end,
    io:format("Compiler options:  ~tp~nExports: ~n", [proplists:get_value(options, Compile, [])]),
    two_columns(lists:sort(Exports)).

%% Many functions go in two columns.
two_columns(Exports) when length(Exports) =< 16 ->
    lists:foreach(fun(E) -> io:format("         ~ts~n", [export_text(E)]) end, Exports);
two_columns(Exports) ->
    {Left, Right} = lists:split((length(Exports) + 1) div 2, Exports),
    paired(Left, Right).

paired([L | Ls], [R | Rs]) ->
    io:format("         ~-30ts~ts~n", [export_text(L), export_text(R)]),
    paired(Ls, Rs);
paired([L], []) ->
    io:format("         ~ts~n", [export_text(L)]);
paired([], []) ->
    ok.

export_text({F, A}) -> io_lib:format("~tw/~w", [F, A]).

%%% The system

memory() -> erlang:memory().

memory(Type) -> erlang:memory(Type).

uptime() ->
    {Milliseconds, _} = erlang:statistics(wall_clock),
    io:format("~ts~n", [uptime_text(Milliseconds div 1000)]).

uptime_text(Seconds) ->
    {Days, {H, M, S}} = calendar:seconds_to_daystime(Seconds),
    Parts = [io_lib:format("~w ~s", [N, Unit]) || {N, Unit} <- [{Days, "days"}, {H, "hours"}, {M, "minutes"}], N > 0],
    lists:join(", ", Parts ++ [io_lib:format("~w seconds", [S])]).

q() -> init:stop().

erlangrc() -> erlangrc([]).

erlangrc(_Dirs) -> {error, enoent}.

%%% Files

pwd() ->
    case file:get_cwd() of
        {ok, Dir} -> io:format("~ts\n", [Dir]);
        {error, E} -> io:format("Cannot determine current directory: ~ts\n", [file:format_error(E)])
    end.

cd(Dir) ->
    _ = file:set_cwd(Dir),
    pwd().

ls() -> ls(".").

ls(Dir) when is_atom(Dir) -> ls(atom_to_list(Dir));
ls(Dir) ->
    case file:list_dir(Dir) of
        {ok, Names} -> in_columns(lists:sort(Names));
        {error, enotdir} -> in_columns([Dir]);
        {error, Error} -> io:format("~ts\n", [file:format_error(Error)])
    end.

in_columns([]) ->
    ok;
in_columns(Names) ->
    Width = min(lists:max([length(N) || N <- Names]) + 5, 76),
    PerLine = max(1, 80 div Width),
    in_columns(Names, Width, PerLine, PerLine).

in_columns([], _Width, 0, _PerLine) ->
    io:format("\n\n");
in_columns([], _Width, _Left, _PerLine) ->
    io:format("\n");
in_columns(Names, Width, 0, PerLine) ->
    io:format("\n"),
    in_columns(Names, Width, PerLine, PerLine);
in_columns([N | Ns], Width, Left, PerLine) ->
    io:format("~-*ts", [Width, N]),
    in_columns(Ns, Width, Left - 1, PerLine).
