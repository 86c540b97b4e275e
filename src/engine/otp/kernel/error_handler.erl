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
            raise_undef_exception(Module, Func, Args)
    end.

undefined_lambda(Module, Fun, Args) ->
    case loaded(Module) of
        true -> apply(Fun, Args);
        false -> raise_undef_exception(Module, Fun, Args)
    end.

handled_by_module(Module, Func, Args) ->
    case erlang:function_exported(Module, '$handle_undefined_function', 2) of
        true -> Module:'$handle_undefined_function'(Func, Args);
        false -> raise_undef_exception(Module, Func, Args)
    end.

loaded(Module) ->
    erlang:module_loaded(Module) orelse code:ensure_loaded(Module) =:= {module, Module}.

%% The stack starts with the missing function, without this module.
raise_undef_exception(Module, Func, Args) ->
    try
        erlang:error(undef)
    catch
        error:undef:Stack ->
            Others = [Frame || Frame <- Stack, element(1, Frame) =/= ?MODULE],
            erlang:raise(error, undef, [{Module, Func, Args, []} | Others])
    end.
