/** The built-ins of module `erlang` under seq_trace; trace/seq-token.ts does the work. */
import type { Result } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import { bool } from '../../terms/atoms.ts';
import { printToken, setToken, tokenInfo } from '../../trace/seq-token.ts';
import { tracingOf } from '../../trace/tracing.ts';
import type { Term } from '../../terms/term.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';

function print(machine: Machine, label: Term | null, term: Term): Result {
  const tracing = tracingOf(machine.node);
  return bool(tracing !== undefined && printToken(tracing, machine.process, label, term));
}

export const rows: BifRows = {
  'seq_trace/2': plain((machine, item, value) => setToken(machine.process, item, value) ?? machine.badarg()),
  'seq_trace_info/1': plain((machine, item) => tokenInfo(machine.process, item) ?? machine.badarg()),
  'seq_trace_print/1': plain((machine, term) => print(machine, null, term)),
  'seq_trace_print/2': plain((machine, label, term) => print(machine, label, term)),
};
