%% The middleware that runs the handler which the router chose: Handler:init/2,
%% then the optional Handler:terminate/3, also after a crash.
-module(cowboy_handler).

-export([execute/2]).

execute(Req, #{handler := Handler, handler_opts := Opts} = Env) ->
    try Handler:init(Req, Opts) of
        {ok, Req2, State} ->
            Result = finish(normal, Req2, State, Handler),
            {ok, Req2, Env#{result => Result}}
    catch
        Class:Reason:Stack ->
            finish({crash, Class, Reason}, Req, Opts, Handler),
            erlang:raise(Class, Reason, Stack)
    end.

finish(Reason, Req, State, Handler) ->
    case erlang:function_exported(Handler, terminate, 3) of
        true -> Handler:terminate(Reason, Req, State);
        false -> ok
    end.
