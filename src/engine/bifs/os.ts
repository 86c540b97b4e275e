/** The rows of module `os`: a small Unix machine without programs. */
import { atom, FALSE, OK, TRUE } from '../terms/atoms.ts';
import { fromArray, listFromString, stringFromList } from '../terms/lists.ts';
import type { Term } from '../terms/term.ts';
import type { NodeState } from '../runtime/node-state.ts';
import { systemMicros } from './erlang/time.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';

const PART = 'environment';

interface Environment {
  readonly variables: Map<string, string>;
}

/** The variables of a node's environment, by name. */
export function environment(node: NodeState): Map<string, string> {
  let found = node.parts.get(PART) as Environment | undefined;
  if (found === undefined) {
    found = {
      variables: new Map([
        ['HOME', '/home/reader'],
        ['LANG', 'C.UTF-8'],
        ['TZ', 'UTC'],
        ['USER', 'reader'],
      ]),
    };
    node.parts.set(PART, found);
  }
  return found.variables;
}

export const rows: BifRows = {
  'getenv/0': plain((m) => fromArray([...environment(m.node)].map(([k, v]) => listFromString(`${k}=${v}`)))),
  'getenv/1': plain((m, name) => {
    const key = stringFromList(name);
    if (key === undefined) return m.badarg();
    const value = environment(m.node).get(key);
    return value === undefined ? FALSE : listFromString(value);
  }),
  'getenv/2': plain((m, name, other) => {
    const key = stringFromList(name);
    if (key === undefined) return m.badarg();
    const value = environment(m.node).get(key);
    return value === undefined ? other : listFromString(value);
  }),
  'env/0': plain((m) =>
    fromArray([...environment(m.node)].map(([k, v]): Term => [listFromString(k), listFromString(v)])),
  ),
  'list_env_vars/0': plain((m) =>
    fromArray([...environment(m.node)].map(([k, v]): Term => [listFromString(k), listFromString(v)])),
  ),
  'putenv/2': plain((m, name, value) => {
    const key = stringFromList(name);
    const text = stringFromList(value);
    if (key === undefined || text === undefined || key === '' || key.includes('=')) return m.badarg();
    environment(m.node).set(key, text);
    return TRUE;
  }),
  'unsetenv/1': plain((m, name) => {
    const key = stringFromList(name);
    if (key === undefined) return m.badarg();
    environment(m.node).delete(key);
    return TRUE;
  }),
  'getpid/0': plain(() => listFromString('1042')),
  'type/0': plain(() => [atom('unix'), atom('linux')]),
  'version/0': plain(() => [6, 1, 0]),
  'find_executable/1': plain(() => FALSE),
  'find_executable/2': plain(() => FALSE),
  'timestamp/0': plain((m) => {
    const micros = systemMicros(m);
    return [Math.floor(micros / 1e12), Math.floor(micros / 1e6) % 1e6, micros % 1e6];
  }),
  'system_time/0': plain((m) => m.call(atom('erlang'), atom('system_time'), [])),
  'system_time/1': plain((m, unit) => m.call(atom('erlang'), atom('system_time'), [unit])),
  'perf_counter/0': plain((m) => m.call(atom('erlang'), atom('monotonic_time'), [])),
  'perf_counter/1': plain((m, unit) => m.call(atom('erlang'), atom('monotonic_time'), [unit])),
  'set_signal/2': plain(() => OK),
};
