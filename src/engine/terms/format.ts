/**
 * Terms as text, as `io_lib:write` (`~w`) gives it. Strings and binaries are written as numbers;
 * the wrapping of `~p` is Erlang code elsewhere. Source: io_lib(3), OTP 25.
 */
import { byteAt, readInteger } from './bits.ts';
import { shortFloat } from './float-text.ts';
import { entriesOf } from './map-tree.ts';
import { Atom, Bits, Cons, ErlMap, Float, Fun, Nil, Pid, Port, Ref } from './term.ts';
import type { Term, ExternalFun } from './term.ts';
import { isTuple } from './type-tests.ts';

export interface FormatOptions {
  /** `unicode` is `~tw`: atoms beyond Latin-1 as they are; `latin1` escapes them. Default `unicode`. */
  readonly encoding?: 'latin1' | 'unicode';
  /** Depth of `~W`, after which `...` stands; -1 for no limit (the default). */
  readonly depth?: number;
}

const RESERVED = new Set(
  (
    'after and andalso band begin bnot bor bsl bsr bxor case catch cond div else end fun if let ' +
    'maybe not of or orelse receive rem try when xor'
  ).split(' '),
);
RESERVED.delete('maybe');
RESERVED.delete('else');

function isLowerCase(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0xdf && code <= 0xff && code !== 0xf7);
}

function isNameCharacter(code: number): boolean {
  return (
    isLowerCase(code) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x40 ||
    (code >= 0xc0 && code <= 0xde && code !== 0xd7)
  );
}

function needsQuotes(name: string): boolean {
  if (name === '' || !isLowerCase(name.charCodeAt(0))) return true;
  for (let i = 1; i < name.length; i++) if (!isNameCharacter(name.charCodeAt(i))) return true;
  return RESERVED.has(name);
}

const ESCAPES: Readonly<Record<number, string>> = {
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  27: '\\e',
  127: '\\d',
  92: '\\\\',
};

/**
 * Text between quotes as `io_lib:write_string` writes it. `latin1` escapes what is beyond
 * Latin-1 as `\x{...}`.
 */
export function quoteText(text: string, quote: string, encoding: 'latin1' | 'unicode'): string {
  let result = quote;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === quote) result += '\\' + character;
    else if (ESCAPES[code] !== undefined) result += ESCAPES[code];
    else if (code < 32 || (code >= 128 && code < 160)) {
      result += `\\${(code >> 6).toString()}${((code >> 3) & 7).toString()}${(code & 7).toString()}`;
    } else if (code > 255 && encoding === 'latin1') result += `\\x{${code.toString(16).toUpperCase()}}`;
    else result += character;
  }
  return result + quote;
}

const plainAtoms: (string | undefined)[] = [];

/** An atom, quoted where Erlang source would need it. */
export function formatAtom(atom: Atom, encoding: 'latin1' | 'unicode' = 'unicode'): string {
  const known = plainAtoms[atom.id];
  if (known !== undefined) return known;
  if (needsQuotes(atom.name)) return quoteText(atom.name, "'", encoding);
  while (plainAtoms.length <= atom.id) plainAtoms.push(undefined);
  plainAtoms[atom.id] = atom.name;
  return atom.name;
}

/** `<0.82.0>` */
export function formatPid(pid: Pid): string {
  return `<${nodeNumber(pid.node)}.${pid.number}.${pid.serial}>`;
}

/** `#Port<0.6>` */
export function formatPort(port: Port): string {
  return `#Port<${nodeNumber(port.node)}.${port.number}>`;
}

/** `#Ref<0.1.2.3>` */
export function formatRef(ref: Ref): string {
  return `#Ref<${nodeNumber(ref.node)}.${ref.words[2]}.${ref.words[1]}.${ref.words[0]}>`;
}

let nodeNumber: (node: Atom) => number = () => 0;

/**
 * Tells which number stands for a node in printed pids, ports and references: 0 for the node that
 * prints, another one for others. The world sets it when it switches nodes.
 */
export function setNodeNumbering(numbering: (node: Atom) => number): void {
  nodeNumber = numbering;
}

/** `#Fun<m.1.2345>` or `fun m:f/1` */
export function formatFun(fun: Fun | ExternalFun, encoding: 'latin1' | 'unicode' = 'unicode'): string {
  if (fun instanceof Fun) {
    return `#Fun<${formatAtom(fun.code.module, encoding)}.${fun.code.funIndex}.${fun.code.funUniq}>`;
  }
  return `fun ${formatAtom(fun.module, encoding)}:${formatAtom(fun.name, encoding)}/${fun.arity}`;
}

/** A bitstring as numbers: `<<1,2,5:3>>`. */
export function formatBits(bits: Bits, depth: number = -1): string {
  const whole = bits.bitLength >>> 3;
  const left = bits.bitLength & 7;
  const parts: string[] = [];
  for (let i = 0; i < whole; i++) {
    if (depth >= 0 && i >= depth - 1) return `<<${[...parts, '...'].join(',')}>>`;
    parts.push(byteAt(bits, i).toString());
  }
  if (left > 0 && depth >= 0 && whole >= depth - 1) parts.push('...');
  else if (left > 0) parts.push(`${readInteger(bits, whole * 8, left, false, false)}:${left}`);
  return `<<${parts.join(',')}>>`;
}

/** The text of a term as `~w` (`encoding` latin1), `~tw` or, with a depth, `~W` print it. */
export function formatTerm(term: Term, options: FormatOptions = {}): string {
  return write(term, options.encoding ?? 'unicode', options.depth ?? -1);
}

function write(term: Term, encoding: 'latin1' | 'unicode', depth: number): string {
  if (depth === 0) return '...';
  if (typeof term === 'number' || typeof term === 'bigint') return term.toString();
  if (term instanceof Atom) return formatAtom(term, encoding);
  if (term instanceof Cons) return writeList(term, encoding, depth);
  if (isTuple(term)) return writeTuple(term, encoding, depth);
  if (term instanceof Nil) return '[]';
  if (term instanceof Bits) return formatBits(term, depth);
  if (term instanceof ErlMap) return writeMap(term, encoding, depth);
  if (term instanceof Float) return shortFloat(term.value);
  if (term instanceof Pid) return formatPid(term);
  if (term instanceof Ref) return formatRef(term);
  if (term instanceof Port) return formatPort(term);
  return formatFun(term, encoding);
}

function writeList(list: Cons, encoding: 'latin1' | 'unicode', depth: number): string {
  if (depth === 1) return '[...]';
  const parts: string[] = [];
  let left = depth;
  let rest: Term = list;
  while (rest instanceof Cons) {
    if (left === 1) return `[${parts.join(',')}|...]`;
    parts.push(write(rest.head, encoding, left > 0 ? left - 1 : left));
    if (left > 0) left--;
    rest = rest.tail;
  }
  if (rest instanceof Nil) return `[${parts.join(',')}]`;
  return `[${parts.join(',')}|${left === 1 ? '...' : write(rest, encoding, left > 0 ? left - 1 : left)}]`;
}

function writeTuple(items: readonly Term[], encoding: 'latin1' | 'unicode', depth: number): string {
  if (items.length === 0) return '{}';
  if (depth === 1) return '{...}';
  const parts: string[] = [];
  let left = depth;
  for (const item of items) {
    if (left === 1) return `{${parts.join(',')},...}`;
    parts.push(write(item, encoding, left > 0 ? left - 1 : left));
    if (left > 0) left--;
  }
  return `{${parts.join(',')}}`;
}

function writeMap(map: ErlMap, encoding: 'latin1' | 'unicode', depth: number): string {
  if (map.size === 0) return '#{}';
  if (depth === 1) return '#{}';
  const { keys, values } = entriesOf(map);
  const parts: string[] = [];
  const inner = depth > 0 ? depth - 1 : depth;
  let left = depth;
  for (let i = 0; i < keys.length; i++) {
    parts.push(`${write(keys[i], encoding, inner)} => ${write(values[i], encoding, inner)}`);
    if (left > 0) left--;
    if (left === 1) {
      parts.push('...');
      break;
    }
  }
  return `#{${parts.join(',')}}`;
}
