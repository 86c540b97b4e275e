-module(dispatch).
-export([run/0]).

run() -> loop(1000000, {circle, 3}, 0).

loop(0, _, Sum) -> Sum;
loop(N, Shape, Sum) -> loop(N - 1, next(Shape), Sum + area(Shape)).

area({circle, R}) -> 3 * R * R;
area({square, A}) -> A * A;
area({rect, A, B}) -> A * B;
area(point) -> 0.

next({circle, R}) -> {square, R};
next({square, A}) -> {rect, A, 2};
next({rect, _, _}) -> point;
next(point) -> {circle, 4}.
