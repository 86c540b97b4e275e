%% Terms as trees of text, for io_lib_pretty: no module of OTP's.
-module(io_lib_measure).

-export([whole/3, limited/4, atom_text/2]).

%% A node is {Content, Length, Dots, More}. Length is its size on one line, Dots how
%% many of these characters are dots that stand for something left out. Content is an
%% iolist for what is never broken, else {list, Items}, {tuple, Items}, {tagged, Items},
%% {map, Pairs}, {record, Name, NameLength, Fields} or {bin, Bytes}; Pairs are nodes
%% {pair, Key, Value}, Fields are nodes {field, Name, NameLength, Value}. Items may end
%% with an improper tail or with {dots, 3, 3, More}.
%% More says how to measure again, deeper, what was cut: 'none', or what was measured
%% and at which depth. Depth and Room below zero mean no limit; with no room left
%% the rest of a collection becomes dots, but what was begun is finished.

whole(Term, Depth, How) -> measure(Term, Depth, -1, How).

%% The least depth is looked for at which the text takes at least Room characters.
limited(Term, Depth, Room, How) ->
    case measure(Term, 1, Room, How) of
        {_, Len, Dots, _} = Node when Dots =:= 0; Len > Room; Depth =:= 1 -> Node;
        Node -> deepen(Node, 1, 2, Depth, Room, How)
    end.

deepen({_, LowerLen, _, _} = Lower, At, Step, Depth, Room, How) ->
    Next = if Depth < 0 -> At + Step * 2; true -> min(At + Step * 2, Depth) end,
    case expand(Lower, Room, Next - At, How) of
        {_, _, 0, _} = Upper -> Upper;
        {_, LowerLen, _, _} = Upper -> Upper;
        {_, Len, _, _} = Upper when Len =< Room, Next < Depth; Len =< Room, Depth < 0 ->
            deepen(Upper, Next, Step * 2, Depth, Room, How);
        Upper -> bisect(Lower, Upper, At, Next, Room, How)
    end.

bisect({_, Len, _, _} = Lower, Upper, At, Above, Room, _How) when Above - At =:= 1 ->
    if Len =:= Room -> Lower; true -> Upper end;
bisect(Lower, Upper, At, Above, Room, How) ->
    Middle = (At + Above) div 2,
    case expand(Lower, Room, Middle - At, How) of
        {_, Len, _, _} = Node when Len > Room -> bisect(Lower, Node, At, Middle, Room, How);
        Node -> bisect(Node, Upper, Middle, Above, Room, How)
    end.

%% What was cut is measured again with a greater depth and the room there is now.
expand({_, _, 0, none} = Node, _Room, _Deeper, _How) -> Node;
expand({{Kind, Items}, _, _, none}, Room, Deeper, How) when Kind =:= tuple; Kind =:= tagged; Kind =:= map ->
    Base = if Kind =:= map -> 3; true -> 2 end,
    node({Kind, expand_items(Items, less(Room, Base), Deeper, How)}, Base);
expand({{record, Name, NameLen, Fields}, _, _, none}, Room, Deeper, How) ->
    node({record, Name, NameLen, expand_items(Fields, less(Room, NameLen + 2), Deeper, How)}, NameLen + 2);
expand({{pair, Key0, Value0}, _, _, none}, Room, Deeper, How) ->
    {_, KeyLen, _, _} = Key = expand(Key0, less(Room, 1), Deeper, How),
    pair(Key, expand(Value0, less(Room, KeyLen + 4), Deeper, How));
expand({{field, Name, NameLen, Value}, _, _, none}, Room, Deeper, How) ->
    field(Name, NameLen, expand(Value, less(Room, NameLen + 3), Deeper, How));
expand({_, _, _, {term, Term, Depth}}, Room, Deeper, How) ->
    measure(Term, Depth + Deeper, Room, How).

expand_items([], _Room, _Deeper, _How) -> [];
expand_items([Item0 | Rest], Room, Deeper, How) ->
    Room1 = room_for(Rest =:= [], Room),
    {_, Len, _, _} = Item = expand(Item0, Room1, Deeper, How),
    [Item | expand_items(Rest, less(Room1, Len), Deeper, How)];
expand_items({dots, _, _, {tuple, Tuple, I, Depth}}, Room, Deeper, How) ->
    tuple(Tuple, I, Depth + Deeper, Room, How);
expand_items({dots, _, _, {pairs, Next, Depth, Inner}}, Room, Deeper, How) ->
    pairs(Next, Depth + Deeper, Inner, Room, How);
expand_items({dots, _, _, {fields, Names, Tuple, I, Depth}}, Room, Deeper, How) ->
    fields(Names, Tuple, I, Depth + Deeper, Room, How).

%% The node of a collection whose brackets take Base characters.
node(Content, Base) ->
    {Len, Dots} = size(element(tuple_size(Content), Content), Base, 0),
    {Content, Len, Dots, none}.

size([{_, Len, Dots, _} | Rest], AllLen, AllDots) ->
    Comma = if Rest =:= [] -> 0; true -> 1 end,
    size(Rest, AllLen + Len + Comma, AllDots + Dots);
size([], AllLen, AllDots) -> {AllLen, AllDots};
size({_, Len, Dots, _}, AllLen, AllDots) -> {AllLen + Len, AllDots + Dots}.

pair({_, KeyLen, KeyDots, _} = Key, {_, Len, Dots, _} = Value) ->
    {{pair, Key, Value}, KeyLen + 4 + Len, KeyDots + Dots, none}.

field(Name, NameLen, {_, Len, Dots, _} = Value) ->
    {{field, Name, NameLen, Value}, NameLen + 3 + Len, Dots, none}.

%% A comma follows all but the last item.
room_for(_IsLast = true, Room) -> Room;
room_for(_IsLast = false, Room) -> less(Room, 1).

less(Room, _N) when Room < 0 -> Room;
less(Room, N) when Room >= N -> Room - N;
less(_Room, _N) -> 0.

%% Measuring.

measure(_Term, 0, _Room, _How) ->
    {"...", 3, 3, none};
measure([], _Depth, _Room, _How) ->
    {"[]", 2, 0, none};
measure({}, _Depth, _Room, _How) ->
    {"{}", 2, 0, none};
measure(Map, _Depth, _Room, _How) when map_size(Map) =:= 0 ->
    {"#{}", 3, 0, none};
measure(List, Depth, Room, {_, Encoding, Strings} = How) when is_list(List) ->
    case Strings andalso printable(List, Depth, Room, Encoding) of
        true -> text(string_text(List, Encoding));
        {true, Prefix} -> text([string_text(Prefix, Encoding) | "..."]);
        false ->
            case node({list, list(List, Depth, less(Room, 2), How)}, 2) of
                {_, _, 0, _} = Node -> Node;
                {Content, Len, Dots, _} -> {Content, Len, Dots, {term, List, Depth}}
            end
    end;
measure(Map, 1, _Room, _How) when is_map(Map) ->
    {"#{...}", 6, 3, {term, Map, 1}};
measure(Map, Depth, Room, How) when is_map(Map) ->
    node({map, pairs(maps:next(maps:iterator(Map)), Depth, Depth - 1, less(Room, 3), How)}, 3);
measure(Tuple, 1, _Room, _How) when is_tuple(Tuple) ->
    {"{...}", 5, 3, {term, Tuple, 1}};
measure(Tuple, Depth, Room, {RecordFun, Encoding, _} = How) when is_atom(element(1, Tuple)) ->
    Tag = element(1, Tuple),
    case RecordFun =/= no_fun andalso RecordFun(Tag, tuple_size(Tuple) - 1) of
        Names when is_list(Names) ->
            Name = [$# | atom_text(Tag, Encoding)],
            NameLen = string:length(Name),
            Fields = fields(Names, Tuple, 2, Depth - 1, less(Room, NameLen + 2), How),
            node({record, Name, NameLen, Fields}, NameLen + 2);
        _ ->
            Kind = if tuple_size(Tuple) > 1 -> tagged; true -> tuple end,
            node({Kind, tuple(Tuple, 1, Depth, less(Room, 2), How)}, 2)
    end;
measure(Tuple, Depth, Room, How) when is_tuple(Tuple) ->
    node({tuple, tuple(Tuple, 1, Depth, less(Room, 2), How)}, 2);
measure(<<>>, _Depth, _Room, _How) ->
    {"<<>>", 4, 0, none};
measure(Bits, 1, _Room, _How) when is_bitstring(Bits) ->
    {"<<...>>", 7, 3, {term, Bits, 1}};
measure(Bits, Depth, Room, {_, Encoding, Strings}) when is_bitstring(Bits) ->
    case Strings andalso is_binary(Bits) andalso printable_binary(Bits, Depth, less(Room, 6), Encoding) of
        {latin1, List, all} -> text([$<, $<, string_text(List, latin1), $>, $>]);
        {latin1, List, cut} -> cut([$<, $<, string_text(List, latin1) | "...>>"], Bits, Depth);
        {unicode, List, all} -> text([$<, $<, string_text(List, Encoding) | "/utf8>>"]);
        {unicode, List, cut} -> cut([$<, $<, string_text(List, Encoding) | "/utf8...>>"], Bits, Depth);
        false -> bits(Bits, Depth, Room)
    end;
measure(Atom, _Depth, _Room, {_, Encoding, _}) when is_atom(Atom) ->
    text(atom_text(Atom, Encoding));
measure(Term, _Depth, _Room, _How) ->
    text(io_lib:write(Term)).

text(Text) -> {Text, string:length(Text), 0, none}.

cut(Text, Bits, Depth) -> {Text, string:length(Text), 3, {term, Bits, Depth}}.

list([], _Depth, _Room, _How) -> [];
list(List, Depth, Room, _How) when Depth =:= 1; Room =:= 0 -> {dots, 3, 3, {term, List, Depth}};
list([H | T], Depth, Room0, How) ->
    Room = room_for(T =:= [], Room0),
    {_, Len, _, _} = Node = measure(H, Depth - 1, Room, How),
    [Node | list(T, Depth - 1, less(Room, Len), How)];
list(Improper, Depth, Room, How) -> measure(Improper, Depth - 1, Room, How).

tuple(Tuple, I, _Depth, _Room, _How) when I > tuple_size(Tuple) -> [];
tuple(Tuple, I, Depth, Room, _How) when Depth =:= 1; Room =:= 0 -> {dots, 3, 3, {tuple, Tuple, I, Depth}};
tuple(Tuple, I, Depth, Room0, How) ->
    Room = room_for(I =:= tuple_size(Tuple), Room0),
    {_, Len, _, _} = Node = measure(element(I, Tuple), Depth - 1, Room, How),
    [Node | tuple(Tuple, I + 1, Depth - 1, less(Room, Len), How)].

%% Pairs lie all at the same depth; Depth counts them.
pairs(none, _Depth, _Inner, _Room, _How) -> [];
pairs(Next, Depth, Inner, Room, _How) when Depth =:= 1; Room =:= 0 -> {dots, 3, 3, {pairs, Next, Depth, Inner}};
pairs({K, V, Iterator}, Depth, Inner, Room0, How) ->
    Next = maps:next(Iterator),
    Room = room_for(Next =:= none, Room0),
    {_, KeyLen, _, _} = Key = measure(K, Inner, Room, How),
    {_, Len, _, _} = Pair = pair(Key, measure(V, Inner, less(Room, KeyLen + 4), How)),
    [Pair | pairs(Next, Depth - 1, Inner, less(Room, Len), How)].

fields([], _Tuple, _I, _Depth, _Room, _How) -> [];
fields(Names, Tuple, I, Depth, Room, _How) when Depth =:= 1; Room =:= 0 ->
    {dots, 3, 3, {fields, Names, Tuple, I, Depth}};
fields([N | Names], Tuple, I, Depth, Room0, {_, Encoding, _} = How) ->
    Room = room_for(I =:= tuple_size(Tuple), Room0),
    Name = atom_text(N, Encoding),
    NameLen = string:length(Name),
    {_, Len, _, _} = Field =
        field(Name, NameLen, measure(element(I, Tuple), Depth - 1, less(Room, NameLen + 3), How)),
    [Field | fields(Names, Tuple, I + 1, Depth - 1, less(Room, Len), How)].

bits(Bits, Depth, Room) ->
    {Bytes, Dots} = bit_texts(Bits, Depth, less(Room, 4)),
    More = if Dots =:= 0 -> none; true -> {term, Bits, Depth} end,
    {{bin, Bytes}, 3 + lists:sum([iolist_size(B) + 1 || B <- Bytes]), Dots, More}.

bit_texts(Bits, Depth, Room) when Depth =:= 1, Bits =/= <<>>; Room =:= 0, Bits =/= <<>> ->
    {["..."], 3};
bit_texts(<<Byte, Rest/bitstring>>, Depth, Room) ->
    Text = integer_to_list(Byte),
    {Texts, Dots} = bit_texts(Rest, Depth - 1, less(Room, length(Text) + 1)),
    {[Text | Texts], Dots};
bit_texts(<<>>, _Depth, _Room) ->
    {[], 0};
bit_texts(Bits, _Depth, _Room) ->
    Size = bit_size(Bits),
    <<N:Size>> = Bits,
    {[[integer_to_list(N), $:, integer_to_list(Size)]], 0}.

%% Strings.

printable(_List, 1, _Chars, _Encoding) ->
    false;
printable(List, _Depth, Chars, Encoding) when Chars < 0 ->
    all_printable(List, Encoding);
printable(List, _Depth, Chars, latin1) ->
    case latin1_prefix_of(List, less(Chars, 2), []) of
        all -> true;
        false -> false;
        Prefix -> {true, Prefix}
    end;
printable(List, _Depth, Chars, Encoding) ->
    try string:slice(List, 0, less(Chars, 2)) of
        [] -> false;
        Prefix ->
            Flat = is_flat(List, lists:flatlength(Prefix)),
            case Flat andalso string:equal(Prefix, List) of
                true -> all_printable(List, Encoding);
                false -> Flat andalso all_printable(Prefix, Encoding) andalso {true, Prefix}
            end
    catch
        _:_ -> false
    end.

is_flat(_List, 0) -> true;
is_flat([C | Cs], N) when is_integer(C) -> is_flat(Cs, N - 1);
is_flat(_, _) -> false.

all_printable(List, latin1) -> io_lib:printable_latin1_list(List);
all_printable(List, _) -> io_lib:printable_list(List).

latin1_prefix_of([_ | _], 0, Acc) -> lists:reverse(Acc);
latin1_prefix_of([C | Cs], Room, Acc) ->
    case io_lib:printable_latin1_list([C]) of
        true -> latin1_prefix_of(Cs, Room - 1, [C | Acc]);
        false -> false
    end;
latin1_prefix_of([], _Room, _Acc) -> all;
latin1_prefix_of(_, _, _) -> false.

printable_binary(Bin, Depth, Chars, Encoding) ->
    Limit =
        if
            Depth < 0, Chars < 0 -> byte_size(Bin);
            Depth < 0 -> Chars;
            Chars < 0 -> 4 * (Depth - 1);
            true -> min(Chars, 4 * (Depth - 1))
        end,
    case Encoding =/= latin1 andalso is_utf8(Bin, Limit) of
        false -> judge(latin1_prefix(Bin, Limit, []), Depth, latin1);
        true ->
            case judge(utf8_prefix(Bin, Limit, []), Depth, unicode) of
                {unicode, List, Whole} = Text ->
                    case lists:all(fun(C) -> C < 128 end, List) of
                        true -> {latin1, List, Whole};
                        false -> Text
                    end;
                false -> false
            end
    end.

%% Whether the first characters are UTF-8, as many as would be shown.
is_utf8(_Bin, 0) -> true;
is_utf8(<<_/utf8, Rest/binary>>, N) -> is_utf8(Rest, N - 1);
is_utf8(Rest, _N) -> Rest =:= <<>>.

%% A binary is shown as text if all that would be shown is, or, under a depth
%% limit, if as many characters as bytes would be shown precede what is not.
judge({[], _}, _Depth, _Kind) -> false;
judge({List, all}, _Depth, Kind) -> {Kind, List, all};
judge({List, cut}, _Depth, Kind) -> {Kind, List, cut};
judge({List, _}, Depth, Kind) when Depth > 0, length(List) >= Depth - 1 -> {Kind, List, cut};
judge(_, _Depth, _Kind) -> false.

latin1_prefix(<<>>, _Room, Acc) -> {lists:reverse(Acc), all};
latin1_prefix(_Bin, 0, Acc) -> {lists:reverse(Acc), cut};
latin1_prefix(<<C, Rest/binary>>, Room, Acc) ->
    case io_lib:printable_latin1_list([C]) of
        true -> latin1_prefix(Rest, Room - 1, [C | Acc]);
        false -> {lists:reverse(Acc), unprintable}
    end.

utf8_prefix(<<>>, _Room, Acc) -> {lists:reverse(Acc), all};
utf8_prefix(_Bin, 0, Acc) -> {lists:reverse(Acc), cut};
utf8_prefix(<<C/utf8, Rest/binary>>, Room, Acc) ->
    case io_lib:printable_list([C]) of
        true -> utf8_prefix(Rest, Room - 1, [C | Acc]);
        false -> {lists:reverse(Acc), unprintable}
    end.

string_text(List, latin1) -> io_lib:write_latin1_string(List, $");
string_text(List, _) -> io_lib:write_string(List, $").

atom_text(Atom, latin1) -> io_lib:write_atom_as_latin1(Atom);
atom_text(Atom, _) -> io_lib:write_atom(Atom).
