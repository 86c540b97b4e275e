/** Directives and macros, as epp of OTP 25 treats them. */
import { testForms } from './driver.ts';

testForms(
  'macros with and without arguments',
  `-module(a1).
-define(A, 1).
f() -> ?A.
-define(B(X,Y), {X,Y,??X}).
g() -> ?B(a+1, f(x,y)).
h() -> ?B(1).
i() -> ?C.
j() -> ?C(1).
k() -> ?A(1).
l() -> ?B.
`,
  [
    '{function,3,f,0,[{clause,3,[],[],[{integer,3,1}]}]}',
    "{function,5,g,0,[{clause,5,[],[],[{tuple,5,[{op,5,'+',{atom,5,a},{integer,5,1}},{call,5,{atom,5,f},[{atom,5,x},{atom,5,y}]},{string,5,[97,32,43,32,49]}]}]}]}",
    '{function,9,k,0,[{clause,9,[],[],[{call,9,{integer,9,1},[{integer,9,1}]}]}]}',
  ],
  [
    "6:9: argument mismatch for macro 'B'",
    "7:9: undefined macro 'C'",
    "8:9: undefined macro 'C/1'",
    "10:9: argument mismatch for macro 'B'",
  ],
);

testForms(
  'ifdef, else and unbalanced branches',
  `-module(a2).
-ifdef(X).
a() -> 1.
-else.
b() -> 2.
-endif.
-ifndef(X).
c() -> 3.
-endif.
-endif.
-else.
-ifdef(Y).
`,
  ['{function,5,b,0,[{clause,5,[],[],[{integer,5,2}]}]}', '{function,8,c,0,[{clause,8,[],[],[{integer,8,3}]}]}'],
  ["10:2: unbalanced '-endif'", "11:2: unbalanced '-else'", "13:1: unterminated '-ifdef'"],
);

testForms(
  'malformed and refused directives',
  `-module(a4).
-error("boom").
-warning(careful).
-error({a,B}).
-define(A,1).
-define(A,2).
-define(A(X),X).
-define(A(X,Y),X).
-define(A(Z),Z).
-define(A(X,X),X).
-define.
-define(A).
-define(1,2).
-define(LINE,2).
-undef(A).
-undef(B).
-undef(1).
-ifdef(1).
-endif.
-include(foo).
-include("nofile.hrl").
-include_lib("nolib/include/x.hrl").
-include_lib("kernel/include/nofile.hrl").
f() -> ?A(1).
`,
  [],
  [
    '2:2: -error("boom").',
    "4:2: badly formed 'error'",
    "6:9: redefining macro 'A'",
    "9:9: redefining macro 'A'",
    "10:13: argument 'X' already used",
    "11:8: badly formed 'define'",
    "12:10: badly formed 'define'",
    "13:9: badly formed 'define'",
    "14:9: redefining predefined macro 'LINE'",
    "17:8: badly formed 'undef'",
    "18:8: badly formed 'ifdef'",
    "20:10: badly formed 'include'",
    '21:10: can\'t find include file "nofile.hrl"',
    '22:14: can\'t find include lib "nolib/include/x.hrl"',
    '23:14: can\'t find include lib "kernel/include/nofile.hrl"',
    "24:9: undefined macro 'A/1'",
    '3:2: -warning(careful).',
  ],
);

testForms(
  'reading goes on behind a form with errors',
  `-module(a6).
f() -> a b.
g() -> ok.
h( -> ok.
i() -> "abc\\xz". foo
j() -> ok.
k() -> ok
`,
  ['{function,3,g,0,[{clause,3,[],[],[{atom,3,ok}]}]}'],
  [
    '2:10: syntax error before: b',
    "4:4: syntax error before: '->'",
    '5:12: illegal character',
    '5:15: unterminated string starting with ". foo\\nj() -> ok."',
  ],
);

testForms(
  'macro calls and arguments',
  `-module(a8).
f() -> ?1.
g() -> ?.
h() -> ??A.
-define(M(A), A + ??A).
i() -> ?M("x").
j() -> ?M((1,2)).
k() -> ?M([1,{2,3}], 3).
l() -> ?M(begin a, b end).
m() -> ?M(fun(X) -> X, Y end).
n() -> ?M(.
o() -> ?M(1.
-define(E, ).
p() -> {?E}.
-define(F(), 1).
q() -> ?F().
r() -> ?F.
s() -> ?F(1).
-define(G(), ?M).
t() -> ?G()(3).
-define(H, io:format).
u() -> ?H("x").
-define(if, 1).
v()->?if.
-define('a b', 1).
w() -> ?'a b'.
`,
  [
    "{function,6,i,0,[{clause,6,[],[],[{op,6,'+',{string,6,[120]},{string,6,[34,120,34]}}]}]}",
    "{function,9,l,0,[{clause,9,[],[],[{op,9,'+',{block,9,[{atom,9,a},{atom,9,b}]},{string,9,[98,101,103,105,110,32,97,32,44,32,98,32,101,110,100]}}]}]}",
    "{function,10,m,0,[{clause,10,[],[],[{op,10,'+',{'fun',10,{clauses,[{clause,10,[{var,10,'X'}],[],[{var,10,'X'},{var,10,'Y'}]}]}},{string,10,[102,117,110,32,40,32,88,32,41,32,45,62,32,88,32,44,32,89,32,101,110,100]}}]}]}",
    '{function,14,p,0,[{clause,14,[],[],[{tuple,14,[]}]}]}',
    '{function,16,q,0,[{clause,16,[],[],[{integer,16,1}]}]}',
    "{function,20,t,0,[{clause,20,[],[],[{op,20,'+',{integer,20,3},{string,20,[51]}}]}]}",
    '{function,22,u,0,[{clause,22,[],[],[{call,22,{remote,22,{atom,22,io},{atom,22,format}},[{string,22,[120]}]}]}]}',
    '{function,26,w,0,[{clause,26,[],[],[{integer,26,1}]}]}',
  ],
  [
    "2:9: illegal macro call '?1'",
    "3:9: illegal macro call '?dot'",
    "4:9: illegal macro call '?'?''",
    "7:13: syntax error before: ','",
    "8:9: argument mismatch for macro 'M'",
    "11:9: badly formed argument for macro 'M'",
    "12:9: badly formed argument for macro 'M'",
    "17:9: argument mismatch for macro 'F'",
    "18:9: argument mismatch for macro 'F'",
    "23:9: badly formed 'define'",
    "24:7: illegal macro call '?'if''",
  ],
);

testForms(
  'maybe behind its feature',
  `-module(a9).
-feature(maybe_expr, enable).
f(X) -> maybe {ok,A} ?= X, A else _ -> b end.
g(X) -> maybe {ok,A} ?= X, A end.
`,
  [
    "{function,3,f,1,[{clause,3,[{var,3,'X'}],[],[{maybe,3,[{maybe_match,3,{tuple,3,[{atom,3,ok},{var,3,'A'}]},{var,3,'X'}},{var,3,'A'}],{else,3,[{clause,3,[{var,3,'_'}],[],[{atom,3,b}]}]}}]}]}",
    "{function,4,g,1,[{clause,4,[{var,4,'X'}],[],[{maybe,4,[{maybe_match,4,{tuple,4,[{atom,4,ok},{var,4,'A'}]},{var,4,'X'}},{var,4,'A'}]}]}]}",
  ],
  [],
);

testForms(
  '-file moves lines',
  `-module(a11).
-file("foo.erl", 10).
f() -> ?LINE.
-file("bar.erl", 20).
g() -> a b.
h() -> ?FILE.
`,
  [
    '{attribute,2,file,{[102,111,111,46,101,114,108],10}}',
    '{function,11,f,0,[{clause,11,[],[],[{integer,11,11}]}]}',
    '{attribute,12,file,{[98,97,114,46,101,114,108],20}}',
    '{function,22,h,0,[{clause,22,[],[],[{string,22,[98,97,114,46,101,114,108]}]}]}',
  ],
  ['21:10: syntax error before: b'],
);

testForms(
  'branches in branches',
  `-module(a13).
-if(true).
-if(true).
a()->1.
-endif.
-else.
-else.
-endif.
-elif(true).
-if(true).
-else.
-elif(true).
-endif.
-ifdef(A).
b( -> 
-ifdef(B).
-else.
-endif.
-else.
c()->1.
-endif.
`,
  ['{function,4,a,0,[{clause,4,[],[],[{integer,4,1}]}]}', '{function,20,c,0,[{clause,20,[],[],[{integer,20,1}]}]}'],
  [
    "7:2: repeated '-else'",
    "9:2: unbalanced '-elif'",
    "12:2: 'elif' following 'else'",
    "19:2: unbalanced '-else'",
    "21:2: unbalanced '-endif'",
  ],
);

testForms(
  'include',
  `-module(a7).
-include("x.hrl").
f() -> ?X.
`,
  [
    '{function,2,incl,0,[{clause,2,[],[],[{integer,2,2}]}]}',
    '{attribute,3,file,{[116,46,101,114,108],3}}',
    '{function,3,f,0,[{clause,3,[],[],[{integer,3,42}]}]}',
  ],
  [],
  { includes: { 'x.hrl': '-define(X, 42).\nincl() -> ?LINE.\n' } },
);
