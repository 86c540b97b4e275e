%% Stands in for OTP's rand, whole exported API.
-module(rand).

-export([bytes/1, bytes_s/2, export_seed/0, export_seed_s/1, jump/0, jump/1, normal/0, normal/2, normal_s/1,
         normal_s/3, seed/1, seed/2, seed_s/1, seed_s/2, uniform/0, uniform/1, uniform_real/0,
         uniform_real_s/1, uniform_s/1, uniform_s/2]).
-export([exsp_jump/1, exsp_next/1, mwc59/1, mwc59_float/1, mwc59_seed/0, mwc59_seed/1, mwc59_value/1,
         mwc59_value32/1, splitmix64_next/1]).
-export([bc64/1, exro928_jump_2pow20/1, exro928_jump_2pow512/1, exro928_next/1, exro928_next_state/1,
         exro928_seed/1, float2str/1, format_jumpconst58/1, make_float/3, seed58/2]).

%% A state is {Handler, AlgorithmState}. The handler names the algorithm, its number of
%% bits and its functions; the current state is in the process dictionary under OTP's name.
%% Handlers with `max` are those of the old algorithms, which turn numbers into floats and
%% ranges in a way of their own.

-define(KEY, rand_seed).
-define(MASK(Bits), ((1 bsl (Bits)) - 1)).
-define(LOW(Bits, X), ((X) band ?MASK(Bits))).
-define(LEFT(Bits, X, N), (?LOW((Bits) - (N), X) bsl (N))).
-define(ROTATE(Bits, X, N), (?LEFT(Bits, X, N) bor ((X) bsr ((Bits) - (N))))).

%% Seeding.

seed(Alg) -> keep(seed_s(Alg)).

seed(Alg, Seed) -> keep(seed_s(Alg, Seed)).

seed_s({Handler, _} = State) when is_map(Handler) -> State;
seed_s({Alg, Exported}) when is_atom(Alg) ->
    {Handler, _} = mk_alg(Alg),
    {Handler, Exported};
seed_s(Alg) -> seed_s(Alg, default_seed()).

seed_s(default, Seed) -> seed_s(exsss, Seed);
seed_s(Alg, Seed) ->
    {Handler, Start} = mk_alg(Alg),
    {Handler, Start(Seed)}.

default_seed() -> {erlang:phash2([{node(), self()}]), erlang:system_time(), erlang:unique_integer()}.

export_seed() ->
    case get(?KEY) of
        {#{type := Alg}, State} -> {Alg, State};
        _ -> undefined
    end.

export_seed_s({#{type := Alg}, State}) -> {Alg, State}.

keep(State) ->
    put(?KEY, State),
    State.

current() ->
    case get(?KEY) of
        undefined -> seed(exsss);
        State -> State
    end.

mk_alg(exs64) -> {#{type => exs64, max => ?MASK(64), next => fun exs64_next/1}, fun exs64_seed/1};
mk_alg(exsplus) ->
    {#{type => exsplus, max => ?MASK(58), next => fun exsp_next/1, jump => fun exsplus_jump/1},
     fun exsplus_seed/1};
mk_alg(exsp) ->
    {#{type => exsp, bits => 58, weak_low_bits => 1, next => fun exsp_next/1, uniform => fun exsp_uniform/1,
       uniform_n => fun exsp_uniform/2, jump => fun exsplus_jump/1},
     fun exsplus_seed/1};
mk_alg(exsss) ->
    {#{type => exsss, bits => 58, next => fun exsss_next/1, uniform => fun exsss_uniform/1,
       uniform_n => fun exsss_uniform/2, jump => fun exsplus_jump/1},
     fun exsss_seed/1};
mk_alg(exs1024) ->
    {#{type => exs1024, max => ?MASK(64), next => fun exs1024_next/1, jump => fun exs1024_jump/1},
     fun exs1024_seed/1};
mk_alg(exs1024s) ->
    {#{type => exs1024s, bits => 64, weak_low_bits => 3, next => fun exs1024_next/1, jump => fun exs1024_jump/1},
     fun exs1024_seed/1};
mk_alg(exrop) ->
    {#{type => exrop, bits => 58, weak_low_bits => 1, next => fun exrop_next/1, uniform => fun exrop_uniform/1,
       uniform_n => fun exrop_uniform/2, jump => fun exrop_jump/1},
     fun exrop_seed/1};
mk_alg(exro928ss) ->
    {#{type => exro928ss, bits => 58, next => fun exro928ss_next/1, uniform => fun exro928ss_uniform/1,
       uniform_n => fun exro928ss_uniform/2, jump => fun exro928_jump/1},
     fun exro928_seed/1};
mk_alg(dummy) ->
    {#{type => dummy, bits => 58, next => fun dummy_next/1, uniform => fun dummy_uniform/1,
       uniform_n => fun dummy_uniform/2},
     fun dummy_seed/1}.

%% Numbers out of a state.

uniform() -> stored(uniform_s(current())).

uniform(N) -> stored(uniform_s(N, current())).

uniform_real() -> stored(uniform_real_s(current())).

bytes(N) -> stored(bytes_s(N, current())).

normal() -> stored(normal_s(current())).

normal(Mean, Variance) -> Mean + math:sqrt(Variance) * normal().

jump() -> keep(jump(current())).

stored({Value, State}) ->
    keep(State),
    Value.

uniform_s({#{uniform := Uniform}, _} = State) -> Uniform(State);
uniform_s({#{bits := Bits, next := Next} = Handler, R0}) ->
    {V, R} = Next(R0),
    {fraction(V, Bits), {Handler, R}};
uniform_s({#{max := Max, next := Next} = Handler, R0}) ->
    {V, R} = Next(R0),
    {V / (Max + 1), {Handler, R}}.

fraction(V, Bits) -> (V bsr (Bits - 53)) * 1.1102230246251565e-16.

uniform_s(N, {#{uniform_n := Uniform}, _} = State) when is_integer(N), N >= 1 -> Uniform(N, State);
uniform_s(N, {#{bits := _} = Handler, R}) when is_integer(N), N >= 1 -> in_range(N, Handler, R);
uniform_s(N, {#{max := Max, next := Next} = Handler, R0}) when is_integer(N), N >= 1 ->
    {V, R} = Next(R0),
    case N =< Max of
        true -> {V rem N + 1, {Handler, R}};
        false -> {trunc(V / (Max + 1) * N) + 1, {Handler, R}}
    end.

%% An even distribution: a number from the last, incomplete round of the range is drawn anew.
in_range(N, #{bits := Bits, next := Next} = Handler, R0) when N =< 1 bsl Bits ->
    {V, R} = Next(R0),
    I = V rem N,
    case V - I =< (1 bsl Bits) - N of
        true -> {I + 1, {Handler, R}};
        false -> in_range(N, Handler, R)
    end;
in_range(N, #{next := Next} = Handler, R0) ->
    {V, R} = Next(R0),
    in_large_range(N, Handler, R, V).

%% Ranges beyond one number: more are put behind it, without their weak bits.
in_large_range(N, #{bits := Bits, next := Next} = Handler, R0, V0) ->
    Shift = Bits - maps:get(weak_low_bits, Handler, 0),
    case N band (N - 1) of
        0 ->
            {V, R, _} = lengthen(N bsr Bits, Next, R0, V0, Shift, Bits, Bits),
            {(V band (N - 1)) + 1, {Handler, R}};
        _ ->
            {V, R, Got} = lengthen(N bsr (Bits - 2), Next, R0, V0, Shift, Bits, Bits),
            I = V rem N,
            case V - I =< (1 bsl Got) - N of
                true -> {I + 1, {Handler, R}};
                false ->
                    {V1, R1} = Next(R),
                    in_large_range(N, Handler, R1, V1)
            end
    end.

lengthen(N, _Next, R, V, _Shift, _Bits, Got) when N =< 1 -> {V, R, Got};
lengthen(N, Next, R0, V0, Shift, Bits, Got) ->
    {V, R} = Next(R0),
    Strong = V0 band bnot ?MASK(Bits - Shift),
    lengthen(N bsr Shift, Next, R, (Strong bsl Shift) bor V, Shift, Bits, Got + Shift).

%% Unlike uniform_s, small numbers have 53 significant bits too, and 0.0 does not occur.
uniform_real_s({Handler, R0}) ->
    {M, _, _, R} = word(Handler, R0),
    real(M, -56, Handler, R).

%% A number of the generator, its highest 56 bits first. Of the old algorithms' numbers OTP adds all bits to the
%% lowest 56 of the one before, so the float may come out larger than its bits say.
word(#{bits := Bits, next := Next}, R0) ->
    {V, R} = Next(R0),
    {V bsr (Bits - 56), V, Bits, R};
word(#{max := _, next := Next}, R0) ->
    {V, R} = Next(R0),
    {?LOW(56, V), V, 56, R}.

%% M has been read from the bits down to 2^Exponent.
real(M, Exponent, Handler, R0) ->
    case width(M) of
        Width when Width >= 53 -> {(M bsr (Width - 53)) * math:pow(2.0, Exponent + Width - 53), {Handler, R0}};
        0 when Exponent =< -1064 -> uniform_real_s({Handler, R0});
        0 ->
            {M1, _, _, R} = word(Handler, R0),
            real_again(M1, Exponent, Handler, R);
        Width ->
            {_, V, Bits, R} = word(Handler, R0),
            Missing = 53 - Width,
            {((M bsl Missing) bor (V bsr (Bits - Missing))) * math:pow(2.0, Exponent - Missing), {Handler, R}}
    end.

real_again(M, -1008, Handler, R) when M < 1 bsl 42 -> uniform_real_s({Handler, R});
real_again(M, Exponent, Handler, R) -> real(M, Exponent - 56, Handler, R).

width(M) -> width(M, 0).

width(0, N) -> N;
width(M, N) when M >= 1 bsl 32 -> width(M bsr 32, N + 32);
width(M, N) -> width(M bsr 1, N + 1).

bytes_s(N, {#{bits := Bits} = Handler, R}) when is_integer(N), N >= 0 ->
    bytes(N, Handler, R, Bits, (Bits - maps:get(weak_low_bits, Handler, 0)) bsr 3, <<>>);
bytes_s(N, {#{max := Max} = Handler, R}) when is_integer(N), N >= 0, Max >= ?MASK(58) ->
    bytes(N, Handler, R, 58, 7, <<>>).

%% Whole bytes from the upper end of each number.
bytes(N, #{next := Next} = Handler, R0, Bits, Good, Acc) ->
    {V, R} = Next(R0),
    Size = Good bsl 3,
    case N > Good of
        true -> bytes(N - Good, Handler, R, Bits, Good, <<Acc/binary, (V bsr (Bits - Size)):Size>>);
        false ->
            Last = N bsl 3,
            {<<Acc/binary, (V bsr (Size - Last)):Last>>, {Handler, R}}
    end.

jump({#{jump := Jump}, _} = State) -> Jump(State);
jump({#{}, _}) -> erlang:error(not_implemented).

%% The normal distribution by the ziggurat method.

normal_s(Mean, Variance, State0) when Variance > 0 ->
    {X, State} = normal_s(State0),
    {Mean + math:sqrt(Variance) * X, State}.

normal_s(State0) ->
    {Sign, R, State} = sign_and_51(State0),
    Layer = ?LOW(8, R),
    {K, W} = rand_normal:kiwi(Layer),
    X = signed(Sign, R * W),
    case R < K of
        true -> {X, State};
        false -> normal_edge(Layer, Sign, X, State)
    end.

signed(0, X) -> X;
signed(_, X) -> -X.

sign_and_51({#{bits := Bits, next := Next} = Handler, R0}) ->
    {V, R} = Next(R0),
    {V band (1 bsl (Bits - 52)), V bsr (Bits - 51), {Handler, R}};
sign_and_51({#{next := Next} = Handler, R0}) ->
    {V, R} = Next(R0),
    {V band (1 bsl 51), ?LOW(51, V), {Handler, R}}.

-define(EDGE, 3.6541528853610087963519472518).

normal_edge(0, Sign, X0, State0) ->
    {U0, State1} = uniform_s(State0),
    X = -(1 / ?EDGE) * math:log(U0),
    {U1, State} = uniform_s(State1),
    Y = -math:log(U1),
    case Y + Y > X * X of
        true -> {signed(Sign, ?EDGE + X), State};
        false -> normal_edge(0, Sign, X0, State)
    end;
normal_edge(Layer, _Sign, X, State0) ->
    Low = rand_normal:fi(Layer),
    {U, State} = uniform_s(State0),
    case (rand_normal:fi(Layer - 1) - Low) * U + Low < math:exp(-0.5 * X * X) of
        true -> {X, State};
        false -> normal_s(State)
    end.

%% exs64: xorshift64*.

exs64_seed(L) when is_list(L) -> hd(seed_nz(1, L, 64, false));
exs64_seed(X) when is_integer(X) -> hd(seed64(1, X));
exs64_seed({A1, A2, A3}) ->
    {V1, _} = exs64_next(?LOW(32, A1) * 4294967197 + 1),
    {V2, _} = exs64_next(?LOW(32, A2) * 4294967231 + 1),
    {V3, _} = exs64_next(?LOW(32, A3) * 4294967279 + 1),
    (V1 * V2 * V3) rem (?MASK(64) - 1) + 1.

exs64_next(R0) ->
    R1 = R0 bxor (R0 bsr 12),
    R2 = R1 bxor ?LEFT(64, R1, 25),
    R = R2 bxor (R2 bsr 27),
    {?LOW(64, R * 2685821657736338717), R}.

%% exsplus, exsp and exsss: xorshift116 with two scramblers. The state is [S1 | S0].

exsplus_seed(L) when is_list(L) ->
    [S0, S1] = seed_nz(2, L, 58, false),
    [S0 | S1];
exsplus_seed(X) when is_integer(X) ->
    [S0, S1] = seed58(2, X),
    [S0 | S1];
exsplus_seed({A1, A2, A3}) ->
    {_, [_ | R1]} = exsp_next([?LOW(58, A1 * 4294967197 + 1) | ?LOW(58, A2 * 4294967231 + 1)]),
    {_, R2} = exsp_next([?LOW(58, A3 * 4294967279 + 1) | R1]),
    R2.

exsss_seed(L) when is_list(L) ->
    [S0, S1] = seed_nz(2, L, 58, false),
    [S0 | S1];
exsss_seed(X) when is_integer(X) ->
    [S0, S1] = seed58(2, X),
    [S0 | S1];
exsss_seed({A1, A2, A3}) ->
    {_, X1} = seed58(A1),
    {S0, X2} = seed58(A2 bxor X1),
    {S1, _} = seed58(A3 bxor X2),
    [S0 | S1].

exsp_next([S1 | S0]) ->
    S = ?LOW(58, S0),
    New = xorshift116(S1, S),
    {?LOW(58, S + New), [S | New]}.

exsss_next([S1 | S0]) ->
    S = ?LOW(58, S0),
    {starstar(S), [S | xorshift116(S1, S)]}.

xorshift116(S1, S0) ->
    X = ?LOW(58, S1) bxor ?LEFT(58, S1, 24),
    X bxor S0 bxor (X bsr 11) bxor (S0 bsr 41).

starstar(S) ->
    X = ?LOW(58, S * 5),
    ?LOW(58, ?ROTATE(58, X, 7) * 9).

exsp_uniform({Handler, R0}) ->
    {V, R} = exsp_next(R0),
    {fraction(V, 58), {Handler, R}}.

exsp_uniform(N, {Handler, R}) -> in_range(N, Handler, R).

exsss_uniform({Handler, R0}) ->
    {V, R} = exsss_next(R0),
    {fraction(V, 58), {Handler, R}}.

exsss_uniform(N, {Handler, R}) -> in_range(N, Handler, R).

exsplus_jump({Handler, R}) -> {Handler, exsp_jump(R)}.

%% As 2^64 steps: the sum of the states at the one bits of a polynomial.
exsp_jump(S0) ->
    {S, Sum} = exsp_jump(S0, [0 | 0], 16#02f8ea6bc32c797, 58),
    {_, End} = exsp_jump(S, Sum, 16#345d2a0f85f788c, 58),
    End.

exsp_jump(S, Sum, _, 0) -> {S, Sum};
exsp_jump([S1 | S0] = S, [A | B] = Sum, Bits, N) ->
    {_, Next} = exsp_next(S),
    case Bits band 1 of
        1 -> exsp_jump(Next, [A bxor S1 | B bxor S0], Bits bsr 1, N - 1);
        0 -> exsp_jump(Next, Sum, Bits bsr 1, N - 1)
    end.

%% exs1024 and exs1024s: xorshift1024*. The state is a ring {Front, Back reversed}.

exs1024_seed(L) when is_list(L) -> {seed_nz(16, L, 64, false), []};
exs1024_seed(X) when is_integer(X) -> {seed64(16, X), []};
exs1024_seed({A1, A2, A3}) ->
    B1 = ?LOW(21, (?LOW(21, A1) + 1) * 2097131),
    B2 = ?LOW(21, (?LOW(21, A2) + 1) * 2097133),
    B3 = ?LOW(21, (?LOW(21, A3) + 1) * 2097143),
    {exs1024_fill(16, (B1 bsl 43) bor (B2 bsl 22) bor (B3 bsl 1) bor 1, []), []}.

exs1024_fill(0, _, L) -> L;
exs1024_fill(N, R0, L) ->
    {X, R} = exs64_next(R0),
    exs1024_fill(N - 1, R, [X | L]).

exs1024_next({[S0, S1 | Front], Back}) ->
    X = S1 bxor ?LEFT(64, S1, 31),
    New = S0 bxor (S0 bsr 30) bxor X bxor (X bsr 11),
    {?LOW(64, New * 1181783497276652981), {[New | Front], [S0 | Back]}};
exs1024_next({[Last], Back}) -> exs1024_next({[Last | lists:reverse(Back)], []}).

%% As 2^512 steps.
exs1024_jump({Handler, {Front, Back} = Ring}) ->
    Words = [16#00242f96eca9c41d, 16#0196e1ddbe5a1561, 16#0239f070b5837a3c, 16#03f393cc68796cd2,
             16#0248316f404489af, 16#039a30088bffbac2, 16#02fea70dc2d9891f, 16#032ae0d9644caec4,
             16#0313aac17d8efa43, 16#02f132e055642626, 16#01ee975283d71c93, 16#00552321b06f5501,
             16#00c41d10a1e6a569, 16#019158ecf8aa1e44, 16#004e9fc949d0b5fc, 16#0363da172811fdda,
             16#030e38c3b99181f2, 16#0000000a118038fc],
    Polynomial = lists:foldr(fun(Word, Acc) -> (Acc bsl 58) bor Word end, 0, Words),
    Next = fun(S) -> element(2, exs1024_next(S)) end,
    Sum = ring_jump(Ring, Next, Polynomial, 1024, [0 || _ <- lists:seq(1, 16)]),
    {A, B} = lists:split(length(Front), Sum),
    16 = length(Front) + length(Back),
    {Handler, {A, lists:reverse(B)}}.

ring_jump(_, _, _, 0, Sum) -> Sum;
ring_jump({Front, Back} = Ring, Next, Polynomial, N, Sum0) ->
    Sum =
        case Polynomial band 1 of
            1 -> [A bxor B || {A, B} <- lists:zip(Sum0, Front ++ lists:reverse(Back))];
            0 -> Sum0
        end,
    ring_jump(Next(Ring), Next, Polynomial bsr 1, N - 1, Sum).

%% exro928ss: xoroshiro928**, a ring as above.

exro928_seed(L) when is_list(L) -> {seed_nz(16, L, 58, false), []};
exro928_seed(X) when is_integer(X) -> {seed58(16, X), []};
exro928_seed({A1, A2, A3}) ->
    {S0, X1} = seed58(A1),
    {S1, X2} = seed58(A2 bxor X1),
    {S2, X3} = seed58(A3 bxor X2),
    {[S0, S1, S2 | seed58(13, X3)], []}.

exro928ss_next(Ring) ->
    {{_, S0}, Next} = exro928_next(Ring),
    {starstar(?LOW(58, S0)), Next}.

exro928_next({[S15, S0 | _], _} = Ring) -> {{S15, S0}, exro928_next_state(Ring)};
exro928_next({[S15], Back}) -> exro928_next({[S15 | lists:reverse(Back)], []}).

exro928_next_state({[S15, S0 | Front], Back}) ->
    S = ?LOW(58, S0),
    Q = ?LOW(58, S15) bxor S,
    {[?ROTATE(58, Q, 45) | Front], [?ROTATE(58, S, 44) bxor Q bxor ?LEFT(58, Q, 9) | Back]};
exro928_next_state({[S15], Back}) -> exro928_next_state({[S15 | lists:reverse(Back)], []}).

exro928ss_uniform({Handler, R0}) ->
    {V, R} = exro928ss_next(R0),
    {fraction(V, 58), {Handler, R}}.

exro928ss_uniform(N, {Handler, R}) -> in_range(N, Handler, R).

exro928_jump({Handler, Ring}) -> {Handler, exro928_jump_2pow512(Ring)}.

exro928_jump_2pow512(Ring) ->
    exro928_jump(Ring, [16#44085302f77130ca, 16#ba05381fdfd14902, 16#10a1de1d7d6813d2, 16#b83fe51a1eb3be19,
                        16#a81b0090567fd9f0, 16#5ac26d5d20f9b49f, 16#4ddd98ee4be41e01, 16#0657e19f00d4b358,
                        16#f02f778573cf0f0a, 16#b45a3a8a3cef3cc0, 16#6e62a33cc2323831, 16#bcb3b7c4cc049c53,
                        16#83f240c6007e76ce, 16#e19f5fc1a1504acd, 16#00000000b10773cb]).

exro928_jump_2pow20(Ring) ->
    exro928_jump(Ring, [16#bdb966a3daf905e6, 16#644807a56270cf78, 16#da90f4a806c17e9e, 16#4a426866bfad3c77,
                        16#af699c306d8e7566, 16#8ebc73c700b8b091, 16#c081a7bf148531fb, 16#dc4d3af15f8a4dfd,
                        16#90627c014098f4b6, 16#06df2eb1feaf0fb6, 16#5bdeb1a5a90f2e6b, 16#a480c5878c3549bd,
                        16#ff45ef33c82f3d48, 16#a30bebc15fefcc78, 16#00000000cb3d181c]).

exro928_jump({Front, Back} = Ring, Words) ->
    Polynomial = lists:foldr(fun(Word, Acc) -> (Acc bsl 64) bor Word end, 0, Words),
    Zeros = [0 || _ <- Front ++ Back],
    {ring_jump(Ring, fun exro928_next_state/1, Polynomial, width(Polynomial), Zeros), []}.

%% exrop: xoroshiro116+. The state is [S0 | S1].

exrop_seed(L) when is_list(L) ->
    [S0, S1] = seed_nz(2, L, 58, false),
    [S0 | S1];
exrop_seed(X) when is_integer(X) ->
    [S0, S1] = seed58(2, X),
    [S0 | S1];
exrop_seed({A1, A2, A3}) ->
    [_ | S1] = exrop_step(?LOW(58, A1 * 4294967197 + 1), ?LOW(58, A2 * 4294967231 + 1)),
    exrop_step(?LOW(58, A3 * 4294967279 + 1), S1).

exrop_next([S0 | S1]) -> {?LOW(58, S0 + S1), exrop_step(S0, S1)}.

exrop_step(S0, S1) ->
    X = S0 bxor S1,
    [?ROTATE(58, S0, 24) bxor X bxor ?LEFT(58, X, 2) | ?ROTATE(58, X, 35)].

exrop_uniform({Handler, R0}) ->
    {V, R} = exrop_next(R0),
    {fraction(V, 58), {Handler, R}}.

exrop_uniform(N, {Handler, R}) -> in_range(N, Handler, R).

exrop_jump({Handler, S}) -> {Handler, exrop_jump(S, [0 | 0], 16#9863200f83fcd4a11293241fcb12a)}.

exrop_jump(_, Sum, 0) -> Sum;
exrop_jump([S0 | S1], [A | B] = Sum, Bits) ->
    Next = exrop_step(S0, S1),
    case Bits band 1 of
        1 -> exrop_jump(Next, [A bxor S0 | B bxor S1], Bits bsr 1);
        0 -> exrop_jump(Next, Sum, Bits bsr 1)
    end.

%% dummy: no generator, for measuring.

dummy_next(R) -> {R, R bxor ?MASK(58)}.

dummy_uniform({Handler, R}) -> {0.5, {Handler, R bxor ?MASK(58)}}.

dummy_uniform(_N, {Handler, R}) -> {1, {Handler, R bxor ?MASK(58)}}.

dummy_seed([]) -> erlang:error(zero_seed);
dummy_seed([X]) when is_integer(X) -> ?LOW(58, X);
dummy_seed([X | _]) when is_integer(X) -> erlang:error(too_many_seed_integers);
dummy_seed([_ | _]) -> erlang:error(non_integer_seed);
dummy_seed(X) when is_integer(X) -> ?LOW(58, element(1, splitmix64_next(X)));
dummy_seed({A1, A2, A3}) ->
    {_, X1} = splitmix64_next(A1),
    {_, X2} = splitmix64_next(A2 bxor X1),
    {Z, _} = splitmix64_next(A3 bxor X2),
    ?LOW(58, Z).

%% mwc59: multiply with carry; the state is the caller's.

-define(MWC_A, 16#7fa6502).

mwc59(CX0) ->
    CX = ?LOW(59, CX0),
    ?MWC_A * ?LOW(32, CX) + (CX bsr 32).

mwc59_value32(CX) ->
    X = ?LOW(32, CX),
    X bxor ?LEFT(32, X, 8).

mwc59_value(CX) ->
    X = CX bxor ?LEFT(59, CX, 4),
    X bxor ?LEFT(59, X, 27).

mwc59_float(CX) ->
    X0 = ?LOW(53, CX),
    X = X0 bxor ?LEFT(53, X0, 4),
    (X bxor ?LEFT(53, X, 27)) * 1.1102230246251565e-16.

mwc59_seed() ->
    {A1, A2, A3} = default_seed(),
    (hash58(A1) bxor hash58(A2) bxor hash58(A3)) + 1.

mwc59_seed(S) when is_integer(S), 0 =< S, S =< ?MASK(58) -> hash58(S) + 1.

hash58(X) ->
    X0 = ?LOW(58, X),
    X1 = ?LOW(58, (X0 bxor (X0 bsr 29)) * 16#351afd7ed558ccd),
    X2 = ?LOW(58, (X1 bxor (X1 bsr 29)) * 16#0ceb9fe1a85ec53),
    X2 bxor (X2 bsr 29).

%% A list of integers given as a seed: cut to size, filled up with zeros, but not all of them zero.
seed_nz(_N, [], _Bits, false) -> erlang:error(zero_seed);
seed_nz(0, [], _Bits, true) -> [];
seed_nz(0, [X | _], _Bits, _) when is_integer(X) -> erlang:error(too_many_seed_integers);
seed_nz(0, [_ | _], _Bits, _) -> erlang:error(too_many_seed_integers);
seed_nz(N, [], Bits, true) -> [0 | seed_nz(N - 1, [], Bits, true)];
seed_nz(N, [S | Ss], Bits, NonZero) when is_integer(S) ->
    R = ?LOW(Bits, S),
    [R | seed_nz(N - 1, Ss, Bits, NonZero orelse R =/= 0)];
seed_nz(_N, [_ | _], _Bits, _) -> erlang:error(non_integer_seed).

%% Numbers of splitmix64, without zeros.

seed58(0, _) -> [];
seed58(N, X0) ->
    {Z, X} = seed58(X0),
    [Z | seed58(N - 1, X)].

seed58(X0) ->
    {Z0, X} = splitmix64_next(X0),
    case ?LOW(58, Z0) of
        0 -> seed58(X);
        Z -> {Z, X}
    end.

seed64(0, _) -> [];
seed64(N, X0) ->
    case splitmix64_next(X0) of
        {0, X} -> seed64(N, X);
        {Z, X} -> [Z | seed64(N - 1, X)]
    end.

splitmix64_next(X0) ->
    X = ?LOW(64, X0 + 16#9e3779b97f4a7c15),
    Z1 = ?LOW(64, (X bxor (X bsr 30)) * 16#bf58476d1ce4e5b9),
    Z2 = ?LOW(64, (Z1 bxor (Z1 bsr 27)) * 16#94d049bb133111eb),
    {Z2 bxor (Z2 bsr 31), X}.

%% What OTP's own tests use.

%% The place of the highest one bit.
bc64(V) -> width(V).

%% A float from its parts, and back as text.
make_float(S, E, M) ->
    <<F/float>> = <<S:1, E:11, M:52>>,
    F.

float2str(F) ->
    <<S:1, E:11, M:52>> = <<(float(F))/float>>,
    lists:flatten(io_lib:format("~c~c.~13.16.0bE~b", [element(S + 1, {$+, $-}), element(min(E, 1) + 1, {$0, $1}), M, E - 16#3ff])).

format_jumpconst58(String) ->
    {match, Words} = re:run(String, "0x([a-zA-Z0-9]+)", [global, {capture, all_but_first, list}]),
    jumpconst58(lists:foldr(fun([Word], Acc) -> (Acc bsl 64) bor list_to_integer(Word, 16) end, 0, Words)).

jumpconst58(0) -> ok;
jumpconst58(J) ->
    io:format("16#~s,~n", [integer_to_list(?LOW(58, J) bor (1 bsl 58), 16)]),
    jumpconst58(J bsr 58).
