%% Subset of OTP's compile. Missing: outputs that are BEAM's own ('S', to_core, to_asm … answer that they are not supported),
%% Core Erlang and assembler as input, encrypted debug information, erlc's own entry (compile/3).
%%
%% The compiler itself is native. What needs a process is here: files, reports, and parse transforms, which are Erlang
%% functions over abstract forms.
-module(compile).
-export([file/1, file/2, forms/1, forms/2, noenv_file/2, noenv_forms/2, output_generated/1, noenv_output_generated/1]).
-export([options/0, env_compiler_options/0, format_error/1]).
-export([source/3, tree/3]).

-define(DEFAULT, [verbose, report_errors, report_warnings]).

%% Natives. source(File, Text, Options): {forms, Forms, ParseTransforms} when something must happen between reading and
%% compiling, else as tree(Forms, File, Options):
%% {ok, Module, ObjectCode, Warnings} | {error, Errors, Warnings}, all lists of {File, [ErrorInfo]}.
source(_File, _Text, _Options) -> erlang:nif_error(undef).
tree(_Forms, _File, _Options) -> erlang:nif_error(undef).

-record(run, {base = "", file = "", input, options = [], warnings = []}).

file(File) -> file(File, ?DEFAULT).

file(File, Options) when is_list(Options) ->
    Base = filename:rootname(name(File), ".erl"),
    Run = #run{base = Base, file = Base ++ ".erl", input = file, options = expanded(Options)},
    safely(Run, fun() -> read(Run) end);
file(File, Option) ->
    file(File, [Option]).

noenv_file(File, Options) -> file(File, Options).

forms(Forms) -> forms(Forms, ?DEFAULT).

forms(Forms, Options) when is_list(Options) ->
    Source = proplists:get_value(source, Options, ""),
    Run = #run{input = forms, file = source_of(Forms, Source), options = [binary | expanded(Options)]},
    safely(Run, fun() -> transformed(Forms, transforms(Forms, Options), Run) end);
forms(Forms, Option) ->
    forms(Forms, [Option]).

noenv_forms(Forms, Options) -> forms(Forms, Options).

%% The compiler runs in a process of its own; what goes wrong inside of it is told by a message and `error`.
safely(Run, Fun) ->
    {Pid, Ref} = spawn_monitor(fun() -> exit({compiled, compiled(Run, Fun)}) end),
    receive
        {'DOWN', Ref, process, Pid, {compiled, Result}} -> Result;
        {'DOWN', Ref, process, Pid, Reason} -> crashed(Run, Reason, [])
    end.

compiled(Run, Fun) ->
    try
        Fun()
    catch
        error:Reason:Stack -> crashed(Run, Reason, Stack)
    end.

crashed(Run, Reason, Stack) -> failed([{Run#run.file, [{none, ?MODULE, {crash, lint_module, Reason, Stack}}]}], [], Run).

output_generated(Options) -> not lists:any(fun(O) -> lists:member(O, [strong_validation, basic_validation]) end, Options).

noenv_output_generated(Options) -> output_generated(Options).

env_compiler_options() -> [].

options() ->
    io:put_chars("--- Options that are shown here ---\n"),
    _ = [io:format("~p - ~ts~n", [O, T]) || {O, T} <- [{'P', "Generate .P source listing file"},
                                                       {'E', "Generate .E source listing file"},
                                                       {debug_info, "Include debug info in the beam file"}]],
    ok.

name(File) when is_atom(File) -> atom_to_list(File);
name(File) -> File.

%% The file that forms say they are from, else the option `source`, else none.
source_of([{attribute, _, file, {File, _}} | _], _) -> File;
source_of(_, Source) -> Source.

expanded(Options) -> lists:flatmap(fun expand/1, Options).

expand(return) -> [return_errors, return_warnings];
expand(report) -> [report_errors, report_warnings];
expand(Option) -> [Option].

%%% From text to forms, through the transforms

read(#run{file = File, options = Options} = Run) ->
    case file:read_file(File) of
        {ok, Text} ->
            case source(File, Text, Options) of
                {forms, Forms, Transforms} -> transformed(Forms, Transforms, Run);
                Result -> finish(Result, Run)
            end;
        {error, Reason} ->
            failed([{File, [{none, ?MODULE, {epp, Reason}}]}], [], Run)
    end.

%% Options come first, then attributes.
transforms(Forms, Options) ->
    Own = lists:flatten([Value || {attribute, _, compile, Value} <- Forms]),
    [T || {parse_transform, T} <- Options ++ Own].

transformed(Forms, [], #run{options = Options, file = File} = Run) ->
    case listing(Options) of
        none -> finish(tree(Forms, File, Options), Run);
        Extension -> list(Extension, Forms, Run)
    end;
transformed(Forms0, [Transform | Rest], #run{options = Options} = Run) ->
    Forms = without_transforms(Forms0),
    case code:ensure_loaded(Transform) =:= {module, Transform} andalso erlang:function_exported(Transform, parse_transform, 2) of
        false -> failed([{Run#run.file, [{none, ?MODULE, {undef_parse_transform, Transform}}]}], [], Run);
        true ->
            All = Options ++ lists:flatten([Value || {attribute, _, compile, Value} <- Forms]),
            try Transform:parse_transform(located(Forms, Transform, Options), All) of
                {error, Errors, Warnings} -> failed(Errors, Warnings, Run);
                {warning, New, Warnings} -> transformed(New, Rest, Run#run{warnings = Run#run.warnings ++ Warnings});
                New -> transformed(New, Rest, Run)
            catch
                Class:Reason:Stack ->
                    failed([{Run#run.file, [{none, ?MODULE, {parse_transform, Transform, {Class, Reason, Stack}}}]}], [], Run)
            end
    end.

%% No transform sees the attributes that ask for transforms.
without_transforms(Forms) -> lists:flatmap(fun without_transform/1, Forms).

without_transform({attribute, A, compile, Value}) when is_list(Value) ->
    case [O || O <- Value, not is_transform(O)] of
        [] -> [];
        Rest -> [{attribute, A, compile, Rest}]
    end;
without_transform({attribute, _, compile, {parse_transform, _}}) -> [];
without_transform(Form) -> [Form].

is_transform({parse_transform, _}) -> true;
is_transform(_) -> false.

%% A transform, or the caller, may want lines without columns.
located(Forms, Transform, Options) ->
    Info = case erlang:function_exported(Transform, parse_transform_info, 0) of
               true -> Transform:parse_transform_info();
               false -> #{}
           end,
    case lists:member({error_location, line}, Options) orelse maps:get(error_location, Info, column) =:= line of
        true -> [erl_parse:map_anno(fun(A) -> erl_anno:set_location(erl_anno:line(A), A) end, F) || F <- Forms];
        false -> Forms
    end.

listing(Options) ->
    case [O || O <- Options, O =:= 'P' orelse O =:= 'E' orelse O =:= to_pp orelse O =:= to_exp] of
        [] -> none;
        [O | _] when O =:= 'P'; O =:= to_pp -> "P";
        _ -> "E"
    end.

%% 'P' and 'E': the forms behind the transforms, as text in a file or as they are.
list(Extension, Forms, #run{options = Options} = Run) ->
    case lists:member(binary, Options) of
        true -> succeeded([ok, [], Forms], [], Run);
        false ->
            Out = output(Extension, Run),
            Text = [[erl_pp:form(F), $\n] || F <- Forms, element(1, F) =/= error, element(1, F) =/= warning],
            case file:write_file(Out, unicode:characters_to_binary(Text)) of
                ok -> succeeded([ok, []], [], Run);
                {error, Reason} -> failed([{Out, [{none, ?MODULE, {write_error, Reason}}]}], [], Run)
            end
    end.

output(Extension, #run{base = Base, options = Options}) ->
    filename:join(proplists:get_value(outdir, Options, filename:dirname(Base)), filename:basename(Base) ++ [$. | Extension]).

%%% Results

finish({ok, Module, Code, Warnings}, #run{options = Options} = Run) ->
    case {unsupported(Options), checks(Options), lists:member(binary, Options)} of
        {[Option | _], _, _} -> failed([{Run#run.file, [{none, ?MODULE, {unsupported, Option}}]}], Warnings, Run);
        {[], basic, _} -> succeeded([ok, []], Warnings, Run);
        {[], strong, _} -> succeeded([ok, Module], Warnings, Run);
        {[], none, true} -> succeeded([ok, Module, Code], Warnings, Run);
        {[], none, false} -> write(Module, Code, Warnings, Run)
    end;
finish({error, Errors, Warnings}, Run) ->
    failed(Errors, Warnings, Run).

checks(Options) ->
    case {lists:member(basic_validation, Options), lists:member(strong_validation, Options)} of
        {true, _} -> basic;
        {false, true} -> strong;
        _ -> none
    end.

unsupported(Options) ->
    [O || O <- Options, lists:member(O, ['S', to_core, to_core0, to_asm, to_kernel, dcore, dssa, from_core, from_asm, from_abstr])].

write(Module, Code, Warnings, #run{base = Base, options = Options} = Run) ->
    Out = output("beam", Run),
    Name = filename:basename(Base),
    case atom_to_list(Module) =:= Name orelse lists:member(no_error_module_mismatch, Options) of
        false -> failed([{Run#run.file, [{none, ?MODULE, {module_name, Module, Name}}]}], Warnings, Run);
        true ->
            case file:write_file(Out, Code) of
                ok -> succeeded([ok, Module], Warnings, Run);
                {error, Reason} -> failed([{temporary(Out), [{none, ?MODULE, {write_error, Reason}}]}], Warnings, Run)
            end
    end.

%% OTP writes to a file of this name and renames it.
temporary(Out) -> lists:droplast(Out) ++ "#".

succeeded(Parts, More, #run{options = Options, warnings = Before} = Run) ->
    Warnings = by_file(Before ++ More),
    case Warnings =/= [] andalso lists:member(warnings_as_errors, Options) of
        true ->
            _ = case lists:member(report_warnings, Options) of
                    true -> io:format("~p: warnings being treated as errors\n", [?MODULE]);
                    false -> ok
                end,
            report(report_warnings, Options, "", Warnings),
            failed([], More, Run#run{options = lists:delete(report_warnings, Options)});
        false ->
            report(report_warnings, Options, "Warning: ", Warnings),
            case lists:member(return_warnings, Options) of
                true -> list_to_tuple(Parts ++ [Warnings]);
                false -> list_to_tuple(Parts)
            end
    end.

failed(Errors0, More, #run{options = Options, warnings = Before}) ->
    Errors = by_file(Errors0),
    Warnings = by_file(Before ++ More),
    report(report_errors, Options, "", Errors),
    report(report_warnings, Options, "Warning: ", Warnings),
    case lists:member(return_errors, Options) of
        true -> {error, Errors, Warnings};
        false -> error
    end.

%% What the scanner, the preprocessor and the parser found comes first, by place; then the rest, sorted.
by_file(Found) ->
    All = lists:sort([{File, Info} || {File, Infos} <- Found, Info <- Infos]),
    {First, Rest} = lists:partition(fun({_, {_, M, _}}) -> M =:= erl_scan orelse M =:= epp orelse M =:= erl_parse;
                                       (_) -> false
                                    end, All),
    grouped(lists:sort(fun({_, {A, _, _}}, {_, {B, _, _}}) -> A =< B end, First)) ++ grouped(Rest).

grouped(Found) -> [{File, [I || {F, I} <- Found, F =:= File]} || File <- lists:usort([F || {F, _} <- Found])].

report(Option, Options, Prefix, Found) ->
    case lists:member(Option, Options) of
        true ->
            Texts = [{File, place(Info), message(File, Info, Prefix, Options)} || {File, Infos} <- Found, Info <- Infos],
            lists:foreach(fun({_, _, Text}) -> io:put_chars(Text) end, ordered(Option, Texts));
        false -> ok
    end.

%% Warnings of one place are shown by their texts.
ordered(report_warnings, Texts) -> lists:sort(Texts);
ordered(report_errors, Texts) -> Texts.

place({Place, _, _}) -> Place.

message(File, {none, Module, Descriptor}, Prefix, _Options) ->
    io_lib:format("~ts: ~s~ts~n", [File, Prefix, Module:format_error(Descriptor)]);
message(File, {Place, Module, Descriptor}, Prefix, Options) ->
    {Line, Column} = case {Place, lists:member({error_location, line}, Options)} of
                         {{L, _}, true} -> {L, none};
                         {{_, _}, false} -> Place;
                         _ -> {Place, none}
                     end,
    Quoted = case lists:member(brief, Options) of
                 true -> "";
                 false -> snippet(File, Line, Column)
             end,
    io_lib:format("~ts:~s: ~s~ts~n~ts", [File, at(Line, Column), Prefix, Module:format_error(Descriptor), Quoted]).

at(Line, none) -> integer_to_list(Line);
at(Line, Column) -> [integer_to_list(Line), $:, integer_to_list(Column)].

%% The line of the source with a mark under the column.
snippet(File, Line, Column) ->
    Lines = case file:read_file(File) of
                {ok, Text} -> binary:split(Text, <<"\n">>, [global]);
                {error, _} -> []
            end,
    case Line =< length(Lines) andalso lists:nth(Line, Lines) of
        false -> "";
        <<>> -> "";
        Source ->
            Number = io_lib:format("~5w", [Line]),
            quoted(Number, Source, Column)
    end.

quoted(Number, Source, none) -> io_lib:format("%~ts| ~ts~n~n", [Number, Source]);
quoted(Number, Source, Column) ->
    Blank = [case C of $\t -> $\t; _ -> $\s end || C <- lists:sublist(unicode:characters_to_list(Source), Column - 1)],
    io_lib:format("%~ts| ~ts~n%~s| ~ts^~n~n", [Number, Source, lists:duplicate(length(lists:flatten(Number)), $\s), Blank]).

format_error({epp, enoent}) -> "no such file or directory";
format_error({epp, Reason}) -> file:format_error(Reason);
format_error({open, Reason}) -> io_lib:format("open error '~ts'", [file:format_error(Reason)]);
format_error({write_error, Reason}) -> io_lib:format("error writing file: ~ts", [file:format_error(Reason)]);
format_error({module_name, Module, Name}) -> io_lib:format("Module name '~s' does not match file name '~ts'", [Module, Name]);
format_error({undef_parse_transform, Module}) -> lists:flatten(io_lib:format("undefined parse transform '~s'", [Module]));
format_error({parse_transform, Module, {Class, Reason, Stack}}) ->
    io_lib:format("error in parse transform '~ts':~n~ts", [Module, exception(Class, Reason, Stack)]);
format_error({unsupported, Option}) -> io_lib:format("option ~tp is not supported: there is no BEAM code here", [Option]);
format_error({crash, Pass, Reason, Stack}) ->
    io_lib:format("internal error in pass ~p:~n~ts", [Pass, exception(error, Reason, Stack)]);
format_error(Other) ->
    io_lib:format("~tp", [Other]).

exception(Class, Reason, Stack) ->
    erl_error:format_exception(1, Class, Reason, Stack, fun(_, _, _) -> false end,
                               fun(Term, Indent) -> io_lib:format("~.*tp", [Indent, Term]) end, unicode).
