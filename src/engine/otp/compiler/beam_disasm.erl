%% Subset of OTP's beam_disasm: what a module exports and which functions it has. Missing: instructions, for there are
%% none in the engine's object code; function_fields and what the compiler itself asks.
-module(beam_disasm).
-export([file/1, format_error/1]).

%% Takes object code, or the name of its file; that of a loaded module need not exist.
file(Code) when is_binary(Code) ->
    read(Code);
file(File) ->
    Name = filename:rootname(File, ".beam"),
    Module = list_to_atom(filename:basename(Name)),
    case code:is_loaded(Module) =/= false andalso (code:which(Module) =:= File orelse filelib:is_file(Name ++ ".beam")) of
        true -> contents(Module, Module:module_info());
        false -> read(Name)
    end.

read(Source) ->
    case beam_lib:chunks(Source, [exports, attributes, compile_info]) of
        {ok, {Module, Chunks}} -> contents(Module, Chunks);
        {error, beam_lib, _} = Error -> Error
    end.

contents(Module, Info) ->
    Exports = proplists:get_value(exports, Info, []),
    Functions = proplists:get_value(functions, Info, Exports),
    Numbered = lists:zip(Functions, lists:seq(2, 2 * length(Functions), 2)),
    {beam_file, Module,
     [{F, A, Label} || {{F, A} = Function, Label} <- Numbered, lists:member(Function, Exports)],
     proplists:get_value(attributes, Info, []),
     proplists:get_value(compile, Info, proplists:get_value(compile_info, Info, [])),
     [{function, F, A, Label, []} || {{F, A}, Label} <- Numbered]}.

format_error(Reason) -> beam_lib:format_error(Reason).
