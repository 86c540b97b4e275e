%% Subset of OTP's erl_erts_errors. Missing: explanations of ports, distribution and of rarely used system functions.
%%
%% Says which argument of a failed built-in was wrong. A row is {Module, Name, Kinds}: the kind of each argument in order.
-module(erl_erts_errors).

-export([format_error/2, format_bs_fail/2, wrong/2]).

%% A segment of a binary that could not be built: {Position, Type, What, Value}.
format_bs_fail(_Reason, [{_, _, _, Info} | _]) ->
    case lists:keyfind(error_info, 1, Info) of
        {error_info, #{cause := {Segment0, Type, What, Value}} = Map} ->
            Segment = maps:get(override_segment_position, Map, Segment0),
            Text = io_lib:format("segment ~w of type '~ts': ~ts", [Segment, Type, segment_fault(Type, What, Value)]),
            #{general => unicode:characters_to_binary(Text), reason => <<"construction of binary failed">>};
        _ -> #{}
    end.

segment_fault(binary, type, V) -> ["expected a binary but got: ", shortened(V)];
segment_fault(binary, unit, V) -> ["the size of the value ", bytes(V), " is not a multiple of the unit for the segment"];
segment_fault(binary, short, V) -> ["the value ", bytes(V), " is shorter than the size of the segment"];
segment_fault(_, size, N) when is_integer(N), N >= 0 -> io_lib:format("the size ~w is too large", [N]);
segment_fault(_, size, V) -> ["expected a non-negative integer as size but got: ", shortened(V)];
segment_fault(float, invalid, V) -> ["expected one of the supported sizes 16, 32, or 64 but got: ", shortened(V)];
segment_fault(float, no_float, V) -> ["the value ", digits(V), " is outside the range expressible as a float"];
segment_fault(float, type, V) -> ["expected a float or an integer but got: ", shortened(V)];
segment_fault(integer, type, V) -> ["expected an integer but got: ", shortened(V)];
segment_fault(Utf, type, V) -> ["expected a non-negative integer encodable as ", atom_to_list(Utf), " but got: ", shortened(V)].

shortened(V) -> io_lib:format("~0tP", [V, 20]).

digits(V) ->
    case lists:flatten(io_lib:format("~w", [V])) of
        Text when length(Text) > 27 -> [lists:sublist(Text, 12), "...", lists:nthtail(length(Text) - 12, Text)];
        Text -> Text
    end.

bytes(<<First:8/binary, Rest/bitstring>>) when bit_size(Rest) > 16 ->
    Last = binary:part(Rest, byte_size(Rest) - 2, 2),
    [Open, Close] = [lists:join($,, [integer_to_list(B) || <<B>> <= Part]) || Part <- [First, Last]],
    ["<<", Open, "...,", Close, ">>"];
bytes(V) -> io_lib:format("~w", [V]).

format_error(_Reason, [{M, F, As, Info} | _]) when is_list(As) ->
    Cause = case lists:keyfind(error_info, 1, Info) of
                {error_info, #{cause := C}} -> C;
                _ -> none
            end,
    Texts = special(M, F, As, Cause),
    maps:from_list([{N, list_to_binary(T)} || {N, T} <- lists:zip(lists:seq(1, length(Texts)), Texts), T =/= ""]);
format_error(_Reason, _Stack) -> #{}.

special(erlang, spawn_opt, [F, Opts], _) when not is_function(F) -> _ = Opts, ["not a fun"];
special(erlang, spawn_opt, [M, F, As, Opts], Cause) ->
    [wrong(atom, M), wrong(atom, F), wrong(list, As),
     case wrong(list, Opts) of
         "" when Cause =:= badopt -> "invalid spawn option";
         Text -> Text
     end];
special(erlang, spawn_opt, [_, Opts], badopt) ->
    ["", case wrong(list, Opts) of
             "" -> "invalid spawn option";
             Text -> Text
         end];
special(erlang, element, [N, T], _) when is_integer(N), is_tuple(T) -> ["out of range"];
special(erlang, setelement, [N, T, _], _) when is_integer(N), is_tuple(T) -> ["out of range"];
special(erlang, insert_element, [N, T, _], _) when is_integer(N), is_tuple(T) -> ["out of range"];
special(erlang, delete_element, [N, T], _) when is_integer(N), is_tuple(T) -> ["out of range"];
special(erlang, make_tuple, [_, _], _) -> ["out of range"];
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
special(erlang, F, [B], _) when F =:= binary_to_existing_atom, is_binary(B); F =:= binary_to_atom, is_binary(B) ->
    case unicode:characters_to_list(B) of
        L when is_list(L) -> ["not an already existing atom"];
        _ -> ["invalid UTF8 encoding"]
    end;
special(erlang, F, [B], _) when F =:= binary_to_existing_atom; F =:= binary_to_atom -> [wrong(binary, B)];
special(erlang, F, [B, E], _) when F =:= binary_to_existing_atom; F =:= binary_to_atom ->
    case [wrong(binary, B), wrong(encoding, E)] of
        ["", ""] when E =/= latin1 ->
            case unicode:characters_to_list(B) of
                L when is_list(L) -> ["not an already existing atom"];
                _ -> ["invalid UTF8 encoding"]
            end;
        ["", ""] -> ["not an already existing atom"];
        Texts -> Texts
    end;
special(erlang, list_to_atom, [L], _) ->
    case wrong(list, L) of
        "" ->
            case lists:all(fun(C) -> is_integer(C) andalso C >= 0 andalso C =< 16#10FFFF end, L) of
                true -> [];
                false -> ["not a list of characters"]
            end;
        Text -> [Text]
    end;
special(erlang, F, [B | _], badopt) when F =:= binary_to_term, is_binary(B) -> ["", "invalid option in list"];
special(erlang, binary_to_term, [B], _) when is_binary(B) -> ["invalid external representation of a term"];
special(erlang, binary_to_term, [B, Opts], _) when is_binary(B) ->
    case wrong(list, Opts) of
        "" -> case lists:all(fun(O) -> O =:= safe orelse O =:= used end, Opts) of
                  true -> ["invalid external representation of a term"];
                  false -> ["", "invalid option in list"]
              end;
        Text -> ["", Text]
    end;
special(erlang, float, [_], _) -> ["not a number"];
special(erlang, whereis, [N], _) -> [wrong(atom, N)];
special(erlang, register, [Name, P], _) -> registration(Name, P);
special(erlang, unregister, [_], _) -> ["not a pid"];
special(erlang, link, [P], _) -> [wrong(pid, P)];
special(erlang, process_info, [P, What], _) ->
    case wrong(local_pid, P) of
        "" -> ["", "invalid item or item list"];
        Text ->
            _ = What,
            [Text]
    end;
special(erlang, suspend_process, [_, _], badopt) -> ["", "invalid option in list"];
special(erlang, suspend_process, [P | _], _) when is_pid(P), node(P) =:= node() ->
    ["the pid does not refer to an existing process"];
special(erlang, suspend_process, [_ | _], _) -> ["not a pid"];
special(erlang, process_flag, [F, _], badopt) -> [badflag(F), ""];
special(erlang, process_flag, [F, _], _) ->
    case lists:member(F, [trap_exit, priority, error_handler, max_heap_size, message_queue_data, min_heap_size,
                          min_bin_vheap_size, save_calls, sensitive, fullsweep_after, monitor_nodes, async_dist]) of
        true -> ["", "invalid value for this process flag"];
        false -> ["invalid process flag"]
    end;
special(erlang, monitor, [Type, Item | _], _) ->
    case lists:member(Type, [process, port, time_offset]) of
        true -> ["", wrong(process_or_name, Item)];
        false -> ["invalid monitor type"]
    end;
special(erlang, send, [_, _, Opts], _) when not is_list(Opts) -> ["", "", "not a list"];
special(erlang, send, [_, _, Opts], _) ->
    case wrong(option_list, Opts) of
        "" -> ["invalid destination"];
        Text -> ["", "", Text]
    end;
special(erlang, send, [To | _], _) when is_atom(To) -> [unregistered(To)];
special(erlang, send, [_ | _], _) -> ["invalid destination"];
special(erlang, '!', _, _) -> [];
special(erlang, is_record, [_, Tag], _) -> [wrong(atom, Tag)];
special(erlang, is_record, [_, Tag, Size], _) -> [wrong(atom, Tag), wrong(integer, Size)];
special(erlang, map_get, [Key, Map], _) when is_map(Map) -> _ = Key, ["not present in map"];
special(erlang, trace, [_, How, Flags], badopt) -> ["", wrong(boolean, How), wrong_options(Flags)];
special(erlang, trace, [_, How, _], _) when not is_boolean(How) -> ["", wrong(boolean, How)];
special(erlang, trace, [_, _, _], _) -> ["invalid spec for pid or port"];
special(erlang, trace_pattern, [_, _, Opts], badopt) -> ["", "", wrong_options(Opts)];
special(erlang, trace_pattern, [_, _, _], call_count) ->
    ["", "", "a match spec is not allowed in combination with these options"];
special(erlang, trace_pattern, [_, _ | Opts], match_spec) ->
    ["", "invalid match specification" | [wrong(list, Opt) || Opt <- Opts]];
special(erlang, trace_pattern, [_, _ | _], _) -> ["invalid MFA specification"];
special(erlang, F, [_, N], _) when F =:= phash; F =:= phash2 -> [wrong(hash_range, N)];
special(erlang, resume_process, [P], _) when is_pid(P), node(P) =:= node() -> ["process is not suspended or is not alive"];
special(erlang, resume_process, [P], _) -> [wrong(local_pid, P)];
special(erlang, trace_delivered, [_], _) -> ["not a pid or 'all'"];
special(erlang, trace_info, [_, _], badopt) -> ["not a valid tracee specification"];
special(erlang, trace_info, [_, _], _) -> ["", "invalid trace item"];
special(erlang, match_spec_test, [_, _, trace], _) -> ["not a list"];
special(erlang, match_spec_test, [_, _, _], _) -> ["", "", "invalid type for match spec"];
special(erlang, memory, [T], _) when is_atom(T) -> ["invalid memory type option"];
special(erlang, memory, [L], _) ->
    case proper(L) andalso lists:all(fun is_atom/1, L) of
        true -> ["invalid memory type option"];
        false -> ["not an atom or a list of atoms"]
    end;
special(erlang, system_info, _, _) -> ["invalid system info item"];
special(erlang, system_flag, [Flag, _], _) when Flag =:= sequential_tracer; Flag =:= trace_control_word; Flag =:= reset_seq_trace ->
    ["", "invalid value for this system flag"];
special(erlang, system_flag, [_, _], _) -> ["invalid system flag"];
special(erlang, statistics, _, _) -> ["invalid statistics item"];
special(erlang, fun_info, [F, _], _) when is_function(F) -> ["", "invalid item"];
special(erlang, decode_packet, [Type, Bin, Opts], _) when is_binary(Bin) ->
    [wrong(packet_type, Type), "", wrong_options(Opts)];
special(atomics, _, [R | _] = As, _) -> [invalid_atomics(R) | rest_kinds(atomics, As)];
special(persistent_term, get, [_], _) -> ["no persistent term stored with this key"];
special(M, F, As, Cause) ->
    case lists:keyfind({M, F, length(As)}, 1, rows()) of
        {_, Kinds} -> by_kinds(Kinds, As, Cause);
        false -> []
    end.

%% Options are blamed only where nothing else is wrong.
by_kinds(Kinds, As, _Cause) ->
    case [wrong(K, A) || {K, A} <- lists:zip(Kinds, As)] of
        %% OTP counts the options of a timer as its third argument
        [A, B, _, C] when tl(tl(tl(Kinds))) =:= [timer_options] -> [A, B, C];
        [A, Text, _] when Text =/= "", tl(tl(Kinds)) =:= [options] -> [A, Text];
        [Text, _] when Text =/= "", tl(Kinds) =:= [options] -> [Text, wrong(list, lists:last(As))];
        Texts -> Texts
    end.

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

existing(L, list) ->
    case wrong(list, L) of
        "" -> ["not an already existing atom"];
        Text -> [Text]
    end.

registration(Name, P) ->
    case {wrong(atom, Name), wrong(pid_or_port, P)} of
        {"", B} when Name =:= undefined -> ["'undefined' is not a valid name", B];
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
     {{erlang, length, 1}, [counted]}, {{erlang, size, 1}, [sized]}, {{erlang, tuple_size, 1}, [tuple]},
     {{erlang, byte_size, 1}, [bitstring]}, {{erlang, bit_size, 1}, [bitstring]}, {{erlang, map_size, 1}, [map]},
     {{erlang, atom_to_list, 1}, [atom]}, {{erlang, atom_to_binary, 1}, [atom]}, {{erlang, atom_to_binary, 2}, [atom, encoding_option]},
          {{erlang, integer_to_list, 1}, [integer]}, {{erlang, integer_to_list, 2}, [integer, base]},
     {{erlang, integer_to_binary, 1}, [integer]}, {{erlang, integer_to_binary, 2}, [integer, base]},
     {{erlang, float_to_list, 1}, [float]}, {{erlang, float_to_list, 2}, [float, options]},
     {{erlang, float_to_binary, 1}, [float]}, {{erlang, float_to_binary, 2}, [float, options]},
     {{erlang, list_to_binary, 1}, [iolist]}, {{erlang, iolist_to_binary, 1}, [iodata]}, {{erlang, iolist_size, 1}, [iodata]},
     {{erlang, list_to_bitstring, 1}, [bitstring_list]}, {{erlang, binary_to_list, 1}, [binary]},
     {{erlang, binary_to_list, 3}, [binary, size, size]}, {{erlang, bitstring_to_list, 1}, [bitstring]},
     {{erlang, binary_part, 2}, [binary, pos_length]}, {{erlang, binary_part, 3}, [binary, size, integer]},
     {{erlang, decode_packet, 3}, [packet_type, bitstring_given, options]},
     {{erlang, split_binary, 2}, [binary, size]}, {{erlang, list_to_tuple, 1}, [counted]}, {{erlang, tuple_to_list, 1}, [tuple]},
     {{erlang, element, 2}, [place, tuple]}, {{erlang, setelement, 3}, [place, tuple, any]},
     {{erlang, make_tuple, 3}, [size, any, list]}, {{erlang, append_element, 2}, [tuple, any]},
     {{erlang, insert_element, 3}, [place, tuple, any]}, {{erlang, delete_element, 2}, [place, tuple]},
     {{erlang, pid_to_list, 1}, [pid]}, {{erlang, ref_to_list, 1}, [reference]}, {{erlang, fun_to_list, 1}, ['fun']},
     {{erlang, fun_info, 1}, ['fun']}, {{erlang, fun_info, 2}, ['fun', any]}, {{erlang, make_fun, 3}, [atom, atom, size]},
     {{erlang, binary_to_term, 1}, [binary]}, {{erlang, binary_to_term, 2}, [binary, option_list]},
     {{erlang, unlink, 1}, [pid]}, {{erlang, demonitor, 1}, [reference]},
     {{erlang, demonitor, 2}, [reference, options]}, {{erlang, exit, 2}, [pid, any]},
     {{erlang, spawn, 1}, ['fun']}, {{erlang, spawn_link, 1}, ['fun']}, {{erlang, spawn_monitor, 1}, ['fun']},
     {{erlang, spawn, 3}, [atom, atom, list]}, {{erlang, spawn_link, 3}, [atom, atom, list]},
     {{erlang, spawn_opt, 2}, ['fun', list]}, {{erlang, spawn_opt, 4}, [atom, atom, list, list]},
     {{erlang, send_after, 3}, [time, pid_or_atom, any]}, {{erlang, start_timer, 3}, [time, pid_or_atom, any]},
     {{erlang, cancel_timer, 1}, [reference]}, {{erlang, read_timer, 1}, [reference]},
     {{erlang, process_info, 1}, [local_pid]}, {{erlang, is_process_alive, 1}, [local_pid]},
     {{erlang, group_leader, 2}, [pid, pid]}, {{erlang, is_function, 2}, [any, size]},
     {{erlang, is_map_key, 2}, [any, map]}, {{erlang, map_get, 2}, [any, map]}, {{erlang, node, 1}, [pid]},
     {{erlang, hibernate, 3}, [atom, atom, list]},
     {{erlang, garbage_collect, 1}, [pid]}, {{erlang, convert_time_unit, 3}, [integer, time_unit, time_unit]},
     {{erlang, unique_integer, 1}, [modifiers]}, {{erlang, monotonic_time, 1}, [time_unit]},
     {{erlang, system_time, 1}, [time_unit]}, {{erlang, time_offset, 1}, [time_unit]},
     {{erlang, term_to_binary, 2}, [any, option_list]}, {{erlang, module_loaded, 1}, [atom]},
     {{erlang, check_process_code, 2}, [pid, atom]}, {{erlang, delete_module, 1}, [atom]},
     {{erlang, function_exported, 3}, [atom, atom, size]}, {{erlang, unalias, 1}, [reference]}, {{erlang, alias, 1}, [option_list]},
     {{erlang, md5, 1}, [iodata]}, {{erlang, crc32, 1}, [iodata]}, {{erlang, crc32, 2}, [checksum, iodata]}, {{erlang, adler32, 2}, [checksum, iodata]},
     {{erlang, iolist_to_iovec, 1}, [iodata]}, {{erlang, port_to_list, 1}, [port]}, {{erlang, external_size, 2}, [any, option_list]},
     {{erlang, cancel_timer, 2}, [reference, options]}, {{erlang, spawn_monitor, 3}, [atom, atom, list]},
     {{erlang, send_after, 4}, [time, pid_or_atom, any, timer_options]},
     {{erlang, start_timer, 4}, [time, pid_or_atom, any, timer_options]},
     {{erlang, localtime_to_universaltime, 1}, [local_time]}, {{erlang, localtime_to_universaltime, 2}, [local_time, dst]},
     {{erlang, universaltime_to_localtime, 1}, [universal_time]}, {{erlang, universaltime_to_posixtime, 1}, [universal_time]},
     {{erlang, posixtime_to_universaltime, 1}, [integer]}, {{erlang, bump_reductions, 1}, [size]},
     {{erlang, display_string, 1}, [characters]}, {{erlang, monitor_node, 2}, [atom, boolean]},
     {{erlang, set_cookie, 2}, [atom, atom]}, {{erlang, apply, 3}, [atom, atom, list]}, {{erlang, adler32, 1}, [iodata]},
     {{erlang, purge_module, 1}, [atom]}, {{os, getenv, 1}, [list]}, {{os, putenv, 2}, [list, list]}].

wrong_options(Options) ->
    case wrong(list, Options) of
        "" -> "invalid option in list";
        Error -> Error
    end.

%% "" for a value of the kind, else the text.
wrong(any, _) -> "";
wrong(atom, V) -> unless(is_atom(V), "not an atom");
wrong(packet_type, V) ->
    Types = [0, 1, 2, 4, raw, asn1, sunrm, cdr, fcgi, tpkt, line, http, http_bin, httph, httph_bin, ssl_tls],
    unless(lists:any(fun(Type) -> Type =:= V end, Types), "invalid packet type");
wrong(bitstring_given, V) -> unless(is_bitstring(V), "not a binary");
wrong(integer, V) -> unless(is_integer(V), "not an integer");
wrong(float, V) -> unless(is_float(V), "not a float");
wrong(number, V) -> unless(is_number(V), "not a number");
wrong(boolean, V) -> unless(is_boolean(V), "not a boolean ('true' or 'false')");
wrong(list, V) when is_list(V) -> unless(proper(V), "not a proper list");
wrong(list, _) -> "not a list";
wrong(counted, V) -> unless(proper(V), "not a list");
wrong(size, V) when is_integer(V) -> unless(V >= 0, "out of range");
wrong(size, _) -> "not an integer";
wrong(checksum, V) when is_integer(V) -> unless(V >= 0 andalso V < 1 bsl 32, "out of range");
wrong(checksum, _) -> "not an integer";
wrong(place, V) when is_integer(V) -> unless(V >= 1, "out of range");
wrong(place, _) -> "not an integer";
wrong(hash_range, V) when is_integer(V) -> unless(V >= 1, "out of range");
wrong(hash_range, _) -> "not an integer";
wrong(port, V) -> unless(is_port(V), "not a port");
wrong(dst, V) -> unless(is_boolean(V) orelse V =:= undefined, "not 'true', 'false', or 'undefined'");
wrong(local_time, V) -> unless(is_datetime(V), "not a valid local time");
wrong(universal_time, V) -> unless(is_datetime(V), "not a valid universal time");
wrong(whole_binary, V) -> unless(is_binary(V), "not a binary");
wrong(characters, V) -> unless(proper(V) andalso lists:all(fun(C) -> is_integer(C) andalso C >= 0 andalso C =< 255 end, V), "not a list of characters");
wrong(nonempty, V) -> unless(is_list(V) andalso V =/= [], "not a nonempty list");
wrong(tuple, V) -> unless(is_tuple(V), "not a tuple");
wrong(sized, V) -> unless(is_tuple(V) orelse is_binary(V), "not tuple or binary");
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
wrong(time, V) when is_integer(V), V >= 1 bsl 60 -> "exceeds the maximum supported time value";
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
wrong(timer_options, V) -> wrong(option_list, V);
wrong(options, V) -> wrong(option_list, V);
wrong(option_list, V) ->
    case proper(V) of
        true when V =:= [] -> "";
        true -> "invalid option in list";
        false -> wrong(list, V)
    end;
wrong(modifiers, V) ->
    case proper(V) of
        true -> unless(V =:= [], "invalid modifier");
        false -> wrong(list, V)
    end.

is_datetime({{Y, M, D}, {H, Min, S}}) ->
    lists:all(fun is_integer/1, [Y, M, D, H, Min, S]) andalso calendar:valid_date(Y, M, D)
        andalso H >= 0 andalso H < 24 andalso Min >= 0 andalso Min < 60 andalso S >= 0 andalso S < 60;
is_datetime(_) -> false.

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
