%% Subset of OTP's eval_bits. Missing: the shape of calls with old-style bindings of releases before 25.
%%
%% Builds and matches binaries for erl_eval. Segments are abstract bin_element tuples.
%% The -file attributes and blank lines keep the line numbers that a stack of the real module shows.
-module(eval_bits).

-export([expr_grp/3, expr_grp/4, match_bits/6, match_bits/7, bin_gen/6, bin_gen/7]).

expr_grp(Fields, Bs, EvalFun) -> expr_grp(Fields, Bs, EvalFun, fun(_, _) -> ok end).

expr_grp(Fields, Bs, EvalFun, ErrorFun) when is_function(ErrorFun) -> expr_grp(Fields, Bs, EvalFun, [], ErrorFun);
expr_grp(Fields, Bs, EvalFun, []) -> expr_grp(Fields, Bs, EvalFun, [], fun(_, _) -> ok end).

-file("eval_bits.erl", 64).
expr_grp(Fields, Bs0, EvalFun, Acc, ErrorFun) ->
    {Segments, Bs} =
        expr_grp1(Fields, Bs0, EvalFun, Acc, ErrorFun, 1), Bin =
        create_binary(Segments, <<>>), {value, Bin, Bs}.

expr_grp1([Field | Rest], Bs0, EvalFun, Acc, ErrorFun, N) ->
    {Segments, Bs} = eval_field(Field, Bs0, Bs0, EvalFun, ErrorFun),
    expr_grp1(Rest, merged(Bs, Bs0), EvalFun, lists:reverse([{N, S} || S <- Segments], Acc), ErrorFun, N + 1);
expr_grp1([], Bs, _EvalFun, Acc, _ErrorFun, _N) -> {lists:reverse(Acc), Bs}.

create_binary([], Acc) -> Acc;
create_binary([{N, {Value, Size, Unit, Type, Sign, Endian}} | Rest], Acc) ->
    Bits = eval_exp_field1(Value, Size, Unit, Type, Endian, Sign, N, ok, ok),
    create_binary(Rest, <<Acc/bitstring, Bits/bitstring>>).

merged(Bs, Bs0) when is_map(Bs) -> maps:merge(Bs0, Bs);
merged(Bs, Bs0) -> lists:umerge(lists:sort(Bs), lists:sort(Bs0)).

-file("eval_bits.erl", 93).
eval_field({bin_element, _, {string, _, S}, default, default}, Bs, _, _EvalFun, _) ->
    {[{C, 8, 1, integer, unsigned, big} || C <- S], Bs};
eval_field({bin_element, _, {string, _, S}, Size0, Options0}, Bs, Bs0, EvalFun, _) ->
    {Size1, [Type, {unit, Unit}, Sign, Endian]} = make_bit_type(Size0, Options0),
    {value, Size, Bs1} = EvalFun(Size1, Bs0),
    _ = Bs,
    {[{C, Size, Unit, Type, Sign, Endian} || C <- S], Bs1};
eval_field({bin_element, _, E, Size0, Options0}, Bs, Bs0, EvalFun, _) ->




    {value, V, Bs1} = EvalFun(E, Bs),
    {Size1, [Type, {unit, Unit}, Sign, Endian]} = make_bit_type(Size0, Options0),

    {value, Size, Bs2} = EvalFun(Size1, Bs0),
    {[{V, Size, Unit, Type, Sign, Endian}], merged(Bs2, Bs1)}.

-file("eval_bits.erl", 112).
eval_exp_field1(V, Size, Unit, Type, Endian, Sign, N, _, _) ->
    Count = if Size =:= undefined -> none; Size =:= all -> bit_size(V); true -> try Size * Unit catch error:_:Stack -> erlang:raise(error, badarg, Stack) end end,
    try built(V, Count, {Type, Endian, Sign}, Size =:= all andalso Unit)
    catch
        error:_ -> failed(V, Size, Count, {Type, Endian, Sign}, N)
    end.

built(V, Bits, {integer, little, signed}, _) when is_integer(V) -> <<V:Bits/little-signed>>;
built(V, Bits, {integer, little, unsigned}, _) when is_integer(V) -> <<V:Bits/little>>;
built(V, Bits, {integer, native, signed}, _) when is_integer(V) -> <<V:Bits/native-signed>>;
built(V, Bits, {integer, native, unsigned}, _) when is_integer(V) -> <<V:Bits/native>>;
built(V, Bits, {integer, big, _}, _) when is_integer(V) -> <<V:Bits>>;
built(V, Bits, {float, little, _}, _) -> <<V:Bits/float-little>>;
built(V, Bits, {float, native, _}, _) -> <<V:Bits/float-native>>;
built(V, Bits, {float, big, _}, _) -> <<V:Bits/float>>;
built(V, _, {utf8, _, _}, _) -> <<V/utf8>>;
built(V, _, {utf16, big, _}, _) -> <<V/utf16>>;
built(V, _, {utf16, _, _}, _) -> <<V/utf16-little>>;
built(V, _, {utf32, big, _}, _) -> <<V/utf32>>;
built(V, _, {utf32, _, _}, _) -> <<V/utf32-little>>;
built(V, Bits, {binary, _, _}, false) when bit_size(V) >= Bits ->
    <<Part:Bits/bitstring, _/bitstring>> = V,
    Part;
built(V, Bits, {binary, _, _}, Unit) when Bits rem Unit =:= 0 -> V.

%% Raises as if the segment stood alone in a function of its own, as it does in OTP.
failed(_V, all, _Count, Fields, _N) -> failed_at(badarg, [{file, "eval_bits.erl"}, {line, line_of(Fields) - 3}]);
failed(V, _Size, Count, {Type, _, _} = Fields, N) ->
    {What, Value} = cause(Type, V, Count),
    Reason = case What of
                 size when is_integer(Value), Value > 0 -> system_limit;
                 _ -> badarg
             end,
    Info = #{cause => {1, Type, What, Value}, function => format_bs_fail, module => erl_erts_errors, override_segment_position => N},
    failed_at(Reason, [{file, "eval_bits.erl"}, {line, line_of(Fields)}, {error_info, Info}]).

failed_at(Reason, Location) ->
    {current_stacktrace, Stack} = process_info(self(), current_stacktrace),
    Callers = lists:dropwhile(fun({_, F, _, _}) -> F =/= create_binary end, Stack),
    erlang:raise(error, Reason, lists:sublist([{?MODULE, eval_exp_field, 6, Location} | Callers], 7)).

cause(integer, V, _) when not is_integer(V) -> {type, V};
cause(float, V, _) when not is_number(V) -> {type, V};
cause(binary, V, _) when not is_bitstring(V) -> {type, V};
cause(binary, V, Bits) when is_integer(Bits), Bits >= 0, Bits < 1 bsl 60 -> {short, V};
cause(float, _, Bits) when Bits =/= 16, Bits =/= 32, Bits =/= 64 -> {invalid, Bits};
cause(float, V, _) -> {no_float, V};
cause(Type, _, Bits) when Type =:= integer; Type =:= binary -> {size, Bits};
cause(_Utf, V, _) -> {type, V}.

line_of({integer, little, signed}) -> 133;
line_of({integer, little, unsigned}) -> 135;
line_of({integer, native, signed}) -> 137;
line_of({integer, native, unsigned}) -> 139;
line_of({integer, big, signed}) -> 141;
line_of({integer, big, unsigned}) -> 143;
line_of({utf8, _, _}) -> 145;
line_of({utf16, Endian, _}) -> 147 + later(Endian);
line_of({utf32, Endian, _}) -> 153 + later(Endian);
line_of({float, little, _}) -> 159;
line_of({float, native, _}) -> 161;
line_of({float, big, _}) -> 163;
line_of({binary, _, _}) -> 172.

later(big) -> 0;
later(little) -> 2;
later(native) -> 4.

%% {Size expression, [Type, {unit, U}, Sign, Endian]} with the defaults of the type.
make_bit_type(Size0, Options0) ->
    Options = case Options0 of
                  default -> [];
                  _ -> Options0
              end,
    Type = chosen(Options, [integer, float, binary, bytes, bitstring, bits, utf8, utf16, utf32], integer),
    Sign = chosen(Options, [signed, unsigned], unsigned),
    Endian = chosen(Options, [big, little, native], big),
    {Type1, DefaultUnit} = case Type of
                               binary -> {binary, 8};
                               bytes -> {binary, 8};
                               bitstring -> {binary, 1};
                               bits -> {binary, 1};
                               _ -> {Type, 1}
                           end,
    Unit = case lists:keyfind(unit, 1, [O || O <- Options, is_tuple(O)]) of
               {unit, U} -> U;
               false -> DefaultUnit
           end,
    Size = case {Size0, Type1} of
               {default, integer} -> {integer, 0, 8};
               {default, float} -> {integer, 0, 64};
               {default, binary} -> {atom, 0, all};
               {default, _} -> {atom, 0, undefined};
               {{atom, _, all}, _} -> {atom, 0, all};
               _ -> Size0
           end,
    {Size, [Type1, {unit, Unit}, Sign, Endian]}.

chosen(Options, Names, Default) ->
    case [O || O <- Options, lists:member(O, Names)] of
        [Name | _] -> Name;
        [] -> Default
    end.

%%% Generators

bin_gen(Pattern, Bin, Bs, BBs, Mfun, EvalFun) -> bin_gen(Pattern, Bin, Bs, BBs, Mfun, EvalFun, ok).

%% {match, Rest, Bs}, {nomatch, Rest} when only the values differ, or done when the sizes do not fit.
bin_gen({bin, _, Fs}, Bin, Bs0, BBs0, Mfun, EvalFun, _ErrorFun) ->
    gen_fields(Fs, Bin, Bs0, BBs0, Mfun, EvalFun, true).

gen_fields([F | Fs], Bin, Bs0, BBs0, Mfun, EvalFun, Matched) ->
    case gen_field(F, Bin, Bs0, BBs0, Mfun, EvalFun) of
        {match, Bs, BBs, Rest} -> gen_fields(Fs, Rest, Bs, BBs, Mfun, EvalFun, Matched);
        {nomatch, Rest} -> gen_fields(Fs, Rest, Bs0, BBs0, Mfun, EvalFun, false);
        done -> done
    end;
gen_fields([], Rest, Bs, _BBs, _Mfun, _EvalFun, true) -> {match, Rest, Bs};
gen_fields([], Rest, _Bs, _BBs, _Mfun, _EvalFun, false) -> {nomatch, Rest}.

gen_field({bin_element, _, {string, _, S}, Size, Options}, Bin, Bs, BBs, _Mfun, EvalFun) ->
    gen_string(S, Size, Options, Bin, Bs, BBs, EvalFun, true);
gen_field({bin_element, _, P, Size0, Options0}, Bin, Bs0, BBs0, Mfun, EvalFun) ->
    case taken(Size0, Options0, Bin, BBs0, EvalFun) of
        {Value, Rest} ->
            case Mfun(match, {of_type(P, Options0), Value, Bs0, BBs0}) of
                {match, Bs} -> {match, Bs, bound_too(P, Value, BBs0, Mfun), Rest};
                nomatch -> {nomatch, Rest}
            end;
        none ->
            done
    end.

%% An integer that a segment of type float is matched with stands for the float.
of_type(P, Options) when is_list(Options) ->
    case lists:member(float, Options) andalso P of
        {Type, Anno, N} when Type =:= integer; Type =:= char -> {float, Anno, float(N)};
        {op, Anno, Op, P1} -> {op, Anno, Op, of_type(P1, Options)};
        _ -> P
    end;
of_type(P, default) -> P.

gen_string([C | Cs], Size, Options, Bin, Bs, BBs, EvalFun, Matched) ->
    case taken(Size, Options, Bin, BBs, EvalFun) of
        {Value, Rest} -> gen_string(Cs, Size, Options, Rest, Bs, BBs, EvalFun, Matched andalso Value == C);
        none -> done
    end;
gen_string([], _, _, Rest, Bs, BBs, _EvalFun, true) -> {match, Bs, BBs, Rest};
gen_string([], _, _, Rest, _, _, _, false) -> {nomatch, Rest}.

%%% Matching

match_bits(Fs, Bin, Bs, BBs, Mfun, EvalFun) -> match_bits(Fs, Bin, Bs, BBs, Mfun, EvalFun, ok).

match_bits(Fs, Bin, Bs, BBs, Mfun, EvalFun, _ErrorFun) ->
    case gen_fields(Fs, Bin, Bs, BBs, Mfun, EvalFun, true) of
        {match, <<>>, NewBs} -> {match, NewBs};
        _ -> nomatch
    end.

%% Later sizes may read what an earlier segment bound.
bound_too({var, _, '_'}, _Value, BBs, _Mfun) -> BBs;
bound_too({var, _, Name}, Value, BBs, Mfun) -> Mfun(add_binding, {Name, Value, BBs});
bound_too(_, _, BBs, _Mfun) -> BBs.

%% One segment off the front: {Value, Rest} or none.
taken(Size0, Options0, Bin, BBs, EvalFun) ->
    {Size1, [Type, {unit, Unit}, Sign, Endian]} = make_bit_type(Size0, Options0),
    try EvalFun(Size1, BBs) of
        {value, Size, _} -> cut(Type, Size, Unit, Sign, Endian, Bin)
    catch
        error:_ -> none
    end.

cut(integer, Size, Unit, Sign, Endian, Bin) when is_integer(Size), Size >= 0 ->
    Bits = Size * Unit,
    case {Sign, Endian, Bin} of
        {signed, little, <<V:Bits/little-signed, Rest/bitstring>>} -> {V, Rest};
        {signed, native, <<V:Bits/native-signed, Rest/bitstring>>} -> {V, Rest};
        {signed, big, <<V:Bits/signed, Rest/bitstring>>} -> {V, Rest};
        {unsigned, little, <<V:Bits/little, Rest/bitstring>>} -> {V, Rest};
        {unsigned, native, <<V:Bits/native, Rest/bitstring>>} -> {V, Rest};
        {unsigned, big, <<V:Bits, Rest/bitstring>>} -> {V, Rest};
        _ -> none
    end;
cut(float, Size, Unit, _Sign, Endian, Bin) when is_integer(Size), Size >= 0 ->
    Bits = Size * Unit,
    case {Endian, Bin} of
        {little, <<V:Bits/float-little, Rest/bitstring>>} -> {V, Rest};
        {native, <<V:Bits/float-native, Rest/bitstring>>} -> {V, Rest};
        {big, <<V:Bits/float, Rest/bitstring>>} -> {V, Rest};
        _ -> none
    end;
cut(binary, all, Unit, _Sign, _Endian, Bin) when bit_size(Bin) rem Unit =:= 0 -> {Bin, <<>>};
cut(binary, Size, Unit, _Sign, _Endian, Bin) when is_integer(Size), Size >= 0 ->
    Bits = Size * Unit,
    case Bin of
        <<V:Bits/bitstring, Rest/bitstring>> -> {V, Rest};
        _ -> none
    end;
cut(utf8, _, _, _, _, <<V/utf8, Rest/bitstring>>) -> {V, Rest};
cut(utf16, _, _, _, little, <<V/utf16-little, Rest/bitstring>>) -> {V, Rest};
cut(utf16, _, _, _, big, <<V/utf16, Rest/bitstring>>) -> {V, Rest};
cut(utf32, _, _, _, little, <<V/utf32-little, Rest/bitstring>>) -> {V, Rest};
cut(utf32, _, _, _, big, <<V/utf32, Rest/bitstring>>) -> {V, Rest};
cut(Utf, Size, Unit, Sign, native, Bin) when Utf =:= utf16; Utf =:= utf32 -> cut(Utf, Size, Unit, Sign, little, Bin);
cut(_, _, _, _, _, _) -> none.
