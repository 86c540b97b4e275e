/** Module erl_parse over the engine's parser (stdlib: erl_parse): tokens in, abstract format out. */
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { exprToAbstract } from '../syntax/abstract-format.ts';
import { exprFromAbstract, tokenFromTerm } from '../syntax/abstract-parse.ts';
import { exprToTerm } from '../syntax/constant-term.ts';
import { parseExprs, parseTerm } from '../syntax/parse.ts';
import type { Parsed } from '../syntax/parse.ts';
import type { Token } from '../syntax/token-types.ts';
import { BADARG, OK } from '../terms/atoms.ts';
import { fromArray, toArray } from '../terms/lists.ts';
import { Cons } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { late } from './late-rows.ts';
import { chars, failure, place, textOfChars } from './source-terms.ts';

function tokensOf(list: Term): Token[] | undefined {
  const items = toArray(list);
  if (items === undefined) return undefined;
  try {
    return items.map(tokenFromTerm);
  } catch {
    return undefined;
  }
}

/** Parses a list of tokens and gives `{ok, Parsed}` or `{error, ErrorInfo}`. */
export function parse<T>(
  machine: Machine,
  list: Term,
  parser: (tokens: readonly Token[]) => Parsed<T>,
  toTerm: (parsed: T) => Term,
): Result {
  const tokens = tokensOf(list);
  if (tokens === undefined) return machine.badarg();
  const parsed = parser(tokens);
  return 'error' in parsed ? failure(parsed.error) : [OK, toTerm(parsed.ok)];
}

/** `normalise/1`: the term that a literal expression denotes. */
function normalise(machine: Machine, form: Term): Result {
  try {
    return exprToTerm(exprFromAbstract(form));
  } catch {
    return machine.error([BADARG, form]);
  }
}

/** The text of a message: lists of strings are joined. */
function errorText(message: Term): Term {
  if (message instanceof Cons && message.head instanceof Cons) return message;
  const flat = textOfChars(message);
  return flat === undefined ? message : chars(flat);
}

export const rows: BifRows = {
  'parse_exprs/1': plain((machine, tokens) =>
    parse(machine, tokens, parseExprs, (exprs) => fromArray(exprs.map((expr) => exprToAbstract(expr, place)))),
  ),
  'parse_form/1': late('erl_parse', 'parse_form/1'),
  'parse_term/1': plain((machine, tokens) => parse(machine, tokens, parseTerm, exprToTerm)),
  'normalise/1': plain(normalise),
  'format_error/1': plain((_machine, message) => errorText(message)),
};
