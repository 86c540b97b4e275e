%% Trace files of dbg: for each message a byte 0, its size in 4 bytes, the term;
%% a byte 1 and a number for messages that were dropped.
-module(dbg_file).

-export([open_trace_port/2, reader/2]).

%% Opens the port that a wrap log or a single file is written by; older files of the log go.
-spec open_trace_port(file | ip, term()) -> port().
open_trace_port(file, {Name, wrap, Tail}) -> open_trace_port(file, {Name, wrap, Tail, 128 * 1024});
open_trace_port(file, {Name, wrap, Tail, Size}) -> open_trace_port(file, {Name, wrap, Tail, Size, 8});
open_trace_port(file, {Name, wrap, Tail, Size, Count}) ->
    {Bytes, Time} = case Size of
                        {time, Ms} -> {0, Ms};
                        _ -> {Size, 0}
                    end,
    Full = filename:absname(Name),
    _ = [file:delete(File) || {_, File} <- wrap_files(Full, Tail)],
    open_driver(lists:concat(["w ", Bytes, " ", Count, " ", Time, " ", length(Full), " n ", Full, Tail]));
open_trace_port(file, Name) ->
    open_driver("n " ++ filename:absname(Name));
open_trace_port(ip, _) ->
    open_port({spawn_driver, "trace_ip_drv"}, [eof]).

open_driver(Command) -> open_port({spawn, "trace_file_drv " ++ Command}, [eof]).

%% What tc_loop/3 of dbg walks: a list of traces that ends with a fun for the rest.
-spec reader(file | follow_file | ip, term()) -> list() | fun(() -> list()).
reader(file, {Name, wrap, Tail}) -> reader(file, {Name, wrap, Tail, 128 * 1024});
reader(file, {Name, wrap, Tail, Size}) -> reader(file, {Name, wrap, Tail, Size, 8});
reader(file, {Name, wrap, Tail, _Size, Count}) ->
    files_reader(in_order(lists:sort(wrap_files(filename:absname(Name), Tail)), Count));
reader(file, Name) ->
    files_reader([Name]);
reader(follow_file, Name) ->
    follow_reader(Name, 0);
reader(ip, _) ->
    exit({error, econnrefused}).

files_reader([]) ->
    [];
files_reader([File | Rest]) ->
    case file:read_file(File) of
        {ok, Bytes} -> fun() -> traces(Bytes, fun() -> files_reader(Rest) end) end;
        {error, Reason} -> exit({client_cannot_open, {error, Reason}})
    end.

traces(<<0, Size:32, Binary:Size/binary, Rest/binary>>, Next) ->
    [binary_to_term(Binary) | fun() -> traces(Rest, Next) end];
traces(<<1, Dropped:32, Rest/binary>>, Next) ->
    [{drop, Dropped} | fun() -> traces(Rest, Next) end];
traces(<<>>, Next) ->
    Next;
traces(<<0, _:32>> = Tag, _Next) ->
    exit({'trace term missing', binary_to_list(Tag)});
traces(<<0, _:32, Rest/binary>>, _Next) ->
    exit({'truncated file', binary_to_list(Rest)});
traces(<<Junk, _:32, _/binary>>, _Next) ->
    exit({'bad trace tag', Junk});
traces(Rest, _Next) ->
    exit({'truncated file', binary_to_list(Rest)}).

%% Waits for more at the end of the file.
follow_reader(Name, From) ->
    case file:read_file(Name) of
        {ok, <<_:From/binary, 0, Size:32, Binary:Size/binary, _/binary>>} ->
            [binary_to_term(Binary) | fun() -> follow_reader(Name, From + 5 + Size) end];
        {ok, <<_:From/binary, 1, Dropped:32, _/binary>>} ->
            [{drop, Dropped} | fun() -> follow_reader(Name, From + 5) end];
        {ok, _} ->
            timer:sleep(20),
            follow_reader(Name, From);
        {error, Reason} ->
            exit({client_cannot_open, {error, Reason}})
    end.

%% The files of a wrap log with their numbers.
wrap_files(Name, Tail) ->
    Folder = filename:dirname(Name),
    Base = filename:basename(Name),
    Names = case file:list_dir(Folder) of
                {ok, Found} -> Found;
                {error, _} -> []
            end,
    [{list_to_integer(Digits), filename:join(Folder, File)}
     || File <- Names, Digits <- [digits(File, Base, Tail)], Digits =/= []].

digits(File, Base, Tail) ->
    Length = length(File) - length(Base) - length(Tail),
    case Length > 0 andalso lists:prefix(Base, File) andalso lists:suffix(Tail, File) of
        true ->
            Digits = lists:sublist(File, length(Base) + 1, Length),
            case lists:all(fun(C) -> C >= $0 andalso C =< $9 end, Digits) of
                true -> Digits;
                false -> []
            end;
        false ->
            []
    end.

%% Oldest first: numbers run modulo Count + 1, and one of them is missing; the file behind the gap is the oldest.
in_order([], _Count) ->
    [];
in_order(Files, Count) ->
    Missing = [N || N <- lists:seq(0, Count), not lists:keymember(N, 1, Files)],
    {Newer, Older} = lists:partition(fun({N, _}) -> N < hd(Missing) end, Files),
    IsWhole = Missing =/= [] andalso [N || {N, _} <- Newer] =:= lists:seq(0, length(Newer) - 1)
        andalso (Older =:= [] orelse length(Missing) =:= 1),
    case IsWhole of
        true -> [File || {_, File} <- Older ++ Newer];
        false -> exit(inconsistent_wrap_file_trace_set)
    end.
