// Finds a Chromium for the browser tests: one that is installed, else the one that comes inside @sparticuz/chromium,
// with the libraries that the same package carries for systems that lack them.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';

type Found = { readonly executablePath: string; readonly args: readonly string[]; readonly libraries: string | null };

const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const installed = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Starts a headless Chromium, with switches of the caller's own; throws with the reason if none can be had. */
export async function launchBrowser(switches: readonly string[] = []): Promise<Browser> {
  const { executablePath, args, libraries } = await findBrowser();
  const path = [libraries, process.env['LD_LIBRARY_PATH']].filter((one) => one !== null && one !== undefined).join(':');
  return chromium.launch({
    executablePath,
    args: [...args, ...switches],
    headless: true,
    ...(libraries === null ? {} : { env: { ...process.env, LD_LIBRARY_PATH: path } }),
  });
}

async function findBrowser(): Promise<Found> {
  const ownPath =
    process.env['ONLY_PACKAGED_CHROMIUM'] === undefined
      ? installed.find((path) => path !== '' && existsSync(path))
      : undefined;
  if (ownPath !== undefined) return { executablePath: ownPath, args: quiet, libraries: null };
  const { default: packaged } = await import('@sparticuz/chromium');
  return {
    executablePath: await packaged.executablePath(),
    args: [...quiet, '--headless=shell', '--disable-gpu'],
    libraries: await unpackLibraries(),
  };
}

/** Unpacks the shared libraries that the package carries; returns their folder. */
async function unpackLibraries(): Promise<string> {
  const archive = brotliDecompressSync(await readFile('node_modules/@sparticuz/chromium/bin/al2023.tar.br'));
  const base = join(tmpdir(), 'chromium-libraries');
  await mkdir(base, { recursive: true });
  const folder = await mkdtemp(join(base, 'al2023-'));
  const tar = join(folder, 'al2023.tar');
  await writeFile(tar, archive);
  const unpacked = spawnSync('tar', ['-xf', tar, '-C', folder], { encoding: 'utf8' });
  if (unpacked.status !== 0) throw new Error(`tar: ${unpacked.stderr}`);
  return join(folder, 'lib');
}
