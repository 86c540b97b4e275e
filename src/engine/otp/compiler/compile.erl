%% Subset of OTP's compile. Missing: options that ask for other outputs (to_core, 'S', 'P' …), parse transforms in Erlang.
-module(compile).
-export([file/1, file/2, forms/1, forms/2, noenv_file/2, noenv_forms/2, format_error/1]).
-export([source/3, tree/2]).

%% Natives. {ok, Module, ObjectCode, Warnings} | {error, Errors, Warnings}, both lists [{File, [ErrorInfo]}].
source(_File, _Text, _Options) -> erlang:nif_error(undef).
tree(_Forms, _Options) -> erlang:nif_error(undef).

file(File) -> file(File, [verbose, report_errors, report_warnings]).

file(File, Options) when is_list(Options) ->
    Base = filename:rootname(name(File), ".erl"),
    Source = Base ++ ".erl",
    case file:read_file(Source) of
        {ok, Text} -> finish(source(Source, Text, Options), Base, Text, Options);
        {error, Reason} ->
            Errors = [{Source, [{none, compile, {epp, Reason}}]}],
            finish({error, Errors, []}, Base, <<>>, Options)
    end;
file(File, Option) ->
    file(File, [Option]).

noenv_file(File, Options) -> file(File, Options).

forms(Forms) -> forms(Forms, [verbose, report_errors, report_warnings]).

forms(Forms, Options) when is_list(Options) -> finish(tree(Forms, Options), none, <<>>, [binary | Options]);
forms(Forms, Option) -> forms(Forms, [Option]).

noenv_forms(Forms, Options) -> forms(Forms, Options).

name(File) when is_atom(File) -> atom_to_list(File);
name(File) -> File.

finish({ok, Module, Code, Warnings}, Base, Text, Options) ->
    report(report_warnings, Options, "Warning: ", Warnings, Text),
    case lists:member(binary, Options) of
        true -> with_warnings([ok, Module, Code], Warnings, Options);
        false ->
            Out = filename:join(proplists:get_value(outdir, Options, filename:dirname(Base)),
                                filename:basename(Base) ++ ".beam"),
            case file:write_file(Out, Code) of
                ok -> with_warnings([ok, Module], Warnings, Options);
                {error, Reason} ->
                    finish({error, [{Base ++ ".erl", [{none, compile, {write_error, Out, Reason}}]}], []}, Base, Text, Options)
            end
    end;
finish({error, Errors, Warnings}, _Base, Text, Options) ->
    report(report_errors, Options, "", Errors, Text),
    report(report_warnings, Options, "Warning: ", Warnings, Text),
    case wants(return_errors, return, Options) of
        true -> {error, Errors, Warnings};
        false -> error
    end.

with_warnings(Parts, Warnings, Options) ->
    case wants(return_warnings, return, Options) of
        true -> list_to_tuple(Parts ++ [Warnings]);
        false -> list_to_tuple(Parts)
    end.

wants(Option, Both, Options) -> lists:member(Option, Options) orelse lists:member(Both, Options).

report(Option, Options, Prefix, Found, Text) ->
    case wants(Option, report, Options) of
        true -> [message(File, Info, Prefix, Text) || {File, Infos} <- Found, Info <- Infos], ok;
        false -> ok
    end.

message(File, {none, Module, Descriptor}, Prefix, _Text) ->
    io:format("~ts: ~s~ts~n", [File, Prefix, Module:format_error(Descriptor)]);
message(File, {Place, Module, Descriptor}, Prefix, Text) ->
    {Line, Column} = case Place of
                         {_, _} -> Place;
                         _ -> {Place, none}
                     end,
    io:format("~ts:~s: ~s~ts~n~ts", [File, at(Line, Column), Prefix, Module:format_error(Descriptor),
                                     snippet(Line, Column, Text)]).

at(Line, none) -> integer_to_list(Line);
at(Line, Column) -> [integer_to_list(Line), $:, integer_to_list(Column)].

%% The line of the source with a mark under the column.
snippet(_Line, none, _Text) -> "";
snippet(Line, Column, Text) ->
    Lines = binary:split(Text, <<"\n">>, [global]),
    case Line =< length(Lines) andalso lists:nth(Line, Lines) of
        false -> "";
        <<>> -> "";
        Source ->
            Number = io_lib:format("~4w", [Line]),
            Blank = [case C of $\t -> $\t; _ -> $\s end || C <- lists:sublist(unicode:characters_to_list(Source), Column - 1)],
            io_lib:format("%~ts| ~ts~n%~s| ~ts^~n~n", [Number, Source, lists:duplicate(length(lists:flatten(Number)), $\s), Blank])
    end.

format_error({epp, enoent}) -> "no such file or directory";
format_error({epp, Reason}) -> file:format_error(Reason);
format_error({write_error, File, Reason}) -> io_lib:format("~ts: ~ts", [File, file:format_error(Reason)]);
format_error(Other) -> io_lib:format("~tp", [Other]).
