/**
 * Texts of erl_lint's errors and warnings. A row is a code and a function from the arguments of
 * its descriptor, already as text, to the message of `erl_lint:format_error/1`.
 */
import { atom } from '../terms/atoms.ts';
import { Atom } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { atomText } from './token-text.ts';
import type { Position } from './position.ts';

/** `name/arity`, printed so; in the descriptor a tuple. */
export interface FunctionKey {
  readonly name: string;
  readonly arity: number;
}
/** `'case' (line 1, column 2)`; in the descriptor `{What, Location}`. */
export interface Origin {
  readonly what: string;
  readonly at: Position;
}
export type MessageArgument = string | number | FunctionKey | Origin;

const TEXTS = {
  undefined_module: () => 'no module definition',
  redefine_module: () => 'redefining module',
  pmod_unsupported: () => 'parameterized modules are no longer supported',
  attribute: (name: string) => `attribute ${name} after function definitions`,
  redefine_import: (key: string, module: string) => `function ${key} already imported from ${module}`,
  undefined_function: (key: string) => `function ${key} undefined`,
  redefine_function: (key: string) => `function ${key} already defined`,
  define_import: (key: string) => `defining imported function ${key}`,
  unused_function: (key: string) => `function ${key} is unused`,
  call_to_redefined_bif: (key: string) =>
    `ambiguous call of overridden auto-imported BIF ${key}\n - use erlang:${key} or "-compile({no_auto_import,[${key}]})." to resolve name clash`,
  call_to_redefined_old_bif: (key: string) =>
    `ambiguous call of overridden pre R14 auto-imported BIF ${key}\n - use erlang:${key} or "-compile({no_auto_import,[${key}]})." to resolve name clash`,
  redefine_old_bif_import: (key: string) =>
    `import directive overrides pre R14 auto-imported BIF ${key}\n - use "-compile({no_auto_import,[${key}]})." to resolve name clash`,
  redefine_bif_import: (key: string) =>
    `import directive overrides auto-imported BIF ${key}\n - use "-compile({no_auto_import,[${key}]})." to resolve name clash`,
  duplicated_export: (key: string) => `function ${key} already exported`,
  unused_import: (key: string, module: string) => `import ${module}:${key} is unused`,
  undefined_on_load: (key: string) => `function ${key} undefined`,
  bad_on_load_arity: (key: string) => `function ${key} has wrong arity (must be 0)`,
  multiple_on_loads: () => 'more than one on_load attribute',
  undefined_behaviour: (name: string) => `behaviour ${name} undefined`,
  undefined_behaviour_func: (key: string, name: string) => `undefined callback function ${key} (behaviour '${name}')`,
  bad_module: (module: string, key: string) => `spec for function ${module}:${key} from other module`,
  illegal_pattern: () => 'illegal pattern',
  illegal_map_construction: () => "only association operators '=>' are allowed in map construction",
  illegal_bin_pattern: () => "binary patterns cannot be matched in parallel using '='",
  illegal_expr: () => 'illegal expression',
  illegal_guard_local_call: (key: string) => `call to local/imported function ${key} is illegal in guard`,
  illegal_guard_expr: () => 'illegal guard expression',
  undefined_record: (name: string) => `record ${name} undefined`,
  redefine_record: (name: string) => `record ${name} already defined`,
  redefine_field: (record: string, field: string) => `field ${field} already defined in record ${record}`,
  bad_multi_field_init: () => "'_' initializes no omitted fields",
  undefined_field: (record: string, field: string) => `field ${field} undefined in record ${record}`,
  illegal_record_info: () => 'illegal record info',
  wildcard_in_update: (name: string) => `meaningless use of _ in update of record ${name}`,
  unused_record: (name: string) => `record ${name} is unused`,
  unbound_var: (name: string) => `variable ${quoted(name)} is unbound`,
  unsafe_var: (name: string, origin: string) => `variable ${quoted(name)} unsafe in ${origin}`,
  shadowed_var: (name: string, where: string) => `variable ${quoted(name)} shadowed in ${where}`,
  unused_var: (name: string) => `variable ${quoted(name)} is unused`,
  variable_in_record_def: (name: string) => `variable ${quoted(name)} in record definition`,
  stacktrace_guard: (name: string) => `stacktrace variable ${quoted(name)} must not be used in a guard`,
  stacktrace_bound: (name: string) => `stacktrace variable ${quoted(name)} must not be previously bound`,
  undefined_bittype: (name: string) => `bit type ${name} undefined`,
  bittype_mismatch: (one: string, two: string, what: string) =>
    `conflict in ${what} specification for bit field: '${one}' and '${two}'`,
  bittype_unit: () => 'a bit unit size must not be specified unless a size is specified too',
  illegal_bitsize: () => 'illegal bit size',
  unsized_binary_not_at_end: () => 'a binary field without size is only allowed at the end of a binary pattern',
  typed_literal_string: () => 'a literal string in a binary pattern must not have a type or a size',
  utf_bittype_size_or_unit: () => 'neither size nor unit must be given for segments of type utf8/utf16/utf32',
  unsized_binary_in_bin_gen_pattern: () =>
    'binary fields without size are not allowed in patterns of bit string generators',
  redefine_spec: (key: string) => `spec for ${key} already defined`,
  redefine_callback: (key: string) => `callback ${key} already defined`,
  spec_fun_undefined: (key: string) => `spec for undefined function ${key}`,
  spec_wrong_arity: () => 'spec has wrong arity',
  undefined_type: (type: string) => `type ${type} undefined`,
  redefine_type: (type: string) => `type ${type} already defined`,
  builtin_type: (type: string) => `type ${type} is a builtin type; it cannot be redefined`,
  unused_type: (type: string) => `type ${type} is unused`,
  singleton_typevar: (name: string) => `type variable ${quoted(name)} is only used once (is unbound)`,
  export_all: () => 'export_all flag enabled - all functions will be exported',
  format_arguments: (text: string) => text,
} as const;

export type MessageCode = keyof typeof TEXTS;

function quoted(name: string): string {
  return `'${name}'`;
}

/** Types are named with one `_` for each parameter. */
export function typeName({ name, arity }: FunctionKey): string {
  return `${atomText(name)}(${Array<string>(arity).fill('_').join(',')})`;
}

const NAMES_A_TYPE: ReadonlySet<string> = new Set(['undefined_type', 'redefine_type', 'builtin_type', 'unused_type']);
const NAMES_A_VARIABLE = /_var$|_typevar$|^variable_in|^stacktrace/;

/** Descriptor and text of a message. */
export function lintMessage(code: MessageCode, args: readonly MessageArgument[]): { descriptor: Term; text: string } {
  const texts = args.map((arg, index) => argumentText(code, arg, index));
  const make: (...shown: string[]) => string = TEXTS[code];
  const terms = args.map(argumentTerm);
  const descriptor = terms.length === 0 ? atom(code) : [atom(code), ...terms];
  return { descriptor, text: make(...texts) };
}

function argumentText(code: MessageCode, arg: MessageArgument, index: number): string {
  if (typeof arg === 'number') return String(arg);
  if (typeof arg === 'string') {
    if (code === 'shadowed_var' && index === 1) return arg === 'generate' ? arg : `'${arg}'`;
    if (NAMES_A_VARIABLE.test(code) || code === 'bittype_mismatch' || code === 'format_arguments') return arg;
    return code === 'undefined_behaviour_func' || arg.startsWith('{') ? arg : atomText(arg);
  }
  if ('what' in arg) {
    const column = arg.at.column === 0 ? '' : `, column ${arg.at.column}`;
    return `'${arg.what}' (line ${arg.at.line}${column})`;
  }
  return NAMES_A_TYPE.has(code) ? typeName(arg) : `${atomText(arg.name)}/${arg.arity}`;
}

function argumentTerm(arg: MessageArgument): Term {
  if (typeof arg === 'number') return arg;
  if (typeof arg === 'string') return atom(arg);
  if ('what' in arg) return [atom(arg.what), arg.at.column === 0 ? arg.at.line : [arg.at.line, arg.at.column]];
  return [atom(arg.name), arg.arity];
}

/**
 * The text of a descriptor (`erl_lint:format_error/1`); undefined when it is none of erl_lint's.
 * The inverse of `lintMessage` on the side of the descriptor.
 */
export function lintText(descriptor: Term): string | undefined {
  const parts: readonly Term[] = Array.isArray(descriptor) ? (descriptor as readonly Term[]) : [descriptor];
  const [code, ...rest] = parts;
  if (!(code instanceof Atom) || !isMessageCode(code.name)) return undefined;
  const args: MessageArgument[] = [];
  for (const part of rest) {
    const arg = argumentOf(part);
    if (arg === undefined) return undefined;
    args.push(arg);
  }
  return lintMessage(code.name, args).text;
}

function isMessageCode(name: string): name is MessageCode {
  return Object.hasOwn(TEXTS, name);
}

function argumentOf(term: Term): MessageArgument | undefined {
  if (term instanceof Atom) return term.name;
  if (typeof term === 'number') return term;
  if (!Array.isArray(term) || term.length !== 2) return undefined;
  const [first, second] = term as [Term, Term];
  if (!(first instanceof Atom)) return undefined;
  if (Array.isArray(second)) {
    const [line, column] = second as [Term, Term];
    return { what: first.name, at: { line: Number(line), column: Number(column) } };
  }
  if (typeof second !== 'number') return undefined;
  return { name: first.name, arity: second };
}
