%% Subset of OTP's beam_lib: reads the engine's own object code. Missing: chunks of BEAM code (atoms, imports, labels …),
%% comparing and stripping files, encrypted debug information.
-module(beam_lib).
-export([chunks/2, chunks/3, info/1, md5/1, version/1, format_error/1]).
-export([read/1]).

%% Native: {ok, Module, [{Chunk, Data}]} of an object file's bytes, or `error` when they are none.
read(_Bytes) -> erlang:nif_error(undef).

chunks(File, Names) -> chunks(File, Names, []).

chunks(File, Names, Options) ->
    case contents(File) of
        {ok, Module, Data} -> found(Module, Data, Names, File, lists:member(allow_missing_chunks, Options));
        {error, Reason} -> {error, beam_lib, Reason}
    end.

found(Module, Data, Names, File, AllowsMissing) ->
    All = [{Name, proplists:get_value(Name, Data, missing_chunk)} || Name <- Names],
    case [Name || {Name, missing_chunk} <- All] of
        [Name | _] when not AllowsMissing -> {error, beam_lib, {missing_chunk, shown(File), Name}};
        _ -> {ok, {Module, All}}
    end.

info(File) ->
    case contents(File) of
        {ok, Module, _} when is_binary(File) -> [{binary, File}, {module, Module}, {chunks, []}];
        {ok, Module, _} -> [{file, File}, {module, Module}, {chunks, []}];
        {error, Reason} -> {error, beam_lib, Reason}
    end.

md5(File) ->
    case contents(File) of
        {ok, Module, Data} -> {ok, {Module, proplists:get_value(md5, Data)}};
        {error, Reason} -> {error, beam_lib, Reason}
    end.

version(File) ->
    case chunks(File, [attributes]) of
        {ok, {Module, [{attributes, Attributes}]}} -> {ok, {Module, proplists:get_value(vsn, Attributes)}};
        Error -> Error
    end.

contents(Bytes) when is_binary(Bytes) ->
    case read(Bytes) of
        error -> {error, {not_a_beam_file, Bytes}};
        Result -> Result
    end;
contents(File) ->
    Name = case filename:extension(File) of
               ".beam" -> File;
               _ -> filename:flatten([File, ".beam"])
           end,
    case file:read_file(Name) of
        {ok, Bytes} ->
            case read(Bytes) of
                error -> {error, {not_a_beam_file, Name}};
                Result -> Result
            end;
        {error, Reason} -> {error, {file_error, Name, Reason}}
    end.

shown(File) -> File.

format_error({error, beam_lib, Error}) -> format_error(Error);
format_error({error, Error}) -> format_error(Error);
format_error({not_a_beam_file, File}) -> io_lib:format("~p: Not a BEAM file~n", [File]);
format_error({file_error, File, Reason}) -> io_lib:format("~p: ~p~n", [File, file:format_error(Reason)]);
format_error({missing_chunk, File, Chunk}) -> io_lib:format("~p: Not a BEAM file: no IFF \"~p\" chunk~n", [File, Chunk]);
format_error(Error) -> io_lib:format("~p~n", [Error]).
