/**
 * The small imperative form between tree and JavaScript: structured statements over texts.
 *
 * A text is JavaScript in which local variables stand as `$N` (they may live across calls) and `#N` (they
 * never do; `_N` when printed); literals are hoisted, so neither sign occurs otherwise. Labels are
 * numbers, unique in a function. Only `call` and `wait` can suspend; `loop` is left by `break` of an enclosing block.
 */

export type Text = string;
export type Label = number;

export type Stmt =
  | { readonly op: 'set'; readonly to: Text; readonly value: Text }
  | { readonly op: 'do'; readonly value: Text }
  /** `if (!fast && (to = value) === S) leave`: may raise, never suspends. */
  | {
      readonly op: 'may';
      readonly to: Text;
      readonly fast: Text | null;
      readonly value: Text;
      readonly on: Label | null;
    }
  | Call
  /** `value` raises and gives `S`; null when the exception is set already. */
  | { readonly op: 'raise'; readonly value: Text | null; readonly on: Label | null }
  | { readonly op: 'if'; readonly test: Text; readonly then: readonly Stmt[]; readonly else: readonly Stmt[] }
  | { readonly op: 'block'; readonly label: Label; readonly body: readonly Stmt[] }
  | { readonly op: 'break'; readonly label: Label }
  | Loop
  | { readonly op: 'continue'; readonly loop: Loop }
  | { readonly op: 'wait'; readonly loop: Loop }
  | { readonly op: 'return'; readonly value: Text }
  /** Tail call of the function itself. */
  | { readonly op: 'self'; readonly args: readonly Text[] };

/** A call that is not a tail call. `live` and `pc` are filled by `analyse`. */
export interface Call {
  readonly op: 'call';
  readonly to: Text;
  readonly value: Text;
  readonly site: number;
  readonly on: Label | null;
  pc: number;
  live: readonly string[];
}

/** Repeats its body; a suspended `wait` resumes at its head. */
export interface Loop {
  readonly op: 'loop';
  body: readonly Stmt[];
  pc: number;
  live: readonly string[];
}

type Live = ReadonlySet<string>;
const EMPTY: Live = new Set();

/** The lasting variables that a text mentions. */
export function variablesOf(text: Text): readonly string[] {
  return text.match(/\$\d+/g) ?? [];
}

function plus(live: Live, text: Text): Live {
  if (!text.includes('$')) return live;
  const out = new Set(live);
  for (const name of variablesOf(text)) out.add(name);
  return out;
}

function minus(live: Live, name: string): Live {
  if (!live.has(name)) return live;
  const out = new Set(live);
  out.delete(name);
  return out;
}

function union(a: Live, b: Live): Live {
  if (a.size === 0 || a === b) return b;
  if (b.size === 0) return a;
  const out = new Set(a);
  for (const name of b) out.add(name);
  return out;
}

/** What `analyse` found: the number of resumption points, and the number of self tail calls. */
export interface Analysis {
  readonly points: number;
  readonly selfCalls: number;
}

/** Numbers the resumption points from 1 and finds what each must keep. */
export function analyse(body: readonly Stmt[]): Analysis {
  let points = 0;
  let selfCalls = 0;
  const labels = new Map<Label, Live>();
  const heads = new Map<Loop, Live>();

  const handler = (on: Label | null): Live => (on === null ? EMPTY : labels.get(on)!);

  function back(list: readonly Stmt[], after: Live): Live {
    let live = after;
    for (let i = list.length - 1; i >= 0; i--) live = step(list[i], live);
    return live;
  }

  function step(stmt: Stmt, after: Live): Live {
    switch (stmt.op) {
      case 'set':
        return plus(minus(after, stmt.to), stmt.value);
      case 'do':
        return plus(after, stmt.value);
      case 'may': {
        let live = plus(minus(union(after, handler(stmt.on)), stmt.to), stmt.value);
        if (stmt.fast !== null) live = minus(plus(live, stmt.fast), stmt.to);
        return live;
      }
      case 'call': {
        const kept = minus(union(after, handler(stmt.on)), stmt.to);
        stmt.live = [...kept];
        if (stmt.pc === 0) stmt.pc = ++points;
        return plus(kept, stmt.value);
      }
      case 'raise':
        return plus(handler(stmt.on), stmt.value ?? '');
      case 'if':
        return plus(union(back(stmt.then, after), back(stmt.else, after)), stmt.test);
      case 'block':
        labels.set(stmt.label, after);
        return back(stmt.body, after);
      case 'break':
        return labels.get(stmt.label)!;
      case 'loop': {
        if (stmt.pc === 0) stmt.pc = ++points;
        heads.set(stmt, EMPTY);
        for (;;) {
          const before = heads.get(stmt)!;
          const live = back(stmt.body, before);
          heads.set(stmt, live);
          if (live.size === before.size) break;
        }
        const live = heads.get(stmt)!;
        stmt.live = [...live];
        return live;
      }
      case 'continue':
      case 'wait':
        return heads.get(stmt.loop)!;
      case 'return':
        return plus(EMPTY, stmt.value);
      case 'self':
        selfCalls++;
        return plus(EMPTY, stmt.args.join());
    }
  }

  back(body, EMPTY);
  return { points, selfCalls };
}
