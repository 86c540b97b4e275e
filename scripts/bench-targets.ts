/**
 * What the benchmarks measure beside programs: traced calls a second, the cost of tracing that is switched off, the
 * world of the cats against real time, memory of an idle process. Each has a target.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { natives } from '../src/engine/bifs/all.ts';
import { bifKind, support } from '../src/engine/bifs/compile-source.ts';
import { linkOf } from '../src/engine/bifs/evaluate-link.ts';
import { compile } from '../src/engine/compile/compile.ts';
import type { Compiled } from '../src/engine/compile/compile.ts';
import { resumeText, supportNames, unitText } from '../src/engine/compile/link-text.ts';
import type { Code, Link, LinkContext, ModulePart, Resume, Support } from '../src/engine/compile/abi.ts';
import type { ModuleText } from '../src/engine/runtime/load.ts';
import { again } from '../src/engine/runtime/support.ts';
import { parseForms } from '../src/engine/syntax/parse-forms.ts';
import { addNode, startProcess } from '../src/engine/world/node.ts';
import { newWorld, run } from '../src/engine/world/world.ts';
import { compileText, loadLibrary, runCall, startNode } from '../tests/language/engine.ts';
import { findSources } from './erlang-sources.ts';
import { bootShell } from './shell-node.ts';

export const TARGET_FOLDER: string = new URL('../tests/bench/targets/', import.meta.url).pathname;
const PROGRAMS = new URL('../tests/bench/', import.meta.url).pathname;
const RUNS = 7;

/** Ways of tracing that `traced_calls.erl` has. */
export const WAYS = ['raw', 'raw_return', 'handler', 'handler_return'] as const;

export interface Tracing {
  readonly name: string;
  /** Trace messages a second. */
  readonly ours: number;
}

function library(...folders: readonly string[]): ReadonlyMap<string, ModuleText> {
  return loadLibrary(['kernel', 'stdlib', ...folders]);
}

/** Trace messages that reach a counter, by way of tracing. */
export function tracedCalls(): readonly Tracing[] {
  const modules = library('runtime_tools');
  const file = 'traced_calls.erl';
  const module = compileText(readFileSync(join(TARGET_FOLDER, file), 'utf8'), file);
  return WAYS.map((name) => {
    const { value, milliseconds } = runCall(module, name, { modules }, RUNS);
    return { name, ours: Math.round((Number(value) / milliseconds) * 1000) };
  });
}

// ── Tracing that is switched off ────────────────────────────────────────────────────────────

export interface Disabled {
  readonly name: string;
  /** Milliseconds on a node where nothing was ever traced. */
  readonly before: number;
  /** After all its functions were traced and the patterns taken away. */
  readonly after: number;
  /** Compiled without breakpoint checks. */
  readonly without: number;
}

const CHECK = /if\((E\d+)\.bp!==null\)\{if\(R\.skip!==\1\)return R\.hit\(\1,\[[^\]]*\]\);R\.skip=null\}/g;

/** A link of the module whose functions are printed without the check for a breakpoint. */
function withoutChecks({ code, body }: Compiled): ModuleText {
  const part: ModulePart = { ...body, functions: new Map(body.functions.entries()) };
  const link: Link = (given: Support, context: LinkContext) => {
    const names = supportNames(given);
    const evaluate = <T>(text: string): T =>
      (new Function(`"use strict";return ${text.replace(CHECK, '')}`) as () => (s: Support, c: LinkContext) => T)()(
        given,
        context,
      );
    const codes = evaluate<readonly Code[]>(unitText(names, code, part));
    return (index) => {
      let resume: Resume | null = null;
      const first: Resume = (pc, live, value) => {
        if (pc === 0) return again(context.entries[index], live);
        resume ??= evaluate<Resume>(resumeText(names, code, part, index));
        return resume(pc, live, value);
      };
      return [codes[index], first];
    };
  };
  return { code, link };
}

/** Compiles a program so that its text differs in each round: JavaScript shares, and then specialises less, what is equal. */
function compileRound(name: string, round: number): Compiled {
  const file = `${name}.erl`;
  const text = `${readFileSync(join(PROGRAMS, file), 'utf8')}\nround() -> ${round}.\n`;
  return compile(parseForms(text, { file, include: () => null }).forms, { bifKind });
}

const SWITCHES = (name: string): string => `-module(switches). -export([on_and_off/0]).
on_and_off() ->
  Matched = erlang:trace_pattern({${name}, '_', '_'}, true, [local]),
  true = Matched > 0,
  erlang:trace(self(), true, [call]),
  ${name}:run(),
  erlang:trace(self(), false, [call]),
  Matched = erlang:trace_pattern({${name}, '_', '_'}, false, [local]).
`;

/** Programs of calls and little else, each in three ways. */
export function disabledTracing(): readonly Disabled[] {
  const modules = library();
  return ['fib', 'tail_loop', 'dispatch', 'merge_sort'].map((name) => {
    const switches = compileText(SWITCHES(name), 'switches.erl');
    let [before, after, without] = [Infinity, Infinity, Infinity];
    for (let round = 0; round < 5; round++) {
      const compiled = compileRound(name, round);
      const unchecked = withoutChecks(compiled);
      without = Math.min(without, startNode([unchecked], { modules })(unchecked, 'run', RUNS).milliseconds);
      const checked = { code: compiled.code, link: linkOf(compiled.code, compiled.body) };
      const call = startNode([checked, switches], { modules });
      before = Math.min(before, call(checked, 'run', RUNS).milliseconds);
      call(switches, 'on_and_off');
      after = Math.min(after, call(checked, 'run', RUNS).milliseconds);
    }
    return { name, before, after, without };
  });
}

// ── Worlds ──────────────────────────────────────────────────────────────────────────────────

export interface Cats {
  readonly cats: number;
  /** Virtual seconds in a real one. */
  readonly pace: number;
}

/** The world of the cats, some seconds after its agents have begun. */
export function catsAgainstTime(): readonly Cats[] {
  return [4, 1_000, 10_000].map((cats) => {
    const { world } = bootShell({
      sources: findSources([], (text) => process.stderr.write(text)),
      terminal: { putChars() {}, readLine() {}, size: () => null },
      print: () => undefined,
      world: 'cats',
      cats,
    });
    run(world, 8e6, Infinity);
    const from = world.clock.time;
    const start = performance.now();
    run(world, from + (cats < 100 ? 100e6 : 5e6), Infinity);
    return { cats, pace: (world.clock.time - from) / 1000 / (performance.now() - start) };
  });
}

export interface Idle {
  readonly kind: string;
  readonly bytes: number;
}

const IDLE = 20_000;

/** JavaScript memory of a process that waits. */
export function idleProcesses(): readonly Idle[] {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const held = (): number => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const modules = library();
  const module = compileText(readFileSync(join(TARGET_FOLDER, 'idle.erl'), 'utf8'), 'idle.erl');
  return ['plain', 'server'].map((kind) => {
    const world = newWorld({ seed: 1 });
    const texts = new Map([...modules, ['idle', module]]);
    const node = addNode(world, { name: 'nonode@nohost', code: (name) => texts.get(name), natives, support });
    const some = (count: number): number => {
      startProcess(node, 'idle', kind, [count]);
      run(world, Infinity, Infinity);
      return held();
    };
    const before = some(100);
    return { kind, bytes: Math.round((some(IDLE) - before) / IDLE) };
  });
}
