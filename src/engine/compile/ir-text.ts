/**
 * Statements as one line of text, the form in which compiled functions are kept and sent: a character for
 * the kind of statement, then its texts, each ended by `'`. Variables are numbered in order of first mention,
 * `$N` and `#N` (these never live across calls, and are printed as `_N`) apart, and their numbers come first. A mention is written as how many
 * others have been mentioned since (`$` alone the first time), so that equal code gives equal text wherever it stands;
 * a place is written as its distance from the one that would follow the place written before. Reading gives the same
 * statements back.
 */
import { invariant } from '../terms/invariant.ts';
import type { Call, Label, Loop, Stmt, Text } from './ir.ts';

/** A distance as text: a letter, from 26 on a number; nothing for what was not there before. */
function distanceText(distance: number): string {
  if (distance < 0) return '';
  return distance < 26 ? String.fromCharCode(97 + distance) : String(distance);
}

function distanceOf(text: string): number {
  const code = text.charCodeAt(0);
  return code >= 97 ? code - 97 : Number(text);
}

/** Moves `value` to the end; gives how many stood behind it, -1 when it was not there. */
function mention(recent: string[], value: string): number {
  const at = recent.lastIndexOf(value);
  if (at >= 0) recent.splice(at, 1);
  return at < 0 ? (recent.push(value), -1) : recent.push(value) - 1 - at;
}

function signed(distance: number): string {
  return distance > 0 ? `+${distance}` : String(distance);
}

// ── Writing ─────────────────────────────────────────────────────────────────────────────────

interface Writer {
  /** Variables of either kind that have been mentioned, the latest last. */
  readonly lasting: string[];
  readonly passing: string[];
  readonly loops: Loop[];
  readonly labels: Map<Label, number>;
  place: number;
  text: string;
}

function field(w: Writer, text: Text): void {
  const named = text.replace(/([$#])\d+|\bB\+(\d+)/g, (found, sigil: string | undefined, place: string | undefined) => {
    if (sigil === undefined) return `B${distance(w, Number(place))}`;
    return `${sigil}${distanceText(mention(sigil === '$' ? w.lasting : w.passing, found))}`;
  });
  invariant(!named.includes("'"), 'a quote in the text of a statement');
  w.text += `${named}'`;
}

/** How far a place is from the one after the last; nothing when it is that. */
function distance(w: Writer, place: number): string {
  const from = place - w.place - 1;
  w.place = place;
  return from === 0 ? '' : signed(from);
}

function target(w: Writer, label: Label | null): void {
  if (label !== null) w.text += `@${w.labels.get(label)!}'`;
}

function list(w: Writer, stmts: readonly Stmt[]): void {
  for (const stmt of stmts) one(w, stmt);
}

function one(w: Writer, stmt: Stmt): void {
  switch (stmt.op) {
    case 'set':
      field(w, `${stmt.to}=${stmt.value}`);
      return;
    case 'do':
      w.text += '!';
      field(w, stmt.value);
      return;
    case 'may':
      w.text += stmt.fast === null ? '?' : '&';
      target(w, stmt.on);
      if (stmt.fast !== null) field(w, stmt.fast);
      field(w, `${stmt.to}=${stmt.value}`);
      return;
    case 'call':
      w.text += '(';
      target(w, stmt.on);
      // Its own place comes after those of the arguments.
      field(w, `${stmt.to}=${stmt.value}`);
      w.text += `${distance(w, stmt.site)}'`;
      return;
    case 'raise':
      w.text += '^';
      target(w, stmt.on);
      field(w, stmt.value ?? '');
      return;
    case 'if':
      w.text += '{';
      field(w, stmt.test);
      list(w, stmt.then);
      if (stmt.else.length > 0) {
        w.text += '|';
        list(w, stmt.else);
      }
      w.text += '}';
      return;
    case 'block':
      w.labels.set(stmt.label, w.labels.size);
      w.text += '[';
      list(w, stmt.body);
      w.text += ']';
      return;
    case 'break':
      w.text += `<${w.labels.get(stmt.label)!}'`;
      return;
    case 'loop':
      w.loops.push(stmt);
      w.text += '*';
      list(w, stmt.body);
      w.text += ';';
      return;
    case 'continue':
      w.text += `>${w.loops.indexOf(stmt.loop)}'`;
      return;
    case 'wait':
      w.text += `~${w.loops.indexOf(stmt.loop)}'`;
      return;
    case 'return':
      w.text += '.';
      field(w, stmt.value);
      return;
    case 'self':
      w.text += ':';
      for (const arg of stmt.args) field(w, arg);
      return;
  }
}

/** The statements of a function whose parameters are `$0` and on. */
export function writeBody(body: readonly Stmt[], width: number): string {
  const lasting = names('$', 0, width);
  const w: Writer = { lasting, passing: [], loops: [], labels: new Map(), place: -1, text: '' };
  list(w, body);
  return `${lasting.length - width},${w.passing.length}'${w.text}`;
}

// ── Reading ─────────────────────────────────────────────────────────────────────────────────

interface Reader {
  readonly text: string;
  readonly width: number;
  readonly lasting: string[];
  readonly passing: string[];
  readonly loops: Loop[];
  at: number;
  labels: number;
  place: number;
}

function plain(r: Reader): string {
  const end = r.text.indexOf("'", r.at);
  const found = r.text.slice(r.at, end);
  r.at = end + 1;
  return found;
}

function text(r: Reader): Text {
  return plain(r).replace(
    /([$#])([a-z]|\d+|)|\bB\b([+-]\d+)?/g,
    (_, sigil: string | undefined, ago: string, from = '0') => {
      if (sigil === '$') return variable(r.lasting, '$', ago);
      if (sigil === '#') return variable(r.passing, '_', ago);
      return `B+${(r.place += 1 + Number(from))}`;
    },
  );
}

/** The variable whose mention is read. */
function variable(recent: string[], sigil: string, ago: string): string {
  if (ago === '') return recent[recent.push(`${sigil}${recent.length}`) - 1];
  const at = recent.length - 1 - distanceOf(ago);
  const name = recent[at];
  if (at < recent.length - 1) {
    recent.splice(at, 1);
    recent.push(name);
  }
  return name;
}

function on(r: Reader): Label | null {
  if (r.text.charCodeAt(r.at) !== 64) return null;
  r.at++;
  return Number(plain(r));
}

function statements(r: Reader): Stmt[] {
  const out: Stmt[] = [];
  while (r.at < r.text.length) {
    switch (r.text[r.at++]) {
      case '$':
      case '#': {
        r.at--;
        const whole = text(r);
        const sign = whole.indexOf('=');
        out.push({ op: 'set', to: whole.slice(0, sign), value: whole.slice(sign + 1) });
        break;
      }
      case '!':
        out.push({ op: 'do', value: text(r) });
        break;
      case '?':
        out.push(may(r, false));
        break;
      case '&':
        out.push(may(r, true));
        break;
      case '(':
        out.push(call(r));
        break;
      case '^': {
        const label = on(r);
        const value = text(r);
        out.push({ op: 'raise', value: value === '' ? null : value, on: label });
        break;
      }
      case '{': {
        const test = text(r);
        const then = statements(r);
        const other = r.text[r.at - 1] === '|' ? statements(r) : [];
        out.push({ op: 'if', test, then, else: other });
        break;
      }
      case '[': {
        const label = r.labels++;
        out.push({ op: 'block', label, body: statements(r) });
        break;
      }
      case '<':
        out.push({ op: 'break', label: Number(plain(r)) });
        break;
      case '*': {
        const loop: Loop = { op: 'loop', body: [], pc: 0, live: [] };
        r.loops.push(loop);
        loop.body = statements(r);
        out.push(loop);
        break;
      }
      case '>':
        out.push({ op: 'continue', loop: r.loops[Number(plain(r))] });
        break;
      case '~':
        out.push({ op: 'wait', loop: r.loops[Number(plain(r))] });
        break;
      case '.':
        out.push({ op: 'return', value: text(r) });
        break;
      case ':': {
        const args: Text[] = [];
        for (let i = 0; i < r.width; i++) args.push(text(r));
        out.push({ op: 'self', args });
        break;
      }
      default:
        // The end of what is around: `|`, `}`, `]` or `;`.
        return out;
    }
  }
  return out;
}

function may(r: Reader, hasFast: boolean): Stmt {
  const label = on(r);
  const fast = hasFast ? text(r) : null;
  const whole = text(r);
  const sign = whole.indexOf('=');
  return { op: 'may', to: whole.slice(0, sign), fast, value: whole.slice(sign + 1), on: label };
}

function call(r: Reader): Call {
  const label = on(r);
  const whole = text(r);
  const sign = whole.indexOf('=');
  r.place += 1 + Number(plain(r));
  return {
    op: 'call',
    to: whole.slice(0, sign),
    value: whole.slice(sign + 1),
    site: r.place,
    on: label,
    pc: 0,
    live: [],
  };
}

/** What a text that `writeBody` made holds. */
export interface Body {
  readonly params: readonly Text[];
  /** All other variables. */
  readonly locals: readonly Text[];
  readonly statements: readonly Stmt[];
}

function names(sigil: string, from: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${sigil}${from + i}`);
}

/** Reads the text of a function with some parameters. */
export function readBody(text: string, width: number): Body {
  const r: Reader = {
    text,
    width,
    lasting: names('$', 0, width),
    passing: [],
    loops: [],
    at: 0,
    labels: 0,
    place: -1,
  };
  const [lasting, passing] = plain(r).split(',').map(Number);
  return {
    params: names('$', 0, width),
    locals: [...names('$', width, lasting), ...names('_', 0, passing)],
    statements: statements(r),
  };
}
