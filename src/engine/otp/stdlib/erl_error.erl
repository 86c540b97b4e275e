%% Subset of OTP's erl_error. Missing: limits on the length of a line other than 80 columns.
%%
%% Turns class, reason and stack into the text that the shell and crash reports show. A printer PF(Term, Column) gives the
%% text of a value that starts in a column (1 is the leftmost); I is the column of the word `exception`.
-module(erl_error).

-export([format_exception/3, format_exception/4, format_exception/6, format_exception/7, format_exception/8,
         format_stacktrace/4, format_stacktrace/5, format_call/4, format_call/5, format_fun/1, format_fun/2]).

-define(WIDTH, 80).
-record(how, {pf, enc = latin1}).

format_exception(Class, Reason, Stack) -> format_exception(Class, Reason, Stack, #{}).

format_exception(Class, Reason, Stack, Options) when is_map(Options) ->
    Column = maps:get(column, Options, 1),
    Trim = maps:get(stack_trim_fun, Options, fun(_, _, _) -> false end),
    Print = maps:get(format_fun, Options, fun(Term, C) -> io_lib:format("~." ++ integer_to_list(C) ++ "tp", [Term]) end),
    unicode:characters_to_list(format_exception(Column, Class, Reason, Stack, Trim, Print, unicode)).

format_exception(I, Class, Reason, Stack, StackFun, FormatFun) ->
    format_exception(I, Class, Reason, Stack, StackFun, FormatFun, latin1).

format_exception(I, Class, Reason, Stack, StackFun, FormatFun, Encoding) ->
    format_exception(I, Class, Reason, Stack, StackFun, FormatFun, Encoding, -1).

format_exception(I, Class, Reason, Stack0, StackFun, FormatFun, Encoding, _CharsLimit) ->
    How = #how{pf = FormatFun, enc = Encoding},
    Stack = trimmed(Stack0, StackFun),
    {Text, Rest} = explained(Class, Reason, Stack0, Stack, I, How),
    ["exception ", class_word(Class), ": ", Text | stack_text(Rest, Reason, I, "in function ", How)].

format_stacktrace(I, Stack, StackFun, FormatFun) -> format_stacktrace(I, Stack, StackFun, FormatFun, latin1).

format_stacktrace(I, Stack, StackFun, FormatFun, Encoding) ->
    case stack_text(trimmed(Stack, StackFun), none, I - 2, "in function ", #how{pf = FormatFun, enc = Encoding}) of
        [] -> [];
        [[_Newline | First] | More] -> [First | More]
    end.

format_call(I, ForMForF, Args, FormatFun) -> format_call(I, ForMForF, Args, FormatFun, latin1).

format_call(I, ForMForF, Args, FormatFun, Encoding) ->
    How = #how{pf = FormatFun, enc = Encoding},
    case ForMForF of
        {M, F} -> call_text(M, F, Args, I, How);
        F when is_function(F) ->
            {module, M} = erlang:fun_info(F, module),
            {name, N} = erlang:fun_info(F, name),
            arguments([mf_text(M, N, length(Args), How), "("], Args, I, How);
        F when is_atom(F) -> arguments([atom_text(F, How), "("], Args, I, How)
    end.

format_fun(Fun) -> format_fun(Fun, latin1).

format_fun(Fun, Encoding) when is_function(Fun) ->
    {module, M} = erlang:fun_info(Fun, module),
    {name, F} = erlang:fun_info(Fun, name),
    {arity, A} = erlang:fun_info(Fun, arity),
    case erlang:fun_info(Fun, type) of
        {type, local} when M =:= erl_eval -> io_lib:format("interpreted function with arity ~w", [A]);
        {type, local} -> [mf_text(M, F, A, #how{enc = Encoding}), $/, integer_to_list(A)];
        {type, external} -> [mf_text(M, F, A, #how{enc = Encoding}), $/, integer_to_list(A)]
    end.

class_word(error) -> "error";
class_word(exit) -> "exit";
class_word(throw) -> "throw".

%% "exception error: " and its kin.
prefix_size(Class) -> 12 + length(class_word(Class)).

%% Only the outer end of a stack is cut.
trimmed(Stack, StackFun) ->
    lists:reverse(lists:dropwhile(fun(Frame) -> StackFun(element(1, Frame), element(2, Frame), element(3, Frame)) end,
                                  lists:reverse(Stack))).

%%% The first line: {Text, frames still to show}

explained(error, Reason, Whole, Stack, I, How) ->
    case extra_texts(Reason, Stack) of
        #{reason := Text} -> {Text, Stack};
        _ -> error_text(Reason, Whole, Stack, I, How)
    end;
explained(exit, Reason, _Whole, Stack, I, How) ->
    {exit_text(Reason, I, How), Stack};
explained(throw, Reason, _Whole, Stack, I, How) ->
    {value_text(Reason, "", throw, I, How), Stack}.

exit_text({restricted_shell_bad_return, V}, I, How) ->
    value_text(V, "restricted shell module returned bad value ", exit, I, How);
exit_text({restricted_shell_disallowed, {{M, F}, As}}, I, How) when is_list(As) ->
    reason_call("restricted shell does not allow ", {M, F}, As, exit, I, How);
exit_text({restricted_shell_disallowed, {F, As}}, I, How) when is_list(As) ->
    reason_call("restricted shell does not allow ", F, As, exit, I, How);
exit_text(restricted_shell_started, _, _) -> "restricted shell starts now";
exit_text(restricted_shell_stopped, _, _) -> "restricted shell stopped";
exit_text(calling_self, _, _) -> "the current process attempted to call itself";
exit_text(Reason, I, How) -> value_text(Reason, "", exit, I, How).

error_text(badarg, _, St, _, _) -> {"bad argument", St};
error_text({badarg, V}, _, St, I, How) -> {value_text(V, "bad argument: ", error, I, How), St};
error_text(badarith, _, St, _, _) -> {"an error occurred when evaluating an arithmetic expression", St};
error_text({badarity, {Fun, As}}, _, St, _, How) when is_function(Fun), is_list(As) ->
    {[format_fun(Fun, How#how.enc), " called with ", count_text(length(As))], St};
error_text({badfun, V}, _, St, I, How) -> {value_text(V, "bad function ", error, I, How), St};
error_text({badmatch, V}, _, St, I, How) -> {value_text(V, "no match of right hand side value ", error, I, How), St};
error_text({bad_generator, V}, _, St, I, How) -> {value_text(V, "bad generator ", error, I, How), St};
error_text({bad_filter, V}, _, St, I, How) -> {value_text(V, "bad filter ", error, I, How), St};
error_text({case_clause, V}, _, St, I, How) -> {value_text(V, "no case clause matching ", error, I, How), St};
error_text({try_clause, V}, _, St, I, How) -> {value_text(V, "no try clause matching ", error, I, How), St};
error_text({badkey, V}, _, St, I, How) -> {value_text(V, "bad key: ", error, I, How), St};
error_text({badmap, V}, _, St, I, How) -> {value_text(V, "bad map: ", error, I, How), St};
error_text(if_clause, _, St, _, _) -> {"no true branch found when evaluating an if expression", St};
error_text(noproc, _, St, _, _) -> {"no such process or port", St};
error_text(notalive, _, St, _, _) -> {"the node cannot be part of a distributed system", St};
error_text(system_limit, _, St, _, _) -> {"a system limit has been reached", St};
error_text(timeout_value, _, St, _, _) -> {"bad receive timeout value", St};
error_text({unbound, V}, _, St, _, _) -> {io_lib:format("variable ~w is unbound", [V]), St};
error_text({argument_limit, _}, _, St, _, _) ->
    {"limit of number of arguments to interpreted function exceeded", St};
error_text({shell_undef, F, A, _}, _, _St, _, How) ->
    {["undefined shell command ", atom_text(F, How), $/, integer_to_list(A)], []};
error_text(undef, [{M, F, As, _} | _], St, _, How) ->
    Rest = case St of
               [_ | Tail] -> Tail;
               [] -> []
           end,
    A = arity(As),
    {["undefined function ", mf_undefined(M, F, How), $/, integer_to_list(A)], Rest};
error_text(function_clause, [{shell, F, A, []} | _], _, _, How) when is_integer(A) ->
    {["no function clause matching call to ", atom_text(F, How), $/, integer_to_list(A)], []};
error_text(function_clause, [{M, F, As, Loc} | _], St, I, How) when is_list(As) ->
    Rest = case St of
               [_ | Tail] -> Tail;
               [] -> []
           end,
    {[reason_call("no function clause matching ", {M, F}, As, error, I, How), $\s, location(Loc)], Rest};
error_text(Reason, _, St, I, How) ->
    {value_text(Reason, "", error, I, How), St}.

mf_undefined(M, F, How) -> [atom_text(M, How), $:, atom_text(F, How)].

arity(As) when is_list(As) -> length(As);
arity(A) -> A.

count_text(0) -> "no arguments";
count_text(1) -> "one argument";
count_text(2) -> "two arguments";
count_text(N) -> [integer_to_list(N), " arguments"].

%% The value follows the words, unless it takes fewer lines on a line of its own.
value_text(V, "", Class, I, #how{pf = PF}) ->
    PF(V, I + prefix_size(Class));
value_text(V, Words, Class, I, #how{pf = PF}) ->
    Indent = I + prefix_size(Class),
    Here = PF(V, Indent + length(Words)),
    case newlines(Here) of
        N when N > 1 ->
            Below = PF(V, Indent),
            case newlines(Below) < N of
                true -> [Words, $\n, spaces(Indent - 1), Below];
                false -> [Words, Here]
            end;
        _ ->
            [Words, Here]
    end.

%% The call follows the words where two short arguments would fit, unless it takes fewer lines on a line of its own.
reason_call(Words, Callee, As, Class, I, #how{pf = PF} = How) ->
    Indent = I + prefix_size(Class),
    Column = Indent + length(Words),
    Here = callee_text(Callee, As, Column, How),
    Below = callee_text(Callee, As, Indent, How),
    Start = Column + size_of(callee_name(Callee, As, How)),
    case is_operator(Callee, As) of
        true -> [Words, Here];
        false ->
            case newlines(PF([a2345, b2345], Start)) > 0 orelse newlines(Below) < newlines(Here) of
                true -> [Words, $\n, spaces(Indent - 1), Below];
                false -> [Words, Here]
            end
    end.

callee_text({M, F}, As, Column, How) -> call_text(M, F, As, Column, How);
callee_text(Callee, As, Column, How) -> arguments([callee_name(Callee, As, How), "("], As, Column, How).

callee_name({M, F}, As, How) -> mf_text(M, F, length(As), How);
callee_name(Fun, _As, How) when is_function(Fun) -> format_fun(Fun, How#how.enc);
callee_name(F, _As, How) -> atom_text(F, How).

is_operator({M, F}, As) -> is_operator(M, F, As);
is_operator(_, _) -> false.

%%% Frames

stack_text([], _Reason, _I, _Words, _How) ->
    [];
stack_text([{M, F, As, _Loc} = Frame | Rest], Reason, I, Words, How) ->
    Lines = case is_operator(M, F, As) of
                true -> frame_text("in operator  ", [operator_name(F), $/, integer_to_list(arity(As))], Frame, Rest, Reason, I, How);
                false ->
                    Name = [mf_text(M, F, arity(As), How), $/, integer_to_list(arity(As))],
                    frame_text([Words, " "], Name, Frame, Rest, Reason, I, How)
            end,
    [[$\n | Lines] | stack_text(Rest, none, I, "in call from", How)].

%% Beside a slash and an arity only division needs quotes.
operator_name('/') -> "'/'";
operator_name(F) -> atom_to_list(F).

frame_text(Words, Name, {M, F, As, Loc}, Rest, Reason, I, How) when is_list(As) ->
    Indent = spaces(I + 4),
    Called = call_text(M, F, As, I + 5 + 10, How),
    [spaces(I + 1), Words, Name, $\n, Indent, "called as ", Called | argument_lines(Reason, M, F, As, Loc, Rest, Indent)];
frame_text(Words, Name, {M, F, A, Loc}, Rest, Reason, I, _How) ->
    [spaces(I + 1), Words, Name, $\s, location(Loc) | argument_lines(Reason, M, F, A, Loc, Rest, spaces(I + 4))].

argument_lines(none, _, _, _, _, _, _) -> [];
argument_lines(Reason, M, F, As, Loc, Rest, Indent) ->
    Texts = extra_texts(Reason, [{M, F, As, Loc} | Rest]),
    [[$\n, Indent, "*** ", indented_lines(line_text(Key, Text), Indent)]
     || {Key, Text} <- lists:sort(maps:to_list(Texts)), is_integer(Key) orelse Key =:= general].

%% Further lines of an explanation start under the text of its first.
indented_lines([Head | Text], Indent) when is_list(Head) ->
    Gap = [$\n, Indent, spaces(4 + size_of(Head))],
    [Head | lists:join(Gap, string:split(unicode:characters_to_list(Text), "\n", all))];
indented_lines(Text, _Indent) -> Text.

line_text(general, Text) -> Text;
line_text(N, Text) -> [["argument ", integer_to_list(N), ": "] | Text].

%% What the module that raised the error says about it.
extra_texts(Reason, [{M, _F, _As, Loc} | _] = Stack) when is_list(Loc) ->
    case lists:keyfind(error_info, 1, Loc) of
        {error_info, #{} = Info} ->
            Mod = maps:get(module, Info, M),
            Func = maps:get(function, Info, format_error),
            try Mod:Func(Reason, Stack) of
                Map when is_map(Map) -> Map;
                _ -> #{}
            catch
                error:_ -> #{}
            end;
        _ ->
            #{}
    end;
extra_texts(_Reason, _Stack) ->
    #{}.

location(Loc) when is_list(Loc) ->
    case {lists:keyfind(file, 1, Loc), lists:keyfind(line, 1, Loc)} of
        {{file, File}, {line, Line}} -> io_lib:format("(~ts, line ~w)", [File, Line]);
        _ -> ""
    end;
location(_) -> "".

%%% Calls

call_text(M, F, As, Column, How) ->
    case {is_operator(M, F, As), As} of
        {true, [A]} -> [atom_to_list(F), $\s, (How#how.pf)(A, Column + length(atom_to_list(F)) + 1)];
        {true, [A, B]} -> binary_text(atom_to_list(F), A, B, Column, How);
        _ -> arguments([mf_text(M, F, length(As), How), "("], As, Column, How)
    end.

binary_text(Op, A, B, Column, #how{pf = PF}) ->
    Left = PF(A, Column),
    case newlines(Left) of
        0 ->
            Used = size_of(Left) + length(Op) + 2,
            [Left, $\s, Op, $\s, PF(B, Column + Used)];
        _ ->
            Gap = [$\n, spaces(Column - 1)],
            [Left, Gap, Op, Gap, PF(B, Column)]
    end.

%% Arguments are printed as a list in parentheses, of which Head has the first; one that would be a string keeps its numbers.
arguments(Head, As, Column, #how{pf = PF}) ->
    Start = Column + size_of(Head) - 1,
    [Head, inside(case As of
                      [First | Rest] when is_integer(First) ->
                          case io_lib:printable_unicode_list(As) of
                              true -> numbers(integer_to_list(First), Rest, Start, PF);
                              false -> PF(As, Start)
                          end;
                      _ -> PF(As, Start)
                  end)].

%% An atom of the same width stands in for the first number.
numbers(Digits, Rest, Start, PF) ->
    StandIn = list_to_atom(lists:duplicate(length(Digits), $a)),
    Text = unicode:characters_to_list(PF([StandIn | Rest], Start)),
    [$[ | Digits ++ lists:nthtail(length(Digits) + 1, Text)].

inside(Text) ->
    [$[ | Items] = unicode:characters_to_list(Text),
    lists:droplast(Items) ++ ")".

is_operator(erlang, F, As) when is_list(As) -> is_operator_name(F, length(As));
is_operator(erlang, F, A) -> is_operator_name(F, A);
is_operator(_, _, _) -> false.

is_operator_name(F, A) ->
    erl_internal:arith_op(F, A) orelse erl_internal:bool_op(F, A) orelse erl_internal:comp_op(F, A)
        orelse erl_internal:list_op(F, A) orelse erl_internal:send_op(F, A).

mf_text(erlang, F, A, How) ->
    case erl_internal:bif(F, A) of
        true -> atom_text(F, How);
        false -> ["erlang:", atom_text(F, How)]
    end;
mf_text(M, F, _A, How) ->
    [atom_text(M, How), $:, atom_text(F, How)].

atom_text(Atom, #how{enc = latin1}) -> io_lib:write_atom_as_latin1(Atom);
atom_text(Atom, _How) -> io_lib:write_atom(Atom).

newlines(Text) -> length([C || C <- lists:flatten(Text), C =:= $\n]).

size_of(Text) -> string:length(unicode:characters_to_list(Text)).

spaces(N) when N > 0 -> lists:duplicate(N, $\s);
spaces(_) -> "".
