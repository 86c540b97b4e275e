/** Layout of expressions as erl_pp of OTP 25 makes it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSources } from '../../scripts/erlang-sources.ts';
import { replayCase } from '../../scripts/replay.ts';

const sources = findSources([], (text) => assert.fail(text));

/** The expressions print as this: `erl_pp:exprs/1` in a shell. */
function testPretty(source: string, expected: string): void {
  test(source, () => {
    const text = JSON.stringify(source);
    const line = `{ok, T, _} = erl_scan:string(${text}), {ok, E} = erl_parse:parse_exprs(T), io:put_chars([erl_pp:exprs(E), 10]).`;
    const one = { name: source, files: [], flags: '', world: 'bare' as const, nondet: [], head: [] };
    const [step] = replayCase({ ...one, steps: [{ input: [line], output: [], wait: 0 }] }, sources, []);
    assert.equal(step.output.join('\n'), `${expected}\nok`);
  });
}

testPretty(
  'case X of 1 -> a; 2 when X > 1, b; c -> b, c end.',
  'case X of\n    1 ->\n        a;\n    2 when X > 1, b; c ->\n        b,\n        c\nend',
);
testPretty('fun(X) -> X + 1 end.', 'fun(X) ->\n       X + 1\nend');
testPretty('fun(X) -> a, b end.', 'fun(X) ->\n       a,\n       b\nend');
testPretty('fun(X) -> X; (Y) -> Z end.', 'fun(X) ->\n       X;\n   (Y) ->\n       Z\nend');
testPretty('begin a, b end.', 'begin\n    a,\n    b\nend');
testPretty('begin a end.', 'begin a end');
testPretty('if a -> b; true -> c end.', 'if\n    a ->\n        b;\n    true ->\n        c\nend');
testPretty(
  'try a, b of X -> y catch A:B -> c; D:E:F -> g after h end.',
  'try\n    a,\n    b\nof\n    X ->\n        y\ncatch\n    A:B ->\n        c;\n    D:E:F ->\n        g\nafter\n    h\nend',
);
testPretty('try a catch _:_ -> b end.', 'try\n    a\ncatch\n    _:_ ->\n        b\nend');
testPretty('receive X -> y after 10 -> z end.', 'receive\n    X ->\n        y\nafter\n    10 -> z\nend');
testPretty('receive X -> y end.', 'receive\n    X ->\n        y\nend');
testPretty('fun F(X) -> X end.', 'fun F(X) ->\n        X\nend');
testPretty('f(a, b, c).', 'f(a, b, c)');
testPretty('[X || X <- Y, X > 1].', '[ \n X ||\n     X <- Y,\n     X > 1\n]');
testPretty('<<X:8/integer, Y/binary>>.', '<<X:8/integer,Y/binary>>');
testPretty('#{a => 1, b := 2}.', '#{a => 1, b := 2}');
testPretty('#r{a=1,b=2}.', '#r{a = 1, b = 2}');
testPretty('X#r{a=1}.', 'X#r{a = 1}');
testPretty('X#r.a.', 'X#r.a');
testPretty('#r.a.', '#r.a');
testPretty('{a, b, [c | d]}.', '{a, b, [c | d]}');
testPretty('A = B = C.', 'A = B = C');
testPretty('-X + 1 * (2 - 3).', '-X + 1 * (2 - 3)');
testPretty('not (a and b).', 'not (a and b)');
testPretty('catch foo:bar(X).', 'catch foo:bar(X)');
testPretty('X ! Y.', 'X ! Y');
testPretty('"abc\\n".', '"abc\\n"');
testPretty('$a.', '$a');
testPretty('$\\n.', '$\\n');
testPretty('1.5.', '1.5');
testPretty("'A b'.", "'A b'");
testPretty('fun foo/1.', 'fun foo/1');
testPretty('fun m:f/1.', 'fun m:f/1');
testPretty('m:f(X).', 'm:f(X)');
testPretty('(a + b) * c.', '(a + b) * c');
testPretty('a + (b * c).', 'a + b * c');
testPretty('a - (b - c).', 'a - (b - c)');
testPretty('- (-1).', '-(-1)');
testPretty('(fun(X) -> X end)(1).', 'fun(X) ->\n       X\nend(1)');
testPretty('F(X).', 'F(X)');
testPretty('(f(X))(Y).', '(f(X))(Y)');
testPretty('X#{a => 1}.', 'X#{a => 1}');
testPretty('{[1,2,3],<<"abc">>}.', '{[1, 2, 3], <<"abc">>}');
testPretty('<< <<X>> || <<X>> <= Y >>.', '<< \n  <<X>> ||\n      <<X>> <= Y\n>>');
testPretty('a andalso b orelse c.', 'a\nandalso\nb\norelse\nc');
testPretty(
  'lists:foldl(fun(X, Acc) -> [X + Acc, something_long, another_thing | Acc] end, [], lists:seq(1, 100)).',
  'lists:foldl(fun(X, Acc) ->\n                   [X + Acc, something_long, another_thing | Acc]\n            end,\n            [],\n            lists:seq(1, 100))',
);
testPretty('X = case Y of 1 -> 2 end.', 'X = case Y of\n        1 ->\n            2\n    end');
testPretty(
  '{aaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccccccccccc}.',
  '{aaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,\n cccccccccccccccccccccccccccc}',
);
testPretty('foo(case X of 1 -> 2 end, b).', 'foo(case X of\n        1 ->\n            2\n    end,\n    b)');
testPretty(
  '[fun(X) -> case X of 1 -> 2 end end, 3].',
  '[fun(X) ->\n        case X of\n            1 ->\n                2\n        end\n end,\n 3]',
);
testPretty(
  'spawn(fun() -> receive stop -> ok end end).',
  'spawn(fun() ->\n             receive\n                 stop ->\n                     ok\n             end\n      end)',
);
testPretty(
  '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb".',
  '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbb"\n"bbbbbbbbbbbbbbbbb"',
);
testPretty('a, b, c.', 'a, b, c');
testPretty('fun() -> ok end.', 'fun() ->\n       ok\nend');
testPretty('1000000000000.', '1000000000000');
testPretty('(a = b) + c.', '(a = b) + c');
testPretty('(catch a) + 1.', 'catch a + 1');
testPretty('f(catch a).', 'f(catch a)');
testPretty('[catch a].', '[catch a]');
testPretty('X = (catch a).', 'X = catch a');
testPretty('-1.', '-1');
testPretty('- a.', '-a');
testPretty('bnot a.', 'bnot a');
testPretty('a bsl b.', 'a bsl b');
testPretty('<<(a+b):8>>.', '<<(a + b):8>>');
testPretty('<<(-1):8>>.', '<<(-1):8>>');
testPretty('<<-1>>.', '<<(-1)>>');
testPretty('<<X:(Y+1)>>.', '<<X:(Y + 1)>>');
testPretty('{}.', '{}');
testPretty('[].', '[]');
testPretty('<<>>.', '<<>>');
testPretty('[a,b|[]].', '[a, b]');
testPretty('fun(a, b) when a > b -> c end.', 'fun(a, b) when a > b ->\n       c\nend');
testPretty('X = fun(Y) -> Y end.', 'X = fun(Y) ->\n           Y\n    end');
testPretty('if X -> a end.', 'if\n    X ->\n        a\nend');
testPretty(
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa + bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb + ccccccccccccccccccccccccc.',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n+\nbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n+\nccccccccccccccccccccccccc',
);
testPretty(
  'foo_bar_function(aaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbb, ccccccccccccccccc, ddddddddddd).',
  'foo_bar_function(aaaaaaaaaaaaaaaaaaaaaaaaaaa,\n                 bbbbbbbbbbbbbbbbbbbbbbbbbbb, ccccccccccccccccc,\n                 ddddddddddd)',
);
testPretty(
  'Xxxxxxxxxxxxxxxxxxxxxxxxxxxxx = aaaaaaaaaaaaaaaaaaaaaaaaaaaaa:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb(ccccccccccccc).',
  'Xxxxxxxxxxxxxxxxxxxxxxxxxxxxx =\n    aaaaaaaaaaaaaaaaaaaaaaaaaaaaa:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb(ccccccccccccc)',
);
testPretty('if a andalso b, c -> d end.', 'if\n    a\n    andalso\n    b,\n    c ->\n        d\nend');
testPretty('f(a andalso b).', 'f(a\n  andalso\n  b)');
testPretty('{a, b orelse c}.', '{a,\n b\n orelse\n c}');
testPretty('Xx = case Y of 1 -> 2 end.', 'Xx =\n    case Y of\n        1 ->\n            2\n    end');
testPretty('Xxx = case Y of 1 -> 2 end.', 'Xxx =\n    case Y of\n        1 ->\n            2\n    end');
testPretty('Xxxx = case Y of 1 -> 2 end.', 'Xxxx =\n    case Y of\n        1 ->\n            2\n    end');
testPretty('Xxxx = fun(Y) -> Y end.', 'Xxxx =\n    fun(Y) ->\n           Y\n    end');
testPretty('Xxxx ! case Y of 1 -> 2 end.', 'Xxxx\n!\ncase Y of\n    1 ->\n        2\nend');
testPretty('a + case Y of 1 -> 2 end.', 'a\n+\ncase Y of\n    1 ->\n        2\nend');
testPretty('catch case Y of 1 -> 2 end.', 'catch\n    case Y of\n        1 ->\n            2\n    end');
testPretty('-case Y of 1 -> 2 end.', '-case Y of\n     1 ->\n         2\n end');
testPretty('#{a => case Y of 1 -> 2 end}.', '#{a =>\n      case Y of\n          1 ->\n              2\n      end}');
testPretty('#r{a = case Y of 1 -> 2 end}.', '#r{a = case Y of\n           1 ->\n               2\n       end}');
testPretty('[a|case Y of 1 -> 2 end].', '[a |\n case Y of\n     1 ->\n         2\n end]');
testPretty(
  'case case Y of 1 -> 2 end of 1 -> 3 end.',
  'case\n    case Y of\n        1 ->\n            2\n    end\nof\n    1 ->\n        3\nend',
);
testPretty(
  'case f(X) of {ok, Y} when is_list(Y), Y /= [] -> Y end.',
  'case f(X) of\n    {ok, Y} when is_list(Y), Y /= [] ->\n        Y\nend',
);
testPretty('begin X = 1, Y = 2, X + Y end.', 'begin\n    X = 1,\n    Y = 2,\n    X + Y\nend');
testPretty('begin case a of b -> c end end.', 'begin\n    case a of\n        b ->\n            c\n    end\nend');
testPretty(
  '[X || X <- case Y of 1 -> 2 end].',
  '[ \n X ||\n     X <-\n         case Y of\n             1 ->\n                 2\n         end\n]',
);
testPretty(
  'io:format("~p~n", [fun() -> ok end]).',
  'io:format("~p~n",\n          [fun() ->\n                  ok\n           end])',
);
testPretty('receive after 1000 -> ok end.', 'receive after 1000 -> ok end');
testPretty('X = [A || A <- B].', 'X = [ \n     A ||\n         A <- B\n    ]');
testPretty('f([A || A <- B]).', 'f([ \n   A ||\n       A <- B\n  ])');
testPretty('{fun() -> a end, b, c, d}.', '{fun() ->\n        a\n end,\n b, c, d}');
testPretty('f(a, b, fun() -> a end, c, d).', 'f(a, b,\n  fun() ->\n         a\n  end,\n  c, d)');
testPretty('try f(X) catch throw:X -> a end.', 'try\n    f(X)\ncatch\n    throw:X ->\n        a\nend');
testPretty('X = if a -> b end.', 'X = if\n        a ->\n            b\n    end');
testPretty('A = B = case c of d -> e end.', 'A = B = case c of\n            d ->\n                e\n        end');
testPretty('<<1,2,3>>.', '<<1,2,3>>');
testPretty('<<"abc">>.', '<<"abc">>');
testPretty('<<"abc"/utf8>>.', '<<"abc"/utf8>>');
testPretty('f("a" ++ "b").', 'f("a" ++ "b")');
testPretty('a == b.', 'a == b');
testPretty('1 - 1.', '1 - 1');
testPretty('(a == b) == c.', '(a == b) == c');
testPretty('a = (b == c).', 'a = b == c');
testPretty('(a orelse b) andalso c.', '(a\n orelse\n b)\nandalso\nc');
testPretty('not (a == b).', 'not (a == b)');
testPretty('-(1 + 2).', '-(1 + 2)');
testPretty('X = a andalso b.', 'X = a\n    andalso\n    b');
testPretty('spawn(fun F() -> F() end).', 'spawn(fun F() ->\n              F()\n      end)');
testPretty('fun(X) when X -> 1; (Y) -> 2 end.', 'fun(X) when X ->\n       1;\n   (Y) ->\n       2\nend');
testPretty('(X#r.a)#r.b.', '(X#r.a)#r.b');
testPretty('X#r{a = 1}#r.b.', '(X#r{a = 1})#r.b');
testPretty('(f())#r.b.', '(f())#r.b');
testPretty('(f())#{}.', '(f())#{}');
testPretty('(a:b(c)):d(e).', '(a:b(c)):d(e)');
testPretty('{a, case X of 1 -> 2 end}.', '{a,\n case X of\n     1 ->\n         2\n end}');
testPretty('f().', 'f()');
testPretty('f(X) + g(Y).', 'f(X) + g(Y)');
testPretty('[{a, 1}, {b, 2}].', '[{a, 1}, {b, 2}]');
testPretty('"".', '""');
testPretty('"a\\"b".', '"a\\"b"');
testPretty('1.0e10.', '1.0e10');
testPretty('16#ff.', '255');
testPretty('maps:get(a, #{a => 1}).', 'maps:get(a, #{a => 1})');
testPretty('[fun() -> a end || X <- Y].', '[ \n fun() ->\n        a\n end ||\n     X <- Y\n]');
