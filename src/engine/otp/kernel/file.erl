%% Subset of OTP's file. Missing: links, permissions, positions other than reading on, raw and compressed files.
%%
%% Files of the node's in-memory store. An open file is a process that speaks the I/O protocol.
-module(file).

-export([read_file/1, write_file/2, write_file/3, list_dir/1, make_dir/1, del_dir/1, delete/1, rename/2, get_cwd/0, set_cwd/1,
         consult/1, script/1, eval/1, open/2, close/1, read/2, read_line/1, write/2, format_error/1, native_name_encoding/0,
         read_file_info/1, path_consult/2]).

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

eval(Name) ->
    case script(Name) of
        {ok, _} -> ok;
        Error -> Error
    end.

script(Name) ->
    case read_file(Name) of
        {ok, Binary} ->
            {ok, Tokens, _} = erl_scan:string(unicode:characters_to_list(Binary)),
            evaluated(Tokens, erl_eval:new_bindings(), undefined);
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
    Writing = lists:member(write, Modes) orelse lists:member(append, Modes) orelse lists:member(exclusive, Modes),
    case prim_file:read_file(Name) of
        {error, enoent} when Writing -> opened(Name, <<>>, Modes);
        {error, _} = Error -> Error;
        {ok, _} when Writing ->
            case lists:member(append, Modes) orelse lists:member(read, Modes) of
                true -> opened(Name, read_or_empty(Name), Modes);
                false -> opened(Name, <<>>, Modes)
            end;
        {ok, Content} -> opened(Name, Content, Modes)
    end;
open(_, _) -> {error, badarg}.

read_or_empty(Name) ->
    case prim_file:read_file(Name) of
        {ok, Binary} -> Binary;
        _ -> <<>>
    end.

opened(Name, Content, Modes) ->
    Owner = self(),
    Writing = lists:member(write, Modes) orelse lists:member(append, Modes),
    case Writing andalso prim_file:write_file(Name, Content, write) of
        {error, _} = Error -> Error;
        _ ->
            Binary = lists:member(binary, Modes),
            Rest = case lists:member(append, Modes) of
                       true -> <<>>;
                       false -> Content
                   end,
            {ok, spawn(fun() ->
                               _ = erlang:monitor(process, Owner),
                               file_loop(Name, Rest, Writing, Binary, Owner)
                       end)}
    end.

close(Fd) when is_pid(Fd) ->
    case is_process_alive(Fd) of
        true -> request(Fd, close);
        false -> ok
    end;
close(_) -> {error, badarg}.

write(Fd, Data) when is_pid(Fd); is_atom(Fd) -> request(Fd, {put_chars, latin1, iolist_to_binary(Data)}).

read(Fd, N) -> request(Fd, {get_chars, latin1, "", N}) .

read_line(Fd) ->
    case request(Fd, {get_line, latin1, ""}) of
        eof -> eof;
        {error, _} = Error -> Error;
        Line -> {ok, Line}
    end.

request(Fd, Request) ->
    Ref = erlang:monitor(process, Fd),
    Fd ! {io_request, self(), Ref, Request},
    receive
        {io_reply, Ref, Reply} ->
            erlang:demonitor(Ref, [flush]),
            case {Request, Reply} of
                {{get_chars, _, _, _}, Data} when is_list(Data); is_binary(Data) -> {ok, Data};
                _ -> Reply
            end;
        {'DOWN', Ref, _, _, _} ->
            {error, terminated}
    end.

file_loop(Name, Rest, Writing, Binary, Owner) ->
    receive
        {io_request, From, ReplyAs, close} ->
            From ! {io_reply, ReplyAs, ok};
        {io_request, From, ReplyAs, Request} ->
            {Reply, NewRest} = file_request(Request, Name, Rest, Writing, Binary),
            From ! {io_reply, ReplyAs, Reply},
            file_loop(Name, NewRest, Writing, Binary, Owner);
        {'DOWN', _, process, Owner, _} ->
            ok;
        _ ->
            file_loop(Name, Rest, Writing, Binary, Owner)
    end.

file_request({put_chars, _, _}, _Name, Rest, false, _) -> {{error, ebadf}, Rest};
file_request({put_chars, Encoding, Chars}, Name, Rest, true, _) ->
    case unicode:characters_to_binary(Chars, Encoding) of
        Data when is_binary(Data) -> {prim_file:write_file(Name, Data, append), Rest};
        _ -> {{error, {no_translation, unicode, latin1}}, Rest}
    end;
file_request({put_chars, Encoding, M, F, As}, Name, Rest, Writing, Binary) ->
    file_request({put_chars, Encoding, apply(M, F, As)}, Name, Rest, Writing, Binary);
file_request({requests, Requests}, Name, Rest, Writing, Binary) ->
    lists:foldl(fun(R, {_, Acc}) -> file_request(R, Name, Acc, Writing, Binary) end, {ok, Rest}, Requests);
file_request({get_line, _, _}, _Name, <<>>, _, _) -> {eof, <<>>};
file_request({get_line, _, _}, _Name, Rest, _, Binary) ->
    case binary:split(Rest, <<"\n">>) of
        [Line, More] -> {shaped(<<Line/binary, "\n">>, Binary), More};
        [Line] -> {shaped(Line, Binary), <<>>}
    end;
file_request({get_chars, _, _, _}, _Name, <<>>, _, _) -> {eof, <<>>};
file_request({get_chars, _, _, N}, _Name, Rest, _, Binary) ->
    Size = min(N, byte_size(Rest)),
    <<Data:Size/binary, More/binary>> = Rest,
    {shaped(Data, Binary), More};
file_request({get_until, _, _, M, F, As}, _Name, Rest, _, _) ->
    Data = case Rest of
               <<>> -> eof;
               _ -> unicode:characters_to_list(Rest)
           end,
    case apply(M, F, [[], Data | As]) of
        {done, Result, eof} -> {Result, <<>>};
        {done, Result, More} -> {Result, unicode:characters_to_binary(More)};
        {more, Cont} ->
            {done, Result, _} = apply(M, F, [Cont, eof | As]),
            {Result, <<>>}
    end;
file_request(getopts, _Name, Rest, _, Binary) -> {[{binary, Binary}, {encoding, latin1}], Rest};
file_request({setopts, _}, _Name, Rest, _, _) -> {ok, Rest};
file_request(_, _Name, Rest, _, _) -> {{error, request}, Rest}.

shaped(Data, true) -> Data;
shaped(Data, false) -> binary_to_list(Data).

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
