/**
 * What stdlib's parse transform ms_transform does to a module: calls of `ets:fun2ms/1` and `dbg:fun2ms/1` with a
 * literal fun become match specifications, before the module is linted.
 */
import type { Expr, Form, FunctionForm, RecordFieldDef } from '../syntax/ast.ts';
import { transformCall } from './fun2ms.ts';
import type { SpecError } from './fun2ms.ts';

/** What is told of a module's calls of `fun2ms`. */
export interface SpecFindings {
  readonly errors: SpecError[];
  /** The last one first, as OTP has them. */
  readonly warnings: SpecError[];
  readonly records: Set<string>;
}

type ModuleContext = Omit<Parameters<typeof transformCall>[1], 'imported' | 'onhead' | 'onrecord'>;

/** Replaces the calls of `ets:fun2ms/1` and `dbg:fun2ms/1` in a part of a clause; `bound` are the variables met before. */
function replaceCalls(node: unknown, context: ModuleContext, bound: Set<string>, findings: SpecFindings): unknown {
  if (Array.isArray(node)) return node.map((part) => replaceCalls(part, context, bound, findings));
  if (typeof node !== 'object' || node === null || ('type' in node && node.type === 'value')) return node;
  const expr = node as Expr;
  if (expr.type === 'call') {
    const result = transformCall(expr, {
      ...context,
      imported: (name, pos) => ({ type: 'var', pos, name }),
      onhead: (name, pos) => {
        if (bound.has(name)) findings.warnings.unshift({ pos, code: 50, details: [{ atom: name }] });
      },
      onrecord: (name) => findings.records.add(name),
    });
    if (result !== null) {
      if ('spec' in result) return result.spec;
      findings.errors.push(result.error);
      return node;
    }
  }
  if (expr.type === 'var') bound.add(expr.name);
  // What is bound in a fun or a comprehension stays there; a `case` binds what each of its clauses binds.
  const own = CLOSED.has(expr.type) ? new Set(bound) : bound;
  const copy: Record<string, unknown> = {};
  // The pattern of a match binds after its value.
  if (expr.type === 'match') copy['value'] = replaceCalls(expr.value, context, own, findings);
  for (const [key, part] of Object.entries(node)) {
    if (key === 'pos') copy[key] = part;
    else if (key in copy) continue;
    else if (key === 'clauses' && Array.isArray(part) && part.length > 0) {
      const sets = part.map(() => new Set(own));
      copy[key] = part.map((clause, index) => replaceCalls(clause, context, sets[index], findings));
      for (const name of sets[0]) if (sets.every((set) => set.has(name))) own.add(name);
    } else copy[key] = replaceCalls(part, context, own, findings);
  }
  return copy;
}

const CLOSED: ReadonlySet<string> = new Set(['fun', 'named_fun', 'lc', 'bc', 'try']);

/** The records that a module declares. */
export function recordsOf(forms: readonly Form[]): Map<string, readonly RecordFieldDef[]> {
  return new Map(forms.flatMap((form) => (form.type === 'record_def' ? [[form.name, form.fields] as const] : [])));
}

/** Whether a module asks for `ms_transform`, by its header or a compiler option. */
function usesSpecTransform(forms: readonly Form[]): boolean {
  return forms.some(
    (form) =>
      form.type === 'attribute' && form.name === 'compile' && JSON.stringify(form.value).includes('"ms_transform"'),
  );
}

/** A function with the specifications in place of its calls of `fun2ms`; what is to be told of them goes to `findings`. */
export function withSpecsIn(form: FunctionForm, context: ModuleContext, findings: SpecFindings): FunctionForm {
  const clauses = form.clauses.map((clause) => replaceCalls(clause, context, new Set(), findings) as typeof clause);
  return { ...form, clauses };
}

/** A module's forms with its specifications in place, and what was wrong with them; as they are if it does not ask for it. */
export function withSpecs(forms: readonly Form[]): {
  readonly forms: readonly Form[];
  readonly errors: readonly SpecError[];
} {
  if (!usesSpecTransform(forms)) return { forms, errors: [] };
  const records = recordsOf(forms);
  const findings: SpecFindings = { errors: [], warnings: [], records: new Set() };
  const replaced = forms.map((form) => (form.type === 'function' ? withSpecsIn(form, { records }, findings) : form));
  return { forms: replaced, errors: findings.errors };
}
