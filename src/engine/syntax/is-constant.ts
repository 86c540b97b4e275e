/** Which expressions denote a term without being evaluated (`erl_parse:normalise/1`). */
import type { Expr } from './ast.ts';

/** Whether an expression is a literal term. */
export function isConstant(expr: Expr): boolean {
  switch (expr.type) {
    case 'atom':
    case 'integer':
    case 'float':
    case 'char':
    case 'string':
    case 'nil':
      return true;
    case 'cons': {
      // A loop, for lists longer than the stack is deep.
      let rest: Expr = expr;
      while (rest.type === 'cons') {
        if (!isConstant(rest.head)) return false;
        rest = rest.tail;
      }
      return isConstant(rest);
    }
    case 'tuple':
      return expr.elements.every(isConstant);
    case 'map':
      return expr.base === null && expr.fields.every((field) => isConstant(field.key) && isConstant(field.value));
    case 'bin':
      return expr.elements.every((element) => isConstant(element.value));
    case 'fun_remote':
      return expr.module.type === 'atom' && expr.name.type === 'atom' && expr.arity.type === 'integer';
    case 'op':
      return (
        expr.left === null &&
        (expr.op === '-' || expr.op === '+') &&
        (expr.right.type === 'integer' || expr.right.type === 'float' || expr.right.type === 'char')
      );
    default:
      return false;
  }
}
