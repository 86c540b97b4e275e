/**
 * What the scanner, the preprocessor, the parser and the linter say about source text. A
 * diagnostic is a value: the module of OTP that would report it, its descriptor as an Erlang term
 * (`{Location, Module, Descriptor}`), and the text `Module:format_error/1` makes of that.
 */
import { atom } from '../terms/atoms.ts';
import { Cons, NIL } from '../terms/term.ts';
import type { List, Term } from '../terms/term.ts';
import type { Position } from './position.ts';

export type DiagnosticModule =
  'erl_scan' | 'erl_parse' | 'erl_lint' | 'epp' | 'erl_features' | 'sys_core_fold' | 'v3_core';

export interface Diagnostic {
  /** `null` when OTP gives no place (`none`). */
  readonly pos: Position | null;
  /** The file the place is in, when known. */
  readonly file: string | null;
  readonly module: DiagnosticModule;
  readonly descriptor: Term;
  readonly text: string;
}

/** A diagnostic without a file. */
export function diagnostic(module: DiagnosticModule, pos: Position | null, descriptor: Term, text: string): Diagnostic {
  return { pos, file: null, module, descriptor, text };
}

/** The same diagnostic, placed in a file. */
export function inFile(found: Diagnostic, file: string): Diagnostic {
  return found.file === null ? { ...found, file } : found;
}

/** Thrown inside the floor to leave a form at its first error; never leaves parse.ts. */
export class ParseFailure {
  readonly diagnostic: Diagnostic;
  constructor(found: Diagnostic) {
    this.diagnostic = found;
  }
}

/** An Erlang list of the given terms. */
export function termList(items: readonly Term[], tail: List = NIL): List {
  let list: List = tail;
  for (let i = items.length - 1; i >= 0; i--) list = new Cons(items[i], list);
  return list;
}

/** An Erlang string (list of code points). */
export function stringTerm(text: string): List {
  const codes: number[] = [];
  for (const char of text) codes.push(char.codePointAt(0) as number);
  return termList(codes);
}

/** A tuple whose first element is an atom, as most descriptors are. */
export function tagged(tag: string, ...rest: readonly Term[]): Term {
  return [atom(tag), ...rest];
}

/** `Line:Column: Text` as erlc and the shell print it; without a place, the text alone. */
export function formatDiagnostic(found: Diagnostic): string {
  const place = found.pos === null ? '' : placeText(found.pos);
  return place + found.text;
}

function placeText(pos: Position): string {
  return pos.column === 0 ? `${pos.line}: ` : `${pos.line}:${pos.column}: `;
}
