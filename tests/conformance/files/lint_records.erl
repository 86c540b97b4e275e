-module(lint_records).
-record(r, {a, b = 2, c :: atom()}).
-record(unused, {a}).
-record(s, {x = #nope{}, y = #r{}, z}).
f(R) -> R#r.a, R#r.nope, #r.a, #r.nope, #nope{}, #r{nope = 1}, #r{a = 1, a = 2}, #r{_ = 1}, #r{_ = 1, _ = 2}, #r{a=1,b=2,c=3,_=4}, R#r{_ = 1}, R#r{a = 1}, R#r{nope = 1}, R#nope{a = 1}, #nope.a, R#nope.a.
g(#r{a = X, a = Y}) -> {X,Y};
g(#nope{}) -> 1;
g(#r{nope = 1}) -> 1;
g(#r{_ = _}) -> 1;
g(#r.a) -> 1;
g(#r.q) -> 1;
g(X#r{}) -> X;
g(X#r.a) -> X.
h() -> record_info(size, r), record_info(fields, r), record_info(foo, r), record_info(size, nope), record_info(X, r), record_info(size, x, y).
i(X) -> is_record(X, r), is_record(X, nope), is_record(X, r, 3), record(X, r).
