/** Types and units of binary segments: `erl_bits:set_bit_type/2`. */
import type { BinElement } from './ast.ts';
import { fault } from './lint-state.ts';
import type { LintState } from './lint-state.ts';

const ROWS: readonly (readonly [name: string, group: string, canonical: string])[] = [
  ['integer', 'type', 'integer'],
  ['float', 'type', 'float'],
  ['binary', 'type', 'binary'],
  ['bytes', 'type', 'binary'],
  ['bitstring', 'type', 'bitstring'],
  ['bits', 'type', 'bitstring'],
  ['utf8', 'type', 'utf8'],
  ['utf16', 'type', 'utf16'],
  ['utf32', 'type', 'utf32'],
  ['big', 'endianness', 'big'],
  ['little', 'endianness', 'little'],
  ['native', 'endianness', 'native'],
  ['signed', 'sign', 'signed'],
  ['unsigned', 'sign', 'unsigned'],
];
const KINDS: ReadonlyMap<string, readonly [string, string]> = new Map(
  ROWS.map(([name, group, canonical]) => [name, [group, canonical] as const]),
);

/** The kind of a segment: `integer` when none is written, `binary` for bit strings too. */
export function segmentKind(element: BinElement): string {
  for (const type of element.types ?? []) {
    if (typeof type !== 'string') continue;
    const kind = KINDS.get(type);
    if (kind !== undefined && kind[0] === 'type') return kind[1] === 'bitstring' ? 'binary' : kind[1];
  }
  return 'integer';
}

/** Reports unknown, clashing or misplaced type specifiers. */
export function checkSegmentTypes(state: LintState, element: BinElement): boolean {
  const seen = new Map<string, string>();
  let unit = false;
  for (const type of element.types ?? []) {
    if (typeof type !== 'string') {
      if (type[0] !== 'unit' || type[1] < 1 || type[1] > 256) {
        fault(state, element.pos, 'undefined_bittype', `{${type[0]},${type[1]}}`);
        return false;
      }
      const value = String(type[1]);
      const earlier = seen.get('unit');
      if (earlier !== undefined && earlier !== value) {
        fault(state, element.pos, 'bittype_mismatch', type[1], Number(earlier), { words: 'unit' });
        return false;
      }
      seen.set('unit', value);
      unit = true;
      continue;
    }
    const kind = KINDS.get(type);
    if (kind === undefined) {
      fault(state, element.pos, 'undefined_bittype', type);
      return false;
    }
    const before = seen.get(kind[0]);
    if (before !== undefined && before !== kind[1]) {
      fault(state, element.pos, 'bittype_mismatch', kind[1], before, { words: kind[0] });
      return false;
    }
    seen.set(kind[0], kind[1]);
  }
  const name = seen.get('type') ?? 'integer';
  if (name.startsWith('utf')) {
    if (unit || element.size !== null) {
      fault(state, element.pos, 'utf_bittype_size_or_unit');
      return false;
    }
  } else if (unit && element.size === null && name !== 'binary' && name !== 'bitstring') {
    fault(state, element.pos, 'bittype_unit');
    return false;
  }
  return true;
}
