/** Attributes about functions that may or may not exist: `-on_load`, `-nifs`, `-deprecated`, `-removed`, `-dialyzer` … */
import type { Expr, NameArity } from './ast.ts';
import { exprToTerm, NotLiteral } from './constant-term.ts';
import { listItems, nameArityOf } from './lint-options.ts';
import type { CompileFlags } from './lint-options.ts';
import { fault, keyOf, warn } from './lint-state.ts';
import type { LintState } from './lint-state.ts';
import type { AnyTerm } from './messages.ts';
import type { Position } from './position.ts';
import { atom } from '../terms/atoms.ts';

/** An attribute that is looked at when the whole module is known. */
export interface LateAttribute {
  readonly name: string;
  readonly value: Expr;
  readonly pos: Position;
  readonly file: string | null;
}

/** Attributes that wait for the end of the module. */
export const LATE: ReadonlySet<string> = new Set(['on_load', 'nifs', 'deprecated', 'removed', 'dialyzer']);

type Exported = (key: string) => boolean;

/** A constant as a term. */
export function termOf(expr: Expr): AnyTerm {
  try {
    return { term: exprToTerm(expr) };
  } catch (caught) {
    if (caught instanceof NotLiteral) return { term: atom('undefined') };
    throw caught;
  }
}

/** Everything that waited. Returns the functions that `-on_load` and `-nifs` use. */
export function checkLateAttributes(
  state: LintState,
  attributes: readonly LateAttribute[],
  flags: CompileFlags,
  exported: Exported,
): string[] {
  const used: string[] = [];
  const loads: { readonly fn: NameArity; readonly at: LateAttribute }[] = [];
  let hasNifs: LateAttribute | null = null;
  for (const one of attributes) {
    state.file = one.file;
    switch (one.name) {
      case 'on_load': {
        const fn = nameArityOf(one.value);
        if (fn === null) fault(state, one.pos, 'bad_on_load', termOf(one.value));
        else {
          if (loads.length > 0) fault(state, one.pos, 'multiple_on_loads');
          loads.push({ fn, at: one });
          used.push(keyOf(fn.name, fn.arity));
        }
        break;
      }
      case 'nifs':
        hasNifs ??= one;
        for (const item of listItems(one.value)) {
          const fn = nameArityOf(item);
          if (fn !== null && !state.locals.has(keyOf(fn.name, fn.arity))) fault(state, one.pos, 'undefined_nif', fn);
        }
        break;
      case 'deprecated':
      case 'removed':
        checkMarked(state, one, exported);
        break;
      case 'dialyzer':
        for (const item of listItems(one.value)) checkDialyzer(state, item, one.pos);
        break;
    }
  }
  if (loads.length === 1) {
    const [{ fn, at }] = loads;
    state.file = at.file;
    if (fn.arity !== 0) fault(state, at.pos, 'bad_on_load_arity', fn);
    else if (!state.locals.has(keyOf(fn.name, 0))) fault(state, at.pos, 'undefined_on_load', fn);
  }
  if (hasNifs !== null && !state.loadsNif) {
    state.file = hasNifs.file;
    warn(state, 'nowarn_no_load_nif', hasNifs.pos, 'no_load_nif');
  }
  checkNamed(state, flags);
  return used;
}

/** Functions that `-compile` names. */
function checkNamed(state: LintState, flags: CompileFlags): void {
  for (const { option, fn, pos, file } of flags.named) {
    if (state.locals.has(keyOf(fn.name, fn.arity))) continue;
    state.file = file;
    if (option === 'nowarn_unused_function') fault(state, pos, 'bad_nowarn_unused_function', fn);
    else if (option === 'nowarn_bif_clash') fault(state, pos, 'bad_nowarn_bif_clash', fn);
    else if (option === 'inline') fault(state, pos, 'bad_inline', fn);
  }
  for (const { item, pos, file } of flags.badInlines) {
    state.file = file;
    fault(state, pos, 'bad_inline', { ...termOf(item), isKey: true });
  }
  if (flags.clashes.length === 0 && flags.words.has('nowarn_bif_clash')) {
    fault(state, null, 'disallowed_nowarn_bif_clash');
  }
  for (const { pos, file } of flags.clashes) {
    state.file = file;
    fault(state, pos, 'disallowed_nowarn_bif_clash');
  }
}

const RELEASES: ReadonlySet<string> = new Set(['next_version', 'next_major_release', 'eventually']);

function isNote(expr: Expr | undefined): boolean {
  if (expr === undefined) return true;
  return (expr.type === 'atom' && RELEASES.has(expr.name)) || expr.type === 'string';
}

/** `-deprecated` and `-removed`: names, arities or `_`, and what to do about it. */
function checkMarked(state: LintState, { name, value, pos }: LateAttribute, exported: Exported): void {
  const isDeprecated = name === 'deprecated';
  for (const item of listItems(value)) {
    if (item.type === 'atom' && item.name === 'module') continue;
    const parts = item.type === 'tuple' ? item.elements : [];
    const [fn, arity, note] = parts;
    const isWell =
      (parts.length === 2 || parts.length === 3) &&
      fn.type === 'atom' &&
      ((arity.type === 'atom' && arity.name === '_') || arity.type === 'integer') &&
      (isDeprecated ? isNote(note) : note === undefined || note.type === 'string');
    if (!isWell || fn.type !== 'atom') {
      fault(state, pos, isDeprecated ? 'invalid_deprecated' : 'invalid_removed', termOf(item));
      continue;
    }
    const matching = [...state.locals].filter((key) => {
      const slash = key.lastIndexOf('/');
      const isNamed = fn.name === '_' || key.slice(0, slash) === fn.name;
      return isNamed && (arity.type === 'atom' || key.slice(slash + 1) === String(Number(integerOf(arity))));
    });
    const isExported = matching.some(exported);
    if (isDeprecated === isExported) continue;
    const pair: AnyTerm = termOf({ ...item, type: 'tuple', elements: [fn, arity] });
    fault(state, pos, isDeprecated ? 'bad_deprecated' : 'bad_removed', marked(fn.name, arity, pair));
  }
}

function integerOf(expr: Expr): number | bigint {
  return expr.type === 'integer' ? expr.value : -1;
}

/** `{Name, Arity}` where the arity may be `_`. */
function marked(name: string, arity: Expr, pair: AnyTerm): NameArity | AnyTerm {
  return arity.type === 'integer' ? { name, arity: Number(arity.value) } : { ...pair, isKey: true };
}

const DIALYZER = new Set(
  `no_return no_unused no_improper_lists no_fun_app no_match no_opaque no_fail_call no_contracts no_unknown
no_behaviours no_undefined_callbacks unmatched_returns error_handling race_conditions no_missing_calls specdiffs
overspecs underspecs unknown no_underspecs extra_return no_extra_return missing_return no_missing_return`.split(/\s+/),
);

/** One element of `-dialyzer`: an option, or `{Options, Functions}`. */
function checkDialyzer(state: LintState, item: Expr, pos: Position): void {
  if (item.type === 'atom') {
    if (!DIALYZER.has(item.name)) fault(state, pos, 'bad_dialyzer_option', termOf(item));
    return;
  }
  const functions = item.type === 'tuple' && item.elements.length === 2 ? listItems(item.elements[1]) : [];
  const names = functions.map(nameArityOf);
  if (item.type !== 'tuple' || item.elements.length !== 2 || names.includes(null)) {
    fault(state, pos, 'bad_dialyzer_attribute', termOf(item));
    return;
  }
  for (const option of listItems(item.elements[0])) {
    const isKnown = option.type === 'atom' && (option.name === 'nowarn_function' || DIALYZER.has(option.name));
    if (!isKnown) fault(state, pos, 'bad_dialyzer_option', termOf(option));
  }
  for (const fn of names) {
    if (fn !== null && !state.locals.has(keyOf(fn.name, fn.arity))) fault(state, pos, 'undefined_function', fn);
  }
}
