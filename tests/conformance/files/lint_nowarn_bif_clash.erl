-module(lint_nowarn_bif_clash).
-compile(nowarn_bif_clash).
-compile({nowarn_bif_clash, {abs,1}}).
-compile({nowarn_bif_clash, {foo,1}}).
-export([abs/1]).
abs(X) -> abs(X).
