/**
 * Code as the runtime holds it: function entries of loaded modules and of built-ins. Each has the one
 * breakpoint slot that local tracing fills.
 */
import { S } from '../compile/abi.ts';
import type { Code, ExportEntry, FunctionEntry, ModuleCode, Result } from '../compile/abi.ts';
import type { Atom, Term } from '../terms/term.ts';
import type { Machine } from './machine.ts';

/** How code is called once its number of arguments is known to fit. */
export type AnyCode = (...args: Term[]) => Result;

/** A built-in's row as the runtime sees it; bifs/entry.ts has the full type. */
export interface NativeRow {
  readonly kind: 'guard' | 'plain' | 'trap';
  readonly run: (machine: Machine, ...args: Term[]) => Result;
}

/** Rows of one module by `name/arity`. */
export type NativeRows = Readonly<Record<string, NativeRow>>;

/** One loading of a module on a node. */
export interface LoadedModule {
  readonly name: Atom;
  /** Null for a module of built-ins only. */
  readonly code: ModuleCode | null;
  /** First site number of its text. */
  readonly base: number;
  /** Reads what the outline of the module lacks; null when everything is here, see `wholeModule`. */
  complete: (() => void) | null;
  /** All functions, in the order of `code.functions`; built-ins without Erlang text come last. With gaps while incomplete. */
  readonly entries: FunctionEntry[];
  /** By `name/arity`. */
  readonly byName: Map<string, FunctionEntry>;
  /** Names of exported functions, `name/arity`. */
  readonly exported: Set<string>;
  /** Functions implemented natively, `name/arity`. */
  readonly natives: Set<string>;
  /** File it was loaded from, `preloaded`, or ''. */
  path: string;
}

/** The same loading with all its functions. */
export function wholeModule(loaded: LoadedModule): LoadedModule {
  loaded.complete?.();
  return loaded;
}

/** A function of a loading by its key, exported or not. */
export function functionNamed(loaded: LoadedModule, key: string): FunctionEntry | undefined {
  return loaded.byName.get(key) ?? wholeModule(loaded).byName.get(key);
}

/** `name/arity`, the key of functions within a module. */
export function functionKey(name: Atom, arity: number): string {
  return `${name.name}/${arity}`;
}

/** Calls code with an argument array, without the cost of spreading for few arguments. */
export function callCode(code: Code, a: readonly Term[]): Result {
  const f = code as AnyCode;
  switch (a.length) {
    case 0:
      return f();
    case 1:
      return f(a[0]);
    case 2:
      return f(a[0], a[1]);
    case 3:
      return f(a[0], a[1], a[2]);
    case 4:
      return f(a[0], a[1], a[2], a[3]);
    case 5:
      return f(a[0], a[1], a[2], a[3], a[4]);
    default:
      return f(...a);
  }
}

/** `resume` of entries that never suspend at a place of their own. */
export function noResume(): Result {
  return S;
}

/** The export entry, or undefined when nobody has asked for it or defined it. */
export function findExport(
  exports: Map<Atom, Map<Atom, (ExportEntry | undefined)[]>>,
  module: Atom,
  name: Atom,
  arity: number,
): ExportEntry | undefined {
  return exports.get(module)?.get(name)?.[arity];
}
