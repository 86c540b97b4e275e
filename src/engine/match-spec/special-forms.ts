/**
 * The special forms of match specifications: where each may stand and with how many arguments (erts user's guide,
 * "Match Specifications in Erlang"). What each does is in run.ts.
 */

/** What a specification is used for decides which forms it may hold; each includes those before it. */
export type Needs = 'nothing' | 'trace' | 'actions' | 'calls';

export interface SpecialForm {
  readonly arities: readonly number[];
  /** `trace`: not in tables; `actions`: not on `'receive'` events; `calls`: not on messages. */
  readonly needs: Needs;
  readonly inGuards: boolean;
  /** The name in complaints, where it is another. */
  readonly calledAs?: string;
}

const action = (...arities: number[]): SpecialForm => ({ arities, needs: 'actions', inGuards: false });

export const SPECIAL_FORMS: Readonly<Record<string, SpecialForm>> = {
  self: { arities: [0], needs: 'nothing', inGuards: true },
  message: { arities: [1], needs: 'trace', inGuards: false },
  return_trace: { arities: [0], needs: 'trace', inGuards: false },
  exception_trace: { arities: [0], needs: 'trace', inGuards: false },
  display: { arities: [1], needs: 'trace', inGuards: false },
  is_seq_trace: { arities: [0], needs: 'actions', inGuards: true },
  set_seq_token: { ...action(2), calledAs: 'set_seq_trace' },
  get_seq_token: action(0),
  process_dump: action(0),
  enable_trace: action(1, 2),
  disable_trace: action(1, 2),
  trace: action(2, 3),
  caller: { arities: [0], needs: 'calls', inGuards: false },
  caller_line: { arities: [0], needs: 'calls', inGuards: false },
  silent: action(1),
};
