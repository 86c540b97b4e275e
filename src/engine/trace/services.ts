/**
 * What tracing needs from the node it is installed on: reading the loaded code, finding processes and
 * posting messages. `world/` builds it from the runtime, so that this floor knows the runtime's
 * records but not how they are kept.
 */
import type { ExportEntry, FunctionEntry, Site } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import type { PortRecord } from '../runtime/ports.ts';
import type { Process } from '../runtime/process.ts';
import type { Atom, Pid, Port, Ref, Term } from '../terms/term.ts';

export interface TraceServices {
  readonly machine: Machine;
  readonly nodeName: () => Atom;
  /** Names of the modules whose code is loaded. */
  modules(): Iterable<Atom>;
  /** Functions of the current code of a module; built-ins are not among them. */
  functions(module: Atom): readonly FunctionEntry[];
  /** Export entries with code behind them: exported functions and traceable built-ins. */
  exports(module: Atom): readonly ExportEntry[];
  /** Whether an export entry stands for a built-in (then local patterns hang on it too). */
  isBuiltIn(entry: ExportEntry): boolean;
  /** The place behind a call-site number. */
  site(number: number): Site;
  /** A live process of this node. */
  process(pid: Pid): Process | undefined;
  /** The process registered under a name. */
  registered(name: Atom): Process | undefined;
  processes(): Iterable<Process>;
  ports(): Iterable<PortRecord>;
  /** An open port of this node. */
  port(port: Port): PortRecord | undefined;
  /** Puts a trace message into a tracer's mailbox, without tracing that, or gives it to the driver of a port. */
  post(tracer: Process | Port, message: Term): void;
  makeRef(): Ref;
  /** Whether timestamps tell the time worked, as `cpu_timestamp` asks. */
  cpuTime: boolean;
  /** Virtual microseconds since 1970, strictly increasing: what `erlang:now/0` gives. */
  now(): number;
  /** Virtual microseconds since the node's monotonic time began. */
  monotonicMicros(): number;
  /** Strictly increasing number for strict timestamps. */
  uniqueInteger(): number;
  /** An error line to the logger, as the emulator itself writes them. */
  logError(text: string): void;
  /** Prints a term as `display/1` does. */
  display(term: Term): void;
}
