%% Stands in for OTP's erl_erts_errors: what was wrong with the arguments of a built-in of `erlang`.
%% One row a function; a row names, for each argument, what it must be. Missing: ports, system_monitor.
-module(erl_erts_errors).
-export([format_error/2]).

-spec format_error(term(), [tuple()]) -> #{pos_integer() | general => unicode:chardata()}.
format_error(_Reason, [{erlang, Name, Args, Info} | _]) when is_list(Args) ->
    Cause = cause(Info),
    case by_cause(Name, length(Args), Cause) of
        none -> from_row(row(Name, Args), Args);
        Explained -> Explained
    end;
format_error(_Reason, _Stack) ->
    #{}.

cause(Info) ->
    case lists:keyfind(error_info, 1, Info) of
        {error_info, Map} -> maps:get(cause, Map, none);
        false -> none
    end.

%% Causes that the emulator names itself.
by_cause(trace, 3, badopt) -> option(3);
by_cause(trace_pattern, Arity, badopt) -> option(Arity);
by_cause(trace_pattern, _, match_spec) -> #{2 => "invalid match specification"};
by_cause(trace_pattern, Arity, call_count) ->
    #{Arity => "a match spec is not allowed in combination with these options"};
by_cause(trace_info, 2, badopt) -> #{1 => "not a valid tracee specification"};
by_cause(process_flag, 2, badopt) -> #{1 => "invalid process flag"};
by_cause(process_flag, 3, badopt) -> #{2 => "invalid process flag"};
by_cause(spawn_opt, Arity, badopt) -> option(Arity);
by_cause(monitor, 3, badopt) -> option(3);
by_cause(float_to_list, 2, badopt) -> option(2);
by_cause(float_to_binary, 2, badopt) -> option(2);
by_cause(unlink, 1, _) -> none;
by_cause(_, _, _) -> none.

option(N) -> #{N => "invalid option in list"}.

from_row(none, _Args) ->
    #{};
from_row(Row, Args) ->
    Texts = [{N, must(Kind, Arg)} || {N, Kind, Arg} <- number(1, Row, Args)],
    maps:from_list([{N, Text} || {N, Text} <- Texts, Text =/= ok]).

number(_, [], []) -> [];
number(N, [Kind | Kinds], [Arg | Args]) -> [{N, Kind, Arg} | number(N + 1, Kinds, Args)].

%% What an argument must be, and the text when it is not. {is, Text} always complains.
must(any, _) -> ok;
must({is, Text}, _) -> Text;
must(atom, X) -> said(is_atom(X), "not an atom");
must(binary, X) -> said(is_binary(X), "not a binary");
must(integer, X) -> said(is_integer(X), "not an integer");
must(float, X) -> said(is_float(X), "not a float");
must(function, X) -> said(is_function(X), "not a fun");
must(pid, X) -> said(is_pid(X), "not a pid");
must(reference, X) -> said(is_reference(X), "not a reference");
must(tuple, X) -> said(is_tuple(X), "not a tuple");
must(map, X) -> said(is_map(X), "not a map");
must(boolean, X) -> said(is_boolean(X), "not a boolean ('true' or 'false')");
must(radix, X) -> said(is_integer(X) andalso X >= 2 andalso X =< 36, "not an integer in the range 2 through 36");
must(natural, X) when is_integer(X) -> said(X >= 0, "out of range");
must(natural, _) -> "not an integer";
must(word, X) when is_integer(X) -> said(X >= 0 andalso X < 4294967296, "out of range");
must(word, _) -> "not an integer";
must(timer, X) when is_integer(X) -> said(X >= 0, "out of range");
must(timer, _) -> "not an integer";
must(list, X) -> list_text(X);
must(options, X) ->
    case list_text(X) of
        ok -> "invalid option in list";
        Text -> Text
    end;
must(iodata, X) ->
    try iolist_size(X) of
        _ -> ok
    catch
        error:_ -> "not an iodata term"
    end;
must(destination, X) -> said(is_pid(X) orelse is_atom(X), "not a pid or an atom");
must({text, Type, Text}, X) ->
    case must(Type, X) of
        ok -> Text;
        Other -> Other
    end;
must({index, Tuple}, X) when is_integer(X), is_tuple(Tuple) ->
    said(X >= 1 andalso X =< tuple_size(Tuple), "out of range");
must({index, _}, X) when is_integer(X) -> said(X >= 1, "out of range");
must({index, _}, _) -> "not an integer";
must(proper, X) when is_list(X) -> said(list_text(X) =:= ok, "not a list");
must(proper, _) -> "not a list".

said(true, _) -> ok;
said(false, Text) -> Text.

list_text(X) when is_list(X) ->
    try length(X) of
        _ -> ok
    catch
        error:_ -> "not a proper list"
    end;
list_text(_) ->
    "not a list".

existing(Pid) when is_pid(Pid) -> "the pid does not refer to an existing process";
existing(_) -> "not a pid".

unit() -> {is, "invalid time unit"}.

%% One argument.
row(F, [_]) when F =:= abs; F =:= ceil; F =:= floor; F =:= round; F =:= trunc; F =:= float ->
    [{is, "not a number"}];
row(F, [_]) when F =:= adler32; F =:= crc32; F =:= md5; F =:= iolist_size; F =:= iolist_to_binary;
                 F =:= iolist_to_iovec ->
    [{is, "not an iodata term"}];
row(F, [_]) when F =:= atom_to_binary; F =:= atom_to_list; F =:= check_old_code; F =:= delete_module;
                 F =:= module_loaded; F =:= purge_module; F =:= whereis; F =:= get_cookie; F =:= set_cookie ->
    [{is, "not an atom"}];
row(F, [_]) when F =:= binary_to_atom; F =:= binary_to_existing_atom ->
    [{text, binary, "not an already existing atom"}];
row(binary_to_float, [_]) -> [{text, binary, "not a textual representation of a float"}];
row(binary_to_integer, [_]) -> [{text, binary, "not a textual representation of an integer"}];
row(F, [_]) when F =:= binary_to_list -> [{is, "not a binary"}];
row(binary_to_term, [_]) -> [{text, binary, "invalid external representation of a term"}];
row(F, [_]) when F =:= bit_size; F =:= byte_size; F =:= bitstring_to_list -> [{is, "not a bitstring"}];
row(bump_reductions, [_]) -> [natural];
row(F, [_]) when F =:= cancel_timer; F =:= read_timer; F =:= demonitor; F =:= ref_to_list; F =:= unalias;
                 F =:= spawn_request_abandon ->
    [{is, "not a reference"}];
row(alias, [_]) -> [options];
row(display_string, [_]) -> [{is, "not a list of characters"}];
row(F, [_]) when F =:= float_to_binary; F =:= float_to_list -> [{is, "not a float"}];
row(F, [_]) when F =:= fun_info; F =:= fun_info_mfa; F =:= fun_to_list; F =:= spawn; F =:= spawn_link;
                 F =:= spawn_monitor; F =:= spawn_request ->
    [{is, "not a fun"}];
row(F, [_]) when F =:= garbage_collect; F =:= process_info -> [pid];
row(halt, [_]) -> [{is, "invalid status"}];
row(F, [_]) when F =:= hd; F =:= tl -> [{is, "not a nonempty list"}];
row(F, [_]) when F =:= integer_to_binary; F =:= integer_to_list; F =:= posixtime_to_universaltime ->
    [{is, "not an integer"}];
row(F, [_]) when F =:= is_process_alive; F =:= pid_to_list; F =:= unlink; F =:= unregister ->
    [{is, "not a pid"}];
row(node, [_]) -> [{is, "not a pid"}];
row(length, [_]) -> [{is, "not a list"}];
row(link, [Pid]) -> [{is, existing(Pid)}];
row(resume_process, [Pid]) when is_pid(Pid) -> [{is, "process is not suspended or is not alive"}];
row(resume_process, [_]) -> [{is, "not a pid"}];
row(suspend_process, [Pid | Rest]) when is_pid(Pid) ->
    [{is, "the pid refers to the current process"} | [any || _ <- Rest]];
row(suspend_process, [_ | Rest]) -> [{is, "not a pid"} | [any || _ <- Rest]];
row(list_to_atom, [_]) -> [{text, list, "not a list of characters"}];
row(list_to_existing_atom, [X]) ->
    case io_lib:char_list(X) of
        true -> [{is, "not an already existing atom"}];
        false -> [{text, list, "not a list of characters"}]
    end;
row(list_to_binary, [_]) -> [{is, "not an iolist term"}];
row(list_to_bitstring, [_]) -> [{is, "not a bitstring list"}];
row(list_to_float, [_]) -> [{text, proper, "not a textual representation of a float"}];
row(list_to_integer, [_]) -> [{text, proper, "not a textual representation of an integer"}];
row(list_to_pid, [_]) -> [{text, proper, "not a textual representation of a pid"}];
row(list_to_port, [_]) -> [{text, proper, "not a textual representation of a port"}];
row(list_to_ref, [_]) -> [{text, proper, "not a textual representation of a reference"}];
row(list_to_tuple, [_]) -> [{is, "not a list"}];
row(localtime_to_universaltime, [_ | Rest]) ->
    [{is, "not a valid local time"} | [local_dst(X) || X <- Rest]];
row(F, [_]) when F =:= universaltime_to_localtime; F =:= universaltime_to_posixtime ->
    [{is, "not a valid universal time"}];
row(map_size, [_]) -> [{is, "not a map"}];
row(memory, [X]) when is_atom(X) -> [{is, "invalid memory type option"}];
row(memory, [X]) ->
    [{is, case list_text(X) of ok -> "invalid option in list"; _ -> "not an atom or a list of atoms" end}];
row(F, [_]) when F =:= monotonic_time; F =:= system_time; F =:= time_offset -> [unit()];
row(nodes, [X | Rest]) -> [nodes_text(X) | [map || _ <- Rest]];
row(size, [_]) -> [{is, "not tuple or binary"}];
row(statistics, [_]) -> [{is, "invalid statistics item"}];
row(system_info, [_]) -> [{is, "invalid system info item"}];
row(system_monitor, [_]) -> [{is, "invalid system monitor item"}];
row(trace_delivered, [X]) when is_pid(X) -> [{is, "not a local pid"}];
row(trace_delivered, [_]) -> [{is, "not a pid or 'all'"}];
row(F, [_]) when F =:= tuple_size; F =:= tuple_to_list -> [{is, "not a tuple"}];
row(unique_integer, [_]) -> [{text, list, "invalid modifier"}];
%% Two arguments.
row(F, [_, _]) when F =:= adler32; F =:= crc32 -> [word, iodata];
row(F, [_, _]) when F =:= append; F =:= '++' -> [{is, "not a list"}, any];
row(F, [_, _]) when F =:= subtract; F =:= '--' -> [list, list];
row(append_element, [_, _]) -> [{is, "not a tuple"}, any];
row(atom_to_binary, [_, _]) -> [atom, {is, "is an invalid encoding option"}];
row(binary_part, [Bin, _]) when is_binary(Bin) -> [any, {is, "not a valid {Pos,Length} tuple"}];
row(binary_part, [_, _]) -> [binary, {is, "not a valid {Pos,Length} tuple"}];
row(F, [Bin, Encoding]) when F =:= binary_to_atom; F =:= binary_to_existing_atom ->
    case lists:member(Encoding, [latin1, utf8, unicode]) of
        false -> [binary, {is, "not one of the atoms: latin1, utf8, or unicode"}];
        true when is_binary(Bin), F =:= binary_to_existing_atom -> [{is, "not an already existing atom"}, any];
        true -> [binary, any]
    end;
row(binary_to_integer, [Bin, Radix]) -> number_row(Bin, Radix, binary, integer);
row(list_to_integer, [List, Radix]) -> number_row(List, Radix, list, integer);
row(binary_to_term, [_, _]) -> [{text, binary, "invalid external representation of a term"}, any];
row(F, [_, _]) when F =:= cancel_timer; F =:= read_timer; F =:= demonitor -> [reference, options];
row(check_process_code, [_, _]) -> [pid, atom];
row(F, [N, Tuple]) when F =:= delete_element; F =:= element ->
    [must_index(N, Tuple), tuple];
row(exit, [_, _]) -> [{is, "not a pid"}, any];
row(external_size, [_, _]) -> [any, options];
row(F, [_, _]) when F =:= float_to_binary; F =:= float_to_list -> [float, options];
row(fun_info, [F, _]) when is_function(F) -> [any, {is, "invalid item"}];
row(fun_info, [_, _]) -> [function, any];
row(group_leader, [_, _]) -> [pid, pid];
row(halt, [_, _]) -> [{is, "invalid status"}, any];
row(F, [_, _]) when F =:= integer_to_binary; F =:= integer_to_list -> [integer, {is, radix_text()}];
row(is_function, [_, N]) when is_integer(N) -> [any, {is, "out of range"}];
row(is_function, [_, _]) -> [any, {is, "not an integer"}];
row(is_map_key, [_, _]) -> [any, {is, "not a map"}];
row(is_record, [_, _]) -> [{is, "not an atom"}, any];
row(make_tuple, [_, _]) -> [{is, "out of range"}, any];
row(map_get, [_, Map]) when is_map(Map) -> [{is, "not present in map"}, any];
row(map_get, [_, _]) -> [any, map];
row(md5_update, [_, _]) -> [{text, binary, "invalid MD5 context"}, iodata];
row(monitor, [_, _]) -> [{is, "invalid monitor type"}, any];
row(monitor_node, [_, _]) -> [atom, boolean];
row(F, [_, _]) when F =:= phash; F =:= phash2 -> [any, any];
row(process_flag, [_, _]) -> [any, {is, "invalid value for this process flag"}];
row(process_info, [Pid, _]) when is_pid(Pid) -> [any, {is, "invalid item or item list"}];
row(process_info, [_, _]) -> [pid, any];
row(register, [Name, Pid]) ->
    case is_atom(Name) andalso is_pid(Pid) of
        true -> register_row(Name, Pid);
        false -> [atom, {is, "not a pid or port"}]
    end;
row(F, [_, _]) when F =:= send; F =:= '!'; F =:= send_nosuspend -> [{is, "invalid destination"}, any];
row(set_cookie, [_, _]) -> [atom, atom];
row(F, [_, _]) when F =:= spawn; F =:= spawn_link; F =:= spawn_monitor -> [atom, function];
row(spawn_opt, [_, _]) -> [function, any];
row(split_binary, [Bin, N]) when is_binary(Bin), is_integer(N), N >= 0 -> [any, {is, "out of range"}];
row(split_binary, [_, _]) -> [binary, natural];
row(F, [_, _]) when F =:= term_to_binary; F =:= term_to_iovec -> [any, options];
row(system_flag, [_, _]) -> [any, {is, "invalid value for this system flag"}];
row(trace_info, [_, _]) -> [any, {is, "invalid trace item"}];
row(trace_pattern, [_, _]) -> [{is, "invalid MFA specification"}, any];
%% Three and more.
row(F, [_, _, _]) when F =:= apply; F =:= hibernate; F =:= spawn; F =:= spawn_link; F =:= spawn_monitor;
                       F =:= spawn_request ->
    [atom, atom, list];
row(F, [_, _, _]) when F =:= adler32_combine; F =:= crc32_combine -> [word, word, natural];
row(binary_part, [Bin, Pos, Len]) when is_binary(Bin), is_integer(Pos), is_integer(Len) ->
    case Pos < 0 orelse Pos > byte_size(Bin) of
        true -> [any, {is, "out of range"}, any];
        false -> [any, any, {is, "out of range"}]
    end;
row(binary_part, [_, _, _]) -> [binary, integer, integer];
row(binary_to_list, [Bin, From, To]) when is_binary(Bin), is_integer(From), is_integer(To), From > To ->
    [any, {is, "start position greater than stop position"}, any];
row(binary_to_list, [_, _, _]) -> [binary, natural, natural];
row(check_process_code, [_, _, _]) -> [pid, atom, any];
row(convert_time_unit, [_, _, _]) -> [integer, unit(), unit()];
row(F, [_, _, _]) when F =:= function_exported; F =:= is_builtin; F =:= make_fun -> [atom, atom, natural];
row(insert_element, [N, Tuple, _]) when is_integer(N), is_tuple(Tuple) ->
    [said_row(N >= 1 andalso N =< tuple_size(Tuple) + 1), any, any];
row(insert_element, [_, _, _]) -> [{index, none}, tuple, any];
row(is_record, [_, _, _]) -> [any, atom, integer];
row(make_tuple, [_, _, _]) -> [natural, any, options];
row(match_spec_test, [List, _, trace]) when not is_list(List) -> [{is, "not a list"}, any, any];
row(match_spec_test, [_, _, _]) -> [any, any, {is, "invalid type for match spec"}];
row(monitor_node, [_, _, _]) -> [atom, boolean, list];
row(process_flag, [Pid, _, _]) when is_pid(Pid) -> [any, {is, "invalid process flag"}, any];
row(process_flag, [_, _, _]) -> [pid, any, any];
row(send, [_, _, _]) -> [{is, "invalid destination"}, any, any];
row(F, [_, _ | Rest]) when F =:= send_after; F =:= start_timer -> timer_row(Rest);
row(setelement, [N, Tuple, _]) -> [must_index(N, Tuple), tuple, any];
row(spawn_opt, [_, _, _]) -> [atom, function, any];
row(spawn_opt, [_, _, _, _]) -> [atom, atom, list, any];
row(spawn_opt, [_, _, _, _, _]) -> [atom, atom, atom, list, any];
row(F, [_, _, _, _]) when F =:= spawn; F =:= spawn_link; F =:= spawn_monitor -> [atom, atom, atom, list];
row(trace, [_, How, Flags]) when is_boolean(How), is_list(Flags) ->
    [{is, "invalid spec for pid or port"}, any, any];
row(trace, [_, _, _]) -> [any, boolean, list];
row(trace_pattern, [_, _, _]) -> [{is, "invalid MFA specification"}, any, any];
row(_, _) -> none.

timer_row([_]) -> [timer, destination, any];
timer_row([_, _]) -> [timer, destination, any, options].

radix_text() -> "not an integer in the range 2 through 36".

number_row(Text, Radix, Type, integer) ->
    case is_integer(Radix) andalso Radix >= 2 andalso Radix =< 36 of
        true when Type =:= binary, is_binary(Text); Type =:= list, is_list(Text) ->
            [{is, "not a textual representation of an integer"}, any];
        true -> [Type, any];
        false -> [Type, {is, radix_text()}]
    end.

must_index(N, Tuple) when is_integer(N), is_tuple(Tuple) -> {index, Tuple};
must_index(_, _) -> {index, none}.

said_row(true) -> any;
said_row(false) -> {is, "out of range"}.

local_dst(X) when X =:= true; X =:= false; X =:= undefined -> any;
local_dst(_) -> {is, "not 'true', 'false', or 'undefined'"}.

nodes_text(X) when is_list(X) -> {is, "not a list of valid node types"};
nodes_text(X) when is_atom(X) -> {is, "not a valid node type"};
nodes_text(_) -> {is, "not a valid node type or list of valid node types"}.

register_row(undefined, _) -> [{is, "'undefined' is not a valid name"}, any];
register_row(Name, Pid) ->
    case {whereis(Name), is_process_alive(Pid)} of
        {undefined, true} -> [any, {is, "this process or port already has a name"}];
        {undefined, false} -> [any, {is, "dead process"}];
        {_, _} -> [{is, "name is in use"}, any]
    end.
