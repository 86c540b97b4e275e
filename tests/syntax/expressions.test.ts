/** Expressions and the abstract format OTP 25 gives them, with every place. */
import { testExpr } from './driver.ts';

testExpr('a.', '{atom,{1,1},a}');
testExpr('[1,2|3].', '{cons,{1,1},{integer,{1,2},1},{cons,{1,4},{integer,{1,4},2},{integer,{1,6},3}}}');
testExpr('[1,2].', '{cons,{1,1},{integer,{1,2},1},{cons,{1,4},{integer,{1,4},2},{nil,{1,5}}}}');
testExpr('f(1).', '{call,{1,1},{atom,{1,1},f},[{integer,{1,3},1}]}');
testExpr('m:f(1).', '{call,{1,1},{remote,{1,2},{atom,{1,1},m},{atom,{1,3},f}},[{integer,{1,5},1}]}');
testExpr('M:f(1).', "{call,{1,1},{remote,{1,2},{var,{1,1},'M'},{atom,{1,3},f}},[{integer,{1,5},1}]}");
testExpr('(f)(1).', '{call,{1,2},{atom,{1,2},f},[{integer,{1,5},1}]}');
testExpr('X#r.a#r.b.', "{record_field,{1,6},{record_field,{1,2},{var,{1,1},'X'},r,{atom,{1,5},a}},r,{atom,{1,9},b}}");
testExpr(
  'X = catch 1 + 2.',
  "{match,{1,1},{var,{1,1},'X'},{'catch',{1,5},{op,{1,13},'+',{integer,{1,11},1},{integer,{1,15},2}}}}",
);
testExpr(
  '1 + catch 2 + 3.',
  "{op,{1,3},'+',{integer,{1,1},1},{'catch',{1,5},{op,{1,13},'+',{integer,{1,11},2},{integer,{1,15},3}}}}",
);
testExpr('- catch 2.', "{op,{1,1},'-',{'catch',{1,3},{integer,{1,9},2}}}");
testExpr('- - 1.', "{op,{1,1},'-',{op,{1,3},'-',{integer,{1,5},1}}}");
testExpr('not a == b.', "{op,{1,7},'==',{op,{1,1},'not',{atom,{1,5},a}},{atom,{1,10},b}}");
testExpr(
  '#{a=>1,b:=2}.',
  '{map,{1,1},[{map_field_assoc,{1,4},{atom,{1,3},a},{integer,{1,6},1}},{map_field_exact,{1,9},{atom,{1,8},b},{integer,{1,11},2}}]}',
);
testExpr('#r{_=1}.', "{record,{1,1},r,[{record_field,{1,4},{var,{1,4},'_'},{integer,{1,6},1}}]}");
testExpr('#r.f.', '{record_index,{1,1},r,{atom,{1,4},f}}');
testExpr(
  '<<1:8,X:N/binary-unit:8, -1, "abc"/utf8>>.',
  "{bin,{1,1},[{bin_element,{1,3},{integer,{1,3},1},{integer,{1,5},8},default},{bin_element,{1,7},{var,{1,7},'X'},{var,{1,9},'N'},[binary,{unit,8}]},{bin_element,{1,26},{op,{1,26},'-',{integer,{1,27},1}},default,default},{bin_element,{1,30},{string,{1,30},[97,98,99]},default,[utf8]}]}",
);
testExpr(
  '<< <<X>> || <<X>> <= Y, X > 1, Z <- W >>.',
  "{bc,{1,1},{bin,{1,4},[{bin_element,{1,6},{var,{1,6},'X'},default,default}]},[{b_generate,{1,19},{bin,{1,13},[{bin_element,{1,15},{var,{1,15},'X'},default,default}]},{var,{1,22},'Y'}},{op,{1,27},'>',{var,{1,25},'X'},{integer,{1,29},1}},{generate,{1,34},{var,{1,32},'Z'},{var,{1,37},'W'}}]}",
);
testExpr('fun f/1.', "{'fun',{1,1},{function,f,1}}");
testExpr('fun m:f/1.', "{'fun',{1,1},{function,{atom,{1,5},m},{atom,{1,7},f},{integer,{1,9},1}}}");
testExpr('fun M:f/A.', "{'fun',{1,1},{function,{var,{1,5},'M'},{atom,{1,7},f},{var,{1,9},'A'}}}");
testExpr(
  'fun (X) when X > 1; X < 2, y -> ok; (Y) -> z end.',
  "{'fun',{1,1},{clauses,[{clause,{1,5},[{var,{1,6},'X'}],[[{op,{1,16},'>',{var,{1,14},'X'},{integer,{1,18},1}}],[{op,{1,23},'<',{var,{1,21},'X'},{integer,{1,25},2}},{atom,{1,28},y}]],[{atom,{1,33},ok}]},{clause,{1,37},[{var,{1,38},'Y'}],[],[{atom,{1,44},z}]}]}}",
);
testExpr('fun F(X) -> 1 end.', "{named_fun,{1,1},'F',[{clause,{1,5},[{var,{1,7},'X'}],[],[{integer,{1,13},1}]}]}");
testExpr(
  'try a, b of X when 1 -> 2 catch A:B:C when 1 -> 2; throw:E -> 3; D -> d after x,y end.',
  "{'try',{1,1},[{atom,{1,5},a},{atom,{1,8},b}],[{clause,{1,13},[{var,{1,13},'X'}],[[{integer,{1,20},1}]],[{integer,{1,25},2}]}],[{clause,{1,33},[{tuple,{1,33},[{var,{1,33},'A'},{var,{1,35},'B'},{var,{1,37},'C'}]}],[[{integer,{1,44},1}]],[{integer,{1,49},2}]},{clause,{1,52},[{tuple,{1,52},[{atom,{1,52},throw},{var,{1,58},'E'},{var,{1,58},'_'}]}],[],[{integer,{1,63},3}]},{clause,{1,66},[{tuple,{1,66},[{atom,{1,66},throw},{var,{1,66},'D'},{var,{1,66},'_'}]}],[],[{atom,{1,71},d}]}],[{atom,{1,79},x},{atom,{1,81},y}]}",
);
testExpr(
  'receive X -> y after 10 -> z end.',
  "{'receive',{1,1},[{clause,{1,9},[{var,{1,9},'X'}],[],[{atom,{1,14},y}]}],{integer,{1,22},10},[{atom,{1,28},z}]}",
);
testExpr('receive after 10 -> z end.', "{'receive',{1,1},[],{integer,{1,15},10},[{atom,{1,21},z}]}");
testExpr(
  'if a, b; c -> 1; true -> 2 end.',
  "{'if',{1,1},[{clause,{1,4},[],[[{atom,{1,4},a},{atom,{1,7},b}],[{atom,{1,10},c}]],[{integer,{1,15},1}]},{clause,{1,18},[],[[{atom,{1,18},true}]],[{integer,{1,26},2}]}]}",
);
testExpr(
  'case X + 1 of Y + 1 -> 3 end.',
  "{'case',{1,1},{op,{1,8},'+',{var,{1,6},'X'},{integer,{1,10},1}},[{clause,{1,15},[{op,{1,17},'+',{var,{1,15},'Y'},{integer,{1,19},1}}],[],[{integer,{1,24},3}]}]}",
);
testExpr('begin 1, 2 end.', '{block,{1,1},[{integer,{1,7},1},{integer,{1,10},2}]}');
testExpr('"a" "b"  "c".', '{string,{1,1},[97,98,99]}');
testExpr('X ! Y = Z.', "{op,{1,3},'!',{var,{1,1},'X'},{match,{1,5},{var,{1,5},'Y'},{var,{1,9},'Z'}}}");
testExpr('A = B ! C.', "{match,{1,1},{var,{1,1},'A'},{op,{1,7},'!',{var,{1,5},'B'},{var,{1,9},'C'}}}");
testExpr(
  'A orelse B andalso C orelse D.',
  "{op,{1,3},'orelse',{var,{1,1},'A'},{op,{1,22},'orelse',{op,{1,12},'andalso',{var,{1,10},'B'},{var,{1,20},'C'}},{var,{1,29},'D'}}}",
);
testExpr(
  '1 ++ 2 -- 3 ++ 4.',
  "{op,{1,3},'++',{integer,{1,1},1},{op,{1,8},'--',{integer,{1,6},2},{op,{1,13},'++',{integer,{1,11},3},{integer,{1,16},4}}}}",
);
testExpr('1 - 2 - 3.', "{op,{1,7},'-',{op,{1,3},'-',{integer,{1,1},1},{integer,{1,5},2}},{integer,{1,9},3}}");
testExpr(
  'bnot 1 bor 2 div 3.',
  "{op,{1,8},'bor',{op,{1,1},'bnot',{integer,{1,6},1}},{op,{1,14},'div',{integer,{1,12},2},{integer,{1,18},3}}}",
);
testExpr('{}.', '{tuple,{1,1},[]}');
testExpr('a:b.', '{remote,{1,2},{atom,{1,1},a},{atom,{1,3},b}}');
testExpr(
  '<<(a+b):8>>.',
  "{bin,{1,1},[{bin_element,{1,4},{op,{1,5},'+',{atom,{1,4},a},{atom,{1,6},b}},{integer,{1,9},8},default}]}",
);
testExpr(
  'X#{a=>1}#{b=>2}.',
  "{map,{1,9},{map,{1,2},{var,{1,1},'X'},[{map_field_assoc,{1,5},{atom,{1,4},a},{integer,{1,7},1}}]},[{map_field_assoc,{1,12},{atom,{1,11},b},{integer,{1,14},2}}]}",
);
testExpr('[a||b].', '{lc,{1,1},{atom,{1,2},a},[{atom,{1,5},b}]}');
testExpr('1 = 2 = 3.', '{match,{1,1},{integer,{1,1},1},{match,{1,5},{integer,{1,5},2},{integer,{1,9},3}}}');
testExpr('a,b.', '{atom,{1,1},a},{atom,{1,3},b}');
testExpr('- 1.', "{op,{1,1},'-',{integer,{1,3},1}}");
testExpr('+1.', "{op,{1,1},'+',{integer,{1,2},1}}");
testExpr(
  '#a{b=1}#a{c=2}.',
  '{record,{1,8},{record,{1,1},a,[{record_field,{1,4},{atom,{1,4},b},{integer,{1,6},1}}]},a,[{record_field,{1,11},{atom,{1,11},c},{integer,{1,13},2}}]}',
);
testExpr('#a.b#a.c.', '{record_field,{1,5},{record_index,{1,1},a,{atom,{1,4},b}},a,{atom,{1,8},c}}');
testExpr('catch catch 1.', "{'catch',{1,1},{'catch',{1,7},{integer,{1,13},1}}}");
testExpr('1 + 2 = 3.', "{match,{1,1},{op,{1,3},'+',{integer,{1,1},1},{integer,{1,5},2}},{integer,{1,9},3}}");
testExpr('f(X) = 3.', "{match,{1,1},{call,{1,1},{atom,{1,1},f},[{var,{1,3},'X'}]},{integer,{1,8},3}}");
testExpr(
  'm:f(X) = 3.',
  "{match,{1,1},{call,{1,1},{remote,{1,2},{atom,{1,1},m},{atom,{1,3},f}},[{var,{1,5},'X'}]},{integer,{1,10},3}}",
);
testExpr(
  '[a+b,X] = 3.',
  "{match,{1,1},{cons,{1,1},{op,{1,3},'+',{atom,{1,2},a},{atom,{1,4},b}},{cons,{1,6},{var,{1,6},'X'},{nil,{1,7}}}},{integer,{1,11},3}}",
);
testExpr('X#{} = 3.', "{match,{1,1},{map,{1,2},{var,{1,1},'X'},[]},{integer,{1,8},3}}");
testExpr('X#r.a=3.', "{match,{1,1},{record_field,{1,2},{var,{1,1},'X'},r,{atom,{1,5},a}},{integer,{1,7},3}}");
testExpr('#r{}=3.', '{match,{1,1},{record,{1,1},r,[]},{integer,{1,6},3}}');
testExpr('(X) = 1.', "{match,{1,2},{var,{1,2},'X'},{integer,{1,7},1}}");
testExpr('-1 = 3.', "{match,{1,1},{op,{1,1},'-',{integer,{1,2},1}},{integer,{1,6},3}}");
testExpr(
  'case a of f(X)=3 -> b end.',
  "{'case',{1,1},{atom,{1,6},a},[{clause,{1,11},[{match,{1,11},{call,{1,11},{atom,{1,11},f},[{var,{1,13},'X'}]},{integer,{1,16},3}}],[],[{atom,{1,21},b}]}]}",
);
testExpr(
  'try a catch f=X -> b end.',
  "{'try',{1,1},[{atom,{1,5},a}],[],[{clause,{1,13},[{tuple,{1,13},[{atom,{1,13},throw},{match,{1,13},{atom,{1,13},f},{var,{1,15},'X'}},{var,{1,15},'_'}]}],[],[{atom,{1,20},b}]}],[]}",
);
testExpr(
  'try a catch 1+2 = X -> b end.',
  "{'try',{1,1},[{atom,{1,5},a}],[],[{clause,{1,13},[{tuple,{1,13},[{atom,{1,13},throw},{match,{1,13},{op,{1,14},'+',{integer,{1,13},1},{integer,{1,15},2}},{var,{1,19},'X'}},{var,{1,19},'_'}]}],[],[{atom,{1,24},b}]}],[]}",
);
testExpr(
  'try a of X+1 -> 2 catch _ -> 1 end.',
  "{'try',{1,1},[{atom,{1,5},a}],[{clause,{1,10},[{op,{1,11},'+',{var,{1,10},'X'},{integer,{1,12},1}}],[],[{integer,{1,17},2}]}],[{clause,{1,25},[{tuple,{1,25},[{atom,{1,25},throw},{var,{1,25},'_'},{var,{1,25},'_'}]}],[],[{integer,{1,30},1}]}],[]}",
);
testExpr(
  'case a of m:f -> b end.',
  "{'case',{1,1},{atom,{1,6},a},[{clause,{1,11},[{remote,{1,12},{atom,{1,11},m},{atom,{1,13},f}}],[],[{atom,{1,18},b}]}]}",
);
testExpr(
  'if a + b -> c end.',
  "{'if',{1,1},[{clause,{1,4},[],[[{op,{1,6},'+',{atom,{1,4},a},{atom,{1,8},b}}]],[{atom,{1,13},c}]}]}",
);
testExpr(
  'if m:f(a) -> c end.',
  "{'if',{1,1},[{clause,{1,4},[],[[{call,{1,4},{remote,{1,5},{atom,{1,4},m},{atom,{1,6},f}},[{atom,{1,8},a}]}]],[{atom,{1,14},c}]}]}",
);
testExpr('fun() -> a end.', "{'fun',{1,1},{clauses,[{clause,{1,4},[],[],[{atom,{1,10},a}]}]}}");
testExpr(
  'fun(X)->a end = b.',
  "{match,{1,1},{'fun',{1,1},{clauses,[{clause,{1,4},[{var,{1,5},'X'}],[],[{atom,{1,9},a}]}]}},{atom,{1,17},b}}",
);
testExpr(
  'receive f(X) -> a end.',
  "{'receive',{1,1},[{clause,{1,9},[{call,{1,9},{atom,{1,9},f},[{var,{1,11},'X'}]}],[],[{atom,{1,17},a}]}]}",
);
testExpr('<<A/x:1-y:2>>.', "{bin,{1,1},[{bin_element,{1,3},{var,{1,3},'A'},default,[{x,1},{y,2}]}]}");
testExpr('<<-1>>.', "{bin,{1,1},[{bin_element,{1,3},{op,{1,3},'-',{integer,{1,4},1}},default,default}]}");
testExpr('<<not a>>.', "{bin,{1,1},[{bin_element,{1,3},{op,{1,3},'not',{atom,{1,7},a}},default,default}]}");
testExpr('<<"a" "b">>.', '{bin,{1,1},[{bin_element,{1,3},{string,{1,3},[97,98]},default,default}]}');
testExpr('a:1.', '{remote,{1,2},{atom,{1,1},a},{integer,{1,3},1}}');
testExpr('1:2(3).', '{call,{1,1},{remote,{1,2},{integer,{1,1},1},{integer,{1,3},2}},[{integer,{1,5},3}]}');
testExpr(
  '(a:b):c(d).',
  '{call,{1,2},{remote,{1,6},{remote,{1,3},{atom,{1,2},a},{atom,{1,4},b}},{atom,{1,7},c}},[{atom,{1,9},d}]}',
);
testExpr('(f(a))(b).', '{call,{1,2},{call,{1,2},{atom,{1,2},f},[{atom,{1,4},a}]},[{atom,{1,8},b}]}');
testExpr('X#{a:=1}.', "{map,{1,2},{var,{1,1},'X'},[{map_field_exact,{1,5},{atom,{1,4},a},{integer,{1,7},1}}]}");
testExpr('a#r{}.', '{record,{1,2},{atom,{1,1},a},r,[]}');
testExpr('#r{}#r{}#r.f.', '{record_field,{1,9},{record,{1,5},{record,{1,1},r,[]},r,[]},r,{atom,{1,12},f}}');
testExpr('-X#r.a.', "{op,{1,1},'-',{record_field,{1,3},{var,{1,2},'X'},r,{atom,{1,6},a}}}");
testExpr('X#r.a+1.', "{op,{1,6},'+',{record_field,{1,2},{var,{1,1},'X'},r,{atom,{1,5},a}},{integer,{1,7},1}}");
testExpr('catch a, b.', "{'catch',{1,1},{atom,{1,7},a}},{atom,{1,10},b}");
testExpr('[catch a].', "{cons,{1,1},{'catch',{1,2},{atom,{1,8},a}},{nil,{1,9}}}");
testExpr('{catch a, b}.', "{tuple,{1,1},[{'catch',{1,2},{atom,{1,8},a}},{atom,{1,11},b}]}");
testExpr('f(catch a).', "{call,{1,1},{atom,{1,1},f},[{'catch',{1,3},{atom,{1,9},a}}]}");
testExpr(
  '[catch a || catch b <- catch c].',
  "{lc,{1,1},{'catch',{1,2},{atom,{1,8},a}},[{generate,{1,21},{'catch',{1,13},{atom,{1,19},b}},{'catch',{1,24},{atom,{1,30},c}}}]}",
);
testExpr(
  'X = Y ! Z = W.',
  "{match,{1,1},{var,{1,1},'X'},{op,{1,7},'!',{var,{1,5},'Y'},{match,{1,9},{var,{1,9},'Z'},{var,{1,13},'W'}}}}",
);
testExpr(
  '1 < 2 andalso 3 < 4.',
  "{op,{1,7},'andalso',{op,{1,3},'<',{integer,{1,1},1},{integer,{1,5},2}},{op,{1,17},'<',{integer,{1,15},3},{integer,{1,19},4}}}",
);
testExpr('not not a.', "{op,{1,1},'not',{op,{1,5},'not',{atom,{1,9},a}}}");
testExpr('not a andalso b.', "{op,{1,7},'andalso',{op,{1,1},'not',{atom,{1,5},a}},{atom,{1,15},b}}");
testExpr(
  'a or b and c xor d.',
  "{op,{1,14},'xor',{op,{1,3},'or',{atom,{1,1},a},{op,{1,8},'and',{atom,{1,6},b},{atom,{1,12},c}}},{atom,{1,18},d}}",
);
testExpr('1 bsl 2 + 3.', "{op,{1,9},'+',{op,{1,3},'bsl',{integer,{1,1},1},{integer,{1,7},2}},{integer,{1,11},3}}");
testExpr(
  '1 + 2 bsl 3 * 4.',
  "{op,{1,7},'bsl',{op,{1,3},'+',{integer,{1,1},1},{integer,{1,5},2}},{op,{1,13},'*',{integer,{1,11},3},{integer,{1,15},4}}}",
);
testExpr(
  'X#r.a + 1 = 3.',
  "{match,{1,1},{op,{1,7},'+',{record_field,{1,2},{var,{1,1},'X'},r,{atom,{1,5},a}},{integer,{1,9},1}},{integer,{1,13},3}}",
);
testExpr('[1, X#{}].', "{cons,{1,1},{integer,{1,2},1},{cons,{1,5},{map,{1,6},{var,{1,5},'X'},[]},{nil,{1,9}}}}");
testExpr('X#r{}=1.', "{match,{1,1},{record,{1,2},{var,{1,1},'X'},r,[]},{integer,{1,7},1}}");
testExpr(
  'Y=X#r{}=1.',
  "{match,{1,1},{var,{1,1},'Y'},{match,{1,3},{record,{1,4},{var,{1,3},'X'},r,[]},{integer,{1,9},1}}}",
);
testExpr(
  'case a of X#r{} -> b end.',
  "{'case',{1,1},{atom,{1,6},a},[{clause,{1,11},[{record,{1,12},{var,{1,11},'X'},r,[]}],[],[{atom,{1,20},b}]}]}",
);
testExpr(
  'if X#r.a -> b end.',
  "{'if',{1,1},[{clause,{1,4},[],[[{record_field,{1,5},{var,{1,4},'X'},r,{atom,{1,8},a}}]],[{atom,{1,13},b}]}]}",
);
testExpr('(X#r.a)(1).', "{call,{1,2},{record_field,{1,3},{var,{1,2},'X'},r,{atom,{1,6},a}},[{integer,{1,9},1}]}");
testExpr(
  '(X#r.a):f(1).',
  "{call,{1,2},{remote,{1,8},{record_field,{1,3},{var,{1,2},'X'},r,{atom,{1,6},a}},{atom,{1,9},f}},[{integer,{1,11},1}]}",
);
testExpr(
  '<<(X#r.a)>>.',
  "{bin,{1,1},[{bin_element,{1,4},{record_field,{1,5},{var,{1,4},'X'},r,{atom,{1,8},a}},default,default}]}",
);
testExpr(
  '(X#{}):f() = 3.',
  "{match,{1,2},{call,{1,2},{remote,{1,7},{map,{1,3},{var,{1,2},'X'},[]},{atom,{1,8},f}},[]},{integer,{1,14},3}}",
);
testExpr(
  'try a catch (#{a=>b} + c) -> c end.',
  "{'try',{1,1},[{atom,{1,5},a}],[],[{clause,{1,14},[{tuple,{1,14},[{atom,{1,14},throw},{op,{1,22},'+',{map,{1,14},[{map_field_assoc,{1,17},{atom,{1,16},a},{atom,{1,19},b}}]},{atom,{1,24},c}},{var,{1,24},'_'}]}],[],[{atom,{1,30},c}]}],[]}",
);
testExpr(
  '[a, (f(x)):g(1)].',
  '{cons,{1,1},{atom,{1,2},a},{cons,{1,6},{call,{1,6},{remote,{1,11},{call,{1,6},{atom,{1,6},f},[{atom,{1,8},x}]},{atom,{1,12},g}},[{integer,{1,14},1}]},{nil,{1,16}}}}',
);
testExpr('(X = Y) = Z.', "{match,{1,2},{match,{1,2},{var,{1,2},'X'},{var,{1,6},'Y'}},{var,{1,11},'Z'}}");
testExpr('{X,Y} = Z.', "{match,{1,1},{tuple,{1,1},[{var,{1,2},'X'},{var,{1,4},'Y'}]},{var,{1,9},'Z'}}");
testExpr(
  '[a, fun() -> b end].',
  "{cons,{1,1},{atom,{1,2},a},{cons,{1,5},{'fun',{1,5},{clauses,[{clause,{1,8},[],[],[{atom,{1,14},b}]}]}},{nil,{1,19}}}}",
);
testExpr(
  'f((X#r.a + 1):b()).',
  "{call,{1,1},{atom,{1,1},f},[{call,{1,4},{remote,{1,14},{op,{1,10},'+',{record_field,{1,5},{var,{1,4},'X'},r,{atom,{1,8},a}},{integer,{1,12},1}},{atom,{1,15},b}},[]}]}",
);
