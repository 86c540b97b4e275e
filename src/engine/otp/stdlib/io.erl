%% Stands in for OTP's io, whole exported API.
-module(io).

-export([columns/0, columns/1, format/1, format/2, format/3, fread/2, fread/3, fwrite/1, fwrite/2,
         fwrite/3, get_chars/2, get_chars/3, get_line/1, get_line/2, get_password/0, get_password/1,
         getopts/0, getopts/1, nl/0, nl/1, parse_erl_exprs/1, parse_erl_exprs/2, parse_erl_exprs/3,
         parse_erl_exprs/4, parse_erl_form/1, parse_erl_form/2, parse_erl_form/3, parse_erl_form/4,
         printable_range/0, put_chars/1, put_chars/2, read/1, read/2, read/3, read/4, request/1,
         request/2, requests/1, requests/2, rows/0, rows/1, scan_erl_exprs/1, scan_erl_exprs/2,
         scan_erl_exprs/3, scan_erl_exprs/4, scan_erl_form/1, scan_erl_form/2, scan_erl_form/3,
         scan_erl_form/4, setopts/1, setopts/2, write/1, write/2]).

printable_range() -> erlang:nif_error(undef).

%% Output. The arguments as the caller gave them go into the error.

put_chars(Chars) -> output(default_output(), {put_chars, unicode, Chars}, [Chars]).

put_chars(Device, Chars) -> output(Device, {put_chars, unicode, Chars}, [Device, Chars]).

nl() -> output(default_output(), nl, []).

nl(Device) -> output(Device, nl, [Device]).

write(Term) -> output(default_output(), {write, Term}, [Term]).

write(Device, Term) -> output(Device, {write, Term}, [Device, Term]).

format(Format) -> output(default_output(), {format, Format, []}, [Format]).

format(Format, Args) -> output(default_output(), {format, Format, Args}, [Format, Args]).

format(Device, Format, Args) -> output(Device, {format, Format, Args}, [Device, Format, Args]).

fwrite(Format) -> output(default_output(), {fwrite, Format, []}, [Format]).

fwrite(Format, Args) -> output(default_output(), {fwrite, Format, Args}, [Format, Args]).

fwrite(Device, Format, Args) -> output(Device, {fwrite, Format, Args}, [Device, Format, Args]).

default_output() -> group_leader().

output(Device, Request, Args) when is_pid(Device); is_atom(Device) ->
    case request(Device, Request) of
        ok -> ok;
        {error, Reason} ->
            {Line, Cause} =
                case Reason of
                    _ when Reason =:= arguments; Reason =:= terminated; Reason =:= calling_self -> {94, {io, Reason}};
                    {no_translation, _, _} -> {99, {device, Reason}};
                    _ -> {99, {device, put_chars}}
                end,
            Info = {error_info, #{cause => Cause, module => erl_stdlib_errors}},
            erlang:raise(error, reason(Reason), [{?MODULE, caller(Request), Args, at(Line) ++ [Info]} | callers()])
    end;
output(Device, Request, Args) ->
    not_a_device([Device, Request, make_ref()], caller(Request), length(Args), 91).

%% Only processes and names are asked.
not_a_device(As, Name, Arity, Line) ->
    erlang:raise(error, function_clause, [{?MODULE, request, As, at(588)}, {?MODULE, Name, Arity, at(Line)} | callers()]).

at(Line) -> [{file, "io.erl"}, {line, Line}].

callers() ->
    {current_stacktrace, Stack} = process_info(self(), current_stacktrace),
    IsOurs = fun(Frame) -> element(1, Frame) =:= ?MODULE end,
    lists:dropwhile(IsOurs, lists:dropwhile(fun(Frame) -> not IsOurs(Frame) end, Stack)).

reason(terminated) -> terminated;
reason(calling_self) -> calling_self;
reason({no_translation, _, _}) -> no_translation;
reason(_) -> badarg.

caller({put_chars, _, _}) -> put_chars;
caller({write, _}) -> write;
caller({format, _, _}) -> format;
caller({fwrite, _, _}) -> fwrite;
caller(nl) -> nl.

%% Requests by the I/O protocol.

request(Request) -> request(default_output(), Request).

request(standard_io, Request) -> request(group_leader(), Request);
request(Pid, Request) when is_pid(Pid) -> execute(Pid, message(Pid, Request));
request(Name, Request) when is_atom(Name) ->
    case whereis(Name) of
        undefined -> {error, arguments};
        Pid -> request(Pid, Request)
    end.

requests(Requests) -> requests(default_output(), Requests).

requests(standard_io, Requests) -> requests(group_leader(), Requests);
requests(Pid, Requests) when is_pid(Pid) ->
    execute(Pid, {requests, [message(Pid, R) || R <- Requests]});
requests(Name, Requests) when is_atom(Name) ->
    case whereis(Name) of
        undefined -> {error, arguments};
        Pid -> requests(Pid, Requests)
    end.

execute(Pid, _Message) when Pid =:= self() ->
    {error, calling_self};
execute(Pid, Message) ->
    Monitor = erlang:monitor(process, Pid),
    Pid ! {io_request, self(), Monitor, Message},
    receive
        {io_reply, Monitor, Reply} ->
            erlang:demonitor(Monitor, [flush]),
            Reply;
        {'DOWN', Monitor, _, _, _} ->
            receive {'EXIT', Pid, _} -> true after 0 -> true end,
            {error, terminated}
    end.

message(_Pid, {write, Term}) -> {put_chars, unicode, io_lib, write, [Term]};
message(_Pid, {format, Format, Args}) -> {put_chars, unicode, io_lib, format, [Format, Args]};
message(_Pid, {fwrite, Format, Args}) -> {put_chars, unicode, io_lib, format, [Format, Args]};
message(_Pid, nl) -> {put_chars, unicode, "\n"};
message(Pid, {put_chars, Encoding, Chars} = Request) when node(Pid) =:= node() ->
    case catch unicode:characters_to_binary(Chars, Encoding) of
        Binary when is_binary(Binary) -> {put_chars, Encoding, Binary};
        _ -> Request
    end;
message(_Pid, {get_chars, Prompt, N}) -> {get_chars, unicode, Prompt, N};
message(_Pid, {get_line, Prompt}) -> {get_line, unicode, Prompt};
message(_Pid, {get_until, Prompt, M, F, A}) -> {get_until, unicode, Prompt, M, F, A};
message(_Pid, {fread, Prompt, Format}) -> {get_until, unicode, Prompt, io_lib, fread, [Format]};
message(_Pid, Request) -> Request.

%% Input.

get_chars(Prompt, N) -> get_chars(default_input(), Prompt, N).

get_chars(Device, Prompt, N) when is_integer(N), N >= 0 -> request(Device, {get_chars, Prompt, N}).

get_line(Prompt) -> get_line(default_input(), Prompt).

get_line(Device, Prompt) -> request(Device, {get_line, Prompt}).

get_password() -> get_password(default_input()).

get_password(Device) -> request(Device, {get_password, latin1}).

fread(Prompt, Format) -> fread(default_input(), Prompt, Format).

fread(Device, Prompt, Format) -> request(Device, {fread, Prompt, Format}).

read(Prompt) -> read(default_input(), Prompt).

read(Device, Prompt) ->
    case request(Device, {get_until, Prompt, erl_scan, tokens, [1]}) of
        {ok, Tokens, _End} -> term_of(Tokens);
        {error, Info, _End} -> {error, Info};
        {error, Info} -> {error, Info};
        {eof, _End} -> eof;
        Other -> Other
    end.

read(Device, Prompt, Start) -> read(Device, Prompt, Start, []).

read(Device, Prompt, Start, Options) ->
    case request(Device, {get_until, Prompt, erl_scan, tokens, [Start, Options]}) of
        {ok, Tokens, End} ->
            case term_of(Tokens) of
                {ok, Term} -> {ok, Term, End};
                {error, Info} -> {error, Info, End}
            end;
        Other -> Other
    end.

term_of(Tokens) -> erl_parse:parse_term(Tokens).

default_input() -> group_leader().

scan_erl_exprs(Prompt) -> scan_erl_exprs(default_input(), Prompt, 1).

scan_erl_exprs(Device, Prompt) -> scan_erl_exprs(Device, Prompt, 1).

scan_erl_exprs(Device, Prompt, Start) -> scan_erl_exprs(Device, Prompt, Start, []).

scan_erl_exprs(Device, Prompt, Start, Options) ->
    request(Device, {get_until, Prompt, erl_scan, tokens, [Start, Options]}).

scan_erl_form(Prompt) -> scan_erl_exprs(Prompt).

scan_erl_form(Device, Prompt) -> scan_erl_exprs(Device, Prompt).

scan_erl_form(Device, Prompt, Start) -> scan_erl_exprs(Device, Prompt, Start).

scan_erl_form(Device, Prompt, Start, Options) -> scan_erl_exprs(Device, Prompt, Start, Options).

parse_erl_exprs(Prompt) -> parse_erl_exprs(default_input(), Prompt, 1).

parse_erl_exprs(Device, Prompt) -> parse_erl_exprs(Device, Prompt, 1).

parse_erl_exprs(Device, Prompt, Start) -> parse_erl_exprs(Device, Prompt, Start, []).

parse_erl_exprs(Device, Prompt, Start, Options) ->
    parsed(scan_erl_exprs(Device, Prompt, Start, Options), fun erl_parse:parse_exprs/1).

parse_erl_form(Prompt) -> parse_erl_form(default_input(), Prompt, 1).

parse_erl_form(Device, Prompt) -> parse_erl_form(Device, Prompt, 1).

parse_erl_form(Device, Prompt, Start) -> parse_erl_form(Device, Prompt, Start, []).

parse_erl_form(Device, Prompt, Start, Options) ->
    parsed(scan_erl_form(Device, Prompt, Start, Options), fun erl_parse:parse_form/1).

parsed({ok, Tokens, End}, Parse) ->
    case Parse(Tokens) of
        {ok, Result} -> {ok, Result, End};
        {error, Info} -> {error, Info, End}
    end;
parsed(Other, _Parse) ->
    Other.

%% Properties of a device.

columns() -> columns(default_output()).

columns(Device) -> geometry(Device, columns).

rows() -> rows(default_output()).

rows(Device) -> geometry(Device, rows).

geometry(Device, What) when not is_pid(Device), not is_atom(Device) ->
    not_a_device([Device, {get_geometry, What}, error], What, 1, case What of columns -> 149; rows -> 165 end);
geometry(Device, What) ->
    case request(Device, {get_geometry, What}) of
        N when is_integer(N), N > 0 -> {ok, N};
        _ -> {error, enotsup}
    end.

getopts() -> getopts(default_input()).

getopts(Device) -> request(Device, getopts).

setopts(Options) -> setopts(default_input(), Options).

setopts(Device, Options) -> request(Device, {setopts, Options}).
