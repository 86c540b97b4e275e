-module(lint_guards).
f(X) when foo(X) -> 1;
f(X) when X = 1 -> 2;
f(X) when begin X end -> 3;
f(X) when fun() -> X end -> 4;
f(X) when [Y || Y <- X] -> 5;
f(X) when X ++ [] -> 6;
f(X) when X ! a -> 7;
f(X) when lists:member(X, []) -> 8;
f(X) when erlang:is_atom(X), erlang:foo(X), X:y() -> 9;
f(X) when #{a => X} =:= X, X#{a => 1} =:= X -> 10;
f(X) when is_record(X, foo), is_record(X, X), is_record(X, foo, 3), is_record(X, foo, X) -> 10;
f(X) when <<X:8>> =:= X, <<X/foo>> -> 11;
f(X) when (catch X) -> 12;
f(X) when case X of 1 -> 1 end -> 12;
f(X) when element(1, X, 2) -> 1;
f(X) when self() -> 1;
f(X) when is_function(X), is_function(X, 2), is_function(X, a) -> 1;
f(X) when {X, Y} -> Y.
g() -> ok.
h(X) when g(), X -> ok.
