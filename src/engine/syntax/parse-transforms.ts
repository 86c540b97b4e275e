/** Which parse transforms the forms of a module ask for. */
import type { Expr, Form } from './ast.ts';

/** The modules of `-compile({parse_transform, Module})`, in order. */
export function parseTransforms(forms: readonly Form[]): string[] {
  return forms.flatMap((form) =>
    form.type === 'attribute' && form.name === 'compile' ? transformsIn(form.value) : [],
  );
}

function transformsIn(value: Expr): string[] {
  if (value.type === 'cons') return [...transformsIn(value.head), ...transformsIn(value.tail)];
  if (value.type !== 'tuple' || value.elements.length !== 2) return [];
  const [tag, module] = value.elements;
  return tag.type === 'atom' && tag.name === 'parse_transform' && module.type === 'atom' ? [module.name] : [];
}
