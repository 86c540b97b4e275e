/**
 * Guards as JavaScript conditions. A guard expression that fails makes the whole guard false, so
 * values come with the conditions under which they exist; nothing here has an effect on Erlang's state.
 */
import type { Expr, Guard } from '../syntax/ast.ts';
import { withNewTypeTest } from '../syntax/old-type-tests.ts';
import { atomText, guardFunction, isSimple, temporary } from './context.ts';
import type { FunctionContext } from './context.ts';
import { variable } from './variables.ts';
import type { Text } from './ir.ts';
import { spread } from './segments.ts';
import { constant } from './literals.ts';
import { ARITHMETIC, COMPARISONS, UNARY, comparison, inlineGuard, owner, typeTest } from './operators.ts';
import { fieldIndex, fieldsOf, recordInfo, recordTuple } from './records.ts';
import { impossible } from '../terms/invariant.ts';

/** A value and what must hold for it to exist. */
interface Value {
  readonly pre: readonly Text[];
  readonly text: Text;
}

/** The condition of a whole guard; null when it is empty. */
export function guardCondition(fn: FunctionContext, guard: Guard): Text | null {
  if (guard.length === 0) return null;
  const texts = guard.map((tests) => tests.map((test) => truth(fn, withNewTypeTest(test))).join('&&'));
  return texts.length === 1 ? texts[0] : texts.map((text) => `(${text})`).join('||');
}

/** Literals that are atoms, whose identity is equality. */
export function atomsAmong(fn: FunctionContext, ...exprs: readonly Expr[]): ReadonlySet<Text> {
  const atoms = new Set<Text>();
  for (const expr of exprs) if (expr.type === 'atom') atoms.add(atomText(fn.module, expr.name));
  return atoms;
}

function joined(pre: readonly Text[], last: Text): Text {
  return [...pre, last].join('&&');
}

/** A condition that holds exactly when the expression's value is `true`. */
export function truth(fn: FunctionContext, expr: Expr): Text {
  if (expr.type === 'atom') return String(expr.name === 'true');
  if (expr.type === 'op' && expr.left !== null) {
    if (expr.op === 'andalso' || expr.op === 'and') return `${truth(fn, expr.left)}&&${truth(fn, expr.right)}`;
    if (expr.op === 'orelse' || expr.op === 'or') {
      if (cannotFail(expr.left) && (expr.op === 'orelse' || cannotFail(expr.right))) {
        return `(${truth(fn, expr.left)}||${truth(fn, expr.right)})`;
      }
    }
  }
  const condition = booleanCondition(fn, expr);
  if (condition !== null) return joined(condition.pre, condition.text);
  const { pre, text } = value(fn, expr);
  return joined(pre, `${text}===T`);
}

/** Whether an expression certainly gives a boolean. */
function cannotFail(expr: Expr): boolean {
  if (expr.type === 'op') {
    if (expr.left === null) return expr.op === 'not' && cannotFail(expr.right);
    if (COMPARISONS.has(expr.op)) return isSimple(expr.left) && isSimple(expr.right);
    return (
      ['andalso', 'orelse', 'and', 'or', 'xor'].includes(expr.op) && cannotFail(expr.left) && cannotFail(expr.right)
    );
  }
  const call = localName(expr);
  return call !== null && call.args.length === 1 && isSimple(call.args[0]) && typeTest(call.name, '') !== null;
}

/** Name and arguments of `f(…)` and `erlang:f(…)`. */
export function localName(expr: Expr): { name: string; args: readonly Expr[] } | null {
  if (expr.type !== 'call') return null;
  const { callee, args } = expr;
  if (callee.type === 'atom') return { name: callee.name, args };
  if (
    callee.type === 'remote' &&
    callee.module.type === 'atom' &&
    callee.module.name === 'erlang' &&
    callee.name.type === 'atom'
  ) {
    return { name: callee.name.name, args };
  }
  return null;
}

/** Comparisons, type tests and `not`, as conditions. */
function booleanCondition(fn: FunctionContext, expr: Expr): Value | null {
  if (expr.type === 'op') {
    if (expr.left === null) {
      if (expr.op !== 'not' || !cannotFail(expr.right)) return null;
      const inner = booleanCondition(fn, expr.right);
      return { pre: [], text: `!(${inner === null ? truth(fn, expr.right) : inner.text})` };
    }
    if (!COMPARISONS.has(expr.op)) return null;
    return compare(fn, expr.op, expr.left, expr.right);
  }
  const call = localName(expr);
  if (call === null) return null;
  if (call.args.length === 1) {
    if (typeTest(call.name, '') === null) return null;
    const x = held(fn, call.args[0]);
    return { pre: x.pre, text: typeTest(call.name, x.text)! };
  }
  if (call.args.length === 2 && COMPARISONS.has(call.name)) return compare(fn, call.name, call.args[0], call.args[1]);
  return recordTest(fn, call.name, call.args);
}

function compare(fn: FunctionContext, op: string, left: Expr, right: Expr): Value {
  const a = held(fn, left);
  const b = held(fn, right);
  return { pre: [...a.pre, ...b.pre], text: comparison(op, a.text, b.text, atomsAmong(fn, left, right)) };
}

/** `is_record/2,3` with a literal tag. */
function recordTest(fn: FunctionContext, name: string, args: readonly Expr[]): Value | null {
  if (name !== 'is_record' || args.length < 2 || args[1].type !== 'atom') return null;
  const tag = args[1].name;
  let size = fieldsOf(fn.module, tag).length + 1;
  if (args.length === 3) {
    const third = args[2];
    if (third.type !== 'integer' || typeof third.value !== 'number') return null;
    size = third.value;
  } else if (!fn.module.records.has(tag)) return null;
  const x = held(fn, args[0]);
  return { pre: x.pre, text: `(${isRecordText(fn, x.text, tag, size)})` };
}

/** `X` is a tuple of this size with this tag. */
export function isRecordText(fn: FunctionContext, x: Text, tag: string, size: number): Text {
  return `I(${x})&&${owner(x)}.length===${size}&&${x}[0]===${atomText(fn.module, tag)}`;
}

/** A value that may be mentioned twice. */
function held(fn: FunctionContext, expr: Expr): Value {
  const { pre, text } = value(fn, expr);
  if (/^([$#]\d+|[A-Z]\w*|\d+|\(-\d+\))$/.test(text)) return { pre, text };
  const to = temporary(fn);
  return { pre: [...pre, `((${to}=${text}),true)`], text: to };
}

/** `text` gives a term or `undefined`. */
function checked(fn: FunctionContext, pre: readonly Text[], text: Text): Value {
  const to = temporary(fn);
  return { pre: [...pre, `(${to}=${text})!==undefined`], text: to };
}

/** A term, or `undefined` when the expression fails. */
export function guardTerm(fn: FunctionContext, expr: Expr): Text {
  const { pre, text } = value(fn, expr);
  return pre.length === 0 ? text : `(${pre.join('&&')}?${text}:undefined)`;
}

function many(fn: FunctionContext, exprs: readonly Expr[]): { pre: Text[]; texts: Text[] } {
  const pre: Text[] = [];
  const texts: Text[] = [];
  for (const expr of exprs) {
    const one = held(fn, expr);
    pre.push(...one.pre);
    texts.push(one.text);
  }
  return { pre, texts };
}

function value(fn: FunctionContext, expr: Expr): Value {
  const m = fn.module;
  const known = constant(m, expr);
  if (known !== null) return { pre: [], text: known };
  switch (expr.type) {
    case 'var':
      return { pre: [], text: variable(fn, expr) };
    case 'tuple': {
      const { pre, texts } = many(fn, expr.elements);
      return { pre, text: `[${texts.join()}]` };
    }
    case 'cons': {
      const { pre, texts } = many(fn, [expr.head, expr.tail]);
      return { pre, text: `new C(${texts.join()})` };
    }
    case 'map': {
      const keys = many(
        fn,
        expr.fields.map((field) => field.key),
      );
      const values = many(
        fn,
        expr.fields.map((field) => field.value),
      );
      const base = expr.base === null ? { pre: [], text: 'EM' } : held(fn, expr.base);
      const exact = expr.fields.map((field) => (field.type === 'map_field_exact' ? '1' : '0'));
      const text = `_mapGuard(${base.text},[${keys.texts.join()}],[${values.texts.join()}],[${exact.join()}])`;
      return checked(fn, [...base.pre, ...keys.pre, ...values.pre], text);
    }
    case 'bin': {
      const parts = spread(expr.elements).map((element) => {
        const { texts, pre } = many(fn, element.size === null ? [element.value] : [element.value, element.size]);
        return { pre, text: `[${JSON.stringify(element.types ?? [])},${texts.join()}]` };
      });
      return checked(
        fn,
        parts.flatMap((part) => part.pre),
        `_binGuard([${parts.map((part) => part.text).join()}])`,
      );
    }
    case 'record':
      if (expr.base === null) return value(fn, recordTuple(m, expr));
      break;
    case 'record_index':
      return { pre: [], text: String(fieldIndex(m, expr.name, expr.field) + 1) };
    case 'record_field': {
      const base = held(fn, expr.base);
      const size = fieldsOf(m, expr.name).length + 1;
      const pre = [...base.pre, isRecordText(fn, base.text, expr.name, size)];
      return { pre, text: `${base.text}[${fieldIndex(m, expr.name, expr.field)}]` };
    }
    case 'op':
      return operator(fn, expr.op, expr.left, expr.right, expr);
    case 'block':
      return value(fn, expr.body[0]);
    case 'call': {
      const call = localName(expr);
      if (call === null) break;
      return guardCall(fn, call.name, call.args, expr);
    }
    default:
      break;
  }
  return impossible(`guard expression ${expr.type}`);
}

function operator(fn: FunctionContext, op: string, left: Expr | null, right: Expr, whole: Expr): Value {
  const condition = booleanCondition(fn, whole);
  if (condition !== null) return { pre: condition.pre, text: `(${condition.text}?T:F)` };
  if (left === null) {
    const x = held(fn, right);
    if (op === 'not') return checked(fn, x.pre, `(${x.text}===T?F:${x.text}===F?T:undefined)`);
    return checked(fn, x.pre, `${UNARY[op]}(${x.text})`);
  }
  if (op === 'andalso' || op === 'orelse') {
    const a = held(fn, left);
    const [go, stop] = op === 'andalso' ? ['T', 'F'] : ['F', 'T'];
    return checked(fn, a.pre, `(${a.text}===${go}?${guardTerm(fn, right)}:${a.text}===${stop}?${stop}:undefined)`);
  }
  const a = held(fn, left);
  const b = held(fn, right);
  const pre = [...a.pre, ...b.pre];
  if (op === 'and' || op === 'or' || op === 'xor') return checked(fn, pre, `_${op}(${a.text},${b.text})`);
  return checked(fn, pre, `${ARITHMETIC[op]}(${a.text},${b.text})`);
}

function guardCall(fn: FunctionContext, name: string, args: readonly Expr[], whole: Expr): Value {
  const m = fn.module;
  if (name === 'record_info' && args[0].type === 'atom' && args[1].type === 'atom') {
    return value(fn, recordInfo(m, whole.pos, args[0].name, args[1].name));
  }
  const condition = booleanCondition(fn, whole);
  if (condition !== null) return { pre: condition.pre, text: `(${condition.text}?T:F)` };
  if (ARITHMETIC[name] !== undefined || UNARY[name] !== undefined || ['and', 'or', 'xor', 'not'].includes(name)) {
    return args.length === 1
      ? operator(fn, name, null, args[0], { type: 'op', pos: whole.pos, op: name, left: null, right: args[0] })
      : operator(fn, name, args[0], args[1], { type: 'op', pos: whole.pos, op: name, left: args[0], right: args[1] });
  }
  const { pre, texts } = many(fn, args);
  const key = `${name}/${args.length}`;
  const inline = inlineGuard(key, texts);
  if (key === 'self/0' || key === 'node/0') return { pre, text: inline! };
  return checked(fn, pre, inline ?? `${guardFunction(m, key)}(${texts.join()})`);
}
