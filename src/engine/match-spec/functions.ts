/**
 * The functions that conditions and bodies may call, by `name/arity`: the guard built-ins that OTP 25
 * lets match specifications use (fewer than Erlang's guards know). Each gives `undefined` when it fails.
 */
import { bool } from '../terms/atoms.ts';
import { Atom, Bits, Cons, ErlMap, NIL, Pid, Port, Ref } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import * as arith from '../terms/arith.ts';
import { listLength } from '../terms/lists.ts';
import { mapGet, mapHas } from '../terms/maps.ts';
import { slice } from '../terms/bits.ts';
import { OPERATORS } from '../terms/operators.ts';
import * as type from '../terms/type-tests.ts';
import { floatToInteger, toFloat } from '../terms/arith.ts';
import type { MatchHost } from './host.ts';

type Body = (host: MatchHost, a: Term, b: Term, c: Term) => Term | undefined;

const test =
  (holds: (term: Term) => boolean): Body =>
  (_host, a) =>
    bool(holds(a));

/** `and` and `or` are not among them: a specification may give them any number of operands. */
const OPERATOR_BODIES: Readonly<Record<string, Body>> = Object.fromEntries(
  Object.entries(OPERATORS)
    .filter(([key]) => key !== 'and/2' && key !== 'or/2')
    .map(([key, apply]): [string, Body] => [key, (_host, a, b) => apply(a, b)]),
);

function binaryPart(binary: Term, start: Term, length: Term): Term | undefined {
  if (!type.isBinary(binary) || typeof start !== 'number' || typeof length !== 'number') return undefined;
  const from = length < 0 ? start + length : start;
  const size = Math.abs(length);
  if (from < 0 || (from + size) * 8 > binary.bitLength) return undefined;
  return slice(binary, from * 8, size * 8);
}

function size(term: Term): Term | undefined {
  if (Array.isArray(term)) return term.length;
  return term instanceof Bits ? term.bitLength >> 3 : undefined;
}

function nodeOf(term: Term): Term | undefined {
  return term instanceof Pid || term instanceof Port || term instanceof Ref ? term.node : undefined;
}

function element(n: Term, tuple: Term): Term | undefined {
  if (typeof n !== 'number' || !Array.isArray(tuple)) return undefined;
  return (tuple as readonly Term[])[n - 1];
}

const FUNCTIONS: Readonly<Record<string, Body>> = {
  'is_atom/1': test(type.isAtom),
  'is_float/1': test(type.isFloat),
  'is_integer/1': test(type.isInteger),
  'is_list/1': test(type.isList),
  'is_number/1': test(type.isNumber),
  'is_pid/1': test(type.isPid),
  'is_port/1': test(type.isPort),
  'is_reference/1': test(type.isReference),
  'is_tuple/1': test(type.isTuple),
  'is_map/1': test(type.isMap),
  'is_binary/1': test(type.isBinary),
  'is_function/1': test(type.isFunction),
  'is_record/3': (_host, term, tag, arity) => {
    if (!(tag instanceof Atom) || typeof arity !== 'number') return undefined;
    return bool(type.isRecordOfSize(term, tag, arity));
  },
  'is_map_key/2': (_host, key, map) => (map instanceof ErlMap ? bool(mapHas(map, key)) : undefined),
  'abs/1': (_host, a) => arith.abs(a),
  'element/2': (_host, n, tuple) => element(n, tuple),
  'hd/1': (_host, a) => (a instanceof Cons ? a.head : undefined),
  'tl/1': (_host, a) => (a instanceof Cons ? a.tail : undefined),
  'length/1': (_host, a) => {
    const length = a === NIL || a instanceof Cons ? listLength(a) : -1;
    return length < 0 ? undefined : length;
  },
  'node/0': (host) => host.node(),
  'node/1': (_host, a) => nodeOf(a),
  'round/1': (_host, a) => floatToInteger(a, 'round'),
  'trunc/1': (_host, a) => floatToInteger(a, 'trunc'),
  'float/1': (_host, a) => toFloat(a),
  'size/1': (_host, a) => size(a),
  'bit_size/1': (_host, a) => (a instanceof Bits ? a.bitLength : undefined),
  'byte_size/1': (_host, a) => (a instanceof Bits ? Math.ceil(a.bitLength / 8) : undefined),
  'binary_part/2': (_host, binary, part) =>
    Array.isArray(part) && part.length === 2 ? binaryPart(binary, part[0] as Term, part[1] as Term) : undefined,
  'binary_part/3': (_host, binary, start, length) => binaryPart(binary, start, length),
  'map_size/1': (_host, a) => (a instanceof ErlMap ? a.size : undefined),
  'map_get/2': (_host, key, map) => (map instanceof ErlMap ? mapGet(map, key) : undefined),
  ...OPERATOR_BODIES,
  'get_tcw/0': (host) => host.getTraceControlWord(),
  'set_tcw/1': (host, word) => host.setTraceControlWord(word),
};

/** Where a function may be called. */
export type Places = 'all' | 'traces' | 'trace bodies';

/** Where conditions and bodies may call this function; undefined when there is none of the name. */
export function functionPlaces(key: string): Places | undefined {
  if (!Object.hasOwn(FUNCTIONS, key)) return undefined;
  if (key === 'set_tcw/1') return 'trace bodies';
  return key === 'get_tcw/0' ? 'traces' : 'all';
}

/** Calls one; `undefined` when it fails. The key must be known. */
export function callFunction(key: string, host: MatchHost, args: readonly Term[]): Term | undefined {
  const body = FUNCTIONS[key];
  return body(host, args[0], args[1], args[2]);
}
