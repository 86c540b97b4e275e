/** Types as erl_pp prints them, on one line. */
import type { TypeNode } from './ast.ts';
import { atomText, charText } from './token-text.ts';

/** The type's text. Spec clauses print without `fun`, a bounded one with its `when`. */
export function prettyType(type: TypeNode): string {
  switch (type.type) {
    case 'atom': return atomText(type.name);
    case 'integer': return String(type.value);
    case 'char': return charText(type.value);
    case 'var': return type.name;
    case 'op_type': return type.left === null
      ? `${/^[a-z]/.test(type.op) ? `${type.op} ` : type.op}${operand(type.right)}`
      : `${operand(type.left)} ${type.op} ${operand(type.right)}`;
    case 'ann_type': return `${type.name.name} :: ${prettyType(type.of)}`;
    case 'user_type': return `${atomText(type.name)}(${list(type.args)})`;
    case 'remote_type': return `${atomText(type.module.name)}:${atomText(type.name.name)}(${list(type.args)})`;
    case 'type': return builtIn(type.name, type.args);
  }
}

function operand(type: TypeNode): string {
  return type.type === 'op_type' && type.left !== null ? `(${prettyType(type)})` : prettyType(type);
}

function list(types: readonly TypeNode[]): string {
  return types.map((type) => inner(type)).join(', ');
}

/** Inside other types a fun type is written out. */
function inner(type: TypeNode): string {
  if (type.type !== 'type' || type.name !== 'fun' || type.args === 'any' || type.args.length === 0) return prettyType(type);
  return `fun(${prettyType(type)})`;
}

function builtIn(name: string, args: readonly TypeNode[] | 'any'): string {
  if (args === 'any') return name === 'any' ? '...' : `${name}()`;
  switch (name) {
    case 'nil': return '[]';
    case 'union': return args.map(inner).join(' | ');
    case 'range': return `${operand(args[0])}..${operand(args[1])}`;
    case 'tuple': return `{${list(args)}}`;
    case 'list': return args.length === 1 ? `[${inner(args[0])}]` : 'list()';
    case 'nonempty_list': return args.length === 1 ? `[${inner(args[0])}, ...]` : 'nonempty_list()';
    case 'map': return `#{${list(args)}}`;
    case 'map_field_assoc': return `${inner(args[0])} => ${inner(args[1])}`;
    case 'map_field_exact': return `${inner(args[0])} := ${inner(args[1])}`;
    case 'record': return `#${prettyType(args[0])}{${list(args.slice(1))}}`;
    case 'field_type': return `${prettyType(args[0])} :: ${inner(args[1])}`;
    case 'binary': return binary(args);
    case 'product': return `(${list(args)})`;
    case 'fun': {
      if (args.length === 0) return 'fun()';
      const [params, result] = args;
      const head = params.type === 'type' && params.args === 'any' ? '(...)' : prettyType(params);
      return `${head} -> ${inner(result)}`;
    }
    case 'bounded_fun': return `${prettyType(args[0])} when ${args.slice(1).map(prettyType).join(', ')}`;
    case 'constraint': return `${prettyType(args[1])} :: ${inner(args[2])}`;
    default: return `${atomText(name)}(${list(args)})`;
  }
}

function binary(args: readonly TypeNode[]): string {
  if (args.length === 0) return 'binary()';
  const [size, unit] = args;
  const zero = (type: TypeNode): boolean => type.type === 'integer' && type.value === 0;
  const parts = [
    ...(zero(size) ? [] : [`_:${operand(size)}`]),
    ...(zero(unit) ? [] : [`_:_*${operand(unit)}`]),
  ];
  return `<<${parts.join(', ')}>>`;
}
