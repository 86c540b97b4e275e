-module(eu4).
f() -> ok.
