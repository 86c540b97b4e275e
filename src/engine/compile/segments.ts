/** Segments of the bit syntax, as patterns, guards and constructions read them. */
import type { BinElement, Expr } from '../syntax/ast.ts';

/** Type, size unit and flags of a segment, defaults filled in. */
export interface Segment {
  readonly type: 'integer' | 'float' | 'binary' | 'utf8' | 'utf16' | 'utf32';
  readonly unit: number;
  readonly signed: boolean;
  readonly little: boolean;
}

/** Reads the specifiers of a segment. */
export function segmentOf(element: BinElement): Segment {
  let type: Segment['type'] | null = null;
  let unit: number | null = null;
  let signed = false;
  let little = false;
  for (const word of element.types ?? []) {
    if (typeof word !== 'string') unit = word[1];
    else if (word === 'signed') signed = true;
    else if (word === 'little' || word === 'native') little = true;
    else if (word === 'bytes' || word === 'binary') type = 'binary';
    else if (word === 'bits' || word === 'bitstring') {
      type = 'binary';
      unit ??= 1;
    } else if (word === 'integer' || word === 'float' || word === 'utf8' || word === 'utf16' || word === 'utf32')
      type = word;
  }
  const kind = type ?? 'integer';
  return { type: kind, unit: unit ?? (kind === 'binary' ? 8 : 1), signed, little };
}

/** One character of a string segment after the other. */
export function spread(elements: readonly BinElement[]): readonly BinElement[] {
  return elements.flatMap((element) => {
    const { value } = element;
    if (value.type !== 'string') return [element];
    return value.codes.map((code) => ({
      ...element,
      value: { type: 'integer', pos: value.pos, value: code } satisfies Expr,
    }));
  });
}
