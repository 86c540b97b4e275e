%% Options, text of messages, and the smaller acts around a session of redbug.
-module(redbug_lib).

-export([conf/1, target/1, connect/1, untrace/2, open/1, close/2, format/2, mfa/1]).

-define(DEFAULTS, #{
    time => 15000, msgs => 10, target => node(), cookie => '', blocking => false,
    arity => false, trace_child => false, records => [], buffered => false,
    discard => false, max_queue => 5000, max_msg_size => 50000, procs => all,
    print_calls => true, print_file => standard_io, print_msec => false,
    print_time_unit => second, print_depth => 999999, print_re => "",
    print_return => true, print_node => false, print_fun => '',
    file => '', file_size => 1, file_count => 8}).

%% The options with their defaults; throws the answer of start/2 on a bad one.
-spec conf(list() | map()) -> map().
conf(Opts) when is_map(Opts) ->
    conf(maps:to_list(Opts));
conf(Opts) when is_list(Opts) ->
    Conf = lists:foldl(fun option/2, ?DEFAULTS, proplists:unfold(Opts)),
    case Conf of
        #{print_msec := true, print_time_unit := second} -> Conf#{print_time_unit := millisecond};
        _ -> Conf
    end;
conf(Opts) ->
    throw({argument_error, {bad_opts, Opts}}).

option({Key, Value}, Conf) when is_map_key(Key, Conf) ->
    case valid(Key, Value) of
        true -> Conf#{Key := Value};
        false -> throw({argument_error, {list_to_atom("bad_" ++ atom_to_list(Key)), Value}})
    end;
option({Key, _}, _Conf) ->
    throw({no_such_option, Key});
option(Other, _Conf) ->
    throw({no_such_option, Other}).

valid(Key, Value) when Key =:= time; Key =:= msgs; Key =:= max_queue; Key =:= max_msg_size;
                       Key =:= print_depth; Key =:= file_size; Key =:= file_count ->
    is_integer(Value) andalso Value > 0;
valid(Key, Value) when Key =:= target; Key =:= cookie ->
    is_atom(Value);
valid(records, Value) -> is_atom(Value) orelse is_list(Value);
valid(procs, _Value) -> true;
valid(print_file, Value) -> is_list(Value) orelse is_atom(Value) orelse is_pid(Value);
valid(file, Value) -> is_list(Value);
valid(print_re, Value) -> is_list(Value) orelse is_binary(Value);
valid(print_fun, Value) -> is_function(Value, 1) orelse is_function(Value, 2);
valid(print_time_unit, Value) -> lists:member(Value, [second, millisecond, microsecond]);
valid(_Key, Value) -> is_boolean(Value).

%% The target among options that were not checked yet.
-spec target(term()) -> node().
target(#{target := Target}) when is_atom(Target) -> Target;
target(Opts) when is_list(Opts) ->
    case lists:keyfind(target, 1, [Opt || Opt <- Opts, is_tuple(Opt)]) of
        {target, Target} when is_atom(Target) -> Target;
        _ -> node()
    end;
target(_) -> node().

%% Exits with the answer of start/2 when the target is not there; puts
%% redbug_targ there when it has none.
-spec connect(map()) -> ok.
connect(#{target := Target}) when Target =:= node() ->
    ok;
connect(#{target := Target, cookie := Cookie}) ->
    _ = [erlang:set_cookie(Target, Cookie) || Cookie =/= ''],
    case net_adm:ping(Target) of
        pong ->
            case rpc:call(Target, code, ensure_loaded, [redbug_targ]) of
                {module, redbug_targ} ->
                    ok;
                _ ->
                    {Mod, Binary, File} = code:get_object_code(redbug_targ),
                    {module, Mod} = rpc:call(Target, code, load_binary, [Mod, File, Binary]),
                    ok
            end;
        pang ->
            exit({argument_error, no_connection_to_target})
    end.

%% Takes the breakpoints of a session away; the flags went with redbug_targ.
-spec untrace(node(), map()) -> ok.
untrace(Target, #{funs := Funs}) ->
    [catch at(Target, erlang, trace_pattern, [MFA, false, Kinds])
     || #{mfa := MFA, kinds := Kinds} <- Funs],
    ok.

at(Target, M, F, Args) when Target =:= node() -> apply(M, F, Args);
at(Target, M, F, Args) -> rpc:call(Target, M, F, Args).

-spec open(map()) -> io:device().
open(#{print_file := File}) when is_list(File), File =/= "" ->
    {ok, Device} = file:open(File, [write]),
    Device;
open(#{print_file := Device}) ->
    Device.

%% Closes what open/1 has opened.
-spec close(map(), io:device()) -> ok.
close(#{print_file := File}, Device) when is_list(File), File =/= "" ->
    file:close(Device);
close(_Conf, _Device) ->
    ok.

%% A message as its event and the lines of its stack, innermost function first.
-spec format(tuple(), map()) -> {iolist(), [iolist()]}.
format({call, {MFA, Dump}, Who, TS}, Conf) ->
    {[header(Who, TS, Conf), "% ", call(MFA, Conf), $\n],
     [["%   ", Line, $\n] || Line <- stack(Dump)]};
format({retn, {MFA, Value}, Who, TS}, #{print_return := Print, print_depth := Depth} = Conf) ->
    Shown = case Print of
        true -> Value;
        false -> '...'
    end,
    {[header(Who, TS, Conf), io_lib:format("% ~s -> ~P~n", [mfa(MFA), Shown, Depth])], []};
format({send, {Msg, To}, Who, TS}, #{print_depth := Depth} = Conf) ->
    {[header(Who, TS, Conf), io_lib:format("% ~s <<< ~P~n", [who(To, Conf), Msg, Depth])], []};
format({recv, Msg, Who, TS}, #{print_depth := Depth} = Conf) ->
    {[header(Who, TS, Conf), io_lib:format("% <<< ~P~n", [Msg, Depth])], []}.

header(Who, TS, #{print_time_unit := Unit} = Conf) ->
    ["\n% ", time(Unit, TS), $\s, who(Who, Conf), $\n].

time(Unit, {H, M, S, Us}) ->
    [io_lib:format("~2..0w:~2..0w:~2..0w", [H, M, S]),
     case Unit of
         second -> "";
         millisecond -> io_lib:format(".~3..0w", [Us div 1000]);
         microsecond -> io_lib:format(".~6..0w", [Us])
     end].

who({Pid, Info}, #{print_node := true}) when is_pid(Pid) ->
    io_lib:format("~w(~w)~s", [Pid, Info, node(Pid)]);
who({Pid, Info}, _Conf) ->
    io_lib:format("~w(~w)", [Pid, Info]).

call({M, F, Args}, #{print_depth := Depth}) when is_list(Args) ->
    [io_lib:format("~w:~w(", [M, F]),
     lists:join(", ", [io_lib:format("~P", [Arg, Depth]) || Arg <- Args]), $)];
call(MFA, _Conf) ->
    mfa(MFA).

-spec mfa({module(), atom(), arity()}) -> iolist().
mfa({M, F, A}) -> io_lib:format("~w:~w/~w", [M, F, A]).

%% The functions to be returned to, out of the text of a process dump.
stack(Dump) ->
    [Name || Line <- binary:split(Dump, <<"\n">>, [global]),
             [_, Rest] <- [binary:split(Line, <<" Return addr ">>)],
             [_, Fun] <- [binary:split(Rest, <<" (">>)],
             [Name, _] <- [binary:split(Fun, <<" + ">>)]].
