/** Construction of bitstrings: one builder, one put per segment. */
import type { BinNode } from '../syntax/ast.ts';
import { atomText, fresh, hold, place, put, set } from './context.ts';
import type { FunctionContext } from './context.ts';
import type { Text } from './ir.ts';
import { expr } from './lower.ts';
import { segmentOf, spread } from './segments.ts';
import type { Segment } from './segments.ts';

/** The text of the bitstring that a bit syntax expression makes. */
export function lowerBinary(fn: FunctionContext, node: BinNode): Text {
  const parts = node.elements.flatMap((whole): Part[] => {
    // The size of a string is evaluated, even where there are no characters.
    const once = whole.value.type === 'string' && whole.size !== null ? hold(fn, expr(fn, whole.size)) : null;
    if (once !== null && whole.value.type === 'string' && whole.value.codes.length === 0) {
      return [{ segment: segmentOf(whole), value: null, size: once }];
    }
    return spread([whole]).map((element) => ({
      segment: segmentOf(element),
      value: hold(fn, expr(fn, element.value)),
      size: once ?? (element.size === null ? null : hold(fn, expr(fn, element.size))),
    }));
  });
  const builder = fresh(fn);
  const first = parts[0];
  let start = 0;
  if (first !== undefined && first.segment.type === 'binary' && first.size === null && parts.length > 1) {
    start = 1;
    put(fn, {
      op: 'may',
      to: builder,
      fast: null,
      value: `_bitsFrom(${place(fn, node)},${first.value},${first.segment.unit})`,
      on: fn.handler,
    });
  } else set(fn, builder, '_builder()');
  for (let i = start; i < parts.length; i++) segment(fn, node, builder, i + 1, parts[i]);
  const to = fresh(fn);
  set(fn, to, `_finish(${builder})`);
  return to;
}

interface Part {
  readonly segment: Segment;
  /** Null for a string without characters, which has a size to check and nothing to put. */
  readonly value: Text | null;
  readonly size: Text | null;
}

function segment(fn: FunctionContext, node: BinNode, builder: Text, position: number, part: Part): void {
  const {
    size,
    segment: { type, unit, little },
  } = part;
  const value = part.value ?? 'N';
  const where = place(fn, node);
  const put1 = (fast: Text, slow: Text): void => {
    put(fn, { op: 'may', to: fresh(fn), fast, value: slow, on: fn.handler });
  };
  if (part.value === null && size === null) return;
  if (type === 'utf8' || type === 'utf16' || type === 'utf32') {
    put1(
      `_p${type}(${builder},${value}${type === 'utf8' ? '' : `,${little}`})`,
      `_binFail(${where},${position},"${type}",${value})`,
    );
    return;
  }
  if (type === 'binary' && size === null) {
    put1(`_pall(${builder},${value},${unit})`, `_binFail(${where},${position},"binary",${value})`);
    return;
  }
  let bits: Text;
  const known = size === null ? (type === 'float' ? 64 : 8 * unit) : /^\d+$/.test(size) ? Number(size) * unit : null;
  if (known !== null) bits = String(known);
  else {
    bits = fresh(fn);
    const badSize = `_raise(${where},${atomText(fn.module, 'error')},${atomText(fn.module, 'badarg')})`;
    put(fn, {
      op: 'may',
      to: bits,
      fast: `(${bits}=_bitSize(${size},${unit}))>=0`,
      value: part.value === null ? badSize : `_sizeFail(${where},${position},"${type}",${value},${size})`,
      on: fn.handler,
    });
  }
  if (part.value === null) return;
  const helper =
    type === 'binary'
      ? `_ppart(${builder},${value},${bits})`
      : `_p${type === 'float' ? 'float' : 'int'}(${builder},${value},${bits},${little})`;
  put1(helper, `_binFail(${where},${position},"${type}",${value})`);
}
