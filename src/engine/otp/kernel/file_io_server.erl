%% Subset of OTP's file_io_server: the process behind an open file. Missing: reads ahead, delayed writes, compressed files.
-module(file_io_server).
-export([start/3]).

%% `data` is the content as it was read last; `at` counts bytes.
-record(file, {name, reads, writes, appends, binary, encoding, data = <<>>, at = 0}).

%% The file exists by now, emptied if it was to be.
start(Owner, Name, Modes) ->
    spawn(fun() ->
                  Watch = monitor(process, Owner),
                  loop(Watch, refreshed(new(Name, Modes)))
          end).

new(Name, Modes) ->
    Has = fun(Mode) -> lists:member(Mode, Modes) end,
    Writes = Has(write) orelse Has(append) orelse Has(exclusive),
    #file{name = Name, reads = Has(read) orelse not Writes, writes = Writes, appends = Has(append), binary = Has(binary),
          encoding = encoding(proplists:get_value(encoding, Modes, latin1))}.

encoding(unicode) -> utf8;
encoding(Encoding) -> Encoding.

loop(Watch, File) ->
    receive
        {file_request, From, ReplyAs, close} ->
            From ! {file_reply, ReplyAs, ok};
        {file_request, From, ReplyAs, Request} ->
            {Reply, Next} = file_request(Request, File),
            From ! {file_reply, ReplyAs, Reply},
            go_on(Reply, Watch, Next);
        {io_request, From, ReplyAs, Request} ->
            {Reply, Next} = io_request(Request, File),
            From ! {io_reply, ReplyAs, Reply},
            go_on(Reply, Watch, Next);
        {'DOWN', Watch, process, _Owner, _Reason} ->
            ok;
        _ ->
            loop(Watch, File)
    end.

%% What a file cannot do ends its process, as in OTP.
go_on({error, ebadf}, _Watch, _File) -> ok;
go_on({error, {Done, ebadf}}, _Watch, _File) when is_integer(Done) -> ok;
go_on({error, {no_translation, _, _}}, _Watch, _File) -> ok;
go_on(_Reply, Watch, File) -> loop(Watch, File).

refreshed(#file{name = Name} = File) ->
    case prim_file:read_file(Name) of
        {ok, Data} -> File#file{data = Data};
        {error, _} -> File
    end.

%% What is to be read next: looked for once more where nothing is left.
rest(#file{data = Data, at = At} = File) when At < byte_size(Data) ->
    {binary:part(Data, At, byte_size(Data) - At), File};
rest(File) ->
    case refreshed(File) of
        #file{data = Data, at = At} = Fresh when At < byte_size(Data) ->
            {binary:part(Data, At, byte_size(Data) - At), Fresh};
        Fresh ->
            {<<>>, Fresh}
    end.

%%% Positions

file_request({position, Where}, File0) ->
    File = refreshed(File0),
    case place(Where, File) of
        At when is_integer(At), At >= 0 -> {{ok, At}, File#file{at = At}};
        At when is_integer(At) -> {{error, einval}, File};
        _ -> {{error, badarg}, File}
    end;
file_request({read, _Size}, #file{reads = false} = File) ->
    {{error, ebadf}, File};
file_request({read, Size}, File0) ->
    {Rest, #file{at = At} = File} = rest(File0),
    case part(Rest, 0, Size) of
        <<>> when Size > 0 -> {eof, File};
        Data -> {{ok, shaped(Data, File)}, File#file{at = At + byte_size(Data)}}
    end;
file_request({pread, _Places}, #file{reads = false} = File) ->
    {{error, ebadf}, File};
file_request({pread, Places}, File0) ->
    File = refreshed(File0),
    case [At || {At, _Size} <- Places, At < 0] of
        [] -> {{ok, [there(Place, File) || Place <- Places]}, File};
        _ -> {{error, einval}, File}
    end;
file_request({write, Data}, File) ->
    write(Data, File);
file_request({pwrite, Places}, File) ->
    pwrite(Places, 0, File);
file_request(truncate, #file{writes = false} = File) ->
    {{error, einval}, File};
file_request(truncate, File0) ->
    #file{name = Name, data = Data, at = At} = File = refreshed(File0),
    Cut = <<(part(Data, 0, At))/binary, (zeros(At - byte_size(Data)))/binary>>,
    {prim_file:write_file(Name, Cut, write), File#file{data = Cut}};
file_request(Request, File) when Request =:= sync; Request =:= datasync ->
    {ok, File}.

place({bof, Offset}, _File) -> Offset;
place({cur, Offset}, #file{at = At}) when is_integer(Offset) -> At + Offset;
place({eof, Offset}, #file{data = Data}) when is_integer(Offset) -> byte_size(Data) + Offset;
place(Word, File) when Word =:= bof; Word =:= cur; Word =:= eof -> place({Word, 0}, File);
place(Offset, _File) -> Offset.

there({At, Size}, #file{data = Data} = File) ->
    case part(Data, At, Size) of
        <<>> when Size > 0 -> eof;
        Found -> shaped(Found, File)
    end.

part(Data, At, _Size) when At >= byte_size(Data) -> <<>>;
part(Data, At, Size) -> binary:part(Data, At, min(Size, byte_size(Data) - At)).

zeros(Size) when Size > 0 -> <<0:Size/unit:8>>;
zeros(_Size) -> <<>>.

write(_Data, #file{writes = false} = File) ->
    {{error, ebadf}, File};
write(Data, #file{appends = true} = File) ->
    put_at(Data, byte_size((refreshed(File))#file.data), File);
write(Data, #file{at = At} = File) ->
    put_at(Data, At, File).

pwrite([{At, _Bytes} | _Places], Done, File) when At < 0 ->
    {{error, {Done, einval}}, File};
pwrite([{At, Bytes} | Places], Done, #file{writes = true} = File) ->
    case put_at(iolist_to_binary(Bytes), At, File) of
        {ok, Next} -> pwrite(Places, Done + 1, Next);
        {{error, Reason}, Next} -> {{error, {Done, Reason}}, Next}
    end;
pwrite([], _Done, File) -> {ok, File};
pwrite(_Places, Done, File) -> {{error, {Done, ebadf}}, File}.

put_at(Bytes, At, File0) ->
    #file{name = Name, data = Data} = File = refreshed(File0),
    End = At + byte_size(Bytes),
    Result = case At - byte_size(Data) of
                 0 -> prim_file:write_file(Name, Bytes, append);
                 Gap ->
                     Before = <<(part(Data, 0, At))/binary, (zeros(Gap))/binary>>,
                     Behind = part(Data, End, byte_size(Data)),
                     prim_file:write_file(Name, <<Before/binary, Bytes/binary, Behind/binary>>, write)
             end,
    case Result of
        ok -> {ok, (refreshed(File))#file{at = End}};
        Error -> {Error, File}
    end.

shaped(Data, #file{binary = true}) -> Data;
shaped(Data, _File) -> binary_to_list(Data).

%%% The I/O protocol

io_request({put_chars, _Encoding, _Chars}, #file{writes = false} = File) ->
    {{error, ebadf}, File};
io_request({put_chars, Given, Chars}, #file{encoding = Encoding} = File) ->
    case unicode:characters_to_binary(Chars, Given, Encoding) of
        Data when is_binary(Data) -> write(Data, File);
        _ -> {{error, {no_translation, Given, Encoding}}, File}
    end;
io_request({put_chars, Encoding, M, F, As}, File) ->
    io_request({put_chars, Encoding, apply(M, F, As)}, File);
io_request({requests, Requests}, File) ->
    requests(Requests, ok, File);
io_request({setopts, Options}, File) ->
    {ok, lists:foldl(fun set/2, File, Options)};
io_request(getopts, #file{binary = Binary, encoding = Encoding} = File) ->
    {[{binary, Binary}, {encoding, shown(Encoding)}], File};
io_request(Request, #file{reads = false} = File) when element(1, Request) =:= get_line; element(1, Request) =:= get_chars;
                                                      element(1, Request) =:= get_until ->
    {{error, ebadf}, File};
io_request({get_line, Wanted, _Prompt}, File0) ->
    {Rest, File} = rest(File0),
    case binary:split(Rest, <<"\n">>) of
        [<<>>] -> {eof, File};
        [Line, _] -> taken(<<Line/binary, "\n">>, Wanted, File);
        [Line] -> taken(Line, Wanted, File)
    end;
io_request({get_chars, Wanted, _Prompt, Count}, File0) ->
    {Rest, #file{encoding = Encoding} = File} = rest(File0),
    case Rest of
        <<>> when Count > 0 -> {eof, File};
        _ -> taken(part(Rest, 0, bytes_of(Rest, Encoding, Count, 0)), Wanted, File)
    end;
io_request({get_until, _Wanted, _Prompt, M, F, As}, File0) ->
    {Rest, #file{encoding = Encoding} = File} = rest(File0),
    case Rest =/= <<>> andalso unicode:characters_to_list(Rest, Encoding) of
        false -> until(apply(M, F, [[], eof | As]), M, F, As, File);
        Chars when is_list(Chars) -> until(apply(M, F, [[], Chars | As]), M, F, As, File);
        _ -> {{error, collect_chars}, File}
    end;
io_request(_Request, File) ->
    {{error, request}, File}.

requests([Request | Requests], ok, File) ->
    {Reply, Next} = io_request(Request, File),
    requests(Requests, Reply, Next);
requests(_Requests, Reply, File) ->
    {Reply, File}.

set({encoding, Encoding}, File) -> File#file{encoding = encoding(Encoding)};
set({binary, Binary}, File) -> File#file{binary = Binary};
set(binary, File) -> File#file{binary = true};
set(list, File) -> File#file{binary = false};
set(_Option, File) -> File.

shown(utf8) -> unicode;
shown(Encoding) -> Encoding.

%% How many bytes so many characters take.
bytes_of(_Rest, latin1, Count, _Size) -> Count;
bytes_of(Rest, utf8, Count, Size) when Count > 0 ->
    case Rest of
        <<C/utf8, More/binary>> -> bytes_of(More, utf8, Count - 1, Size + byte_size(<<C/utf8>>));
        _ -> Size + byte_size(Rest)
    end;
bytes_of(_Rest, _Encoding, _Count, Size) -> Size.

%% Bytes of the file as the reader wants them: lists hold characters, binaries are in the encoding that was asked for.
taken(Bytes, Wanted, #file{encoding = Encoding, at = At} = File) ->
    Next = File#file{at = At + byte_size(Bytes)},
    Read = case File#file.binary of
               true -> unicode:characters_to_binary(Bytes, Encoding, Wanted);
               false -> unicode:characters_to_list(Bytes, Encoding)
           end,
    case Read of
        Data when is_binary(Data); is_list(Data) -> {Data, Next};
        _ -> {{error, {no_translation, Encoding, Wanted}}, File}
    end.

until({done, Result, eof}, _M, _F, _As, #file{data = Data} = File) ->
    {Result, File#file{at = byte_size(Data)}};
until({done, Result, Left}, _M, _F, _As, #file{data = Data, encoding = Encoding} = File) ->
    {Result, File#file{at = byte_size(Data) - byte_size(unicode:characters_to_binary(Left, unicode, Encoding))}};
until({more, Continuation}, M, F, As, #file{data = Data} = File) ->
    {done, Result, _} = apply(M, F, [Continuation, eof | As]),
    {Result, File#file{at = byte_size(Data)}}.
