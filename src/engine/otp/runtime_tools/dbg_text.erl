%% Trace messages as the text that dbg prints. Messages, results and what a match
%% specification adds are indented where they begin; arguments and the data of
%% other events are not.
-module(dbg_text).

-export([dhandler/2, traced/2]).

%% The handler of dbg:dhandler/2.
dhandler(end_of_trace, Out) ->
    Out;
dhandler(Trace, {Device, Mod}) ->
    case text(Trace, Mod) of
        none ->
            Device;
        {Format, Args} ->
            io:format(Device, lists:append([Format, "~n"]), Args),
            {Device, Mod}
    end;
dhandler(Trace, Device) ->
    case text(Trace, "") of
        none -> Device;
        _ -> dhandler(Trace, {Device, modifier(Device)})
    end.

%% Prints the traced processes of a node, for dbg:i/0.
traced(Node, Infos) ->
    Mod = modifier(group_leader()),
    io:format("~nNode ~w:~n", [Node]),
    io:format("~-12s ~-21s Trace ~n", ["Pid", "Initial call"]),
    lists:foreach(
        fun({Pid, Call, Flags}) ->
            io:format(lists:append(["~-12s ~-21", Mod, "s ~s~n"]),
                      [io_lib:format("~w", [Pid]), io_lib:format(lists:append(["~", Mod, "p"]), [Call]),
                       lists:join(" | ", [atom_to_list(dbg_flags:short(Flag)) || Flag <- Flags])])
        end, Infos).

modifier(Device) ->
    case io:getopts(Device) of
        Opts when is_list(Opts) ->
            case lists:keyfind(encoding, 1, Opts) of
                {encoding, latin1} -> "";
                {encoding, _} -> "t";
                false -> ""
            end;
        _ ->
            ""
    end.

text({drop, N}, _Mod) ->
    {"*** Dropped ~p messages.", [N]};
text({seq_trace, Label, Info, TS}, Mod) ->
    seq_text("SeqTrace ~p [~p]: ", [TS, Label], Info, Mod);
text({seq_trace, Label, Info}, Mod) ->
    seq_text("SeqTrace [~p]: ", [Label], Info, Mod);
text(Trace, Mod) when tuple_size(Trace) >= 4, element(1, Trace) =:= trace ->
    [_, Who, Kind, Data | Extra] = tuple_to_list(Trace),
    case trace_text(Kind, Data, Extra, Mod) of
        none -> none;
        {Format, Args} -> {lists:append(["(~p) ", Format]), [Who | Args]}
    end;
text(Trace, Mod) when tuple_size(Trace) >= 5, element(1, Trace) =:= trace_ts ->
    Size = tuple_size(Trace),
    Plain = setelement(1, erlang:delete_element(Size, Trace), trace),
    case text(Plain, Mod) of
        none -> none;
        {Format, Args} -> {lists:append([Format, " (Timestamp: ~", Mod, "p)"]), Args ++ [element(Size, Trace)]}
    end;
text(_, _Mod) ->
    none.

%% Only calls show what a match specification adds.
trace_text('receive', {dbg, ok}, _Extra, _Mod) ->
    none;
trace_text('receive', Message, _Extra, Mod) ->
    {pf("<< ~", Mod), [Message]};
trace_text(send, Message, [To | _], Mod) ->
    {pf("~p ! ~", Mod), [To, Message]};
trace_text(call, MFA, [Extra], Mod) ->
    {lists:append([sf("call ~", Mod), pf(" (~", Mod), ")"]), [mfa(MFA, Mod), Extra]};
trace_text(call, MFA, _Extra, Mod) ->
    {sf("call ~", Mod), [mfa(MFA, Mod)]};
trace_text(return_to, MFA, _Extra, Mod) ->
    {sf("returning to ~", Mod), [mfa(MFA, Mod)]};
trace_text(return_from, MFA, [Value | _], Mod) ->
    {lists:append([sf("returned from ~", Mod), pf(" -> ~", Mod)]), [mfa(MFA, Mod), Value]};
trace_text(spawn, Pid, [MFA], Mod) ->
    {sf("spawn ~p as ~", Mod), [Pid, mfa(MFA, Mod)]};
trace_text(Kind, Data, Extra, Mod) ->
    Shown = [[$\s, term(Term, Mod)] || Term <- [Data | Extra]],
    {sf("~p~", Mod), [Kind, Shown]}.

pf(Text, Mod) -> lists:append([Text, Mod, "p"]).

sf(Text, Mod) -> lists:append([Text, Mod, "s"]).

term(Term, Mod) -> io_lib:format(pf("~", Mod), [Term]).

mfa({M, F, Args}, Mod) when is_list(Args) ->
    [term(M, Mod), $:, term(F, Mod), $(, lists:join($,, [term(Arg, Mod) || Arg <- Args]), $)];
mfa({M, F, Arity}, Mod) ->
    [term(M, Mod), $:, term(F, Mod), $/, term(Arity, Mod)];
mfa(Other, Mod) ->
    term(Other, Mod).

%% The event is laid out as if it stood alone on its line.
seq_text(Prefix, PrefixArgs, Info, Mod) ->
    {Format, Args} = seq_event(Info, Mod),
    {sf(Prefix ++ "~", Mod), PrefixArgs ++ [io_lib:format(Format, Args)]}.

seq_event({send, Serial, From, To, Message}, Mod) ->
    {lists:append([pf("(~p) ~p ! ~", Mod), " [Serial: ~p]"]), [From, To, Message, Serial]};
seq_event({'receive', Serial, From, To, Message}, Mod) ->
    {lists:append([pf("(~p) << ~", Mod), " [Serial: ~p, From: ~p]"]), [To, Message, Serial, From]};
seq_event({print, Serial, From, _, Info}, Mod) ->
    {lists:append([pf("-> ~", Mod), " [Serial: ~p, From: ~p]"]), [Info, Serial, From]};
seq_event(Other, Mod) ->
    {pf("~", Mod), [Other]}.
