/** Options of the compiler that the linter reads: from the command line first, then from `-compile` attributes. */
import type { Expr, Form, NameArity } from './ast.ts';
import { keyOf } from './lint-state.ts';
import type { Position } from './position.ts';

/** `{Option, Functions}` in an attribute: each function must exist. */
export interface Named {
  readonly option: string;
  readonly fn: NameArity;
  readonly pos: Position;
  readonly file: string | null;
}

export interface CompileFlags {
  /** Options that are on: `nowarn_…` and `warn_…` exclude each other; `{Option, [F/A]}` is `option name/arity`. */
  readonly words: Set<string>;
  readonly freed: Set<string> | 'all';
  /** Where an attribute says `export_all`. */
  readonly exportAll: Position | null;
  readonly formatLevel: number;
  readonly named: readonly Named[];
  /** What `inline` names and is no function. */
  readonly badInlines: readonly { readonly item: Expr; readonly pos: Position; readonly file: string | null }[];
  /** Where attributes say `nowarn_bif_clash`. */
  readonly clashes: readonly { readonly pos: Position; readonly file: string | null }[];
}

/** Where two options contradict each other, the last one holds. */
export function compileFlags(forms: readonly Form[], options: readonly Expr[]): CompileFlags {
  const words = new Set<string>();
  let freed: Set<string> | 'all' = new Set<string>();
  let exportAll: Position | null = null;
  let formatLevel = 1;
  const named: Named[] = [];
  const badInlines: { item: Expr; pos: Position; file: string | null }[] = [];
  const clashes: { pos: Position; file: string | null }[] = [];
  let file: string | null = null;
  const read = (option: Expr, pos: Position): void => {
    const isAttribute = pos.line > 0;
    if (option.type === 'atom') {
      setWord(words, option.name);
      if (option.name === 'export_all' && isAttribute) exportAll = pos;
      if (option.name === 'no_auto_import') freed = 'all';
      if (option.name === 'nowarn_bif_clash' && isAttribute) clashes.push({ pos, file });
    } else if (option.type === 'tuple' && option.elements.length === 2 && option.elements[0].type === 'atom') {
      const [{ name: tag }, value] = option.elements as [Expr & { type: 'atom' }, Expr];
      if (tag === 'warn_format' && value.type === 'integer') formatLevel = Number(value.value);
      if (tag === 'nowarn_bif_clash' && isAttribute) {
        clashes.push({ pos, file });
        words.add(tag);
      }
      for (const fn of nameArities(value)) {
        const key = keyOf(fn.name, fn.arity);
        if (tag === 'no_auto_import') {
          if (freed !== 'all') freed.add(key);
        } else {
          words.add(`${tag} ${key}`);
          if (isAttribute) named.push({ option: tag, fn, pos, file });
        }
      }
      if (tag === 'nowarn_unused_record') {
        // Parse transforms give lists of lists.
        for (const item of listItems(value).flatMap(listItems))
          if (item.type === 'atom') words.add(`${tag} ${item.name}`);
      }
      if (tag === 'inline' && isAttribute) {
        words.add('inline');
        for (const item of listItems(value)) if (nameArityOf(item) === null) badInlines.push({ item, pos, file });
      }
      for (const mfa of moduleFunctions(value)) words.add(`${tag} ${mfa}`);
    }
  };
  for (const option of options) read(option, option.pos);
  for (const form of forms) {
    if (form.type === 'file') file = form.file;
    if (form.type !== 'attribute' || form.name !== 'compile') continue;
    for (const option of listItems(form.value)) read(option, form.pos);
  }
  return { words, freed, exportAll, formatLevel, named, clashes, badInlines };
}

function setWord(words: Set<string>, word: string): void {
  words.add(word);
  if (word.startsWith('nowarn_')) words.delete(word.slice(2));
  else if (word.startsWith('warn_')) words.delete(`no${word}`);
}

/** The elements of a written list, or the one expression that is none. */
export function listItems(expr: Expr): Expr[] {
  const items: Expr[] = [];
  let rest = expr;
  while (rest.type === 'cons') {
    items.push(rest.head);
    rest = rest.tail;
  }
  if (rest.type !== 'nil') items.push(rest);
  return items;
}

/** `{Name, Arity}`; null for anything else. */
export function nameArityOf(expr: Expr): NameArity | null {
  if (expr.type !== 'tuple' || expr.elements.length !== 2) return null;
  const [name, arity] = expr.elements;
  return name.type === 'atom' && arity.type === 'integer' ? { name: name.name, arity: Number(arity.value) } : null;
}

/** The `{Name, Arity}` among the elements of a list, or the one that is none. */
export function nameArities(expr: Expr): NameArity[] {
  return listItems(expr).flatMap((item) => nameArityOf(item) ?? []);
}

function moduleFunctions(expr: Expr): string[] {
  return listItems(expr).flatMap((item) => {
    if (item.type !== 'tuple' || item.elements.length !== 3) return [];
    const [module, name, arity] = item.elements;
    if (module.type !== 'atom' || name.type !== 'atom' || arity.type !== 'integer') return [];
    return [`${module.name}:${keyOf(name.name, Number(arity.value))}`];
  });
}
