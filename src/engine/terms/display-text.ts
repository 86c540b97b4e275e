/**
 * Terms as the emulator itself prints them (`erlang:display/1`, dumps): byte lists and ASCII binaries as
 * strings, floats with six decimals, atoms by a rule of its own, large maps as the nodes of their trees.
 */
import { toUint8Array } from './bits.ts';
import { formatBits, formatPid, formatPort, formatRef } from './format.ts';
import { Branch, Leaf, treeOf } from './map-tree.ts';
import type { TreeNode } from './map-tree.ts';
import { Atom, Bits, Cons, ErlMap, Float, Fun, Nil, Pid, Port, Ref } from './term.ts';
import type { Term } from './term.ts';
import { isTuple } from './type-tests.ts';

const ATOM_ESCAPES: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  39: "\\'",
  92: '\\\\',
};

const isLower = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0xdf && code <= 0xff && code !== 0xf7);
const isUpper = (code: number): boolean =>
  (code >= 0x41 && code <= 0x5a) || (code >= 0xc0 && code <= 0xde && code !== 0xd7);
const isControl = (code: number): boolean => code < 0x20 || (code >= 0x7f && code < 0xa0);

function atomText(atom: Atom): string {
  const codes = Array.from(atom.name, (character) => character.codePointAt(0) ?? 0);
  const plain =
    codes.length > 0 &&
    isLower(codes[0]) &&
    codes.every((code) => isLower(code) || isUpper(code) || (code >= 0x30 && code <= 0x39) || code === 0x5f);
  if (plain) return atom.name;
  let text = '';
  for (const code of codes) {
    const escaped = ATOM_ESCAPES[code] as string | undefined;
    if (escaped !== undefined) text += escaped;
    else if (code < 0x20 || (code >= 0x80 && code < 0xa0)) text += `\\${code.toString(8).padStart(3, '0')}`;
    else text += String.fromCodePoint(code);
  }
  return `'${text}'`;
}

function quoted(codes: readonly number[]): string {
  let text = '';
  for (const code of codes) text += code === 10 ? '\\n' : code === 34 ? '\\"' : String.fromCharCode(code);
  return `"${text}"`;
}

/** The codes of a proper list of printable Latin-1. */
function stringCodes(list: Cons): number[] | null {
  const codes: number[] = [];
  let rest: Term = list;
  for (; rest instanceof Cons; rest = rest.tail) {
    const code: Term = rest.head;
    if (typeof code !== 'number' || code < 0 || code > 255) return null;
    if (isControl(code) && code !== 9 && code !== 10 && code !== 13) return null;
    codes.push(code);
  }
  return rest instanceof Nil ? codes : null;
}

/** A list; a tail that is a string continues it as numbers. */
function listText(list: Cons): string {
  const codes = stringCodes(list);
  if (codes !== null) return quoted(codes);
  const parts: string[] = [];
  let rest: Term = list;
  for (; rest instanceof Cons; rest = rest.tail) parts.push(displayText(rest.head));
  return rest instanceof Nil ? `[${parts.join(',')}]` : `[${parts.join(',')}|${displayText(rest)}]`;
}

function bitsText(bits: Bits): string {
  if (bits.bitLength === 0 || (bits.bitLength & 7) !== 0) return formatBits(bits);
  const bytes = Array.from(toUint8Array(bits));
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f) ? `<<${quoted(bytes)}>>` : formatBits(bits);
}

function nodeText(node: TreeNode): string {
  if (node instanceof Leaf) return `[${displayText(node.key)}|${displayText(node.value)}]`;
  const children = node instanceof Branch ? node.children : node.leaves;
  const bits = node instanceof Branch ? node.bitmap : (1 << children.length) - 1;
  return `<${bits.toString(16)}>{${children.map(nodeText).join(',')}}`;
}

function mapText(map: ErlMap): string {
  const { keys, values } = map;
  if (keys === null || values === null) return `#${nodeText(treeOf(map))}`;
  return `#{${keys.map((key, i) => `${displayText(key)}=>${displayText(values[i])}`).join(',')}}`;
}

function floatText(value: number): string {
  const [digits, exponent] = value.toExponential(6).split('e');
  const sign = Object.is(value, -0) ? '-' : '';
  return `${sign}${digits}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

/** The text of a term, without depth limit. */
export function displayText(term: Term): string {
  if (typeof term === 'number' || typeof term === 'bigint') return term.toString();
  if (term instanceof Atom) return atomText(term);
  if (term instanceof Cons) return listText(term);
  if (isTuple(term)) return `{${term.map(displayText).join(',')}}`;
  if (term instanceof Nil) return '[]';
  if (term instanceof Bits) return bitsText(term);
  if (term instanceof ErlMap) return mapText(term);
  if (term instanceof Float) return floatText(term.value);
  if (term instanceof Pid) return formatPid(term);
  if (term instanceof Ref) return formatRef(term);
  if (term instanceof Port) return formatPort(term);
  if (term instanceof Fun) return `#Fun<${atomText(term.code.module)}.${term.code.funIndex}.${term.code.funUniq}>`;
  return `fun ${atomText(term.module)}:${atomText(term.name)}/${term.arity}`;
}
