/**
 * Run by hand: `node tests/syntax/against-erl.ts FILE.erl…` parses and lints files with this
 * engine and with the Erlang on the PATH, and prints every form or message that differs.
 * Includes are read from the file's own folder.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formToAbstract, lineColumn } from '../../src/engine/syntax/abstract-format.ts';
import { formatDiagnostic } from '../../src/engine/syntax/diagnostic.ts';
import type { Diagnostic } from '../../src/engine/syntax/diagnostic.ts';
import { lintModule } from '../../src/engine/syntax/lint.ts';
import { parseForms } from '../../src/engine/syntax/parse-forms.ts';
import { formatTerm } from '../../src/engine/terms/format.ts';

const ORACLE = String.raw`#!/usr/bin/env escript
-mode(compile).
main(Files) ->
    io:setopts([{encoding, unicode}]),
    lists:foreach(fun one/1, Files).
one(File) ->
    io:format("== ~ts~n", [File]),
    {ok, Forms} = epp:parse_file(File, [{location, {1, 1}}]),
    Bad = fun(F) -> element(1, F) =:= error orelse element(1, F) =:= warning end,
    [io:format("~tw~n", [plain(F)]) || F <- Forms, not Bad(F)],
    {Es, Ws} = case erl_lint:module(Forms, File, []) of
        {ok, W} -> {[], W};
        {error, E, W} -> {E, W}
    end,
    [io:format("~s ~ts~n", [K, T]) || {K, L} <- [{"E", Es}, {"W", Ws}], T <- lists:sort(texts(L))].
texts(Groups) ->
    [lists:flatten(io_lib:format("~w:~w: ~ts", [L, C, M:format_error(D)])) || {_, Ds} <- Groups, {{L, C}, M, D} <- Ds].
plain({attribute, [{generated, true}, {location, L}], file, V}) -> {attribute, L, file, V};
plain(F) -> F.
`;

function ours(file: string): string[] {
  const parsed = parseForms(readFileSync(file, 'utf8'), {
    file,
    include: (path, _kind, from) => {
      const place = join(dirname(from), path);
      return existsSync(place) ? { text: readFileSync(place, 'utf8'), file: place } : null;
    },
  });
  const found = lintModule(parsed.forms, { file, errors: parsed.errors, warnings: parsed.warnings });
  const texts = (kind: string, list: readonly Diagnostic[]): string[] =>
    list.map((item) => `${kind} ${formatDiagnostic(item)}`).sort();
  return [
    `== ${file}`,
    ...parsed.forms.map((form) => formatTerm(formToAbstract(form, lineColumn))),
    ...texts('E', found.errors)
      .join('\n')
      .split('\n')
      .filter((line) => line !== ''),
    ...texts('W', found.warnings)
      .join('\n')
      .split('\n')
      .filter((line) => line !== ''),
  ];
}

const files = process.argv.slice(2);
const script = join(mkdtempSync(join(tmpdir(), 'syntax-')), 'oracle.escript');
writeFileSync(script, ORACLE);
const theirs = execFileSync('escript', [script, ...files], { encoding: 'utf8', maxBuffer: 1 << 28 })
  .trimEnd()
  .split('\n');
const mine = files.flatMap(ours);
const inTheirs = new Set(theirs);
const inMine = new Set(mine);
let differing = 0;
for (const line of mine) if (!inTheirs.has(line)) console.log(`+ ${line.slice(0, 200)}`, ++differing);
for (const line of theirs) if (!inMine.has(line)) console.log(`- ${line.slice(0, 200)}`, ++differing);
console.log(`${files.length} files, ${mine.length} lines, ${differing} differing`);
