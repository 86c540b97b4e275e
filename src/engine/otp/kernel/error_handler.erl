%% Subset of OTP's error_handler. Missing: stubs of the debugger and of dynamic loading at breakpoints.
%%
%% Called by the emulator for a function that is not there: loads its module and tries again, or raises undef.
-module(error_handler).

-export([undefined_function/3, undefined_lambda/3, raise_undef_exception/3]).

undefined_function(Module, Func, Args) ->
    case ensure_loaded(Module) of
        {module, Module} ->
            case erlang:function_exported(Module, Func, length(Args)) of
                true -> apply(Module, Func, Args);
                false -> call_undefined_function_handler(Module, Func, Args)
            end;
        _ ->
            crash(Module, Func, Args)
    end.

undefined_lambda(Module, Fun, Args) ->
    case ensure_loaded(Module) of
        {module, Module} -> apply(Fun, Args);
        _ -> crash(Fun, Args)
    end.

raise_undef_exception(Module, Func, Args) ->
    crash({Module, Func, Args, []}).

call_undefined_function_handler(Module, Func, Args) ->
    case erlang:function_exported(Module, '$handle_undefined_function', 2) of
        true -> Module:'$handle_undefined_function'(Func, Args);
        false -> crash(Module, Func, Args)
    end.

%% The code server cannot ask itself, and before it runs there is nobody to ask.
ensure_loaded(Module) ->
    case whereis(code_server) of
        Server when is_pid(Server), Server =/= self() -> code:ensure_loaded(Module);
        _ ->
            case erlang:module_loaded(Module) of
                true -> {module, Module};
                false -> {error, nofile}
            end
    end.

crash(Fun, Args) ->
    crash({Fun, Args, []}).

crash(Module, Func, Args) ->
    crash({Module, Func, Args, []}).

%% The stack starts with the missing function, in the place of this one.
crash(Missing) ->
    try
        erlang:error(undef)
    catch
        error:undef:Stack ->
            erlang:raise(error, undef, [Missing | tl(Stack)])
    end.
