-module(matching).
-export([main/0]).

main() ->
    <<A:3, B:5, C/binary>> = <<165, 1, 2>>,
    <<L:8, S:L/binary, R/bits>> = <<2, "ab", 7:4>>,
    <<X:16/little-signed, Y:32/float, Z/utf8>> = <<254, 255, 1.5:32/float, 1092/utf8>>,
    {A, B, C, L, S, R, X, Y, Z, f(<<1:1>>), f(<<"xyz">>), f(<<5:9>>), g(<<3, 1, 2, 3, 9>>)}.

f(<<X:1>>) -> {bit, X};
f(<<"x", T/binary>>) -> T;
f(<<_:4, R/bitstring>>) -> R.

g(<<N, B:N/bytes, _/binary>>) -> B.

%% => {5,5,<<1,2>>,2,<<97,98>>,<<7:4>>,-2,1.5,1092,{bit,1},<<121,122>>,<<5:5>>,<<1,2,3>>}
