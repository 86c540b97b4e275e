%% Stand-in for OTP's eunit_test: calls of test functions, and of what sets up and tears down around them.
%% The -file attributes keep the line numbers that a stack of the real module shows.
-module(eunit_test).
-export([run_testfun/1, mf_wrapper/2, enter_context/4]).

%% {ok, Value} | {error, {Class, Reason, Stack}} | {skipped, Reason}.
-file("eunit_test.erl", 68).
run_testfun(F) ->
    try
        F()
    of
        Value -> {ok, Value}
    catch
        throw:{?MODULE, Reason} -> {skipped, Reason};
        Class:Reason:Stack -> {error, {Class, Reason, Stack}}
    end.

%% What called it is no part of its stack.
pruned(Stack) -> lists:takewhile(fun({M, _, _, _}) -> M =/= ?MODULE andalso M =/= eunit_proc end, Stack).

%% A fun that calls M:F(), and says so when there is none.
-file("eunit_test.erl", 269).
mf_wrapper(M, F) ->
    fun() ->
        try
            M:F()
        catch
            error:undef:Stack -> missing(M, F, Stack)
        end
    end.

missing(M, F, Stack) ->
    case {code:ensure_loaded(M), erlang:function_exported(M, F, 0)} of
        {{error, _}, _} -> throw({?MODULE, {module_not_found, M}});
        {_, false} -> throw({?MODULE, {no_such_function, {M, F, 0}}});
        {_, true} -> erlang:raise(error, undef, own(M, F, Stack))
    end.

%% The stack down to the test, which is on it even where it had ended in a call.
own(M, F, Stack) ->
    Frames = pruned(Stack),
    case lists:last(Frames) of
        {M, F, 0, _} -> Frames;
        _ -> Frames ++ [{M, F, 0, []}]
    end.

%% Sets up, makes the tests, has them run, cleans up. {ok, Value} | {error, Reason}.
-file("eunit_test.erl", 326).
enter_context(Setup, Cleanup, Instantiate, Callback) ->
    try
        Setup()
    of
        Value -> instantiated(Value, Cleanup, Instantiate, Callback)
    catch
        Class:Reason:Stack -> {error, {setup_failed, {Class, Reason, pruned(Stack)}}}
    end.

instantiated(Value, Cleanup, Instantiate, Callback) ->
    Result = try Instantiate(Value) of
                 Tests ->
                     case eunit_lib:is_not_test(Tests) of
                         true -> {error, {{bad_instantiator, {instance(Instantiate), Tests}}, {error, badarg, []}}};
                         false -> {ok, Callback(Tests)}
                     end
             catch
                 Class:Reason:Stack -> {error, {instantiation_failed, {Class, Reason, pruned(Stack)}}}
             end,
    try Cleanup(Value) of
        _ -> Result
    catch
        Class1:Reason1:Stack1 -> {error, {cleanup_failed, {Class1, Reason1, pruned(Stack1)}}}
    end.

instance(F) ->
    {module, M} = erlang:fun_info(F, module),
    {name, N} = erlang:fun_info(F, name),
    {arity, A} = erlang:fun_info(F, arity),
    {M, N, A}.

