%% The texts of dbg:h/0 and dbg:h/1.
-module(dbg_help).

-export([items/0, help/1]).

-spec items() -> ok.
items() ->
    io:put_chars(
        "dbg:h(Item) tells more about one of these:\n"
        "   p, c\n"
        "       - which processes are traced, and what of them\n"
        "   tp, tpl, ctp, ctpl, ctpg, ltp, dtp, wtp, rtp\n"
        "       - which functions are traced, and saved specifications\n"
        "   n, cn, ln\n"
        "       - other nodes\n"
        "   tracer, trace_port, trace_client, get_tracer, stop, stop_clear\n"
        "       - where trace messages go\n"
        "   i\n"
        "       - what is traced now\n\n").

-spec help(atom()) -> ok.
help(p) ->
    text(["p(Item) -> {ok, MatchDesc} | {error, term()}",
          " - Messages that Item sends and receives.",
          "p(Item, Flags) -> {ok, MatchDesc} | {error, term()}",
          " - What Flags say of Item. Short flags: s, r, m, c, p, sos, sol, sofs, sofl,",
          "   all, clear; the long ones are those of erlang:trace/3."]);
help(c) ->
    text(["c(Mod, Fun, Args) -> Result",
          " - Calls the function in a process traced with all flags.",
          "c(Mod, Fun, Args, Flags) -> Result",
          " - The same with Flags, as in p/2."]);
help(i) ->
    text(["i() -> ok", " - Shows the traced processes and their flags."]);
help(tp) -> pattern_help("tp", "global calls of functions");
help(tpl) -> pattern_help("tpl", "calls of functions, local and global");
help(ctp) -> clear_help("ctp", "all patterns");
help(ctpl) -> clear_help("ctpl", "patterns set by tpl");
help(ctpg) -> clear_help("ctpg", "patterns set by tp");
help(ltp) ->
    text(["ltp() -> ok", " - Shows the saved match specifications, built-in ones too."]);
help(dtp) ->
    text(["dtp() -> ok", " - Forgets all saved match specifications.",
          "dtp(N) -> ok", " - Forgets one of them."]);
help(wtp) ->
    text(["wtp(Name) -> ok | {error, IOError}", " - Writes the saved match specifications to a file."]);
help(rtp) ->
    text(["rtp(Name) -> ok | {error, Error}", " - Reads match specifications from a file of wtp/1."]);
help(n) ->
    text(["n(Nodename) -> {ok, Nodename} | {error, Reason}",
          " - Traces this node too; its messages come to the tracer here.",
          "n(Nodename, Type, Data) -> {ok, Nodename} | {error, Reason}",
          " - Traces this node too, with a tracer of its own."]);
help(cn) ->
    text(["cn(Nodename) -> ok", " - Traces this node no longer."]);
help(ln) ->
    text(["ln() -> ok", " - Shows the traced nodes."]);
help(tracer) ->
    text(["tracer() -> {ok, pid()} | {error, already_started}",
          " - Starts a tracer that prints.",
          "tracer(Type, Data) -> {ok, pid()} | {error, Error}",
          " - process, {HandlerFun, FirstData}: calls your function with each message;",
          "   port, Fun: a tracer made by trace_port/2; file, Name: the same for a file."]);
help(trace_port) ->
    text(["trace_port(Type, Parameters) -> fun()",
          " - A fun for tracer(port, Fun); type file writes trace messages to files."]);
help(trace_client) ->
    text(["trace_client(Type, Parameters) -> pid()",
          " - Prints the messages of files that a trace port has written.",
          "trace_client(Type, Parameters, HandlerSpec) -> pid()",
          " - Gives them to your function, HandlerSpec = {HandlerFun, FirstData}."]);
help(get_tracer) ->
    text(["get_tracer() -> {ok, Tracer}", " - The process or port that gets the trace messages.",
          "get_tracer(Node) -> {ok, Tracer}", " - The same on a node."]);
help(stop) ->
    text(["stop() -> ok", " - Ends all tracing: flags, patterns, tracer and server."]);
help(stop_clear) ->
    text(["stop_clear() -> ok", " - The same as stop()."]).

pattern_help(Name, What) ->
    text([[Name, "(Module, MatchSpec)"],
          [" - The same as ", Name, "({Module, '_', '_'}, MatchSpec)"],
          [Name, "(Module, Function, MatchSpec)"],
          [" - The same as ", Name, "({Module, Function, '_'}, MatchSpec)"],
          [Name, "(Module, Function, Arity, MatchSpec)"],
          [" - The same as ", Name, "({Module, Function, Arity}, MatchSpec)"],
          [Name, "({Module, Function, Arity}, MatchSpec) -> {ok, MatchDesc} | {error, term()}"],
          [" - Traces ", What, "; MatchSpec may be a saved number or x, c, cx."]]).

clear_help(Name, What) ->
    text([[Name, "()"], [" - The same as ", Name, "({'_', '_', '_'})"],
          [Name, "(Module)"], [" - The same as ", Name, "({Module, '_', '_'})"],
          [Name, "(Module, Function)"], [" - The same as ", Name, "({Module, Function, '_'})"],
          [Name, "(Module, Function, Arity)"], [" - The same as ", Name, "({Module, Function, Arity})"],
          [Name, "({Module, Function, Arity}) -> {ok, MatchDesc} | {error, term()}"],
          [" - Takes ", What, " away from the functions."]]).

text(Lines) ->
    io:put_chars([[Line, $\n] || Line <- Lines] ++ "\n").
