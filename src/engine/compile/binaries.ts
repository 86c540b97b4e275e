/** Construction of bitstrings: one builder, one put per segment. */
import type { BinElement, BinNode } from '../syntax/ast.ts';
import { fresh, hold, place, put, set } from './context.ts';
import type { FunctionContext } from './context.ts';
import { segmentOf, spread } from './binary-patterns.ts';
import type { Segment } from './binary-patterns.ts';
import type { Text } from './ir.ts';
import { expr } from './lower.ts';

/** The text of the bitstring that a bit syntax expression makes. */
export function lowerBinary(fn: FunctionContext, node: BinNode): Text {
  const elements = spread(node.elements);
  const parts = elements.map((element) => ({
    element,
    segment: segmentOf(element),
    value: hold(fn, expr(fn, element.value)),
    size: element.size === null ? null : hold(fn, expr(fn, element.size)),
  }));
  const builder = fresh(fn);
  const first = parts[0];
  let start = 0;
  if (first !== undefined && first.segment.type === 'binary' && first.size === null && elements.length > 1) {
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
  readonly element: BinElement;
  readonly segment: Segment;
  readonly value: Text;
  readonly size: Text | null;
}

function segment(fn: FunctionContext, node: BinNode, builder: Text, position: number, part: Part): void {
  const {
    value,
    size,
    segment: { type, unit, little },
  } = part;
  const where = place(fn, node);
  const put1 = (fast: Text, slow: Text): void => {
    put(fn, { op: 'may', to: fresh(fn), fast, value: slow, on: fn.handler });
  };
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
    put(fn, {
      op: 'may',
      to: bits,
      fast: `(${bits}=_bitSize(${size},${unit}))>=0`,
      value: `_sizeFail(${where},${position},"${type}",${value},${size})`,
      on: fn.handler,
    });
  }
  const helper =
    type === 'binary'
      ? `_ppart(${builder},${value},${bits})`
      : `_p${type === 'float' ? 'float' : 'int'}(${builder},${value},${bits},${little})`;
  put1(helper, `_binFail(${where},${position},"${type}",${value})`);
}
