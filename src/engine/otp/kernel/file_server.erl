%% Subset of OTP's file_server. Missing: files of other nodes.
%%
%% The process file_server_2: every node has it; here the store itself answers, and the server keeps the order of changes.
-module(file_server).
-behaviour(gen_server).

-export([start_link/0, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link() -> gen_server:start_link({local, file_server_2}, ?MODULE, [], []).

init([]) ->
    process_flag(trap_exit, true),
    file_io_servers = ets:new(file_io_servers, [named_table]),
    {ok, #{}}.

handle_call({run, F, Args}, _From, State) -> {reply, apply(prim_file, F, Args), State}.

handle_cast(_, State) -> {noreply, State}.

handle_info(_, State) -> {noreply, State}.
