%% Subset of OTP's c. Missing: documentation of modules (h, ht, hcb) beyond saying that there is none.
%%
%% The commands of the shell as plain functions.
-module(c).

-export([help/0, c/1, c/2, c/3, l/1, lc/1, lc_batch/0, lc_batch/1, lm/0, mm/0, nc/1, nc/2, nl/1, flush/0, i/0, i/1, i/3, ni/0, pid/3,
         bt/1, bi/1, regs/0, nregs/0, m/0, m/1, memory/0, memory/1, uptime/0, pwd/0, cd/1, ls/0, ls/1, q/0, xm/1, y/1, y/2,
         h/1, h/2, h/3, ht/1, ht/2, ht/3, hcb/1, hcb/2, hcb/3, erlangrc/0, erlangrc/1, display_info/1, appcall/4]).

help() ->
    io:put_chars("bt(Pid)    -- the functions a process will return to\n"
                 "c(Mod)     -- compile a module and load it\n"
                 "cd(Dir)    -- go to another folder\n"
                 "flush()    -- print and drop what the shell was sent\n"
                 "help()     -- this list\n"
                 "h(M)       -- what is documented of a module\n"
                 "h(M,F)     -- the same of a function\n"
                 "h(M,F,A)   -- the same with its arity\n"
                 "i()        -- the processes of this node\n"
                 "ni()       -- the processes of all nodes\n"
                 "i(X,Y,Z)   -- the process <X,Y,Z>\n"
                 "l(Module)  -- load a module, again if need be\n"
                 "lm()       -- load what has changed since\n"
                 "lc([File]) -- compile several modules\n"
                 "ls()       -- the files here\n"
                 "ls(Dir)    -- the files of a folder\n"
                 "m()        -- the modules that are loaded\n"
                 "m(Mod)     -- facts of a module\n"
                 "mm()       -- the modules that have changed\n"
                 "memory()   -- how much memory is used, by kind\n"
                 "memory(T)  -- how much of one kind\n"
                 "nc(File)   -- compile, and load on all nodes\n"
                 "nl(Module) -- load on all nodes\n"
                 "pid(X,Y,Z) -- the pid with these numbers\n"
                 "pwd()      -- the name of this folder\n"
                 "q()        -- end the node in good order\n"
                 "regs()     -- the processes that have names\n"
                 "nregs()    -- the same on all nodes\n"
                 "uptime()   -- how long the node has run\n"
                 "xm(M)      -- look for calls that lead nowhere\n"
                 "y(File)    -- make a parser by yecc\n").

%%% Compiling and loading

c(Module) -> c(Module, []).

c(Module, Option) when not is_list(Option) -> c(Module, [Option]);
c(Module, Options) when is_atom(Module) ->
    Source = source_name(atom_to_list(Module)),
    case file:read_file_info(Source) of
        {ok, _} -> compiled(Source, Options);
        {error, _} -> c(Module, Options, fun(_) -> true end)
    end;
c(File, Options) -> compiled(File, Options).

%% A module whose source is elsewhere is compiled as it was.
c(Module, Options, Filter) when is_atom(Module) ->
    case code:which(Module) of
        Object when is_list(Object), Object =/= "" -> recompiled(Module, Object, Options, Filter);
        Other -> {error, Other}
    end.

recompiled(Module, Object, Options, Filter) ->
    Info = case code:ensure_loaded(Module) of
               {module, _} -> Module:module_info(compile);
               _ -> []
           end,
    Near = filename:rootname(Object) ++ ".erl",
    case [Source || Source <- [proplists:get_value(source, Info, Near), Near], element(1, file:read_file_info(Source)) =:= ok] of
        [Source | _] ->
            Old = [O || O <- proplists:get_value(options, Info, []), not is_outdir(O), Filter(O)],
            io:format("Recompiling ~ts\n", [Source]),
            compiled(Source, Options ++ [{outdir, filename:dirname(Object)} | Old]);
        [] ->
            {error, no_source}
    end.

source_name(Name) ->
    case filename:extension(Name) of
        "" -> Name ++ ".erl";
        _ -> Name
    end.

is_outdir({outdir, _}) -> true;
is_outdir(_) -> false.

compiled(File, Options0) ->
    Dir = case lists:search(fun is_outdir/1, Options0) of
              {value, {outdir, D}} -> D;
              false -> "."
          end,
    Options = [report_errors, report_warnings, {outdir, Dir} | [O || O <- Options0, not is_outdir(O)]],
    case compile:file(File, Options) of
        {ok, Mod} -> loaded(Mod, File, Dir);
        {ok, Mod, _Warnings} -> loaded(Mod, File, Dir);
        Other -> Other
    end.

loaded(Mod, File, Dir) ->
    Base = filename:basename(File, ".erl"),
    case atom_to_list(Mod) of
        Base ->
            code:purge(Mod),
            case code:load_abs(filename:join(Dir, Base), Mod) of
                {error, _} = Error -> Error;
                _ -> {ok, Mod}
            end;
        _ ->
            io:format("** Module name '~p' does not match file name '~tp' **~n", [Mod, File]),
            {error, badfile}
    end.

l(Module) ->
    code:purge(Module),
    code:load_file(Module).

lc(Files) ->
    {Options, Named} = lists:partition(fun is_tuple/1, Files),
    lists:foreach(fun(File) -> compile:file(File, [report_errors, report_warnings | Options]) end, Named).

lc_batch() ->
    io:format("Error: no files to compile~n"),
    halt(1).

lc_batch(Files) ->
    Results = [compile:file(File, [report_errors, report_warnings]) || File <- Files],
    halt(case lists:member(error, Results) of
             true -> 1;
             false -> 0
         end).

nc(File) -> nc(File, []).

nc(File, Options) when is_list(Options) ->
    case compile:file(File, Options ++ [report_errors, report_warnings]) of
        {ok, Mod} ->
            Object = filename:join(proplists:get_value(outdir, Options, "."), atom_to_list(Mod) ++ ".beam"),
            case file:read_file(Object) of
                {ok, Binary} ->
                    rpc:eval_everywhere(code, load_binary, [Mod, Object, Binary]),
                    {ok, Mod};
                Error -> Error
            end;
        Other -> Other
    end;
nc(File, Option) when is_atom(Option) -> nc(File, [Option]).

nl(Module) ->
    case code:get_object_code(Module) of
        {_, Binary, File} -> rpc:eval_everywhere(code, load_binary, [Module, File, Binary]);
        Other -> Other
    end.

mm() -> code:modified_modules().

lm() -> [l(M) || M <- mm()].

y(File) -> y(File, []).

y(File, Options) ->
    Grammar = case filename:extension(File) of
                  ".yrl" -> File;
                  _ -> lists:concat([File, ".yrl"])
              end,
    case file:read_file_info(Grammar) of
        {ok, _} -> appcall(parsetools, yecc, file, [File, Options]);
        {error, Reason} ->
            io:format("~ts: ~ts~n", [Grammar, file:format_error(Reason)]),
            error
    end.

%% DIFFERS: calls of what is undefined or deprecated are not looked for.
xm(Module) when is_atom(Module) ->
    case code:which(Module) of
        non_existing -> {error, xref_base, {file_error, lists:concat([Module, ".beam"]), enoent}};
        _ -> [{deprecated, []}, {undefined, []}, {unused, []}]
    end.

%% A function of an application that may not be installed.
appcall(App, M, F, Args) ->
    try
        apply(M, F, Args)
    catch
        error:undef:Stack ->
            case Stack of
                [{M, F, Args, _} | _] -> io:format("Call to ~w:~w/~w in application ~w failed.\n", [M, F, length(Args), App]);
                _ -> erlang:raise(error, undef, Stack)
            end
    end.

%% No module here has documentation.
h(Module) -> missing_docs(Module).

h(Module, _Function) -> missing_docs(Module).

h(Module, _Function, _Arity) -> missing_docs(Module).

ht(Module) -> missing_docs(Module).

ht(Module, _Type) -> missing_docs(Module).

ht(Module, _Type, _Arity) -> missing_docs(Module).

hcb(Module) -> missing_docs(Module).

hcb(Module, _Callback) -> missing_docs(Module).

hcb(Module, _Callback, _Arity) -> missing_docs(Module).

missing_docs(Module) when is_atom(Module) ->
    case code:which(Module) of
        non_existing -> {error, non_existing};
        _ -> {error, missing}
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

pid(X, Y, Z) ->
    list_to_pid("<" ++
                    integer_to_list(X) ++ "." ++ integer_to_list(Y) ++ "." ++ integer_to_list(Z) ++ ">").

i() -> i(processes()).

ni() -> i().

i(Pids) ->
    row("Pid", "Initial Call", "Heap", "Reds", "Msgs"),
    row("Registered", "Current Function", "Stack", "", ""),
    Limit = case io:rows() of
                {ok, Rows} -> Rows - 2;
                _ -> 100
            end,
    case rows(Pids, 2, Limit, {0, 0, 0, 0}) of
        {Reds, Msgs, Heap, Stack} ->
            row("Total", "", text(Heap), text(Reds), text(Msgs)),
            row("", "", text(Stack), "", "");
        less ->
            ok
    end.

i(X, Y, Z) -> pinfo(pid(X, Y, Z)).

%% Two lines a process; a full screen asks before it goes on.
rows(Pids, Line, Limit, Sums) when Line >= Limit ->
    case more() of
        true -> rows(Pids, 0, Limit, Sums);
        false -> less
    end;
rows([Pid | Pids], Line, Limit, {Reds0, Msgs0, Heap0, Stack0}) ->
    {Reds, Msgs, Heap, Stack} = display_info(Pid),
    rows(Pids, Line + 2, Limit, {Reds0 + Reds, Msgs0 + Msgs, Heap0 + Heap, Stack0 + Stack});
rows([], _Line, _Limit, Sums) ->
    Sums.

more() ->
    case io:get_line('more (y/n)? (y) ') of
        Line when Line =:= "\n"; Line =:= "y\n"; Line =:= "c\n" -> true;
        Line when Line =:= "n\n"; Line =:= "q\n"; Line =:= eof -> false;
        _ -> more()
    end.

display_info(Pid) ->
    case pinfo(Pid) of
        undefined ->
            {0, 0, 0, 0};
        Info ->
            [Reds, Msgs, Heap, Stack] = [fetch(Key, Info) || Key <- [reductions, message_queue_len, heap_size, stack_size]],
            Name = case fetch(registered_name, Info) of
                       0 -> "";
                       N -> io_lib:format("~tw", [N])
                   end,
            row(text(Pid), mfa_text(initial_call(Info)), text(Heap), text(Reds), text(Msgs)),
            row(Name, mfa_text(fetch(current_function, Info)), text(Stack), "", ""),
            {Reds, Msgs, Heap, Stack}
    end.

pinfo(Pid) ->
    case is_alive() of
        true -> rpc:call(node(Pid), erlang, process_info, [Pid]);
        false -> process_info(Pid)
    end.

fetch(Key, Info) ->
    case lists:keyfind(Key, 1, Info) of
        {_, Value} -> Value;
        false -> 0
    end.

initial_call(Info) ->
    case fetch(initial_call, Info) of
        {proc_lib, init_p, _} -> proc_lib:translate_initial_call(Info);
        Call -> Call
    end.

mfa_text({M, F, A}) when is_list(A) -> mfa_text({M, F, length(A)});
mfa_text({M, F, A}) -> io_lib:format("~w:~tw/~w", [M, F, A]);
mfa_text(Other) -> text(Other).

row(A, B, C, D, E) -> io:format("~-21ts ~-33ts ~8s ~8s ~4s~n", [A, B, C, D, E]).

text(Term) -> io_lib:write(Term).

bt(Pid) ->
    try process_info(Pid, backtrace) of
        {backtrace, Dump} -> io:put_chars(user, Dump);
        undefined -> undefined
    catch
        _:_ -> undefined
    end.

bi(Item) ->
    case erlang:system_info(Item) of
        Info when is_binary(Info); is_list(Info) -> io:put_chars(Info);
        Info -> io:format("~w", [Info])
    end.

regs() -> registered_on(node(), registered()).

nregs() ->
    lists:foreach(fun(Node) when Node =:= node() -> regs();
                     (Node) -> registered_on(Node, rpc:call(Node, erlang, registered, []))
                  end, [node() | nodes()]).

registered_on(Node, Names) when is_list(Names) ->
    Found = [{Name, on(Node, erlang, whereis, [Name])} || Name <- lists:sort(Names)],
    io:format("~n** Registered procs on node ~w **~n", [Node]),
    reg_line("Name", "Pid", "Initial Call", "Reds", "Msgs"),
    _ = [reg_row(Name, Pid, pinfo(Pid)) || {Name, Pid} <- Found, is_pid(Pid)],
    io:format("~n** Registered ports on node ~w **~n", [Node]),
    port_line("Name", "Id", "Command"),
    _ = [port_line(io_lib:format("~tw", [Name]), port_to_list(Port), fetch(name, [on(Node, erlang, port_info, [Port, name])]))
         || {Name, Port} <- Found, is_port(Port)],
    ok.

on(Node, M, F, Args) when Node =:= node() -> apply(M, F, Args);
on(Node, M, F, Args) -> rpc:call(Node, M, F, Args).

reg_row(Name, Pid, Info) ->
    reg_line(io_lib:format("~tw", [Name]), text(Pid), mfa_text(initial_call(Info)), text(fetch(reductions, Info)),
             text(fetch(message_queue_len, Info))).

reg_line(A, B, C, D, E) -> io:format("~-21ts ~-12s ~-25ts ~12s ~4s~n", [A, B, C, D, E]).

port_line(A, B, C) -> io:format("~-21ts ~-15s ~-40ts~n", [A, B, C]).

%%% Modules

m() ->
    module_line("Module", "File"),
    lists:foreach(fun({Mod, File}) -> module_line(Mod, File) end, lists:sort(code:all_loaded())).

module_line(A, B) -> io:format("~-20s  ~ts\n", [A, B]).

m(Mod) ->
    Info = Mod:module_info(),
    Options = case lists:keyfind(options, 1, fetch_list(compile, Info)) of
                  {options, Os} -> Os;
                  false -> []
              end,
    io:format("Module: ~w~n", [Mod]),
    _ = [io:format("MD5: ~.16b~n", [Md5]) || {md5, <<Md5:128>>} <- Info],
    case code:is_loaded(Mod) of
        {file, File} -> io:format("Object file: ~ts\n", [File]);
        _ -> ok
    end,
    io:format("Compiler options:  ~p~n", [Options]),
    io:format("Exports: ~n", []),
    exports([io_lib:format("~tw/~w", [F, A]) || {F, A} <- lists:keysort(1, fetch_list(exports, Info))]).

fetch_list(Key, Info) ->
    {Key, List} = lists:keyfind(Key, 1, Info),
    List.

%% Many functions go in two columns, the longer of them right.
exports(Texts) when length(Texts) > 16 ->
    {Left, Right} = lists:split(length(Texts) div 2, Texts),
    in_pairs(Left, Right);
exports(Texts) ->
    lists:foreach(fun(Text) -> io:format("         ~ts~n", [Text]) end, Texts).

in_pairs([L | Ls], [R | Rs]) ->
    io:format("~-30ts~ts~n", [L, R]),
    in_pairs(Ls, Rs);
in_pairs([], Rest) ->
    lists:foreach(fun(R) -> io:format("~-30ts~ts~n", ["", R]) end, Rest).

%%% The system

memory() -> erlang:memory().

memory(Type) -> erlang:memory(Type).

uptime() ->
    {Milliseconds, _} = erlang:statistics(wall_clock),
    io:format("~s~n", [uptime_text(calendar:seconds_to_daystime(Milliseconds div 1000))]).

%% From the largest unit that counts.
uptime_text({D, {H, M, S}}) ->
    lists:flatten([[io_lib:format("~p days, ", [D]) || D > 0],
                   [io_lib:format("~p hours, ", [H]) || D + H > 0],
                   [io_lib:format("~p minutes and ", [M]) || D + H + M > 0],
                   io_lib:format("~p seconds", [S])]).

q() -> init:stop().

erlangrc() -> {error, enoent}.

erlangrc([Home | _]) when is_list(Home) -> {error, enoent}.

%%% Files

pwd() ->
    case file:get_cwd() of
        {ok, Dir} -> io:format("~ts\n", [Dir]);
        {error, _} -> io:format("Cannot determine current directory\n")
    end.

cd(Dir) ->
    _ = file:set_cwd(Dir),
    pwd().

ls() -> ls(".").

ls(Dir) ->
    case file:list_dir(Dir) of
        {ok, Names} -> in_columns(lists:sort(Names));
        {error, enotdir} when is_list(Dir) -> in_columns([lists:flatten(Dir)]);
        {error, enotdir} -> in_columns([atom_to_list(Dir)]);
        {error, Error} -> io:format("~ts\n", [file:format_error(Error)])
    end.

in_columns([]) ->
    ok;
in_columns(Names) ->
    Width = min(lists:max([length(N) || N <- Names]), 40) + 5,
    in_columns(Names, Width, 0).

in_columns(Names, Width, Used) when Width + Used >= 80 ->
    io:nl(),
    in_columns(Names, Width, 0);
in_columns([Name | Names], Width, Used) ->
    io:format("~-*ts", [Width, Name]),
    in_columns(Names, Width, Used + Width);
in_columns([], _Width, _Used) ->
    io:nl().
