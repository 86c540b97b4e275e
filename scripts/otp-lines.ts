/**
 * Moves the functions of a module that stands in for one of OTP's to where they are in OTP, for the line numbers in
 * stacks. src/engine/otp/lines.txt, which otp-lines.escript makes, names the line of each function and of the calls,
 * operators, cases and matches in it. A thing in our function stands where its namesake (the first the first, the
 * second the second) stands in OTP's; what has none stands with what is before it. Modules with `-file` attributes
 * place their functions themselves.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Form } from '../src/engine/syntax/ast.ts';
import type { Position } from '../src/engine/syntax/position.ts';

const TABLE = join(import.meta.dirname, '../src/engine/otp/lines.txt');

interface Place {
  readonly line: number;
  readonly inside: ReadonlyMap<string, readonly number[]>;
}
/** By `name/arity`. */
type Places = ReadonlyMap<string, Place>;

/** What a build depends on here: the table and this file. */
export function linesText(): string {
  return readFileSync(TABLE, 'utf8') + readFileSync(import.meta.filename, 'utf8');
}

/** By module. */
export function readLines(): ReadonlyMap<string, Places> {
  const modules = new Map<string, Map<string, Place>>();
  let places = new Map<string, Place>();
  for (const row of readFileSync(TABLE, 'utf8').split('\n')) {
    if (row === '') continue;
    if (!row.startsWith(' ')) {
      places = new Map();
      modules.set(row, places);
      continue;
    }
    const [name, line, ...pairs] = row.slice(1).split(' ');
    const inside = new Map<string, readonly number[]>();
    for (let i = 0; i + 1 < pairs.length; i += 2) {
      inside.set(
        pairs[i],
        pairs[i + 1].split(',').map((offset) => Number(line) + Number(offset)),
      );
    }
    places.set(name, { line: Number(line), inside });
  }
  return modules;
}

/** The forms with OTP's line numbers. */
export function placed(forms: readonly Form[], modules: ReadonlyMap<string, Places>): readonly Form[] {
  const module = forms.find((form) => form.type === 'module');
  const places = module === undefined ? undefined : modules.get(module.name);
  if (places === undefined || forms.filter((form) => form.type === 'file').length > 1) return forms;
  return forms.map((form) => {
    const place = form.type === 'function' ? places.get(`${form.name}/${form.arity}`) : undefined;
    return place === undefined ? form : moved(form, place);
  });
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}

function isPosition(value: unknown): value is Position {
  return isTree(value) && typeof value['line'] === 'number' && typeof value['column'] === 'number';
}

/** What lines.txt calls a node of the tree; null for what it does not know. */
function keyOf(node: Tree): string | null {
  switch (node['type']) {
    case 'call': {
      const { callee, args } = node;
      return `${calleeName(callee)}/${Array.isArray(args) ? args.length : 0}`;
    }
    case 'op':
      return `${String(node['op'])}/${node['left'] === null ? 1 : 2}`;
    case 'case':
    case 'if':
    case 'match':
    case 'map':
    case 'bin':
    case 'generate':
    case 'b_generate':
      return node['type'];
    default:
      return null;
  }
}

function calleeName(callee: unknown): string {
  if (!isTree(callee)) return '()';
  if (callee['type'] === 'atom') return String(callee['name']);
  const { name } = callee;
  if (callee['type'] === 'remote' && isTree(name) && name['type'] === 'atom') return String(name['name']);
  return '()';
}

function moved(form: Form, place: Place): Form {
  const nodes: { readonly node: Tree; readonly pos: Position }[] = [];
  collect(form, nodes);
  nodes.sort((a, b) => a.pos.line - b.pos.line || a.pos.column - b.pos.column);
  const used = new Map<string, number>();
  const lines = new Map<unknown, number>();
  let last = place.line;
  for (const { node } of nodes) {
    const key = keyOf(node);
    const found = key === null ? undefined : place.inside.get(key);
    if (key !== null && found !== undefined) {
      const nth = used.get(key) ?? 0;
      used.set(key, nth + 1);
      last = found[Math.min(nth, found.length - 1)];
    }
    lines.set(node, last);
  }
  lines.set(form, place.line);
  return rebuilt(form, lines) as Form;
}

function collect(value: unknown, nodes: { readonly node: Tree; readonly pos: Position }[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, nodes);
  else if (isTree(value) && !isPosition(value)) {
    const { pos } = value;
    if (isPosition(pos)) nodes.push({ node: value, pos });
    for (const inner of Object.values(value)) collect(inner, nodes);
  }
}

function rebuilt(value: unknown, lines: ReadonlyMap<unknown, number>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => rebuilt(item, lines));
  if (!isTree(value) || isPosition(value)) return value;
  const line = lines.get(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === 'pos' && isPosition(inner) && line !== undefined) return [key, { line, column: inner.column }];
      return [key, rebuilt(inner, lines)];
    }),
  );
}
