%% Subset of OTP's code. Missing: archives, sticky directories, native code, documentation chunks.
%%
%% Asks the code server, so that two processes never load one module at once.
-module(code).

-export([start_link/0, ensure_loaded/1, ensure_modules_loaded/1, load_file/1, load_abs/1, load_abs/2, load_binary/3, delete/1,
         purge/1, soft_purge/1, is_loaded/1, all_loaded/0, all_available/0, which/1, get_object_code/1, get_path/0, set_path/1,
         add_path/1, add_patha/1, add_pathz/1, add_paths/1, add_pathsa/1, add_pathsz/1, del_path/1, root_dir/0, lib_dir/0, lib_dir/1, lib_dir/2,
         priv_dir/1, compiler_dir/0, objfile_extension/0, get_mode/0, modified_modules/0, module_status/1, module_md5/1,
         is_sticky/1, stick_mod/1, unstick_mod/1, rehash/0, where_is_file/1, clash/0]).

-define(ROOT, "/usr/lib/erlang").

start_link() -> code_server:start_link().

call(Request) -> code_server:call(Request).

ensure_loaded(Mod) when is_atom(Mod) ->
    case erlang:module_loaded(Mod) of
        true -> {module, Mod};
        false -> compiled(Mod, call({ensure_loaded, Mod}))
    end.

ensure_modules_loaded(Mods) when is_list(Mods) ->
    case [{M, Why} || M <- Mods, {error, Why} <- [ensure_loaded(M)]] of
        [] -> ok;
        Errors -> {error, Errors}
    end.

load_file(Mod) when is_atom(Mod) -> compiled(Mod, call({load_file, Mod})).

%% Source that parse transforms must see is compiled by the caller: the transforms need the code server themselves.
compiled(Mod, {forms, Forms, File}) ->
    case compile:forms(Forms, [report_errors]) of
        {ok, Mod, Code} -> load_binary(Mod, File, Code);
        _ -> {error, badfile}
    end;
compiled(_Mod, Result) -> Result.

load_abs(File) when is_list(File); is_atom(File) -> load_abs(File, list_to_atom(filename:basename(File))).

load_abs(File, Mod) when is_atom(Mod) -> call({load_abs, File, Mod}).

load_binary(Mod, File, Bin) when is_atom(Mod), is_binary(Bin) -> call({load_binary, Mod, File, Bin}).

delete(Mod) when is_atom(Mod) -> call({delete, Mod}).

purge(Mod) when is_atom(Mod) -> call({purge, Mod}).

soft_purge(Mod) when is_atom(Mod) -> call({soft_purge, Mod}).

is_loaded(Mod) when is_atom(Mod) ->
    case erlang:module_loaded(Mod) of
        true -> erl_code_host:loaded_file(Mod);
        false -> false
    end.

all_loaded() -> [{M, F} || M <- erlang:loaded(), {file, F} <- [erl_code_host:loaded_file(M)]].

all_available() -> [{atom_to_list(M), F, true} || {M, F} <- all_loaded()].

which(Mod) when is_atom(Mod) ->
    case is_loaded(Mod) of
        {file, File} -> File;
        false -> erl_code_host:which(Mod)
    end.

get_object_code(Mod) when is_atom(Mod) ->
    case erl_code_host:object_code(Mod) of
        {ok, Binary, File} -> {Mod, Binary, File};
        error -> error
    end.

module_md5(Bin) when is_binary(Bin) -> erlang:md5(Bin).

get_path() -> call(get_path).

set_path(Path) when is_list(Path) -> call({set_path, Path}).

add_path(Dir) -> add_pathz(Dir).

add_patha(Dir) when is_list(Dir) -> call({add_path, first, Dir}).

add_pathz(Dir) when is_list(Dir) -> call({add_path, last, Dir}).

add_paths(Dirs) -> add_pathsz(Dirs).

add_pathsa(Dirs) -> lists:foreach(fun add_patha/1, Dirs).

add_pathsz(Dirs) -> lists:foreach(fun add_pathz/1, Dirs).

del_path(Dir) -> call({del_path, Dir}).

root_dir() -> ?ROOT.

lib_dir() -> ?ROOT ++ "/lib".

lib_dir(App) when is_atom(App) ->
    case application:get_key(App, vsn) of
        {ok, Vsn} -> lib_dir() ++ "/" ++ atom_to_list(App) ++ "-" ++ Vsn;
        undefined -> {error, bad_name}
    end;
lib_dir(_) -> {error, bad_name}.

lib_dir(App, SubDir) ->
    case lib_dir(App) of
        Dir when is_list(Dir) -> filename:join(Dir, SubDir);
        Error -> Error
    end.

priv_dir(App) -> lib_dir(App, "priv").

compiler_dir() -> lib_dir(compiler).

objfile_extension() -> ".beam".

get_mode() -> interactive.

modified_modules() -> [].

module_status(Mod) ->
    case is_loaded(Mod) of
        false -> not_loaded;
        _ -> loaded
    end.

is_sticky(_Mod) -> false.

stick_mod(_Mod) -> ok.

unstick_mod(_Mod) -> ok.

rehash() -> ok.

where_is_file(Name) ->
    Found = [F || Dir <- get_path(), F <- [filename:join(Dir, Name)], prim_file:file_type(F) =:= regular],
    case Found of
        [File | _] -> File;
        [] -> non_existing
    end.

clash() -> ok.
