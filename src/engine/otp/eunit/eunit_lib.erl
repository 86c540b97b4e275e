%% Stand-in for OTP's eunit_lib: texts of exceptions, stacks and errors of eunit itself. Missing: commands of the
%% operating system, tries, lists that grow on demand.
-module(eunit_lib).
-export([format_exception/1, format_exception/2, format_stacktrace/1, format_exit_term/1, format_error/1, format_error/2,
         is_not_test/1, is_string/1, uniq/1, split_node/1, command/1]).

format_exception(Exception) -> format_exception(Exception, 20).

format_exception({Class, Term, Stack}, Depth) when is_atom(Class), is_list(Stack) ->
    [format_stacktrace(Stack), io_lib:format("**~w:", [Class]), term(Term, Depth)];
format_exception(Term, Depth) ->
    term(Term, Depth).

term(Term, Depth) -> io_lib:format("~tP~n", [Term, Depth]).

format_exit_term(Term) -> term(Term, 15).

format_stacktrace(Stack) -> frames(Stack, "in function", "in call from").

frames([{M, F, Arguments, Location} | Rest], Pre, Next) when is_list(Arguments) ->
    Texts = lists:join(",", [io_lib:format("~tP", [A, 15]) || A <- Arguments]),
    [place(M, F, length(Arguments), Location, Pre), io_lib:format("  called as ~tw(~ts)~n", [F, Texts]) | frames(Rest, Next, Next)];
frames([{M, F, Arity, Location} | Rest], Pre, Next) ->
    [place(M, F, Arity, Location, Pre) | frames(Rest, Next, Next)];
frames([], _, _) ->
    [].

place(M, F, Arity, Location, Pre) ->
    Where = case {lists:keyfind(file, 1, Location), lists:keyfind(line, 1, Location)} of
                {{file, File}, {line, Line}} -> io_lib:format(" (~ts, line ~w)", [File, Line]);
                {{file, File}, false} -> io_lib:format(" (~ts)", [File]);
                _ -> ""
            end,
    io_lib:format("~ts ~w:~tw/~w~ts~n", [Pre, M, F, Arity, Where]).

format_error(Error) -> format_error(Error, 20).

format_error({bad_test, Term}, Depth) -> titled("bad test descriptor", io_lib:format("~tP", [Term, Depth]));
format_error({bad_generator, {{M, F, A}, Term}}, Depth) ->
    titled(io_lib:format("result from generator ~w:~tw/~w is not a test", [M, F, A]), io_lib:format("~tP", [Term, Depth]));
format_error({generator_failed, {{M, F, A}, Exception}}, Depth) ->
    titled(io_lib:format("test generator ~w:~tw/~w failed", [M, F, A]), format_exception(Exception, Depth));
format_error({no_such_function, {M, F, A}}, _) -> titled(io_lib:format("no such function: ~w:~tw/~w", [M, F, A]), "");
format_error({module_not_found, Module}, _) -> titled("test module not found", io_lib:format("~tp", [Module]));
format_error({application_not_found, App}, _) when is_atom(App) -> titled("application not found", io_lib:format("~w", [App]));
format_error({file_read_error, {Reason, _, File}}, _) ->
    Text = case Reason of
               {_, _, _} -> io_lib:format("~tp", [Reason]);
               enoent -> "no such file or directory";
               _ when is_list(Reason) -> Reason;
               _ -> io_lib:format("~tp", [Reason])
           end,
    titled("error reading file", io_lib:format("~ts: ~ts", [Text, File]));
format_error({setup_failed, Exception}, Depth) -> titled("context setup failed", format_exception(Exception, Depth));
format_error({cleanup_failed, Exception}, Depth) -> titled("context cleanup failed", format_exception(Exception, Depth));
format_error({instantiation_failed, Exception}, Depth) ->
    titled("instantiation of subtests failed", format_exception(Exception, Depth));
format_error({{bad_instantiator, {{M, F, A}, Term}}, _}, Depth) ->
    titled(io_lib:format("result from instantiator ~w:~tw/~w is not a test", [M, F, A]), io_lib:format("~tP", [Term, Depth]));
format_error(Other, Depth) -> titled("unknown error", io_lib:format("~tP", [Other, Depth])).

titled(Title, Text) -> ["*** ", Title, " ***\n**", Text, "\n\n"].

%% Terms that a test may return by mistake, instead of being one.
is_not_test(T) ->
    case T of
        ok -> true;
        error -> true;
        true -> true;
        false -> true;
        undefined -> true;
        {ok, _} -> true;
        {error, _} -> true;
        {'EXIT', _} -> true;
        N when is_number(N) -> true;
        [N | _] when is_number(N) -> true;
        X when is_binary(X); is_pid(X); is_port(X); is_reference(X) -> true;
        _ -> false
    end.

is_string([C | Cs]) when is_integer(C), C >= 0, C =< 16#10ffff -> is_string(Cs);
is_string([]) -> true;
is_string(_) -> false.

uniq([X, X | Rest]) -> uniq([X | Rest]);
uniq([X | Rest]) -> [X | uniq(Rest)];
uniq([]) -> [].

split_node(Node) when is_atom(Node) ->
    case string:split(atom_to_list(Node), "@") of
        [Name, Host] -> {list_to_atom(Name), list_to_atom(Host)};
        [Name] -> {list_to_atom(Name), undefined}
    end.

command(_Command) -> erlang:error(notsup).
