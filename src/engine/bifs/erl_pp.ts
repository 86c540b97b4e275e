/** Module erl_pp over the engine's pretty printer (stdlib: erl_pp). Hooks and options are not used. */
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { exprFromAbstract, formFromAbstract } from '../syntax/abstract-parse.ts';
import { prettyExpression, prettyExpressions } from '../syntax/pretty.ts';
import { prettyForm } from '../syntax/pretty-form.ts';
import { toArray } from '../terms/lists.ts';
import type { Term } from '../terms/term.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { chars } from './source-terms.ts';

function expr(machine: Machine, form: Term, column: Term): Result {
  return typeof column === 'number' ? chars(prettyExpression(exprFromAbstract(form), column)) : machine.badarg();
}

function exprs(machine: Machine, forms: Term, column: Term): Result {
  const items = toArray(forms);
  if (items === undefined || typeof column !== 'number') return machine.badarg();
  return chars(prettyExpressions(items.map(exprFromAbstract), column));
}

function form(_machine: Machine, tree: Term): Result {
  return chars(prettyForm(formFromAbstract(tree)));
}

export const rows: BifRows = {
  'expr/1': plain((machine, tree) => expr(machine, tree, 0)),
  'expr/2': plain((machine, tree) => expr(machine, tree, 0)),
  'expr/3': plain((machine, tree, column) => expr(machine, tree, column)),
  'expr/4': plain((machine, tree, column) => expr(machine, tree, column)),
  'exprs/1': plain((machine, trees) => exprs(machine, trees, 0)),
  'exprs/2': plain((machine, trees) => exprs(machine, trees, 0)),
  'exprs/3': plain((machine, trees, column) => exprs(machine, trees, column)),
  'form/1': plain(form),
  'form/2': plain(form),
  'attribute/1': plain(form),
  'attribute/2': plain(form),
  'function/1': plain(form),
  'function/2': plain(form),
};
