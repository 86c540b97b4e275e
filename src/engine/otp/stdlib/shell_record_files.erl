%% Record definitions of the shell: where they come from and how they are listed (OTP has this in shell itself).
-module(shell_record_files).

-export([initial/2, define/4, read/5, list/2, names/1]).

%% The records of shell_default and user_default; their names.
initial(Bs, RT) ->
    lists:usort(lists:append([initial_of(M, Bs, RT) || M <- [shell_default, user_default], code:is_loaded(M) =/= false])).

initial_of(Module, Bs, RT) ->
    try added(of_file(Module, []), Bs, RT) of
        Names when is_list(Names) -> Names;
        _ -> []
    catch
        _:_ -> []
    end.

%% rd(Name, Def).
define(Name, Def, Bs, RT) ->
    Text = lists:flatten(["-record(", io_lib:write_atom_as_latin1(Name), ",", erl_pp:expr(Def), ")."]),
    {ok, Tokens, _} = erl_scan:string(Text),
    case erl_parse:parse_form(Tokens) of
        {ok, Form} ->
            [Added] = added([Form], Bs, RT),
            Added;
        {error, {_, Mod, What}} ->
            exit(message(Mod, What))
    end.

%% rr(File, Names, Options): a module, a file, or files by wildcards.
read(File, Wanted, Options, Bs, RT) ->
    case of_file(File, names(Options)) of
        Forms when is_list(Forms), Wanted =:= '_' -> added(Forms, Bs, RT);
        Forms when is_list(Forms) ->
            Names = names(Wanted),
            added([Form || {attribute, _, record, {Name, _}} = Form <- Forms, lists:member(Name, Names)], Bs, RT);
        Error -> Error
    end.

list(Records, Encoding) ->
    lists:foreach(fun({_, Form}) -> io:fwrite("~ts", [erl_pp:attribute(Form, [{encoding, Encoding}])]) end, Records).

names(Names) when is_list(Names) -> Names;
names(Name) -> [Name].

%% Definitions that the linter refuses are not taken.
added(Forms, Bs, RT) when is_list(Forms) ->
    Records = [{Name, Form} || {attribute, _, record, {Name, _}} = Form <- Forms],
    case erl_eval:check_command([], shell_records:with_records(Records, Bs)) of
        ok ->
            ets:insert(RT, Records),
            lists:usort([Name || {Name, _} <- Records]);
        {error, {_, Mod, What}} ->
            exit(message(Mod, What))
    end;
added(Error, _Bs, _RT) -> Error.

message(Mod, What) -> lists:flatten(Mod:format_error(What)).

%%% Record attributes, or an error

of_file(Module, Options) when is_atom(Module) ->
    case {code:get_object_code(Module), code:which(Module)} of
        {{Module, Binary, File}, _} -> of_object_code(Binary, File, Options);
        %% DIFFERS: the records inside OTP's own modules are not known.
        {error, Path} when is_list(Path) -> [];
        _ -> {error, nofile}
    end;
of_file(Pattern, Options) ->
    case matching_files(Pattern) of
        [File] -> of_source(File, Options);
        Files when is_list(Files) ->
            lists:append([Forms || File <- Files, Forms <- [of_source(File, Options)], is_list(Forms)]);
        Error -> Error
    end.

%% A name without wildcards stands for itself; wildcards are understood in the last part of a name.
matching_files(Pattern) ->
    try lists:flatten(Pattern) of
        Name ->
            case lists:all(fun erlang:is_integer/1, Name) of
                true -> matching(filename:dirname(Name), filename:basename(Name), Name);
                false -> {error, invalid_filename}
            end
    catch
        _:_ -> {error, invalid_filename}
    end.

matching(Dir, Base, Name) ->
    case [C || C <- Base, lists:member(C, "*?[{")] of
        [] -> [Name || element(1, file:read_file_info(Name)) =:= ok];
        _ ->
            {ok, Names} = file:list_dir(Dir),
            [beside(Name, Found) || Found <- lists:sort(Names), fits(Base, Found)]
    end.

beside(Pattern, Found) ->
    case filename:dirname(Pattern) of
        "." -> Found;
        Dir -> filename:join(Dir, Found)
    end.

fits("*" ++ Rest, Name) -> fits(Rest, Name) orelse (Name =/= [] andalso fits([$* | Rest], tl(Name)));
fits("?" ++ Rest, [_ | Name]) -> fits(Rest, Name);
fits([C | Rest], [C | Name]) -> fits(Rest, Name);
fits([], []) -> true;
fits(_, _) -> false.

of_source(File, Options) ->
    case filename:extension(File) of
        ".beam" ->
            case file:read_file(File) of
                {ok, Binary} -> of_object_code(Binary, File, Options);
                {error, Reason} -> {error, beam_lib, {file_error, File, Reason}}
            end;
        _ -> parsed(File, Options)
    end.

%% The source beside the object code, which may hold no forms.
of_object_code(Binary, File, Options) ->
    case erlang:function_exported(beam_lib, chunks, 2) andalso beam_lib:chunks(Binary, [abstract_code]) of
        {ok, {_, [{abstract_code, {_, Forms}}]}} -> records(Forms);
        _ ->
            Source = filename:rootname(File) ++ ".erl",
            case file:read_file_info(Source) of
                {ok, _} -> parsed(Source, Options);
                {error, _} -> {error, nofile}
            end
    end.

parsed(File, Options) ->
    Path = [".", filename:dirname(File) | [Dir || {i, Dir} <- Options, is_list(Dir)]],
    Defined = lists:append([case Option of
                                {d, Macro} -> [Macro];
                                {d, Macro, Value} -> [{Macro, Value}];
                                _ -> []
                            end || Option <- Options]),
    case epp:parse_file(File, Path, Defined) of
        {ok, Forms} -> records(Forms);
        Error -> Error
    end.

records(Forms) -> [Form || {attribute, _, record, _} = Form <- Forms].
