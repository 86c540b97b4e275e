%% Subset of OTP's rand. Missing: normal, jump, mwc59, and the algorithms but exsss and exsp.
-module(rand).

-export([bytes/1, bytes_s/2, export_seed/0, export_seed_s/1, exsp_next/1, seed/1, seed/2,
         seed_s/1, seed_s/2, splitmix64_next/1, uniform/0, uniform/1, uniform_real/0, uniform_real_s/1,
         uniform_s/1, uniform_s/2]).

%% The state is {Handler, [S1 | S0]}, both numbers of 58 bits (xorshift116), and is
%% kept in the process dictionary under the name that OTP uses.

-define(M58, ((1 bsl 58) - 1)).
-define(M64, ((1 bsl 64) - 1)).
-define(KEY, rand_seed).

exsp_next([S1 | S0]) ->
    New = step(S1, S0),
    {(S0 + New) band ?M58, [S0 | New]}.

step(S1, S0) ->
    X = S1 bxor ((S1 bsl 24) band ?M58),
    X bxor S0 bxor (X bsr 11) bxor (S0 bsr 41).

next(exsp, State) -> exsp_next(State);
next(exsss, [S1 | S0]) ->
    X = (S0 * 5) band ?M58,
    Y = ((X bsl 7) band ?M58) bor (X bsr 51),
    {(Y * 9) band ?M58, [S0 | step(S1, S0)]}.

handler(default) -> handler(exsss);
handler(exsss) -> #{type => exsss, bits => 58};
handler(exsp) -> #{type => exsp, bits => 58, weak_low_bits => 1};
handler(Alg) -> erlang:error({unsupported_algorithm, Alg}).

seed(Alg) ->
    State = seed_s(Alg),
    put(?KEY, State),
    State.

seed(Alg, Seed) ->
    State = seed_s(Alg, Seed),
    put(?KEY, State),
    State.

seed_s({Handler, _} = State) when is_map(Handler) -> State;
seed_s({Alg, Exported}) when is_atom(Alg) -> {handler(Alg), Exported};
seed_s(Alg) ->
    seed_s(Alg, {erlang:phash2([{node(), self()}]), erlang:system_time(), erlang:unique_integer()}).

seed_s(default, Seed) -> seed_s(exsss, Seed);
seed_s(exsss, {A1, A2, A3}) ->
    {_, X1} = seed58(A1 band ?M64),
    {S0, X2} = seed58((A2 bxor X1) band ?M64),
    {S1, _} = seed58((A3 bxor X2) band ?M64),
    {handler(exsss), [S0 | S1]};
seed_s(Alg, Seed) -> {handler(Alg), start(Seed)}.

start([S0, S1]) when is_integer(S0), is_integer(S1) -> [S0 band ?M58 | S1 band ?M58];
start(X) when is_integer(X) ->
    {S0, X1} = seed58(X band ?M64),
    {S1, _} = seed58(X1),
    [S0 | S1];
start({A1, A2, A3}) ->
    {_, R1} = exsp_next([(A1 * 4294967197 + 1) band ?M58 | (A2 * 4294967231 + 1) band ?M58]),
    {_, R2} = exsp_next([(A3 * 4294967279 + 1) band ?M58 | tl(R1)]),
    R2.

seed58(X0) ->
    case splitmix64_next(X0) of
        {Z, X} when Z band ?M58 =:= 0 -> seed58(X);
        {Z, X} -> {Z band ?M58, X}
    end.

splitmix64_next(X0) ->
    X = (X0 + 16#9e3779b97f4a7c15) band ?M64,
    Z1 = ((X bxor (X bsr 30)) * 16#bf58476d1ce4e5b9) band ?M64,
    Z2 = ((Z1 bxor (Z1 bsr 27)) * 16#94d049bb133111eb) band ?M64,
    {Z2 bxor (Z2 bsr 31), X}.

export_seed() ->
    case get(?KEY) of
        {#{type := Alg}, State} -> {Alg, State};
        _ -> undefined
    end.

export_seed_s({#{type := Alg}, State}) -> {Alg, State}.

get_seed() ->
    case get(?KEY) of
        undefined -> seed(default);
        State -> State
    end.

keep({Value, State}) ->
    put(?KEY, State),
    Value.

uniform() -> keep(uniform_s(get_seed())).

uniform(N) -> keep(uniform_s(N, get_seed())).

uniform_real() -> keep(uniform_real_s(get_seed())).

uniform_s({#{type := Alg} = Handler, R0}) ->
    {V, R} = next(Alg, R0),
    {(V bsr 5) * math:pow(2.0, -53), {Handler, R}}.

uniform_s(N, {#{type := Alg} = Handler, R0}) when is_integer(N), N >= 1, N =< 1 bsl 58 ->
    {V, R} = next(Alg, R0),
    within(N, V, R, Handler);
uniform_s(N, {#{type := Alg} = Handler, R0}) when is_integer(N), N >= 1 ->
    {V, R} = next(Alg, R0),
    large(N, V, 58, R, Handler).

within(N, V, R, #{type := Alg} = Handler) ->
    I = V rem N,
    if
        V - I =< (1 bsl 58) - N -> {I + 1, {Handler, R}};
        true ->
            {V1, R1} = next(Alg, R),
            within(N, V1, R1, Handler)
    end.

bits(0) -> 0;
bits(N) -> 1 + bits(N bsr 1).

large(N, V, Bits, R0, #{type := Alg} = Handler) when N > 1 bsl Bits ->
    {V1, R} = next(Alg, R0),
    large(N, (V bsl 58) bor V1, Bits + 58, R, Handler);
large(N, V, Bits, R0, #{type := Alg} = Handler) ->
    I = V rem N,
    if
        V - I =< (1 bsl Bits) - N -> {I + 1, {Handler, R0}};
        true ->
            {V1, R} = next(Alg, R0),
            large(N, V1, 58, R, Handler)
    end.

%% Unlike uniform, small numbers have 53 significant bits too.
uniform_real_s({#{type := Alg} = Handler, R0}) ->
    {V, R} = next(Alg, R0),
    {Value, R1} = real(V bsr 2, 56, Alg, R),
    {Value, {Handler, R1}}.

real(M, Bits, Alg, R0) ->
    case bits(M) of
        B when B >= 53 -> {(M bsr (B - 53)) * math:pow(2.0, B - 53 - Bits), R0};
        _ when Bits > 1000 -> {0.0, R0};
        _ ->
            {V, R} = next(Alg, R0),
            real((M bsl 56) bor (V bsr 2), Bits + 56, Alg, R)
    end.

bytes(N) -> keep(bytes_s(N, get_seed())).

bytes_s(N, {#{type := Alg} = Handler, R}) when is_integer(N), N >= 0 ->
    {Bytes, R1} = bytes_1(N, Alg, R, <<>>),
    {Bytes, {Handler, R1}}.

bytes_1(0, _Alg, R, Acc) -> {Acc, R};
bytes_1(N, Alg, R0, Acc) when N < 7 ->
    {V, R} = next(Alg, R0),
    {<<Acc/binary, (V bsr (56 - 8 * N)):(8 * N)>>, R};
bytes_1(N, Alg, R0, Acc) ->
    {V, R} = next(Alg, R0),
    bytes_1(N - 7, Alg, R, <<Acc/binary, (V bsr 2):56>>).
