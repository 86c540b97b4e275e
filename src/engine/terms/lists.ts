/** Building and walking lists. Loops only: a list may be longer than the native stack is deep. */
import { Cons, NIL, Nil } from './term.ts';
import type { List, Term } from './term.ts';

/** The list of the elements, ending in `tail`. */
export function fromArray(items: readonly Term[], tail: Term = NIL): Term {
  let list = tail;
  for (let i = items.length - 1; i >= 0; i--) list = new Cons(items[i], list);
  return list;
}

/** A proper list of the arguments. */
export function listOf(...items: Term[]): List {
  let list: List = NIL;
  for (let i = items.length - 1; i >= 0; i--) list = new Cons(items[i], list);
  return list;
}

/** The elements, or undefined when the term is not a proper list. */
export function toArray(list: Term): Term[] | undefined {
  const items: Term[] = [];
  let rest = list;
  while (rest instanceof Cons) {
    items.push(rest.head);
    rest = rest.tail;
  }
  return rest instanceof Nil ? items : undefined;
}

/** The number of elements, or -1 when the term is not a proper list. */
export function listLength(list: Term): number {
  let count = 0;
  let rest = list;
  while (rest instanceof Cons) {
    count++;
    rest = rest.tail;
  }
  return rest instanceof Nil ? count : -1;
}

/** The elements in reverse order before `tail` (`lists:reverse/2`), or undefined when improper. */
export function reverse(list: Term, tail: Term = NIL): Term | undefined {
  let result = tail;
  let rest = list;
  while (rest instanceof Cons) {
    result = new Cons(rest.head, result);
    rest = rest.tail;
  }
  return rest instanceof Nil ? result : undefined;
}

/** `A ++ B`, or undefined when A is not a proper list. */
export function append(front: Term, tail: Term): Term | undefined {
  if (front instanceof Nil) return tail;
  const items = toArray(front);
  return items === undefined ? undefined : fromArray(items, tail);
}

/** A list of code points from text. */
export function listFromString(text: string, tail: Term = NIL): Term {
  let list = tail;
  for (let i = text.length - 1; i >= 0; i--) {
    let code = text.charCodeAt(i);
    if (code >= 0xdc00 && code <= 0xdfff && i > 0) {
      const lead = text.charCodeAt(i - 1);
      if (lead >= 0xd800 && lead <= 0xdbff) {
        code = 0x10000 + ((lead - 0xd800) << 10) + (code - 0xdc00);
        i--;
      }
    }
    list = new Cons(code, list);
  }
  return list;
}

/** The text of a flat list of code points, or undefined when the term is anything else. */
export function stringFromList(list: Term): string | undefined {
  const parts: string[] = [];
  let codes: number[] = [];
  let rest = list;
  while (rest instanceof Cons) {
    const code = rest.head;
    if (typeof code !== 'number' || code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      return undefined;
    }
    codes.push(code);
    if (codes.length === 4096) {
      parts.push(String.fromCodePoint(...codes));
      codes = [];
    }
    rest = rest.tail;
  }
  if (!(rest instanceof Nil)) return undefined;
  return parts.join('') + String.fromCodePoint(...codes);
}
