-module(binary_parse).
-export([run/0]).

run() ->
    Bin = build(50000, <<>>),
    {byte_size(Bin), sum(Bin, 0), chars(Bin, 0)}.

build(0, Acc) -> Acc;
build(N, Acc) -> build(N - 1, <<Acc/binary, N:16, (N band 255):8>>).

sum(<<Word:16, Byte:8, Rest/binary>>, Sum) -> sum(Rest, Sum + Word + Byte);
sum(<<>>, Sum) -> Sum.

chars(<<$a, Rest/binary>>, N) -> chars(Rest, N + 1);
chars(<<_, Rest/binary>>, N) -> chars(Rest, N);
chars(<<>>, N) -> N.
