/** Reading one Erlang term from text, as `file:consult/1` does with each of a file's. */
import { exprToTerm, NotLiteral } from '../syntax/constant-term.ts';
import { parseTerm } from '../syntax/parse.ts';
import { scanText } from '../syntax/scan.ts';
import type { Term } from '../terms/term.ts';

/** The term, or undefined when the text is none. A missing dot at the end is added. */
export function readTerm(text: string): Term | undefined {
  const whole = text.trimEnd().endsWith('.') ? text : `${text}.`;
  const scanned = scanText(`${whole}\n`);
  if (scanned.error !== null) return undefined;
  const parsed = parseTerm(scanned.tokens);
  if ('error' in parsed) return undefined;
  try {
    return exprToTerm(parsed.ok);
  } catch (caught) {
    if (caught instanceof NotLiteral) return undefined;
    throw caught;
  }
}
