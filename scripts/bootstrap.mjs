// Gets a fresh clone ready on whatever Node runs this (20 or newer): installs the packages if they are missing or not
// those of the lock file, then hands over to the Node that came with them.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binaries = join(root, 'node_modules', '.bin');
const stamp = join(root, 'node_modules', '.installed-from');
const wanted = [22, 12];

/** Installs what the lock file says, unless that was done before. */
function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing packages…');
  // Not `npm ci`: it refuses a lock file without the optional packages of platforms that a registry does not carry.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}

/** The path of a Node that is new enough: the packaged one, else the one that runs this. */
function newNode() {
  const packaged = join(binaries, 'node');
  if (isNewEnough(packaged)) return packaged;
  // Where npm does not run install scripts, the package's own is run here.
  const setup = join(root, 'node_modules', 'node', 'installArchSpecificPackage.js');
  if (existsSync(setup)) spawnSync(process.execPath, [setup], { cwd: dirname(setup), stdio: 'inherit' });
  if (isNewEnough(packaged)) return packaged;
  if (isNewEnough(process.execPath)) return process.execPath;
  throw new Error(`Node ${wanted.join('.')} or newer is needed, and the npm package "node" could not be set up.`);
}

function isNewEnough(node) {
  const asked = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (asked.status !== 0) return false;
  const [major, minor] = asked.stdout.trim().slice(1).split('.').map(Number);
  return major > wanted[0] || (major === wanted[0] && minor >= wanted[1]);
}

function run(command, args) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${done.status ?? done.signal}`);
}

/** Installs, then runs a TypeScript file of scripts/ under the new Node and takes over its exit code. */
export function bootstrap(script) {
  try {
    install();
    const node = newNode();
    const child = spawn(node, [join(root, 'scripts', script), ...process.argv.slice(2)], {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        PATH: `${dirname(node)}${delimiter}${binaries}${delimiter}${process.env.PATH ?? ''}`,
        ASTRO_TELEMETRY_DISABLED: '1',
      },
    });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code) => {
      process.exitCode = code ?? 1;
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
