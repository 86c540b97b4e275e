// Times of events as a recording has them, for the text: read when the page is built, so that the text is true whatever the
// microseconds of this build are.

/** The first group of a pattern in an output. Throws when the output has no such place. */
export function foundIn(text: string, pattern: string): string {
  const found = new RegExp(pattern, 'm').exec(text)?.[1];
  if (found === undefined) throw new Error(`nothing in the output matches ${pattern}`);
  return found;
}

/** Of `12:00:01.5`, or of what stands in microseconds already. */
function microseconds(time: string): number {
  if (!time.includes(':')) return Number(time);
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1e6);
}

/** Microseconds between the two times that a pattern's groups find in an output. Throws when it does not match. */
export function elapsedIn(text: string, pattern: string): number {
  const [, from, to] = new RegExp(pattern, 'm').exec(text) ?? [];
  if (from === undefined || to === undefined) throw new Error(`no two times in the output match ${pattern}`);
  return microseconds(to) - microseconds(from);
}
