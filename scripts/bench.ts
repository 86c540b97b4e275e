/**
 * Benchmarks: `npm run -s bench [-- --json] [NAME…]`. Runs `run/0` of every module in tests/bench on the engine and,
 * where `erl` is on the PATH, on real Erlang in the same run. Times are the best of several, in milliseconds.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ModuleText } from '../src/engine/runtime/load.ts';
import { compileText, loadLibrary, runCall } from '../tests/language/engine.ts';

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

/** Best times of real Erlang by name; empty when there is no `erl`. */
function real(names: readonly string[]): ReadonlyMap<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    execFileSync('erlc', ['-o', folder, ...names.map((name) => join(FOLDER, `${name}.erl`))], { stdio: 'pipe' });
    const program = `[begin T = lists:min([element(1, timer:tc(M, run, [])) || _ <- lists:seq(1, ${RUNS})]), io:format("~w ~w~n", [M, T]) end || M <- [${names.join()}]], halt().`;
    const text = execFileSync('erl', ['-noshell', '-pa', folder, '-eval', program], { encoding: 'utf8' });
    return new Map(
      text
        .trim()
        .split('\n')
        .map((line) => line.split(' '))
        .map(([name, time]) => [name, Number(time) / 1000]),
    );
  } catch {
    return new Map();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function mean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const all = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.erl'))
  .map((file) => basename(file, '.erl'))
  .sort();
const names = wanted.length > 0 ? wanted : all;
const library = loadLibrary();
const times = real(names);
const rows: Row[] = names.map((name) => ({ name, ours: ours(name, library), real: times.get(name) ?? null }));
const ratios = rows.flatMap((row) => (row.ours !== null && row.real !== null ? [row.ours / row.real] : []));

if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify({ unit: 'ms', rows, mean: ratios.length > 0 ? mean(ratios) : null })}\n`);
} else {
  const cell = (value: number | null): string => (value === null ? '-' : value.toFixed(2)).padStart(10);
  process.stdout.write(
    `${'benchmark'.padEnd(16)}${'engine'.padStart(10)}${'erl'.padStart(10)}${'ratio'.padStart(8)}\n`,
  );
  for (const row of rows) {
    const ratio = row.ours !== null && row.real !== null ? (row.ours / row.real).toFixed(2) : '-';
    process.stdout.write(`${row.name.padEnd(16)}${cell(row.ours)}${cell(row.real)}${ratio.padStart(8)}\n`);
  }
  if (ratios.length > 0) process.stdout.write(`${'geometric mean'.padEnd(36)}${mean(ratios).toFixed(2).padStart(8)}\n`);
}
