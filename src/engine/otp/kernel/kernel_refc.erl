%% Subset of OTP's kernel_refc. Missing: the scheduler wall time that it counts users of.
-module(kernel_refc).
-behaviour(gen_server).

-export([start_link/0, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

init([]) -> {ok, #{scheduler_wall_time => #{}}}.

handle_call(_Request, _From, State) -> {reply, ok, State}.

handle_cast(_Request, State) -> {noreply, State}.

handle_info(_Message, State) -> {noreply, State}.
