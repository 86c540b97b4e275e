// Finds a run in the fragment of a link, without unpacking it (share.ts does): the page asks this of every address.

/** The lab that a fragment names and what is packed for it; null for a fragment of another kind. */
export function runOf(fragment: string): { readonly lab: string; readonly packed: string } | null {
  const found = /^#?run=([a-z][a-z0-9-]{0,40})(?:\.([^]*))?$/.exec(fragment);
  return found === null ? null : { lab: found[1] ?? '', packed: found[2] ?? '' };
}
