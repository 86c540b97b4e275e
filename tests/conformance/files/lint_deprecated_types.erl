-module(lint_deprecated_types).
-export([f/0]).
-type t() :: erlang:timestamp() | gen_fsm:foo() | crypto:retired_cbc_cipher() | crypto:aes_cfb() | http_uri:uri() | file:date_time().
-type u() :: http_uri:user_info() | erl_internal:foo() | sets:set() | dict:dict() | dict().
-export_type([t/0, u/0]).
f() -> ok.
