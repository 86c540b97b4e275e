-module(gst).
-behaviour(gen_statem).
-compile(export_all).
callback_mode() -> case get(cm) of undefined -> case persistent_term:get(cm, handle_event_function) of X -> X end; X -> X end.
init(F) when is_function(F) -> F();
init({S,D}) -> {ok, S, D}.
handle_event(enter, Old, St, D) -> io:format("enter ~p ~p ~p~n",[Old,St,D]), keep_state_and_data;
handle_event(T, {do,F}, St, D) -> F(T,St,D);
handle_event({call,F}, get, St, D) -> {keep_state_and_data,[{reply,F,{St,D}}]};
handle_event(T, C, St, D) -> io:format("ev ~p ~p ~p ~p~n",[case T of {call,_}->call;_->T end,C,St,D]), keep_state_and_data.
a(T, {do,F}, D) -> F(T,a,D);
a({call,F}, get, D) -> {keep_state_and_data,[{reply,F,{a,D}}]};
a(T,C,D) -> io:format("a ~p ~p ~p~n",[case T of {call,_}->call;_->T end,C,D]), keep_state_and_data.
b(T, {do,F}, D) -> F(T,b,D);
b({call,F}, get, D) -> {keep_state_and_data,[{reply,F,{b,D}}]};
b(T,C,D) -> io:format("b ~p ~p ~p~n",[T,C,D]), keep_state_and_data.
terminate(R,S,{term,P}) -> P ! {terminated,R,S};
terminate(_,_,_) -> ok.
code_change(V,S,D,E) -> {ok,S,{V,D,E}}.
