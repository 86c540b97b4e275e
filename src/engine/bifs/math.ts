/** Module `math`. */
import { atan, atan2 } from '../terms/angles.ts';
import { erf, erfc } from '../terms/error-function.ts';
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { isNum, toDouble } from '../terms/numbers.ts';
import { Float } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { plain } from './entry.ts';
import type { BifRow, BifRows } from './entry.ts';

/** Not a number, or an integer beyond the range of doubles. */
function notDouble(machine: Machine, ...args: Term[]): Result {
  return args.every(isNum) ? machine.badarith() : machine.badarg();
}

function one(compute: (x: number) => number): BifRow {
  return plain((machine, a) => {
    const x = toDouble(a);
    if (x === undefined) return notDouble(machine, a);
    const value = compute(x);
    return Number.isFinite(value) ? new Float(value) : machine.badarith();
  });
}

function two(compute: (x: number, y: number) => number): BifRow {
  return plain((machine, a, b) => {
    const x = toDouble(a);
    const y = toDouble(b);
    if (x === undefined || y === undefined) return notDouble(machine, a, b);
    const value = compute(x, y);
    return Number.isFinite(value) ? new Float(value) : machine.badarith();
  });
}

export const rows: BifRows = {
  'acos/1': one(Math.acos),
  'acosh/1': one(Math.acosh),
  'asin/1': one(Math.asin),
  'asinh/1': one(Math.asinh),
  'atan/1': one(atan),
  'atan2/2': two(atan2),
  'atanh/1': one(Math.atanh),
  'ceil/1': one(Math.ceil),
  'cos/1': one(Math.cos),
  'cosh/1': one(Math.cosh),
  'erf/1': one(erf),
  'erfc/1': one(erfc),
  'exp/1': one(Math.exp),
  'floor/1': one(Math.floor),
  'fmod/2': two((x, y) => x % y),
  'log/1': one(Math.log),
  'log10/1': one(Math.log10),
  'log2/1': one(Math.log2),
  'pi/0': plain(() => new Float(Math.PI)),
  'pow/2': two((x, y) => (x === 1 ? 1 : x ** y)),
  'sin/1': one(Math.sin),
  'sinh/1': one(Math.sinh),
  'sqrt/1': one(Math.sqrt),
  'tan/1': one(Math.tan),
  'tanh/1': one(Math.tanh),
};
