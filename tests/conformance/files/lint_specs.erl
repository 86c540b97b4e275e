-module(lint_specs).
-spec f(integer()) -> ok.
-spec f(integer()) -> ok.
-spec nope(X) -> X.
-spec other:foo(X) -> X.
-spec f:g(X) -> X.
-spec h(integer()) -> ok; (integer(), integer()) -> ok.
-spec i(X) -> ok when X :: atom().
-spec j(X) -> Y when X :: atom().
-spec k(X, X) -> _Y when X :: nope().
-spec l(X) -> X when X :: Y, Y :: atom().
-spec m(X) -> ok when is_subtype(X, atom()).
-spec n(A :: integer(), B) -> B.
-spec o(X) -> X when Z :: atom().
-spec p(X :: Y) -> ok.
-callback cb(X) -> X.
-callback cb2(X) -> ok.
f(_) -> ok.
g(_) -> ok.
h(_) -> ok.
i(_) -> ok.
j(_) -> ok.
k(_, _) -> ok.
l(_) -> ok.
m(_) -> ok.
n(_,_) -> ok.
o(_) -> ok.
p(_) -> ok.
