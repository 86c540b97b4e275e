/** Compiling and matching for module `re`: options, subjects and match positions in bytes. */
import { Atom, Bits } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { atom } from '../terms/atoms.ts';
import { encodeUtf8, fromBytes, latin1Of } from '../terms/bits.ts';
import { decodeCharacters } from '../terms/characters.ts';
import { decodeTerm, encodeTerm } from '../terms/etf.ts';
import { flattenIoList } from '../terms/iolists.ts';
import { fromArray, toArray } from '../terms/lists.ts';
import { isTuple } from '../terms/type-tests.ts';
import { NEW_LINES } from './re-lines.ts';
import type { NewLine } from './re-lines.ts';
import { KEPT, translatePattern } from './re-pattern.ts';
import type { PatternOptions, Translated } from './re-pattern.ts';

const RE_PATTERN = atom('re_pattern');

/** A pattern ready to run. */
export interface Compiled {
  readonly translated: Translated;
  readonly unicode: boolean;
  readonly anchored: boolean;
  readonly firstline: boolean;
}

/** Where a subject's text and its bytes meet. */
export interface Subject {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly unicode: boolean;
}

/** Start and end in units of the subject's text for the whole match and each group; null when unset. */
export type Groups = readonly (readonly [number, number] | null)[];

const COMPILE_OPTIONS = new Set(
  (
    'unicode anchored caseless dollar_endonly dotall extended firstline multiline no_auto_capture dupnames ' +
    'ungreedy never_utf no_start_optimize bsr_unicode bsr_anycrlf'
  ).split(' '),
);

/** Whether an option belongs to `re:compile/2`; undefined for one that is legal but not supported. */
export function isCompileOption(option: Term): boolean | undefined {
  if (option instanceof Atom) return option.name === 'ucp' ? undefined : COMPILE_OPTIONS.has(option.name);
  return newLineOf(option) !== undefined;
}

function newLineOf(option: Term): NewLine | undefined {
  const isPair = isTuple(option) && option.length === 2 && option[0] === atom('newline');
  const kind = isPair ? option[1] : undefined;
  return kind instanceof Atom && NEW_LINES.includes(kind.name) ? (kind.name as NewLine) : undefined;
}

/** Options of a run about where lines begin and end. */
export interface LineFlags {
  readonly notBol: boolean;
  readonly notEol: boolean;
}

const NO_LINE_FLAGS: LineFlags = { notBol: false, notEol: false };

/** The text of a pattern or subject, or undefined (badarg). */
export function subjectOf(data: Term, unicode: boolean): Subject | undefined {
  if (!unicode) {
    const bits = flattenIoList(data);
    if (bits === undefined) return undefined;
    const text = latin1Of(bits);
    return { text, bytes: Uint8Array.from(text, (character) => character.charCodeAt(0)), unicode };
  }
  const decoded = decodeCharacters(data, 'utf8');
  if (decoded === undefined || decoded.kind !== 'done') return undefined;
  const text = decoded.codes.map((code) => String.fromCodePoint(code)).join('');
  return { text, bytes: encodeUtf8(text), unicode };
}

/** The byte position of a position in the text. */
export function byteIndex(subject: Subject, index: number): number {
  return subject.unicode ? encodeUtf8(subject.text.slice(0, index)).length : index;
}

/** The text position of a byte position. */
export function textIndex(subject: Subject, bytes: number): number {
  if (!subject.unicode) return bytes;
  let at = 0;
  let seen = 0;
  while (seen < bytes && at < subject.text.length) {
    const code = subject.text.codePointAt(at) ?? 0;
    seen += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

function namesOf(options: readonly Term[]): Set<string> {
  return new Set(options.map((option) => (option instanceof Atom ? option.name : '')));
}

/** Compiles a pattern's text; throws as `translatePattern` does. */
export function compileText(text: string, options: readonly Term[], flags: LineFlags = NO_LINE_FLAGS): Compiled {
  const names = namesOf(options);
  const settings: PatternOptions = {
    unicode: names.has('unicode'),
    caseless: names.has('caseless'),
    multiline: names.has('multiline'),
    dotall: names.has('dotall'),
    extended: names.has('extended'),
    ungreedy: names.has('ungreedy'),
    dollarEndOnly: names.has('dollar_endonly'),
    noAutoCapture: names.has('no_auto_capture'),
    dupNames: names.has('dupnames'),
    lines: {
      ...flags,
      newLine: options.map(newLineOf).findLast((kind) => kind !== undefined) ?? 'lf',
      bsrAnyCrlf: names.has('bsr_anycrlf'),
    },
  };
  return {
    translated: translatePattern(text, settings),
    unicode: settings.unicode,
    anchored: names.has('anchored'),
    firstline: names.has('firstline'),
  };
}

/** `{re_pattern, Groups, Unicode, UseCrlf, Binary}`; the binary holds the pattern and its options. */
export function patternTerm(compiled: Compiled, text: string, options: readonly Term[]): Term {
  const saved = encodeTerm([fromBytes(encodeUtf8(text)), fromArray(options)]);
  return [RE_PATTERN, compiled.translated.groups, compiled.unicode ? 1 : 0, 0, fromBytes(saved)];
}

/** The pattern text and options in a term made by `patternTerm`; undefined for anything else. */
export function openPattern(term: Term): { text: string; options: Term[] } | undefined {
  if (!isTuple(term) || term.length !== 5 || term[0] !== RE_PATTERN || !(term[4] instanceof Bits)) return undefined;
  const saved = decodeTerm(term[4])?.term;
  if (saved === undefined || !isTuple(saved) || saved.length !== 2) return undefined;
  const text = subjectOf(saved[0], true)?.text;
  const options = toArray(saved[1]);
  return text === undefined || options === undefined ? undefined : { text, options };
}

const START = 'start';

function expression(compiled: Compiled, sticky: boolean, notEmpty: boolean): RegExp {
  const { source } = compiled.translated;
  const body = notEmpty ? `(?=(?<${START}>[^]*))(?:${source})(?!\\k<${START}>(?![^]))` : source;
  return new RegExp(body, sticky ? 'duy' : 'dug');
}

/** How one match is tried. */
export interface MatchFlags {
  readonly anchored: boolean;
  readonly notEmpty: boolean;
  readonly notEmptyAtStart: boolean;
}

/** The first match at or after a position of the text, or null. */
export function matchAt(compiled: Compiled, text: string, from: number, flags: MatchFlags): Groups | null {
  const first = matchOnce(compiled, text, from, flags);
  if (!flags.notEmptyAtStart || first?.[0]?.[0] !== from || first[0][1] !== from) return first;
  const { anchored } = flags;
  const longer = matchOnce(compiled, text, from, { anchored: true, notEmpty: true, notEmptyAtStart: false });
  return longer ?? (anchored || from >= text.length ? null : matchOnce(compiled, text, from + 1, flags));
}

function matchOnce(compiled: Compiled, text: string, from: number, flags: MatchFlags): Groups | null {
  const search = expression(compiled, flags.anchored || compiled.anchored, flags.notEmpty);
  search.lastIndex = from;
  const match = search.exec(text);
  if (match === null || match.indices === undefined) return null;
  if (compiled.firstline && text.slice(from, match.index).includes('\n')) return null;
  const [whole] = match.indices;
  if (whole === undefined) return null;
  const kept = match.indices.groups?.[KEPT];
  const groups: (readonly [number, number] | null)[] = [kept === undefined ? whole : [kept[0], whole[1]]];
  for (let i = 1; i <= compiled.translated.groups; i++) groups.push(match.indices.groups?.[`g${i}`] ?? null);
  return groups;
}

const AFTER_EMPTY: MatchFlags = { anchored: true, notEmpty: true, notEmptyAtStart: false };

/** All matches as Perl's `/g` finds them: after an empty one, a non-empty one is tried at the same place. */
export function matchAll(compiled: Compiled, text: string, from: number, flags: MatchFlags): Groups[] {
  const found: Groups[] = [];
  let at = from;
  let empty = false;
  while (at <= text.length) {
    const groups = matchAt(compiled, text, at, empty ? AFTER_EMPTY : flags);
    if (groups === null) {
      if (!empty) break;
      empty = false;
      at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
      continue;
    }
    found.push(groups);
    const [start, end] = groups[0] ?? [at, at];
    empty = start === end;
    at = end;
  }
  return found;
}
