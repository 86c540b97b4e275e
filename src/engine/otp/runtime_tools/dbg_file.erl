%% Trace files of dbg: for each message a byte 0, its size in 4 bytes, the term;
%% a byte 1 and a number for messages that were dropped.
-module(dbg_file).

-export([start/1, read/2]).

%% A tracer process that writes to a file, or to Count files in turn, of Size bytes.
start({Name, wrap, Suffix}) -> start({Name, wrap, Suffix, 128 * 1024, 8});
start({Name, wrap, Suffix, Size}) -> start({Name, wrap, Suffix, Size, 8});
start({Name, wrap, Suffix, Size, Count}) ->
    start_file(fun(N) -> lists:concat([Name, N rem Count, Suffix]) end, Size);
start(Name) ->
    start_file(fun(_) -> Name end, infinity).

start_file(NameOf, Size) ->
    dbg:start_handler(fun write_trace/2, {open_trace(NameOf, 0), 0, 0, NameOf, Size}).

open_trace(NameOf, N) ->
    {ok, Device} = file:open(NameOf(N), [write, binary]),
    Device.

write_trace(Trace, {Device, N, Written, NameOf, Size}) ->
    Binary = term_to_binary(Trace),
    ok = file:write(Device, [<<0, (byte_size(Binary)):32>>, Binary]),
    case Written + byte_size(Binary) + 5 of
        Total when Total >= Size ->
            ok = file:close(Device),
            {open_trace(NameOf, N + 1), N + 1, 0, NameOf, Size};
        Total ->
            {Device, N, Total, NameOf, Size}
    end.

%% A process that folds a handler over the messages of files.
read({Name, wrap, Suffix}, Handler) ->
    read_traces(lists:sort(filelib:wildcard(lists:concat([Name, "*", Suffix]))), Handler);
read({Name, wrap, Suffix, _Size}, Handler) ->
    read({Name, wrap, Suffix}, Handler);
read({Name, wrap, Suffix, _Size, _Count}, Handler) ->
    read({Name, wrap, Suffix}, Handler);
read(Name, Handler) ->
    read_traces([Name], Handler).

read_traces(Files, {Handler, Data}) ->
    spawn(fun() ->
        Handler(end_of_trace, lists:foldl(
            fun(File, Acc) ->
                case file:read_file(File) of
                    {ok, Binary} -> fold_traces(Binary, Handler, Acc);
                    {error, Reason} -> exit({client_cannot_open, Reason})
                end
            end, Data, Files))
    end).

fold_traces(<<0, Size:32, Binary:Size/binary, Rest/binary>>, Handler, Data) ->
    fold_traces(Rest, Handler, Handler(binary_to_term(Binary), Data));
fold_traces(<<1, Dropped:32, Rest/binary>>, Handler, Data) ->
    fold_traces(Rest, Handler, Handler({drop, Dropped}, Data));
fold_traces(_, _Handler, Data) ->
    Data.
