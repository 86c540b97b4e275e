/**
 * Every `.erl` file below this folder: its `main()` gives what its last comment `%% => Term` says, printed by `~w`.
 * On the engine, and on real Erlang where there is one.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import test from 'node:test';
import { compileText, runMain, show } from './engine.ts';

const FOLDER = new URL('.', import.meta.url).pathname;
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.erl'))
  .sort();

function expectation(text: string): string {
  const mark = text.lastIndexOf('%% => ');
  assert.notEqual(mark, -1, 'no expectation');
  return text.slice(mark + 6).trim();
}

for (const file of files) {
  test(`engine: ${file}`, () => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    assert.equal(show(runMain(compileText(text, basename(file)))), expectation(text));
  });
}

function hasErlang(): boolean {
  try {
    execFileSync('erl', ['-noshell', '-eval', 'halt().'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('real Erlang agrees', { skip: !hasErlang() }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'language-'));
  try {
    execFileSync('erlc', ['-enable-feature', 'maybe_expr', '-o', folder, ...files.map((file) => join(FOLDER, file))], {
      stdio: 'pipe',
    });
    const modules = files.map((file) => basename(file, '.erl'));
    const program = `[io:format("~w|~w~n", [M, try M:main() catch C:R -> {C, R} end]) || M <- [${modules.join()}]], halt().`;
    const text = execFileSync('erl', ['-enable-feature', 'maybe_expr', '-noshell', '-pa', folder, '-eval', program], {
      encoding: 'utf8',
    });
    const values = new Map(
      text
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf('|')), line.slice(line.indexOf('|') + 1)]),
    );
    for (const file of files) {
      assert.equal(values.get(basename(file, '.erl')), expectation(readFileSync(join(FOLDER, file), 'utf8')), file);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
