/**
 * Macro definitions and their expansion over tokens, as epp does it: tokens of a body take the
 * place of the macro's name, arguments keep theirs. Definitions are overloaded by arity; an
 * object macro has arity `null`.
 */
import { atom } from '../terms/atoms.ts';
import { ParseFailure, diagnostic, stringTerm, tagged, termList } from './diagnostic.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Term } from '../terms/term.ts';
import type { Position } from './position.ts';
import { tokenText } from './token-text.ts';
import type { Token } from './token-types.ts';

type Arity = number | null;

export interface MacroDefinition {
  readonly arity: Arity;
  readonly parameters: readonly string[];
  readonly body: readonly Token[];
  /** Macros that the body names, for the check against circles. */
  readonly uses: readonly { readonly name: string; readonly arity: Arity }[];
}

export interface MacroTable {
  readonly defined: Map<string, MacroDefinition[]>;
  readonly predefined: Set<string>;
}

/** What `?LINE` and its kin depend on. */
export interface ExpansionContext {
  readonly table: MacroTable;
  readonly file: string;
  /** Added to a token's line to give `?LINE` (`-file` moves lines). */
  readonly module: string | null;
  /** Name and arity of the function being read; null in attributes, `macro` where the form begins with one. */
  readonly functionHead: (
    expanded: readonly Token[],
  ) => { readonly name: string; readonly arity: number } | 'macro' | null;
  readonly enabledFeatures: ReadonlySet<string>;
  /** What the form begins with, as far as its macros are expanded. */
  readonly expanded?: readonly Token[];
}

/** Names whose values depend on the place; -define and -undef refuse them. */
const SPECIAL: ReadonlySet<string> = new Set([
  'FILE',
  'LINE',
  'MODULE',
  'MODULE_STRING',
  'BASE_MODULE',
  'BASE_MODULE_STRING',
  'MACHINE',
  'BEAM',
  'OTP_RELEASE',
  'FUNCTION_NAME',
  'FUNCTION_ARITY',
  'FEATURE_AVAILABLE',
  'FEATURE_ENABLED',
]);

export const KNOWN_FEATURES: readonly string[] = ['maybe_expr'];
const OTP_RELEASE = 25;

/** A table with nothing but the predefined macros. */
export function macroTable(): MacroTable {
  return { defined: new Map(), predefined: new Set(SPECIAL) };
}

/** Whether `-ifdef(name)` holds. */
export function isDefined(context: ExpansionContext, name: string): boolean {
  if (name.startsWith('MODULE') || name.startsWith('BASE_MODULE')) {
    if (SPECIAL.has(name)) return context.module !== null;
  }
  return SPECIAL.has(name) || context.table.defined.has(name);
}

/** Fails with a diagnostic of epp. */
export function eppFailure(pos: Position, descriptor: Term, text: string): never {
  throw new ParseFailure(diagnostic('epp', pos, descriptor, text));
}

/** `badly formed 'What'`. */
export function badlyFormed(what: string, pos: Position): never {
  return eppFailure(pos, tagged('bad', atom(what)), `badly formed '${what}'`);
}

/** Adds the definition that the tokens of `-define(…).` make. `tokens` start at `-`. */
export function define(table: MacroTable, tokens: readonly Token[]): void {
  const bad = (at: number): never => badlyFormed('define', tokens[Math.min(at, tokens.length - 1)].pos);
  if (tokens[2].type !== '(') return bad(2);
  const name = tokens[3];
  if (name === undefined || (name.type !== 'atom' && name.type !== 'var')) return bad(3);
  let at = 4;
  const parameters: string[] = [];
  let arity: Arity = null;
  if (tokens[at]?.type === '(') {
    at++;
    if (tokens[at]?.type === ')') at++;
    else {
      for (;;) {
        const parameter = tokens[at];
        if (parameter === undefined || parameter.type !== 'var') return bad(parameters.length === 0 ? at : at - 1);
        const text = parameter.value as string;
        if (parameters.includes(text)) {
          return eppFailure(
            parameter.pos,
            tagged('duplicated_argument', atom(text)),
            `argument '${text}' already used`,
          );
        }
        parameters.push(text);
        const next = tokens[at + 1]?.type;
        at += 2;
        if (next === ')') break;
        if (next !== ',') return bad(at - 1);
      }
    }
    arity = parameters.length;
  }
  const last = tokens[tokens.length - 1];
  if (tokens[at]?.type !== ',') {
    if (arity === null) return bad(at);
    return eppFailure((tokens[at] ?? last).pos, atom('missing_comma'), 'badly formed define: missing comma');
  }
  if (last.type !== 'dot') return eppFailure(last.pos, atom('premature_end'), 'premature end');
  const end = tokens.length - 2;
  if (end <= at || tokens[end].type !== ')') {
    return eppFailure(last.pos, atom('missing_parenthesis'), 'badly formed define: missing closing right parenthesis');
  }
  const key = name.value as string;
  if (SPECIAL.has(key)) {
    return eppFailure(name.pos, tagged('redefine_predef', atom(key)), `redefining predefined macro '${key}'`);
  }
  const body = tokens.slice(at + 1, end);
  const definition: MacroDefinition = { arity, parameters, body, uses: macroUses(body) };
  const known = table.defined.get(key);
  if (known === undefined) table.defined.set(key, [definition]);
  else if (known.some((other) => other.arity === arity)) {
    return eppFailure(name.pos, tagged('redefine', atom(key)), `redefining macro '${key}'`);
  } else known.push(definition);
}

function macroUses(body: readonly Token[]): { name: string; arity: Arity }[] {
  const uses: { name: string; arity: Arity }[] = [];
  for (let i = 0; i + 1 < body.length; i++) {
    if (body[i].type !== '?') continue;
    const name = body[i + 1];
    if (name.type !== 'atom' && name.type !== 'var') continue;
    if (i > 0 && body[i - 1].type === '?') continue;
    const isCalled = body[i + 2]?.type === '(';
    const args = isCalled ? splitArguments(body, i + 2) : null;
    if (isCalled && args === null) badArgument(name.value as string, name.pos);
    uses.push({ name: name.value as string, arity: args === null ? null : args.list.length });
  }
  return uses;
}

// ── Arguments ───────────────────────────────────────────────────────────────────────────────

interface Arguments {
  readonly list: readonly (readonly Token[])[];
  /** Index behind the closing parenthesis. */
  readonly end: number;
  /** Nothing stands between two commas: it fits no definition. */
  readonly hasGap: boolean;
}

const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['<<', '>>'],
  ['begin', 'end'],
  ['if', 'end'],
  ['case', 'end'],
  ['receive', 'end'],
  ['try', 'end'],
  ['cond', 'end'],
  ['maybe', 'end'],
]);

/** The arguments of a call whose `(` stands at `start`; null when it is not well formed. */
export function splitArguments(tokens: readonly Token[], start: number): Arguments | null {
  const list: Token[][] = [];
  let current: Token[] = [];
  const closers: string[] = [];
  let at = start + 1;
  let hasGap = false;
  if (tokens[at]?.type === ')') return { list: [], end: at + 1, hasGap };
  for (; at < tokens.length; at++) {
    const token = tokens[at];
    const type = token.type;
    if (type === 'dot') return null;
    if (closers.length === 0) {
      if (type === ')') {
        if (current.length === 0) return null;
        list.push(current);
        return { list, end: at + 1, hasGap };
      }
      if (type === ',') {
        if (current.length === 0 && list.length === 0) return null;
        if (current.length === 0) hasGap = true;
        list.push(current);
        current = [];
        continue;
      }
    }
    current.push(token);
    const closer = CLOSERS.get(type);
    if (closer !== undefined) closers.push(closer);
    else if (type === 'fun') {
      const next = tokens[at + 1]?.type;
      if (next === '(' || (next === 'var' && tokens[at + 2]?.type === '(')) closers.push('end');
    } else if (type === ')' || type === ']' || type === '}' || type === '>>' || type === 'end') {
      if (closers.pop() !== type) return null;
    }
  }
  return null;
}

// ── Expansion ───────────────────────────────────────────────────────────────────────────────

/**
 * All macros of a form expanded.
 * @throws ParseFailure with epp's diagnostic
 */
export function expandMacros(tokens: readonly Token[], context: ExpansionContext): readonly Token[] {
  let first = 0;
  while (first < tokens.length && tokens[first].type !== '?') first++;
  if (first === tokens.length) return tokens;
  const out = tokens.slice(0, first);
  const inForm = context.expanded === undefined ? { ...context, expanded: out } : context;
  let pending: readonly Token[] = tokens;
  let at = first;
  while (at < pending.length) {
    const token = pending[at];
    if (token.type !== '?') {
      out.push(token);
      at++;
      continue;
    }
    const name = pending[at + 1];
    if (name === undefined || (name.type !== 'atom' && name.type !== 'var')) {
      return illegalCall(name ?? token);
    }
    const expansion = expandOne(pending, at + 2, name, inForm);
    pending = expansion.tokens.concat(pending.slice(expansion.next));
    at = 0;
  }
  return out;
}

function illegalCall(token: Token): never {
  const shown = token.type === 'dot' ? 'dot' : tokenText(token);
  const codes = token.type === 'string' ? (token.value as readonly number[]) : [];
  if (codes.every((code) => code < 256))
    return eppFailure(token.pos, tagged('call', termList([63, stringTerm(shown)])), `illegal macro call '?${shown}'`);
  // A string that is no text of Latin-1 is shown as the list that it is.
  const parts = codes.flatMap((code, index) => [...(index > 0 ? [44] : []), stringTerm(String(code))]);
  const list = termList([91, termList(parts), 93]);
  return eppFailure(token.pos, tagged('call', termList([63, list])), `illegal macro call '?[${codes.join()}]'`);
}

interface Expansion {
  readonly tokens: Token[];
  readonly next: number;
}

function expandOne(tokens: readonly Token[], next: number, nameToken: Token, context: ExpansionContext): Expansion {
  const name = nameToken.value as string;
  const pos = nameToken.pos;
  if (SPECIAL.has(name)) {
    const special = specialMacro(name, pos, context, tokens, next);
    if (special !== null) return special;
  }
  const definitions = context.table.defined.get(name);
  const parenthesis = tokens[next]?.type === '(';
  if (definitions === undefined) {
    const takesNone = SPECIAL.has(name) || !parenthesis;
    const args = takesNone ? null : splitArguments(tokens, next);
    if (!takesNone && args === null) return badArgument(name, pos);
    const arity: Term = args === null ? atom('none') : args.list.length;
    const shown = args === null ? name : `${name}/${args.list.length}`;
    return eppFailure(pos, tagged('undefined', atom(name), arity), `undefined macro '${shown}'`);
  }
  if (definitions.length === 1 && definitions[0].arity === null) {
    checkCircle(name, definitions[0], pos, context.table);
    return { tokens: substitute(definitions[0], [], pos, context), next };
  }
  if (!parenthesis) {
    const plain = definitions.find((definition) => definition.arity === null);
    if (plain === undefined) return mismatch(name, pos);
    checkCircle(name, plain, pos, context.table);
    return { tokens: substitute(plain, [], pos, context), next };
  }
  const args = splitArguments(tokens, next);
  if (args === null) return badArgument(name, pos);
  const chosen = args.hasGap ? undefined : definitions.find((definition) => definition.arity === args.list.length);
  if (chosen === undefined) return mismatch(name, pos);
  checkCircle(name, chosen, pos, context.table);
  return { tokens: substitute(chosen, args.list, pos, context), next: args.end };
}

function mismatch(name: string, pos: Position): never {
  return eppFailure(pos, tagged('mismatch', atom(name)), `argument mismatch for macro '${name}'`);
}

function badArgument(name: string, pos: Position): never {
  return eppFailure(pos, tagged('arg_error', atom(name)), `badly formed argument for macro '${name}'`);
}

function checkCircle(name: string, from: MacroDefinition, pos: Position, table: MacroTable): void {
  if (from.uses.length === 0) return;
  const seen = new Set<MacroDefinition>();
  const open = [from];
  while (open.length > 0) {
    const current = open.pop() as MacroDefinition;
    for (const use of current.uses) {
      const found = table.defined.get(use.name)?.find((definition) => definition.arity === use.arity);
      if (found === undefined || seen.has(found)) continue;
      if (found === from) {
        const shown = from.arity === null ? name : `${name}/${from.arity}`;
        const arity: Term = from.arity === null ? atom('none') : from.arity;
        eppFailure(pos, tagged('circular', atom(name), arity), `circular macro '${shown}'`);
      }
      seen.add(found);
      open.push(found);
    }
  }
}

/** The body with arguments put in; tokens behind an argument stand where it ended. */
function substitute(
  definition: MacroDefinition,
  args: readonly (readonly Token[])[],
  start: Position,
  context: ExpansionContext,
): Token[] {
  const out: Token[] = [];
  const { body, parameters } = definition;
  let pos = start;
  for (let i = 0; i < body.length; i++) {
    const token = body[i];
    if (token.type === '?' && body[i + 1]?.type === '?' && body[i + 2]?.type === 'var') {
      const index = parameters.indexOf(body[i + 2].value as string);
      if (index >= 0) {
        out.push({ type: 'string', pos, value: codesOf(stringify(args[index])) });
        i += 2;
        continue;
      }
    }
    if (token.type === '?' && body[i + 1] !== undefined && body[i + 1].type === 'var') {
      // A macro's name is never a parameter.
      out.push({ ...token, pos }, { ...body[i + 1], pos });
      i++;
      continue;
    }
    if (token.type === 'var') {
      const index = parameters.indexOf(token.value as string);
      if (index >= 0) {
        const argument = expandMacros(args[index], context);
        for (const part of argument) out.push(part);
        if (argument.length > 0) pos = argument[argument.length - 1].pos;
        continue;
      }
    }
    out.push({ type: token.type, pos, value: token.value });
  }
  return out;
}

function stringify(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.type === 'dot' ? '.' : plainText(token))).join(' ');
}

function plainText(token: Token): string {
  const text = tokenText(token);
  return token.type === token.value ? token.type : text;
}

function codesOf(text: string): number[] {
  const codes: number[] = [];
  for (const char of text) codes.push(char.codePointAt(0) as number);
  return codes;
}

// ── Predefined macros ───────────────────────────────────────────────────────────────────────

function specialMacro(
  name: string,
  pos: Position,
  context: ExpansionContext,
  tokens: readonly Token[],
  next: number,
): Expansion | null {
  const one = (type: string, value: Token['value']): Expansion => ({ tokens: [{ type, pos, value }], next });
  switch (name) {
    case 'LINE':
      return one('integer', pos.line);
    case 'FILE':
      return one('string', codesOf(context.file));
    case 'MODULE':
    case 'BASE_MODULE':
      return context.module === null ? null : one('atom', context.module);
    case 'MODULE_STRING':
    case 'BASE_MODULE_STRING':
      return context.module === null ? null : one('string', codesOf(context.module));
    case 'MACHINE':
      return one('atom', 'BEAM');
    case 'BEAM':
      return one('atom', 'true');
    case 'OTP_RELEASE':
      return one('integer', OTP_RELEASE);
    case 'FUNCTION_NAME':
    case 'FUNCTION_ARITY': {
      const head = context.functionHead(context.expanded ?? []);
      if (head === 'macro') {
        return eppFailure(pos, tagged('illegal_function_usage', atom(name)), `?${name} must not begin a form`);
      }
      if (head === null) {
        return eppFailure(pos, tagged('illegal_function', atom(name)), `?${name} can only be used within a function`);
      }
      return name === 'FUNCTION_NAME' ? one('atom', head.name) : one('integer', head.arity);
    }
    case 'FEATURE_AVAILABLE':
      return featureTest(name, KNOWN_FEATURES, pos, tokens, next);
    case 'FEATURE_ENABLED':
      return featureTest(name, [...context.enabledFeatures], pos, tokens, next);
    default:
      return null;
  }
}

/** `?FEATURE_ENABLED(F)` becomes `F == a orelse F == b …`, or `false`. */
function featureTest(
  name: string,
  features: readonly string[],
  pos: Position,
  tokens: readonly Token[],
  next: number,
): Expansion {
  const args = tokens[next]?.type === '(' ? splitArguments(tokens, next) : null;
  if (args === null || args.list.length !== 1) return mismatch(name, pos);
  const out: Token[] = [];
  for (const feature of features) {
    if (out.length > 0) out.push({ type: 'orelse', pos, value: 'orelse' });
    out.push(...args.list[0]);
    const at = out[out.length - 1].pos;
    out.push({ type: '==', pos: at, value: '==' }, { type: 'atom', pos: at, value: feature });
  }
  if (out.length === 0) out.push({ type: 'atom', pos, value: 'false' });
  return { tokens: out, next: args.end };
}

/** An error value as a diagnostic, for code that collects. */
export function asDiagnostic(failure: unknown): Diagnostic | null {
  return failure instanceof ParseFailure ? failure.diagnostic : null;
}
