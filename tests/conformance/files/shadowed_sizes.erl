-module(shadowed_sizes).
-compile([nowarn_shadow_vars, nowarn_unused_vars]).
-export([in_fun/1, in_generator/1, siblings/0, kept/1, empty/1, bound/1]).

in_fun(Bin) ->
    L = 8,
    F = fun(<<L:L, B:(L+16)>>) -> {L, B} end,
    {L, F(Bin)}.

in_generator(Bin) ->
    L = 8,
    [{L, X} || <<L:L, X:L>> <- [Bin]].

siblings() ->
    (begin X = 1, true end and begin F = (fun(Y) -> X = Y, X end), 2 = F(2), true end) andalso X.

kept(V) ->
    true = begin (X = V) andalso X, X end.

empty(N) ->
    Bits = <<"":(M = N)>>,
    {Bits, M}.

bound(V) ->
    <<42:W>> = W = V.
