-module(lint_attrs_after).
f() -> 1.
-export([f/0]).
-import(lists, [map/2]).
-module(foo).
-behaviour(gen_server).
-vsn(1).
-author(me).
-on_load(f/0).
-compile(export_all).
-dialyzer({nowarn_function, f/0}).
-type t() :: a.
-spec f() -> t().
-record(x, {}).
-export_type([t/0]).
-optional_callbacks([]).
-deprecated([]).
-file("x.erl", 3).
g() -> 1.
