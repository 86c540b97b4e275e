/**
 * Trees to Erlang terms of the abstract format, as erl_parse of OTP 25 builds them. The other
 * direction is abstract-parse.ts. Annotations are made by the caller's function, so that a line,
 * a `{Line, Column}` or a fixed 0 may stand there.
 */
import { atom } from '../terms/atoms.ts';
import { Float } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { isGenerator } from './ast.ts';
import type { BinElement, CatchClause, Clause, Expr, Form, Guard, NameArity, Qualifier, TypeNode } from './ast.ts';
import { exprToTerm } from './constant-term.ts';
import { stringTerm, termList } from './diagnostic.ts';
import type { Position } from './position.ts';
import type { Token } from './token-types.ts';

export type Annotate = (pos: Position) => Term;

/** `{Line, Column}`; a place without a column is the line. */
export function lineColumn(pos: Position): Term {
  return pos.column === 0 ? pos.line : [pos.line, pos.column];
}

/** The line alone. */
export function lineOnly(pos: Position): Term {
  return pos.line;
}

const DEFAULT = atom('default');

function codeList(codes: readonly number[]): Term {
  return termList(codes);
}

/** An expression as a term. */
export function exprToAbstract(expr: Expr, anno: Annotate): Term {
  const go = (inner: Expr): Term => exprToAbstract(inner, anno);
  const all = (exprs: readonly Expr[]): Term => termList(exprs.map(go));
  const at = anno(expr.pos);
  switch (expr.type) {
    case 'atom':
      return [atom('atom'), at, atom(expr.name)];
    case 'char':
      return [atom('char'), at, expr.value];
    case 'integer':
      return [atom('integer'), at, expr.value];
    case 'float':
      return [atom('float'), at, new Float(expr.value)];
    case 'string':
      return [atom('string'), at, codeList(expr.codes)];
    case 'var':
      return [atom('var'), at, atom(expr.name)];
    case 'tuple':
      return [atom('tuple'), at, all(expr.elements)];
    case 'nil':
      return [atom('nil'), at];
    case 'cons':
      return consToAbstract(expr, anno);
    case 'bin':
      return [atom('bin'), at, termList(expr.elements.map((element) => binElement(element, anno)))];
    case 'map': {
      const fields = termList(
        expr.fields.map((field) => [atom(field.type), anno(field.pos), go(field.key), go(field.value)]),
      );
      return expr.base === null ? [atom('map'), at, fields] : [atom('map'), at, go(expr.base), fields];
    }
    case 'record': {
      const fields = termList(
        expr.fields.map((field) => {
          const kind = field.name === '_' ? 'var' : 'atom';
          const name = [atom(kind), anno(field.pos), atom(field.name)];
          return [atom('record_field'), anno(field.pos), name, go(field.value)];
        }),
      );
      const name = atom(expr.name);
      return expr.base === null
        ? [atom('record'), at, name, fields]
        : [atom('record'), at, go(expr.base), name, fields];
    }
    case 'record_field':
      return [
        atom('record_field'),
        at,
        go(expr.base),
        atom(expr.name),
        fieldName(expr.field, expr.fieldPos ?? expr.pos, anno),
      ];
    case 'record_index':
      return [atom('record_index'), at, atom(expr.name), fieldName(expr.field, expr.fieldPos ?? expr.pos, anno)];
    case 'op':
      return expr.left === null
        ? [atom('op'), at, atom(expr.op), go(expr.right)]
        : [atom('op'), at, atom(expr.op), go(expr.left), go(expr.right)];
    case 'match':
      return [atom('match'), at, go(expr.pattern), go(expr.value)];
    case 'maybe_match':
      return [atom('maybe_match'), at, go(expr.pattern), go(expr.value)];
    case 'call':
      return [atom('call'), at, go(expr.callee), all(expr.args)];
    case 'remote':
      return [atom('remote'), at, go(expr.module), go(expr.name)];
    case 'catch':
      return [atom('catch'), at, go(expr.expr)];
    case 'block':
      return [atom('block'), at, all(expr.body)];
    case 'if':
      return [atom('if'), at, clauses(expr.clauses, anno)];
    case 'case':
      return [atom('case'), at, go(expr.value), clauses(expr.clauses, anno)];
    case 'receive':
      return expr.after === null
        ? [atom('receive'), at, clauses(expr.clauses, anno)]
        : [atom('receive'), at, clauses(expr.clauses, anno), go(expr.after.timeout), all(expr.after.body)];
    case 'try':
      return [
        atom('try'),
        at,
        all(expr.body),
        clauses(expr.clauses, anno),
        termList(expr.handlers.map((handler) => catchClause(handler, anno))),
        all(expr.after),
      ];
    case 'maybe':
      return expr.clauses.length === 0
        ? [atom('maybe'), at, all(expr.body)]
        : [
            atom('maybe'),
            at,
            all(expr.body),
            [atom('else'), anno(expr.elsePos ?? expr.pos), clauses(expr.clauses, anno)],
          ];
    case 'fun':
      return [atom('fun'), at, [atom('clauses'), clauses(expr.clauses, anno)]];
    case 'named_fun':
      return [atom('named_fun'), at, atom(expr.name), clauses(expr.clauses, anno)];
    case 'fun_local':
      return [atom('fun'), at, [atom('function'), atom(expr.name), expr.arity]];
    case 'fun_remote':
      return [atom('fun'), at, [atom('function'), go(expr.module), go(expr.name), go(expr.arity)]];
    case 'lc':
      return [atom('lc'), at, go(expr.template), qualifiers(expr.qualifiers, anno)];
    case 'bc':
      return [atom('bc'), at, go(expr.template), qualifiers(expr.qualifiers, anno)];
    case 'value':
      return [atom('value'), at, expr.term as Term];
  }
}

/** Long lists are cons chains; the loop keeps the stack flat. */
function consToAbstract(expr: Expr, anno: Annotate): Term {
  const cells: { readonly at: Term; readonly head: Term }[] = [];
  let rest = expr;
  while (rest.type === 'cons') {
    cells.push({ at: anno(rest.pos), head: exprToAbstract(rest.head, anno) });
    rest = rest.tail;
  }
  let term = exprToAbstract(rest, anno);
  for (let i = cells.length - 1; i >= 0; i--) term = [atom('cons'), cells[i].at, cells[i].head, term];
  return term;
}

function fieldName(name: string, pos: Position, anno: Annotate): Term {
  return [atom('atom'), anno(pos), atom(name)];
}

function clauses(list: readonly Clause[], anno: Annotate): Term {
  return termList(list.map((clause) => clauseToAbstract(clause, anno)));
}

/** A clause as a term. */
export function clauseToAbstract(clause: Clause, anno: Annotate): Term {
  return [
    atom('clause'),
    anno(clause.pos),
    exprList(clause.patterns, anno),
    guardTerm(clause.guard, anno),
    exprList(clause.body, anno),
  ];
}

function exprList(exprs: readonly Expr[], anno: Annotate): Term {
  return termList(exprs.map((expr) => exprToAbstract(expr, anno)));
}

function guardTerm(guard: Guard, anno: Annotate): Term {
  return termList(guard.map((tests) => exprList(tests, anno)));
}

function catchClause(clause: CatchClause, anno: Annotate): Term {
  const at = anno(clause.pos);
  const kind = clause.class === null ? [atom('atom'), at, atom('throw')] : exprToAbstract(clause.class, anno);
  const stack =
    clause.stacktrace === null
      ? [atom('var'), anno(lastPosition(clause.pattern)), atom('_')]
      : exprToAbstract(clause.stacktrace, anno);
  const triple = [atom('tuple'), at, termList([kind, exprToAbstract(clause.pattern, anno), stack])];
  return [atom('clause'), at, termList([triple]), guardTerm(clause.guard, anno), exprList(clause.body, anno)];
}

/** The last place in a pattern; OTP puts the `_` of an unwritten stack trace there. */
function lastPosition(expr: Expr): Position {
  const inner = children(expr).map(lastPosition);
  return inner.reduce(
    (last, pos) => (pos.line > last.line || (pos.line === last.line && pos.column > last.column) ? pos : last),
    expr.pos,
  );
}

function children(expr: Expr): readonly Expr[] {
  switch (expr.type) {
    case 'tuple':
      return expr.elements;
    case 'cons':
      return [expr.head, expr.tail];
    case 'op':
      return expr.left === null ? [expr.right] : [expr.left, expr.right];
    case 'match':
      return [expr.pattern, expr.value];
    case 'map':
      return expr.fields.flatMap((field) => [field.key, field.value]);
    case 'record':
      return expr.fields.map((field) => field.value);
    case 'bin':
      return expr.elements.flatMap((element) =>
        element.size === null ? [element.value] : [element.value, element.size],
      );
    default:
      return [];
  }
}

function binElement(element: BinElement, anno: Annotate): Term {
  const size = element.size === null ? DEFAULT : exprToAbstract(element.size, anno);
  const types =
    element.types === null
      ? DEFAULT
      : termList(element.types.map((type) => (typeof type === 'string' ? atom(type) : [atom(type[0]), type[1]])));
  return [atom('bin_element'), anno(element.pos), exprToAbstract(element.value, anno), size, types];
}

function qualifiers(list: readonly Qualifier[], anno: Annotate): Term {
  return termList(
    list.map((qualifier) =>
      isGenerator(qualifier)
        ? [
            atom(qualifier.type),
            anno(qualifier.pos),
            exprToAbstract(qualifier.pattern, anno),
            exprToAbstract(qualifier.value, anno),
          ]
        : exprToAbstract(qualifier, anno),
    ),
  );
}

// ── Types ───────────────────────────────────────────────────────────────────────────────────

/** A type as a term. */
export function typeToAbstract(type: TypeNode, anno: Annotate): Term {
  const go = (inner: TypeNode): Term => typeToAbstract(inner, anno);
  const at = anno(type.pos);
  switch (type.type) {
    case 'atom':
      return [atom('atom'), at, atom(type.name)];
    case 'integer':
      return [atom('integer'), at, type.value];
    case 'char':
      return [atom('char'), at, type.value];
    case 'var':
      return [atom('var'), at, atom(type.name)];
    case 'op_type':
      return type.left === null
        ? [atom('op'), at, atom(type.op), go(type.right)]
        : [atom('op'), at, atom(type.op), go(type.left), go(type.right)];
    case 'ann_type':
      return [atom('ann_type'), at, termList([go(type.name), go(type.of)])];
    case 'user_type':
      return [atom('user_type'), at, atom(type.name), termList(type.args.map(go))];
    case 'remote_type':
      return [atom('remote_type'), at, termList([go(type.module), go(type.name), termList(type.args.map(go))])];
    case 'type':
      return builtInType(type.name, type.args, at, go);
  }
}

function builtInType(name: string, args: readonly TypeNode[] | 'any', at: Term, go: (inner: TypeNode) => Term): Term {
  const tag = atom('type');
  // The arguments of `fun((...) -> T)`.
  if (name === 'any' && args === 'any') return [tag, at, atom(name)];
  if (args === 'any') return [tag, at, atom(name), atom('any')];
  if (name === 'bounded_fun') {
    return [tag, at, atom(name), termList([go(args[0]), termList(args.slice(1).map(go))])];
  }
  if (name === 'constraint') {
    return [tag, at, atom(name), termList([go(args[0]), termList(args.slice(1).map(go))])];
  }
  return [tag, at, atom(name), termList(args.map(go))];
}

// ── Forms ───────────────────────────────────────────────────────────────────────────────────

function nameArities(list: readonly NameArity[]): Term {
  return termList(list.map(({ name, arity }) => [atom(name), arity]));
}

/** A form as a term. */
export function formToAbstract(form: Form, anno: Annotate): Term {
  const at = anno(form.pos);
  const attribute = (name: string, value: Term): Term => [atom('attribute'), at, atom(name), value];
  switch (form.type) {
    case 'module':
      return attribute('module', atom(form.name));
    case 'export':
      return attribute('export', nameArities(form.functions));
    case 'import':
      return attribute('import', [atom(form.module), nameArities(form.functions)]);
    case 'file':
      return attribute('file', [stringTerm(form.file), form.line]);
    case 'record_def':
      return attribute('record', [
        atom(form.name),
        termList(
          form.fields.map((field) => {
            const name = [atom('atom'), anno(field.pos), atom(field.name)];
            const plain =
              field.default === null
                ? [atom('record_field'), anno(field.pos), name]
                : [atom('record_field'), anno(field.pos), name, exprToAbstract(field.default, anno)];
            return field.typed === null
              ? plain
              : [atom('typed_record_field'), plain, typeToAbstract(field.typed, anno)];
          }),
        ),
      ]);
    case 'type_def':
      return attribute(form.kind, [
        atom(form.name),
        typeToAbstract(form.of, anno),
        termList(form.params.map((param) => exprToAbstract(param, anno))),
      ]);
    case 'spec': {
      const key: Term =
        form.module === null ? [atom(form.name), form.arity] : [atom(form.module), atom(form.name), form.arity];
      return attribute(form.kind, [key, termList(form.clauses.map((clause) => typeToAbstract(clause, anno)))]);
    }
    case 'attribute':
      return attribute(form.name, exprToTerm(form.value));
    case 'function':
      return [atom('function'), at, atom(form.name), form.arity, clauses(form.clauses, anno)];
    case 'eof':
      return [atom('eof'), at];
  }
}

// ── Tokens ──────────────────────────────────────────────────────────────────────────────────

/** A token as `erl_scan:string/3` returns it. */
export function tokenToTerm(token: Token, anno: Annotate): Term {
  const at = anno(token.pos);
  switch (token.type) {
    case 'atom':
    case 'var':
      return [atom(token.type), at, atom(token.value as string)];
    case 'integer':
    case 'char':
      return [atom(token.type), at, token.value as number | bigint];
    case 'float':
      return [atom('float'), at, new Float(token.value as number)];
    case 'string':
      return [atom('string'), at, codeList(token.value as readonly number[])];
    case 'white_space':
    case 'comment':
      return [atom(token.type), at, stringTerm(token.value as string)];
    default:
      return [atom(token.type), at];
  }
}
