-module(tail_calls).
-export([main/0]).

main() -> {even(1000001), loop(3000000, 0), swap(7, a, b)}.

even(0) -> true;
even(N) -> odd(N - 1).

odd(0) -> false;
odd(N) -> even(N - 1).

loop(0, Acc) -> Acc;
loop(N, Acc) -> loop(N - 1, Acc + 1).

swap(0, A, B) -> {A, B};
swap(N, A, B) -> swap(N - 1, B, A).

%% => {false,3000000,{b,a}}
