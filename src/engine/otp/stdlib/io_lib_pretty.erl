%% Stands in for OTP's io_lib_pretty, whole exported API.
-module(io_lib_pretty).

-export([print/1, print/2, print/3, print/4, print/5, print/6, intermediate/6, write/1]).

%% A term becomes a tree of {Content, Length, Dots}: Length is its size on one
%% line, Dots the dots among them. Content is an iolist for what is never
%% broken, else {list, Items}, {tuple, Items}, {tagged, Items}, {map, Pairs},
%% {record, Name, NameLength, Fields} or {bin, Bytes}. Items may end with 'dots'
%% or an improper tail.
%% Layout fills lines with the unbreakable and gives every other item a line of
%% its own when the whole does not fit.

-record(page, {width, max, tag_indent, strict}).

-define(UNBREAKABLE(Node), (is_list(element(1, Node)))).
-define(TEXT_PER_LINE, 60).

print(Term) ->
    print(Term, 1, 80, -1).

print(Term, Options) when is_list(Options) ->
    print(Term,
          proplists:get_value(column, Options, 1),
          proplists:get_value(line_length, Options, 80),
          proplists:get_value(depth, Options, -1),
          proplists:get_value(line_max_chars, Options, ?TEXT_PER_LINE),
          proplists:get_value(chars_limit, Options, -1),
          proplists:get_value(record_print_fun, Options, no_fun),
          proplists:get_value(encoding, Options, epp:default_encoding()),
          proplists:get_value(strings, Options, true));
print(Term, RecordFun) ->
    print(Term, -1, RecordFun).

print(Term, Depth, RecordFun) ->
    print(Term, 1, 80, Depth, RecordFun).

print(Term, Column, Width, Depth) ->
    print(Term, Column, Width, Depth, no_fun).

print(Term, Column, Width, Depth, RecordFun) ->
    print(Term, Column, Width, Depth, -1, RecordFun).

print(Term, Column, Width, Depth, Max, RecordFun) ->
    print(Term, Column, Width, Depth, Max, -1, RecordFun, latin1, true).

print(_Term, _Column, _Width, 0, _Max, _Chars, _RecordFun, _Encoding, _Strings) ->
    "...";
print(_Term, _Column, _Width, _Depth, _Max, 0, _RecordFun, _Encoding, _Strings) ->
    "...";
print(Term, Column, Width, Depth, Max, Chars, RecordFun, Encoding, Strings) when Column =< 0 ->
    print(Term, 1, Width, Depth, Max, Chars, RecordFun, Encoding, Strings);
print(Atom, _Column, _Width, _Depth, _Max, _Chars, _RecordFun, Encoding, _Strings) when is_atom(Atom) ->
    atom_text(Atom, Encoding);
print(Term, Column, Width, Depth, Max0, Chars, RecordFun, Encoding, Strings)
  when is_tuple(Term); is_list(Term); is_map(Term); is_bitstring(Term) ->
    Node =
        if
            Chars < 0 -> measure(Term, Depth, Chars, {RecordFun, Encoding, Strings});
            true -> intermediate(Term, Depth, Chars, RecordFun, Encoding, Strings)
        end,
    Len = element(2, Node),
    Max = if Max0 < 0 -> Len; true -> Max0 end,
    if
        Width =:= 0; Len < Width - Column, Len =< Max -> write(Node);
        true -> lay_out(Node, Column, Width, Max)
    end;
print(Term, _Column, _Width, _Depth, _Max, _Chars, _RecordFun, _Encoding, _Strings) ->
    io_lib:write(Term).

%% Laying out: tuples with a tag are aligned after it if everything fits so,
%% else indented by four, else by one whatever becomes of it.

lay_out(Node, Column, Width, Max) ->
    Page = #page{width = Width, max = Max, tag_indent = -1, strict = true},
    Indent = spaces(Column - 1),
    try
        layout(Node, Column, Indent, 0, 0, Page)
    catch
        throw:no_good ->
            try
                layout(Node, Column, Indent, 0, 0, Page#page{tag_indent = 4})
            catch
                throw:no_good ->
                    layout(Node, Column, Indent, 0, 0, Page#page{tag_indent = 1, strict = false})
            end
    end.

fits(Len, Column, Closing, Used, #page{width = Width, max = Max}) ->
    Len < Width - Column - Closing andalso Len + Used + Closing =< Max.

layout({Content, Len, _} = Node, Column, Indent, Closing, Used, Page) ->
    case fits(Len, Column, Closing, Used, Page) of
        true -> write(Node);
        false -> break(Content, Column, Indent, Closing, Used, Page)
    end.

break({list, Items}, Column, Indent, Closing, Used, Page) ->
    [$[, items(item, Items, Column + 1, deeper(1, Indent), Closing, $|, Used + 1, Page), $]];
break({tagged, Items}, Column, Indent, Closing, Used, Page) ->
    [${, tagged(Items, Column, Indent, Closing, Used + 1, Page), $}];
break({tuple, Items}, Column, Indent, Closing, Used, Page) ->
    [${, items(item, Items, Column + 1, deeper(1, Indent), Closing, $,, Used + 1, Page), $}];
break({map, Pairs}, Column, Indent, Closing, Used, Page) ->
    [$#, ${, items(pair, Pairs, Column + 2, deeper(2, Indent), Closing, $,, Used + 1, Page), $}];
break({record, Name, NameLen, Fields}, Column, Indent, Closing, Used, Page) ->
    [Name, ${, record_fields(Fields, NameLen, Column, Indent, Closing, Used + NameLen + 1, Page), $}];
break({bin, Bytes}, Column, Indent, Closing, Used, Page) ->
    [$<, $<, bytes(Bytes, Column + 2, deeper(2, Indent), Closing, Used, Page), $>, $>];
break(Text, _Column, _Indent, _Closing, _Used, _Page) ->
    Text.

tagged([{Tag, TagLen, _} | Rest], Column, Indent, Closing, Used, #page{tag_indent = TagIndent} = Page) ->
    Aligned = TagLen + 2,
    if
        TagIndent > 0, Aligned > TagIndent ->
            NewColumn = check_column(Column + TagIndent, 0, Page),
            [Tag | tail(item, Rest, NewColumn, Column + Aligned, deeper(TagIndent, Indent), Closing, $,,
                        Used + TagLen, Page)];
        true ->
            NewColumn = check_column(Column + Aligned, 1, Page),
            [Tag, $, | items(item, Rest, NewColumn, deeper(Aligned, Indent), Closing, $,, Used + TagLen + 1, Page)]
    end.

record_fields([], _NameLen, _Column, _Indent, _Closing, _Used, _Page) ->
    [];
record_fields(dots, _NameLen, _Column, _Indent, _Closing, _Used, _Page) ->
    "...";
record_fields(Fields, NameLen, Column0, Indent0, Closing, Used0, Page) ->
    {Column, Indent, Break, Used} = after_name(NameLen + 1, Column0, Indent0, Used0, Page),
    [Break | items(field, Fields, Column, Indent, Closing, $,, Used, Page)].

after_name(NameLen, Column, Indent, Used, #page{tag_indent = TagIndent} = Page) ->
    if
        TagIndent > 0, NameLen > TagIndent ->
            Deeper = deeper(TagIndent, Indent),
            {check_column(Column + TagIndent, 0, Page), Deeper, [$\n | Deeper], 0};
        true ->
            {check_column(Column + NameLen, 0, Page), deeper(NameLen, Indent), "", Used}
    end.

%% Half a line is the most that may stand before what is indented.
check_column(Column, Spare, #page{strict = true, width = Width, max = Max})
  when Max + Column + Spare > Width, Column + Spare > Width div 2 ->
    throw(no_good);
check_column(Column, _Spare, _Page) ->
    Column.

items(_Kind, [], _Column, _Indent, _Closing, _Sep, _Used, _Page) ->
    [];
items(_Kind, dots, _Column, _Indent, _Closing, _Sep, _Used, _Page) ->
    "...";
items(Kind, [Item | Rest], Column, Indent, Closing, Sep, Used, Page) ->
    {Text, Next, NewUsed} = one(Kind, Item, Column, Indent, last_closing(Rest, Closing), Used, Page),
    [Text | tail(Kind, Rest, Column, Column + Next, Indent, Closing, Sep, NewUsed, Page)].

tail(_Kind, [], _Column0, _Column, _Indent, _Closing, _Sep, _Used, _Page) ->
    [];
tail(_Kind, dots, _Column0, _Column, _Indent, _Closing, Sep, _Used, _Page) ->
    [Sep | "..."];
tail(Kind, [Item | Rest], Column0, Column, Indent, Closing, Sep, Used, Page) ->
    Last = last_closing(Rest, Closing),
    Len = 1 + element(2, Item),
    Room = if Last =:= 0 -> 1; true -> Last end,
    case unbreakable(Item) andalso fits(Len, Column, Room, Used, Page) of
        true ->
            [$,, write_item(Kind, Item)
             | tail(Kind, Rest, Column0, Column + Len, Indent, Closing, Sep, Used + Len, Page)];
        false ->
            {Text, Next, NewUsed} = one(Kind, Item, Column0, Indent, Last, 0, Page),
            [$,, $\n, Indent, Text
             | tail(Kind, Rest, Column0, Column0 + Next, Indent, Closing, Sep, NewUsed, Page)]
    end;
tail(item, Improper, Column0, Column, Indent, Closing, Sep, Used, Page) ->
    case ?UNBREAKABLE(Improper) andalso fits(1 + element(2, Improper), Column, Closing + 1, Used, Page) of
        true -> [Sep | write(Improper)];
        false -> [Sep, $\n, Indent | layout(Improper, Column0, Indent, Closing + 1, 0, Page)]
    end.

last_closing([_ | _], _Closing) -> 0;
last_closing(_, Closing) -> Closing + 1.

%% One item at the start of a line: its text, how far the line is used up (all
%% of it if the next item must go on a new line) and the characters used.
one(Kind, {_, Len, _} = Item, Column, Indent, Closing, Used, #page{width = Width} = Page) ->
    case fits(Len, Column, Closing, Used, Page) of
        true ->
            case unbreakable(Item) of
                true when Kind =:= pair -> {write_item(Kind, Item), Len, Len};
                true -> {write_item(Kind, Item), Len, Used + Len};
                false -> {write_item(Kind, Item), Width, 0}
            end;
        false ->
            {break_item(Kind, Item, Column, Indent, Closing, Used, Page), Width, 0}
    end.

unbreakable({{pair, Key, Value}, _, _}) -> ?UNBREAKABLE(Key) andalso ?UNBREAKABLE(Value);
unbreakable({{field, _, _, Value}, _, _}) -> ?UNBREAKABLE(Value);
unbreakable(Node) -> ?UNBREAKABLE(Node).

break_item(item, {Content, _, _}, Column, Indent, Closing, Used, Page) ->
    break(Content, Column, Indent, Closing, Used, Page);
break_item(pair, {{pair, Key, Value}, _, _}, Column, Indent, Closing, Used, #page{tag_indent = TagIndent} = Page) ->
    Step = if TagIndent > 0 -> TagIndent; true -> 4 end,
    Deeper = deeper(Step, Indent),
    [layout(Key, Column, Indent, Closing, Used, Page), " =>\n", Deeper
     | layout(Value, Column + Step, Deeper, Closing, 0, Page)];
break_item(field, {{field, Name, NameLen, Value}, _, _}, Column0, Indent0, Closing, Used0, Page) ->
    {Column, Indent, Break, Used} = after_name(NameLen + 3, Column0, Indent0, Used0 + NameLen + 3, Page),
    Equals = if Break =:= "" -> " = "; true -> " =" end,
    [Name, Equals, Break | layout(Value, Column, Indent, Closing, Used, Page)].

bytes(Bytes, Column, Indent, Closing, Used, #page{width = Width, max = Max}) ->
    Full = max(8, min(Width - Column, Max - 4 - Used) - Closing),
    byte_rows(Bytes, Full, Full, Indent).

byte_rows([Last], Left, _Full, Indent) ->
    if
        length(Last) > Left -> [$\n, Indent, Last];
        true -> Last
    end;
byte_rows([Byte | Rest], Left, Full, Indent) ->
    Len = length(Byte) + 1,
    if
        Len > Left -> [$\n, Indent, Byte, $, | byte_rows(Rest, Full - Len, Full, Indent)];
        true -> [Byte, $, | byte_rows(Rest, Left - Len, Full, Indent)]
    end.

deeper(N, Indent) -> [spaces(N) | Indent].

spaces(N) -> lists:duplicate(N, $\s).

%% One line.

write({{tagged, Items}, _, _}) -> write({{tuple, Items}, 0, 0});
write({{tuple, Items}, _, _}) -> [${, write_items(item, Items, $,), $}];
write({{list, Items}, _, _}) -> [$[, write_items(item, Items, $|), $]];
write({{map, Pairs}, _, _}) -> [$#, ${, write_items(pair, Pairs, $,), $}];
write({{record, Name, _, Fields}, _, _}) -> [Name, ${, write_items(field, Fields, $,), $}];
write({{bin, Bytes}, _, _}) -> [$<, $<, lists:join($,, Bytes), $>, $>];
write({Text, _, _}) -> Text.

write_items(_Kind, [], _Sep) -> [];
write_items(_Kind, dots, _Sep) -> "...";
write_items(Kind, [Item | Rest], Sep) -> [write_item(Kind, Item) | write_rest(Kind, Rest, Sep)].

write_rest(_Kind, [], _Sep) -> [];
write_rest(_Kind, dots, Sep) -> [Sep | "..."];
write_rest(Kind, [Item | Rest], Sep) -> [$,, write_item(Kind, Item) | write_rest(Kind, Rest, Sep)];
write_rest(_Kind, Improper, Sep) -> [Sep | write(Improper)].

write_item(item, Node) -> write(Node);
write_item(pair, {{pair, Key, Value}, _, _}) -> [write(Key), " => ", write(Value)];
write_item(field, {{field, Name, _, Value}, _, _}) -> [Name, " = " | write(Value)].

%% The deepest tree that takes at most Chars characters.

intermediate(Term, Depth, Chars, RecordFun, Encoding, Strings) when Chars > 0 ->
    How = {RecordFun, Encoding, Strings},
    deepen(measure(Term, 1, Chars, How), Term, 1, 2, Depth, Chars, How).

deepen({_, Len, Dots} = Lower, Term, At, Step, Depth, Chars, How) ->
    if
        Dots =:= 0; Len - Dots > Chars; At =:= Depth -> Lower;
        true ->
            Next = if Depth >= 0, At + Step > Depth -> Depth; true -> At + Step end,
            case measure(Term, Next, Chars, How) of
                Lower -> Lower;
                {_, UpperLen, UpperDots} when UpperLen - UpperDots > Chars ->
                    bisect(Lower, Term, At, Next, Chars, How);
                Upper ->
                    deepen(Upper, Term, Next, Step * 2, Depth, Chars, How)
            end
    end.

bisect(Lower, _Term, At, Above, _Chars, _How) when Above - At =< 1 ->
    Lower;
bisect(Lower, Term, At, Above, Chars, How) ->
    Middle = (At + Above) div 2,
    case measure(Term, Middle, Chars, How) of
        {_, Len, Dots} when Len - Dots > Chars -> bisect(Lower, Term, At, Middle, Chars, How);
        Node -> bisect(Node, Term, Middle, Above, Chars, How)
    end.

%% Measuring. Depth and Chars below zero mean no limit.

measure(_Term, 0, _Chars, _How) ->
    {"...", 3, 3};
measure(_Term, _Depth, 0, _How) ->
    {"...", 3, 3};
measure([], _Depth, _Chars, _How) ->
    {"[]", 2, 0};
measure({}, _Depth, _Chars, _How) ->
    {"{}", 2, 0};
measure(Map, _Depth, _Chars, _How) when map_size(Map) =:= 0 ->
    {"#{}", 3, 0};
measure(List, Depth, Chars, {_, Encoding, Strings} = How) when is_list(List) ->
    case Strings andalso printable(List, Depth, Chars, Encoding) of
        true -> text(string_text(List, Encoding));
        {true, Prefix} -> cut_text(string_text(Prefix, Encoding));
        false when Depth =:= 1 -> {{list, dots}, 5, 3};
        false ->
            {Items, Len, Dots} = measure_list(List, Depth, Chars, How),
            {{list, Items}, Len + 1, Dots}
    end;
measure(Map, 1, _Chars, _How) when is_map(Map) ->
    {"#{...}", 6, 3};
measure(Map, Depth, Chars, How) when is_map(Map) ->
    {Pairs, Len, Dots} = measure_pairs(maps:next(maps:iterator(Map)), Depth, less(Chars, 3), Depth - 1, How),
    {{map, Pairs}, Len + 2, Dots};
measure(Tuple, 1, _Chars, _How) when is_tuple(Tuple) ->
    {"{...}", 5, 3};
measure(Tuple, Depth, Chars, {RecordFun, Encoding, _} = How)
  when tuple_size(Tuple) > 1, is_atom(element(1, Tuple)) ->
    Tag = element(1, Tuple),
    case RecordFun =/= no_fun andalso RecordFun(Tag, tuple_size(Tuple) - 1) of
        Names when is_list(Names) ->
            Name = [$# | atom_text(Tag, Encoding)],
            NameLen = string:length(Name),
            Left = less(Chars, NameLen + 2),
            {Fields, Len, Dots} = measure_fields(Names, Tuple, 2, Depth - 1, Left, How),
            {{record, Name, NameLen, Fields}, Len + NameLen + 1, Dots};
        _ ->
            {Items, Len, Dots} = measure_tuple(Tuple, 1, Depth, less(Chars, 2), How),
            {{tagged, Items}, Len + 1, Dots}
    end;
measure(Tuple, Depth, Chars, {RecordFun, Encoding, _} = How) when is_tuple(Tuple) ->
    case RecordFun =/= no_fun andalso is_atom(element(1, Tuple)) andalso RecordFun(element(1, Tuple), 0) of
        [] ->
            text([$# | atom_text(element(1, Tuple), Encoding)] ++ "{}");
        _ ->
            {Items, Len, Dots} = measure_tuple(Tuple, 1, Depth, less(Chars, 2), How),
            {{tuple, Items}, Len + 1, Dots}
    end;
measure(<<>>, _Depth, _Chars, _How) ->
    {"<<>>", 4, 0};
measure(_Bits, 1, _Chars, _How) when is_bitstring(_Bits) ->
    {"<<...>>", 7, 3};
measure(Bits, Depth, Chars, {_, Encoding, Strings}) when is_bitstring(Bits) ->
    case Strings andalso is_binary(Bits) andalso printable_binary(Bits, Depth, less(Chars, 6), Encoding) of
        {latin1, List, all} -> text(["<<", string_text(List, latin1), ">>"]);
        {latin1, List, cut} -> cut_text(["<<", string_text(List, latin1), "...>>"], 3);
        {unicode, List, all} -> text(["<<", string_text(List, Encoding), "/utf8>>"]);
        {unicode, List, cut} -> cut_text(["<<", string_text(List, Encoding), "/utf8...>>"], 3);
        false -> measure_bits(Bits, Depth, Chars)
    end;
measure(Atom, _Depth, _Chars, {_, Encoding, _}) when is_atom(Atom) ->
    text(atom_text(Atom, Encoding));
measure(Term, _Depth, _Chars, _How) ->
    text(io_lib:write(Term)).

text(Text) -> {Text, string:length(Text), 0}.

cut_text(Text) -> {[Text, $., $., $.], string:length(Text) + 3, 3}.
cut_text(Text, Dots) -> {Text, string:length(Text), Dots}.

less(Chars, _N) when Chars < 0 -> Chars;
less(Chars, N) when Chars >= N -> Chars - N;
less(_Chars, _N) -> 0.

%% Lengths of the following count one separator or closing bracket for each item.

measure_list([], _Depth, _Chars, _How) ->
    {[], 0, 0};
measure_list(_Rest, Depth, Chars, _How) when Depth =:= 1; Chars =:= 0 ->
    {dots, 4, 3};
measure_list([H | T], Depth, Chars, How) ->
    {_, Len, Dots} = Node = measure(H, Depth - 1, less(Chars, 1), How),
    {Rest, RestLen, RestDots} = measure_list(T, Depth - 1, less(Chars, Len + 1), How),
    {[Node | Rest], Len + 1 + RestLen, Dots + RestDots};
measure_list(Improper, Depth, Chars, How) ->
    {_, Len, Dots} = Node = measure(Improper, Depth - 1, less(Chars, 1), How),
    {Node, Len + 1, Dots}.

measure_tuple(Tuple, I, _Depth, _Chars, _How) when I > tuple_size(Tuple) ->
    {[], 0, 0};
measure_tuple(_Tuple, _I, Depth, Chars, _How) when Depth =:= 1; Chars =:= 0 ->
    {dots, 4, 3};
measure_tuple(Tuple, I, Depth, Chars, How) ->
    {_, Len, Dots} = Node = measure(element(I, Tuple), Depth - 1, less(Chars, 1), How),
    {Rest, RestLen, RestDots} = measure_tuple(Tuple, I + 1, Depth - 1, less(Chars, Len + 1), How),
    {[Node | Rest], Len + 1 + RestLen, Dots + RestDots}.

measure_pairs(none, _Depth, _Chars, _Inner, _How) ->
    {[], 0, 0};
measure_pairs(_Pairs, Depth, Chars, _Inner, _How) when Depth =:= 1; Chars =:= 0 ->
    {dots, 4, 3};
measure_pairs({K, V, Next}, Depth, Chars, Inner, How) ->
    {_, KeyLen, KeyDots} = Key = measure(K, Inner, less(Chars, 1), How),
    {_, ValueLen, ValueDots} = Value = measure(V, Inner, less(Chars, KeyLen + 4), How),
    Len = KeyLen + 4 + ValueLen,
    Pair = {{pair, Key, Value}, Len, KeyDots + ValueDots},
    {Rest, RestLen, RestDots} = measure_pairs(maps:next(Next), Depth - 1, less(Chars, Len + 1), Inner, How),
    {[Pair | Rest], Len + 1 + RestLen, KeyDots + ValueDots + RestDots}.

measure_fields([], _Tuple, _I, _Depth, _Chars, _How) ->
    {[], 0, 0};
measure_fields(_Names, _Tuple, _I, Depth, Chars, _How) when Depth =:= 1; Chars =:= 0 ->
    {dots, 4, 3};
measure_fields([N | Names], Tuple, I, Depth, Chars, {_, Encoding, _} = How) ->
    Name = atom_text(N, Encoding),
    NameLen = string:length(Name),
    {_, ValueLen, Dots} = Value = measure(element(I, Tuple), Depth - 1, less(Chars, NameLen + 3), How),
    Len = NameLen + 3 + ValueLen,
    {Rest, RestLen, RestDots} = measure_fields(Names, Tuple, I + 1, Depth - 1, less(Chars, Len + 1), How),
    {[{{field, Name, NameLen, Value}, Len, Dots} | Rest], Len + 1 + RestLen, Dots + RestDots}.

measure_bits(Bits, Depth, Chars) ->
    {Bytes, Dots} = bit_texts(Bits, Depth, less(Chars, 4)),
    {{bin, Bytes}, 3 + lists:sum([length(B) + 1 || B <- Bytes]), Dots}.

bit_texts(Bits, Depth, Chars) when Depth =:= 1, Bits =/= <<>>; Chars =:= 0, Bits =/= <<>> ->
    {["..."], 3};
bit_texts(<<Byte, Rest/bitstring>>, Depth, Chars) ->
    Text = integer_to_list(Byte),
    {Texts, Dots} = bit_texts(Rest, Depth - 1, less(Chars, length(Text) + 1)),
    {[Text | Texts], Dots};
bit_texts(<<>>, _Depth, _Chars) ->
    {[], 0};
bit_texts(Bits, _Depth, _Chars) ->
    Size = bit_size(Bits),
    <<N:Size>> = Bits,
    {[integer_to_list(N) ++ ":" ++ integer_to_list(Size)], 0}.

%% Strings.

printable(_List, 1, _Chars, _Encoding) ->
    false;
printable(List, _Depth, Chars, Encoding) when Chars < 0 ->
    all_printable(List, Encoding);
printable(List, _Depth, Chars, Encoding) ->
    Room = less(Chars, 2),
    case printable_prefix(List, Room, Encoding, []) of
        all -> true;
        false -> false;
        [] -> false;
        Prefix -> {true, Prefix}
    end.

all_printable(List, latin1) -> io_lib:printable_latin1_list(List);
all_printable(List, _) -> io_lib:printable_list(List).

printable_prefix([], _Room, _Encoding, _Acc) -> all;
printable_prefix([_ | _], 0, _Encoding, Acc) -> lists:reverse(Acc);
printable_prefix([C | Cs], Room, Encoding, Acc) ->
    case all_printable([C], Encoding) of
        true -> printable_prefix(Cs, Room - 1, Encoding, [C | Acc]);
        false -> false
    end;
printable_prefix(_, _, _, _) -> false.

printable_binary(Bin, Depth, Chars, Encoding) ->
    Limit =
        if
            Depth < 0, Chars < 0 -> byte_size(Bin);
            Depth < 0 -> Chars;
            Chars < 0 -> 4 * (Depth - 1);
            true -> min(Chars, 4 * (Depth - 1))
        end,
    case Encoding of
        latin1 -> judge(latin1_prefix(Bin, Limit, []), Depth, latin1);
        _ ->
            case utf8_prefix(Bin, Limit, []) of
                {_, invalid} -> judge(latin1_prefix(Bin, Limit, []), Depth, latin1);
                Prefix ->
                    case judge(Prefix, Depth, unicode) of
                        {unicode, List, Whole} ->
                            case lists:all(fun(C) -> C < 128 end, List) of
                                true -> {latin1, List, Whole};
                                false -> {unicode, List, Whole}
                            end;
                        false ->
                            case is_utf8(Bin) of
                                true -> false;
                                false -> judge(latin1_prefix(Bin, Limit, []), Depth, latin1)
                            end
                    end
            end
    end.

is_utf8(<<_/utf8, Rest/binary>>) -> is_utf8(Rest);
is_utf8(Rest) -> Rest =:= <<>>.

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
    end;
utf8_prefix(_Bin, _Room, Acc) -> {lists:reverse(Acc), invalid}.

string_text(List, latin1) -> io_lib:write_latin1_string(List, $");
string_text(List, _) -> io_lib:write_string(List, $").

atom_text(Atom, latin1) -> io_lib:write_atom_as_latin1(Atom);
atom_text(Atom, _) -> io_lib:write_atom(Atom).
