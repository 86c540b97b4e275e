%% The code store of the machine this node runs on. Natives: every function here is replaced by the engine.
-module(erl_code_host).

-export([load/1, load_file/2, load_binary/3, which/1, loaded_file/1, object_code/1, application_spec/1]).

%% Finds the module (bundled, or a source or object file under the code path) and loads it. {ok, File} | {error, nofile | badfile}.
%% {forms, Forms, File} when it is source that parse transforms must see first.
load(_Module) -> erlang:nif_error(undef).

%% Loads a module from an object file. {ok, File} | {error, Reason}.
load_file(_Module, _FileNameWithoutExtension) -> erlang:nif_error(undef).

%% Loads object code held in a binary. {ok, File} | {error, Reason}.
load_binary(_Module, _File, _Binary) -> erlang:nif_error(undef).

%% Where the module would be loaded from: a file name, preloaded or non_existing.
which(_Module) -> erlang:nif_error(undef).

%% What the loaded module came from: {file, File | preloaded} | false.
loaded_file(_Module) -> erlang:nif_error(undef).

%% {ok, Binary, File} | error.
object_code(_Module) -> erlang:nif_error(undef).

%% The resource file of an application: {ok, {application, Name, Keys}} | {error, Reason}.
application_spec(_Name) -> erlang:nif_error(undef).
