-module(lint_unused_vars1).
f(F) -> case F of X -> ok end, [Y || Y <- [1]], fun(Z) -> ok end.
g({M, F}) -> (Z=X) = (Y = #{a=>M}), F.
h(A, B) -> case A of 1 -> C = 1; 2 -> C = 2 end, C.
i(A) -> case A of 1 -> C = 1; 2 -> ok end, C.
j(A) -> case A of 1 -> C = 1; 2 -> D = 2 end, {C,D}.
k(A) -> if A > 1 -> B = 1; true -> ok end, receive B -> ok after 1 -> E = 1 end, E.
l(A) -> try B = A, B of C -> D = C catch E:F:G -> E after H = 1 end, {B,C,D,H}.
m(A) -> A andalso (B = 1), B.
n(A) -> (catch B = A), B.
