%% Stands in for OTP's io_lib_pretty, whole exported API.
-module(io_lib_pretty).

-export([print/1, print/2, print/3, print/4, print/5, print/6, intermediate/6, write/1]).

%% A term becomes a tree (io_lib_measure) of what is never broken, text, and of
%% lists, tuples, maps, records and bytes.
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
          proplists:get_value(encoding, Options, utf8),
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
    io_lib_measure:atom_text(Atom, Encoding);
print(Term, Column, Width, Depth, Max0, Chars, RecordFun, Encoding, Strings)
  when is_tuple(Term); is_list(Term); is_map(Term); is_bitstring(Term) ->
    Node =
        if
            Chars < 0 -> io_lib_measure:whole(Term, Depth, {RecordFun, Encoding, Strings});
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

layout({Content, Len, _, _} = Node, Column, Indent, Closing, Used, Page) ->
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

tagged([{Tag, TagLen, _, _} | Rest], Column, Indent, Closing, Used, #page{tag_indent = TagIndent} = Page) ->
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
record_fields({dots, _, _, _}, _NameLen, _Column, _Indent, _Closing, _Used, _Page) ->
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
items(_Kind, {dots, _, _, _}, _Column, _Indent, _Closing, _Sep, _Used, _Page) ->
    "...";
items(Kind, [Item | Rest], Column, Indent, Closing, Sep, Used, Page) ->
    {Text, Next, NewUsed} = one(Kind, Item, Column, Indent, last_closing(Rest, Closing), Used, Page),
    [Text | tail(Kind, Rest, Column, Column + Next, Indent, Closing, Sep, NewUsed, Page)].

tail(_Kind, [], _Column0, _Column, _Indent, _Closing, _Sep, _Used, _Page) ->
    [];
tail(_Kind, {dots, _, _, _}, _Column0, _Column, _Indent, _Closing, Sep, _Used, _Page) ->
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
one(Kind, {_, Len, _, _} = Item, Column, Indent, Closing, Used, #page{width = Width} = Page) ->
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

unbreakable({{pair, Key, Value}, _, _, _}) -> ?UNBREAKABLE(Key) andalso ?UNBREAKABLE(Value);
unbreakable({{field, _, _, Value}, _, _, _}) -> ?UNBREAKABLE(Value);
unbreakable(Node) -> ?UNBREAKABLE(Node).

break_item(item, {Content, _, _, _}, Column, Indent, Closing, Used, Page) ->
    break(Content, Column, Indent, Closing, Used, Page);
break_item(pair, {{pair, Key, Value}, _, _, _}, Column, Indent, Closing, Used, #page{tag_indent = TagIndent} = Page) ->
    Step = if TagIndent > 0 -> TagIndent; true -> 4 end,
    Deeper = deeper(Step, Indent),
    [layout(Key, Column, Indent, Closing, Used, Page), " =>\n", Deeper
     | layout(Value, Column + Step, Deeper, Closing, 0, Page)];
break_item(field, {{field, Name, NameLen, Value}, _, _, _}, Column0, Indent0, Closing, Used0, Page) ->
    {Column, Indent, Break, Used} = after_name(NameLen + 3, Column0, Indent0, Used0 + NameLen + 3, Page),
    Equals = if Break =:= "" -> " = "; true -> " =" end,
    [Name, Equals, Break | layout(Value, Column, Indent, Closing, Used, Page)].

bytes(Bytes, Column, Indent, Closing, Used, #page{width = Width, max = Max}) ->
    Full = max(8, min(Width - Column, Max - 4 - Used) - Closing),
    byte_rows(Bytes, Full, Full, Indent).

byte_rows([Last], Left, _Full, Indent) ->
    Len = iolist_size(Last),
    if
        Len > Left -> [$\n, Indent, Last];
        true -> [Last]
    end;
byte_rows([Byte | Rest], Left, Full, Indent) ->
    Len = iolist_size(Byte) + 1,
    if
        Len > Left -> [$\n, Indent, Byte, $, | byte_rows(Rest, Full - Len, Full, Indent)];
        true -> [Byte, $, | byte_rows(Rest, Left - Len, Full, Indent)]
    end.

deeper(1, Indent) -> [$\s | Indent];
deeper(4, Indent) -> ["  ", "  " | Indent];
deeper(N, Indent) -> [spaces(N) | Indent].

%% N spaces, halves shared.
spaces(0) -> "";
spaces(1) -> " ";
spaces(2) -> "  ";
spaces(3) -> "   ";
spaces(N) ->
    Half = spaces(N div 2),
    if N rem 2 =:= 0 -> [Half | Half]; true -> [$\s, Half | Half] end.

%% One line.

write({{tagged, Items}, _, _, _}) -> write({{tuple, Items}, 0, 0, none});
write({{tuple, Items}, _, _, _}) -> [${, write_items(item, Items, $,), $}];
write({{list, Items}, _, _, _}) -> [$[, write_items(item, Items, $|), $]];
write({{map, Pairs}, _, _, _}) -> [$#, ${, write_items(pair, Pairs, $,), $}];
write({{record, Name, _, Fields}, _, _, _}) -> [Name, ${, write_items(field, Fields, $,), $}];
write({{bin, Bytes}, _, _, _}) -> [$<, $<, join_bytes(Bytes), $>, $>];
write({Text, _, _, _}) -> Text.

%% The last bits, `5:3`, are a list.
join_bytes([[First | _] = Bits]) when is_list(First) -> Bits;
join_bytes([Byte]) -> [Byte];
join_bytes([Byte | Rest]) -> [Byte, $, | join_bytes(Rest)].

write_items(_Kind, [], _Sep) -> [];
write_items(_Kind, {dots, _, _, _}, _Sep) -> "...";
write_items(Kind, [Item | Rest], Sep) -> [write_item(Kind, Item) | write_rest(Kind, Rest, Sep)].

write_rest(_Kind, [], _Sep) -> [];
write_rest(_Kind, {dots, _, _, _}, Sep) -> [Sep | "..."];
write_rest(Kind, [Item | Rest], Sep) -> [$,, write_item(Kind, Item) | write_rest(Kind, Rest, Sep)];
write_rest(_Kind, Improper, Sep) -> [Sep | write(Improper)].

write_item(item, Node) -> write(Node);
write_item(pair, {{pair, Key, Value}, _, _, _}) -> [write(Key), " => ", write(Value)];
write_item(field, {{field, Name, _, Value}, _, _, _}) -> [Name, " = " | write(Value)].

intermediate(Term, Depth, Chars, RecordFun, Encoding, Strings) when Chars > 0 ->
    io_lib_measure:limited(Term, Depth, Chars, {RecordFun, Encoding, Strings}).
