/**
 * Compiles every Erlang module of the engine (src/engine/otp, src/engine/apps) to a file of its own in
 * build/otp: its description and its functions as statements. Only what changed is compiled again: `manifest.json` keeps a hash of the source, the headers and the compiler.
 * `--force` compiles everything; `--size` prints the weight.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { bifKind } from '../src/engine/bifs/compile-source.ts';
import { compile } from '../src/engine/compile/compile.ts';
import { withSpecs } from '../src/engine/compile/spec-module.ts';
import { specErrorText } from '../src/engine/compile/spec-texts.ts';
import { formatDiagnostic } from '../src/engine/syntax/diagnostic.ts';
import { lintModule } from '../src/engine/syntax/lint.ts';
import { parseForms } from '../src/engine/syntax/parse-forms.ts';
import type { IncludeReader } from '../src/engine/syntax/preprocess.ts';
import {
  BUILT as OUTPUT,
  filesUnder,
  hashOf,
  printBuilt,
  readManifest,
  SOURCE_FOLDERS as SOURCES,
  sourceLabel,
  toolHash,
} from './built-modules.ts';
import { placed, readLines } from './otp-lines.ts';
import type { BuiltEntry } from './built-modules.ts';

const ROOT = new URL('../', import.meta.url).pathname;
const MANIFEST = join(OUTPUT, 'manifest.json');

const lines = readLines();
const headers = SOURCES.flatMap((folder) => filesUnder(folder, '.hrl'));

/** `-include` looks beside the file, then by name among all headers; `-include_lib("app/include/x.hrl")` by name. */
function includer(file: string): IncludeReader {
  return (path) => {
    const beside = join(dirname(file), path);
    const found = existsSync(beside) ? beside : headers.find((header) => header.endsWith(`/${basename(path)}`));
    return found === undefined ? null : { text: readFileSync(found, 'utf8'), file: path };
  };
}

/** The text of the compiled module, or the messages of what is wrong. */
function build(
  file: string,
  text: string,
): { readonly name: string; readonly built: string } | { readonly errors: readonly string[] } {
  const parsed = parseForms(text, { file: sourceLabel(file), include: includer(file) });
  const { forms, errors } = withSpecs(parsed.forms);
  if (errors.length > 0)
    return { errors: errors.map((one) => `${basename(file)}:${one.pos.line}: ${specErrorText(one)}`) };
  const problems = parsed.errors.length > 0 ? parsed.errors : lintModule(forms).errors;
  if (problems.length > 0) return { errors: problems.map(formatDiagnostic) };
  const { code, body } = compile(placed(forms, lines), { bifKind });
  return { name: code.name, built: printBuilt(code, body) };
}

const args = process.argv.slice(2);
const tools = toolHash();
const before = args.includes('--force') ? {} : readManifest();
const after: Record<string, BuiltEntry> = {};
let compiled = 0;
let failed = 0;
mkdirSync(OUTPUT, { recursive: true });
for (const file of SOURCES.flatMap((folder) => filesUnder(folder, '.erl'))) {
  const text = readFileSync(file, 'utf8');
  const hash = hashOf(tools, sourceLabel(file), text);
  const name = basename(file, '.erl');
  const target = join(OUTPUT, `${name}.json`);
  const source = relative(ROOT, file);
  if (before[name]?.hash !== hash || !existsSync(target)) {
    const built = build(file, text);
    if ('errors' in built) {
      failed++;
      for (const error of built.errors) process.stderr.write(`${source}: ${error}\n`);
      continue;
    }
    writeFileSync(target, built.built);
    compiled++;
  }
  after[name] = { hash, source };
}
for (const name of Object.keys(before))
  if (after[name] === undefined) rmSync(join(OUTPUT, `${name}.json`), { force: true });
const names = Object.keys(after).sort();
writeFileSync(MANIFEST, JSON.stringify(after, null, 1));
process.stdout.write(`${names.length} modules, ${compiled} compiled, ${failed} with errors\n`);
if (args.includes('--size')) {
  const texts = names.map((name) => readFileSync(join(OUTPUT, `${name}.json`)));
  const each = names.map((name, i) => ({ name, raw: texts[i].length, brotli: brotliCompressSync(texts[i]).length }));
  each.sort((a, b) => b.brotli - a.brotli);
  for (const { name, raw, brotli } of each)
    process.stdout.write(`${name.padEnd(28)}${String(raw).padStart(9)}${String(brotli).padStart(8)}\n`);
  process.stdout.write(`all in one: ${brotliCompressSync(Buffer.concat(texts)).length} bytes brotli\n`);
}
process.exitCode = failed > 0 ? 1 : 0;
