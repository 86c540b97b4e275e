%% Subset of OTP's logger_handler_watcher.
%%
%% Removes the handlers of processes that end.
-module(logger_handler_watcher).
-behaviour(gen_server).

-export([start_link/0, register_handler/2, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

register_handler(Id, Pid) -> gen_server:call(?MODULE, {register, Id, Pid}).

init([]) ->
    process_flag(trap_exit, true),
    {ok, #{}}.

handle_call({register, Id, Pid}, _From, Handlers) ->
    {reply, ok, Handlers#{erlang:monitor(process, Pid) => Id}}.

handle_cast(_Request, Handlers) -> {noreply, Handlers}.

handle_info({'DOWN', Ref, process, _, shutdown}, Handlers) ->
    {noreply, maps:remove(Ref, Handlers)};
handle_info({'DOWN', Ref, process, _, _}, Handlers) ->
    case maps:take(Ref, Handlers) of
        {Id, Rest} ->
            _ = logger:remove_handler(Id),
            {noreply, Rest};
        error ->
            {noreply, Handlers}
    end;
handle_info(_Message, Handlers) -> {noreply, Handlers}.
