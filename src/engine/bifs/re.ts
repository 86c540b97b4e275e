/** Module `re`, all of it native. Source: re(3), OTP 25; what is not supported is listed in re-pattern.ts. */
import { S } from '../compile/abi.ts';
import type { Result } from '../compile/abi.ts';
import type { Machine } from '../runtime/machine.ts';
import { atom, ERROR, OK } from '../terms/atoms.ts';
import { bitsFromString, fromBytes } from '../terms/bits.ts';
import { fromArray, listFromString, stringFromList, toArray } from '../terms/lists.ts';
import { Atom, NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { isTuple } from '../terms/type-tests.ts';
import { plain } from './entry.ts';
import type { BifRows } from './entry.ts';
import { PatternError, UnsupportedPattern } from './re-faults.ts';
import {
  byteIndex,
  compileText,
  isCompileOption,
  matchAll,
  matchAt,
  openPattern,
  patternTerm,
  subjectOf,
  textIndex,
} from './re-run.ts';
import type { Compiled, Groups, LineFlags, MatchFlags, Subject } from './re-run.ts';

const MATCH = atom('match');
const NOMATCH = atom('nomatch');
const BADOPT = atom('badopt');
const ALL = atom('all');
const ALL_NAMES = atom('all_names');

type Form = 'index' | 'list' | 'binary' | 'iodata';

interface RunOptions {
  compileOptions: Term[];
  global: boolean;
  offset: number;
  flags: MatchFlags;
  lineFlags: LineFlags;
  capture: Term;
  capturesAsked: boolean;
  captureForm: Form;
  returnForm: Form;
  parts: number;
  group: boolean;
  trim: boolean;
  reportErrors: boolean;
}

const FORMS: readonly string[] = ['index', 'list', 'binary', 'iodata'];

/** Options of run, replace and split together; undefined is badopt. */
function readOptions(options: Term): RunOptions | undefined {
  const list = toArray(options);
  if (list === undefined) return undefined;
  const read: RunOptions = {
    compileOptions: [],
    global: false,
    offset: 0,
    flags: { anchored: false, notEmpty: false, notEmptyAtStart: false },
    lineFlags: { notBol: false, notEol: false },
    capture: ALL,
    capturesAsked: false,
    captureForm: 'index',
    returnForm: 'iodata',
    parts: 0,
    group: false,
    trim: false,
    reportErrors: false,
  };
  for (const option of list) if (!readOption(read, option)) return undefined;
  return read;
}

function readOption(read: RunOptions, option: Term): boolean {
  if (option instanceof Atom) {
    switch (option.name) {
      case 'global':
        read.global = true;
        return true;
      case 'anchored':
        read.flags = { ...read.flags, anchored: true };
        return true;
      case 'notempty':
        read.flags = { ...read.flags, notEmpty: true };
        return true;
      case 'notempty_atstart':
        read.flags = { ...read.flags, notEmptyAtStart: true };
        return true;
      case 'notbol':
        read.lineFlags = { ...read.lineFlags, notBol: true };
        return true;
      case 'noteol':
        read.lineFlags = { ...read.lineFlags, notEol: true };
        return true;
      case 'report_errors':
        read.reportErrors = true;
        return true;
      case 'group':
        read.group = true;
        return true;
      case 'trim':
        read.trim = true;
        return true;
      default:
    }
  } else if (isTuple(option) && option[0] instanceof Atom) {
    const [{ name }, value, form] = [option[0], option[1], option[2]];
    if (name === 'capture' && (option.length === 2 || option.length === 3)) {
      if (form !== undefined && !(form instanceof Atom && FORMS.includes(form.name))) return false;
      read.capture = value;
      read.capturesAsked = true;
      if (form instanceof Atom) read.captureForm = form.name as Form;
      return true;
    }
    if (name === 'offset' && typeof value === 'number' && value >= 0) {
      read.offset = value;
      return true;
    }
    if (name === 'return' && value instanceof Atom && FORMS.includes(value.name)) {
      read.returnForm = value.name as Form;
      return true;
    }
    if (name === 'parts' && (typeof value === 'number' ? value >= 0 : value === atom('infinity'))) {
      read.parts = typeof value === 'number' ? value : 0;
      read.trim = value === 0;
      return true;
    }
  }
  if (isCompileOption(option) !== true) return false;
  read.compileOptions.push(option);
  return true;
}

/** The pattern of a call, compiled now or before; a sentinel after raising. */
function patternOf(machine: Machine, pattern: Term, read: RunOptions): Compiled | typeof S {
  const options = read.compileOptions;
  const opened = isTuple(pattern) ? openPattern(pattern) : undefined;
  if (isTuple(pattern) && opened === undefined) return machine.badarg();
  // Of what belongs to compiling, a run changes only where a match begins and what ends a line.
  if (opened !== undefined && !options.every((option) => isTuple(option) || option === atom('anchored'))) {
    return machine.badarg();
  }
  const unicode = options.includes(atom('unicode'));
  const text = opened?.text ?? subjectOf(pattern, unicode)?.text;
  if (text === undefined) return machine.badarg();
  try {
    return compileText(text, opened === undefined ? options : [...opened.options, ...options], read.lineFlags);
  } catch (error) {
    if (error instanceof PatternError || error instanceof UnsupportedPattern) return machine.badarg();
    throw error;
  }
}

function compile(machine: Machine, pattern: Term, options: Term): Result {
  const list = toArray(options);
  if (list === undefined || !list.every((option) => isCompileOption(option) === true))
    return machine.badargCause(BADOPT);
  const text = subjectOf(pattern, list.includes(atom('unicode')))?.text;
  if (text === undefined) return machine.badarg();
  try {
    return [OK, patternTerm(compileText(text, list), text, list)];
  } catch (error) {
    if (error instanceof PatternError) return [ERROR, [listFromString(error.message), error.at]];
    if (error instanceof UnsupportedPattern) return machine.badarg();
    throw error;
  }
}

function textTerm(text: string, form: Form, unicode: boolean): Term {
  if (form === 'list') return listFromString(text);
  if (unicode) return bitsFromString(text);
  return fromBytes(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}

function captured(subject: Subject, range: readonly [number, number] | null | undefined, form: Form): Term {
  if (form !== 'index') {
    return textTerm(range === null || range === undefined ? '' : subject.text.slice(...range), form, subject.unicode);
  }
  if (range === null || range === undefined) return [-1, 0];
  const start = byteIndex(subject, range[0]);
  return [start, byteIndex(subject, range[1]) - start];
}

/** The group numbers that a capture specification asks for; undefined (badarg) when it is none. */
function wantedGroups(compiled: Compiled, capture: Term, groups: Groups): (number | null)[] | undefined {
  const { names } = compiled.translated;
  const named = (name: string): number | null => names.get(name)?.find((number) => groups[number] !== null) ?? null;
  if (capture instanceof Atom) {
    let last = groups.length - 1;
    while (last > 0 && groups[last] === null) last--;
    const all = Array.from({ length: last + 1 }, (_, i) => i);
    switch (capture.name) {
      case 'all':
        return all;
      case 'all_but_first':
        return all.slice(1);
      case 'first':
        return [0];
      case 'none':
        return [];
      case 'all_names':
        return [...names.keys()].map(named);
      default:
        return undefined;
    }
  }
  const list = toArray(capture);
  if (list === undefined) return undefined;
  const wanted: (number | null)[] = [];
  for (const item of list) {
    if (typeof item === 'number') wanted.push(item >= 0 && item < groups.length ? item : null);
    else {
      const name = item instanceof Atom ? item.name : stringFromList(item);
      if (name === undefined) return undefined;
      wanted.push(named(name));
    }
  }
  return wanted;
}

function run(machine: Machine, data: Term, pattern: Term, options: Term): Result {
  const read = readOptions(options);
  if (read === undefined || read.captureForm === 'iodata') return machine.badargCause(BADOPT);
  const compiled = patternOf(machine, pattern, read);
  if (compiled === S || !('translated' in compiled)) return S;
  const subject = subjectOf(data, compiled.unicode);
  if (subject === undefined || read.offset > subject.bytes.length) return machine.badarg();
  const from = textIndex(subject, read.offset);
  const first = read.global ? null : matchAt(compiled, subject.text, from, read.flags);
  const found = read.global ? matchAll(compiled, subject.text, from, read.flags) : first === null ? [] : [first];
  machine.bump(subject.bytes.length / 100);
  if (found.length === 0) return NOMATCH;
  const results: Term[] = [];
  for (const groups of found) {
    const wanted = wantedGroups(compiled, read.capture, groups);
    if (wanted === undefined) return machine.badarg();
    results.push(
      fromArray(wanted.map((number) => captured(subject, number === null ? null : groups[number], read.captureForm))),
    );
  }
  const isBare = read.capture === ALL_NAMES && compiled.translated.names.size === 0;
  if (isBare || read.capture === atom('none') || read.capture === NIL) return MATCH;
  return [MATCH, read.global ? fromArray(results) : results[0]];
}

/** The parts of a replacement: text, or the number of a group. */
function replacementParts(text: string): (string | number)[] {
  const parts: (string | number)[] = [];
  const shape = /\\g\{(\d+)\}|\\g(\d+)|\\([1-9]\d*)|\\([^])|(&)|([^\\&]+|\\)/g;
  for (const match of text.matchAll(shape)) {
    const number = match[1] ?? match[2] ?? match[3];
    if (number !== undefined) parts.push(Number(number));
    else if (match[5] !== undefined) parts.push(0);
    else if (typeof parts[parts.length - 1] === 'string') parts.push(`${parts.pop()}${match[4] ?? match[6]}`);
    else parts.push(match[4] ?? match[6]);
  }
  return parts;
}

function replace(machine: Machine, data: Term, pattern: Term, replacement: Term, options: Term): Result {
  const read = readOptions(options);
  if (read === undefined || read.returnForm === 'index' || read.capturesAsked) return machine.badargCause(BADOPT);
  const compiled = patternOf(machine, pattern, read);
  if (compiled === S || !('translated' in compiled)) return S;
  const subject = subjectOf(data, compiled.unicode);
  const text = subjectOf(replacement, compiled.unicode)?.text;
  if (subject === undefined || text === undefined) return machine.badarg();
  const from = textIndex(subject, read.offset);
  const first = read.global ? null : matchAt(compiled, subject.text, from, read.flags);
  const found = read.global ? matchAll(compiled, subject.text, from, read.flags) : first === null ? [] : [first];
  if (found.length === 0 && read.returnForm === 'iodata') return data;
  const parts = replacementParts(text);
  const constant = parts.every((part) => typeof part === 'string');
  const pieces: Term[] = [];
  let whole = '';
  let at = 0;
  const binary = (piece: string): Term => textTerm(piece, 'binary', subject.unicode);
  for (const groups of found) {
    const [start, end] = groups[0] ?? [at, at];
    const before = subject.text.slice(at, start);
    const inserted = parts.map((part) => {
      if (typeof part === 'string') return part;
      const range = groups[part];
      return range === null || range === undefined ? '' : subject.text.slice(...range);
    });
    whole += before + inserted.join('');
    if (before !== '') pieces.push(binary(before));
    pieces.push(constant && parts.length > 0 ? binary(inserted.join('')) : fromArray(inserted.map(binary)));
    at = end;
  }
  const rest = subject.text.slice(at);
  if (read.returnForm !== 'iodata') return textTerm(whole + rest, read.returnForm, subject.unicode);
  return fromArray(pieces, rest === '' ? NIL : binary(rest));
}

function split(machine: Machine, data: Term, pattern: Term, options: Term): Result {
  const read = readOptions(options);
  if (read === undefined || read.returnForm === 'index' || read.global) return machine.badargCause(BADOPT);
  const compiled = patternOf(machine, pattern, read);
  if (compiled === S || !('translated' in compiled)) return S;
  const subject = subjectOf(data, compiled.unicode);
  if (subject === undefined) return machine.badarg();
  const form: Form = read.returnForm === 'iodata' ? 'binary' : read.returnForm;
  const term = (text: string): Term => textTerm(text, form, subject.unicode);
  const rows: string[][] = [];
  let at = 0;
  const found = matchAll(compiled, subject.text, textIndex(subject, read.offset), read.flags);
  const trim = read.trim && found.length > 0;
  for (const groups of found) {
    const [start, end] = groups[0] ?? [at, at];
    if (start === end && start === at) continue;
    if (read.parts > 0 && rows.length === read.parts - 1) break;
    const inner = groups.slice(1).map((range) => (range === null ? '' : subject.text.slice(...range)));
    rows.push([subject.text.slice(at, start), ...inner]);
    at = end;
  }
  rows.push([subject.text.slice(at)]);
  if (trim) {
    while (rows.length > 0 && rows[rows.length - 1].every((text) => text === '')) rows.pop();
  }
  if (read.group) return fromArray(rows.map((row) => fromArray(row.map(term))));
  const flat = rows.flat();
  while (trim && flat[flat.length - 1] === '') flat.pop();
  return fromArray(flat.map(term));
}

function inspect(machine: Machine, pattern: Term, item: Term): Result {
  const opened = openPattern(pattern);
  if (opened === undefined || item !== atom('namelist')) return machine.badarg();
  const { names } = compileText(opened.text, opened.options).translated;
  return [atom('namelist'), fromArray([...names.keys()].map((name) => bitsFromString(name)))];
}

export const rows: BifRows = {
  'compile/1': plain((machine, pattern) => compile(machine, pattern, NIL)),
  'compile/2': plain(compile),
  'inspect/2': plain(inspect),
  'replace/3': plain((machine, subject, pattern, replacement) => replace(machine, subject, pattern, replacement, NIL)),
  'replace/4': plain(replace),
  'run/2': plain((machine, subject, pattern) => run(machine, subject, pattern, NIL)),
  'run/3': plain(run),
  'split/2': plain((machine, subject, pattern) => split(machine, subject, pattern, NIL)),
  'split/3': plain(split),
  'version/0': plain(() => bitsFromString('8.44 2020-02-12')),
};
