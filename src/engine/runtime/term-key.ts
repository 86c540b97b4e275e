/**
 * Keys for JavaScript maps: two terms have the same key exactly when they are `=:=`. Numbers, big integers
 * and atoms are their own keys; everything else gets a text that spells it out.
 */
import { toUint8Array } from '../terms/bits.ts';
import { mapForEach } from '../terms/maps.ts';
import { Atom, Bits, Cons, ErlMap, ExternalFun, Float, Fun, Nil, Pid, Port, Ref } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';

export type TermKey = number | bigint | string | Atom;

/** The key of a term. */
export function termKey(term: Term): TermKey {
  if (typeof term === 'number' || typeof term === 'bigint' || term instanceof Atom) return term;
  return spell(term);
}

function spell(term: Term): string {
  if (typeof term === 'number') return String(term);
  if (term instanceof Atom) return `a${term.id}`;
  if (Array.isArray(term)) {
    let text = '{';
    for (const element of term as readonly Term[]) text += `${spell(element)},`;
    return `${text}}`;
  }
  if (term instanceof Cons) {
    let text = '[';
    let rest: Term = term;
    while (rest instanceof Cons) {
      text += `${spell(rest.head)},`;
      rest = rest.tail;
    }
    return rest instanceof Nil ? `${text}]` : `${text}|${spell(rest)}]`;
  }
  if (term instanceof Nil) return '[]';
  if (term instanceof Bits) {
    const bytes = toUint8Array(term);
    let text = `<${term.bitLength}:`;
    for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
    return `${text}>`;
  }
  if (typeof term === 'bigint') return String(term);
  if (term instanceof Float) return Object.is(term.value, -0) ? 'f-0' : `f${term.value}`;
  if (term instanceof Pid) return `p${term.node.id}.${term.number}.${term.serial}.${term.creation}`;
  if (term instanceof Ref) return `r${term.node.id}.${term.words.join('.')}.${term.creation}`;
  if (term instanceof Port) return `o${term.node.id}.${term.number}.${term.creation}`;
  if (term instanceof ErlMap) return spellMap(term);
  if (term instanceof ExternalFun) return `e${term.module.id}.${term.name.id}.${term.arity}`;
  if (term instanceof Fun) {
    const { module, name, funIndex, funUniq } = term.code;
    return `u${module.id}.${name.id}.${funIndex}.${funUniq}(${term.env.map(spell).join()})`;
  }
  throw new Error('not a term');
}

function spellMap(map: ErlMap): string {
  const parts: string[] = [];
  mapForEach(map, (key, value) => parts.push(`${spell(key)}=${spell(value)}`));
  return `#${parts.sort().join()}`;
}
