/**
 * The row of `prim_eval`: `receive` with a fun that tells whether a message fits, for interpreted code.
 * The fun gives `nomatch`, or the value of the receive.
 */
import { S } from '../compile/abi.ts';
import type { FrameCode, Live, Result } from '../compile/abi.ts';
import { receive } from '../runtime/mailbox.ts';
import { raiseAt } from '../runtime/raise-at.ts';
import { machine } from '../runtime/registers.ts';
import { atom, ERROR, TIMEOUT_VALUE } from '../terms/atoms.ts';
import { NIL } from '../terms/term.ts';
import type { Atom, Term } from '../terms/term.ts';
import { trap } from './entry.ts';
import type { BifRows } from './entry.ts';

const NOMATCH = atom('nomatch');
const TIMEOUT = atom('timeout');
/** `pc`: look at the next message, or a call of the fun has ended. */
const LOOK = 0;
const ASKED = 1;

const FRAME = {
  module: atom('prim_eval'),
  name: atom('receive'),
  arity: 2,
  resume(pc: number, live: Live, value: Result): Result {
    const [fun, timeout] = live as readonly Term[];
    if (pc === LOOK) return look(fun, timeout);
    if (value === S) return S;
    if (value !== NOMATCH) {
      receive.accept();
      return value;
    }
    receive.skip();
    return look(fun, timeout);
  },
} satisfies FrameCode & { module: Atom; name: Atom; arity: number };

function look(fun: Term, timeout: Term): Result {
  for (;;) {
    const message = receive.next();
    if (message === undefined) {
      const waits = receive.wait(timeout, -1);
      if (waits === false) return TIMEOUT;
      if (waits === true) {
        machine.push(FRAME, LOOK, [fun, timeout]);
        return S;
      }
      return raiseAt([{ module: FRAME.module, name: FRAME.name, arityOrArgs: 2, location: NIL }], ERROR, TIMEOUT_VALUE);
    }
    const value = machine.applyFun(fun, [message]);
    if (value === S) {
      if (machine.exception === null) machine.push(FRAME, ASKED, [fun, timeout]);
      return S;
    }
    if (value !== NOMATCH) {
      receive.accept();
      return value;
    }
    receive.skip();
  }
}

export const rows: BifRows = {
  'receive/2': trap((_machine, fun, timeout) => look(fun, timeout)),
};
