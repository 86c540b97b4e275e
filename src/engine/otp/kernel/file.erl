%% Subset of OTP's file. Missing: links, permissions, raw and compressed files, searches of paths.
%%
%% Files of the node's in-memory store. An open file is a process that speaks the I/O protocol.
-module(file).

-export([read_file/1, write_file/2, write_file/3, list_dir/1, make_dir/1, del_dir/1, delete/1, rename/2, get_cwd/0, set_cwd/1,
         consult/1, script/1, eval/1, open/2, close/1, read/2, read_line/1, write/2, format_error/1, native_name_encoding/0,
         read_file_info/1, read_file_info/2, read_link_info/1,
         read_link_info/2, read_link/1, read_link_all/1, path_consult/2, position/2, pread/2, pread/3, pwrite/2, pwrite/3,
         truncate/1, sync/1, datasync/1, copy/2, copy/3, del_dir_r/1, list_dir_all/1, delete/2, eval/2, script/2]).

-define(IS_NAME(N), (is_list(N) orelse is_binary(N) orelse is_atom(N))).

read_file(Name) when ?IS_NAME(Name) -> prim_file:read_file(plain(Name));
read_file(_) -> {error, badarg}.

write_file(Name, Data) -> write_file(Name, Data, []).

write_file(Name, Data, Modes) when ?IS_NAME(Name) ->
    How = case lists:member(append, Modes) of
              true -> append;
              false -> write
          end,
    try iolist_to_binary(Data) of
        Binary -> change(write_file, [plain(Name), Binary, How])
    catch
        error:_ -> {error, badarg}
    end;
write_file(_, _, _) -> {error, badarg}.

list_dir(Name) when ?IS_NAME(Name) -> prim_file:list_dir(plain(Name));
list_dir(_) -> {error, badarg}.

make_dir(Name) -> change(make_dir, [plain(Name)]).

del_dir(Name) -> change(del_dir, [plain(Name)]).

delete(Name) -> change(delete, [plain(Name)]).

rename(From, To) -> change(rename, [plain(From), plain(To)]).

get_cwd() -> prim_file:get_cwd().

set_cwd(Name) when ?IS_NAME(Name) -> change(set_cwd, [plain(Name)]);
set_cwd(_) -> {error, badarg}.

change(F, Args) ->
    case whereis(file_server_2) of
        undefined -> apply(prim_file, F, Args);
        _ -> gen_server:call(file_server_2, {run, F, Args}, infinity)
    end.

plain(Name) when is_atom(Name) -> atom_to_list(Name);
plain(Name) when is_binary(Name) -> unicode:characters_to_list(Name);
plain(Name) -> lists:flatten(Name).

native_name_encoding() -> utf8.

%% {ok, #file_info{}} as a tuple with what the store knows.
read_file_info(Name0) ->
    Name = plain(Name0),
    case prim_file:file_type(Name) of
        none -> {error, enoent};
        Type ->
            Size = case prim_file:file_size(Name) of
                       {ok, S} -> S;
                       _ -> 0
                   end,
            {ok, Time} = prim_file:modified(Name),
            {ok, {file_info, Size, Type, read_write, Time, Time, Time, 33188, 1, 0, 0, 0, 0, 0}}
    end.

%%% Terms and expressions in files

consult(Name) ->
    case read_file(Name) of
        {ok, Binary} -> terms(unicode:characters_to_list(Binary), 1, []);
        Error -> Error
    end.

terms(Text, Line, Acc) ->
    case erl_scan:tokens([], Text, Line) of
        {done, {ok, Tokens, EndLine}, Rest} ->
            case erl_parse:parse_term(Tokens) of
                {ok, Term} -> terms(Rest, EndLine, [Term | Acc]);
                {error, Info} -> {error, Info}
            end;
        {done, {eof, _}, _} -> {ok, lists:reverse(Acc)};
        {done, {error, Info, _}, _} -> {error, Info};
        {more, Cont} ->
            case erl_scan:tokens(Cont, eof, Line) of
                {done, {eof, _}, _} -> {ok, lists:reverse(Acc)};
                {done, {ok, Tokens, EndLine}, _} ->
                    case erl_parse:parse_term(Tokens) of
                        {ok, Term} -> terms([], EndLine, [Term | Acc]);
                        {error, Info} -> {error, Info}
                    end;
                {done, {error, Info, _}, _} -> {error, Info}
            end
    end.

path_consult(_Path, Name) ->
    case consult(Name) of
        {ok, Terms} -> {ok, Terms, Name};
        Error -> Error
    end.

eval(Name) -> eval(Name, erl_eval:new_bindings()).

eval(Name, Bindings) ->
    case script(Name, Bindings) of
        {ok, _} -> ok;
        Error -> Error
    end.

script(Name) -> script(Name, erl_eval:new_bindings()).

script(Name, Bindings) ->
    case read_file(Name) of
        {ok, Binary} ->
            {ok, Tokens, _} = erl_scan:string(unicode:characters_to_list(Binary)),
            evaluated(Tokens, Bindings, undefined);
        Error -> Error
    end.

evaluated([], _Bs, Value) -> {ok, Value};
evaluated(Tokens, Bs, _) ->
    {Form, Rest} = lists:splitwith(fun(T) -> element(1, T) =/= dot end, Tokens),
    Dot = lists:sublist(Rest, 1),
    case erl_parse:parse_exprs(Form ++ Dot) of
        {ok, Exprs} ->
            {value, Value, NewBs} = erl_eval:exprs(Exprs, Bs),
            evaluated(Rest -- Dot, NewBs, Value);
        {error, Info} -> {error, Info}
    end.

%%% Open files

open(Name0, Modes) when is_list(Modes) ->
    Name = plain(Name0),
    Has = fun(Mode) -> lists:member(Mode, Modes) end,
    Writes = Has(write) orelse Has(append) orelse Has(exclusive),
    Keeps = Has(append) orelse Has(read),
    case prim_file:read_file(Name) of
        {ok, _} when Writes -> case Has(exclusive) of
                                   true -> {error, eexist};
                                   false when Keeps -> opened(ok, Name, Modes);
                                   false -> opened(prim_file:write_file(Name, <<>>, write), Name, Modes)
                               end;
        {error, enoent} when Writes -> opened(prim_file:write_file(Name, <<>>, write), Name, Modes);
        {error, _} = Error -> Error;
        {ok, _} -> opened(ok, Name, Modes)
    end;
open(Name, Mode) when Mode =:= read; Mode =:= write; Mode =:= append; Mode =:= exclusive; Mode =:= raw; Mode =:= binary ->
    open(Name, [Mode]);
open(_, _) -> {error, badarg}.

opened(ok, Name, Modes) -> {ok, file_io_server:start(self(), Name, Modes)};
opened(Error, _Name, _Modes) -> Error.

close(Fd) when is_pid(Fd) ->
    case file_request(Fd, close) of
        {error, terminated} -> ok;
        Reply -> Reply
    end;
close(_) -> {error, badarg}.

%% Devices that are no files know the I/O protocol alone.
write(Fd, Data) when is_pid(Fd); is_atom(Fd) ->
    try iolist_to_binary(Data) of
        Bytes -> io_request(Fd, {put_chars, latin1, Bytes})
    catch
        error:_ -> {error, badarg}
    end;
write(_, _) -> {error, badarg}.

read(Fd, Size) when is_pid(Fd) orelse is_atom(Fd), is_integer(Size), Size >= 0 ->
    case io_request(Fd, {get_chars, latin1, "", Size}) of
        Data when is_list(Data); is_binary(Data) -> {ok, Data};
        Other -> Other
    end;
read(_, _) -> {error, badarg}.

read_line(Fd) when is_pid(Fd); is_atom(Fd) ->
    case io_request(Fd, {get_line, latin1, ""}) of
        Line when is_list(Line); is_binary(Line) -> {ok, Line};
        Other -> Other
    end;
read_line(_) -> {error, badarg}.

position(Fd, Where) when is_pid(Fd) -> file_request(Fd, {position, Where});
position(_, _) -> {error, badarg}.

pread(Fd, At, Size) when is_pid(Fd), is_integer(At), is_integer(Size), Size >= 0 ->
    case file_request(Fd, {pread, [{At, Size}]}) of
        {ok, [eof]} -> eof;
        {ok, [Data]} -> {ok, Data};
        Error -> Error
    end;
pread(_, _, _) -> {error, badarg}.

pread(Fd, Places) when is_pid(Fd), is_list(Places) ->
    case lists:all(fun({At, Size}) -> is_integer(At) andalso is_integer(Size) andalso Size >= 0;
                      (_) -> false
                   end, Places) of
        true -> file_request(Fd, {pread, Places});
        false -> {error, badarg}
    end;
pread(_, _) -> {error, badarg}.

pwrite(Fd, At, Data) when is_pid(Fd), is_integer(At) ->
    case file_request(Fd, {pwrite, [{At, Data}]}) of
        {error, {_Done, Reason}} -> {error, Reason};
        Reply -> Reply
    end;
pwrite(_, _, _) -> {error, badarg}.

pwrite(Fd, Places) when is_pid(Fd), is_list(Places) -> file_request(Fd, {pwrite, Places});
pwrite(_, _) -> {error, badarg}.

truncate(Fd) when is_pid(Fd) -> file_request(Fd, truncate);
truncate(_) -> {error, badarg}.

sync(Fd) when is_pid(Fd) -> file_request(Fd, sync);
sync(_) -> {error, badarg}.

datasync(Fd) when is_pid(Fd) -> file_request(Fd, datasync);
datasync(_) -> {error, badarg}.

file_request(Fd, Request) -> request(Fd, file_request, file_reply, Request).

io_request(Fd, Request) -> request(Fd, io_request, io_reply, Request).

request(Fd, Asking, Answering, Request) ->
    Ref = erlang:monitor(process, Fd),
    Fd ! {Asking, self(), Ref, Request},
    receive
        {Answering, Ref, Reply} ->
            erlang:demonitor(Ref, [flush]),
            Reply;
        {'DOWN', Ref, _, _, _} ->
            {error, terminated}
    end.

%%% Whole files

copy(From, To) -> copy(From, To, infinity).

copy(From, To, Length) when Length =:= infinity; is_integer(Length), Length >= 0 ->
    case content(From) of
        {ok, Data} ->
            Copied = case is_integer(Length) andalso Length < byte_size(Data) of
                         true -> binary:part(Data, 0, Length);
                         false -> Data
                     end,
            case put_content(To, Copied) of
                ok -> {ok, byte_size(Copied)};
                Error -> Error
            end;
        Error ->
            Error
    end;
copy(_, _, _) -> {error, badarg}.

content({Name, Modes}) when is_list(Modes) -> read_file(Name);
content(Fd) when is_pid(Fd) -> content(Fd, []);
content(Name) -> read_file(Name).

content(Fd, Read) ->
    case read(Fd, 65536) of
        {ok, Data} -> content(Fd, [Read, Data]);
        eof -> {ok, iolist_to_binary(Read)};
        Error -> Error
    end.

put_content({Name, Modes}, Data) when is_list(Modes) -> write_file(Name, Data, Modes -- [write]);
put_content(Fd, Data) when is_pid(Fd) -> write(Fd, Data);
put_content(Name, Data) -> write_file(Name, Data).

del_dir_r(Name) ->
    case read_file_info(Name) of
        {ok, Info} when element(3, Info) =:= directory ->
            {ok, Entries} = list_dir(Name),
            case [Error || Entry <- Entries, Error <- [del_dir_r(filename:join(Name, Entry))], Error =/= ok] of
                [] -> del_dir(Name);
                [Error | _] -> Error
            end;
        {ok, _} -> delete(Name);
        Error -> Error
    end.

list_dir_all(Name) -> list_dir(Name).

delete(Name, _Options) -> delete(Name).

read_file_info(Name, Options) ->
    case {read_file_info(Name), proplists:get_value(time, Options, local)} of
        {{ok, Info}, posix} ->
            Seconds = calendar:datetime_to_gregorian_seconds(element(5, Info)) - 62167219200,
            {ok, setelement(7, setelement(6, setelement(5, Info, Seconds), Seconds), Seconds)};
        {Result, _} -> Result
    end.

%% There are no links.
read_link_info(Name) -> read_file_info(Name).
read_link_info(Name, Options) -> read_file_info(Name, Options).

read_link(Name) ->
    case read_file_info(Name) of
        {ok, _} -> {error, einval};
        Error -> Error
    end.

read_link_all(Name) -> read_link(Name).

format_error({_Line, ?MODULE, Reason}) -> format_error(Reason);
format_error({Line, Mod, Reason}) -> io_lib:format("~w: ~ts", [Line, Mod:format_error(Reason)]);
format_error(badarg) -> "bad argument";
format_error(system_limit) -> "a system limit was hit, probably not enough ports";
format_error(terminated) -> "the file server process is terminated";
format_error(enoent) -> "no such file or directory";
format_error(enotdir) -> "not a directory";
format_error(eisdir) -> "illegal operation on a directory";
format_error(eexist) -> "file already exists";
format_error(eacces) -> "permission denied";
format_error(ebadf) -> "bad file number";
format_error(enotempty) -> "directory not empty";
format_error(Reason) -> io_lib:format("~tp", [Reason]).
