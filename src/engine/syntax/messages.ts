/**
 * Texts of erl_lint's errors and warnings. A row is a code and a function from the arguments of
 * its descriptor, already as text, to the message of `erl_lint:format_error/1`.
 */
import { atom } from '../terms/atoms.ts';
import { formatTerm } from '../terms/format.ts';
import { listFromString, stringFromList, toArray } from '../terms/lists.ts';
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
/** `module:name/arity`; in the descriptor `{Module, Name, Arity}`. */
export interface Mfa extends FunctionKey {
  readonly module: string;
}
/** An import: two texts, the function and the module; in the descriptor `{{Name, Arity}, Module}`. */
export interface Imported {
  readonly fn: FunctionKey;
  readonly from: string;
}
/** A text, in the descriptor a string. */
export interface Words {
  readonly words: string;
}
/** Any term, printed as `~w` does. */
export interface AnyTerm {
  readonly term: Term;
  /** It is `{Name, Arity}`, printed as such. */
  readonly isKey?: boolean;
}
/** A place that a message names. */
export interface Place {
  readonly place: Position;
}
export type MessageArgument = string | number | FunctionKey | Origin | Mfa | Imported | Words | AnyTerm | Place;

const TEXTS = {
  undefined_module: () => 'no module definition',
  redefine_module: () => 'redefining module',
  pmod_unsupported: () => 'parameterized modules are no longer supported',
  attribute: (name: string) => `attribute ${name} after function definitions`,
  empty_module_name: () => 'the module name must not be empty',
  blank_module_name: () => 'the module name must contain at least one visible character',
  ctrl_chars_in_module_name: () => 'the module name must not contain control characters',
  non_latin1_module_unsupported: () => 'module names with non-latin1 characters are not supported',
  redefine_import: (key: string, module: string) => `function ${key} already imported from ${module}`,
  bad_inline: (key: string) => `inlined function ${key} undefined`,
  invalid_deprecated: (term: string) => `badly formed deprecated attribute ${term}`,
  bad_deprecated: (key: string) => `deprecated function ${key} undefined or not exported`,
  invalid_removed: (term: string) => `badly formed removed attribute ${term}`,
  bad_removed: (key: string) =>
    key.includes("'_'")
      ? `at least one function matching ${key} is still exported`
      : `removed function ${key} is still exported`,
  bad_nowarn_unused_function: (key: string) => `function ${key} undefined`,
  bad_nowarn_bif_clash: (key: string) => `function ${key} undefined`,
  disallowed_nowarn_bif_clash: () =>
    'compile directive nowarn_bif_clash is no longer allowed,\n - use explicit module names or -compile({no_auto_import, [F/A]})',
  bad_on_load: (term: string) => `badly formed on_load attribute: ${term}`,
  undefined_nif: (key: string) => `nif ${key} undefined`,
  no_load_nif: () => 'nifs defined, but no call to erlang:load_nif/2',
  nif_inline: () => 'inlining is enabled - local calls to NIFs may call their Erlang implementation instead',
  deprecated: (mfa: string, text: string, release?: string) =>
    release === undefined
      ? `${mfa} is deprecated; ${text}`
      : `${mfa} is deprecated and will be removed in ${release}; ${text}`,
  removed: (mfa: string, text: string) => `${mfa} is removed; ${text}`,
  removed_type: (type: string, text: string) => `the type ${type} is removed; ${text}`,
  obsolete_guard: (key: string) => `${key} obsolete (use is_${key})`,
  obsolete_guard_overridden: (name: string) =>
    `obsolete ${name}/1 (meaning is_${name}/1) is illegal when there is a local/imported function named is_${name}/1 `,
  too_many_arguments: (arity: string) => `too many arguments (${arity}) - maximum allowed is 255`,
  match_underscore_var: (name: string) =>
    `variable ${quoted(name)} is already bound. If you mean to ignore this value, use '_' or a different underscore-prefixed name`,
  match_underscore_var_pat: (name: string) =>
    `variable ${quoted(name)} is bound multiple times in this pattern. If you mean to ignore this value, use '_' or a different underscore-prefixed name`,
  exported_var: (name: string, origin: string) => `variable ${quoted(name)} exported from ${origin}`,
  untyped_record: (name: string) => `record ${name} has field(s) without type information`,
  bad_bitsize: (type: string) => `bad ${type} bit size`,
  illegal_bitsize_local_call: (key: string) =>
    `call to local/imported function ${key} is illegal in a size expression for a binary segment`,
  conflicting_behaviours: (key: string, one: string, place: string, other: string) =>
    `conflicting behaviours - callback ${key} required by both '${one}' and '${other}' (${place})`,
  behaviour_info: (mfa: string) =>
    `cannot define callback attibute for ${localPart(mfa)} when behaviour_info is defined`,
  redefine_optional_callback: (key: string) => `optional callback ${key} duplicated`,
  undefined_callback: (mfa: string) => `callback ${localPart(mfa)} is undefined`,
  bad_callback: (mfa: string) => `explicit module not allowed for callback ${mfa}`,
  callback_wrong_arity: () => 'callback has wrong arity',
  bad_export_type: () => 'bad export_type declaration',
  duplicated_export_type: (key: string) => `type ${key} already exported`,
  not_exported_opaque: (type: string) => `opaque type ${type} is not exported`,
  missing_spec: (key: string) => `missing specification for function ${key}`,
  bad_dialyzer_attribute: (term: string) => `badly formed dialyzer attribute: ${term}`,
  bad_dialyzer_option: (term: string) => `unknown dialyzer warning option: ${term}`,
  format_error: (text: string) => text,
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
  bad_module: (mfa: string) => `spec for function ${mfa} from other module`,
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
  non_integer_bitsize: () =>
    'a size expression in a pattern evaluates to a non-integer value; this pattern cannot possibly match',
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
} as const;

export type MessageCode = keyof typeof TEXTS;

/** `name/arity` of `module:name/arity`. */
function localPart(mfa: string): string {
  return mfa.slice(mfa.lastIndexOf(':') + 1);
}

function quoted(name: string): string {
  return `'${name}'`;
}

/** Types are named with one `_` for each parameter. */
export function typeName({ name, arity }: FunctionKey): string {
  return `${atomText(name)}(${Array<string>(arity).fill('_').join(',')})`;
}

const NAMES_A_TYPE: ReadonlySet<string> = new Set([
  'undefined_type',
  'redefine_type',
  'builtin_type',
  'unused_type',
  'not_exported_opaque',
]);
const NAMES_A_VARIABLE = /_var(_pat)?$|_typevar$|^variable_in|^stacktrace/;

/** Descriptor and text of a message. */
export function lintMessage(code: MessageCode, args: readonly MessageArgument[]): { descriptor: Term; text: string } {
  const texts = args.flatMap((arg, index) => argumentTexts(code, arg, index));
  const make: (...shown: string[]) => string = TEXTS[code];
  const terms = args.map(argumentTerm);
  const descriptor = terms.length === 0 ? atom(code) : [atom(code), ...terms];
  return { descriptor, text: make(...texts) };
}

function argumentTexts(code: MessageCode, arg: MessageArgument, index: number): string[] {
  if (typeof arg === 'number') return [String(arg)];
  if (typeof arg === 'string') {
    if (code === 'shadowed_var' && index === 1) return [arg === 'generate' ? arg : `'${arg}'`];
    if (NAMES_A_VARIABLE.test(code) || code === 'bittype_mismatch') return [arg];
    const isPlain = code === 'undefined_behaviour_func' || code === 'conflicting_behaviours' || arg.startsWith('{');
    return [isPlain ? arg : atomText(arg)];
  }
  if ('what' in arg) return [`${originText(arg.what)} (${placeText(arg.at)})`];
  if ('words' in arg) return [arg.words];
  if ('term' in arg) {
    return [
      arg.isKey === true && Array.isArray(arg.term)
        ? arg.term.map((part: Term) => formatTerm(part)).join('/')
        : formatTerm(arg.term),
    ];
  }
  if ('place' in arg) return [placeText(arg.place)];
  if ('from' in arg) return [`${atomText(arg.fn.name)}/${arg.fn.arity}`, atomText(arg.from)];
  const local =
    code === 'removed_type' || NAMES_A_TYPE.has(code) ? typeName(arg) : `${atomText(arg.name)}/${arg.arity}`;
  return ['module' in arg ? `${atomText(arg.module)}:${local}` : local];
}

/** Constructs are named by their words, of which `maybe` and `else` are reserved only where the feature is on. */
function originText(what: string): string {
  return what === 'maybe' || what === 'else' ? what : `'${what}'`;
}

function placeText({ line, column }: Position): string {
  return column === 0 ? `line ${line}` : `line ${line}, column ${column}`;
}

function placeTerm({ line, column }: Position): Term {
  return column === 0 ? line : [line, column];
}

function argumentTerm(arg: MessageArgument): Term {
  if (typeof arg === 'number') return arg;
  if (typeof arg === 'string') return atom(arg);
  if ('what' in arg) return [atom(arg.what), placeTerm(arg.at)];
  if ('words' in arg) return listFromString(arg.words);
  if ('term' in arg) return arg.term;
  if ('place' in arg) return placeTerm(arg.place);
  if ('from' in arg) return [[atom(arg.fn.name), arg.fn.arity], atom(arg.from)];
  return 'module' in arg ? [atom(arg.module), atom(arg.name), arg.arity] : [atom(arg.name), arg.arity];
}

/**
 * The text of a descriptor (`erl_lint:format_error/1`); undefined when it is none of erl_lint's.
 * The inverse of `lintMessage` on the side of the descriptor.
 */
export function lintText(descriptor: Term): string | undefined {
  const parts: readonly Term[] = Array.isArray(descriptor) ? (descriptor as readonly Term[]) : [descriptor];
  const [code, ...rest] = parts;
  if (!(code instanceof Atom) || !isMessageCode(code.name)) return undefined;
  if (code.name === 'format_error') return formatErrorText(rest[0]);
  const name = code.name;
  const args = rest.map((part) => (TAKES_TERMS.has(name) ? { term: part } : argumentOf(part)));
  return lintMessage(name, args).text;
}

const TAKES_TERMS: ReadonlySet<string> = new Set<MessageCode>([
  'invalid_deprecated',
  'invalid_removed',
  'bad_on_load',
  'bad_export_type',
  'bad_dialyzer_attribute',
  'bad_dialyzer_option',
]);

function isMessageCode(name: string): name is MessageCode {
  return Object.hasOwn(TEXTS, name);
}

/** `{Format, Arguments}` of a message about format strings; the arguments are texts. */
export function formatErrorText(pair: Term | undefined): string | undefined {
  if (!Array.isArray(pair)) return undefined;
  const [format, args] = pair as readonly Term[];
  const texts = (toArray(args) ?? []).map(deepText);
  return deepText(format).replace(/~t?s/g, () => texts.shift() ?? '');
}

function deepText(term: Term): string {
  return stringFromList(term) ?? (toArray(term) ?? []).map(deepText).join('');
}

function argumentOf(term: Term): MessageArgument {
  if (term instanceof Atom) return term.name;
  if (typeof term === 'number') return term;
  if (!Array.isArray(term)) {
    const words = stringFromList(term);
    return words === undefined ? { term } : { words };
  }
  const [first, second, third] = term as readonly Term[];
  if (term.length === 3 && first instanceof Atom && second instanceof Atom && typeof third === 'number') {
    return { module: first.name, name: second.name, arity: third };
  }
  if (Array.isArray(first) && first[0] instanceof Atom && typeof first[1] === 'number' && second instanceof Atom) {
    return { fn: { name: first[0].name, arity: first[1] }, from: second.name };
  }
  if (typeof first === 'number' && typeof second === 'number') return { place: { line: first, column: second } };
  if (!(first instanceof Atom)) return { term };
  if (Array.isArray(second)) {
    const [line, column] = second as [Term, Term];
    return { what: first.name, at: { line: Number(line), column: Number(column) } };
  }
  if (second === atom('_')) return { term, isKey: true };
  return typeof second === 'number' ? { name: first.name, arity: second } : { term };
}
