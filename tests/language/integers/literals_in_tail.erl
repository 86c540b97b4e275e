-module(literals_in_tail).
-export([main/0]).

main() -> [big(), joined(), low(), either(), right(), whole(), left(), known()].

big() -> 1 bsl 63.
joined() -> 7 bor 8.
low() -> 13 band 6.
either() -> 12 bxor 10.
right() -> 1024 bsr 3.
whole() -> 7 div 2.
left() -> 7 rem 4.
known() -> I = 63, 1 bsl I.

%% => [9223372036854775808,15,4,6,128,3,3,9223372036854775808]
