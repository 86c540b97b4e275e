/**
 * Names of the functions behind funs and comprehensions, as OTP's compiler gives them: `-f/1-fun-0-`, counted within
 * a function. Parts of a construction and arguments of a call are counted from the last to the first, and a fun behind
 * the ones inside of it, so names are given before anything is lowered.
 */
import { isGenerator } from '../syntax/ast.ts';
import type { Expr, FunctionForm, Qualifier, RecordFieldDef } from '../syntax/ast.ts';

/** By the node: a fun, or the generator whose loop is lifted. */
export type FunNames = Map<object, string>;

interface Counting {
  readonly home: string;
  readonly names: FunNames;
  readonly records: ReadonlyMap<string, readonly RecordFieldDef[]>;
  funs: number;
  lifted: number;
}

/** Names everything that the function lifts. */
export function nameFuns(form: FunctionForm, names: FunNames, records: Counting['records']): void {
  visit({ home: `${form.name}/${form.arity}`, names, records, funs: 0, lifted: 0 }, form.clauses);
}

function visitBackwards(c: Counting, parts: readonly unknown[]): void {
  for (let i = parts.length - 1; i >= 0; i--) visit(c, parts[i]);
}

function visit(c: Counting, node: unknown): void {
  if (Array.isArray(node)) {
    for (const part of node) visit(c, part);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node) visitNode(c, node as Expr);
  else visitParts(c, node);
}

function visitParts(c: Counting, node: object): void {
  for (const [key, part] of Object.entries(node)) if (key !== 'pos') visit(c, part);
}

function visitNode(c: Counting, node: Expr): void {
  switch (node.type) {
    case 'value':
    case 'string':
      return;
    case 'tuple':
      visitBackwards(c, node.elements);
      return;
    case 'cons':
      visit(c, node.tail);
      visit(c, node.head);
      return;
    case 'op':
      if (node.op === 'andalso' || node.op === 'orelse') visitParts(c, node);
      else visitBackwards(c, [node.left, node.right]);
      return;
    case 'call':
      if (node.callee.type === 'remote') visitBackwards(c, [node.callee.module, node.callee.name, ...node.args]);
      else {
        visit(c, node.callee);
        visitBackwards(c, node.args);
      }
      return;
    case 'record': {
      visit(c, node.base);
      // In the order of the definition, omitted fields with their defaults.
      const given = new Map(node.fields.map((field) => [field.name, field.value]));
      const values = (c.records.get(node.name) ?? []).map(
        (field) => given.get(field.name) ?? (node.base === null ? (given.get('_') ?? field.default) : null),
      );
      visitBackwards(c, values);
      return;
    }
    case 'fun':
      visit(c, node.clauses);
      c.names.set(node, `-${c.home}-fun-${c.funs++}-`);
      return;
    case 'named_fun':
      visit(c, node.clauses);
      c.names.set(node, `-${c.home}-${node.name}/${node.clauses[0].patterns.length}-${c.lifted++}-`);
      return;
    case 'fun_local':
      c.funs++;
      return;
    case 'lc':
    case 'bc':
      visitComprehension(c, node.template, node.qualifiers, node.type === 'bc');
      return;
    default:
      visitParts(c, node);
  }
}

function visitComprehension(c: Counting, template: Expr, qualifiers: readonly Qualifier[], inBinary: boolean): void {
  for (const qualifier of qualifiers) {
    if (!isGenerator(qualifier)) visit(c, qualifier);
    else {
      visit(c, qualifier.value);
      const kind = `${inBinary ? 'lbc' : 'lc'}$^${c.funs++}/${inBinary ? 2 : 1}`;
      c.names.set(qualifier, `-${c.home}-${kind}-${c.lifted++}-`);
    }
  }
  visit(c, template);
}
