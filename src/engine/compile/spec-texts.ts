/** What the errors and warnings of `fun2ms` say (OTP: `ms_transform:format_error/1`). */
import { atom } from '../terms/atoms.ts';
import { formatTerm } from '../terms/format.ts';
import type { SpecError } from './fun2ms.ts';

const TEXTS: Readonly<Record<number, string>> = {
  1: 'Parameter of ets/dbg:fun2ms/1 is not a literal fun',
  2: 'ets:fun2ms requires fun with single variable or tuple parameter',
  3: 'dbg:fun2ms requires fun with single variable or list parameter',
  4: 'in fun head, only matching (=) on toplevel can be translated into match_spec',
  6: 'the variable ~1 is unbound, cannot translate into match_spec',
  7: 'fun head contains unknown record type ~1',
  8: 'fun head contains reference to unknown field ~2 in record type ~1',
  9: 'fun head contains already defined field ~2 in record type ~1',
  10: 'fun head contains atom ~1, which conflics with reserved atoms in match_spec heads',
  11: 'fun head contains bit syntax matching of variable ~1, which cannot be translated into match_spec',
  16: "fun with guard matching ('=' in guard) is illegal as match_spec as well",
  17: "fun containing the local function call '~1/~2' (called in guard) cannot be translated into match_spec",
  18: 'the language element ~1 (in guard) cannot be translated into match_spec',
  19: 'fun guard contains reference to unknown field ~2 in record type ~1',
  20: 'fun guard contains unknown record type ~1',
  21: 'fun guard contains already defined field ~2 in record type ~1',
  22: "fun containing the remote function call '~1:~2/~3' (called in guard) cannot be translated into match_spec",
  23: 'bit syntax construction with variable ~1 (in guard) cannot be translated into match_spec',
  50: 'variable ~1 shadowed in ms_transform fun head',
};

/** The text of an error, as `ms_transform:format_error/1` has it; empty when there is no such code with such details. */
export function specErrorText(error: SpecError): string {
  const { code, details } = error;
  let own = TEXTS[code] ?? '';
  if (code === 116) own = "fun with body matching ('=' in body) is illegal as match_spec";
  else if (code > 116) own = (TEXTS[code - 100] ?? '').replace('in guard', 'in body').replace('guard', 'body');
  const places = [1, 2, 3].filter((place) => own.includes(`~${place}`)).length;
  if (places !== details.length) return '';
  const isBare = code % 100 === 17 || code % 100 === 22;
  const texts = details.map((one) => {
    if ('atom' in one) return isBare ? one.atom : formatTerm(atom(one.atom));
    return 'string' in one ? one.string : String(one.integer);
  });
  return own.replace(/~(\d)/g, (_, place: string) => texts[Number(place) - 1] ?? '');
}
