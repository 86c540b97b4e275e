/** The rows of module `persistent_term`. */
import type { NodeState } from '../runtime/node-state.ts';
import { termKey } from '../runtime/term-key.ts';
import type { TermKey } from '../runtime/term-key.ts';
import { atom, bool, OK } from '../terms/atoms.ts';
import { fromArray } from '../terms/lists.ts';
import { mapFromPairs } from '../terms/maps.ts';
import type { Term } from '../terms/term.ts';
import { wordsOf } from './erlang/sizes.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';

const PART = 'persistent terms';

interface Held {
  readonly terms: Map<TermKey, readonly [Term, Term]>;
}

function termsOf(node: NodeState): Map<TermKey, readonly [Term, Term]> {
  let found = node.parts.get(PART) as Held | undefined;
  if (found === undefined) {
    found = { terms: new Map() };
    node.parts.set(PART, found);
  }
  return found.terms;
}

export const rows: BifRows = {
  'get/0': plain((m) => fromArray([...termsOf(m.node).values()])),
  'get/1': plain((m, key) => {
    const found = termsOf(m.node).get(termKey(key));
    return found === undefined ? m.badarg() : found[1];
  }),
  'get/2': plain((m, key, other) => {
    const found = termsOf(m.node).get(termKey(key));
    return found === undefined ? other : found[1];
  }),
  'put/2': plain((m, key, value) => {
    termsOf(m.node).set(termKey(key), [key, value]);
    return OK;
  }),
  'erase/1': plain((m, key) => bool(termsOf(m.node).delete(termKey(key)))),
  'info/0': plain((m) => {
    const terms = termsOf(m.node);
    let words = 0;
    for (const pair of terms.values()) words += wordsOf(pair, 100000);
    return mapFromPairs([
      [atom('count'), terms.size],
      [atom('memory'), words * 8],
    ]);
  }),
};
