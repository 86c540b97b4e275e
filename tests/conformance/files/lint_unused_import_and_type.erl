-module(lint_unused_import_and_type).
-type a() :: b().
-type b() :: a().
-type c() :: integer().
-spec f(c()) -> ok.
-record(r1, {a :: c()}).
-record(r2, {b :: #r3{}}).
-record(r3, {b}).
-export([f/1]).
f(_) -> ok.
