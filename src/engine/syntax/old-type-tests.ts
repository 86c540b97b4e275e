/** Type tests by their names of before R11, `integer(X)` say: they still work where a guard is nothing but one of them. */
import type { Expr } from './ast.ts';

/** As `name/arity`. */
export const OLD_TYPE_TESTS: ReadonlySet<string> = new Set([
  ...['atom', 'binary', 'float', 'function', 'integer', 'list', 'number', 'pid', 'port', 'reference', 'tuple'].map(
    (name) => `${name}/1`,
  ),
  'record/2',
]);

/** A test of a guard, by its new name if it has an old one. */
export function withNewTypeTest(test: Expr): Expr {
  if (test.type !== 'call' || test.callee.type !== 'atom') return test;
  const { name } = test.callee;
  if (!OLD_TYPE_TESTS.has(`${name}/${String(test.args.length)}`)) return test;
  return { ...test, callee: { ...test.callee, name: `is_${name}` } };
}
