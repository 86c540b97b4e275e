// The compiled Erlang modules as the worker fetches them. Invariant: this is the first module that the worker evaluates, so
// that the core is on its way while the engine itself is still being read.
import type { CoreBundle } from '../world/code-store.ts';

/** Where the compiled Erlang modules lie, and their version; set by the site's build (astro.config.mjs). */
declare const __CODE_FOLDER__: string;
declare const __CODE_VERSION__: string;

/** The address of a file of code. */
export function codeAddress(name: string): string {
  return `${__CODE_FOLDER__}${name}.json?v=${__CODE_VERSION__}`;
}

async function fetchCore(): Promise<CoreBundle> {
  const response = await fetch(codeAddress('core'));
  if (!response.ok) throw new Error(`the engine's code did not arrive: ${String(response.status)}`);
  return (await response.json()) as CoreBundle;
}

let underWay: Promise<CoreBundle> | null = fetchCore();
// Whoever asks for it hears that it failed.
underWay.catch(() => undefined);

/** What the first example calls; asked for again, it is fetched again, since the time before must have failed. */
export function core(): Promise<CoreBundle> {
  const asked = underWay ?? fetchCore();
  underWay = null;
  return asked;
}
