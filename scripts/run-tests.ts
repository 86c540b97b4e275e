// `npm test`: runs every check in turn and closes with one line that counts them all. With words after it, only the
// groups whose names begin so: `npm test unit browser`.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';

type Group = {
  readonly name: string;
  readonly command: readonly string[];
  /** `one`: the command as a whole passes or fails; the others count by themselves and say so in their last lines. */
  readonly counts: 'one' | 'node-test' | 'closing-line';
};

type Outcome = { readonly passed: number; readonly failed: number };

const unitTests = globSync('tests/**/*.test.ts').filter((path) => !path.startsWith('tests/site/e2e/'));
const browserTests = globSync('tests/site/e2e/*.test.ts');
// A test that hangs fails by itself, long before CI would give up.
const testRunner = ['node', '--test', '--test-reporter=spec', '--test-timeout=120000'];

const groups: readonly Group[] = [
  { name: 'types: all', command: ['tsc', '-p', 'tsconfig.json'], counts: 'one' },
  { name: 'types: engine without a browser', command: ['tsc', '-p', 'tsconfig.engine.json'], counts: 'one' },
  { name: 'types: worker', command: ['tsc', '-p', 'tsconfig.host.json'], counts: 'one' },
  { name: 'types: browser tests', command: ['tsc', '-p', 'tsconfig.e2e.json'], counts: 'one' },
  {
    name: 'types: site',
    command: ['astro', 'check', '--tsconfig', 'tsconfig.site.json', '--minimumFailingSeverity', 'warning'],
    counts: 'one',
  },
  {
    name: 'types: components',
    command: ['svelte-check', '--tsconfig', './tsconfig.site.json', '--fail-on-warnings'],
    counts: 'one',
  },
  { name: 'lint', command: ['eslint', '--max-warnings', '0', '.'], counts: 'one' },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'], counts: 'one' },
  { name: 'floors and cycles', command: ['depcruise', 'src', '--config', '.dependency-cruiser.mjs'], counts: 'one' },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'], counts: 'one' },
  { name: 'size', command: ['npm', 'run', '--silent', 'size'], counts: 'one' },
  { name: 'unit', command: [...testRunner, ...unitTests], counts: 'node-test' },
  {
    name: 'conformance',
    command: ['npm', 'run', '--silent', 'conformance', '--', '--differences'],
    counts: 'closing-line',
  },
  { name: 'lighthouse', command: ['npm', 'run', '--silent', 'lighthouse', '--', '/redbug/'], counts: 'one' },
  { name: 'browser', command: [...testRunner, '--test-concurrency=1', ...browserTests], counts: 'node-test' },
];

function runGroup(group: Group): Promise<Outcome> {
  const [command = '', ...args] = group.command;
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (chunk: string) => {
      text += chunk;
      process.stdout.write(chunk);
    });
    child.on('error', (error) => {
      console.log(error.message);
      resolve({ passed: 0, failed: 1 });
    });
    child.on('close', (code) => {
      resolve(count(group, text, code === 0));
    });
  });
}

function count(group: Group, text: string, isGood: boolean): Outcome {
  const counted = group.counts === 'one' ? null : countFrom(group.counts, text);
  if (counted === null) return isGood && group.counts === 'one' ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  // A run that failed without a failed test, by a crash say, still counts as a failure.
  return isGood || counted.failed > 0 ? counted : { ...counted, failed: 1 };
}

function countFrom(form: 'node-test' | 'closing-line', text: string): Outcome | null {
  if (form === 'closing-line') {
    const found = [...text.matchAll(/^(?:\w+: )?(\d+) passed, (\d+) failed/gm)].at(-1);
    return found === undefined ? null : { passed: Number(found[1]), failed: Number(found[2]) };
  }
  const passed = [...text.matchAll(/^ℹ pass (\d+)/gm)].at(-1);
  const failed = [...text.matchAll(/^ℹ (?:fail|cancelled) (\d+)/gm)];
  if (passed === undefined) return null;
  return { passed: Number(passed[1]), failed: failed.reduce((sum, one) => sum + Number(one[1]), 0) };
}

const asked = process.argv.slice(2);
const chosen = groups.filter((group) => asked.length === 0 || asked.some((word) => group.name.startsWith(word)));
const rows: string[] = [];
let passed = 0;
let failed = 0;
for (const group of chosen) {
  console.log(`\n── ${group.name}`);
  const started = performance.now();
  const outcome = await runGroup(group);
  passed += outcome.passed;
  failed += outcome.failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  rows.push(
    `${outcome.failed === 0 ? 'ok  ' : 'FAIL'} ${group.name}: ${String(outcome.passed)} passed, ${String(outcome.failed)} failed, ${seconds} s`,
  );
}

console.log(`\n${rows.join('\n')}\n`);
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;
