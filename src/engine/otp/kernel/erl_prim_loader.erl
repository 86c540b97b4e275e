%% Subset of OTP's erl_prim_loader. Missing: paths and archives; files come from the store that prim_file has.
-module(erl_prim_loader).

-export([start/0, get_file/1, list_dir/1, read_file_info/1, get_path/0, get_cwd/0]).

start() ->
    Starter = self(),
    Pid = spawn_link(fun() ->
                        register(?MODULE, self()),
                        process_flag(trap_exit, true),
                        Starter ! {?MODULE, started},
                        loop(state, Starter, [])
                end),
    receive {?MODULE, started} -> {ok, Pid} end.

loop(State, Parent, Paths) ->
    receive
        _ -> loop(State, Parent, Paths)
    end.

get_file(Name) ->
    case prim_file:read_file(Name) of
        {ok, Binary} -> {ok, Binary, Name};
        {error, _} -> error
    end.

list_dir(Name) ->
    case prim_file:list_dir(Name) of
        {ok, Names} -> {ok, Names};
        {error, _} -> error
    end.

read_file_info(Name) ->
    case file:read_file_info(Name) of
        {ok, Info} -> {ok, Info};
        {error, _} -> error
    end.

get_path() -> {ok, []}.

get_cwd() -> prim_file:get_cwd().
