/** `-callback` and `-optional_callbacks`: the function `behaviour_info/1` that a module with callbacks gets. */
import type { Clause, Expr, Form, FunctionForm, NameArity } from '../syntax/ast.ts';
import { nameArities } from '../syntax/lint-options.ts';
import type { Position } from '../syntax/position.ts';

export interface Callbacks {
  readonly all: readonly NameArity[];
  readonly optional: readonly NameArity[];
}

/** The callbacks that the forms declare; null when they declare none. */
export function declaredCallbacks(forms: readonly Form[]): Callbacks | null {
  const all = forms.flatMap((form) => (form.type === 'spec' && form.kind === 'callback' ? [form] : []));
  if (all.length === 0) return null;
  const optional = forms.flatMap((form) =>
    form.type === 'attribute' && form.name === 'optional_callbacks' ? nameArities(form.value) : [],
  );
  return { all: all.map(({ name, arity }) => ({ name, arity })), optional };
}

/** The forms with `behaviour_info/1` where they need one. */
export function withBehaviourInfo(forms: readonly Form[]): readonly Form[] {
  const callbacks = declaredCallbacks(forms);
  if (callbacks === null) return forms;
  const pos = { line: 0, column: 0 };
  const clause = (name: string, list: readonly NameArity[]): Clause => ({
    pos,
    patterns: [{ type: 'atom', pos, name }],
    guard: [],
    body: [listOf(list, pos)],
  });
  const info: FunctionForm = {
    type: 'function',
    pos,
    name: 'behaviour_info',
    arity: 1,
    clauses: [clause('callbacks', callbacks.all), clause('optional_callbacks', callbacks.optional)],
  };
  const exported: Form = { type: 'export', pos, functions: [{ name: info.name, arity: 1 }] };
  return [...forms.slice(0, -1), exported, info, ...forms.slice(-1)];
}

function listOf(functions: readonly NameArity[], pos: Position): Expr {
  return functions.reduceRight<Expr>(
    (tail, { name, arity }) => ({
      type: 'cons',
      pos,
      head: {
        type: 'tuple',
        pos,
        elements: [
          { type: 'atom', pos, name },
          { type: 'integer', pos, value: arity },
        ],
      },
      tail,
    }),
    { type: 'nil', pos },
  );
}
