-module(info).
-export([main/0]).

main() ->
    put(one, 1),
    A = get(one),
    F = fun(X) -> X + A end,
    {erlang:fun_info(F, arity), erlang:fun_info(F, env), erlang:fun_info(F, name), erlang:fun_info(F, type), is_function(F, 1), is_function(F, 2), erlang:fun_info(fun m:f/3, name)}.

%% => {{arity,1},{env,[1]},{name,'-main/0-fun-0-'},{type,local},true,false,{name,f}}
