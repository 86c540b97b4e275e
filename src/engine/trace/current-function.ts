/** The function in which a process stands, as `running` events and `process_info` name it. */
import type { FrameCode } from '../compile/abi.ts';
import type { Process } from '../runtime/process.ts';
import type { Atom, Term } from '../terms/term.ts';
import type { Tracing } from './tracing.ts';

/** `{M, F, Arity}`: the innermost suspended frame, or else where the process will begin. */
export function currentFunction(tracing: Tracing, process: Process): Term {
  for (let index = process.frames.length - 1; index >= 0; index--) {
    const entry = process.frames[index]?.entry;
    if (entry !== undefined && isNamed(entry)) return [entry.module, entry.name, entry.arity];
  }
  const { sites, sp } = process === tracing.services.machine.process ? tracing.services.machine : process;
  if (sp > 0) {
    const site = tracing.services.site(sites[sp - 1]);
    return [site.module, site.name, site.arity];
  }
  const { module, name, arity } = process.initialCall;
  return [module, name, arity];
}

interface Named {
  readonly module: Atom;
  readonly name: Atom;
  readonly arity: number;
}

/** Whether a frame is that of an Erlang function. */
export function isNamed(entry: FrameCode): entry is FrameCode & Named {
  return 'module' in entry && 'name' in entry && 'arity' in entry;
}
