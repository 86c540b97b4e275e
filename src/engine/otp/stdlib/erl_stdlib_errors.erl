%% Subset of OTP's erl_stdlib_errors. Missing: what re says about its options.
%%
%% Says which argument of a failed built-in of stdlib was wrong. The kinds of erl_erts_errors apply; `table` is an ETS table.
-module(erl_stdlib_errors).

-export([format_error/2]).

-define(NO_TABLE, "the table identifier does not refer to an existing ETS table").
-define(NO_ACCESS, "the table identifier refers to an ETS table with insufficient access rights").

format_error(Reason, [{M, F, As, Info} | _]) when is_list(As) ->
    Cause = case lists:keyfind(error_info, 1, Info) of
                {error_info, #{cause := C}} -> C;
                _ -> none
            end,
    numbered(case M of
                 io -> io_texts(F, As, Cause);
                 _ -> texts(M, F, As, Reason, Cause)
             end);
format_error(_Reason, _Stack) -> #{}.

numbered({general, Text}) -> #{general => unicode:characters_to_binary(Text)};
numbered(Texts) ->
    maps:from_list([{N, unicode:characters_to_binary(T)}
                    || {N, T} <- lists:zip(lists:seq(1, length(Texts)), Texts), T =/= ""]).

%%% io: the device, or what it was asked to print

names_device(nl, As) -> length(As) =:= 1;
names_device(F, As) when F =:= put_chars; F =:= write -> length(As) =:= 2;
names_device(_F, As) -> length(As) =:= 3.

io_texts(_F, _As, {io, arguments}) -> ["the device does not exist"];
io_texts(_F, _As, {io, calling_self}) -> ["the device is not allowed to be the current process"];
io_texts(_F, _As, {io, terminated}) -> ["the device has terminated"];
io_texts(F, As, {device, {no_translation, In, Out}}) ->
    Text = io_lib:format("device failed to transcode string from ~p to ~p", [In, Out]),
    case names_device(F, As) of
        true -> [Text];
        false -> {general, Text}
    end;
io_texts(F, As, {device, What}) ->
    Found = case {F, As} of
                {put_chars, [Chars]} -> [character_data(Chars)];
                {put_chars, [_, Chars]} -> ["", character_data(Chars)];
                {_, [Format]} when F =:= format; F =:= fwrite -> format_fault(Format, []);
                {_, [Format, Args]} when F =:= format; F =:= fwrite -> format_fault(Format, Args);
                {_, [_, Format, Args]} when F =:= format; F =:= fwrite -> ["" | format_fault(Format, Args)];
                _ -> [""]
            end,
    case Found =/= [] andalso lists:all(fun(T) -> T =:= "" end, Found) of
        true -> {general, io_lib:format("unknown error: ~w", [What])};
        false -> Found
    end;
io_texts(_F, _As, _Cause) -> [].

nth_text(N, Text) -> lists:duplicate(N - 1, "") ++ [Text].

character_data(Chars) ->
    unless(is_character_data(Chars), "not valid character data (an iodata term)").

is_character_data(Chars) ->
    try unicode:characters_to_binary(Chars) of
        Binary -> is_binary(Binary)
    catch
        error:_ -> false
    end.

%% [what is wrong with the format, what is wrong with its arguments]
format_fault(Format, Args) ->
    case {format_text(Format), kind(list, Args)} of
        {none, Fault} -> ["not a valid format string", Fault];
        {_, "not a list" = Fault} when not is_list(Args) -> ["", Fault];
        {_, "not a list"} -> [];
        {Text, ""} ->
            case wanted(Text, []) of
                {fault, Fault} -> ["format string invalid (" ++ Fault ++ ")"];
                Kinds when length(Kinds) =/= length(Args) -> ["wrong number of arguments"];
                Kinds ->
                    Faults = [io_lib:format("element ~w must be of type ~w", [N, Kind])
                              || {N, Kind, Arg} <- lists:zip3(lists:seq(1, length(Args)), Kinds, Args), not is_of(Kind, Arg)],
                    case Faults of
                        [] -> [unless(is_formatted(Format, Args), "failed to format string")];
                        _ -> ["", lists:flatten(lists:join($\n, Faults))]
                    end
            end
    end.

is_formatted(Format, Args) ->
    try io_lib:format(Format, Args) of
        _ -> true
    catch
        error:_ -> false
    end.

format_text(Format) when is_atom(Format) -> atom_to_list(Format);
format_text(Format) when is_binary(Format) -> binary_to_list(Format);
format_text(Format) ->
    case kind(list, Format) =:= "" andalso lists:all(fun is_integer/1, Format) of
        true -> Format;
        false -> none
    end.

%% The types of the arguments that a format takes, in order; or what is wrong with it.
wanted([$~ | Rest], Acc) -> width(Rest, Acc);
wanted([_ | Rest], Acc) -> wanted(Rest, Acc);
wanted([], Acc) -> lists:reverse(Acc).

width([$- | [C | _] = Rest], Acc) when C =:= $*; C >= $0, C =< $9 -> number(Rest, Acc, fun precision/2);
width(Rest, Acc) -> number(Rest, Acc, fun precision/2).

precision([$. | Rest], Acc) -> number(Rest, Acc, fun pad/2);
precision(Rest, Acc) -> control(Rest, Acc).

pad([$., $* | Rest], Acc) -> control(Rest, [integer | Acc]);
pad([$., _ | Rest], Acc) -> control(Rest, Acc);
pad(Rest, Acc) -> control(Rest, Acc).

number([$* | Rest], Acc, Next) -> Next(Rest, [integer | Acc]);
number(Rest, Acc, Next) -> Next(lists:dropwhile(fun(C) -> C >= $0 andalso C =< $9 end, Rest), Acc).

control([C | Rest], Acc) when C =:= $t; C =:= $l -> control(Rest, Acc);
control([C | Rest], Acc) ->
    case lists:keyfind(C, 1, [{$w, [any]}, {$p, [any]}, {$W, [any, integer]}, {$P, [any, integer]}, {$s, [string]},
                              {$e, [float]}, {$f, [float]}, {$g, [float]}, {$b, [integer]}, {$B, [integer]},
                              {$x, [integer, string]}, {$X, [integer, string]}, {$+, [any]}, {$#, [any]},
                              {$c, [integer]}, {$~, []}, {$n, []}, {$i, [any]}]) of
        {_, Kinds} -> wanted(Rest, lists:reverse(Kinds, Acc));
        false -> {fault, "invalid control ~" ++ [C]}
    end;
control([], _Acc) -> {fault, "truncated"}.

is_of(any, _) -> true;
is_of(integer, A) -> is_integer(A);
is_of(float, A) -> is_float(A);
is_of(string, A) -> is_atom(A) orelse is_character_data(A).

texts(unicode, F, [Chars | Encodings], _, _)
  when F =:= characters_to_list; F =:= characters_to_binary ->
    [character_data(Chars) | [unless(is_encoding(E), "not a valid encoding") || E <- Encodings]];
texts(unicode, _, [Chars], _, _) -> [character_data(Chars)];
texts(lists, reverse, [L, _], _, _) -> [kind(list, L)];
texts(lists, member, [_, L], _, _) -> ["", kind(list, L)];
texts(lists, F, [_, N, L], _, _) when F =:= keyfind; F =:= keymember; F =:= keysearch ->
    ["", kind(position, N), kind(list, L)];
texts(maps, get, [_, Map, _], _, _) -> ["", kind(map, Map)];
texts(maps, get, [_, Map], _, _) when is_map(Map) -> ["not present in map"];
texts(maps, update, [_, _, _], _, _) -> ["", "", "not a map"];
texts(maps, from_list, [L], _, _) -> [kind(list, L)];
texts(maps, F, As, _, _) -> kinds(map_kinds(F, length(As)), As);
texts(ets, new, [_, _], _, already_exists) -> ["table name already exists"];
texts(ets, new, [Name, Opts], _, _) ->
    [kind(atom, Name), case kind(list, Opts) of "" -> unless(not is_atom(Name), "invalid options"); T -> T end];
texts(ets, match_spec_compile, [_], _, _) -> ["not a valid match specification"];
texts(ets, match_spec_run_r, _, _, _) -> [];
texts(ets, F, [_], _, _) when F =:= select; F =:= select_reverse; F =:= match; F =:= match_object -> ["invalid continuation"];
texts(ets, F, [T | Rest], _, Cause) ->
    Table = table(T, Cause),
    [Table | ets_arguments(F, Rest, Cause, Table)];
texts(binary, decode_hex, [B], _, _) ->
    [case kind(octets, B) of
         "" -> "must contain an even number of bytes";
         Text -> Text
     end];
texts(binary, unhex, [B], _, _) -> [io_lib:format("~ts is not a valid hex", [B])];
texts(binary, F, [<<>>], _, _) when F =:= first; F =:= last -> ["a zero-sized binary is not allowed"];
texts(binary, F, [B, From, Length], _, _) when F =:= part orelse F =:= bin_to_list, is_binary(B), is_integer(From), is_integer(Length) ->
    case From >= 0 andalso From =< byte_size(B) of
        true -> ["", "", "out of range"];
        false -> ["", "out of range", ""]
    end;
texts(binary, F, [B, {From, Length}], _, _) when F =:= part orelse F =:= bin_to_list, is_binary(B), is_integer(From), is_integer(Length) ->
    ["", if From > byte_size(B) -> ""; true -> "out of range" end];
texts(binary, list_to_bin, _, _, _) -> ["not an iodata term"];
texts(binary, F, As, _, _) ->
    Kinds = binary_kinds(F, length(As)),
    case {lists:reverse(Kinds), lists:reverse(kinds(Kinds, As))} of
        %% options are looked at only when all else is well
        {[options | _], [_ | Others]} ->
            case lists:all(fun(T) -> T =:= "" end, Others) of
                true -> lists:reverse(Others, ["invalid options"]);
                false -> lists:reverse(Others)
            end;
        {_, Texts} -> lists:reverse(Texts)
    end;
texts(math, F, As, badarith, _) -> [unless(is_in_domain(F, N, As), "is outside the domain for this function") || N <- lists:seq(1, length(As))];
texts(math, _, As, _, _) -> [kind(number, A) || A <- As];
texts(_, _, _, _, _) -> [].

is_in_domain(fmod, 2, [_, Y]) -> Y /= 0;
is_in_domain(sqrt, _, [X]) -> X >= 0;
is_in_domain(F, _, [X]) when F =:= log; F =:= log2; F =:= log10 -> X > 0;
is_in_domain(F, _, [X]) when F =:= acos; F =:= asin -> abs(X) =< 1;
is_in_domain(acosh, _, [X]) -> X >= 1;
is_in_domain(atanh, _, [X]) -> abs(X) < 1;
is_in_domain(_, _, _) -> true.

is_encoding({utf16, E}) -> E =:= big orelse E =:= little;
is_encoding({utf32, E}) -> E =:= big orelse E =:= little;
is_encoding(E) -> lists:member(E, [latin1, unicode, utf8, utf16, utf32]).

table(T, access) when is_atom(T); is_reference(T) -> ?NO_ACCESS;
table(T, id) when is_atom(T); is_reference(T) -> ?NO_TABLE;
table(T, table_type) when is_atom(T); is_reference(T) ->
    "the table identifier refers to an ETS table of a type not supported by this operation";
table(T, _Cause) when is_atom(T); is_reference(T) -> "";
table(_, _) -> "not an atom or a table identifier".

ets_arguments(F, [_, Limit], _, Table) when Table =/= "", is_integer(Limit), (F =:= select orelse F =:= match orelse F =:= match_object) ->
    ["", unless(Limit > 0, "out of range")];
ets_arguments(F, _, _, Table) when Table =/= "", (F =:= slot orelse F =:= setopts orelse F =:= safe_fixtable) -> [];
ets_arguments(F, [Object], _, _) when F =:= insert; F =:= insert_new ->
    [case Object of
         {} -> "is an empty tuple";
         _ when is_tuple(Object) -> "";
         _ when is_list(Object) ->
             unless(lists:all(fun(O) -> is_tuple(O) andalso O =/= {} end, Object),
                    "not a non-empty tuple or a list of non-empty tuples");
         _ -> "not a tuple"
     end];
ets_arguments(delete_object, [O], _, _) -> [kind(tuple, O)];
ets_arguments(rename, [Name], _, _) -> [unless(is_atom(Name), "invalid table name (must be an atom)")];
ets_arguments(give_away, [Pid, _], _, _) -> [kind(pid, Pid)];
ets_arguments(lookup_element, [_, Pos], Cause, Table) ->
    ["", case kind(position, Pos) of
             "" when Cause =:= badkey -> "";
             "" when Table =:= "", is_integer(Pos) -> "";
             T -> T
         end];
ets_arguments(select_replace, [Spec], none, "") when is_list(Spec) -> ["not a valid match specification"];
ets_arguments(F, [Spec | _], badopt, _) when F =:= select; F =:= select_count; F =:= select_delete; F =:= select_replace ->
    _ = Spec,
    ["not a valid match specification"];
ets_arguments(F, _, _, Table) when Table =/= "", (F =:= select orelse F =:= select_count orelse F =:= select_delete orelse F =:= select_replace) ->
    [];
ets_arguments(F, [Spec | Rest], _, _) when F =:= select; F =:= select_count; F =:= select_delete; F =:= select_replace ->
    [unless(is_list(Spec), "not a valid match specification") | [kind(integer, N) || N <- Rest]];
ets_arguments(F, [_, Limit], _, _) when F =:= match; F =:= match_object -> ["", kind(integer, Limit)];
ets_arguments(update_counter, [Key, Op | _], Cause, _) ->
    _ = Key,
    case Cause of
        badkey -> ["the key is not present in the table"];
        keypos -> ["", "the position is the same as the key position"];
        none when is_integer(Op); is_tuple(Op), is_integer(element(1, Op)), element(1, Op) > 0 ->
            ["", "the value in the given position, in the object, is not an integer"];
        _ -> ["", unless(is_update(Op), "not a valid update operation")]
    end;
ets_arguments(update_element, [_, Op], _, _) ->
    ["", unless((is_tuple(Op) andalso tuple_size(Op) =:= 2) orelse is_list(Op), "is not a valid element specification")];
ets_arguments(F, [_], badkey, _) when F =:= next; F =:= prev -> ["the key is not present in the table"];
ets_arguments(slot, [N], _, _) -> [kind(integer, N)];
ets_arguments(safe_fixtable, [B], _, _) -> [kind(boolean, B)];
ets_arguments(setopts, [_], _, _) -> ["invalid options"];
ets_arguments(_, _, _, _) -> [].

is_update(N) when is_integer(N) -> true;
is_update({P, I}) -> is_integer(P) andalso is_integer(I);
is_update({P, I, T, S}) -> lists:all(fun erlang:is_integer/1, [P, I, T, S]);
is_update(L) when is_list(L) -> lists:all(fun is_update/1, L);
is_update(_) -> false.

map_kinds(F, 1) when F =:= keys; F =:= values; F =:= to_list; F =:= size -> [map];
map_kinds(iterator, 1) -> [map];
map_kinds(next, 1) -> [iterator];
map_kinds(F, 2) when F =:= get; F =:= find; F =:= is_key; F =:= remove; F =:= take -> [any, map];
map_kinds(merge, 2) -> [map, map];
map_kinds(F, 2) when F =:= map; F =:= filter; F =:= foreach; F =:= filtermap -> [{'fun', 2}, map_or_iterator];
map_kinds(intersect, 2) -> [map, map];
map_kinds(intersect_with, 3) -> [{'fun', 3}, map, map];
map_kinds(groups_from_list, 3) -> [{'fun', 1}, {'fun', 1}, list];
map_kinds(F, 2) when F =:= with; F =:= without -> [list, map];
map_kinds(from_keys, 2) -> [list, any];
map_kinds(groups_from_list, 2) -> [{'fun', 1}, list];
map_kinds(F, 3) when F =:= get -> [any, any, map];
map_kinds(F, 3) when F =:= put; F =:= update -> [any, any, map];
map_kinds(fold, 3) -> [{'fun', 3}, any, map_or_iterator];
map_kinds(update_with, 3) -> [any, {'fun', 1}, map];
map_kinds(update_with, 4) -> [any, {'fun', 1}, any, map];
map_kinds(merge_with, 3) -> [{'fun', 3}, map, map];
map_kinds(_, _) -> [].

binary_kinds(at, 2) -> [octets, size];
binary_kinds(part, 2) -> [octets, pos_length];
binary_kinds(part, 3) -> [octets, size, integer];
binary_kinds(bin_to_list, 2) -> [octets, pos_length];
binary_kinds(bin_to_list, 3) -> [octets, size, integer];
binary_kinds(copy, 2) -> [octets, size];
binary_kinds(F, 1) when F =:= copy; F =:= first; F =:= last; F =:= bin_to_list; F =:= decode_unsigned; F =:= encode_hex;
                        F =:= referenced_byte_size -> [octets];
binary_kinds(decode_unsigned, 2) -> [octets, endian];
binary_kinds(encode_unsigned, 1) -> [size];
binary_kinds(encode_unsigned, 2) -> [size, endian];
binary_kinds(compile_pattern, 1) -> [pattern];
binary_kinds(F, 1) when F =:= longest_common_prefix; F =:= longest_common_suffix -> [binaries];
binary_kinds(F, 2) when F =:= match; F =:= matches; F =:= split -> [octets, pattern];
binary_kinds(F, 3) when F =:= match; F =:= matches; F =:= split -> [octets, pattern, options];
binary_kinds(replace, 3) -> [octets, pattern, octets];
binary_kinds(replace, 4) -> [octets, pattern, octets, options];
binary_kinds(_, _) -> [].

kinds([], _As) -> [];
kinds(Kinds, As) -> [kind(K, A) || {K, A} <- lists:zip(Kinds, As)].

kind(position, N) when is_integer(N) -> unless(N > 0, "out of range");
kind(position, _) -> "not an integer";
kind(map_or_iterator, M) -> unless(is_map(M) orelse is_iterator(M), "not a map or an iterator");
kind(iterator, I) -> unless(is_iterator(I), "not a valid iterator");
kind({'fun', 1}, F) -> unless(is_function(F, 1), "not a fun that takes one argument");
kind({'fun', 2}, F) -> unless(is_function(F, 2), "not a fun that takes two arguments");
kind({'fun', 3}, F) -> unless(is_function(F, 3), "not a fun that takes three arguments");
kind(octets, V) when is_bitstring(V), not is_binary(V) -> "is a bitstring (expected a binary)";
kind(octets, V) -> kind(binary, V);
kind(endian, V) -> unless(V =:= big orelse V =:= little, "must be 'big' or 'little'");
kind(binaries, V) -> unless(kind(list, V) =:= "" andalso V =/= [] andalso lists:all(fun is_binary/1, V), "not a flat list of binaries");
kind(pattern, [_ | _] = P) -> unless(kind(list, P) =:= "" andalso lists:all(fun(B) -> is_binary(B) andalso B =/= <<>> end, P), "not a valid pattern");
kind(pattern, {Kind, Ref}) when is_reference(Ref), Kind =:= bm; is_reference(Ref), Kind =:= ac -> "";
kind(pattern, P) -> unless(is_binary(P) andalso P =/= <<>>, "not a valid pattern");
kind(Kind, Value) -> erl_erts_errors:wrong(Kind, Value).

is_iterator({_, _, _}) -> true;
is_iterator([At | Map]) -> is_integer(At) andalso At >= 0 andalso is_map(Map);
is_iterator(I) -> I =:= none.

unless(true, _) -> "";
unless(false, Text) -> Text.
