%% Stands in for OTP's erl_anno, whole exported API.
-module(erl_anno).

-export([column/1, end_location/1, file/1, from_term/1, generated/1, is_anno/1, line/1, location/1,
         new/1, record/1, set_file/2, set_generated/2, set_line/2, set_location/2, set_record/2,
         set_text/2, text/1, to_term/1]).

%% An annotation is a line, {Line, Column} or a list of properties, location among them.

new(Line) when is_integer(Line), Line >= 0 -> Line;
new({Line, Column} = Location) when is_integer(Line), Line >= 0, is_integer(Column), Column > 0 -> Location;
new(Location) -> erlang:error(badarg, [Location]).

is_anno(Line) when is_integer(Line) -> Line >= 0;
is_anno({Line, Column}) -> is_integer(Line) andalso is_integer(Column) andalso Line >= 0 andalso Column > 0;
is_anno([_ | _] = Anno) -> are_properties(Anno) andalso lists:keymember(location, 1, Anno);
is_anno(_) -> false.

are_properties([{location, Location} | Rest]) -> not is_list(Location) andalso is_anno(Location) andalso are_properties(Rest);
are_properties([{file, File} | Rest]) ->
    (is_binary(File) orelse is_text(File)) andalso are_properties(Rest);
are_properties([{text, Text} | Rest]) -> is_text(Text) andalso are_properties(Rest);
are_properties([{generated, true} | Rest]) -> are_properties(Rest);
are_properties([{record, true} | Rest]) -> are_properties(Rest);
are_properties(Other) -> Other =:= [].

is_text(Text) ->
    is_list(Text) andalso
        try unicode:characters_to_list(Text) of
            Codes -> is_list(Codes)
        catch error:badarg -> false
        end.

to_term(Anno) -> Anno.

from_term(Line) when is_integer(Line), Line < 0 -> set_generated(true, new(-Line));
from_term(Term) -> Term.

property(Anno, Key) when is_list(Anno) ->
    case lists:keyfind(Key, 1, Anno) of
        {_, Value} -> Value;
        false -> undefined
    end;
property(Anno, Key) ->
    is_anno(Anno) orelse erlang:error(badarg, [Anno]),
    if
        Key =:= location -> Anno;
        true -> undefined
    end.

location(Anno) -> property(Anno, location).

line(Anno) ->
    case location(Anno) of
        {Line, _} -> Line;
        Line -> Line
    end.

column(Anno) ->
    case location(Anno) of
        {_, Column} -> Column;
        _ -> undefined
    end.

file(Anno) -> property(Anno, file).

text(Anno) -> property(Anno, text).

generated(Anno) -> property(Anno, generated) =:= true.

record(Anno) -> property(Anno, record) =:= true.

end_location(Anno) ->
    case text(Anno) of
        undefined -> undefined;
        Text ->
            case location(Anno) of
                {Line, Column} -> end_of(Text, Line, Column);
                Line -> element(1, end_of(Text, Line, 1))
            end
    end.

end_of([$\n | Cs], Line, _Column) -> end_of(Cs, Line + 1, 1);
end_of([_ | Cs], Line, Column) -> end_of(Cs, Line, Column + 1);
end_of([], Line, Column) -> {Line, Column}.

set_file(File, Anno) -> set(file, File, Anno).

set_text(Text, Anno) -> set(text, Text, Anno).

set_generated(false, Anno) -> unset(generated, Anno);
set_generated(true, Anno) -> set(generated, true, Anno);
set_generated(Generated, Anno) -> erlang:error(badarg, [Generated, Anno]).

set_record(false, Anno) -> unset(record, Anno);
set_record(true, Anno) -> set(record, true, Anno);
set_record(Record, Anno) -> erlang:error(badarg, [Record, Anno]).

set_location(Location, Anno) when is_list(Anno) -> set(location, Location, Anno);
set_location(Location, _Anno) -> new(Location).

set_line(Line, Anno) ->
    case location(Anno) of
        {_, Column} -> set_location({Line, Column}, Anno);
        _ -> set_location(Line, Anno)
    end.

set(Key, Value, Anno) when is_list(Anno) -> lists:keystore(Key, 1, Anno, {Key, Value});
set(Key, Value, Location) ->
    is_anno(Location) orelse erlang:error(badarg, [Key, Value, Location]),
    lists:keysort(1, [{location, Location}, {Key, Value}]).

unset(Key, Anno) when is_list(Anno) ->
    case lists:keydelete(Key, 1, Anno) of
        [{location, Location}] -> Location;
        Rest -> Rest
    end;
unset(Key, Anno) ->
    is_anno(Anno) orelse erlang:error(badarg, [Key, Anno]),
    Anno.
