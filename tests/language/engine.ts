/** Runs one Erlang module on a bare node of the engine: the value of `Module:main()`, printed. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { natives } from '../../src/engine/bifs/all.ts';
import type { BifRow } from '../../src/engine/bifs/entry.ts';
import { plain } from '../../src/engine/bifs/entry.ts';
import type { ModuleText } from '../../src/engine/runtime/load.ts';
import { compileSource, support } from '../../src/engine/bifs/compile-source.ts';
import { exprToTerm } from '../../src/engine/syntax/constant-term.ts';
import { parseTerm } from '../../src/engine/syntax/parse.ts';
import { scanText } from '../../src/engine/syntax/scan.ts';
import { setTermReader } from '../../src/engine/runtime/module-info.ts';
import type { IncludeReader } from '../../src/engine/syntax/preprocess.ts';
import { formatDiagnostic } from '../../src/engine/syntax/diagnostic.ts';
import { atom } from '../../src/engine/terms/atoms.ts';
import { formatTerm } from '../../src/engine/terms/format.ts';
import type { Term } from '../../src/engine/terms/term.ts';
import { addNode, startProcess } from '../../src/engine/world/node.ts';
import { newWorld, run } from '../../src/engine/world/world.ts';

setTermReader((text) => {
  const parsed = parseTerm(scanText(`${text}. `).tokens);
  if ('error' in parsed) throw new Error(formatDiagnostic(parsed.error));
  return exprToTerm(parsed.ok);
});

const HARNESS = `-module(harness). -export([run/2]).
run(M, F) -> harness:result(try M:F() catch C:R:S -> {C,R,S} end).
`;

/** Compiles source text; throws with what is wrong in it. */
export function compileText(text: string, file: string, folder: string = ''): ModuleText {
  const include: IncludeReader = (path) => {
    const found = [join(folder, path), join(OTP, path), join(OTP, path.replace('/include', ''))].find(existsSync);
    return found === undefined ? null : { text: readFileSync(found, 'utf8'), file: path };
  };
  const compiled = compileSource(text, file, include);
  if ('module' in compiled) return compiled.module;
  throw new Error('errors' in compiled ? compiled.errors.join('\n') : 'it asks for a parse transform');
}

export interface RunOptions {
  readonly modules?: ReadonlyMap<string, ModuleText>;
}

/** Runs `name:main()` and gives its value, or the exception that it raised. */
export function runMain(module: ModuleText, options: RunOptions = {}): Term {
  return runCall(module, 'main', options).value;
}

/** Runs a function without arguments some times on one fresh node; the time is the best of them. */
export function runCall(
  module: ModuleText,
  name: string,
  options: RunOptions = {},
  times = 1,
): { value: Term; milliseconds: number } {
  return startNode([module], options)(module, name, times);
}

/** A fresh node with some modules beside those of the library, as a function that runs one of theirs. */
export function startNode(
  modules: readonly ModuleText[],
  options: RunOptions = {},
): (module: ModuleText, name: string, times?: number) => { value: Term; milliseconds: number } {
  let value: Term | undefined;
  const world = newWorld({ seed: 1 });
  const texts = new Map<string, ModuleText>(options.modules);
  for (const module of [compileText(HARNESS, 'harness.erl'), ...modules]) texts.set(module.code.name, module);
  const result: BifRow = plain((_machine, term) => {
    value = term;
    return atom('ok');
  });
  const node = addNode(world, {
    name: 'nonode@nohost',
    code: (wanted) => texts.get(wanted),
    natives: new Map([...natives, [atom('harness'), { 'result/1': result }]]),
    support,
    print: (text) => process.stderr.write(text),
  });
  return (module, name, times = 1) => {
    let milliseconds = Infinity;
    for (let i = 0; i < times; i++) {
      value = undefined;
      const start = performance.now();
      startProcess(node, 'harness', 'run', [atom(module.code.name), atom(name)]);
      while (value === undefined && run(world, Infinity, 100000) !== 'idle');
      milliseconds = Math.min(milliseconds, performance.now() - start);
    }
    if (value === undefined) throw new Error('no result');
    return { value, milliseconds };
  };
}

const OTP = new URL('../../src/engine/otp/', import.meta.url).pathname;

/** The library modules that tests may call, compiled from their sources. */
export function loadLibrary(folders: readonly string[] = ['kernel', 'stdlib']): ReadonlyMap<string, ModuleText> {
  const modules = new Map<string, ModuleText>();
  for (const folder of folders) {
    for (const file of readdirSync(join(OTP, folder)).filter((one) => one.endsWith('.erl'))) {
      const path = join(OTP, folder, file);
      const module = compileText(readFileSync(path, 'utf8'), file, dirname(path));
      modules.set(module.code.name, module);
    }
  }
  return modules;
}

/** `~0p` of a term. */
export function show(term: Term): string {
  return formatTerm(term);
}
