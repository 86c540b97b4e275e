/**
 * Trees as text, laid out as erl_pp of OTP 25 does: what fits stays on a line of 72 columns;
 * clauses, comprehensions and `andalso`/`orelse` always break. A layout is text whose later lines
 * carry their whole indentation, so a layout is made for the column it starts at.
 */
import { shortFloat } from '../terms/float-text.ts';
import { isGenerator } from './ast.ts';
import type { BinElement, CatchClause, Clause, Expr, Guard, Qualifier } from './ast.ts';
import { isAutoImported } from './bif-table.ts';
import { BINARY_OPERATORS, MATCH_STRENGTH, PREFIX_STRENGTH } from './operators.ts';
import { atomText, charText, escapedText } from './token-text.ts';

export const WIDTH = 72;
export const INDENT = 4;
const PRIMARY = 1000;
const SHORTEST_PIECE = 5;

export function pad(column: number): string {
  return '\n' + ' '.repeat(column);
}

function isFlat(text: string): boolean {
  return !text.includes('\n');
}

/** Column behind a layout that starts at `column`. */
function endColumn(text: string, column: number): number {
  const at = text.lastIndexOf('\n');
  return at < 0 ? column + text.length : text.length - at - 1;
}

export function fits(text: string, column: number): boolean {
  return isFlat(text) && column + text.length <= WIDTH;
}

/** An expression as `erl_pp:expr/1` prints it, starting at `column`. */
export function prettyExpression(expr: Expr, column = 0): string {
  return layout(expr, column, 0);
}

/** Expressions between commas (`erl_pp:exprs/1`). */
export function prettyExpressions(exprs: readonly Expr[], column = 0): string {
  return items(exprs, column, '', '');
}

function strengthOf(expr: Expr): number {
  switch (expr.type) {
    case 'op':
      return expr.left === null ? PREFIX_STRENGTH : (BINARY_OPERATORS.get(expr.op)?.strength ?? 0);
    case 'match':
      return MATCH_STRENGTH;
    case 'call':
    case 'remote':
    case 'record':
    case 'record_field':
    case 'record_index':
    case 'map':
      return 700;
    case 'integer':
    case 'float':
      return expr.value < 0 ? PREFIX_STRENGTH : PRIMARY;
    default:
      return PRIMARY;
  }
}

export function layout(expr: Expr, column: number, least: number): string {
  if (strengthOf(expr) < least) return `(${bare(expr, column + 1)})`;
  return bare(expr, column);
}

/** A base of `#`, `:` or a call: only what the grammar takes there without parentheses. */
function base(expr: Expr, column: number): string {
  return layout(expr, column, 701);
}

function bare(expr: Expr, column: number): string {
  switch (expr.type) {
    case 'atom':
      return atomText(expr.name);
    case 'var':
      return expr.name;
    case 'integer':
      return String(expr.value);
    case 'float':
      return shortFloat(expr.value);
    case 'char':
      return characterText(expr.value);
    case 'string':
      return stringText(expr.codes, column);
    case 'nil':
      return '[]';
    case 'value':
      return '<value>';
    case 'tuple':
      return items(expr.elements, column, '{', '}');
    case 'cons':
      return listText(expr, column);
    case 'bin':
      return binaryText(expr.elements, column);
    case 'map': {
      const front = expr.base === null ? '' : base(expr.base, column);
      const fields = expr.fields.map((field) => (at: number): string => {
        const key = layout(field.key, at, 0);
        return step(`${key} ${field.type === 'map_field_assoc' ? '=>' : ':='}`, field.value, at, 0);
      });
      return front + parts(fields, endColumn(front, column), '#{', '}');
    }
    case 'record': {
      const front = expr.base === null ? '' : base(expr.base, column);
      const fields = expr.fields.map(
        (field) =>
          (at: number): string =>
            step(`${field.name === '_' ? '_' : atomText(field.name)} =`, field.value, at, 0),
      );
      return front + parts(fields, endColumn(front, column), `#${atomText(expr.name)}{`, '}');
    }
    case 'record_field':
      return `${base(expr.base, column)}#${atomText(expr.name)}.${atomText(expr.field)}`;
    case 'record_index':
      return `#${atomText(expr.name)}.${atomText(expr.field)}`;
    case 'op':
      return operatorText(expr, column);
    case 'match': {
      const left = layout(expr.pattern, column, MATCH_STRENGTH + 1);
      return step(`${left} =`, expr.value, column, MATCH_STRENGTH);
    }
    case 'maybe_match':
      return step(`${layout(expr.pattern, column, MATCH_STRENGTH + 1)} ?=`, expr.value, column, 0);
    case 'call': {
      const callee = calleeText(expr.callee, expr.args.length, column);
      return callee + items(expr.args, endColumn(callee, column), '(', ')');
    }
    case 'remote': {
      const module = base(expr.module, column);
      return `${module}:${base(expr.name, endColumn(module, column) + 1)}`;
    }
    case 'catch': {
      const flat = `catch ${layout(expr.expr, column + 6, 0)}`;
      return fits(flat, column) ? flat : `catch${pad(column + INDENT)}${layout(expr.expr, column + INDENT, 0)}`;
    }
    case 'block':
      return blockText(expr.body, column);
    case 'if':
      return `if${clauseLines(expr.clauses, column + INDENT, ifHead)}${pad(column)}end`;
    case 'case': {
      const flat = `case ${layout(expr.value, column + 5, 0)} of`;
      const head = fits(flat, column)
        ? flat
        : `case${pad(column + INDENT)}${layout(expr.value, column + INDENT, 0)}${pad(column)}of`;
      return `${head}${clauseLines(expr.clauses, column + INDENT, patternHead)}${pad(column)}end`;
    }
    case 'receive':
      return receiveText(expr, column);
    case 'try':
      return tryText(expr, column);
    case 'maybe': {
      const otherwise =
        expr.clauses.length === 0 ? '' : `${pad(column)}else${clauseLines(expr.clauses, column + INDENT, patternHead)}`;
      return `maybe${bodyLines(expr.body, column + INDENT)}${otherwise}${pad(column)}end`;
    }
    case 'fun':
      return `fun${funClauses(expr.clauses, column + 3, '')}${pad(column)}end`;
    case 'named_fun':
      return `fun ${funClauses(expr.clauses, column + 4, expr.name)}${pad(column)}end`;
    case 'fun_local':
      return `fun ${atomText(expr.name)}/${expr.arity}`;
    case 'fun_remote':
      return `fun ${layout(expr.module, column, 0)}:${layout(expr.name, column, 0)}/${layout(expr.arity, column, 0)}`;
    case 'lc':
      return comprehension(expr.template, expr.qualifiers, column, '[', ']');
    case 'bc':
      return comprehension(expr.template, expr.qualifiers, column, '<<', '>>');
  }
}

/** `Left =` and what follows: on the line when it fits or the left is short, else indented below. */
export function step(left: string, right: Expr, column: number, least: number): string {
  const at = endColumn(left, column) + 1;
  const beside = layout(right, at, least);
  if (isFlat(left) && (fits(beside, at) || left.length + 1 <= INDENT)) return `${left} ${beside}`;
  return `${left}${pad(column + INDENT)}${layout(right, column + INDENT, least)}`;
}

/** What is called; built-in functions go without their module. */
function calleeText(callee: Expr, arity: number, column: number): string {
  if (callee.type === 'remote' && callee.module.type === 'atom' && callee.name.type === 'atom') {
    const { name } = callee.name;
    if (callee.module.name === 'erlang' && isAutoImported(`${name}/${arity}`)) return atomText(name);
  }
  return callee.type === 'remote' || callee.type === 'fun' ? bare(callee, column) : base(callee, column);
}

/** A character, beyond Latin-1 by its code; a space stands as it is. */
export function characterText(code: number): string {
  if (code === 32) return '$ ';
  return code > 255 ? `$\\x{${code.toString(16).toUpperCase()}}` : charText(code);
}

// ── Sequences ───────────────────────────────────────────────────────────────────────────────

export type Part = (column: number) => string;

function isLeaf(expr: Expr): boolean {
  switch (expr.type) {
    case 'atom':
    case 'var':
    case 'integer':
    case 'float':
    case 'nil':
      return true;
    case 'tuple':
    case 'bin':
      return expr.elements.length === 0;
    default:
      return false;
  }
}

export function items(exprs: readonly Expr[], column: number, open: string, close: string): string {
  const made = exprs.map(
    (expr): Part =>
      (at) =>
        layout(expr, at, 0),
  );
  return parts(made, column, open, close, exprs.map(isLeaf));
}

/** Parts between commas: one line if it fits; else leaves fill lines and others have their own. */
export function parts(
  list: readonly Part[],
  column: number,
  open: string,
  close: string,
  leaves: readonly boolean[] = [],
  broken = false,
): string {
  const inner = column + open.length;
  const flat = open + list.map((part) => part(inner)).join(', ') + close;
  if (!broken && fits(flat, column)) return flat;
  let text = open;
  let at = inner;
  list.forEach((part, index) => {
    const last = index === list.length - 1;
    if (index > 0) {
      const word = part(at + 1);
      const room =
        leaves[index] === true &&
        leaves[index - 1] === true &&
        at + 1 + word.length + (last ? close.length : 1) <= WIDTH;
      text += room ? ' ' : pad(inner);
      at = room ? at + 1 : inner;
    }
    const made = part(at);
    text += last ? made : `${made},`;
    at = endColumn(made, at) + 1;
  });
  return text + close;
}

function listText(expr: Expr, column: number): string {
  const elements: Expr[] = [];
  let rest = expr;
  while (rest.type === 'cons') {
    elements.push(rest.head);
    rest = rest.tail;
  }
  if (rest.type === 'nil') return items(elements, column, '[', ']');
  const tail = rest;
  const front = items(elements, column, '[', '');
  const flat = `${front} | ${layout(tail, endColumn(front, column) + 3, 0)}]`;
  if (fits(flat, column)) return flat;
  const made = elements.map(
    (element): Part =>
      (at) =>
        layout(element, at, 0),
  );
  const above = parts(made, column, '[', '', elements.map(isLeaf), true);
  const end = layout(tail, column + 1, 0);
  const isBeside =
    isLeaf(tail) && isLeaf(elements[elements.length - 1]) && fits(` | ${end}]`, endColumn(above, column));
  return isBeside ? `${above} | ${end}]` : `${above} |${pad(column + 1)}${end}]`;
}

function stringText(codes: readonly number[], column: number): string {
  const whole = `"${escapedText(codes, 34)}"`;
  if (column + whole.length <= WIDTH) return whole;
  // Pieces have at least five characters, whatever room there is.
  const room = Math.max(WIDTH - column, SHORTEST_PIECE);
  const lines: string[] = [];
  for (let from = 0; from < codes.length;) {
    let count = Math.min(room, codes.length - from);
    let piece = `"${escapedText(codes.slice(from, from + count), 34)}"`;
    while (piece.length > room && count > SHORTEST_PIECE) {
      count--;
      piece = `"${escapedText(codes.slice(from, from + count), 34)}"`;
    }
    lines.push(piece);
    from += count;
  }
  return lines.join(pad(column));
}

function binaryText(elements: readonly BinElement[], column: number): string {
  const texts = elements.map((element) => {
    const value = segment(element.value, column + 2);
    const size = element.size === null ? '' : `:${segment(element.size, column)}`;
    const types =
      element.types === null
        ? ''
        : '/' + element.types.map((type) => (typeof type === 'string' ? type : `${type[0]}:${type[1]}`)).join('-');
    return value + size + types;
  });
  const flat = `<<${texts.join(',')}>>`;
  if (fits(flat, column)) return flat;
  return `<<${texts.join(`,${pad(column + 2)}`)}>>`;
}

function segment(expr: Expr, column: number): string {
  return layout(expr, column, PRIMARY);
}

function operatorText(expr: Expr & { readonly type: 'op' }, column: number): string {
  const { op, left, right } = expr;
  if (left === null) {
    const front = /^[a-z]/.test(op) ? `${op} ` : op;
    const signed = right.type === 'op' && right.left === null ? PREFIX_STRENGTH + 1 : PREFIX_STRENGTH;
    return front + layout(right, column + front.length, signed);
  }
  const operator = BINARY_OPERATORS.get(op);
  const strength = operator?.strength ?? 0;
  const leftLeast = operator?.side === 'left' ? strength : strength + 1;
  const rightLeast = operator?.side === 'right' ? strength : strength + 1;
  const first = layout(left, column, leftLeast);
  const second = layout(right, column, rightLeast);
  const flat = `${first} ${op} ${second}`;
  if (op !== 'andalso' && op !== 'orelse' && fits(flat, column)) return flat;
  return `${first}${pad(column)}${op}${pad(column)}${second}`;
}

function comprehension(
  template: Expr,
  qualifiers: readonly Qualifier[],
  column: number,
  open: string,
  close: string,
): string {
  const at = column + open.length;
  const inner = at + INDENT;
  const lines = qualifiers.map((qualifier) => {
    if (!isGenerator(qualifier)) return layout(qualifier, inner, 0);
    const mark = qualifier.type === 'generate' ? '<-' : '<=';
    return step(`${layout(qualifier.pattern, inner, 0)} ${mark}`, qualifier.value, inner, 0);
  });
  return `${open} ${pad(at)}${layout(template, at, 0)} ||${pad(inner)}${lines.join(`,${pad(inner)}`)}${pad(column)}${close}`;
}

// ── Clauses ─────────────────────────────────────────────────────────────────────────────────

function guardText(guard: Guard, column: number): string {
  const tests = guard.map((alternative) => alternative.map((test) => layout(test, column, 0)));
  const flat = tests.map((alternative) => alternative.join(', ')).join('; ');
  if (isFlat(flat)) return flat;
  return tests.map((alternative) => alternative.join(`,${pad(column)}`)).join(`;${pad(column)}`);
}

/** `Head when Guard`, the guard on lines of its own when it does not fit behind the head. */
export function withGuard(head: string, guard: Guard, column: number): string {
  if (guard.length === 0) return head;
  const at = endColumn(head, column);
  const beside = ` when ${guardText(guard, at + 6)}`;
  if (isFlat(head) && fits(beside, at)) return head + beside;
  const below = `when ${guardText(guard, column + INDENT + 5)}`;
  if (fits(below, column + INDENT)) return `${head}${pad(column + INDENT)}${below}`;
  const inner = column + 2 * INDENT;
  const alternatives = guard.map((tests) => conjunction(tests, inner));
  return `${head}${pad(column + INDENT)}when${pad(inner)}${alternatives.join(`;${pad(inner)}`)}`;
}

function conjunction(tests: readonly Expr[], column: number): string {
  const flat = tests.map((test) => layout(test, column, 0)).join(', ');
  if (fits(flat, column)) return flat;
  return tests.map((test) => layout(test, column, 0)).join(`,${pad(column)}`);
}

export function bodyLines(body: readonly Expr[], column: number): string {
  return body.map((expr) => pad(column) + layout(expr, column, 0)).join(',');
}

function ifHead(clause: Clause, column: number): string {
  const alternatives = clause.guard.map((tests) => conjunction(tests, column));
  const flat = alternatives.join(';');
  return fits(flat, column) ? flat : alternatives.join(`;${pad(column)}`);
}

function patternHead(clause: Clause, column: number): string {
  const head = layout(clause.patterns[0], column, 0);
  return withGuard(head, clause.guard, column);
}

function clauseLines(
  clauses: readonly Clause[],
  column: number,
  head: (clause: Clause, column: number) => string,
): string {
  return clauses
    .map((clause) => `${pad(column)}${head(clause, column)} ->${bodyLines(clause.body, column + INDENT)}`)
    .join(';');
}

function catchHead(clause: CatchClause, column: number): string {
  const kind = clause.class === null ? 'throw' : layout(clause.class, column, 0);
  const stack = clause.stacktrace === null ? '' : `:${clause.stacktrace.name}`;
  const head = `${kind}:${layout(clause.pattern, column, 0)}${stack}`;
  return withGuard(head, clause.guard, column);
}

function funClauses(clauses: readonly Clause[], column: number, name: string): string {
  return clauses
    .map((clause) => {
      const head = items(clause.patterns, column + name.length, `${name}(`, ')');
      return `${withGuard(head, clause.guard, column)} ->${bodyLines(clause.body, column + INDENT)}`;
    })
    .join(`;${pad(column)}`);
}

function blockText(body: readonly Expr[], column: number): string {
  if (body.length === 1) {
    const flat = `begin ${layout(body[0], column + 6, 0)} end`;
    if (fits(flat, column)) return flat;
  }
  return `begin${bodyLines(body, column + INDENT)}${pad(column)}end`;
}

function receiveText(expr: Expr & { readonly type: 'receive' }, column: number): string {
  let after = '';
  if (expr.after !== null) {
    const timeout = layout(expr.after.timeout, column + INDENT, 0);
    const one = expr.after.body.length === 1 ? layout(expr.after.body[0], 0, 0) : '\n';
    if (expr.clauses.length === 0) {
      const flat = `receive after ${timeout} -> ${one} end`;
      if (fits(flat, column)) return flat;
    }
    const short = `${timeout} -> ${one}`;
    const text = fits(short, column + INDENT)
      ? short
      : `${timeout} ->${bodyLines(expr.after.body, column + 2 * INDENT)}`;
    after = `${pad(column)}after${pad(column + INDENT)}${text}`;
  }
  return `receive${clauseLines(expr.clauses, column + INDENT, patternHead)}${after}${pad(column)}end`;
}

function tryText(expr: Expr & { readonly type: 'try' }, column: number): string {
  let text = `try${bodyLines(expr.body, column + INDENT)}`;
  if (expr.clauses.length > 0) {
    const flat = `try ${layout(expr.body[0], column + 4, 0)} of`;
    text = expr.body.length === 1 && fits(flat, column) ? flat : `${text}${pad(column)}of`;
    text += clauseLines(expr.clauses, column + INDENT, patternHead);
  }
  if (expr.handlers.length > 0) {
    const at = column + INDENT;
    const handlers = expr.handlers
      .map((clause) => `${pad(at)}${catchHead(clause, at)} ->${bodyLines(clause.body, at + INDENT)}`)
      .join(';');
    text += `${pad(column)}catch${handlers}`;
  }
  if (expr.after.length > 0) text += `${pad(column)}after${bodyLines(expr.after, column + INDENT)}`;
  return `${text}${pad(column)}end`;
}
