/** Raising by built-ins: `error`, `exit`, `throw`, `raise`, `nif_error`, and ending the node. */
import { S } from '../../compile/abi.ts';
import type { Result, StackItem } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import { atom, BADARG, ERROR, EXIT, THROW } from '../../terms/atoms.ts';
import { listOf, stringFromList, toArray } from '../../terms/lists.ts';
import { Atom, Bits, ErlMap, Fun, NIL } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { latin1Of } from '../../terms/bits.ts';
import { displayText } from '../../terms/display-text.ts';
import { backtraceDepth, uncaught } from '../../runtime/registers.ts';
import { siteAt } from '../../runtime/sites.ts';
import { giveWay } from '../../runtime/give-way.ts';
import { plain, trap } from '../entry.ts';
import type { BifRows } from '../entry.ts';

const NONE = atom('none');
const ERROR_INFO = atom('error_info');

/** `error(Reason, Args)`: the caller's arguments stand in the stack trace instead of its arity. */
function errorWithArgs(machine: Machine, reason: Term, args: Term, options: Term): Result {
  const given = args === NONE ? undefined : toArray(args);
  if (args !== NONE && given === undefined) return machine.raise(ERROR, BADARG);
  const info = errorInfo(options);
  machine.raise(ERROR, reason);
  const { exception } = machine;
  if (exception === null || exception.stack.length === 0) return S;
  const [top, ...rest] = exception.stack;
  if (given === undefined && info === null) return S;
  exception.stack = [withDetail(top, given === undefined ? null : args, info), ...rest];
  return S;
}

function errorInfo(options: Term): Term | null {
  for (const option of toArray(options) ?? []) {
    if (Array.isArray(option) && option.length === 2 && option[0] === ERROR_INFO && option[1] instanceof ErlMap) {
      return option as Term;
    }
  }
  return null;
}

function withDetail(item: StackItem, args: Term | null, info: Term | null): StackItem {
  if (typeof item === 'number') {
    const site = siteAt(item);
    const place = [
      [atom('file'), fileList(site.file)],
      [atom('line'), site.line],
    ] as Term[];
    const location = site.file === '' ? [] : place;
    return {
      module: site.module,
      name: site.name,
      arityOrArgs: args ?? site.arity,
      location: listOf(...location, ...(info === null ? [] : [info])),
    };
  }
  return { ...item, arityOrArgs: args ?? item.arityOrArgs };
}

function fileList(file: string): Term {
  return listOf(...Array.from(file, (c) => c.codePointAt(0) ?? 0));
}

const CLASSES: readonly Term[] = [ERROR, EXIT, THROW];

/** A stack trace as `raise/3` takes it: tuples `{M,F,Arity|Args,Loc}`, `{Fun,Args,Loc}` and shorter forms. */
function isTrace(term: Term): boolean {
  const items = toArray(term);
  return (
    items !== undefined &&
    items.every((item) => {
      if (!Array.isArray(item)) return false;
      const [a, b, c] = item as readonly Term[];
      if (a instanceof Fun) return toArray(b) !== undefined && item.length <= 3;
      if (!(a instanceof Atom) || !(b instanceof Atom) || item.length < 3 || item.length > 4) return false;
      return typeof c === 'number' || toArray(c) !== undefined;
    })
  );
}

function raise(machine: Machine, cls: Term, reason: Term, trace: Term): Result {
  if (!(cls instanceof Atom) || !CLASSES.includes(cls) || !isTrace(trace)) return BADARG;
  machine.exception = uncaught({ class: cls, reason, stack: [], given: completed(machine, trace) });
  return S;
}

/** Gives every entry its location list; no more entries than a trace may have. */
function completed(machine: Machine, trace: Term): Term {
  const items = (toArray(trace) ?? []).slice(0, backtraceDepth());
  return listOf(
    ...items.map((item) => {
      const parts = item as readonly Term[];
      return (parts[0] instanceof Fun ? parts.length === 2 : parts.length === 3) ? [...parts, NIL] : parts;
    }),
  );
}

const STOPPED = { resume: (): Result => atom('ok') };

function halt(machine: Machine, status: Term): Result {
  let code: number;
  let slogan: string | null = null;
  if (typeof status === 'number') code = status;
  else if (status === atom('abort')) code = 134;
  else {
    slogan = status instanceof Bits ? latin1Of(status) : (stringFromList(status) ?? null);
    if (slogan === null) return machine.badarg();
    code = 1;
  }
  machine.node.host.halt(code, slogan);
  machine.push(STOPPED, 0, []);
  giveWay(machine);
  return S;
}

function display(machine: Machine, term: Term): Result {
  machine.node.host.print(`${displayText(term)}\r\n`);
  return atom('true');
}

export const rows: BifRows = {
  'error/1': plain((machine, reason) => machine.raise(ERROR, reason)),
  'error/2': plain((machine, reason, args) => errorWithArgs(machine, reason, args, NIL)),
  'error/3': plain(errorWithArgs),
  'exit/1': plain((machine, reason) => machine.raise(EXIT, reason)),
  'throw/1': plain((machine, reason) => machine.raise(THROW, reason)),
  'raise/3': plain(raise),
  'nif_error/1': plain((machine, reason) => machine.raise(ERROR, reason)),
  'nif_error/2': plain((machine, reason, args) => errorWithArgs(machine, reason, args, NIL)),
  'halt/0': trap((machine) => halt(machine, 0)),
  'halt/1': trap(halt),
  'halt/2': trap((machine, status) => halt(machine, status)),
  'display/1': plain(display),
  'display_string/1': plain((machine, text) => {
    const string = stringFromList(text);
    if (string === undefined) return machine.badarg();
    machine.node.host.print(string.replaceAll('\n', '\r\n'));
    return atom('true');
  }),
};
