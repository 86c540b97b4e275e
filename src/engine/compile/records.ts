/** Records as the tuples they are: the expressions that record syntax stands for. */
import type { Expr, RecordFieldDef, RecordNode } from '../syntax/ast.ts';
import type { Position } from '../syntax/position.ts';
import type { ModuleContext } from './context.ts';

export function atomNode(pos: Position, name: string): Expr {
  return { type: 'atom', pos, name };
}

export function fieldsOf(m: ModuleContext, name: string): readonly RecordFieldDef[] {
  return m.records.get(name) ?? [];
}

/** Place of a field in the tuple, counted from 0 (the tag). */
export function fieldIndex(m: ModuleContext, record: string, field: string): number {
  return fieldsOf(m, record).findIndex((def) => def.name === field) + 1;
}

/** `#r{…}` as an expression: defaults fill what is not named. */
export function recordTuple(m: ModuleContext, node: RecordNode): Expr {
  return tuple(m, node, (def) => def.default ?? atomNode(node.pos, 'undefined'));
}

/** `#r{…}` as a pattern. */
export function recordPattern(m: ModuleContext, node: RecordNode): Expr {
  return tuple(m, node, () => ({ type: 'var', pos: node.pos, name: '_' }));
}

function tuple(m: ModuleContext, node: RecordNode, missing: (def: RecordFieldDef) => Expr): Expr {
  const given = new Map(node.fields.map((field) => [field.name, field.value]));
  const rest = given.get('_');
  const elements = fieldsOf(m, node.name).map((def) => given.get(def.name) ?? rest ?? missing(def));
  return { type: 'tuple', pos: node.pos, elements: [atomNode(node.pos, node.name), ...elements] };
}

/** `record_info(fields | size, r)`. */
export function recordInfo(m: ModuleContext, pos: Position, what: string, name: string): Expr {
  const fields = fieldsOf(m, name);
  if (what === 'size') return { type: 'integer', pos, value: fields.length + 1 };
  let list: Expr = { type: 'nil', pos };
  for (let i = fields.length - 1; i >= 0; i--) {
    list = { type: 'cons', pos, head: atomNode(pos, fields[i].name), tail: list };
  }
  return list;
}
