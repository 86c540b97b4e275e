// How long calls took, where an output holds both the call and its return. Times are virtual microseconds.
import { classify, type EventKind } from './classify.ts';

type Timed = { readonly time: number; readonly text: string };

const pid = /<\d+\.\d+\.\d+>/;
const called = /(?:^|[ ({])([a-z][\w@]*:[a-z][\w@]*)/;

/** By index of the line of a return: the microseconds since its call. */
export function callDurations(lines: readonly Timed[]): Map<number, number> {
  const durations = new Map<number, number>();
  /** Calls not yet returned, by process and function, the innermost last. */
  const open = new Map<string, number[]>();
  let process = '';
  lines.forEach(({ time, text }, index) => {
    process = pid.exec(text)?.[0] ?? process;
    const event: EventKind | null = classify(text, new Map()).event;
    if (event !== 'call' && event !== 'return') return;
    const name = called.exec(text)?.[1];
    if (name === undefined) return;
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
