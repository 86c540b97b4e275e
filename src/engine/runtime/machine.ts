/**
 * The machine: the registers of compiled code together with what built-ins may ask for. There is
 * one in a worker; `runtime/scheduler.ts` loads it for the process that runs. Its type is here, its
 * construction in `runtime/registers.ts`.
 */
import type { Exception, Frame, Registers, Result, Sentinel } from '../compile/abi.ts';
import type { Atom, Term } from '../terms/term.ts';
import type { NodeState } from './node-state.ts';
import type { Process } from './process.ts';

export interface Machine extends Registers {
  /** The running process. */
  process: Process;
  /** The node it runs on. */
  node: NodeState;
  /** Filled by `push`, innermost frame first; the scheduler moves them to the process. */
  pushed: Frame[];
  /** All fuel that the burst was given: `burst - fuel` reductions are done in it so far. */
  burst: number;
  /** Reductions that the burst may come to: what is left of the slice. */
  allowance: number;
  /** `sp` when the frame at the bottom of the native stack was entered. */
  floor: number;
  /** Set by `yield`: the slice ends with this burst. */
  yielded: boolean;
  /**
   * The exception that one of the methods below, but for `raise`, has just made: the wrapper of the
   * built-in (native.ts) that made it puts itself on top of its stack. Null when nothing is to be added.
   */
  raised: Exception | null;
  /** What goes into `error_info` of it: null for no `error_info`, `[]` for one without cause, else `[Cause]`. */
  raisedInfo: readonly Term[] | null;
  /** Raises with the present call sites as the stack; built-ins that raise by this stay out of it. */
  raise(cls: Atom, reason: Term): Sentinel;
  /** `error:badarg`; the stack trace's top gets `error_info`, as built-ins of OTP have it. */
  badarg(): Sentinel;
  badarith(): Sentinel;
  /** `error:Reason` without `error_info`. */
  error(reason: Term): Sentinel;
  /** `error:Reason` with `error_info`, as `{badmap,M}` and `{badkey,K}` of built-ins have it. */
  explained(reason: Term): Sentinel;
  /** `error:badarg` where `error_info` carries `#{cause => Cause}`. */
  badargCause(cause: Term): Sentinel;
  /** `error:system_limit` with `error_info`. */
  systemLimit(): Sentinel;
  /** Goes on in `module:name(args)`: the value is that call's. */
  call(module: Atom, name: Atom, args: Term[]): Result;
  /** Calls a fun. */
  applyFun(fun: Term, args: Term[]): Result;
  /** Charges more reductions for work done natively; about one per 10 list cells or 100 bytes. */
  bump(reductions: number): void;
}
