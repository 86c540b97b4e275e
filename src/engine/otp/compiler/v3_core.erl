%% Subset of OTP's v3_core. Missing: the translation; here are the texts of its warnings alone.
-module(v3_core).

-export([format_error/1]).

format_error({failed, bad_binary}) -> "binary construction will fail because of a type mismatch";
format_error({nomatch, pattern}) -> "pattern cannot possibly match".
