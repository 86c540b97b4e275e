/**
 * Types as erl_pp prints them: on one line, or broken at unions and between the parts of tuples,
 * maps and argument lists when the line would pass column 72.
 */
import type { TypeNode } from './ast.ts';
import { atomText, charText } from './token-text.ts';

/** The type's text. Spec clauses print without `fun`, a bounded one with its `when`. */
export function prettyType(type: TypeNode): string {
  switch (type.type) {
    case 'atom':
      return atomText(type.name);
    case 'integer':
      return String(type.value);
    case 'char':
      return charText(type.value);
    case 'var':
      return type.name;
    case 'op_type':
      return type.left === null
        ? `${/^[a-z]/.test(type.op) ? `${type.op} ` : type.op}${operand(type.right)}`
        : `${operand(type.left)} ${type.op} ${operand(type.right)}`;
    case 'ann_type':
      return `${type.name.name} :: ${prettyType(type.of)}`;
    case 'user_type':
      return `${atomText(type.name)}(${list(type.args)})`;
    case 'remote_type':
      return `${atomText(type.module.name)}:${atomText(type.name.name)}(${list(type.args)})`;
    case 'type':
      return builtIn(type.name, type.args);
  }
}

function operand(type: TypeNode): string {
  return type.type === 'op_type' && type.left !== null ? `(${prettyType(type)})` : prettyType(type);
}

function list(types: readonly TypeNode[]): string {
  return types.map((type) => inner(type)).join(', ');
}

/** An annotated type stands in parentheses inside a union. */
function member(type: TypeNode): string {
  return type.type === 'ann_type' ? `(${prettyType(type)})` : inner(type);
}

/** Inside other types a fun type is written out. */
function inner(type: TypeNode): string {
  if (type.type !== 'type' || type.name !== 'fun' || type.args === 'any' || type.args.length === 0)
    return prettyType(type);
  return `fun(${prettyType(type)})`;
}

function builtIn(name: string, args: readonly TypeNode[] | 'any'): string {
  if (args === 'any') return name === 'any' ? '...' : `${name}()`;
  switch (name) {
    case 'nil':
      return '[]';
    case 'union':
      return args.map(member).join(' | ');
    case 'range':
      return `${operand(args[0])}..${operand(args[1])}`;
    case 'tuple':
      return `{${list(args)}}`;
    case 'list':
      return args.length === 1 ? `[${inner(args[0])}]` : 'list()';
    case 'nonempty_list':
      return args.length === 1 ? `[${inner(args[0])}, ...]` : 'nonempty_list()';
    case 'map':
      return `#{${list(args)}}`;
    case 'map_field_assoc':
      return `${inner(args[0])} => ${inner(args[1])}`;
    case 'map_field_exact':
      return `${inner(args[0])} := ${inner(args[1])}`;
    case 'record':
      return `#${prettyType(args[0])}{${list(args.slice(1))}}`;
    case 'field_type':
      return `${prettyType(args[0])} :: ${inner(args[1])}`;
    case 'binary':
      return binary(args);
    case 'product':
      return `(${list(args)})`;
    case 'fun': {
      if (args.length === 0) return 'fun()';
      const [params, result] = args;
      const head = params.type === 'type' && params.args === 'any' ? '(...)' : prettyType(params);
      return `${head} -> ${inner(result)}`;
    }
    case 'bounded_fun':
      return `${prettyType(args[0])} when ${args.slice(1).map(prettyType).join(', ')}`;
    case 'constraint':
      return `${prettyType(args[1])} :: ${inner(args[2])}`;
    default:
      return `${atomText(name)}(${list(args)})`;
  }
}

function binary(args: readonly TypeNode[]): string {
  if (args.length === 0) return 'binary()';
  const [size, unit] = args;
  const zero = (type: TypeNode): boolean => type.type === 'integer' && type.value === 0;
  const parts = [...(zero(size) ? [] : [`_:${operand(size)}`]), ...(zero(unit) ? [] : [`_:_*${operand(unit)}`])];
  return `<<${parts.join(', ')}>>`;
}

const WIDTH = 72;

function pad(column: number): string {
  return '\n' + ' '.repeat(column);
}

/** A type starting at `column`, broken where it does not fit. */
export function layoutType(type: TypeNode, column: number): string {
  const flat = inner(type);
  if (column + flat.length <= WIDTH) return flat;
  switch (type.type) {
    case 'ann_type':
      return below(`${type.name.name} ::`, type.of, column);
    case 'user_type':
      return broken(`${atomText(type.name)}(`, type.args, ')', column);
    case 'remote_type':
      return broken(`${atomText(type.module.name)}:${atomText(type.name.name)}(`, type.args, ')', column);
    case 'type':
      break;
    default:
      return flat;
  }
  if (type.args === 'any') return flat;
  switch (type.name) {
    case 'union':
      return filled(type.args, ' |', 0, column, laidMember);
    case 'tuple':
      return broken('{', type.args, '}', column);
    case 'map':
      return broken('#{', type.args, '}', column);
    case 'list':
      return type.args.length === 1 ? `[${layoutType(type.args[0], column + 1)}]` : flat;
    case 'record':
      return broken(`#${prettyType(type.args[0])}{`, type.args.slice(1), '}', column);
    case 'map_field_assoc':
      return below(`${inner(type.args[0])} =>`, type.args[1], column);
    case 'map_field_exact':
      return below(`${inner(type.args[0])} :=`, type.args[1], column);
    case 'field_type':
      return below(`${inner(type.args[0])} ::`, type.args[1], column);
    default:
      return flat;
  }
}

function laidMember(type: TypeNode, column: number): string {
  return type.type === 'ann_type' ? `(${layoutType(type, column + 1)})` : layoutType(type, column);
}

/** A constraint of a spec, `Var :: Type`, starting at `column`. */
export function layoutConstraint(type: TypeNode, column: number): string {
  if (type.type !== 'type' || type.args === 'any' || type.name !== 'constraint') return prettyType(type);
  return below(`${prettyType(type.args[1])} ::`, type.args[2], column);
}

/** `Left` and what follows, on the next line and indented unless it fits beside. */
function below(left: string, right: TypeNode, column: number): string {
  const beside = inner(right);
  if (column + left.length + 1 + beside.length <= WIDTH) return `${left} ${beside}`;
  return `${left}${pad(column + 4)}${layoutType(right, column + 4)}`;
}

function broken(open: string, args: readonly TypeNode[], close: string, column: number): string {
  const at = column + open.length;
  return open + filled(args, ',', close.length, at, layoutType) + close;
}

function isLeafType(type: TypeNode): boolean {
  if (type.type === 'type') return type.name === 'nil' || (type.name === 'tuple' && type.args.length === 0);
  return type.type === 'atom' || type.type === 'integer' || type.type === 'var';
}

/** Parts below each other, but leaves that follow a leaf beside it while there is room. */
export function filled(
  types: readonly TypeNode[],
  separator: string,
  closing: number,
  column: number,
  layout: (type: TypeNode, column: number) => string,
): string {
  let text = '';
  let at = column;
  types.forEach((type, index) => {
    const isLast = index === types.length - 1;
    const one = layout(type, column) + (isLast ? '' : separator);
    const isBeside =
      index > 0 &&
      isLeafType(type) &&
      isLeafType(types[index - 1]) &&
      at + 1 + one.length + (isLast ? closing : 0) <= WIDTH;
    if (index > 0) text += isBeside ? ' ' : pad(column);
    text += one;
    at = isBeside ? at + 1 + one.length : column + one.length - (one.lastIndexOf('\n') + 1);
  });
  return text;
}
