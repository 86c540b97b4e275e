/** A module of which the core holds two functions does all that the whole module does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile } from '../../../src/engine/compile/compile.ts';
import { readCode, readOutline, writeCode, writeOutline } from '../../../src/engine/compile/outline-text.ts';
import { writePart } from '../../../src/engine/compile/part-text.ts';
import { bifKind } from '../../../src/engine/bifs/compile-source.ts';
import { linkOf } from '../../../src/engine/bifs/evaluate-link.ts';
import { parseForms } from '../../../src/engine/syntax/parse-forms.ts';
import { toColumns } from '../../../src/engine/world/columns.ts';
import { createCodeStore, REST } from '../../../src/engine/world/code-store.ts';
import type { CodeStore, CoreBundle, RestBundle } from '../../../src/engine/world/code-store.ts';
import { runMain, show } from '../../language/engine.ts';
import type { ModuleText } from '../../../src/engine/runtime/load.ts';

const SOURCE = `-module(late).
-author("nobody").
-export([main/0, bare/0, other/1, far/0, make/1, fails/1]).
main() ->
    [F | _] = make([{a, "text", -12345678901234567890}]),
    [bare(), F(), other(<<"bytes">>), late:far(), catch late:missing(1),
     case catch late:fails(x) of {'EXIT', {R, [{M, N, A, L} | _]}} -> {R, M, N, A, L} end,
     late:module_info(exports), late:module_info(functions), late:module_info(attributes),
     erlang:function_exported(late, far, 0), erlang:function_exported(late, hidden, 1),
     erlang:trace_pattern({late, '_', '_'}, true, [local]), erlang:trace_pattern({late, '_', '_'}, true, []),
     erlang:fun_info(F, name), erlang:fun_info(F, index), late:module_info(md5) =:= proplists_md5()].
proplists_md5() -> {_, V} = hd([E || {md5, _} = E <- late:module_info()]), V.
bare() -> [hello, {hello, [1, 2]}, {hello, [1, 2]}].
make(L) -> [fun() -> {L, hidden(L)} end || _ <- [1]].
hidden([X | _]) -> {X, 'Odd atom', [a, {b, hello}]}.
other(B) when is_binary(B), byte_size(B) > 2 -> {binary:first(B), hello, "text"}.
far() -> ?MODULE:other(<<"abc">>).
fails(x) -> fails(y);
fails(y) -> erlang:error({why, 'Odd atom'}).
`;

function stored() {
  const { code, body } = compile(parseForms(SOURCE, { file: 'late.erl' }).forms, { bifKind });
  return { code, body };
}

/** A store whose core has the functions with these names; `reads` counts how often the rest is read. */
function storeWith(names: readonly string[]): { store: CodeStore; reads: () => number } {
  const { code, body } = stored();
  const all = [...code.functions.keys()];
  const called = all.filter((index) => names.includes(code.functions[index].name));
  const named = new Set(called);
  for (const index of called)
    for (const [, at] of body.functions[index].matchAll(/\b[EF](\d+)\b/g)) named.add(Number(at));
  const outline = writeOutline(code, {
    functions: all.filter((index) => named.has(index)),
    sites: [],
    hasText: (index) => called.includes(index),
  });
  const counts = { functionCount: all.length, siteCount: code.sites.length / 3 };
  const own = { name: code.name, uniq: code.uniq, path: 'late.beam' };
  const core: CoreBundle = {
    modules: toColumns([{ ...own, ...counts, ...outline, ...writePart(body, called) }]),
    others: [],
    specs: {},
  };
  const others = all.filter((index) => !called.includes(index));
  const rest: RestBundle = { code: toColumns([writeCode(code)]), part: toColumns([writePart(body, others)]) };
  let reads = 0;
  const store = createCodeStore(core, (name) => {
    if (name !== REST) return undefined;
    reads++;
    return JSON.stringify(rest);
  });
  return { store, reads: () => reads };
}

function moduleOf(store: CodeStore): ModuleText {
  const module = store.module('late');
  assert.ok(module !== undefined);
  return module;
}

test('a description comes back from its text', () => {
  const { code } = stored();
  assert.deepEqual(readCode(writeCode(code)), { ...code, callbacks: undefined });
});

test('an outline without sites has none, not even the first', () => {
  assert.equal(readOutline({ outline: '', sites: '' }, 1, 1).outline.site(0), undefined);
});

test('what the core lacks is filled in when it is needed, and nothing differs', () => {
  const { code, body } = stored();
  const whole = show(runMain({ code, link: linkOf(code, body) }));
  assert.match(whole, /undef/);
  assert.match(whole, /{line,19}/);
  for (const names of [[], ['main'], ['main', 'bare', 'fails'], ['main', 'make', 'hidden']]) {
    const { store, reads } = storeWith(names);
    assert.equal(show(runMain(moduleOf(store))), whole, names.join());
    assert.equal(reads(), 1);
  }
});

test('a module is loaded and its functions called without the rest', () => {
  const { store, reads } = storeWith(['bare', 'main']);
  const caller = `-module(caller). -export([main/0]).
main() -> [late:bare(), erlang:function_exported(late, bare, 0), erlang:module_loaded(late)].`;
  const { code, body } = compile(parseForms(caller, { file: 'caller.erl' }).forms, { bifKind });
  const value = runMain({ code, link: linkOf(code, body) }, { modules: new Map([['late', moduleOf(store)]]) });
  assert.equal(show(value), '[[hello,{hello,[1,2]},{hello,[1,2]}],true,true]');
  assert.equal(reads(), 0);
});
