-module(floats).
-export([run/0]).

run() -> trunc(mandelbrot(0, 60, 0)).

mandelbrot(Y, Size, Sum) when Y >= Size -> Sum;
mandelbrot(Y, Size, Sum) -> mandelbrot(Y + 1, Size, row(0, Y, Size, Sum)).

row(X, _, Size, Sum) when X >= Size -> Sum;
row(X, Y, Size, Sum) ->
    Cr = X / Size * 3.0 - 2.0,
    Ci = Y / Size * 2.0 - 1.0,
    row(X + 1, Y, Size, Sum + iterate(0.0, 0.0, Cr, Ci, 0)).

iterate(_, _, _, _, 100) -> 100;
iterate(Zr, Zi, Cr, Ci, N) ->
    A = Zr * Zr,
    B = Zi * Zi,
    case A + B > 4.0 of
        true -> N;
        false -> iterate(A - B + Cr, 2.0 * Zr * Zi + Ci, Cr, Ci, N + 1)
    end.
