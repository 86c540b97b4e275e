-module(lint_untyped_record).
-record(a, {f :: integer(), g}).
-record(b, {f :: integer()}).
-record(c, {}).
-record(d, {x}).
f() -> {#a{}, #b{}, #c{}, #d{}}.
