/**
 * The preprocessor: reads a text form by form, follows directives, expands macros, and hands out
 * the tokens of each remaining form. Included files are a stack of cursors. Scanning goes form
 * by form because `-feature` changes which words are reserved.
 */
import { atom } from '../terms/atoms.ts';
import { formatTerm } from '../terms/format.ts';
import type { Term } from '../terms/term.ts';
import type { FileForm } from './ast.ts';
import { evaluateCondition, isCondition } from './condition.ts';
import { ParseFailure, diagnostic, inFile, stringTerm, tagged, termList } from './diagnostic.ts';
import type { Diagnostic } from './diagnostic.ts';
import {
  KNOWN_FEATURES,
  badlyFormed,
  define,
  eppFailure,
  expandMacros,
  isDefined,
  macroTable,
  splitArguments,
} from './macros.ts';
import type { ExpansionContext, MacroTable } from './macros.ts';
import { isConstant } from './is-constant.ts';
import { parseExpression } from './parse-expression.ts';
import type { Position } from './position.ts';
import { exprToTerm } from './constant-term.ts';
import { cursorPosition, scanCursor, scanTokens, textOf } from './scan.ts';
import type { ScanCursor } from './scan.ts';
import { escapedText } from './token-text.ts';
import { at, expect, tokenStream, unexpected } from './token-stream.ts';
import { MAYBE_WORDS } from './token-types.ts';
import type { Token } from './token-types.ts';

/** Finds an included file; `null` when there is none. */
export type IncludeReader = (
  path: string,
  kind: 'include' | 'include_lib',
  fromFile: string,
) => { readonly text: string; readonly file: string } | null;

export interface PreprocessOptions {
  readonly file: string;
  readonly include?: IncludeReader;
  /** Macros of the compiler's options `{d, Name}` and `{d, Name, Value}`; values are source text. */
  readonly macros?: readonly (readonly [string, string])[];
  /** Features switched on from outside. */
  readonly features?: readonly string[];
}

interface Branch {
  readonly word: 'if' | 'ifdef' | 'ifndef';
  readonly pos: Position;
  /** A branch was taken already. */
  taken: boolean;
  /** The current branch's forms are read. */
  active: boolean;
  seenElse: boolean;
}

interface Source {
  readonly cursor: ScanCursor;
  /** As `-file` names it. */
  name: string;
  /** Added to lines (`-file`). */
  lineShift: number;
  /** The line on which a `-file` ended, and the columns up to there: behind it they are counted anew. */
  restart: Position | null;
  /** Branches opened in this file. */
  readonly branches: Branch[];
}

export interface Preprocessor {
  readonly options: PreprocessOptions;
  readonly sources: Source[];
  readonly table: MacroTable;
  readonly features: Set<string>;
  module: string | null;
  /** Features may still be chosen: nothing but the module name was read. */
  prefix: boolean;
  readonly queue: PreprocessItem[];
}

export type PreprocessItem =
  | { readonly kind: 'tokens'; readonly tokens: readonly Token[]; readonly file: string }
  /** `isWritten`: it stands in the text, as `-file(Name, Line).` */
  | { readonly kind: 'form'; readonly form: FileForm; readonly isWritten: boolean }
  | { readonly kind: 'error' | 'warning'; readonly diagnostic: Diagnostic }
  | { readonly kind: 'eof'; readonly pos: Position };

const INCLUDE_DEPTH = 8;

/** A preprocessor at the beginning of `text`. */
export function preprocessor(text: string, options: PreprocessOptions): Preprocessor {
  const features = new Set(options.features ?? []);
  const epp: Preprocessor = {
    options,
    sources: [],
    table: macroTable(),
    features,
    module: null,
    prefix: true,
    queue: [],
  };
  for (const [name, value] of options.macros ?? []) {
    const source: Token[] = [];
    scanTokens(scanCursor(value), source, false);
    epp.table.defined.set(name, [{ arity: null, parameters: [], body: source, uses: [] }]);
  }
  enter(epp, text, options.file);
  return epp;
}

function enter(epp: Preprocessor, text: string, file: string): void {
  const cursor = scanCursor(text);
  if (epp.features.has('maybe_expr')) cursor.extraWords = MAYBE_WORDS;
  epp.sources.push({ cursor, name: file, lineShift: 0, restart: null, branches: [] });
  epp.queue.push({
    kind: 'form',
    form: { type: 'file', pos: { line: 1, column: 1 }, file, line: 1 },
    isWritten: false,
  });
}

/** The next form's tokens, or what else there is to tell. After `eof` only `eof`. */
export function nextItem(epp: Preprocessor): PreprocessItem {
  for (;;) {
    const waiting = epp.queue.shift();
    if (waiting !== undefined) return waiting;
    const source = epp.sources[epp.sources.length - 1];
    const item = readForm(epp, source);
    if (item !== null) return item;
  }
}

function readForm(epp: Preprocessor, source: Source): PreprocessItem | null {
  const { cursor } = source;
  const tokens: Token[] = [];
  const end = scanTokens(cursor, tokens, true);
  const active = source.branches.every((branch) => branch.active);
  if (end.kind === 'error') {
    return active ? failed(source, shifted(end.diagnostic, source)) : null;
  }
  if (tokens.length === 0) return leave(epp, source);
  if (source.restart !== null || source.lineShift !== 0) shiftPlaces(tokens, source);
  try {
    return followForm(epp, source, tokens, active);
  } catch (failure) {
    if (failure instanceof ParseFailure) return failed(source, failure.diagnostic);
    throw failure;
  }
}

function failed(source: Source, found: Diagnostic): PreprocessItem {
  return { kind: 'error', diagnostic: inFile(found, source.name) };
}

function shifted(found: Diagnostic, source: Source): Diagnostic {
  if (source.lineShift === 0 || found.pos === null) return found;
  return { ...found, pos: { line: found.pos.line + source.lineShift, column: found.pos.column } };
}

function shiftPlaces(tokens: Token[], { lineShift, restart }: Source): void {
  for (let i = 0; i < tokens.length; i++) {
    const { line, column } = tokens[i].pos;
    const before = restart?.line === line ? restart.column : 0;
    tokens[i] = { ...tokens[i], pos: { line: line + lineShift, column: column - before } };
  }
}

/** The end of a file: back to the one that included it, or the end of all. */
function leave(epp: Preprocessor, source: Source): PreprocessItem {
  const place = cursorPosition(source.cursor);
  const pos = { line: place.line + source.lineShift, column: place.column };
  const open = source.branches.pop();
  if (open !== undefined) {
    source.branches.length = 0;
    const descriptor = tagged('illegal', stringTerm('unterminated'), atom(open.word));
    return failed(source, diagnostic('epp', pos, descriptor, `unterminated '-${open.word}'`));
  }
  if (epp.sources.length === 1) return { kind: 'eof', pos };
  epp.sources.pop();
  const outer = epp.sources[epp.sources.length - 1];
  outer.cursor.extraWords = source.cursor.extraWords;
  const back = cursorPosition(outer.cursor);
  const line = back.line + outer.lineShift;
  const form: FileForm = { type: 'file', pos: { line, column: back.column }, file: outer.name, line };
  return { kind: 'form', form, isWritten: false };
}

function followForm(
  epp: Preprocessor,
  source: Source,
  tokens: readonly Token[],
  active: boolean,
): PreprocessItem | null {
  const second = tokens[1];
  if (tokens[0].type === '-' && second !== undefined) {
    const word = second.type === 'atom' ? (second.value as string) : second.type;
    const directive = CONDITIONALS.get(word);
    if (directive !== undefined) {
      directive(epp, source, tokens, active);
      return null;
    }
    if (!active) return null;
    const other = DIRECTIVES.get(word);
    if (other !== undefined && second.type === 'atom') return other(epp, source, tokens);
  }
  if (!active) return null;
  const expanded = expandMacros(tokens, context(epp, source, tokens));
  noteForm(epp, expanded);
  return { kind: 'tokens', tokens: expanded, file: source.name };
}

function noteForm(epp: Preprocessor, tokens: readonly Token[]): void {
  const isAttribute = tokens[0].type === '-' && tokens[1]?.type === 'atom';
  if (isAttribute && tokens[1].value === 'module') {
    const name = tokens[2]?.type === '(' ? tokens[3] : tokens[2];
    if (name?.type === 'atom') epp.module = name.value as string;
    return;
  }
  const word = isAttribute ? (tokens[1].value as string) : null;
  if (word === null || word === 'export' || word === 'record') epp.prefix = false;
}

function context(epp: Preprocessor, source: Source, form: readonly Token[]): ExpansionContext {
  return {
    table: epp.table,
    file: source.name,
    module: epp.module,
    enabledFeatures: epp.features,
    functionHead: (expanded) => {
      const head = form[0].type === '?' ? expanded : form;
      const [name, parenthesis] = head;
      if (name === undefined) return 'macro';
      if (name.type !== 'atom' || parenthesis?.type !== '(') return null;
      // A head that is no good is the parser's matter.
      return { name: name.value as string, arity: splitArguments(head, 1)?.list.length ?? 0 };
    },
  };
}

// ── Conditional directives ──────────────────────────────────────────────────────────────────

type Conditional = (epp: Preprocessor, source: Source, tokens: readonly Token[], active: boolean) => void;

/** The name in `-word(Name).`, or a failure at the token that is wrong. */
function nameArgument(tokens: readonly Token[], what: string): string {
  const last = tokens[tokens.length - 1];
  const name = tokens[3];
  if (tokens[2]?.type !== '(') return badlyFormed(what, (tokens[2] ?? last).pos);
  if (name === undefined || (name.type !== 'atom' && name.type !== 'var')) {
    return badlyFormed(what, (name ?? last).pos);
  }
  if (tokens[4]?.type !== ')' || tokens[5]?.type !== 'dot') return badlyFormed(what, (tokens[4] ?? last).pos);
  return name.value as string;
}

function openBranch(source: Source, tokens: readonly Token[], word: Branch['word'], holds: boolean): void {
  source.branches.push({ word, pos: tokens[1].pos, taken: holds, active: holds, seenElse: false });
}

function ifdef(wanted: boolean): Conditional {
  const word = wanted ? 'ifdef' : 'ifndef';
  return (epp, source, tokens, active) => {
    if (!active) {
      // Inside a skipped part nothing is evaluated; no branch of this one may open.
      source.branches.push({ word, pos: tokens[1].pos, taken: true, active: false, seenElse: false });
      return;
    }
    openBranch(source, tokens, word, false);
    const branch = source.branches[source.branches.length - 1];
    // A malformed directive skips up to its -endif.
    branch.taken = true;
    const name = nameArgument(tokens, word);
    branch.active = isDefined(context(epp, source, tokens), name) === wanted;
    branch.taken = branch.active;
  };
}

function condition(epp: Preprocessor, source: Source, tokens: readonly Token[]): boolean {
  const ctx = context(epp, source, tokens);
  const expanded = expandMacros(tokens.slice(2), ctx);
  if (expanded[0]?.type !== '(') return badlyFormed('if', (expanded[0] ?? tokens[1]).pos);
  const stream = tokenStream(expanded);
  expect(stream, '(');
  const expr = parseExpression(stream);
  expect(stream, ')');
  if (!at(stream, 'dot')) return unexpected(stream);
  if (!isCondition(expr)) return badlyFormed('if', tokens[1].pos);
  return evaluateCondition(expr, (name) => isDefined(ctx, name));
}

function unbalanced(tokens: readonly Token[], word: string, how: string): never {
  const descriptor = tagged('illegal', stringTerm(how), atom(word));
  return eppFailure(tokens[1].pos, descriptor, `${how} '-${word}'`);
}

const CONDITIONALS: ReadonlyMap<string, Conditional> = new Map<string, Conditional>([
  ['ifdef', ifdef(true)],
  ['ifndef', ifdef(false)],
  [
    'if',
    (epp, source, tokens, active) => {
      if (!active) {
        source.branches.push({ word: 'if', pos: tokens[1].pos, taken: true, active: false, seenElse: false });
        return;
      }
      openBranch(source, tokens, 'if', false);
      const branch = source.branches[source.branches.length - 1];
      branch.taken = true;
      const holds = condition(epp, source, tokens);
      branch.taken = holds;
      branch.active = holds;
    },
  ],
  [
    'elif',
    (epp, source, tokens) => {
      const branch = source.branches[source.branches.length - 1];
      if (branch === undefined || (branch.seenElse && branch.word !== 'if')) {
        return unbalanced(tokens, 'elif', 'unbalanced');
      }
      if (branch.seenElse) {
        return eppFailure(tokens[1].pos, atom('elif_after_else'), "'elif' following 'else'");
      }
      if (branch.taken) branch.active = false;
      else {
        const holds = condition(epp, source, tokens);
        branch.taken = holds;
        branch.active = holds;
      }
    },
  ],
  [
    'else',
    (_epp, source, tokens) => {
      const branch = source.branches[source.branches.length - 1];
      if (tokens[2]?.type !== 'dot') return badlyFormed('else', (tokens[2] ?? tokens[1]).pos);
      if (branch === undefined) return unbalanced(tokens, 'else', 'unbalanced');
      if (branch.seenElse) return unbalanced(tokens, 'else', 'repeated');
      branch.seenElse = true;
      branch.active = !branch.taken;
      branch.taken = true;
    },
  ],
  [
    'endif',
    (_epp, source, tokens) => {
      if (tokens[2]?.type !== 'dot') return badlyFormed('endif', (tokens[2] ?? tokens[1]).pos);
      if (source.branches.length === 0) return unbalanced(tokens, 'endif', 'unbalanced');
      source.branches.pop();
    },
  ],
]);

// ── Other directives ────────────────────────────────────────────────────────────────────────

type Directive = (epp: Preprocessor, source: Source, tokens: readonly Token[]) => PreprocessItem | null;

function message(kind: 'error' | 'warning'): Directive {
  return (epp, source, tokens) => {
    const expanded = expandMacros(tokens, context(epp, source, tokens));
    const pos = tokens[1].pos;
    const stream = tokenStream(expanded.slice(2));
    let term;
    try {
      term = parseExpression(stream);
      expect(stream, 'dot');
    } catch (failure) {
      if (failure instanceof ParseFailure) return badlyFormed(kind, tokens[2]?.type === 'dot' ? tokens[2].pos : pos);
      throw failure;
    }
    if (!isConstant(term)) return badlyFormed(kind, pos);
    const value = exprToTerm(term);
    const shown = term.type === 'string' ? `"${escapedText(term.codes, 34)}"` : formatTerm(value);
    const text = `-${kind}(${shown}).`;
    const found = diagnostic('epp', pos, tagged(kind, value), text);
    return { kind, diagnostic: inFile(found, source.name) };
  };
}

/** What must stand behind the word of a directive; the first token that is another is told, or the last one that is there. */
function expectTokens(what: string, tokens: readonly Token[], types: readonly string[]): void {
  types.forEach((type, index) => {
    if (tokens[index + 2]?.type !== type) badlyFormed(what, (tokens[index + 2] ?? tokens[tokens.length - 1]).pos);
  });
}

function include(kind: 'include' | 'include_lib'): Directive {
  return (epp, source, tokens) => {
    const expanded = expandMacros(tokens, context(epp, source, tokens));
    const path = expanded[3];
    expectTokens(kind, expanded, ['(', 'string', ')', 'dot']);
    if (epp.sources.length > INCLUDE_DEPTH) {
      const name = textOf(path.value as readonly number[]);
      return eppFailure(tokens[1].pos, tagged('depth', stringTerm(name)), 'include too deep');
    }
    const name = textOf(path.value as readonly number[]);
    const found = epp.options.include?.(name, kind, source.name) ?? null;
    if (found === null) {
      const word = kind === 'include' ? 'file' : 'lib';
      const descriptor = tagged('include', atom(word), stringTerm(name));
      return eppFailure(path.pos, descriptor, `can't find include ${word} "${name}"`);
    }
    enter(epp, found.text, found.file);
    return null;
  };
}

const feature: Directive = (epp, source, tokens) => {
  const name = tokens[3];
  const setting = tokens[5];
  if (tokens[2]?.type !== '(' || name?.type !== 'atom') return badlyFormed('feature', (tokens[2] ?? tokens[1]).pos);
  const value = setting?.value;
  if (tokens[4]?.type !== ',' || (value !== 'enable' && value !== 'disable') || tokens[6]?.type !== ')') {
    return badlyFormed('feature', tokens[2].pos);
  }
  if (!epp.prefix) {
    return eppFailure(
      tokens[1].pos,
      atom('ftr_after_prefix'),
      'feature directive not allowed after exports or record definitions',
    );
  }
  const text = name.value as string;
  if (!KNOWN_FEATURES.includes(text) && text !== 'all') {
    throw new ParseFailure(
      diagnostic(
        'erl_features',
        tokens[1].pos,
        tagged('invalid_features', tagList(text)),
        `the feature '${text}' does not exist.`,
      ),
    );
  }
  for (const known of text === 'all' ? KNOWN_FEATURES : [text]) {
    if (value === 'enable') epp.features.add(known);
    else epp.features.delete(known);
  }
  source.cursor.extraWords = epp.features.has('maybe_expr') ? MAYBE_WORDS : null;
  return null;
};

function tagList(name: string): Term {
  return termList([atom(name)]);
}

const file: Directive = (epp, source, tokens) => {
  const expanded = expandMacros(tokens, context(epp, source, tokens));
  expectTokens('file', expanded, ['(', 'string', ',', 'integer', ')', 'dot']);
  const [, name, , line] = expanded.slice(2);
  const pos = tokens[1].pos;
  source.name = textOf(name.value as readonly number[]);
  source.lineShift += Number(line.value) - pos.line;
  const behind = cursorPosition(source.cursor);
  source.restart = { line: behind.line, column: behind.column - 1 };
  const form: FileForm = { type: 'file', pos, file: source.name, line: Number(line.value) };
  return { kind: 'form', form, isWritten: true };
};

const DIRECTIVES: ReadonlyMap<string, Directive> = new Map<string, Directive>([
  [
    'define',
    (epp, _source, tokens) => {
      define(epp.table, tokens);
      return null;
    },
  ],
  [
    'undef',
    (epp, _source, tokens) => {
      epp.table.defined.delete(nameArgument(tokens, 'undef'));
      return null;
    },
  ],
  ['error', message('error')],
  ['warning', message('warning')],
  ['include', include('include')],
  ['include_lib', include('include_lib')],
  ['feature', feature],
  ['file', file],
]);
