/**
 * Clauses as decision trees. Rows of patterns stand over columns of values; neighbouring rows that
 * look at the same column share its tests, and a body is printed once. Falling through everything is failure.
 */
import type { Expr, Guard } from '../syntax/ast.ts';
import { collect, fresh, put, set, slotOf } from './context.ts';
import type { FunctionContext } from './context.ts';
import { matchBinary } from './binary-patterns.ts';
import { guardCondition, guardTerm } from './guards.ts';
import type { Stmt, Text } from './ir.ts';
import { constant } from './literals.ts';
import { owner } from './operators.ts';
import { recordPattern, fieldIndex } from './records.ts';

/** A clause on its way: what is still to be tested, column by column. */
export interface Row {
  /** Patterns still to match, by column; a column may hold several (aliases). */
  readonly cells: Map<Text, Expr[]>;
  /** Variables met so far, with the text of their value; assigned when the row is complete. */
  readonly binds: readonly (readonly [string, Text])[];
  readonly bound: ReadonlyMap<string, Text>;
  readonly guard: Guard;
  /** Lowers the body with `fn.bound` set. */
  readonly body: () => void;
  /** Whether code behind the clauses may use their variables: then each has its slot. */
  readonly exports: boolean;
  /** What sizes and keys mean by variables that the patterns hide (`fn.hidden`). */
  readonly hidden: ReadonlyMap<string, Text>;
  /** Conditions of repeated variables. */
  readonly equal: readonly Text[];
}

/** Matches columns against clauses; control comes out at the end only when none fits. */
export function matchRows(fn: FunctionContext, rows: readonly Row[]): void {
  let rest = rows;
  while (rest.length > 0) {
    const first = rest[0];
    const column = nextColumn(first);
    if (column === null) {
      if (finish(fn, first)) return;
      rest = rest.slice(1);
      continue;
    }
    let run = 1;
    while (run < rest.length && rest[run].cells.has(column)) run++;
    groups(fn, column, rest.slice(0, run));
    rest = rest.slice(run);
  }
}

/** A row over columns; variables and aliases are resolved at once. */
export function makeRow(
  fn: FunctionContext,
  columns: readonly Text[],
  patterns: readonly Expr[],
  guard: Guard,
  bound: ReadonlyMap<string, Text>,
  body: () => void,
  exports: boolean,
): Row {
  let row: Row = { cells: new Map(), binds: [], bound, hidden: fn.hidden, guard, body, equal: [], exports };
  for (let i = 0; i < columns.length; i++) row = addCell(fn, row, columns[i], patterns[i]);
  return row;
}

function addCell(fn: FunctionContext, row: Row, column: Text, pattern: Expr): Row {
  switch (pattern.type) {
    case 'var': {
      if (pattern.name === '_') return row;
      const known = row.bound.get(pattern.name);
      if (known === undefined) {
        const bound = new Map(row.bound);
        bound.set(pattern.name, column);
        return { ...row, bound, binds: [...row.binds, [pattern.name, column]] };
      }
      return { ...row, equal: [...row.equal, `(${known}===${column}||_eqx(${known},${column}))`] };
    }
    case 'match':
      return addCell(fn, addCell(fn, row, column, pattern.pattern), column, pattern.value);
    case 'record':
      return addCell(fn, row, column, recordPattern(fn.module, pattern));
    default: {
      const cells = new Map(row.cells);
      cells.set(column, [...(cells.get(column) ?? []), pattern]);
      return { ...row, cells };
    }
  }
}

function nextColumn(row: Row): Text | null {
  for (const column of row.cells.keys()) return column;
  return null;
}

function takeCell(row: Row, column: Text): { pattern: Expr; row: Row } {
  const cells = new Map(row.cells);
  const [pattern, ...others] = cells.get(column)!;
  if (others.length > 0) cells.set(column, others);
  else cells.delete(column);
  return { pattern, row: { ...row, cells } };
}

/** Variables get their slots, the guard is tested, the body follows. True when the row cannot fail. */
function finish(fn: FunctionContext, row: Row): boolean {
  const bound = new Map(row.bound);
  for (const [name, text] of row.binds) {
    if (!row.exports && /^[$]\d+$/.test(text)) continue;
    const slot = slotOf(fn, name);
    set(fn, slot, text);
    bound.set(name, slot);
  }
  const saved = fn.bound;
  fn.bound = bound;
  const { equal } = row;
  const guard = guardCondition(fn, row.guard);
  const tests = guard === null || guard === 'true' ? equal : [...equal, row.guard.length > 1 ? `(${guard})` : guard];
  if (tests.length === 0) {
    row.body();
    fn.bound = saved;
    return true;
  }
  const then = collect(fn, row.body);
  fn.bound = saved;
  put(fn, { op: 'if', test: tests.join('&&'), then, else: [] });
  return false;
}

interface Group {
  readonly key: string;
  readonly rows: { row: Row; pattern: Expr }[];
}

function groups(fn: FunctionContext, column: Text, rows: readonly Row[]): void {
  const list: Group[] = [];
  for (const row of rows) {
    const taken = takeCell(row, column);
    const key = keyOf(fn, taken.pattern);
    const last = key === null ? undefined : list.find((group) => group.key === key);
    if (last !== undefined && canJoin(list, last)) last.rows.push(taken);
    else list.push({ key: key ?? `#${list.length}`, rows: [taken] });
  }
  for (const group of list) emitGroup(fn, column, group);
}

/** A row may move up to its group only past rows that cannot match the same value. */
function canJoin(list: readonly Group[], group: Group): boolean {
  const from = list.indexOf(group);
  for (let i = from + 1; i < list.length; i++) if (list[i].key.startsWith('#')) return false;
  return true;
}

/** Equal keys: equal tests. Different keys: disjoint values. Null: neither is known. */
function keyOf(fn: FunctionContext, pattern: Expr): string | null {
  switch (pattern.type) {
    case 'tuple':
      return `tuple${pattern.elements.length}`;
    case 'cons':
      return 'cons';
    case 'nil':
      return 'N';
    case 'atom':
    case 'char':
    case 'integer':
      return constant(fn.module, pattern);
    case 'string':
      return pattern.codes.length === 0 ? 'N' : 'cons';
    case 'op':
      return constant(fn.module, pattern) !== null && pattern.right.type === 'integer'
        ? constant(fn.module, pattern)
        : null;
    default:
      return null;
  }
}

function emitGroup(fn: FunctionContext, x: Text, group: Group): void {
  const { pattern } = group.rows[0];
  switch (pattern.type) {
    case 'tuple': {
      const n = pattern.elements.length;
      const columns = pattern.elements.map((_, i) => `${x}[${i}]`);
      const test = `I(${x})&&${owner(x)}.length===${n}`;
      const parts = group.rows.map(({ pattern: p }) => (p.type === 'tuple' ? p.elements : []));
      under(fn, test, columns, group, parts);
      return;
    }
    case 'cons':
    case 'string': {
      if (pattern.type === 'string' && pattern.codes.length === 0) break;
      const parts = group.rows.map(({ pattern: p }) => (p.type === 'cons' ? [p.head, p.tail] : stringParts(p)));
      under(fn, `${x} instanceof C`, [`${owner(x)}.head`, `${owner(x)}.tail`], group, parts);
      return;
    }
    case 'map':
      emitMap(fn, x, group.rows[0].row, pattern.fields);
      return;
    case 'bin':
      emitBinary(fn, x, group.rows[0].row, pattern);
      return;
    case 'op':
      if (pattern.op === '++' && pattern.left !== null) {
        const { row } = group.rows[0];
        const list = concatenation(pattern.left, pattern.right);
        matchRows(fn, [addCell(fn, row, x, list)]);
        return;
      }
      break;
    default:
      break;
  }
  put(fn, {
    op: 'if',
    test: literalTest(fn, x, pattern),
    then: collect(fn, () =>
      matchRows(
        fn,
        group.rows.map((one) => one.row),
      ),
    ),
    else: [],
  });
}

/** Prefix patterns: `"abc" ++ T`, `[1, 2] ++ T`. */
function concatenation(left: Expr, right: Expr): Expr {
  if (left.type === 'string') {
    let list = right;
    for (let i = left.codes.length - 1; i >= 0; i--) {
      list = {
        type: 'cons',
        pos: left.pos,
        head: { type: 'integer', pos: left.pos, value: left.codes[i] },
        tail: list,
      };
    }
    return list;
  }
  if (left.type === 'cons') return { ...left, tail: concatenation(left.tail, right) };
  return right;
}

function stringParts(pattern: Expr): readonly Expr[] {
  if (pattern.type !== 'string') return [];
  const [code, ...codes] = pattern.codes;
  const { pos } = pattern;
  return [
    { type: 'integer', pos, value: code },
    codes.length === 0 ? { type: 'nil', pos } : { type: 'string', pos, codes },
  ];
}

function literalTest(fn: FunctionContext, x: Text, pattern: Expr): Text {
  const text = constant(fn.module, pattern);
  if (text !== null) {
    const simple =
      pattern.type === 'atom' ||
      pattern.type === 'char' ||
      pattern.type === 'integer' ||
      text === 'N' ||
      /^(\d+|\(-\d+\))$/.test(text);
    return simple ? `${x}===${text}` : `_eqx(${x},${text})`;
  }
  if (pattern.type === 'record_index') return `${x}===${fieldIndex(fn.module, pattern.name, pattern.field) + 1}`;
  return `_eqx(${x},${guardTerm(fn, pattern)})`;
}

/** Columns of a constructor; parts that any row tests or binds more than once are loaded first. */
function under(
  fn: FunctionContext,
  test: Text,
  columns: readonly Text[],
  group: Group,
  parts: readonly (readonly Expr[])[],
): void {
  const then = collect(fn, () => {
    const loaded = columns.map((column, i) => {
      const used = parts.filter((row) => !isAnonymous(row[i]));
      if (used.length === 0) return column;
      if (used.length === 1 && used[0][i].type === 'var') return column;
      if (used.length === 1 && isLeafTest(used[0][i])) return column;
      const to = fresh(fn);
      set(fn, to, column);
      return to;
    });
    const rows = group.rows.map(({ row }, r) => {
      let next = row;
      for (let i = 0; i < loaded.length; i++) next = addCell(fn, next, loaded[i], parts[r][i]);
      return next;
    });
    matchRows(fn, rows);
  });
  put(fn, { op: 'if', test, then, else: [] });
}

function isAnonymous(pattern: Expr): boolean {
  return pattern.type === 'var' && pattern.name === '_';
}

function isLeafTest(pattern: Expr): boolean {
  return pattern.type === 'atom' || pattern.type === 'integer' || pattern.type === 'nil' || pattern.type === 'char';
}

function emitMap(
  fn: FunctionContext,
  x: Text,
  row: Row,
  fields: readonly { readonly key: Expr; readonly value: Expr }[],
): void {
  const step = (index: number, current: Row): void => {
    if (index === fields.length) {
      matchRows(fn, [current]);
      return;
    }
    const saved = fn.bound;
    fn.bound = new Map([...current.bound, ...current.hidden]);
    const key = guardTerm(fn, fields[index].key);
    fn.bound = saved;
    const to = fresh(fn);
    set(fn, to, `_mapGet(${x},${key})`);
    const then = collect(fn, () => step(index + 1, addCell(fn, current, to, fields[index].value)));
    put(fn, { op: 'if', test: `${to}!==undefined`, then, else: [] });
  };
  put(fn, { op: 'if', test: `${x} instanceof Mp`, then: collect(fn, () => step(0, row)), else: [] });
}

function emitBinary(fn: FunctionContext, x: Text, row: Row, pattern: Expr): void {
  if (pattern.type !== 'bin') return;
  const matched = matchBinary(fn, x, pattern.elements, row.bound, row.hidden);
  let next: Row = row;
  for (const [column, part] of matched.parts) next = addCell(fn, next, column, part);
  const success = collect(fn, () => matchRows(fn, [next]));
  put(fn, { op: 'block', label: matched.fail, body: [...matched.stmts, ...success] as Stmt[] });
}
