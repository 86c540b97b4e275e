-module(lint_obsolete_guards).
f(X) when atom(X); binary(X); float(X); integer(X); list(X); number(X); pid(X); port(X); reference(X); tuple(X); record(X, foo); function(X) -> 1.
g(X) when record(X, foo) -> X.
