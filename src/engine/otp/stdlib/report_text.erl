%% Not a module of OTP: how the behaviours put their log reports into words.
%%
%% A report is a list of parts: text; {term, Term}, printed as the options ask and cut to the depth; {whole, Term}, as
%% the former but never cut beforehand; {fixed, Format, Args}.
-module(report_text).

-export([legacy/1, text/2, client/2, undefined_function/2]).

%% Format and arguments, as error_logger's report handlers get them.
legacy(Parts) ->
    Depth = error_logger:get_format_depth(),
    Opts = #{chars_limit => unlimited, depth => Depth, single_line => false, encoding => utf8},
    joined([limited(Part, Depth) || Part <- Parts(Opts)], Opts).

limited(Part, unlimited) -> Part;
limited({term, Term}, Depth) -> {term, io_lib:limit_term(Term, Depth)};
limited(Part, _Depth) -> Part.

%% The text of a report.
text(Parts, Opts0) ->
    Opts = maps:merge(#{chars_limit => unlimited, depth => unlimited, single_line => false, encoding => utf8}, Opts0),
    {Format, Args} = joined(Parts(Opts), Opts),
    case Opts of
        #{chars_limit := unlimited} -> io_lib:format(Format, Args);
        #{chars_limit := Limit} -> io_lib:format(Format, Args, [{chars_limit, Limit}])
    end.

joined(Parts, Opts) ->
    Control = control(Opts),
    Pairs = [printed(Part, Control, Opts) || Part <- Parts],
    {lists:append([Format || {Format, _} <- Pairs]), lists:append([Args || {_, Args} <- Pairs])}.

printed({fixed, Format, Args}, _Control, _Opts) -> {Format, Args};
printed({_, Term}, Control, #{depth := unlimited}) -> {Control, [Term]};
printed({_, Term}, Control, #{depth := Depth}) -> {Control, [Term, Depth]};
printed(Text, _Control, _Opts) -> {Text, []}.

control(#{single_line := Single, depth := Depth, encoding := Encoding}) ->
    lists:append(["~", if Single -> "0"; true -> "" end, if Encoding =:= latin1 -> ""; true -> "t" end,
                  if Depth =:= unlimited -> "p"; true -> "P" end]).

%% Parts about the client whose request was the last.
client(undefined, _Opts) -> [];
client({Pid, dead}, #{single_line := true}) -> [{fixed, " Client ~0p is dead.", [Pid]}];
client({Pid, remote}, #{single_line := true}) -> [{fixed, " Client ~0p is remote on node ~0p.", [Pid, node(Pid)]}];
client({_, {Name, Stack}}, #{single_line := true}) ->
    [" Client ", {whole, Name}, " stacktrace: ", {term, lists:sublist(Stack, 4)}, "."];
client({Pid, dead}, _Opts) -> [{fixed, "** Client ~p is dead~n", [Pid]}];
client({Pid, remote}, _Opts) -> [{fixed, "** Client ~p is remote on node ~p~n", [Pid, node(Pid)]}];
client({_, {Name, Stack}}, _Opts) -> ["** Client ", {whole, Name}, " stacktrace~n** ", {term, Stack}, "~n"].

%% Why a call of an undefined function failed: `loaded` when the function is there.
undefined_function(Module, {Name, Arity}) ->
    case code:is_loaded(Module) of
        false -> 'module could not be loaded';
        _ ->
            case erlang:function_exported(Module, Name, Arity) of
                true -> exported;
                false -> 'function not exported'
            end
    end.
