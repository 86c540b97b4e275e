-module(lint_bin_expr2).
g(X) -> << <<Y>> || <<Y/binary>> <= X >>, << <<Y>> || <<Y:3/binary, _/binary>> <= X >>, [Y || <<Y/bits>> <= X].
h(X) -> << X || X <- [1] >>.
i(X) -> << (foo) || X <- [1] >>.
