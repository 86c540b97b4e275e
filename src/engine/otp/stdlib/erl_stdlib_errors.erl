%% Stands in for OTP's erl_stdlib_errors: what was wrong with the arguments of functions of
%% binary, ets, io, lists, maps, math, re and unicode. One row a function.
-module(erl_stdlib_errors).
-export([format_error/2]).

-spec format_error(term(), [tuple()]) -> #{pos_integer() | general => unicode:chardata()}.
format_error(Reason, [{io, Name, Args, Info} | _]) when is_list(Args) ->
    io_text(Reason, Name, Args, cause(Info));
format_error(_Reason, [{Module, Name, Args, Info} | _]) when is_list(Args) ->
    case row(Module, Name, Args, cause(Info)) of
        none -> #{};
        Row -> from_row(Row, Args)
    end;
format_error(_Reason, _Stack) ->
    #{}.

cause(Info) ->
    case lists:keyfind(error_info, 1, Info) of
        {error_info, Map} -> maps:get(cause, Map, none);
        false -> none
    end.

from_row(Row, Args) ->
    Texts = [{N, must(Kind, Arg)} || {N, Kind, Arg} <- number(1, Row, Args)],
    maps:from_list([{N, Text} || {N, Text} <- Texts, Text =/= ok]).

number(_, [], []) -> [];
number(N, [Kind | Kinds], [Arg | Args]) -> [{N, Kind, Arg} | number(N + 1, Kinds, Args)].

must(any, _) -> ok;
must({is, Text}, _) -> Text;
must(atom, X) -> said(is_atom(X), "not an atom");
must(number, X) -> said(is_number(X), "not a number");
must(integer, X) -> said(is_integer(X), "not an integer");
must(map, X) -> said(is_map(X), "not a map");
must(natural, X) when is_integer(X) -> said(X >= 0, "out of range");
must(natural, _) -> "not an integer";
must(binary, X) when is_binary(X) -> ok;
must(binary, X) when is_bitstring(X) -> "is a bitstring (expected a binary)";
must(binary, _) -> "not a binary";
must(list, X) -> list_text(X);
must(iterator, X) -> said(is_map(X), "not a map or an iterator");
must({function, 1}, X) -> said(is_function(X, 1), "not a fun that takes one argument");
must({function, 2}, X) -> said(is_function(X, 2), "not a fun that takes two arguments");
must({function, 3}, X) -> said(is_function(X, 3), "not a fun that takes three arguments");
must(iodata, X) -> said(is_iodata(X), "not an iodata term");
must(chardata, X) -> said(is_iodata(X), "not valid character data (an iodata term)");
must(pattern, X) -> said(is_pattern(X), "not a valid pattern");
must(regexp, X) ->
    said(is_iodata(X) orelse (is_tuple(X) andalso element(1, X) =:= re_pattern),
         "neither an iodata term nor a compiled regular expression");
must(endianness, X) -> said(X =:= big orelse X =:= little, "must be 'big' or 'little'");
must(object, X) when is_tuple(X), tuple_size(X) > 0 -> ok;
must(object, {}) -> "is an empty tuple";
must(object, _) -> "not a tuple";
must(objects, X) when is_list(X) ->
    said(list_text(X) =:= ok andalso lists:all(fun(T) -> is_tuple(T) andalso T =/= {} end, X),
         "not a non-empty tuple or a list of non-empty tuples");
must(objects, X) -> must(object, X);
must(table_name, X) -> said(is_atom(X), "invalid table name (must be an atom)").

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

is_iodata(X) ->
    try iolist_size(X) of
        _ -> true
    catch
        error:_ -> unicode_data(X)
    end.

unicode_data(X) when is_list(X); is_binary(X) ->
    try unicode:characters_to_binary(X) of
        Bin -> is_binary(Bin)
    catch
        error:_ -> false
    end;
unicode_data(_) ->
    false.

is_pattern(X) when is_binary(X) -> byte_size(X) > 0;
is_pattern([_ | _] = X) -> list_text(X) =:= ok andalso lists:all(fun is_pattern/1, X);
is_pattern({Kind, _}) -> Kind =:= bm orelse Kind =:= ac;
is_pattern(_) -> false.

%% What each argument must be.
row(lists, F, [_, _, _], _) when F =:= keyfind; F =:= keymember; F =:= keysearch -> [any, natural, list];
row(lists, member, [_, _], _) -> [any, list];
row(lists, reverse, [_, _], _) -> [list, any];
row(lists, seq, Args, _) -> seq_row(Args);
row(maps, F, [_, _], _) when F =:= filter; F =:= filtermap; F =:= foreach; F =:= map -> [{function, 2}, iterator];
row(maps, F, [_, _], _) when F =:= find; F =:= is_key; F =:= remove; F =:= take -> [any, map];
row(maps, fold, [_, _, _], _) -> [{function, 3}, any, iterator];
row(maps, from_keys, [_, _], _) -> [list, any];
row(maps, from_list, [_], _) -> [list];
row(maps, get, [_, Map], _) when is_map(Map) -> [{is, "not present in map"}, any];
row(maps, get, [_, _], _) -> [any, map];
row(maps, get, [_, _, _], _) -> [any, map, any];
row(maps, groups_from_list, [_, _], _) -> [{function, 1}, list];
row(maps, groups_from_list, [_, _, _], _) -> [{function, 1}, {function, 1}, list];
row(maps, F, [_, _], _) when F =:= intersect; F =:= merge -> [map, map];
row(maps, F, [_, _, _], _) when F =:= intersect_with; F =:= merge_with -> [{function, 3}, map, map];
row(maps, F, [_], _) when F =:= iterator; F =:= keys; F =:= size; F =:= to_list; F =:= values ->
    [{is, "not a map"}];
row(maps, next, [_], _) -> [{is, "not a valid iterator"}];
row(maps, F, [_, _, _], _) when F =:= put; F =:= update -> [any, any, map];
row(maps, update_with, [_, _, _], _) -> [any, {function, 1}, map];
row(maps, update_with, [_, _, _, _], _) -> [any, {function, 1}, any, map];
row(maps, F, [_, _], _) when F =:= with; F =:= without -> [list, map];
row(math, F, [X], _) when F =:= acos; F =:= acosh; F =:= asin; F =:= atanh; F =:= log; F =:= log10; F =:= log2;
                         F =:= sqrt ->
    case is_number(X) of
        true -> [{is, "is outside the domain for this function"}];
        false -> [number]
    end;
row(math, _, Args, _) -> [number || _ <- Args];
row(binary, Name, Args, _) -> binary_row(Name, Args);
row(unicode, characters_to_binary, [_, _, _], _) -> [chardata, {is, "not a valid encoding"}, any];
row(unicode, _, [_, _], _) -> [chardata, {is, "not a valid encoding"}];
row(unicode, _, [_], _) -> [{is, "not valid character data (an iodata term)"}];
row(re, compile, [_], _) -> [{is, "not an iodata term"}];
row(re, compile, [_, _], _) -> [iodata, any];
row(re, inspect, [_, _], _) -> [{is, "not a compiled regular expression"}, {is, "not a valid item"}];
row(re, replace, [_, _, _ | Rest], _) -> [iodata, regexp, iodata | [any || _ <- Rest]];
row(re, F, [_, _ | Rest], _) when F =:= run; F =:= split -> [iodata, regexp | [any || _ <- Rest]];
row(ets, Name, Args, Cause) -> ets_row(Name, Args, Cause);
row(_, _, _, _) -> none.

seq_row([First, Last]) when is_integer(First), is_integer(Last) -> [any, {is, "not greater than or equal to the first argument minus one"}];
seq_row([First, Last, Step]) when is_integer(First), is_integer(Last), is_integer(Step) ->
    if
        Step > 0 -> [any, {is, "not a positive increment"}, any];
        Step < 0 -> [any, any, {is, "not a negative increment"}];
        true -> [any, any, {is, "not a positive increment"}]
    end;
seq_row(Args) -> [integer || _ <- Args].

binary_row(at, [_, N]) when is_integer(N), N >= 0 -> [binary, {is, "out of range"}];
binary_row(at, [_, _]) -> [binary, natural];
binary_row(F, [_, _]) when F =:= bin_to_list; F =:= part -> [binary, {is, "not a valid {Pos,Length} tuple"}];
binary_row(F, [Bin, Pos, Len]) when F =:= bin_to_list orelse F =:= part, is_binary(Bin), is_integer(Pos),
                                    is_integer(Len) ->
    case Pos < 0 orelse Pos > byte_size(Bin) of
        true -> [any, {is, "out of range"}, any];
        false -> [any, any, {is, "out of range"}]
    end;
binary_row(F, [_, _, _]) when F =:= bin_to_list; F =:= part -> [binary, natural, integer];
binary_row(compile_pattern, [_]) -> [{is, "not a valid pattern"}];
binary_row(copy, [_, _]) -> [binary, natural];
binary_row(decode_hex, [Bin]) when is_binary(Bin) -> [{is, "must contain an even number of bytes"}];
binary_row(decode_unsigned, [_, _]) -> [binary, endianness];
binary_row(encode_unsigned, [_]) -> [natural];
binary_row(encode_unsigned, [_, _]) -> [natural, endianness];
binary_row(list_to_bin, [_]) -> [{is, "not an iodata term"}];
binary_row(F, [_]) when F =:= longest_common_prefix; F =:= longest_common_suffix ->
    [{is, "not a flat list of binaries"}];
binary_row(F, [_, _]) when F =:= match; F =:= matches; F =:= split -> [binary, pattern];
binary_row(F, [Bin, Pattern, _]) when F =:= match; F =:= matches; F =:= split ->
    options_last([binary, pattern], [Bin, Pattern]);
binary_row(replace, [_, _, _]) -> [binary, pattern, binary];
binary_row(replace, [Bin, Pattern, New, _]) -> options_last([binary, pattern, binary], [Bin, Pattern, New]);
binary_row(F, [Bin]) when F =:= first orelse F =:= last, Bin =:= <<>> -> [{is, "zero-sized binary"}];
binary_row(_, Args) -> [binary | [any || _ <- tl(Args)]].

%% The options are wrong when nothing else is.
options_last(Kinds, Args) ->
    case [K || {K, A} <- lists:zip(Kinds, Args), must(K, A) =/= ok] of
        [] -> [any || _ <- Kinds] ++ [{is, "invalid options"}];
        _ -> Kinds ++ [any]
    end.

ets_row(_, [_ | Rest], id) -> [{is, "the table identifier does not refer to an existing ETS table"} | any(Rest)];
ets_row(_, [_ | Rest], access) -> [{is, "the table identifier refers to an ETS table with insufficient access rights"} | any(Rest)];
ets_row(_, [_ | Rest], type) -> [{is, "the table identifier refers to an ETS table of a type not supported by this operation"} | any(Rest)];
ets_row(new, [Name, _], already_exists) when is_atom(Name) -> [{is, "table name already exists"}, any];
ets_row(new, [Name, Options], _) ->
    case must(atom, Name) =:= ok andalso list_text(Options) =:= ok of
        true -> [any, {is, "invalid options"}];
        false -> [atom, list]
    end;
ets_row(rename, [_, Name], _) when is_atom(Name) -> [any, {is, "table name already exists"}];
ets_row(rename, [_, _], _) -> [any, {is, "invalid table name (must be an atom)"}];
ets_row(whereis, [_], _) -> [{is, "invalid table name (must be an atom)"}];
ets_row(delete_object, [_, _], _) -> [any, object];
ets_row(F, [_, _], _) when F =:= insert; F =:= insert_new -> [any, objects];
ets_row(give_away, [_, Pid, _], _) when is_pid(Pid) -> [any, {is, "the pid refers to a terminated process"}, any];
ets_row(give_away, [_, _, _], _) -> [any, {is, "not a pid"}, any];
ets_row(info, [_, _], _) -> [any, {is, "not a valid info item"}];
ets_row(lookup_element, [_, _, _], badkey) -> [any, {is, "not a key that exists in the table"}, any];
ets_row(lookup_element, [_, _, N], _) when is_integer(N), N > 0 ->
    [any, any, {is, "position is greater than the size of the object"}];
ets_row(lookup_element, [_, _, N], _) when is_integer(N) -> [any, any, {is, "out of range"}];
ets_row(lookup_element, [_, _, _], _) -> [any, any, integer];
ets_row(F, [_], _) when F =:= match; F =:= match_object; F =:= select; F =:= select_reverse ->
    [{is, "invalid continuation"}];
ets_row(F, [_, _, N], _) when F =:= match; F =:= match_object ->
    [any, any, case N of _ when is_integer(N), N > 0 -> any; _ -> natural end];
ets_row(match_spec_compile, [_], _) -> [{is, "not a valid match specification"}];
ets_row(F, [_, _], _) when F =:= next; F =:= prev -> [any, {is, "not a key that exists in the table"}];
ets_row(F, [_, _ | Rest], _) when F =:= select; F =:= select_reverse; F =:= select_count; F =:= select_delete;
                                  F =:= select_replace; F =:= internal_select_delete ->
    [any, {is, "not a valid match specification"} | [natural || _ <- Rest]];
ets_row(safe_fixtable, [_, _], _) -> [any, {is, "not a boolean value"}];
ets_row(setopts, [_, _], _) -> [any, {is, "invalid options"}];
ets_row(slot, [_, _], _) -> [any, {is, "out of range"}];
ets_row(F, [_, _, _ | Default], badkey) when F =:= update_counter ->
    [any, {is, "not a key that exists in the table"}, any | any(Default)];
ets_row(update_counter, [_, _, Op | Default], _) -> [any, any, {is, counter_text(Op)} | [object || _ <- Default]];
ets_row(update_element, [_, _, []], _) -> [any, any, {is, "out of range"}];
ets_row(update_element, [_, _, _], _) -> [any, any, {is, "is not a valid element specification"}];
ets_row(_, _, _) -> none.

any(List) -> [any || _ <- List].

counter_text(Op) when is_integer(Op) -> not_integer();
counter_text({N, Incr}) when is_integer(N), is_integer(Incr) -> not_integer();
counter_text(Op) when is_list(Op) -> not_integer();
counter_text(_) -> "not a valid update operation".

not_integer() -> "the value in the given position, in the object, is not an integer".

%% io: the device, or what was to be printed.
io_text(_, _, Args, {io, Cause}) ->
    case device_text(Cause) of
        none -> #{general => io_lib:format("unknown error: ~tp", [Cause])};
        Text when length(Args) > 0 -> #{1 => Text}
    end;
io_text(_, Name, Args, _) when Name =:= format; Name =:= fwrite ->
    case Args of
        [_Device, Format, Data] -> shift(format_texts(Format, Data));
        [Format, Data] -> format_texts(Format, Data);
        [Format] -> format_texts(Format, [])
    end;
io_text(_, put_chars, [_], _) -> #{1 => "not valid character data (an iodata term)"};
io_text(_, put_chars, [_, _], _) -> #{2 => "not valid character data (an iodata term)"};
io_text(_, put_chars, [_, _, _], _) -> #{3 => "not valid character data (an iodata term)"};
io_text(_, _, _, {_, Cause}) -> #{general => io_lib:format("unknown error: ~tp", [Cause])};
io_text(_, _, _, _) -> #{}.

device_text(arguments) -> "the device does not exist";
device_text(calling_self) -> "the device is not allowed to be the current process";
device_text(terminated) -> "the device has terminated";
device_text(_) -> none.

shift(Texts) -> maps:from_list([{N + 1, T} || {N, T} <- maps:to_list(Texts)]).

format_texts(Format, Data) when is_atom(Format); is_binary(Format); is_list(Format) ->
    case list_text(Data) of
        ok -> directives(characters(Format), Data);
        _ when is_list(Data) -> #{2 => "not a proper list"};
        _ -> #{2 => "not a list"}
    end;
format_texts(_, _) ->
    #{1 => "not a valid format string"}.

characters(Format) when is_atom(Format) -> atom_to_list(Format);
characters(Format) when is_binary(Format) ->
    case unicode:characters_to_list(Format) of
        Chars when is_list(Chars) -> Chars;
        _ -> binary_to_list(Format)
    end;
characters(Format) -> Format.

directives(Format, Data) ->
    case scan(Format, []) of
        {invalid, Text} ->
            #{1 => ["format string invalid (", Text, $)]};
        Kinds when length(Kinds) =/= length(Data) ->
            #{1 => "wrong number of arguments"};
        Kinds ->
            Wrong = [["element ", integer_to_list(N), " must be of type ", Text]
                     || {N, Kind, Arg} <- number(1, Kinds, Data), Text <- [type_text(Kind, Arg)], Text =/= ok],
            case Wrong of
                [] -> #{1 => "failed to format string"};
                _ -> #{2 => lists:join("\n", Wrong)}
            end
    end.

type_text(integer, X) when not is_integer(X) -> "integer";
type_text(float, X) when not is_float(X) -> "float";
type_text(string, X) when not (is_list(X) orelse is_binary(X) orelse is_atom(X)) -> "string";
type_text(_, _) -> ok.

%% The kinds of the arguments that a format consumes, in order.
scan([$~ | Rest], Kinds) ->
    case field(Rest, []) of
        {[$~ | More], []} -> scan(More, Kinds);
        {[Control | More], Stars} ->
            case control(Control) of
                none -> {invalid, ["invalid control ~", Control]};
                Consumed -> scan(More, lists:reverse(Consumed, Stars ++ Kinds))
            end;
        {[], _} -> {invalid, "truncated"}
    end;
scan([_ | Rest], Kinds) -> scan(Rest, Kinds);
scan([], Kinds) -> lists:reverse(Kinds).

%% Field width, precision, padding and modifiers; stars consume integers.
field([$*| Rest], Stars) -> field(Rest, [integer | Stars]);
field([$., Pad | Rest], Stars) when Pad =/= $*, not (Pad >= $0 andalso Pad =< $9) ->
    case Stars of
        _ when Rest =/= [] -> pad(Pad, Rest, Stars);
        _ -> {[Pad | Rest], Stars}
    end;
field([C | Rest], Stars) when C >= $0, C =< $9; C =:= $-; C =:= $.; C =:= $t; C =:= $l; C =:= $k; C =:= $K ->
    field(Rest, Stars);
field(Rest, Stars) -> {Rest, Stars}.

%% A padding character stands after the second dot only; elsewhere it is the control.
pad(_Pad, Rest, Stars) -> field(Rest, Stars).

control($n) -> [];
control($~) -> [];
control($c) -> [integer];
control(C) when C =:= $f; C =:= $e; C =:= $g -> [float];
control($s) -> [string];
control(C) when C =:= $w; C =:= $p; C =:= $i -> [any];
control(C) when C =:= $W; C =:= $P -> [any, integer];
control(C) when C =:= $b; C =:= $B; C =:= $#; C =:= $+ -> [integer];
control(C) when C =:= $x; C =:= $X -> [integer, string];
control(_) -> none.
