/** Errors and warnings of whole modules, as erlc of OTP 25 reports them. */
import { testLint } from './driver.ts';

testLint(
  'unbound, unsafe and unused variables, undefined and unused functions',
  `-module(l1).
-export([f/1,g/0,nof/2,h/1]).
f(X) -> Y + X.
g() -> Z = 1, ok.
h(X) -> case X of 1 -> A = 1; 2 -> B = 2 end, {A, B}.
i() -> undef_fun(1), lists:foo().
unused(X, X) -> ok.
`,
  [
    '2:2: function nof/2 undefined',
    "3:9: variable 'Y' is unbound",
    "5:48: variable 'A' unsafe in 'case' (line 5, column 9)",
    "5:51: variable 'B' unsafe in 'case' (line 5, column 9)",
    '6:8: function undef_fun/1 undefined',
  ],
  ["4:8: variable 'Z' is unused", '6:1: function i/0 is unused', '7:1: function unused/2 is unused'],
);

testLint(
  'unused declarations',
  `-module(l11).
-export([f/2]).
-record(unused_rec, {a}).
-type unused_t() :: a.
-define(X, 1).
f(A, B) -> ok.
g(_) -> h().
h() -> g(1).
k() -> k().
`,
  [],
  [
    '3:2: record unused_rec is unused',
    '4:2: type unused_t() is unused',
    "6:3: variable 'A' is unused",
    "6:6: variable 'B' is unused",
    '7:1: function g/1 is unused',
    '8:1: function h/0 is unused',
    '9:1: function k/0 is unused',
  ],
);

testLint(
  'attributes behind functions',
  `-module(l12).
-module(l12b).
-export([f/0]).
f() -> ok.
-export([g/0]).
-record(r, {a}).
g() -> #r{a = b}.
-wild(x).
-vsn(1).
f(X) -> X.
`,
  [
    '2:2: redefining module',
    '5:2: attribute export after function definitions',
    '8:2: attribute wild after function definitions',
    '9:2: attribute vsn after function definitions',
  ],
  ['7:1: function g/0 is unused', '10:1: function f/1 is unused'],
);

testLint(
  'records and their fields',
  `-module(l2).
-compile(export_all).
-record(r,{a,b}).
-record(r,{c}).
-record(q,{a,a}).
f(X) -> X#r.c.
g(X) -> X#nor.c.
h(X) -> X#r{c=1}.
i() -> #r{a=1,a=2}.
j() -> #nor{}.
k(#r{z=1}) -> ok.
l() -> #r.zz.
m(X) when X#r.zz -> ok.
n() -> record_info(fields, nor).
o() -> record_info(foo, r).
p() -> record_info(fields, r).
q(X) -> is_record(X, nor).
r(X) when is_record(X, nor) -> 1.
s() -> #r{_=1,_=2}.
t(X) -> X#r{_=1}.
`,
  [
    '4:2: record r already defined',
    '5:14: field a already defined in record q',
    '6:13: field c undefined in record r',
    '7:10: record nor undefined',
    '8:13: field c undefined in record r',
    '9:15: field a already defined in record r',
    '10:8: record nor undefined',
    '11:6: field z undefined in record r',
    '12:11: field zz undefined in record r',
    '13:15: field zz undefined in record r',
    '14:8: record nor undefined',
    '15:20: illegal record info',
    '17:22: record nor undefined',
    '18:24: record nor undefined',
    "19:15: '_' initializes no omitted fields",
    '20:13: meaningless use of _ in update of record r',
  ],
  [
    '2:2: export_all flag enabled - all functions will be exported',
    '5:2: record q is unused',
    "20:3: variable 'X' is unused",
  ],
);

testLint(
  'guards and patterns',
  `-module(l3).
-export([a/1,b/1,c/1,d/1,e/1,g/1,h/1,i/1,j/1,k/1,l/1]).
a(X) when foo(X) -> ok.
b(X) when X = 1 -> ok.
c(X) when self() -> ok.
d(X) when lists:map(X) -> ok.
e(f(x)) -> ok.
g({A + 1}) -> ok.
h(X) -> case X of f(1) -> ok; Y + 1 -> ok; catch foo -> 1 end.
i(X) -> (X + 1) = 2.
j(X) -> fun(X) -> X end.
k(X) -> [X || X <- [1]].
l(X) when begin X end -> ok.
`,
  [
    "7:4: syntax error before: '('",
    '2:2: function e/1 undefined',
    '3:11: illegal guard expression',
    '4:11: illegal guard expression',
    '6:11: illegal guard expression',
    '8:6: illegal pattern',
    '9:19: illegal pattern',
    '9:33: illegal pattern',
    '9:44: illegal pattern',
    '10:12: illegal pattern',
    '13:11: illegal guard expression',
  ],
  [
    "4:3: variable 'X' is unused",
    "5:3: variable 'X' is unused",
    "6:3: variable 'X' is unused",
    "10:3: variable 'X' is unused",
    "11:3: variable 'X' is unused",
    "11:13: variable 'X' shadowed in 'fun'",
    "12:3: variable 'X' is unused",
    "12:15: variable 'X' shadowed in generate",
    "13:3: variable 'X' is unused",
  ],
);

testLint(
  'doubled definitions and types',
  `-module(l4).
-export([f/0,f/0]).
-export([m/0]).
-import(lists,[map/2]).
-import(lists,[map/2]).
f() -> ok.
f() -> ok.
m() -> 1.
map(A,B) -> {A,B}.
-spec nof() -> ok.
-spec f() -> undef_type().
-type t() :: a.
-type t() :: b.
-type u(A) :: a.
-type v() :: A.
-spec g(A) -> B.
g(_) -> 1.
`,
  [
    '5:2: function map/2 already imported from lists',
    '7:1: function f/0 already defined',
    '9:1: defining imported function map/2',
    '10:2: spec for undefined function nof/0',
    '11:14: type undef_type() undefined',
    '13:2: type t() already defined',
    "14:9: type variable 'A' is only used once (is unbound)",
    "15:14: type variable 'A' is only used once (is unbound)",
    "16:9: type variable 'A' is only used once (is unbound)",
    "16:15: type variable 'B' is only used once (is unbound)",
  ],
  [
    '2:2: function f/0 already exported',
    '9:1: function map/2 is unused',
    '12:2: type t() is unused',
    '14:2: type u(_) is unused',
    '15:2: type v() is unused',
    '17:1: function g/1 is unused',
  ],
);

testLint(
  'variables out of control constructs',
  `-module(l5).
-export([a/0,b/1,c/1,d/0,e/0,f/1,g/1,h/0,i/1]).
a() -> begin X = 1 end, X.
b(Y) -> try X = Y, X of _ -> X catch _:_ -> X end.
c(Y) -> try Y of Z -> Z catch _:R -> R end, {Z,R}.
d() -> F = fun() -> X = 1, X end, X.
e() -> if true -> X = 1; false -> X = 2 end, X.
f(Y) -> receive {a,Z} -> Z; b -> ok after 10 -> Z end, Z.
g(Y) -> case Y of {A,B} -> C = A; {B,_} -> C = B end, {A,B,C}.
h() -> X = (Y = 1), [Y || _ <- [1]].
i(_X) -> _X.
`,
  [
    "4:45: variable 'X' unsafe in 'try' (line 4, column 9)",
    "5:46: variable 'Z' unsafe in 'try' (line 5, column 9)",
    "5:48: variable 'R' unsafe in 'try' (line 5, column 9)",
    "6:35: variable 'X' is unbound",
    "8:49: variable 'Z' is unbound",
    "8:56: variable 'Z' unsafe in 'receive' (line 8, column 9)",
    "9:56: variable 'A' unsafe in 'case' (line 9, column 9)",
  ],
  ["6:8: variable 'F' is unused", "8:3: variable 'Y' is unused", "10:8: variable 'X' is unused"],
);

testLint(
  'a clean module',
  `-module(foo).
-export([f/1]).
f(X) -> X.
`,
  [],
  [],
);

testLint(
  'no module attribute',
  `f() -> ok.
`,
  ['1:1: no module definition'],
  ['1:1: function f/0 is unused'],
);

testLint(
  'clashes with built-in functions',
  `-module(l8).
-export([f/1,length/1,g/0,spawn/2]).
length(X) -> X.
f(X) -> length(X).
g() -> abs(1), spawn(1,2).
spawn(_,_) -> 1.
`,
  [
    '4:9: ambiguous call of overridden pre R14 auto-imported BIF length/1\n - use erlang:length/1 or "-compile({no_auto_import,[length/1]})." to resolve name clash',
    '5:16: ambiguous call of overridden pre R14 auto-imported BIF spawn/2\n - use erlang:spawn/2 or "-compile({no_auto_import,[spawn/2]})." to resolve name clash',
  ],
  [],
);

testLint(
  'binaries, maps and named funs in patterns',
  `-module(l9).
-export([f/1,g/1,h/1,i/1,j/1,k/0]).
f(X) -> {X, Y} = X, catch Z = 1, Z.
g(X) -> A = 1, fun A(B) -> A(B) end.
h(X) -> <<X:Y>> = <<1:4/foo>>, Y.
i(X) -> <<X/binary, Y/binary>> = X.
j(#{X := Y, Z := 1}) -> {X,Y}.
k() -> _ + 1.
`,
  [
    "3:34: variable 'Z' unsafe in 'catch' (line 3, column 21)",
    "5:13: variable 'Y' is unbound",
    '5:21: bit type foo undefined',
    '6:11: a binary field without size is only allowed at the end of a binary pattern',
    "7:5: variable 'X' is unbound",
    "7:13: variable 'Z' is unbound",
    "8:8: variable '_' is unbound",
  ],
  [
    "3:13: variable 'Y' is unused",
    "4:3: variable 'X' is unused",
    "4:16: variable 'A' shadowed in 'named fun'",
    "6:21: variable 'Y' is unused",
  ],
);

testLint(
  'syntax errors come first',
  `-module(s1).
-export([nof/1]).
f() -> X.
g( -> ok.
h() -> Y.
i() -> a b.
`,
  [
    "4:4: syntax error before: '->'",
    '6:10: syntax error before: b',
    '2:2: function nof/1 undefined',
    "3:8: variable 'X' is unbound",
    "5:8: variable 'Y' is unbound",
  ],
  ['3:1: function f/0 is unused', '5:1: function h/0 is unused'],
);
