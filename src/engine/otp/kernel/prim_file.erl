%% Subset of OTP's prim_file. Missing: everything but whole files and folders; the store is in memory.
%%
%% Natives: every function here is replaced by the engine. Paths are lists of characters, relative to get_cwd/0.
-module(prim_file).

-export([read_file/1, write_file/3, list_dir/1, file_type/1, file_size/1, delete/1, make_dir/1, del_dir/1, rename/2, get_cwd/0, set_cwd/1,
         modified/1, start/0]).

%% The process that OTP closes forgotten files with; here there are none.
start() ->
    helper_loop().

helper_loop() ->
    receive
        _ -> helper_loop()
    end.

%% {ok, Binary} | {error, Posix}
read_file(_Name) -> erlang:nif_error(undef).

%% How is write or append. ok | {error, Posix}
write_file(_Name, _Binary, _How) -> erlang:nif_error(undef).

%% {ok, Names} | {error, Posix}
list_dir(_Name) -> erlang:nif_error(undef).

%% regular | directory | none
file_type(_Name) -> erlang:nif_error(undef).

%% {ok, Bytes} | {error, Posix}
file_size(_Name) -> erlang:nif_error(undef).

%% ok | {error, Posix}
delete(_Name) -> erlang:nif_error(undef).
make_dir(_Name) -> erlang:nif_error(undef).
del_dir(_Name) -> erlang:nif_error(undef).
rename(_From, _To) -> erlang:nif_error(undef).

%% {ok, Name}
get_cwd() -> erlang:nif_error(undef).

%% ok | {error, Posix}
set_cwd(_Name) -> erlang:nif_error(undef).

%% {ok, {{Y, Mo, D}, {H, Mi, S}}} | {error, Posix}
modified(_Name) -> erlang:nif_error(undef).
