/**
 * What the natives of the syntax tools share: places in OTP's forms (`Line`, `{Line, Column}`), errors as
 * `{Location, Module, Descriptor}`, character lists in and out.
 */
import type { Diagnostic } from '../syntax/diagnostic.ts';
import type { Position } from '../syntax/position.ts';
import { atom, ERROR } from '../terms/atoms.ts';
import type { Expr } from '../syntax/ast.ts';
import { NotLiteral, termToExpr } from '../syntax/constant-term.ts';
import { formToAbstract } from '../syntax/abstract-format.ts';
import type { ParsedForms } from '../syntax/parse-forms.ts';
import { fromArray, listFromString, stringFromList, toArray } from '../terms/lists.ts';
import { Atom, Bits, Cons } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { decodeUtf8 } from '../terms/bits.ts';

/** The annotation of a place: a line alone where no column is known. */
export function place(pos: Position): Term {
  return pos.column === 0 ? pos.line : [pos.line, pos.column];
}

/** `{Location, Module, Descriptor}`. */
export function errorInfo(found: Diagnostic, location: (pos: Position) => Term = place): Term {
  // What the linter says of the options given has no place at all.
  if (found.pos === null && found.module === 'erl_lint') return [atom(found.module), found.descriptor];
  return [found.pos === null ? atom('none') : location(found.pos), atom(found.module), found.descriptor];
}

/** The forms of a file as `epp:parse_file/2` gives them: in order of their places, errors and warnings among them. */
export function formsTerm(parsed: ParsedForms): Term {
  return fromArray(
    parsed.items.map((item): Term => {
      if ('type' in item) return formToAbstract(item, place);
      return [parsed.warnings.includes(item) ? atom('warning') : ERROR, errorInfo(item)];
    }),
  );
}

/** `{error, {Location, Module, Descriptor}}`. */
export function failure(found: Diagnostic): Term {
  return [ERROR, errorInfo(found)];
}

/** A start location of erl_scan: `Line` or `{Line, Column}`; undefined when it is neither. */
export function startOf(term: Term): { readonly position: Position; readonly columns: boolean } | undefined {
  if (typeof term === 'number') return { position: { line: term, column: 1 }, columns: false };
  if (Array.isArray(term) && term.length === 2) {
    const [line, column] = term as [Term, Term];
    if (typeof line === 'number' && typeof column === 'number') {
      return { position: { line, column }, columns: true };
    }
  }
  return undefined;
}

/** What a scanner refuses stands for numbers that no character has. */
const NO_CHARACTER = '\ud800';

/** Text of a flat character list, a deep one, or a UTF-8 binary; undefined for anything else. */
export function textOfChars(term: Term): string | undefined {
  if (term instanceof Bits) return decodeUtf8(term);
  const flat = stringFromList(term);
  if (flat !== undefined) return flat;
  const parts = toArray(term);
  if (parts === undefined) return undefined;
  let text = '';
  for (const part of parts) {
    if (typeof part === 'number' && part >= 0) text += part > 0x10ffff ? NO_CHARACTER : String.fromCodePoint(part);
    else {
      const inner = part instanceof Cons || part instanceof Bits ? textOfChars(part) : undefined;
      if (inner === undefined) return undefined;
      text += inner;
    }
  }
  return text;
}

/** An option list: atoms as they are, `{Key, Value}` pairs, a lone atom as a list of one. */
export function optionsOf(term: Term): {
  readonly words: ReadonlySet<string>;
  readonly pairs: ReadonlyMap<string, Term>;
} {
  const words = new Set<string>();
  const pairs = new Map<string, Term>();
  const items = term instanceof Atom ? [term] : (toArray(term) ?? []);
  for (const item of items) {
    if (item instanceof Atom) words.add(item.name);
    else if (Array.isArray(item) && item.length === 2) {
      const [key, value] = item as [Term, Term];
      if (key instanceof Atom) pairs.set(key.name, value);
    }
  }
  return { words, pairs };
}

/** The options of an option list that the linter reads, as the constants that `-compile` would hold. */
export function lintOptions(term: Term): Expr[] {
  return (toArray(term) ?? []).flatMap((option) => {
    if (!(option instanceof Atom) && !(Array.isArray(option) && option.length === 2)) return [];
    try {
      return [termToExpr(option, { line: 0, column: 0 })];
    } catch (caught) {
      if (caught instanceof NotLiteral) return [];
      throw caught;
    }
  });
}

/** An Erlang string. */
export const chars = listFromString;
