/** Reads terms in the text that `~tw` prints, for expectations recorded from a real `erl`. */
import { atom } from '../../../src/engine/terms/atoms.ts';
import { builder, finish, putInteger } from '../../../src/engine/terms/bits.ts';
import { fromArray } from '../../../src/engine/terms/lists.ts';
import { mapFromPairs } from '../../../src/engine/terms/maps.ts';
import { normalise } from '../../../src/engine/terms/numbers.ts';
import { ExternalFun, Float, NIL, Pid, Port, Ref } from '../../../src/engine/terms/term.ts';
import type { Term } from '../../../src/engine/terms/term.ts';

const NODE = atom('nonode@nohost');

export interface TermReader {
  readonly text: string;
  at: number;
}

function take(r: TermReader, pattern: RegExp): RegExpExecArray | null {
  const sticky = new RegExp(pattern.source, 'yu');
  sticky.lastIndex = r.at;
  const match = sticky.exec(r.text);
  if (match !== null) r.at += match[0].length;
  return match;
}

function expect(r: TermReader, text: string): void {
  if (!r.text.startsWith(text, r.at)) throw new Error(`${text} expected at ${r.text.slice(r.at, r.at + 40)}`);
  r.at += text.length;
}

function sequence(r: TermReader, close: string, read: () => void): void {
  if (r.text.startsWith(close, r.at)) return expect(r, close);
  do read();
  while (take(r, /,/) !== null);
  if (close !== ']') expect(r, close);
}

function readAtomText(r: TermReader): string {
  const quoted = take(r, /'((?:[^'\\]|\\.)*)'/);
  if (quoted !== null) return quoted[1].replace(/\\(.)/g, '$1');
  const plain = take(r, /[\p{L}_][\p{L}\p{N}_@]*/u);
  if (plain === null) throw new Error(`no term at ${r.text.slice(r.at, r.at + 40)}`);
  return plain[0];
}

export function readTerm(r: TermReader): Term {
  const number = take(r, /-?\d+(\.\d+(e[+-]?\d+)?)?/);
  if (number !== null) return number[1] === undefined ? normalise(BigInt(number[0])) : new Float(Number(number[0]));
  if (take(r, /<</) !== null) {
    const bits = builder();
    sequence(r, '>>', () => {
      const segment = take(r, /(\d+)(?::(\d+))?/);
      if (segment !== null) putInteger(bits, Number(segment[1]), Number(segment[2] ?? 8), false);
    });
    return finish(bits);
  }
  const pid = take(r, /<0\.(\d+)\.(\d+)>/);
  if (pid !== null) return new Pid(NODE, Number(pid[1]), Number(pid[2]), 0);
  const ref = take(r, /#Ref<0\.(\d+)\.(\d+)\.(\d+)>/);
  if (ref !== null) return new Ref(NODE, [Number(ref[3]), Number(ref[2]), Number(ref[1])], 0);
  const port = take(r, /#Port<0\.(\d+)>/);
  if (port !== null) return new Port(NODE, Number(port[1]), 0);
  const fun = take(r, /fun ([a-z_]+):([a-z_]+)\/(\d+)/);
  if (fun !== null) return new ExternalFun(atom(fun[1]), atom(fun[2]), Number(fun[3]));
  const items: Term[] = [];
  if (take(r, /\{/) !== null) {
    sequence(r, '}', () => items.push(readTerm(r)));
    return items;
  }
  if (take(r, /\[/) !== null) {
    if (take(r, /\]/) !== null) return NIL;
    sequence(r, ']', () => items.push(readTerm(r)));
    const tail = take(r, /\|/) === null ? NIL : readTerm(r);
    expect(r, ']');
    return fromArray(items, tail);
  }
  if (take(r, /#\{/) !== null) {
    const pairs: [Term, Term][] = [];
    sequence(r, '}', () => {
      const key = readTerm(r);
      expect(r, ' => ');
      pairs.push([key, readTerm(r)]);
    });
    return mapFromPairs(pairs);
  }
  return atom(readAtomText(r));
}

/** The term of a whole text. */
export function parseTerm(text: string): Term {
  return readTerm({ text, at: 0 });
}
