/** Bit syntax in patterns: reads segment by segment; a failed read leaves through a label. */
import type { BinElement, Expr } from '../syntax/ast.ts';
import { collect, fresh, label, put, set } from './context.ts';
import type { FunctionContext } from './context.ts';
import { guardTerm } from './guards.ts';
import type { Label, Stmt, Text } from './ir.ts';
import { integerOf } from './literals.ts';
import { segmentOf, spread } from './segments.ts';

export interface BinaryMatch {
  readonly stmts: readonly Stmt[];
  readonly fail: Label;
  /** Values read, each with the pattern that it must match. */
  readonly parts: readonly (readonly [Text, Expr])[];
}

/**
 * Statements that read the segments of `x`; sizes may use variables bound before or within, and those of the
 * surroundings that the pattern hides.
 */
export function matchBinary(
  fn: FunctionContext,
  column: Text,
  elements: readonly BinElement[],
  bound: ReadonlyMap<string, Text>,
  hidden: ReadonlyMap<string, Text>,
): BinaryMatch {
  const fail = label(fn);
  const parts: [Text, Expr][] = [];
  const saved = fn.bound;
  const inner = new Map([...bound, ...hidden]);
  fn.bound = inner;
  const stmts = collect(fn, () => {
    let x = column;
    if (/^\(?-?\d/.test(column)) {
      // A number stands here as itself, and has no fields.
      x = fresh(fn);
      set(fn, x, column);
    }
    const unless = (test: Text): void => put(fn, { op: 'if', test, then: [{ op: 'break', label: fail }], else: [] });
    unless(`!(${x} instanceof Bits)`);
    let at: Text = '0';
    const all = spread(elements);
    const move = (by: Text): void => {
      const next = fresh(fn);
      set(fn, next, at === '0' ? by : `${at}+${by}`);
      at = next;
    };
    all.forEach((element, i) => {
      const { type, unit, signed, little } = segmentOf(element);
      const to = fresh(fn);
      if (type === 'binary' && element.size === null) {
        set(fn, to, at === '0' ? x : `_slice(${x},${at},${x}.bitLength-${at})`);
        unless(`${to}===undefined${unit > 1 ? `||${to}.bitLength%${unit}!==0` : ''}`);
        at = `${x}.bitLength`;
      } else if (type === 'utf8' || type === 'utf16' || type === 'utf32') {
        const order = type === 'utf8' ? '' : `,${little}`;
        set(fn, to, `_r${type}(${x},${at}${order})`);
        unless(`${to}<0`);
        move(type === 'utf8' ? `_utf8Size(${to})` : type === 'utf16' ? `_utf16Size(${to})` : '32');
      } else {
        let size: Text;
        if (element.size === null) size = type === 'float' ? String(64) : String(8 * unit);
        else if (element.size.type === 'integer') size = String(Number(element.size.value) * unit);
        else {
          size = fresh(fn);
          set(fn, size, `_bitSize(${guardTerm(fn, element.size)},${unit})`);
          unless(`${size}<0`);
        }
        if (type === 'binary') set(fn, to, `_slice(${x},${at},${size})`);
        else if (type === 'float') set(fn, to, `_rfloat(${x},${at},${size},${little})`);
        else if (size === '8' && !signed) set(fn, to, `_rbyte(${x},${at})`);
        else set(fn, to, `_rint(${x},${at},${size},${signed},${little})`);
        unless(`${to}===undefined`);
        move(size);
      }
      const { value } = element;
      if (value.type === 'var' && value.name !== '_') inner.set(value.name, to);
      const number = type === 'float' ? integerOf(value) : undefined;
      parts.push([to, number === undefined ? value : { type: 'float', pos: value.pos, value: Number(number) }]);
      if (i === all.length - 1 && at !== `${x}.bitLength`) unless(`${at}!==${x}.bitLength`);
    });
    if (all.length === 0) unless(`${x}.bitLength!==0`);
  });
  fn.bound = saved;
  return { stmts, fail, parts };
}
