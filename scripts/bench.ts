/**
 * Benchmarks: `npm run -s bench [-- --json] [NAME…]`. Runs `run/0` of every module in tests/bench on the engine and,
 * where `erl` is on the PATH, on real Erlang in the same run. Times are the best of several, in milliseconds.
 * `tracing`, `disabled`, `cats` and `idle` are names too; scripts/bench-targets.ts says what they measure.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ModuleText } from '../src/engine/runtime/load.ts';
import { compileText, loadLibrary, runCall } from '../tests/language/engine.ts';
import type { Cats, Disabled, Idle, Tracing } from './bench-targets.ts';
import { catsAgainstTime, disabledTracing, idleProcesses, TARGET_FOLDER, tracedCalls, WAYS } from './bench-targets.ts';

const FOLDER = new URL('../tests/bench/', import.meta.url).pathname;
const RUNS = 7;

interface Row {
  readonly name: string;
  readonly ours: number | null;
  readonly real: number | null;
}

function ours(name: string, library: ReadonlyMap<string, ModuleText>): number | null {
  const file = `${name}.erl`;
  const module = compileText(readFileSync(join(FOLDER, file), 'utf8'), file);
  try {
    return runCall(module, 'run', { modules: library }, RUNS).milliseconds;
  } catch (failure) {
    process.stderr.write(`${name}: ${String(failure)}\n`);
    return null;
  }
}

/** What real Erlang prints for a program, with some modules compiled; empty when there is no `erl`. */
function real(files: readonly string[], program: string): ReadonlyMap<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    execFileSync('erlc', ['-o', folder, ...files], { stdio: 'pipe' });
    const text = execFileSync('erl', ['-noshell', '-pa', folder, '-eval', `${program}, halt().`], { encoding: 'utf8' });
    const lines = text.trim().split('\n');
    return new Map(lines.map((line) => line.split(' ')).map(([name, number]) => [name, Number(number)]));
  } catch {
    return new Map();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Best times in milliseconds, by name. */
function realTimes(modules: readonly string[]): ReadonlyMap<string, number> {
  return real(
    modules.map((name) => join(FOLDER, `${name}.erl`)),
    `[begin T = lists:min([element(1, timer:tc(M, run, [])) || _ <- lists:seq(1, ${RUNS})]), io:format("~w ~w~n", [M, T / 1000]) end || M <- [${modules.join()}]]`,
  );
}

/** Trace messages a second, by way of tracing. */
function realTracing(): ReadonlyMap<string, number> {
  return real(
    [join(TARGET_FOLDER, 'traced_calls.erl')],
    `[begin {T, N} = lists:min([timer:tc(traced_calls, F, []) || _ <- lists:seq(1, ${RUNS})]), io:format("~w ~w~n", [F, round(N / T * 1000000)]) end || F <- [${WAYS.join()}]]`,
  );
}

function mean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const isJson = process.argv.includes('--json');
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);

/** A table whose first column is text and the others numbers; `-` for those that are not there. */
function table(heads: readonly string[], lines: readonly (readonly [string, ...(string | null)[]])[]): void {
  if (isJson) return;
  const all = [heads, ...lines];
  for (const line of all) {
    const cells = line.map((cell, i) => (i === 0 ? (cell ?? '').padEnd(16) : (cell ?? '-').padStart(14)));
    process.stdout.write(`${cells.join('')}\n`);
  }
  process.stdout.write('\n');
}

const fixed = (value: number | null): string | null => value?.toFixed(2) ?? null;
const percent = (value: number): string => `${((value - 1) * 100).toFixed(1)} %`;

function programs(): { readonly rows: readonly Row[]; readonly mean: number | null } {
  const names = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.erl'))
    .map((file) => basename(file, '.erl'))
    .filter(isWanted)
    .sort();
  if (names.length === 0) return { rows: [], mean: null };
  const library = loadLibrary();
  const times = realTimes(names);
  const rows = names.map((name): Row => ({ name, ours: ours(name, library), real: times.get(name) ?? null }));
  const ratio = (row: Row): number | null => (row.ours !== null && row.real !== null ? row.ours / row.real : null);
  const ratios = rows.map(ratio).filter((one) => one !== null);
  table(
    ['benchmark', 'engine', 'erl', 'ratio'],
    rows.map((row) => [row.name, fixed(row.ours), fixed(row.real), fixed(ratio(row))]),
  );
  if (ratios.length === 0) return { rows, mean: null };
  table(['geometric mean', mean(ratios).toFixed(2)], []);
  return { rows, mean: mean(ratios) };
}

function tracing(): readonly (Tracing & { readonly real: number | null; readonly target: number })[] {
  if (!isWanted('tracing')) return [];
  const reals = realTracing();
  const rows = tracedCalls().map((row) => ({ ...row, real: reals.get(row.name) ?? null, target: 200_000 }));
  table(
    ['traces a second', 'engine', 'erl', 'target'],
    rows.map((row) => [row.name, String(row.ours), row.real?.toString() ?? null, String(row.target)]),
  );
  return rows;
}

function disabled(): readonly Disabled[] {
  if (!isWanted('disabled')) return [];
  const rows = disabledTracing();
  const lines = rows.map((row): [string, ...string[]] => [
    row.name,
    row.without.toFixed(2),
    row.before.toFixed(2),
    row.after.toFixed(2),
    percent(row.before / row.without),
    percent(row.after / row.before),
  ]);
  const check = percent(mean(rows.map((row) => row.before / row.without)));
  const traced = percent(mean(rows.map((row) => row.after / row.before)));
  table(
    ['tracing off', 'no check', 'check', 'traced before', 'check costs', 'traced costs'],
    [...lines, ['geometric mean', '', '', '', check, traced]],
  );
  return rows;
}

function cats(): readonly (Cats & { readonly target: number })[] {
  if (!isWanted('cats')) return [];
  const rows = catsAgainstTime().map((row) => ({ ...row, target: 1 }));
  table(
    ['cats', 'times real', 'target'],
    rows.map((row) => [String(row.cats), row.pace.toFixed(1), String(row.target)]),
  );
  return rows;
}

function idle(): readonly (Idle & { readonly target: number })[] {
  if (!isWanted('idle')) return [];
  const rows = idleProcesses().map((row) => ({ ...row, target: 2048 }));
  table(
    ['idle process', 'bytes', 'target'],
    rows.map((row) => [row.kind, String(row.bytes), String(row.target)]),
  );
  return rows;
}

const results = {
  unit: 'ms',
  ...programs(),
  tracing: tracing(),
  disabled: disabled(),
  cats: cats(),
  idle: idle(),
};
if (isJson) process.stdout.write(`${JSON.stringify(results)}\n`);
