/**
 * Code of built-ins: the breakpoint check that every function has, the call of the row's body, and the
 * built-in's own place on top of the stack trace of what it raises.
 */
import { S } from '../compile/abi.ts';
import type { Code, FunctionEntry, Result } from '../compile/abi.ts';
import { atom } from '../terms/atoms.ts';
import { fromArray, listOf } from '../terms/lists.ts';
import { mapFromPairs } from '../terms/maps.ts';
import { NIL } from '../terms/term.ts';
import type { Atom, Term } from '../terms/term.ts';
import type { AnyCode, NativeRow } from './function-entry.ts';
import { machine } from './registers.ts';

const ERROR_INFO = atom('error_info');
const MODULE = atom('module');
const CAUSE = atom('cause');

/** Which module explains errors of built-ins, by application (OTP: `erl_erts_errors` and its kin). */
const STDLIB = new Set(['ets', 'lists', 'maps', 'math', 'binary', 'unicode', 're', 'io', 'string']);
const KERNEL = new Set(['os', 'code', 'prim_file', 'file']);

/** The module whose `format_error/2` explains errors of a built-in. */
export function errorModule(module: Atom): Atom {
  if (STDLIB.has(module.name)) return atom('erl_stdlib_errors');
  if (KERNEL.has(module.name)) return atom('erl_kernel_errors');
  return atom('erl_erts_errors');
}

/** Puts `{Module, Name, Args, [{error_info, …}]}` on top of what the built-in just raised. */
export function blame(module: Atom, name: Atom, args: readonly Term[]): Result {
  const { exception } = machine;
  if (exception !== null && machine.raised === exception) {
    const info = machine.raisedInfo;
    let location: Term = NIL;
    if (info !== null) {
      const pairs: [Term, Term][] = [[MODULE, errorModule(module)]];
      if (info.length > 0) pairs.unshift([CAUSE, info[0]]);
      location = listOf([ERROR_INFO, mapFromPairs(pairs)]);
    }
    exception.stack = [{ module, name, arityOrArgs: fromArray(args), location }, ...exception.stack];
    machine.raised = null;
  }
  return S;
}

/** The code of a built-in behind its entry. */
export function nativeCode(entry: FunctionEntry, row: NativeRow): Code {
  const run = row.run;
  const { module, name } = entry;
  const end = (value: Result, args: readonly Term[]): Result =>
    value === S && machine.exception !== null ? blame(module, name, args) : value;
  const code: AnyCode[] = [
    () => {
      if (entry.bp !== null) {
        if (machine.skip !== entry) return machine.hit(entry, []);
        machine.skip = null;
      }
      return end(run(machine), []);
    },
    (a) => {
      if (entry.bp !== null) {
        if (machine.skip !== entry) return machine.hit(entry, [a]);
        machine.skip = null;
      }
      const value = run(machine, a);
      return value === S ? end(value, [a]) : value;
    },
    (a, b) => {
      if (entry.bp !== null) {
        if (machine.skip !== entry) return machine.hit(entry, [a, b]);
        machine.skip = null;
      }
      const value = run(machine, a, b);
      return value === S ? end(value, [a, b]) : value;
    },
    (a, b, c) => {
      if (entry.bp !== null) {
        if (machine.skip !== entry) return machine.hit(entry, [a, b, c]);
        machine.skip = null;
      }
      const value = run(machine, a, b, c);
      return value === S ? end(value, [a, b, c]) : value;
    },
  ];
  if (entry.arity < code.length) return code[entry.arity];
  const many: AnyCode = (...args) => {
    if (entry.bp !== null) {
      if (machine.skip !== entry) return machine.hit(entry, args);
      machine.skip = null;
    }
    return end(run(machine, ...args), args);
  };
  return many;
}
