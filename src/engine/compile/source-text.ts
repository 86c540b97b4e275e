/** Constant expressions as Erlang source text, for the attributes of a module. */
import type { Expr } from '../syntax/ast.ts';
import { atomText } from '../syntax/token-text.ts';
import { impossible } from '../terms/invariant.ts';

/** The source text of a constant expression. */
export function sourceText(expr: Expr): string {
  switch (expr.type) {
    case 'atom':
      return atomText(expr.name);
    case 'integer':
    case 'char':
      return String(expr.value);
    case 'float':
      return Number.isInteger(expr.value) ? expr.value.toFixed(1) : String(expr.value);
    case 'string':
      return `[${expr.codes.join()}]`;
    case 'nil':
      return '[]';
    case 'tuple':
      return `{${expr.elements.map(sourceText).join()}}`;
    case 'cons':
      return `[${sourceText(expr.head)}|${sourceText(expr.tail)}]`;
    case 'map':
      return `#{${expr.fields.map((field) => `${sourceText(field.key)}=>${sourceText(field.value)}`).join()}}`;
    case 'op':
      return expr.left === null
        ? `${expr.op}${sourceText(expr.right)}`
        : `{${sourceText(expr.left)},${sourceText(expr.right)}}`;
    case 'bin':
      return `<<${expr.elements.map(({ value }) => (value.type === 'string' ? value.codes.join() : sourceText(value))).join()}>>`;
    default:
      return impossible(`attribute ${expr.type}`);
  }
}
