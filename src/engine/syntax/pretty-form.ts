/** Forms as text, laid out as erl_pp of OTP 25 does; expressions and the rules of layout are pretty.ts's. */
import type { Expr, Form, NameArity, TypeNode } from './ast.ts';
import { bodyLines, fits, INDENT, items, layout, pad, parts, step, WIDTH, withGuard } from './pretty.ts';
import type { Part } from './pretty.ts';
import { filled, layoutConstraint, layoutType, prettyType } from './pretty-type.ts';
import { atomText, escapedText } from './token-text.ts';

/** A form with its line's end, as `erl_pp:form/1`; the end of file prints nothing. */
export function prettyForm(form: Form): string {
  switch (form.type) {
    case 'module':
      return `-module(${atomText(form.name)}).\n`;
    case 'export':
      return names('-export([', form.functions, ']).\n');
    case 'import':
      return names(`-import(${atomText(form.module)}, [`, form.functions, ']).\n');
    case 'file':
      return `-file("${escapedText(Array.from(form.file, codeOf), 34)}", ${form.line}).\n`;
    case 'record_def': {
      const open = `-record(${atomText(form.name)},{`;
      const fields = form.fields.map((field): Part => (column) => {
        const name = atomText(field.name);
        const value = field.default === null ? name : step(`${name} =`, field.default, column, 0);
        if (field.typed === null) return value;
        const flat = `${value} :: ${prettyType(field.typed)}`;
        return fits(flat, column)
          ? flat
          : `${value} ::${pad(column + INDENT)}${layoutType(field.typed, column + INDENT)}`;
      });
      const leaves = form.fields.map((field) => field.default === null && field.typed === null);
      return `${parts(fields, 0, open, '})', leaves)}.\n`;
    }
    case 'type_def': {
      const params = form.params.map((param) => param.name).join(', ');
      const head = `-${form.kind} ${atomText(form.name)}(${params}) ::`;
      const type = prettyType(form.of);
      return head.length + type.length + 2 <= WIDTH
        ? `${head} ${type}.\n`
        : `${head}${pad(10)}${layoutType(form.of, 10)}.\n`;
    }
    case 'spec': {
      const module = form.module === null ? '' : `${atomText(form.module)}:`;
      const head = `-${form.kind} ${module}${atomText(form.name)}`;
      const texts = form.clauses.map((clause) => signature(clause, head.length));
      return `${head}${texts.join(`;${pad(head.length)}`)}.\n`;
    }
    case 'attribute': {
      const list = form.name === 'export_type' || form.name === 'optional_callbacks' ? pairs(form.value) : null;
      if (list !== null) return names(`-${form.name}([`, list, ']).\n');
      return `-${atomText(form.name)}(${layout(form.value, form.name.length + 2, 0)}).\n`;
    }
    case 'function': {
      const name = atomText(form.name);
      const texts = form.clauses.map((clause) => {
        const head = items(clause.patterns, 0, `${name}(`, ')');
        return `${withGuard(head, clause.guard, 0)} ->${bodyLines(clause.body, INDENT)}`;
      });
      return `${texts.join(';\n')}.\n`;
    }
    case 'eof':
      return '\n';
  }
}

/** Names with arities, without blanks; one a line when they do not fit. */
function names(open: string, list: readonly NameArity[], close: string): string {
  const texts = list.map(nameArity);
  const flat = open + texts.join(',') + close;
  return flat.length - 3 <= WIDTH ? flat : open + texts.join(`,${pad(open.length)}`) + close;
}

/** A written list of `{Name, Arity}`; null when it is something else. */
function pairs(value: Expr): NameArity[] | null {
  const list: NameArity[] = [];
  let rest = value;
  while (rest.type === 'cons') {
    const pair = rest.head;
    if (pair.type !== 'tuple' || pair.elements.length !== 2) return null;
    const [name, arity] = pair.elements;
    if (name.type !== 'atom' || arity.type !== 'integer') return null;
    list.push({ name: name.name, arity: Number(arity.value) });
    rest = rest.tail;
  }
  return rest.type === 'nil' ? list : null;
}

/** A clause of a spec whose `(` stands at `column`. */
function signature(clause: TypeNode, column: number): string {
  const flat = prettyType(clause);
  if (fits(flat, column) || clause.type !== 'type' || clause.args === 'any') return flat;
  if (clause.name === 'bounded_fun') {
    const constraints = clause.args.slice(1).map(prettyType);
    const at = column + INDENT;
    const below = `when ${constraints.join(', ')}`;
    const inner = at + INDENT;
    const laid = clause.args.slice(1).map((constraint) => layoutConstraint(constraint, inner));
    const when = fits(below, at) ? below : `when${pad(inner)}${laid.join(`,${pad(inner)}`)}`;
    return `${signature(clause.args[0], column)}${pad(at)}${when}`;
  }
  const [params, result] = clause.args;
  const one = `${prettyType(params)} ->`;
  let head = one;
  if (!fits(prettyType(params), column) && params.type === 'type' && params.args !== 'any') {
    head = `(${filled(params.args, ',', 1, column + 1, layoutType)}) ->`;
  }
  return `${head}${pad(column + INDENT)}${layoutType(result, column + INDENT)}`;
}

function nameArity({ name, arity }: { readonly name: string; readonly arity: number }): string {
  return `${atomText(name)}/${arity}`;
}

function codeOf(char: string): number {
  return char.codePointAt(0) as number;
}
