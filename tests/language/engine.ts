/** Runs one Erlang module on a bare node of the engine: the value of `Module:main()`, printed. */
import { compile } from '../../src/engine/compile/compile.ts';
import type { BifKind } from '../../src/engine/compile/compile.ts';
import type { Link } from '../../src/engine/compile/abi.ts';
import { natives } from '../../src/engine/bifs/all.ts';
import type { BifRow } from '../../src/engine/bifs/entry.ts';
import { plain } from '../../src/engine/bifs/entry.ts';
import type { ModuleText } from '../../src/engine/runtime/load.ts';
import { createSupport } from '../../src/engine/runtime/support.ts';
import { parseForms } from '../../src/engine/syntax/parse.ts';
import { formatDiagnostic } from '../../src/engine/syntax/diagnostic.ts';
import { atom } from '../../src/engine/terms/atoms.ts';
import { formatTerm } from '../../src/engine/terms/format.ts';
import type { Term } from '../../src/engine/terms/term.ts';
import { addNode, startProcess } from '../../src/engine/world/node.ts';
import { newWorld, run } from '../../src/engine/world/world.ts';

const HARNESS = `-module(harness). -export([run/1]).
run(M) -> harness:result(try M:main() catch C:R:S -> {C,R,S} end).
`;

function row(module: string, key: string): BifRow | undefined {
  return natives.get(atom(module))?.[key] as BifRow | undefined;
}

/** How a function is built in, for the compiler. */
export function bifKind(module: string, name: string, arity: number): BifKind | null {
  return row(module, `${name}/${arity}`)?.kind ?? null;
}

/** Tests of guard built-ins, for compiled code. */
export function guardTest(key: string): ((...args: Term[]) => Term | undefined) | undefined {
  return row('erlang', key)?.test;
}

/** Compiles source text; throws with the diagnostics when it does not parse. */
export function compileText(text: string, file: string): ModuleText & { readonly linkText: string } {
  const parsed = parseForms(text, { file });
  if (parsed.errors.length > 0) throw new Error(parsed.errors.map(formatDiagnostic).join('\n'));
  const { code, linkText } = compile(parsed.forms, { bifKind });
  const link = new Function(`return ${linkText}`)() as Link;
  return { code, link, linkText };
}

export interface RunOptions {
  readonly modules?: ReadonlyMap<string, ModuleText>;
}

/** Runs `name:main()` and gives its value, or the exception that it raised. */
export function runMain(module: ModuleText, options: RunOptions = {}): Term {
  let value: Term | undefined;
  const world = newWorld({ seed: 1 });
  const texts = new Map<string, ModuleText>(options.modules);
  texts.set('harness', compileText(HARNESS, 'harness.erl'));
  texts.set(module.code.name, module);
  const result: BifRow = plain((_machine, term) => {
    value = term;
    return atom('ok');
  });
  const node = addNode(world, {
    name: 'nonode@nohost',
    code: (name) => texts.get(name),
    natives: new Map([...natives, [atom('harness'), { 'result/1': result }]]),
    support: createSupport(guardTest),
    print: (text) => process.stderr.write(text),
  });
  startProcess(node, 'harness', 'run', [atom(module.code.name)]);
  for (let i = 0; i < 10000 && value === undefined; i++) if (run(world, Infinity, 100000) === 'idle') break;
  if (value === undefined) throw new Error('no result');
  return value;
}

/** `~0p` of a term. */
export function show(term: Term): string {
  return formatTerm(term);
}
