-module(ge).
-behaviour(gen_event).
-compile(export_all).
init({F}) -> F();
init({{swap,A},T}) -> {ok,{swapped,A,T}};
init(X) -> {ok, X}.
handle_event({do,F}, S) -> F(S);
handle_event(_, S) -> {ok, S}.
handle_call({do,F}, S) -> F(S);
handle_call(get, S) -> {ok, S, S}.
handle_info({do,F}, S) -> F(S);
handle_info(_, S) -> {ok, S}.
terminate(R, {term,P}) -> P ! {terminated, R}, tres;
terminate(R, _) -> {tr, R}.
code_change(V, S, E) -> {ok, {V,S,E}}.
