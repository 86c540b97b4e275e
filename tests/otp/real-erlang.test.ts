/**
 * What readers may take with them, the service, its agents and the stand-ins for the tools, is plain Erlang: it compiles
 * without warnings and works on real Erlang, where there is one.
 */
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import test from 'node:test';
import { filesUnder } from '../../scripts/built-modules.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDERS = ['src/engine/apps', 'src/engine/otp/tools'].map((folder) => join(ROOT, folder));
const TESTS = ['test_cat_traveler', 'test_recon', 'test_redbug'];

function hasErlang(): boolean {
  try {
    execFileSync('erl', ['-noshell', '-eval', 'halt().'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('the service and the tools work on real Erlang', { skip: !hasErlang() }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'real-erlang-'));
  try {
    const sources = FOLDERS.flatMap((path) => filesUnder(path, '.erl'));
    assert.ok(sources.length > 30);
    const programs = TESTS.map((name) => join(ROOT, 'tests/otp', `${name}.erl`));
    execFileSync('erlc', ['-Werror', '-o', folder, ...sources, ...programs], { stdio: 'pipe' });
    for (const path of FOLDERS.flatMap((one) => filesUnder(one, '.app')))
      copyFileSync(path, join(folder, basename(path)));
    for (const name of TESTS) {
      const program = `io:format("~nanswer: ~p~n", [catch ${name}:test()]), halt().`;
      const text = execFileSync('erl', ['-noshell', '-pa', folder, '-eval', program], {
        encoding: 'utf8',
        timeout: 60_000,
      });
      assert.match(text, /^answer: ok$/m, `${name}: ${text}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
