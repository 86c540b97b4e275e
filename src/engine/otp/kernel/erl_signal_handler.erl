%% Subset of OTP's erl_signal_handler.
%%
%% The handler in erl_signal_server of what the operating system asks of a node: only the stop is honoured.
-module(erl_signal_handler).
-behaviour(gen_event).

-export([init/1, handle_event/2, handle_call/2, handle_info/2]).

-record(state, {}).

init(_Args) -> {ok, #state{}}.

handle_event(sigterm, State) ->
    ok = init:stop(),
    {ok, State};
handle_event(_Signal, State) -> {ok, State}.

handle_call(_Request, State) -> {ok, ok, State}.

handle_info(_Message, State) -> {ok, State}.
