/**
 * Built-ins of `ets` with match specifications. A compiled specification is known by a reference; a continuation
 * is a tuple of the table, the place, the limit and that reference, as on a real node.
 */
import type { Result } from '../../compile/abi.ts';
import { deleteSelected, replaceSelected, selectAll, selectChunk, selectTrue } from '../../ets/select.ts';
import type { Chunk, Position } from '../../ets/select.ts';
import type { Table } from '../../ets/table.ts';
import { compileMatchSpec } from '../../match-spec/compile.ts';
import { pureHost } from '../../match-spec/host.ts';
import type { MatchProgram } from '../../match-spec/program.ts';
import { runMatchSpec } from '../../match-spec/run.ts';
import { makeRef } from '../../runtime/identifiers.ts';
import type { Machine } from '../../runtime/machine.ts';
import { atom, bool, TRUE } from '../../terms/atoms.ts';
import { fromArray, listOf, toArray } from '../../terms/lists.ts';
import { equalsExact } from '../../terms/order.ts';
import { Cons, NIL, Ref } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';
import { allowed, refuse } from './access.ts';

const END = atom('$end_of_table');
const WHOLE = atom('$_');
const VARIABLES = atom('$$');
const ANY = atom('_');
const CONST = atom('const');
const ELEMENT = atom('element');

/** Compiled specifications by their reference. */
const compiled = new WeakMap<Ref, MatchProgram>();
/** Specifications that are nested too deeply. */
const tooDeep = new WeakSet();

/** Specifications compiled last, by the term's identity: a literal is compiled once. */
const recent = new WeakMap<object, MatchProgram>();

function programOf(spec: Term): MatchProgram | undefined {
  if (spec instanceof Ref) return compiled.get(spec);
  if (!(spec instanceof Cons)) return undefined;
  const known = recent.get(spec);
  if (known !== undefined) return known;
  const program = compileMatchSpec(spec, 'table');
  if ('errors' in program) {
    if (program.isTooDeep) tooDeep.add(spec);
    return undefined;
  }
  recent.set(spec, program);
  return program;
}

/** The specification of a pattern: `match` gives the variables, `match_object` the whole object. */
function patternSpec(pattern: Term, body: Term): Term {
  return listOf([pattern, NIL, listOf(body)]);
}

type Run = (machine: Machine, table: Table, program: MatchProgram) => Result;

function withTable(
  right: 'read' | 'write',
  run: Run,
  forNothing: Term,
): (machine: Machine, id: Term, spec: Term) => Result {
  return (machine, id, spec) => {
    const table = allowed(machine, id, right);
    if (table === undefined) return refuse(machine, id);
    if (spec === NIL) return forNothing;
    const program = programOf(spec);
    return program === undefined ? machine.badarg() : run(machine, table, program);
  };
}

function hostOf(machine: Machine): ReturnType<typeof pureHost> {
  return pureHost(machine.process.pid, machine.node.name);
}

const selectRow = withTable(
  'read',
  (machine, table, program) => {
    const { results, examined } = selectAll(table, program, hostOf(machine));
    machine.bump(examined / 10);
    return fromArray(results);
  },
  NIL,
);

function selectReverse(machine: Machine, id: Term, spec: Term): Result {
  const list = selectRow(machine, id, spec);
  const table = allowed(machine, id, 'read');
  if (table?.type !== 'ordered_set' || !(list instanceof Cons)) return list;
  return fromArray((toArray(list) ?? []).reverse());
}

function chunked(machine: Machine, id: Term, spec: Term, limit: Term, back: boolean): Result {
  const table = allowed(machine, id, 'read');
  if (table === undefined) return refuse(machine, id);
  if (typeof limit !== 'number' || limit < 1) return machine.badarg();
  const program = programOf(spec);
  if (spec === NIL) return END;
  if (program === undefined) return machine.badarg();
  const ref = makeRef(machine.node);
  compiled.set(ref, program);
  const handle = table.named ? table.name : table.id;
  return answer(handle, ref, limit, selectChunk(table, program, hostOf(machine), { kind: 'start', back }, limit));
}

function answer(handle: Term, ref: Ref, limit: number, chunk: Chunk): Term {
  if (chunk.count === 0) return END;
  return [chunk.results, chunk.next === null ? END : continuation(handle, ref, limit, chunk.next)];
}

function continuation(handle: Term, ref: Ref, limit: number, next: Position): Term {
  if (next.kind === 'bucket') return [handle, next.bucket, limit, ref, next.left, toArray(next.left)?.length ?? 0];
  if (next.kind === 'key') return [handle, next.key, NIL, limit, ref, NIL, next.back ? 1 : 0, 0];
  return END;
}

function goOn(machine: Machine, term: Term): Result {
  if (term === END) return END;
  if (!Array.isArray(term)) return machine.badarg();
  const parts = term as readonly Term[];
  const handle = parts[0];
  const table = allowed(machine, handle, 'read');
  if (table === undefined) return refuse(machine, handle);
  const hash = parts.length === 6;
  const limit = hash ? parts[2] : parts[3];
  const ref = hash ? parts[3] : parts[4];
  if (!(ref instanceof Ref) || typeof limit !== 'number') return machine.badarg();
  const program = compiled.get(ref);
  if (program === undefined || hash !== (table.store.kind === 'hash')) return machine.badarg();
  const from: Position = hash
    ? { kind: 'bucket', bucket: Number(parts[1]), left: parts[4] }
    : { kind: 'key', key: parts[1], back: parts[6] === 1 };
  return answer(handle, ref, limit, selectChunk(table, program, hostOf(machine), from, limit));
}

const count = withTable(
  'read',
  (machine, table, program) => selectTrue(table, program, hostOf(machine), (value) => value === TRUE).length,
  0,
);

const deleteRow = withTable(
  'write',
  (machine, table, program) =>
    deleteSelected(
      table,
      selectTrue(table, program, hostOf(machine), (value) => value === TRUE),
    ),
  0,
);

function replaceRow(machine: Machine, id: Term, spec: Term): Result {
  const table = allowed(machine, id, 'write');
  if (table === undefined) return refuse(machine, id);
  if (table.type === 'bag') return machine.badargCause(atom('table_type'));
  if (spec === NIL) return 0;
  const program = programOf(spec);
  if (program === undefined || !keepsKey(spec, table.keyIndex)) return machine.badarg();
  return replaceSelected(table, program, hostOf(machine));
}

/** Whether every clause gives objects with the key of the object matched; a compiled specification is trusted. */
function keepsKey(spec: Term, keyIndex: number): boolean {
  return (toArray(spec) ?? []).every((clause) => {
    const [head, , body] = clause as readonly Term[];
    if (!(body instanceof Cons) || body.tail !== NIL) return false;
    if (body.head === WHOLE) return true;
    if (!Array.isArray(body.head) || !Array.isArray(head) || head.length <= keyIndex) return false;
    const made = (body.head as readonly Term[])[0];
    if (body.head.length !== 1 || !Array.isArray(made) || made.length <= keyIndex) return false;
    return sameKeyText((head as readonly Term[])[keyIndex], (made as readonly Term[])[keyIndex], keyIndex);
  });
}

function sameKeyText(key: Term, made: Term, keyIndex: number): boolean {
  if (key !== ANY && equalsExact(key, made)) return true;
  if (!Array.isArray(made)) return false;
  const parts = made as readonly Term[];
  if (parts.length === 2 && parts[0] === CONST) return equalsExact(key, parts[1]);
  return parts.length === 3 && parts[0] === ELEMENT && parts[1] === keyIndex + 1 && parts[2] === WHOLE;
}

function compileRow(machine: Machine, spec: Term): Result {
  const program = programOf(spec);
  if (program === undefined) return tooDeep.has(spec as object) ? machine.systemLimit() : machine.badarg();
  const ref = makeRef(machine.node);
  compiled.set(ref, program);
  return ref;
}

/** `match_spec_run_r(List, Ms, Acc)`: results in reverse before `Acc`. */
function runReverse(machine: Machine, list: Term, spec: Term, acc: Term): Result {
  const items = toArray(list);
  const program = spec instanceof Ref ? compiled.get(spec) : undefined;
  if (items === undefined || program === undefined) return machine.badarg();
  const host = hostOf(machine);
  let result = acc;
  for (const item of items) {
    const outcome = runMatchSpec(program, item, host);
    if (outcome !== null) result = new Cons(outcome.result, result);
  }
  machine.bump(items.length / 10);
  return result;
}

export const rows: BifRows = {
  'select/1': plain(goOn),
  'select/2': plain(selectRow),
  'select/3': plain((machine, id, spec, limit) => chunked(machine, id, spec, limit, false)),
  'select_reverse/1': plain(goOn),
  'select_reverse/2': plain(selectReverse),
  'select_reverse/3': plain((machine, id, spec, limit) => chunked(machine, id, spec, limit, true)),
  'select_count/2': plain(count),
  'select_delete/2': plain(deleteRow),
  'internal_select_delete/2': plain(deleteRow),
  'select_replace/2': plain(replaceRow),
  'match/1': plain(goOn),
  'match/2': plain((machine, id, pattern) => selectRow(machine, id, patternSpec(pattern, VARIABLES))),
  'match/3': plain((machine, id, pattern, limit) =>
    chunked(machine, id, patternSpec(pattern, VARIABLES), limit, false),
  ),
  'match_object/1': plain(goOn),
  'match_object/2': plain((machine, id, pattern) => selectRow(machine, id, patternSpec(pattern, WHOLE))),
  'match_object/3': plain((machine, id, pattern, limit) =>
    chunked(machine, id, patternSpec(pattern, WHOLE), limit, false),
  ),
  'match_spec_compile/1': plain(compileRow),
  'match_spec_run_r/3': plain(runReverse),
  'is_compiled_ms/1': plain((_machine, ref) => bool(ref instanceof Ref && compiled.has(ref))),
};
