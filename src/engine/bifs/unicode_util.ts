/**
 * Module `unicode_util`: the first code point or grapheme cluster of character data and what follows it, in the shape
 * in which OTP leaves the rest: a nested list is opened only for the next four code points.
 */
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { atom, BADARG, ERROR, FUNCTION_CLAUSE } from '../terms/atoms.ts';
import { isWholeBytes, readUtf8, slice, utf8Size } from '../terms/bits.ts';
import { fromArray } from '../terms/lists.ts';
import { mapFromPairs } from '../terms/maps.ts';
import { Bits, Cons, NIL, Nil } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { plain } from './entry.ts';
import type { BifRow, BifRows } from './entry.ts';
import { clusterClass, fold, joinsSyllable, lower, normalised, title, upper } from './unicode-properties.ts';
import type { NormalForm } from './unicode-properties.ts';

/** The first code point and the rest; the end; data that is no text; or something that is no character data. */
type Step =
  | { readonly kind: 'point'; readonly code: number; readonly rest: Term }
  | { readonly kind: 'end' }
  | { readonly kind: 'bad'; readonly rest: Term }
  | { readonly kind: 'wrong' };

const END: Step = { kind: 'end' };
const WRONG: Step = { kind: 'wrong' };
const OPENED = 3;

function isInteger(term: Term): term is number {
  return typeof term === 'number';
}

/** The code point at the start of whole bytes, null when there is none, undefined when the bytes are wrong. */
function pointOf(bits: Bits): { readonly code: number; readonly rest: Bits } | null | undefined {
  if (bits.bitLength === 0) return null;
  const code = bits.bitLength >= 8 ? readUtf8(bits, 0) : -1;
  if (code < 0) return undefined;
  const size = utf8Size(code);
  const rest = slice(bits, size, bits.bitLength - size);
  return rest === undefined ? undefined : { code, rest };
}

function step(data: Term): Step {
  let term = data;
  for (;;) {
    if (term instanceof Cons) {
      if (isInteger(term.head)) return { kind: 'point', code: term.head, rest: term.tail };
      if (!(term.tail instanceof Nil)) return stepInto(term.head, term.tail);
      term = term.head;
    } else if (term instanceof Nil) return END;
    else if (term instanceof Bits && isWholeBytes(term)) {
      const point = pointOf(term);
      if (point === null) return END;
      return point === undefined ? { kind: 'bad', rest: term } : { kind: 'point', ...point };
    } else return WRONG;
  }
}

/** The first code point of `first` before `rest`. */
function stepInto(first: Term, rest: Term): Step {
  let term = first;
  let after = rest;
  for (;;) {
    if (term instanceof Cons) {
      const { head, tail } = term;
      if (isInteger(head)) {
        const left = tail instanceof Nil ? openedRest(after, OPENED) : opened(tail, after, OPENED);
        return { kind: 'point', code: head, rest: left };
      }
      if (!(tail instanceof Nil)) after = new Cons(tail, after);
      term = head;
    } else if (term instanceof Nil) return step(after);
    else if (term instanceof Bits && isWholeBytes(term)) {
      const point = pointOf(term);
      if (point === null) return step(after);
      if (point === undefined) return { kind: 'bad', rest: new Cons(term, after) };
      return { kind: 'point', code: point.code, rest: new Cons(point.rest, after) };
    } else return WRONG;
  }
}

/** `first` before `rest` as one list whose next `count` code points are not nested. */
function opened(first: Term, rest: Term, count: number): Term {
  let term = first;
  let after = rest;
  for (;;) {
    if (term instanceof Nil) return openedRest(after, count);
    if (!(term instanceof Cons)) return new Cons(term, after);
    const { head, tail } = term;
    if (isInteger(head)) {
      if (count > 1) return new Cons(head, opened(tail, after, count - 1));
      return new Cons(head, tail instanceof Nil ? after : new Cons(tail, after));
    }
    if (!(tail instanceof Nil)) after = new Cons(tail, after);
    term = head;
  }
}

function openedRest(data: Term, count: number): Term {
  let term = data;
  for (;;) {
    if (!(term instanceof Cons)) return term;
    const { head, tail } = term;
    if (isInteger(head)) return count > 1 ? new Cons(head, openedRest(tail, count - 1)) : term;
    if (!(tail instanceof Nil)) return opened(head, tail, count);
    term = head;
  }
}

interface Cluster {
  readonly codes: number[];
  readonly rest: Term;
}

const LATIN = 256;
const RETURN = 13;
const NEWLINE = 10;
const JOINER = 0x200d;

/** Whether the next code point is in a list, so that OTP has opened the rest to look at it. */
function isInList(data: Term): boolean {
  let term = data;
  while (term instanceof Cons) {
    if (isInteger(term.head)) return true;
    if (term.head instanceof Nil) term = term.tail;
    else if (term.head instanceof Cons) term = term.head;
    else return false;
  }
  return term instanceof Nil;
}

/** The grapheme cluster that begins with `code`. */
function cluster(code: number, after: Term): Cluster {
  let rest = after;
  if (code < LATIN && code !== RETURN) {
    if (rest instanceof Cons && isInteger(rest.head) && rest.head < LATIN) return { codes: [code], rest };
    if (!(rest instanceof Bits) && isInList(rest)) {
      const next = step(rest);
      rest = next.kind === 'point' ? new Cons(next.code, next.rest) : next.kind === 'end' ? NIL : rest;
      if (next.kind === 'point' && next.code < LATIN) return { codes: [code], rest };
    }
  }
  const codes = [code];
  if (code === RETURN) {
    const next = step(rest);
    if (next.kind === 'point' && next.code === NEWLINE) return { codes: [code, NEWLINE], rest: next.rest };
    return { codes, rest: next.kind === 'point' && !(after instanceof Bits) ? new Cons(next.code, next.rest) : rest };
  }
  let before = clusterClass(code);
  if (before === 'control') return { codes, rest };
  let isPicture = before === 'picture';
  let regions = before === 'region' ? 1 : 0;
  for (;;) {
    const next = step(rest);
    if (next.kind !== 'point') return { codes, rest: next.kind === 'end' && !(rest instanceof Bits) ? NIL : rest };
    const now = clusterClass(next.code);
    const last = codes[codes.length - 1];
    // As in OTP, a joiner after a picture joins pictures only, and nothing else follows it.
    const isJoined = isPicture && last === JOINER;
    const goesOn =
      (now === 'extend' && !isJoined) ||
      (before === 'prepend' && now !== 'control') ||
      (now === 'picture' && isJoined) ||
      (now === 'region' && regions === 1 && before === 'region') ||
      joinsSyllable(before, now);
    if (!goesOn) return { codes, rest };
    if (now === 'region') regions++;
    if (now === 'picture') isPicture = true;
    else if (now !== 'extend') isPicture = false;
    codes.push(next.code);
    rest = next.rest;
    before = now;
  }
}

const asTerm = (codes: readonly number[]): Term => (codes.length === 1 ? codes[0] : fromArray(codes));

function fail(machine: Machine, found: Step): Result {
  if (found.kind === 'end') return NIL;
  return found.kind === 'bad' ? [ERROR, found.rest] : machine.error(FUNCTION_CLAUSE);
}

function codePoint(machine: Machine, data: Term): Result {
  if (data instanceof Cons && isInteger(data.head)) return data;
  const found = step(data);
  return found.kind === 'point' ? new Cons(found.code, found.rest) : fail(machine, found);
}

function graphemeCluster(machine: Machine, data: Term): Result {
  const found = step(data);
  if (found.kind !== 'point') return fail(machine, found);
  if (found.rest instanceof Nil) return new Cons(found.code, NIL);
  const { codes, rest } = cluster(found.code, found.rest);
  return new Cons(asTerm(codes), rest);
}

function normaliser(form: NormalForm): BifRow {
  return plain((machine, data) => {
    const found = step(data);
    if (found.kind !== 'point') return fail(machine, found);
    const { codes, rest } = cluster(found.code, found.rest);
    const result = normalised(codes, form);
    // In OTP what was taken apart and put together again stays a list in this form alone.
    const isList = form === 'NFKC' && (codes.length > 1 || normalised(codes, 'NFKD').length > 1);
    return new Cons(isList ? fromArray(result) : asTerm(result), rest);
  });
}

function mapper(map: (code: number) => readonly number[]): BifRow {
  return plain((machine, data) => {
    const found = step(data);
    if (found.kind === 'bad') return machine.error([BADARG, found.rest]);
    if (found.kind !== 'point') return fail(machine, found);
    return new Cons(asTerm(map(found.code)), found.rest);
  });
}

const CASES: readonly (readonly [string, (code: number) => number[]])[] = [
  ['upper', upper],
  ['lower', lower],
  ['title', title],
  ['fold', fold],
];

function caseOf(machine: Machine, code: Term): Result {
  if (!isInteger(code) || code < 0 || code > 0x10ffff) return machine.error(FUNCTION_CLAUSE);
  return mapFromPairs(CASES.map(([name, map]): [Term, Term] => [atom(name), asTerm(map(code))]));
}

export const rows: BifRows = {
  'point/1': plain(codePoint),
  'cluster/1': plain(graphemeCluster),
  'nfc/1': normaliser('NFC'),
  'nfd/1': normaliser('NFD'),
  'nfkc/1': normaliser('NFKC'),
  'nfkd/1': normaliser('NFKD'),
  'uppercase/1': mapper(upper),
  'lowercase/1': mapper(lower),
  'titlecase/1': mapper(title),
  'casefold/1': mapper(fold),
  'get_case/1': plain(caseOf),
};
