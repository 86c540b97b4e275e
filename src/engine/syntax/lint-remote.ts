/** Calls of other modules: deprecated and removed functions, formats that do not suit their arguments, NIFs. */
import type { Expr } from './ast.ts';
import { diagnostic, stringTerm, tagged, termList } from './diagnostic.ts';
import { requiredArguments } from './lint-formats.ts';
import { keyOf, place, warn } from './lint-state.ts';
import type { LintState } from './lint-state.ts';
import { formatErrorText } from './messages.ts';
import { obsoleteFunction } from './obsolete.ts';
import type { Position } from './position.ts';
import type { Term } from '../terms/term.ts';

/** A call of `module:name(args)`. */
export function checkRemoteCall(
  state: LintState,
  module: string,
  name: string,
  args: readonly Expr[],
  pos: Position,
): void {
  checkObsolete(state, module, name, args.length, pos);
  if (module === 'erlang' && name === 'load_nif' && args.length === 2) {
    state.loadsNif = true;
    if (state.silenced.has('inline')) warn(state, 'nowarn_nif_inline', pos, 'nif_inline');
  }
  if ((module === 'io' || module === 'io_lib') && (name === 'format' || name === 'fwrite')) {
    checkFormat(state, args, pos);
  }
}

function checkObsolete(state: LintState, module: string, name: string, arity: number, pos: Position): void {
  const found = obsoleteFunction(module, name, arity);
  if (found === undefined || state.silenced.has(`nowarn_${found.kind}_function ${module}:${keyOf(name, arity)}`))
    return;
  const mfa = { module, name, arity };
  if (found.kind === 'removed') {
    if (state.silenced.has(`nowarn_removed ${module}:${keyOf(name, arity)}`)) return;
    warn(state, 'nowarn_removed', pos, 'removed', mfa, { words: found.text });
  } else if (found.release === null) {
    warn(state, 'nowarn_deprecated_function', pos, 'deprecated', mfa, { words: found.text });
  } else {
    warn(state, 'nowarn_deprecated_function', pos, 'deprecated', mfa, { words: found.text }, { words: found.release });
  }
}

// ── Formats ─────────────────────────────────────────────────────────────────────────────────

function complain(state: LintState, level: number, pos: Position, format: string, texts: readonly Term[] = []): void {
  if (level > state.formatLevel || state.silenced.has('nowarn_format')) return;
  const pair: Term = [stringTerm(format), termList(texts)];
  const descriptor = tagged('format_error', pair);
  state.warnings.push(place(state, diagnostic('erl_lint', pos, descriptor, formatErrorText(pair) ?? format)));
}

function checkFormat(state: LintState, args: readonly Expr[], pos: Position): void {
  if (args.length === 1) checkFormatText(state, args[0], null);
  else if (args.length === 2) checkFormatText(state, args[0], args[1]);
  else if (args.length === 3) checkFormatText(state, args[1], args[2]);
  else complain(state, 1, pos, 'format call with wrong number of arguments');
}

function textOf(format: Expr): string | null {
  if (format.type === 'string') return String.fromCodePoint(...format.codes);
  return format.type === 'atom' ? format.name : null;
}

function checkFormatText(state: LintState, format: Expr, list: Expr | null): void {
  const text = textOf(format);
  if (text === null) {
    complain(state, 2, format.pos, 'format string not a textual constant');
    return;
  }
  const length = list === null ? null : listLength(list);
  if (list !== null && typeof length === 'string') {
    if (length === 'no list') complain(state, 1, list.pos, 'format arguments not a list');
    else complain(state, 2, list.pos, 'format arguments perhaps not a list');
    return;
  }
  const need = requiredArguments(text);
  if (typeof need === 'string') {
    complain(state, 1, format.pos, 'format string invalid (~ts)', [stringTerm(need)]);
    return;
  }
  const prefix = 'the format string requires an ';
  if (list === null || typeof length !== 'number') {
    if (need === 0) return;
    complain(state, 1, format.pos, `${prefix}argument list with ~s, but no argument list is given`, [counted(need)]);
  } else if (need === 0 && length > 0) {
    complain(state, 1, list.pos, `${prefix}empty argument list, but the argument list contains ~s`, [counted(length)]);
  } else if (length === 0 && need > 0) {
    complain(state, 1, list.pos, `${prefix}argument list with ~s, but the argument list is empty`, [counted(need)]);
  } else if (length !== need) {
    const only = length < need ? 'only ' : '';
    const format25 = `${prefix}argument list with ~s, but the argument list contains ${only}~s`;
    complain(state, 1, list.pos, format25, [counted(need), counted(length)]);
  }
}

function counted(count: number): Term {
  return count === 1 ? stringTerm('1 argument') : termList([stringTerm(String(count)), stringTerm(' arguments')]);
}

/** The length of a written list; `maybe` where only running tells. */
function listLength(expr: Expr): number | 'no list' | 'maybe' {
  switch (expr.type) {
    case 'nil':
      return 0;
    case 'string':
      return expr.codes.length;
    case 'cons': {
      const rest = listLength(expr.tail);
      return typeof rest === 'number' ? rest + 1 : rest;
    }
    case 'atom':
    case 'integer':
    case 'float':
      return 'no list';
    default:
      return 'maybe';
  }
}
