/**
 * What compiled code and the runtime promise each other. Everything that either side assumes of
 * the other is in this file; docs/architecture.md tells the story with an example.
 *
 * - An Erlang function is a JavaScript function of its arguments that returns its value, or `S`.
 * - `S` means "no value now". If `registers.exception` is set, an exception is travelling:
 *   whoever has no handler returns `S` at once. Otherwise the process is being suspended: each active
 *   frame calls `registers.push(entry, pc, live)` exactly once and returns `S` too (innermost first).
 * - A suspended frame is continued by `entry.resume(pc, live, value)`: `value` is what the callee
 *   returned, or `S` when an exception travels. `pc` 0 starts the body anew (after the entry
 *   checks), `live` being the arguments. A resumed frame may suspend or raise again.
 * - Every function entry, in this order: `if (E.bp !== null) { if (R.skip !== E) return R.hit(E, [args]); R.skip = null; }`
 *   then `if ((R.fuel -= weight) < 0 && R.spent()) { R.push(E, 0, [args]); return S; }`. The weight is 1 for small
 *   frames and grows with the number of JavaScript locals, since `BURST` reductions bound the native stack:
 *   `spent` lets a burst go on only as far as its frames still fit. It knows them from `sp` and from `tails`, which
 *   every tail call to another function raises by one (`return R.tails++, g(...)`), and a heavy frame by its
 *   weight over 1: nothing takes these back before the burst ends. A self tail call is a loop with the fuel check at its head (and the bp check).
 * - Around a call that is not a tail call: `R.sites[R.sp++] = site` before, `R.sp--` after a value
 *   came back (also first thing on resumption with a value). When `S` comes back `sp` is not touched; a
 *   handler restores the `sp` that it remembered (as a live value) when its `try` began.
 *   Room for one burst is guaranteed; compiled code never checks.
 * - Calls of built-ins are never tail calls (as on BEAM), so the caller stands in stack traces.
 */
import type { Atom, FunCode, Term } from '../terms/term.ts';

/** The type of `S`. */
export class Sentinel {
  readonly sentinel = true;
}
/** No value now: an exception travels, or the process is being suspended. */
export const S: Sentinel = new Sentinel();

export type Result = Term | Sentinel;

/** Frames, each as heavy as one reduction, that the native stack holds at most. */
export const BURST = 1000;

/** Compiled or native code of a function. Lifted funs take their captured values as one more argument. */
export type Code = (...args: never[]) => Result;

/** What a frame may keep: terms, saved stack depths, and records over terms (binary match positions). */
export type Live = readonly unknown[];

/** The second form of a function: continues a suspended frame. */
export type Resume = (pc: number, live: Live, value: Result) => Result;

/** A suspended frame: data only. */
export interface Frame {
  readonly entry: FrameCode;
  readonly pc: number;
  readonly live: Live;
}

/** What can be resumed: a function entry, or a named native continuation of the runtime. */
export interface FrameCode {
  readonly resume: Resume;
}

/** A place of a call or an error, registered once per loaded module text; see `ModuleCode.sites`. */
export interface Site {
  readonly module: Atom;
  readonly name: Atom;
  readonly arity: number;
  /** Empty when the location is unknown (`[]` in the stack trace). */
  readonly file: string;
  readonly line: number;
}

/** One entry of a raw stack: a registered site, or a frame with its own contents. */
export type StackItem =
  | number
  | {
      readonly module: Atom;
      readonly name: Atom;
      /** The arity, or the list of arguments (`function_clause`, `undef`, built-ins). */
      readonly arityOrArgs: number | Term;
      /** The location list: `[{file,…},{line,…}]`, `[{error_info,…}]`; `NIL` when there is none. */
      readonly location: Term;
    };

/** A travelling exception. */
export interface Exception {
  readonly class: Atom;
  readonly reason: Term;
  /** Innermost first, at most 8 below the top ones, as OTP's `backtrace_depth`. */
  stack: readonly StackItem[];
  /** Set by `erlang:raise/3`: the stack trace as given; else null. */
  readonly given: Term | null;
}

/** A function of a loaded module. Its breakpoint slot is what local tracing fills. */
export interface FunctionEntry extends FunCode, FrameCode {
  readonly module: Atom;
  readonly name: Atom;
  /** The number of arguments of `code`, with captured values counted one by one as OTP does. */
  readonly arity: number;
  code: Code;
  resume: Resume;
  /** Filled by trace/; compiled code only compares it with null. */
  bp: object | null;
  /** Number of captured values; -1 when this is not a lifted fun. */
  readonly envSize: number;
}

/** Where remote calls go through: `M:F/A` of one node. Global tracing replaces `code`. */
export interface ExportEntry {
  readonly module: Atom;
  readonly name: Atom;
  readonly arity: number;
  code: Code;
}

/**
 * The registers of the machine, one object for the worker: only one process runs at a time, and
 * compiled code reaches them without an indirection. The runtime loads them when it switches a
 * process in and saves them when it switches it out.
 */
export interface Registers {
  /** Reductions left in this burst; below zero the process must give way. */
  fuel: number;
  sites: Int32Array;
  sp: number;
  exception: Exception | null;
  /** Handlers in force in the process that runs. */
  catches: number;
  /** Set by `hit` just before it calls the code of an entry whose breakpoint it has handled. */
  skip: FunctionEntry | null;
  /** Native frames of this burst that `sp` does not count, as an upper bound. */
  tails: number;
  /** The fuel is used up: true when the process must be suspended now, false when it was given more. */
  spent(): boolean;
  /** Saves the frame of a function that is being suspended. */
  push(entry: FrameCode, pc: number, live: Live): void;
  /** A filled breakpoint slot was met: trace, then run the function. */
  hit(entry: FunctionEntry, args: Term[]): Result;
}

/**
 * What `receive` asks of the runtime. `since` is called first, with each term that every clause demands in a message:
 * when it is the last reference made by the process, what arrived before that is passed over. `next` looks at the message at the save pointer
 * (`undefined` when there is none), `skip` moves the pointer on, `accept` removes the message looked
 * at, cancels the timeout and rewinds the pointer. When `next` gave `undefined`: `wait(timeout)` gives
 * `true` when the process now waits (save the frame, return `S`; the resumed frame starts
 * at `next` again), `false` when the time is over (run the `after` body; pointer and timer are reset), `S` after raising
 * `timeout_value`. `timeout` is `infinity` when there is no `after`. `site` is the place of the `receive`,
 * for stack traces of the waiting process.
 */
export interface ReceiveSupport {
  since(term: Term): void;
  next(): Term | undefined;
  skip(): void;
  accept(): void;
  wait(timeout: Term, site: number): boolean | Sentinel;
}

/** One function in `ModuleCode`. */
export interface FunctionInfo {
  readonly name: string;
  readonly arity: number;
  /** For lifted funs: position among the module's funs in source order, and number of captured values. */
  readonly fun?: { readonly index: number; readonly env: number };
}

/** The description of a module, which the compiler gives beside its `ModuleBody`; JSON. */
export interface ModuleCode {
  readonly name: string;
  /** Shown as `#Fun<m.0.UNIQ>`; from a hash of the code, or the attribute `-fun_uniq(N).` */
  readonly uniq: number;
  readonly functions: readonly FunctionInfo[];
  /** Indices into `functions`. */
  readonly exports: readonly number[];
  /** Function index, file index and line, three numbers a site; a call site in compiled code is `m.base + i`. */
  readonly sites: readonly number[];
  readonly files: readonly string[];
  /** `Module:module_info(attributes)` and `(compile)` as Erlang source text of a term. */
  readonly attributes: string;
  readonly compileInfo: string;
  /** What modules of this behaviour must export; absent when it declares no callbacks. */
  readonly callbacks?: readonly { readonly name: string; readonly arity: number }[] | undefined;
  /** Hex. */
  readonly md5: string;
  /** Functions with `-on_load`, by name. */
  readonly onLoad: string | null;
  /** What can be known without reading the rest, when the description lies elsewhere until it is needed. */
  readonly outline?: ModuleOutline;
}

/** The part of a description that a module is loaded with; what it lacks is read when it is first asked for. */
export interface ModuleOutline {
  /** Numbers of functions and of sites that the whole has. */
  readonly functionCount: number;
  readonly siteCount: number;
  /** By index; among them all that built-ins take the place of. */
  readonly functions: ReadonlyMap<number, FunctionInfo>;
  /** Indices of those of them that are exported. */
  readonly exports: readonly number[];
  /** Function index, file and line of a site; undefined when it is not known. */
  site(index: number): readonly [number, string, number] | undefined;
}

/** The code of a module: its functions as statements (see compile/ir-text.ts) and what they mention. */
export interface ModuleBody {
  /** JavaScript of each constant; one may mention those before it as `K0`, `K1` and on. */
  readonly literals: readonly string[];
  /** Module, name and arity of each remote function called. */
  readonly remotes: readonly (readonly [string, string, number])[];
  /** Guard built-ins used as tests, `name/arity`. */
  readonly guards: readonly string[];
  /** In the order of `ModuleCode.functions`. */
  readonly functions: readonly string[];
}

/** Functions that are printed together, with what they mention. */
export interface ModulePart {
  readonly literals: ModuleBody['literals'];
  readonly remotes: ModuleBody['remotes'];
  readonly guards: ModuleBody['guards'];
  /** By index in `ModuleCode.functions`. */
  readonly functions: ReadonlyMap<number, string>;
}

/** The part with a function that lies elsewhere; asked for when it is first called. */
export type Rest = (index: number) => ModulePart;

/** What `link` gets for one loading of a module on one node. */
export interface LinkContext {
  /** First site number of this module text. */
  readonly base: number;
  /** By index; some may be missing until `complete` was called. */
  readonly entries: readonly FunctionEntry[];
  complete(): void;
  remote(module: string, name: string, arity: number): ExportEntry;
  /** Code that was printed on its first call takes the place of what asked for it. */
  replace(entry: FunctionEntry, code: Code): void;
}

/** Makes the functions of a module for one loading: `[code, resume]` of each, by index. */
export type Link = (support: Support, context: LinkContext) => (index: number) => readonly [Code, Resume];

/**
 * All that compiled code may use besides its own functions. `code` holds the constructors, operators
 * and raising functions under the names that the compiler prints; runtime/support.ts implements them,
 * and says what each does. Guard built-ins and operators give `undefined` when they fail; compiled code
 * then asks another function to raise.
 */
export interface Support {
  readonly R: Registers;
  readonly S: Sentinel;
  readonly code: Readonly<Record<string, unknown>>;
  /** The test of a guard built-in of `erlang`, by `name/arity`. */
  guard(key: string): (...args: Term[]) => Term | undefined;
}
