// How long calls took, where an output holds both the call and its return. Times are virtual microseconds.
import { classify, type EventKind } from './classify.ts';

type Timed = { readonly time: number; readonly text: string };

const pid = /<\d+\.\d+\.\d+>/;
const called = /(?:^|[ ({])([a-z][\w@]*:[a-z][\w@]*)/;

type Reading = { readonly process: string | null; readonly event: 'call' | 'return' | null; readonly name: string };

/** Lines never change, and a growing output is looked at again with every frame. */
const readings = new WeakMap<Timed, Reading>();

function readingOf(line: Timed): Reading {
  let reading = readings.get(line);
  if (reading === undefined) {
    const { text } = line;
    const kind: EventKind | null = classify(text, new Map()).event;
    const name = called.exec(text)?.[1];
    const event = name !== undefined && (kind === 'call' || kind === 'return') ? kind : null;
    reading = { process: pid.exec(text)?.[0] ?? null, event, name: name ?? '' };
    readings.set(line, reading);
  }
  return reading;
}

/** By index of the line of a return: the microseconds since its call. */
export function callDurations(lines: readonly Timed[]): Map<number, number> {
  const durations = new Map<number, number>();
  /** Calls not yet returned, by process and function, the innermost last. */
  const open = new Map<string, number[]>();
  let process = '';
  lines.forEach((line, index) => {
    const { time } = line;
    const { process: own, event, name } = readingOf(line);
    process = own ?? process;
    if (event === null) return;
    const key = `${process} ${name}`;
    if (event === 'call') {
      open.set(key, [...(open.get(key) ?? []), time]);
      return;
    }
    const begun = open.get(key)?.pop();
    if (begun !== undefined) durations.set(index, time - begun);
  });
  return durations;
}
