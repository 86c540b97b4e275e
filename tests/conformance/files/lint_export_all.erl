-module(lint_export_all).
-compile(export_all).
f() -> 1.
