%% Subset of OTP's erl_erts_errors. Missing: explanations of ports, distribution and of rarely used system functions.
%%
%% Says which argument of a failed built-in was wrong. A row is {Module, Name, Kinds}: the kind of each argument in order.
-module(erl_erts_errors).

-export([format_error/2, format_bs_fail/2, wrong/2]).

format_bs_fail(_Reason, _Stack) -> #{}.

format_error(_Reason, [{M, F, As, Info} | _]) when is_list(As) ->
    Cause = case lists:keyfind(error_info, 1, Info) of
                {error_info, #{cause := C}} -> C;
                _ -> none
            end,
    Texts = special(M, F, As, Cause),
    maps:from_list([{N, list_to_binary(T)} || {N, T} <- lists:zip(lists:seq(1, length(Texts)), Texts), T =/= ""]);
format_error(_Reason, _Stack) -> #{}.

special(erlang, spawn_opt, [F, Opts], _) when not is_function(F) -> _ = Opts, ["not a fun"];
special(erlang, F, [X, Opts], _) when F =:= float_to_list, not is_float(X); F =:= float_to_binary, not is_float(X) -> _ = Opts, ["not a float"];
special(erlang, spawn_opt, As, badopt) -> last(length(As), "invalid spawn option");
special(erlang, element, [N, T], _) when is_integer(N), is_tuple(T) -> ["out of range"];
special(erlang, setelement, [N, T, _], _) when is_integer(N), is_tuple(T) -> ["out of range"];
special(erlang, insert_element, [N, T, _], _) when is_integer(N), is_tuple(T) -> ["out of range"];
special(erlang, delete_element, [N, T], _) when is_integer(N), is_tuple(T) -> ["out of range"];
special(erlang, make_tuple, [_ | _], _) -> ["out of range"];
special(erlang, list_to_integer, [L], _) -> textual(L, "not a textual representation of an integer");
special(erlang, list_to_integer, [L, B], _) ->
    case wrong(base, B) of
        "" -> textual(L, "not a textual representation of an integer");
        Text -> [wrong(list, L), Text]
    end;
special(erlang, list_to_float, [L], _) -> textual(L, "not a textual representation of a float");
special(erlang, list_to_pid, [L], _) -> textual(L, "not a textual representation of a pid");
special(erlang, list_to_ref, [L], _) -> textual(L, "not a textual representation of a reference");
special(erlang, list_to_port, [L], _) -> textual(L, "not a textual representation of a port");
special(erlang, binary_to_integer, [B], _) when not is_binary(B) -> [wrong(binary, B)];
special(erlang, binary_to_float, [B], _) when not is_binary(B) -> [wrong(binary, B)];
special(erlang, binary_to_integer, [B, Base], _) when not is_binary(B) -> [wrong(binary, B), wrong(base, Base)];
special(erlang, binary_to_integer, [_, Base], _) when not (is_integer(Base) andalso Base >= 2 andalso Base =< 36) -> ["", wrong(base, Base)];
special(erlang, binary_to_integer, [B], _) -> textual(B, "not a textual representation of an integer");
special(erlang, binary_to_integer, [B, _], _) when is_binary(B) -> ["not a textual representation of an integer"];
special(erlang, binary_to_float, [B], _) -> textual(B, "not a textual representation of a float");
special(erlang, list_to_existing_atom, [L], _) -> existing(L, list);
special(erlang, binary_to_existing_atom, [B | _], _) -> existing(B, binary);
special(erlang, F, [L], _) when F =:= list_to_atom -> existing_or(L, "");
special(erlang, whereis, [N], _) -> [wrong(atom, N)];
special(erlang, register, [Name, P], _) -> registration(Name, P);
special(erlang, unregister, [Name], _) when is_atom(Name) -> ["not a registered name"];
special(erlang, link, [P], _) -> [wrong(pid, P)];
special(erlang, process_info, [P, What], _) ->
    case wrong(local_pid, P) of
        "" -> ["", "invalid item or item list"];
        Text ->
            _ = What,
            [Text]
    end;
special(erlang, process_flag, [F, _], badopt) -> [badflag(F), ""];
special(erlang, process_flag, [F, _], _) ->
    case lists:member(F, [trap_exit, priority, error_handler, max_heap_size, message_queue_data, min_heap_size,
                          min_bin_vheap_size, save_calls, sensitive, fullsweep_after, monitor_nodes, async_dist]) of
        true -> ["", "invalid value for flag '" ++ atom_to_list(F) ++ "'"];
        false -> ["invalid process flag"]
    end;
special(erlang, monitor, [Type, Item | _], _) ->
    case lists:member(Type, [process, port, time_offset]) of
        true -> ["", wrong(process_or_name, Item)];
        false -> ["invalid monitor type"]
    end;
special(erlang, send, [To | _], _) when is_atom(To) -> [unregistered(To)];
special(erlang, send, [_ | _], _) -> ["invalid destination"];
special(erlang, '!', _, _) -> [];
special(erlang, apply, [_, _], _) -> [];
special(erlang, apply, [_, _, As], _) when not is_list(As) -> ["", "", "not a list"];
special(erlang, is_record, [_, Tag], _) -> [wrong(atom, Tag)];
special(erlang, is_record, [_, Tag, Size], _) -> [wrong(atom, Tag), wrong(integer, Size)];
special(erlang, map_get, [Key, Map], _) when is_map(Map) -> _ = Key, ["not present in map"];
special(erlang, trace, [Who, How, Flags], _) when not is_boolean(How); not is_list(Flags) ->
    _ = Who,
    ["", wrong(boolean, How), wrong(list, Flags)];
special(erlang, trace, [Who, How, Flags], Cause) ->
    case wrong(pid, Who) of
        "" when Cause =:= badopt -> ["", wrong(boolean, How), "invalid trace option"];
        "" -> ["process is already traced by another tracer or has terminated", wrong(boolean, How), wrong(list, Flags)];
        _ when is_atom(Who), Cause =:= badopt -> ["", wrong(boolean, How), case wrong(list, Flags) of "" -> "invalid trace flag"; T -> T end];
        _ -> ["invalid spec for pid, port, or name", wrong(boolean, How), wrong(list, Flags)]
    end;
special(erlang, trace_pattern, [_, _ | _], badopt) -> ["", "", "invalid option"];
special(erlang, trace_pattern, [_, _, Opts], match_spec) -> ["", "invalid match specification", wrong(list, Opts)];
special(erlang, trace_pattern, [Mfa, _ | _], Cause) ->
    case {Mfa, Cause} of
        {_, match_spec} -> ["", "invalid match specification"];
        {{_, _, _}, _} -> ["", "invalid match specification"];
        _ -> ["invalid MFA specification"]
    end;
special(erlang, system_info, _, _) -> ["invalid system info item"];
special(erlang, system_flag, [_, _], _) -> ["invalid system flag"];
special(erlang, statistics, _, _) -> ["invalid statistics item"];
special(erlang, fun_info, [F, _], _) when is_function(F) -> ["", "invalid item"];
special(atomics, _, [R | _] = As, _) -> [invalid_atomics(R) | rest_kinds(atomics, As)];
special(persistent_term, get, [_], _) -> ["no persistent term stored with this key"];
special(M, F, As, Cause) ->
    case lists:keyfind({M, F, length(As)}, 1, rows()) of
        {_, Kinds} -> by_kinds(Kinds, As, Cause);
        false -> []
    end.

last(N, Text) -> lists:duplicate(N - 1, "") ++ [Text].

by_kinds(Kinds, As, _Cause) -> [wrong(K, A) || {K, A} <- lists:zip(Kinds, As)].

textual(V, Text) when is_list(V) ->
    case proper(V) of
        true -> [Text];
        false -> ["not a list"]
    end;
textual(V, Text) when is_binary(V) -> [Text];
textual(V, Text) ->
    _ = V,
    case lists:prefix("not a textual", Text) of
        true -> [case V of _ when is_atom(V); is_number(V); is_tuple(V); is_map(V); is_pid(V) -> "not a list"; _ -> "not a list" end];
        false -> [Text]
    end.

existing(L, list) when not is_list(L) -> ["not a list"];
existing(B, binary) when not is_binary(B) -> ["not a binary"];
existing(_, _) -> ["not an already existing atom"].

existing_or(L, _) when is_list(L) -> ["not a list of characters"];
existing_or(_, _) -> ["not a list"].

registration(Name, P) ->
    case {wrong(atom, Name), wrong(pid_or_port, P)} of
        {"", ""} when Name =:= undefined -> ["the atom 'undefined' is not allowed as a registered name"];
        {"", ""} ->
            case whereis(Name) of
                undefined -> ["", "this process or port already has a name"];
                _ -> ["name is in use"]
            end;
        {A, B} -> [A, B]
    end.

badflag(_) -> "invalid process flag".

unregistered(_) -> "invalid destination".

invalid_atomics(R) when is_reference(R) -> "";
invalid_atomics(_) -> "invalid atomics reference".

rest_kinds(_, [_ | Rest]) -> [wrong(integer, A) || A <- Rest].

rows() ->
    [{{erlang, abs, 1}, [number]}, {{erlang, ceil, 1}, [number]}, {{erlang, floor, 1}, [number]}, {{erlang, round, 1}, [number]},
     {{erlang, trunc, 1}, [number]}, {{erlang, float, 1}, [number]}, {{erlang, hd, 1}, [nonempty]}, {{erlang, tl, 1}, [nonempty]},
     {{erlang, length, 1}, [list]}, {{erlang, size, 1}, [sized]}, {{erlang, tuple_size, 1}, [tuple]},
     {{erlang, byte_size, 1}, [bitstring]}, {{erlang, bit_size, 1}, [bitstring]}, {{erlang, map_size, 1}, [map]},
     {{erlang, atom_to_list, 1}, [atom]}, {{erlang, atom_to_binary, 1}, [atom]}, {{erlang, atom_to_binary, 2}, [atom, encoding_option]},
     {{erlang, binary_to_atom, 1}, [binary]}, {{erlang, binary_to_atom, 2}, [binary, encoding]},
     {{erlang, integer_to_list, 1}, [integer]}, {{erlang, integer_to_list, 2}, [integer, base]},
     {{erlang, integer_to_binary, 1}, [integer]}, {{erlang, integer_to_binary, 2}, [integer, base]},
     {{erlang, float_to_list, 1}, [float]}, {{erlang, float_to_list, 2}, [float, option_list]},
     {{erlang, float_to_binary, 1}, [float]}, {{erlang, float_to_binary, 2}, [float, option_list]},
     {{erlang, list_to_binary, 1}, [iolist]}, {{erlang, iolist_to_binary, 1}, [iodata]}, {{erlang, iolist_size, 1}, [iodata]},
     {{erlang, list_to_bitstring, 1}, [bitstring_list]}, {{erlang, binary_to_list, 1}, [binary]},
     {{erlang, binary_to_list, 3}, [binary, integer, integer]}, {{erlang, bitstring_to_list, 1}, [bitstring]},
     {{erlang, binary_part, 2}, [binary, pos_length]}, {{erlang, binary_part, 3}, [binary, integer, integer]},
     {{erlang, split_binary, 2}, [binary, integer]}, {{erlang, list_to_tuple, 1}, [list]}, {{erlang, tuple_to_list, 1}, [tuple]},
     {{erlang, element, 2}, [integer, tuple]}, {{erlang, setelement, 3}, [integer, tuple, any]},
     {{erlang, make_tuple, 2}, [integer, any]}, {{erlang, append_element, 2}, [tuple, any]},
     {{erlang, insert_element, 3}, [integer, tuple, any]}, {{erlang, delete_element, 2}, [integer, tuple]},
     {{erlang, pid_to_list, 1}, [pid]}, {{erlang, ref_to_list, 1}, [reference]}, {{erlang, fun_to_list, 1}, ['fun']},
     {{erlang, fun_info, 1}, ['fun']}, {{erlang, fun_info, 2}, ['fun', any]}, {{erlang, make_fun, 3}, [atom, atom, integer]},
     {{erlang, binary_to_term, 1}, [binary]}, {{erlang, binary_to_term, 2}, [binary, option_list]},
     {{erlang, unregister, 1}, [atom]}, {{erlang, unlink, 1}, [pid]}, {{erlang, demonitor, 1}, [reference]},
     {{erlang, demonitor, 2}, [reference, option_list]}, {{erlang, exit, 2}, [pid, any]},
     {{erlang, spawn, 1}, ['fun']}, {{erlang, spawn_link, 1}, ['fun']}, {{erlang, spawn_monitor, 1}, ['fun']},
     {{erlang, spawn, 3}, [atom, atom, list]}, {{erlang, spawn_link, 3}, [atom, atom, list]},
     {{erlang, spawn_opt, 2}, ['fun', list]}, {{erlang, spawn_opt, 4}, [atom, atom, list, list]},
     {{erlang, send_after, 3}, [time, pid_or_atom, any]}, {{erlang, start_timer, 3}, [time, pid_or_atom, any]},
     {{erlang, cancel_timer, 1}, [reference]}, {{erlang, read_timer, 1}, [reference]},
     {{erlang, process_info, 1}, [local_pid]}, {{erlang, is_process_alive, 1}, [local_pid]},
     {{erlang, group_leader, 2}, [pid, pid]}, {{erlang, apply, 2}, ['fun', list]}, {{erlang, is_function, 2}, [any, integer]},
     {{erlang, is_map_key, 2}, [any, map]}, {{erlang, map_get, 2}, [any, map]}, {{erlang, node, 1}, [pid_port_ref]},
     {{erlang, phash2, 2}, [any, integer]}, {{erlang, suspend_process, 1}, [pid]}, {{erlang, resume_process, 1}, [pid]},
     {{erlang, garbage_collect, 1}, [pid]}, {{erlang, convert_time_unit, 3}, [integer, time_unit, time_unit]},
     {{erlang, unique_integer, 1}, [option_list]}, {{erlang, monotonic_time, 1}, [time_unit]},
     {{erlang, system_time, 1}, [time_unit]}, {{erlang, time_offset, 1}, [time_unit]},
     {{erlang, term_to_binary, 2}, [any, option_list]}, {{erlang, module_loaded, 1}, [atom]},
     {{erlang, check_process_code, 2}, [pid, atom]}, {{erlang, delete_module, 1}, [atom]},
     {{erlang, function_exported, 3}, [atom, atom, integer]}, {{erlang, unalias, 1}, [reference]}, {{erlang, alias, 1}, [option_list]},
     {{erlang, md5, 1}, [iodata]}, {{erlang, crc32, 1}, [iodata]}, {{erlang, adler32, 1}, [iodata]},
     {{erlang, purge_module, 1}, [atom]}, {{os, getenv, 1}, [list]}, {{os, putenv, 2}, [list, list]}].

%% "" for a value of the kind, else the text.
wrong(any, _) -> "";
wrong(atom, V) -> unless(is_atom(V), "not an atom");
wrong(integer, V) -> unless(is_integer(V), "not an integer");
wrong(float, V) -> unless(is_float(V), "not a float");
wrong(number, V) -> unless(is_number(V), "not a number");
wrong(boolean, V) -> unless(is_boolean(V), "not a boolean ('true' or 'false')");
wrong(list, V) -> unless(proper(V), "not a list");
wrong(nonempty, V) -> unless(is_list(V) andalso V =/= [], "not a nonempty list");
wrong(tuple, V) -> unless(is_tuple(V), "not a tuple");
wrong(sized, V) -> unless(is_tuple(V) orelse is_binary(V), "not tuple or binary");
wrong(binary, V) when is_bitstring(V), not is_binary(V) -> "is a bitstring (expected a binary)";
wrong(binary, V) -> unless(is_binary(V), "not a binary");
wrong(bitstring, V) -> unless(is_bitstring(V), "not a bitstring");
wrong(map, V) -> unless(is_map(V), "not a map");
wrong('fun', V) -> unless(is_function(V), "not a fun");
wrong(pid, V) -> unless(is_pid(V), "not a pid");
wrong(local_pid, V) when is_pid(V) -> unless(node(V) =:= node(), "not a local pid");
wrong(local_pid, _) -> "not a pid";
wrong(pid_or_atom, V) -> unless(is_pid(V) orelse is_atom(V), "not a pid or an atom");
wrong(pid_or_port, V) -> unless(is_pid(V) orelse is_port(V), "not a pid or port");
wrong(pid_port_ref, V) -> unless(is_pid(V) orelse is_port(V) orelse is_reference(V), "not a pid, port, or reference");
wrong(process_or_name, V) -> unless(is_pid(V) orelse is_atom(V) orelse is_tuple(V), "not a pid or atom or {Name, Node}");
wrong(reference, V) -> unless(is_reference(V), "not a reference");
wrong(base, V) -> unless(is_integer(V) andalso V >= 2 andalso V =< 36, "not an integer in the range 2 through 36");
wrong(time, V) when is_integer(V), V < 0 -> "out of range";
wrong(time, V) -> wrong(integer, V);
wrong(encoding, V) -> unless(lists:member(V, [latin1, utf8, unicode]), "not one of the atoms: latin1, utf8, or unicode");
wrong(encoding_option, V) -> unless(lists:member(V, [latin1, utf8, unicode]), "is an invalid encoding option");
wrong(pos_length, {P, L}) when is_integer(P), is_integer(L) -> "";
wrong(pos_length, _) -> "not a valid {Pos,Length} tuple";
wrong(iodata, V) -> unless(is_iodata(V), "not an iodata term");
wrong(iolist, V) -> unless(is_list(V) andalso is_iodata(V), "not an iolist term");
wrong(bitstring_list, V) -> unless(is_list(V) andalso is_iodata(V), "not a bitstring list");
wrong(time_unit, V) ->
    unless(lists:member(V, [second, millisecond, microsecond, nanosecond, native, perf_counter]) orelse (is_integer(V) andalso V > 0),
           "invalid time unit");
wrong(option_list, V) ->
    case proper(V) of
        true when V =:= [] -> "";
        true -> "invalid option in list";
        false -> "not a list"
    end.

unless(true, _Text) -> "";
unless(false, Text) -> Text.

proper([_ | T]) -> proper(T);
proper([]) -> true;
proper(_) -> false.

is_iodata(V) when is_binary(V) -> true;
is_iodata(V) ->
    try
        _ = iolist_size(V),
        true
    catch
        error:_ -> false
    end.
