%% Subset of ct: what a test case calls while it runs. Missing: running suites, logs in files, configuration files, hooks.
-module(ct).
-export([fail/1, fail/2, log/1, log/2, log/3, pal/1, pal/2, pal/3, print/1, print/2, comment/1, comment/2, sleep/1,
         timetrap/1, get_timetrap_info/0, get_config/1, get_config/2, require/1, get_progname/0, capture_start/0,
         capture_stop/0, capture_get/0]).

-spec fail(term()) -> no_return().
fail(Reason) -> exit({test_case_failed, Reason}).

-spec fail(string(), [term()]) -> no_return().
fail(Format, Args) -> exit({test_case_failed, lists:flatten(io_lib:format(Format, Args))}).

log(Format) -> log(Format, []).
log(Format, Args) -> io:format(user, Format ++ "~n", Args).

log(_Category, Format, Args) -> log(Format, Args).

pal(Format) -> pal(Format, []).
pal(Format, Args) -> log(Format, Args).

pal(_Category, Format, Args) -> log(Format, Args).

print(Format) -> print(Format, []).
print(Format, Args) -> log(Format, Args).

comment(_Text) -> ok.
comment(_Format, _Args) -> ok.

sleep({hours, H}) -> sleep(H * 3600000);
sleep({minutes, M}) -> sleep(M * 60000);
sleep({seconds, S}) -> sleep(S * 1000);
sleep(Time) -> timer:sleep(Time).

%% Time traps are not kept: who runs the case limits it.
timetrap(_Time) -> ok.

get_timetrap_info() -> undefined.

%% No configuration files are read.
get_config(_Key) -> undefined.
get_config(_Key, Default) -> Default.

require(Key) -> {error, {not_available, Key}}.

get_progname() -> "erl".

%% What the calling process prints is kept from here on by a group leader that stands before its own.
capture_start() ->
    Behind = group_leader(),
    Keeper = spawn_link(fun() -> capture(Behind, []) end),
    put('$ct_capture', {Keeper, Behind}),
    group_leader(Keeper, self()),
    ok.

capture_stop() ->
    case get('$ct_capture') of
        {_Keeper, Behind} -> group_leader(Behind, self()), ok;
        undefined -> ok
    end.

%% The texts printed since the start, a string for each request.
capture_get() ->
    case get('$ct_capture') of
        {Keeper, _Behind} ->
            Keeper ! {texts, self()},
            receive {texts, Keeper, Texts} -> Texts end;
        undefined -> []
    end.

capture(Behind, Texts) ->
    receive
        {texts, To} ->
            To ! {texts, self(), lists:reverse(Texts)},
            capture(Behind, []);
        {io_request, From, Ref, Request} ->
            case written(Request) of
                none ->
                    Behind ! {io_request, From, Ref, Request},
                    capture(Behind, Texts);
                Text ->
                    From ! {io_reply, Ref, ok},
                    capture(Behind, [Text | Texts])
            end
    end.

written({put_chars, _Encoding, Chars}) -> unicode:characters_to_list(Chars);
written({put_chars, _Encoding, M, F, Args}) -> unicode:characters_to_list(apply(M, F, Args));
written(_Other) -> none.
