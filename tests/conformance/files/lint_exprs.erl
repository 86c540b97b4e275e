-module(lint_exprs).
-export([f/1]).
f(X) -> foo:bar, X = 1 = Y, {Y, Z} = {Z, Y}, _ = _, _Q = 1, _Q.
g() -> _ = X, X = _.
h(_X) -> _X, _X = 2.
i(_X, _X) -> ok.
j(X) -> [Y = 1, X], {Z = 2, Z}, Y, Z.
k() -> X.
l() -> f(A = 1, A), {B = 1, B = 2}, [C = 1 | C].
m() -> case X = 1 of X -> X end, case Y of Y -> Y end.
