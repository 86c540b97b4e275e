/**
 * What compiled code uses besides its own functions, under the names that compile/ prints: short ones
 * for constructors and constants, `_name` for functions. Functions that take a `site` raise there.
 * Invariant: a raising function gives `S` with `machine.exception` set; the caller's `sp` stays.
 */
import { S } from '../compile/abi.ts';
import type {
  Exception,
  ExportEntry,
  FunctionEntry,
  Live,
  Result,
  Sentinel,
  StackItem,
  Support,
} from '../compile/abi.ts';
import * as arith from '../terms/arith.ts';
import {
  BADARG,
  BADARITH,
  BADARITY,
  BADFUN,
  BADKEY,
  BADMAP,
  BADMATCH,
  BADRECORD,
  CASE_CLAUSE,
  ERLANG,
  ERROR,
  EXIT,
  FALSE,
  FUNCTION_CLAUSE,
  IF_CLAUSE,
  INFINITY,
  THROW,
  TIMEOUT_VALUE,
  TRUE,
  TRY_CLAUSE,
  atom,
} from '../terms/atoms.ts';
import { EMPTY_BITS, fromBytes } from '../terms/bits.ts';
import { append, fromArray, listFromString, listOf, toArray } from '../terms/lists.ts';
import { EMPTY_MAP, mapFromArrays, mapFromPairs, mapGet, mapPut, mapUpdate } from '../terms/maps.ts';
import { compare, equals, equalsExact } from '../terms/order.ts';
import { Atom, Bits, Cons, ErlMap, ExternalFun, Float, Fun, NIL, Pid, Port, Ref } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { callExport } from './call.ts';
import { stackTrace } from './exceptions.ts';
import { callCode } from './function-entry.ts';
import { receive } from './mailbox.ts';
import { sendOperator } from './operator-send.ts';
import { raiseAt } from './raise-at.ts';
import { machine, uncaught } from './registers.ts';
import { bitsCode } from './support-bits.ts';

const BAD_GENERATOR = atom('bad_generator');
const BAD_FILTER = atom('bad_filter');
const ELSE_CLAUSE = atom('else_clause');
const APPLY = atom('apply');
const ERROR_INFO = atom('error_info');
const MODULE = atom('module');
const ERTS_ERRORS = atom('erl_erts_errors');
const EXIT_TAG = atom('EXIT');

const OF_BUILT_IN: Term = listOf([ERROR_INFO, mapFromPairs([[MODULE, ERTS_ERRORS]])]);

function error(site: number, reason: Term): Sentinel {
  return raiseAt([site], ERROR, reason);
}

/** `error/1`, `exit/1` and `throw/1`, carried out here unless the built-in of that name is traced. */
function raise(site: number, cls: Atom, reason: Term): Sentinel {
  if (!machine.node.callHook.tracesInlined) return raiseAt([site], cls, reason);
  machine.sites[machine.sp++] = site;
  machine.call(ERLANG, cls, [reason]);
  machine.sp--;
  return S;
}

/** A handler begins: takes the exception, with the stack as it was at depth `sp`. */
function handled(sp: number): Exception | null {
  const { exception } = machine;
  machine.exception = null;
  machine.sp = sp;
  machine.catches--;
  if (machine.process.trace.detail !== null) machine.node.callHook.handled(sp);
  return exception;
}

/** A failure of `erlang:Name(Args)`, with that function on top. */
function builtinFailure(site: number, name: Atom, args: readonly Term[], reason: Term): Sentinel {
  const top: StackItem = { module: ERLANG, name, arityOrArgs: fromArray(args), location: OF_BUILT_IN };
  const pushed = machine.sp > 0 && machine.sites[machine.sp - 1] === site;
  return raiseAt(pushed ? [top] : [top, site], ERROR, reason);
}

/** Calls a built-in that has failed in its quick form: it raises, with the caller in the trace. */
function fail(site: number, entry: ExportEntry, args: Term[]): Result {
  machine.sites[machine.sp++] = site;
  const value = callCode(entry.code, args);
  if (value !== S) machine.sp--;
  return value;
}

function apply(site: number, fun: Term, args: Term[]): Result {
  if (fun instanceof Fun) {
    if (fun.arity !== args.length) return error(site, [BADARITY, [fun, fromArray(args)]]);
    const entry = fun.code as FunctionEntry;
    return callCode(entry.code, entry.envSize < 0 ? args : [...args, fun.env]);
  }
  if (fun instanceof ExternalFun) {
    if (fun.arity !== args.length) return error(site, [BADARITY, [fun, fromArray(args)]]);
    return callExport(machine, fun.module, fun.name, args);
  }
  return error(site, [BADFUN, fun]);
}

function isRaising(name: Atom, arity: number): boolean {
  return arity === 1 ? name === ERROR || name === EXIT || name === THROW : arity === 2 && name === ERROR;
}

function remote(site: number, module: Term, name: Term, args: Term[]): Result {
  if (module instanceof Atom && name instanceof Atom) {
    // As in OTP the function that applies these by name stands in the trace even when it was its last call.
    if (
      module === ERLANG &&
      isRaising(name, args.length) &&
      (machine.sp === 0 || machine.sites[machine.sp - 1] !== site)
    ) {
      machine.sites[machine.sp++] = site;
    }
    return callExport(machine, module, name, args);
  }
  return builtinFailure(site, APPLY, [module, name, fromArray(args)], BADARG);
}

function applyList(site: number, fun: Term, list: Term): Result {
  const args = toArray(list);
  if (args === undefined) return builtinFailure(site, APPLY, [fun, list], BADARG);
  return apply(site, fun, args);
}

function remoteList(site: number, module: Term, name: Term, list: Term): Result {
  const args = toArray(list);
  if (args === undefined) return builtinFailure(site, APPLY, [module, name, list], BADARG);
  return remote(site, module, name, args);
}

function caught(exception: Exception): Term {
  if (exception.class === THROW) return exception.reason;
  if (exception.class === EXIT) return [EXIT_TAG, exception.reason];
  return [EXIT_TAG, [exception.reason, stackTrace(exception)]];
}

function mapGuard(base: Term, keys: Term[], values: Term[], exact: number[]): Term | undefined {
  if (!(base instanceof ErlMap)) return undefined;
  let map: ErlMap | undefined = base;
  for (let i = 0; i < keys.length && map !== undefined; i++) {
    map = exact[i] === 1 ? mapUpdate(map, keys[i], values[i]) : mapPut(map, keys[i], values[i]);
  }
  return map;
}

function bytesOf(text: string): Bits {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return fromBytes(bytes);
}

const bool = (value: Term): value is Atom => value === TRUE || value === FALSE;

function failedArithmetic(name: string, a: Term, b: Term): Term {
  return b === NIL ? BADARITH : arith.arithFailure(name, a, b);
}

/** Starts a suspended function anew. */
export function again(entry: FunctionEntry, live: Live): Result {
  if (entry.bp !== null) machine.skip = entry;
  return callCode(entry.code, live as Term[]);
}

const code: Readonly<Record<string, unknown>> = {
  Atom,
  Float,
  Bits,
  Pid,
  Port,
  Ref,
  Fun,
  Mp: ErlMap,
  XFun: ExternalFun,
  C: Cons,
  N: NIL,
  T: TRUE,
  F: FALSE,
  A: atom,
  I: Array.isArray,
  V: receive,
  EM: EMPTY_MAP,
  EB: EMPTY_BITS,
  INF: INFINITY,
  again,

  _eq: equals,
  _eqx: equalsExact,
  _lt: (a: Term, b: Term): boolean => compare(a, b) < 0,
  _le: (a: Term, b: Term): boolean => compare(a, b) <= 0,
  _isNum: (x: Term): boolean => typeof x === 'number' || typeof x === 'bigint' || x instanceof Float,
  _isFun: (x: Term): boolean => x instanceof Fun || x instanceof ExternalFun,
  _add: arith.add,
  _sub: arith.sub,
  _mul: arith.mul,
  _fdiv: arith.fdiv,
  _idiv: arith.idiv,
  _rem: arith.rem,
  _band: arith.band,
  _bor: arith.bor,
  _bxor: arith.bxor,
  _bsl: arith.bsl,
  _bsr: arith.bsr,
  _neg: arith.neg,
  _plus: arith.plus,
  _bnot: arith.bnot,
  _and: (a: Term, b: Term) => (bool(a) && bool(b) ? (a === TRUE ? b : FALSE) : undefined),
  _or: (a: Term, b: Term) => (bool(a) && bool(b) ? (a === TRUE ? TRUE : b) : undefined),
  _xor: (a: Term, b: Term) => (bool(a) && bool(b) ? (a === b ? FALSE : TRUE) : undefined),
  // Undefined leads to the built-in itself, which can be traced.
  _append: (a: Term, b: Term) => (machine.node.callHook.tracesInlined ? undefined : append(a, b)),
  _send: sendOperator,
  /** Two operands, the operator on top of the trace; one operand; no operator in the trace. */
  _arith2: (site: number, name: string, a: Term, b: Term) =>
    builtinFailure(site, atom(name), [a, b], failedArithmetic(name, a, b)),
  _arith1: (site: number, name: string, a: Term) => builtinFailure(site, atom(name), [a], BADARITH),
  _arith0: (site: number, name: string, a: Term, b: Term) => error(site, failedArithmetic(name, a, b)),

  _str: (text: string) => listFromString(text),
  _codes: (codes: Term[]) => fromArray(codes),
  _bytes: bytesOf,
  _mapOf: mapFromArrays,
  _mapGet: mapGet,
  _mapPut: mapPut,
  _mapUpdate: mapUpdate,
  _mapGuard: mapGuard,
  _fun: (entry: FunctionEntry, env: Term[]) =>
    new Fun(entry, entry.arity - env.length, env, machine.process?.pid ?? null),

  _apply: apply,
  _applyList: applyList,
  _remote: remote,
  _remoteList: remoteList,
  _fail: fail,

  _raise: raise,
  _handled: handled,
  _again: uncaught,
  _badmatch: (site: number, value: Term) => error(site, [BADMATCH, value]),
  _caseClause: (site: number, value: Term) => error(site, [CASE_CLAUSE, value]),
  _tryClause: (site: number, value: Term) => error(site, [TRY_CLAUSE, value]),
  _elseClause: (site: number, value: Term) => error(site, [ELSE_CLAUSE, value]),
  _timeoutValue: (site: number) => error(site, TIMEOUT_VALUE),
  _ifClause: (site: number) => error(site, IF_CLAUSE),
  _badrecord: (site: number, value: Term) => error(site, [BADRECORD, value]),
  _badmap: (site: number, value: Term) => error(site, [BADMAP, value]),
  _badkey: (site: number, key: Term) => error(site, [BADKEY, key]),
  _badGenerator: (site: number, value: Term) => error(site, [BAD_GENERATOR, value]),
  _badFilter: (site: number, value: Term) => error(site, [BAD_FILTER, value]),
  _badargValue: (site: number, value: Term) => error(site, [BADARG, value]),
  _functionClause: (site: number, args: Term[]) => raiseAt([{ site, args: fromArray(args) }], ERROR, FUNCTION_CLAUSE),
  _stack: stackTrace,
  _caught: caught,
  ...bitsCode,
};

/** The support for code on this machine; `guards` are the tests of guard built-ins by `name/arity`. */
export function createSupport(guards: (key: string) => ((...args: Term[]) => Term | undefined) | undefined): Support {
  return {
    R: machine,
    S,
    code,
    guard(key) {
      const test = guards(key);
      if (test === undefined) throw new Error(`engine: no guard test for ${key}`);
      return test;
    },
  };
}
