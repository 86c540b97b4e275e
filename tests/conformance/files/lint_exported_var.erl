-module(lint_exported_var).
f(A) -> case A of 1 -> C = 1; 2 -> C = 2 end, C.
g(A) -> case A of 1 -> C = 1; 2 -> C = 2 end, begin D = C end, {C, D}.
h(A) -> if A -> B = 1; true -> B = 2 end, case B of 3 -> B end.
i(A) -> receive {A, B} -> B end, B.
j(A) -> try A of B -> C = B catch _:_ -> C = 2 end.
