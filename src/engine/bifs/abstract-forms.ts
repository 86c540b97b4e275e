/** Lists of abstract forms as OTP passes them around: errors and warnings stand among the forms. */
import { formFromAbstract, NotAbstract } from '../syntax/abstract-parse.ts';
import type { Form } from '../syntax/ast.ts';
import { atom, ERROR } from '../terms/atoms.ts';
import { toArray } from '../terms/lists.ts';
import type { Term } from '../terms/term.ts';

/** An error or warning among abstract forms, as it stands there. */
export interface Foreign {
  readonly file: string;
  readonly info: Term;
}

export interface MixedForms {
  readonly forms: readonly Form[];
  readonly errors: readonly Foreign[];
  readonly warnings: readonly Foreign[];
}

/** The forms and what stands among them; undefined when something is of neither kind. */
export function readForms(list: Term, file: string): MixedForms | undefined {
  const items = toArray(list);
  if (items === undefined) return undefined;
  const forms: Form[] = [];
  const errors: Foreign[] = [];
  const warnings: Foreign[] = [];
  let current = file;
  for (const item of items) {
    if (!Array.isArray(item)) return undefined;
    const [tag, info] = item as readonly Term[];
    if (tag === ERROR) errors.push({ file: current, info });
    else if (tag === atom('warning')) warnings.push({ file: current, info });
    else {
      const form = readForm(item);
      if (form === null) return undefined;
      forms.push(form);
      if (form.type === 'file') current = form.file;
    }
  }
  return { forms, errors, warnings };
}

function readForm(term: Term): Form | null {
  try {
    return formFromAbstract(term);
  } catch (caught) {
    if (caught instanceof NotAbstract) return null;
    throw caught;
  }
}
