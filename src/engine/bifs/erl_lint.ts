/** Module erl_lint over the engine's linter (stdlib: erl_lint). */
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { exprFromAbstract, formFromAbstract } from '../syntax/abstract-parse.ts';
import { isGuardBif } from '../syntax/bif-table.ts';
import { lintExprs } from '../syntax/lint-exprs.ts';
import { lintText } from '../syntax/messages.ts';
import { GUARD_OPERATORS } from '../syntax/operators.ts';
import { atom, bool, ERROR, OK } from '../terms/atoms.ts';
import { toArray } from '../terms/lists.ts';
import { Atom, NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { late } from './late-rows.ts';
import { errorsByFile } from './errors-by-file.ts';
import { chars } from './source-terms.ts';

/** `exprs/2` and `exprs_opt/3`: expressions with the variables of `Bindings` bound. */
function exprs(machine: Machine, list: Term, bindings: Term): Result {
  const items = toArray(list);
  const bound = toArray(bindings) ?? [];
  if (items === undefined) return machine.badarg();
  const names = bound.flatMap((pair) => (Array.isArray(pair) && pair[0] instanceof Atom ? [pair[0].name] : []));
  // {{record, N, Name}, Attribute}
  const forms = bound.flatMap((pair) => {
    if (!Array.isArray(pair)) return [];
    const [key, form] = pair as readonly Term[];
    return Array.isArray(key) ? [formFromAbstract(form)] : [];
  });
  const records = forms.filter((form) => form.type === 'record_def');
  const errors = lintExprs(items.map(exprFromAbstract), names, records);
  return errors.length > 0 ? [ERROR, errorsByFile(errors), NIL] : [OK, NIL];
}

/** Whether an expression may stand in a guard. */
function isGuardExpression(form: Term): boolean {
  if (!Array.isArray(form)) return true;
  const [tag, , ...rest] = form as readonly Term[];
  const all = (list: Term | undefined): boolean => (toArray(list ?? NIL) ?? []).every(isGuardExpression);
  switch (tag instanceof Atom ? tag.name : '') {
    case 'op':
      return rest[0] instanceof Atom && GUARD_OPERATORS.has(rest[0].name) && rest.slice(1).every(isGuardExpression);
    case 'call': {
      const name = guardName(rest[0]);
      const args = toArray(rest[1]) ?? [];
      return name !== undefined && isGuardBif(`${name}/${args.length}`) && args.every(isGuardExpression);
    }
    case 'tuple':
      return all(rest[0]);
    case 'cons':
      return rest.every(isGuardExpression);
    case 'match':
    case 'fun':
    case 'named_fun':
    case 'case':
    case 'if':
    case 'receive':
    case 'try':
    case 'catch':
    case 'lc':
    case 'bc':
    case 'block':
    case 'maybe':
      return false;
    default:
      return true;
  }
}

function guardName(callee: Term): string | undefined {
  if (!Array.isArray(callee)) return undefined;
  const [tag, , first, second] = callee as readonly Term[];
  if (tag === atom('atom') && first instanceof Atom) return first.name;
  if (tag !== atom('remote') || !Array.isArray(first) || !Array.isArray(second)) return undefined;
  return first[2] === atom('erlang') && second[2] instanceof Atom ? second[2].name : undefined;
}

export const rows: BifRows = {
  'exprs/2': plain(exprs),
  'exprs_opt/3': plain((machine, list, bindings) => exprs(machine, list, bindings)),
  'module/1': late('erl_lint', 'module/1'),
  'module/2': late('erl_lint', 'module/2'),
  'module/3': late('erl_lint', 'module/3'),
  'format_error/1': plain((machine, descriptor) => {
    const text = lintText(descriptor);
    return text === undefined ? machine.badarg() : chars(text);
  }),
  'is_guard_test/1': plain((_machine, form) => bool(isGuardExpression(form))),
  'is_guard_test/2': plain((_machine, form) => bool(isGuardExpression(form))),
  'is_guard_test/3': plain((_machine, form) => bool(isGuardExpression(form))),
  'is_guard_expr/1': plain((_machine, form) => bool(isGuardExpression(form))),
};
