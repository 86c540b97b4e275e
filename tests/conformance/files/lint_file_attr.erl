-module(lint_file_attr).
-file("other.erl", 10).
f() -> X.
-file("f.erl", 4).
g() -> Y.
