/** What erl_lint reports of shell expressions when `A` and `B` are bound, in its order. */
import { testShellLint } from './driver.ts';

testShellLint('X + A.', "1:1: variable 'X' is unbound");
testShellLint('f(X) + Y.', "1:3: variable 'X' is unbound", "1:8: variable 'Y' is unbound");
testShellLint('A = 1, B = X.', "1:12: variable 'X' is unbound");
testShellLint(
  'case A of 1 -> C = 1; 2 -> D = 2 end, C + D.',
  "1:39: variable 'C' unsafe in 'case' (line 1, column 1)",
  "1:43: variable 'D' unsafe in 'case' (line 1, column 1)",
);
testShellLint('#{a := 1}.', "1:5: only association operators '=>' are allowed in map construction");
testShellLint('a:b.', '1:1: illegal expression');
testShellLint('fun(A) -> A + C end.', "1:15: variable 'C' is unbound");
testShellLint('#r{a=1}.', '1:1: record r undefined');
testShellLint('<<A:B/foo>>.', '1:3: bit type foo undefined');
testShellLint('{_, a}.', "1:2: variable '_' is unbound");
testShellLint('[X || X <- Y, Z].', "1:12: variable 'Y' is unbound", "1:15: variable 'Z' is unbound");
testShellLint(
  '[Y || <<Y/binary>> <= A].',
  '1:9: binary fields without size are not allowed in patterns of bit string generators',
);
testShellLint('{A + 1, X} = 3.', '1:4: illegal pattern');
testShellLint('A#{x => Z}.', "1:9: variable 'Z' is unbound");
testShellLint('f(g) = 1.', '1:1: illegal pattern');
testShellLint('if foo(X) -> 1 end.', "1:8: variable 'X' is unbound", '1:4: illegal guard expression');
testShellLint('record_info(fields, r).', '1:1: record r undefined');
testShellLint('is_record(A, r).', '1:14: record r undefined');
testShellLint('try A catch A:B:C when C -> 1 end.', "1:24: stacktrace variable 'C' must not be used in a guard");
testShellLint('try A catch A:B:A -> 1 end.', "1:17: stacktrace variable 'A' must not be previously bound");
testShellLint('<<1:4>> = <<2:4>> = A.', "1:1: binary patterns cannot be matched in parallel using '='");
testShellLint('#{a => X} = A.', '1:5: illegal pattern');
testShellLint('[X, X = 1].', "1:2: variable 'X' is unbound");
testShellLint('fun foo/1.');
testShellLint('F = fun F() -> F end.');
testShellLint(
  'receive X -> 1 after Z -> 2 end, X.',
  "1:22: variable 'Z' is unbound",
  "1:34: variable 'X' unsafe in 'receive' (line 1, column 1)",
);
testShellLint('A andalso (Q = 1), Q.', "1:20: variable 'Q' unsafe in 'andalso' (line 1, column 3)");
testShellLint('begin X = 1 end, X.');
testShellLint('(catch X = 1), X.', "1:16: variable 'X' unsafe in 'catch' (line 1, column 2)");
testShellLint('if A -> Z = 1; true -> ok end, Z.', "1:32: variable 'Z' unsafe in 'if' (line 1, column 1)");
testShellLint('fun() -> W = 1 end, W.', "1:21: variable 'W' is unbound");
testShellLint('"a" ++ X = A, X.');
testShellLint('$a ++ X = A.', '1:4: illegal pattern');
testShellLint('f(X = 1, X).', "1:10: variable 'X' is unbound");
testShellLint('X = X.', "1:5: variable 'X' is unbound");
testShellLint('<<X, Y:X>> = A.');
testShellLint('{X, <<_:X>>} = A.', "1:9: variable 'X' is unbound");
testShellLint('[ok || A].');
testShellLint('A:f(Z).', "1:5: variable 'Z' is unbound");
testShellLint('Z:f().', "1:1: variable 'Z' is unbound");
testShellLint('not Z.', "1:5: variable 'Z' is unbound");
testShellLint('spawn(fun() -> Q1 end).', "1:16: variable 'Q1' is unbound");
testShellLint('-X.', "1:2: variable 'X' is unbound");
testShellLint('catch X.', "1:7: variable 'X' is unbound");
testShellLint('X#r.a.', "1:1: variable 'X' is unbound", '1:2: record r undefined');
testShellLint('fun(X) when X = 1 -> 1 end.', '1:13: illegal guard expression');
testShellLint('fun({X, 1 + 2, -1, a ++ b}) -> 1 end.', '1:22: illegal pattern');
testShellLint('1.0 = -0.0.');
testShellLint('case A of X when is_foo(X) -> 1 end.', '1:18: illegal guard expression');
