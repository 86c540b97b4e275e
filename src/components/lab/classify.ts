// Reads one line of a shell's output and says what is in it: which trace event, which cat, which process.
// Used for recorded output at build time and for live output in the page, so both look the same.

/** The trace grammar: one sign per kind (see TraceSigns.astro). */
export type EventKind = 'call' | 'return' | 'exception' | 'send' | 'receive' | 'spawn' | 'exit' | 'link' | 'register';

export type CatName = 'Tihon' | 'Marfa' | 'Murka' | 'Vasjka';

export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  /** `tint` counts the processes of one output in order of appearance, from 0. */
  | { readonly kind: 'pid'; readonly text: string; readonly tint: number }
  | { readonly kind: 'cat'; readonly text: string; readonly cat: CatName };

export type Tone = 'plain' | 'faint' | 'error' | 'end';

export type ClassifiedLine = {
  readonly event: EventKind | null;
  readonly cat: CatName | null;
  readonly tone: Tone;
  readonly segments: readonly Segment[];
};

/** The number of tints before they begin again. */
export const tintCount = 8;

/** Tints of the processes of one output; a pid keeps its tint down the whole output. */
export type PidTints = Map<string, number>;

const called = "[a-z][\\w@]*:(?:[a-z][\\w@]*|'[^']*')";
const eventRules: readonly (readonly [EventKind, RegExp])[] = [
  // redbug
  ['return', new RegExp(`^% ${called}/\\d+ -> `)],
  ['call', new RegExp(`^% ${called}\\(`)],
  // recon_trace
  ['return', new RegExp(`^\\d+:\\d\\d:\\d\\d\\.\\d+ <[\\d.]+> ${called}/\\d+ --> `)],
  ['exception', new RegExp(`^\\d+:\\d\\d:\\d\\d\\.\\d+ <[\\d.]+> ${called}/\\d+ EXCEPTION`)],
  ['call', new RegExp(`^\\d+:\\d\\d:\\d\\d\\.\\d+ <[\\d.]+> ${called}\\(`)],
  // dbg
  ['call', /^\(<[\d.]+>\) call /],
  ['return', /^\(<[\d.]+>\) return(?:ed from|ing to) /],
  ['exception', /^\(<[\d.]+>\) exception_from /],
  ['receive', /^\(<[\d.]+>\) << /],
  ['send', /^\(<[\d.]+>\) \S+ ! /],
  ['spawn', /^\(<[\d.]+>\) spawn(?:ed)? /],
  ['exit', /^\(<[\d.]+>\) exit /],
  ['link', /^\(<[\d.]+>\) (?:getting_)?(?:un)?link(?:ed)? /],
  ['register', /^\(<[\d.]+>\) (?:un)?register /],
];

const toneRules: readonly (readonly [Tone, RegExp])[] = [
  ['end', /^(?:redbug done, |Recon tracer rate limit tripped)/],
  ['error', /^(?:\* \d|\*\* |=(?:ERROR|CRASH|SUPERVISOR) REPORT)/],
  ['faint', /^% \d\d:\d\d:\d\d/],
  ['faint', /^% {2}/],
];

const marked = /<\d+\.\d+\.\d+>|<<"(?:Tihon|Marfa|Murka|Vasjka)">>/g;

/** Takes a line apart; `tints` is filled as new processes appear. */
export function classify(line: string, tints: PidTints): ClassifiedLine {
  const segments: Segment[] = [];
  let cat: CatName | null = null;
  let end = 0;
  for (const found of line.matchAll(marked)) {
    if (found.index > end) segments.push({ kind: 'text', text: line.slice(end, found.index) });
    const text = found[0];
    const name = catName(text);
    if (name === null) {
      segments.push({ kind: 'pid', text, tint: tintOf(text, tints) });
    } else {
      cat ??= name;
      segments.push({ kind: 'cat', text, cat: name });
    }
    end = found.index + text.length;
  }
  if (end < line.length) segments.push({ kind: 'text', text: line.slice(end) });
  return {
    event: eventRules.find(([, pattern]) => pattern.test(line))?.[0] ?? null,
    cat,
    tone: toneRules.find(([, pattern]) => pattern.test(line))?.[0] ?? 'plain',
    segments,
  };
}

function catName(text: string): CatName | null {
  switch (text.slice(3, -3)) {
    case 'Tihon':
      return 'Tihon';
    case 'Marfa':
      return 'Marfa';
    case 'Murka':
      return 'Murka';
    case 'Vasjka':
      return 'Vasjka';
    default:
      return null;
  }
}

function tintOf(pid: string, tints: PidTints): number {
  const known = tints.get(pid);
  if (known !== undefined) return known;
  const tint = tints.size % tintCount;
  tints.set(pid, tint);
  return tint;
}

/** A moment within a run for the gutter: seconds and milliseconds since the line was entered. */
export function gutterTime(micros: number): string {
  const seconds = micros / 1_000_000;
  return seconds < 100 ? seconds.toFixed(3) : seconds.toFixed(1);
}

type Timed = { readonly time: number; readonly text: string; readonly prompt: number | null };

/** What the gutter shows beside a printed line: its time, where the line above does not already tell it. */
export function gutterOf(lines: readonly Timed[], index: number): string {
  const line = lines[index];
  if (line.text === '') return '';
  const time = gutterTime(line.time);
  for (let above = index - 1; above >= 0; above -= 1) {
    const { prompt, text, time: before } = lines[above];
    if (prompt !== null) break;
    if (text !== '') return gutterTime(before) === time ? '' : time;
  }
  return time;
}
