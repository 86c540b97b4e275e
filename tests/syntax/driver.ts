/** `test`-style checks of the syntax floor: source in; text of a term or an exact message out. */
import test from 'node:test';
import assert from 'node:assert/strict';
import { exprToAbstract, formToAbstract, lineColumn } from '../../src/engine/syntax/abstract-format.ts';
import { formatDiagnostic } from '../../src/engine/syntax/diagnostic.ts';
import { lintExprs } from '../../src/engine/syntax/lint-exprs.ts';
import { lintModule } from '../../src/engine/syntax/lint.ts';
import { parseExprs } from '../../src/engine/syntax/parse.ts';
import { parseForms } from '../../src/engine/syntax/parse-forms.ts';
import { scanText } from '../../src/engine/syntax/scan.ts';
import { formatTerm } from '../../src/engine/terms/format.ts';

function exprs(source: string): { text: string } | { error: string } {
  const scanned = scanText(source);
  if (scanned.error !== null) return { error: formatDiagnostic(scanned.error) };
  const parsed = parseExprs(scanned.tokens);
  if ('error' in parsed) return { error: formatDiagnostic(parsed.error) };
  return { text: parsed.ok.map((expr) => formatTerm(exprToAbstract(expr, lineColumn))).join(',') };
}

/** The expressions parse to this abstract format. */
export function testExpr(source: string, expected: string): void {
  test(source, () => assert.deepEqual(exprs(source), { text: expected }));
}

/** Scanning or parsing the expressions fails with this place and text. */
export function testFail(source: string, expected: string): void {
  test(source, () => assert.deepEqual(exprs(source), { error: expected }));
}

/** The module's forms, without `file`, `module` and `eof`, and its errors. */
export function testForms(
  title: string,
  source: string,
  forms: readonly string[],
  errors: readonly string[] = [],
  extra: {
    readonly includes?: Readonly<Record<string, string>>;
  } = {},
): void {
  test(title, () => {
    const parsed = parseForms(source, {
      file: 't.erl',
      include: (path) => {
        const text = extra.includes?.[path];
        return text === undefined ? null : { text, file: path };
      },
    });
    const shown = parsed.forms
      .filter((form) => form.type !== 'module' && form.type !== 'eof' && (form.type !== 'file' || form.line !== 1))
      .map((form) => formatTerm(formToAbstract(form, (pos) => pos.line)));
    assert.deepEqual(shown, forms);
    assert.deepEqual([...parsed.errors, ...parsed.warnings].map(formatDiagnostic), errors);
  });
}

/** Errors, then warnings, of a module. */
export function testLint(
  title: string,
  source: string,
  errors: readonly string[],
  warnings: readonly string[] = [],
): void {
  test(title, () => {
    const parsed = parseForms(source, { file: 't.erl' });
    const found = lintModule(parsed.forms, { file: 't.erl', errors: parsed.errors });
    assert.deepEqual(found.errors.map(formatDiagnostic), errors);
    assert.deepEqual(found.warnings.map(formatDiagnostic), warnings);
  });
}

/** What the shell's linter says when `A` and `B` are bound. */
export function testShellLint(source: string, ...expected: readonly string[]): void {
  test(source, () => {
    const parsed = parseExprs(scanText(source).tokens);
    assert.ok('ok' in parsed);
    assert.deepEqual(lintExprs(parsed.ok, ['A', 'B']).map(formatDiagnostic), expected);
  });
}
