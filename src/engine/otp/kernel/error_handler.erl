%% Subset of OTP's error_handler. Missing: stubs of the debugger and of dynamic loading at breakpoints.
%%
%% Called by the emulator for a function that is not there: loads its module and tries again, or raises undef.
-module(error_handler).

-export([undefined_function/3, undefined_lambda/3, raise_undef_exception/3]).

undefined_function(Module, Func, Args) ->
    case loaded(Module) of
        true ->
            case erlang:function_exported(Module, Func, length(Args)) of
                true -> apply(Module, Func, Args);
                false -> handled_by_module(Module, Func, Args)
            end;
        false ->
            crash(Module, Func, Args)
    end.

undefined_lambda(Module, Fun, Args) ->
    case loaded(Module) of
        true -> apply(Fun, Args);
        false -> crash(Module, Fun, Args)
    end.

raise_undef_exception(Module, Func, Args) ->
    crash({Module, Func, Args, []}).

handled_by_module(Module, Func, Args) ->
    case erlang:function_exported(Module, '$handle_undefined_function', 2) of
        true -> Module:'$handle_undefined_function'(Func, Args);
        false -> crash(Module, Func, Args)
    end.

%% The code server cannot ask itself, and before it runs there is nobody to ask.
loaded(Module) ->
    erlang:module_loaded(Module) orelse
        case whereis(code_server) of
            Server when is_pid(Server), Server =/= self() -> code:ensure_loaded(Module) =:= {module, Module};
            _ -> false
        end.

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
