/** Erlang variables: where their values are, and which of them an expression takes from outside. */
import { impossible } from '../terms/invariant.ts';
import type { Expr, VarNode } from '../syntax/ast.ts';
import type { FunctionContext } from './context.ts';
import type { Text } from './ir.ts';

/** The text of a bound variable. */
export function variable(fn: FunctionContext, node: VarNode): Text {
  return fn.bound.get(node.name) ?? impossible(`unbound ${node.name}`);
}

interface Scope {
  readonly found: Set<string>;
  readonly hidden: ReadonlySet<string>;
}

function walk(node: unknown, scope: Scope): void {
  if (Array.isArray(node)) {
    for (const part of node) walk(part, scope);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const expr = node as { readonly type?: string; readonly name?: string };
  if (expr.type === 'var') {
    if (expr.name !== undefined && !scope.hidden.has(expr.name)) scope.found.add(expr.name);
    return;
  }
  if (expr.type === 'fun' || expr.type === 'named_fun') {
    const { clauses, name } = node as { clauses: readonly { patterns: readonly Expr[] }[]; name?: string };
    for (const clause of clauses) {
      const hidden = new Set([...scope.hidden, ...namesIn(clause.patterns)]);
      if (name !== undefined) hidden.add(name);
      for (const size of sizesIn(clause.patterns)) walk(size, scope);
      walk(clause, { found: scope.found, hidden });
    }
    return;
  }
  if (expr.type === 'lc' || expr.type === 'bc') {
    const { template, qualifiers } = node as { template: Expr; qualifiers: readonly Expr[] };
    let hidden: ReadonlySet<string> = scope.hidden;
    for (const qualifier of qualifiers as readonly { type: string; pattern?: Expr; value?: Expr }[]) {
      if (qualifier.type === 'generate' || qualifier.type === 'b_generate') {
        walk(qualifier.value, { found: scope.found, hidden });
        for (const size of sizesIn([qualifier.pattern])) walk(size, { found: scope.found, hidden });
        hidden = new Set([...hidden, ...namesIn([qualifier.pattern])]);
      } else walk(qualifier, { found: scope.found, hidden });
    }
    walk(template, { found: scope.found, hidden });
    return;
  }
  for (const key of Object.keys(node)) if (key !== 'pos') walk((node as Record<string, unknown>)[key], scope);
}

/** Sizes of binary segments and keys of maps, which may mention variables from outside. */
function sizesIn(node: unknown): unknown[] {
  if (Array.isArray(node)) return node.flatMap(sizesIn);
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.entries(node).flatMap(([key, part]) => (key === 'pos' ? [] : sizesIn(part)));
  const { type, size, types, key } = node as { type?: string; size?: unknown; types?: unknown; key?: unknown };
  if (types !== undefined && size !== undefined && size !== null) return [size, ...inner];
  return type === 'map_field_exact' ? [key, ...inner] : inner;
}

/** Names of all variables in patterns, `_` left out. */
export function namesIn(patterns: readonly unknown[]): Set<string> {
  const found = new Set<string>();
  walk(patterns, { found, hidden: new Set() });
  found.delete('_');
  return found;
}

/** Variables that the nodes mention and that `fn` has bound, in the order of their names. */
export function capturedBy(
  fn: FunctionContext,
  nodes: readonly Expr[],
  hidden: ReadonlySet<string> = new Set(),
): string[] {
  const found = new Set<string>();
  walk(nodes, { found, hidden });
  return [...found].filter((name) => fn.bound.has(name) && !fn.siblings.has(name)).sort();
}

/** Names that patterns bind, in order of appearance; sizes and keys bind nothing. */
export function boundBy(patterns: readonly Expr[]): Set<string> {
  const found = new Set<string>();
  const visit = (expr: Expr): void => {
    switch (expr.type) {
      case 'var':
        if (expr.name !== '_') found.add(expr.name);
        break;
      case 'tuple':
        expr.elements.forEach(visit);
        break;
      case 'cons':
        visit(expr.head);
        visit(expr.tail);
        break;
      case 'match':
        visit(expr.pattern);
        visit(expr.value);
        break;
      case 'map':
        for (const field of expr.fields) visit(field.value);
        break;
      case 'record':
        for (const field of expr.fields) visit(field.value);
        break;
      case 'bin':
        for (const element of expr.elements) visit(element.value);
        break;
      case 'op':
        if (expr.left !== null) visit(expr.left);
        visit(expr.right);
        break;
      default:
        break;
    }
  };
  patterns.forEach(visit);
  return found;
}
