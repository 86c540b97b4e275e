%% Stands in for OTP's binary, whole exported API.
-module(binary).

-export([at/2, bin_to_list/1, bin_to_list/2, bin_to_list/3, compile_pattern/1, copy/1, copy/2,
         decode_hex/1, decode_unsigned/1, decode_unsigned/2, encode_hex/1, encode_unsigned/1,
         encode_unsigned/2, first/1, last/1, list_to_bin/1, longest_common_prefix/1,
         longest_common_suffix/1, match/2, match/3, matches/2, matches/3, part/2, part/3,
         referenced_byte_size/1, replace/3, replace/4, split/2, split/3]).

%% Built into the runtime.

at(_Subject, _Pos) -> erlang:nif_error(undef).
compile_pattern(_Pattern) -> erlang:nif_error(undef).
copy(_Subject) -> erlang:nif_error(undef).
copy(_Subject, _N) -> erlang:nif_error(undef).
decode_unsigned(_Subject) -> erlang:nif_error(undef).
decode_unsigned(_Subject, _Endian) -> erlang:nif_error(undef).
encode_unsigned(_N) -> erlang:nif_error(undef).
encode_unsigned(_N, _Endian) -> erlang:nif_error(undef).
first(_Subject) -> erlang:nif_error(undef).
last(_Subject) -> erlang:nif_error(undef).
list_to_bin(_Bytes) -> erlang:nif_error(undef).
longest_common_prefix(_Binaries) -> erlang:nif_error(undef).
longest_common_suffix(_Binaries) -> erlang:nif_error(undef).
match(_Subject, _Pattern) -> erlang:nif_error(undef).
match(_Subject, _Pattern, _Options) -> erlang:nif_error(undef).
matches(_Subject, _Pattern) -> erlang:nif_error(undef).
matches(_Subject, _Pattern, _Options) -> erlang:nif_error(undef).
part(_Subject, _PosLen) -> erlang:nif_error(undef).
part(_Subject, _Pos, _Len) -> erlang:nif_error(undef).
referenced_byte_size(_Binary) -> erlang:nif_error(undef).
split(_Subject, _Pattern) -> erlang:nif_error(undef).
split(_Subject, _Pattern, _Options) -> erlang:nif_error(undef).

-spec bad(atom(), [term()]) -> no_return().
bad(Name, Args) ->
    {current_stacktrace, [_ | Stack]} = process_info(self(), current_stacktrace),
    Location = [{file, "binary.erl"}, {line, 494}, {error_info, #{module => erl_stdlib_errors}}],
    erlang:raise(error, badarg, lists:sublist([{?MODULE, Name, Args, Location} | Stack], 8)).

bin_to_list(Subject) ->
    try binary_to_list(Subject)
    catch
        error:_ -> bad(bin_to_list, [Subject])
    end.

bin_to_list(Subject, {Pos, Len} = Part) ->
    try binary_to_list(part(Subject, Pos, Len))
    catch
        error:_ -> bad(bin_to_list, [Subject, Part])
    end;
bin_to_list(Subject, Part) -> bad(bin_to_list, [Subject, Part]).

bin_to_list(Subject, Pos, Len) ->
    try binary_to_list(part(Subject, Pos, Len))
    catch
        error:_ -> bad(bin_to_list, [Subject, Pos, Len])
    end.

replace(Subject, Pattern, Replacement) ->
    try replaced(Subject, Pattern, Replacement, [])
    catch
        error:_ -> bad(replace, [Subject, Pattern, Replacement])
    end.

replace(Subject, Pattern, Replacement, Options) ->
    try replaced(Subject, Pattern, Replacement, Options)
    catch
        error:_ -> bad(replace, [Subject, Pattern, Replacement, Options])
    end.

replaced(Subject, Pattern, Replacement, Options) when is_binary(Subject), is_list(Options) ->
    true = is_binary(Replacement) orelse is_function(Replacement, 1),
    true = lists:all(fun(global) -> true;
                        ({scope, _}) -> true;
                        ({insert_replaced, _}) -> true;
                        (_) -> false
                     end, Options),
    Scope = [S || {scope, _} = S <- Options],
    Found =
        case lists:member(global, Options) of
            true -> matches(Subject, Pattern, Scope);
            false ->
                case match(Subject, Pattern, Scope) of
                    nomatch -> [];
                    One -> [One]
                end
        end,
    Insert = lists:flatten([case I of
                                _ when is_list(I) -> I;
                                _ -> [I]
                            end || {insert_replaced, I} <- Options]),
    iolist_to_binary(pieces(Subject, 0, Found, Replacement, lists:sort(Insert))).

pieces(Subject, At, [{Pos, Len} | Rest], Replacement, Insert) ->
    Matched = part(Subject, Pos, Len),
    [part(Subject, At, Pos - At), replacement(Matched, Replacement, Insert)
     | pieces(Subject, Pos + Len, Rest, Replacement, Insert)];
pieces(Subject, At, [], _Replacement, _Insert) ->
    [part(Subject, At, byte_size(Subject) - At)].

replacement(Matched, Replacement, _Insert) when is_function(Replacement) -> Replacement(Matched);
replacement(_Matched, Replacement, []) -> Replacement;
replacement(Matched, Replacement, Insert) -> inserted(Replacement, 0, Insert, Matched).

inserted(Replacement, At, [I | Is], Matched) ->
    [part(Replacement, At, I - At), Matched | inserted(Replacement, I, Is, Matched)];
inserted(Replacement, At, [], _Matched) ->
    [part(Replacement, At, byte_size(Replacement) - At)].

encode_hex(Bin) when is_binary(Bin) -> << <<(digit(N))>> || <<N:4>> <= Bin >>;
encode_hex(Bin) -> bad(encode_hex, [Bin]).

digit(N) when N < 10 -> $0 + N;
digit(N) -> $A + N - 10.

decode_hex(Bin) when is_binary(Bin), byte_size(Bin) rem 2 =:= 0 ->
    try << <<(value(C)):4>> || <<C>> <= Bin >>
    catch
        error:_ -> bad(decode_hex, [Bin])
    end;
decode_hex(Bin) -> bad(decode_hex, [Bin]).

value(C) when C >= $0, C =< $9 -> C - $0;
value(C) when C >= $a, C =< $f -> C - $a + 10;
value(C) when C >= $A, C =< $F -> C - $A + 10.
