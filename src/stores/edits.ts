// What the reader has changed in examples and sources, kept from visit to visit. An edit of a text that has changed since is
// dropped. Where the browser keeps nothing (private windows, full storage), edits last as long as the page.

/** What is needed of localStorage. */
export type EditStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Longer edits are not kept. */
export const longestEdit = 131_072;

function keyOf(id: string): string {
  return `edit:${id}`;
}

/** A short name for a text: FNV-1a of its UTF-16 units. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** The storage of the page; null where the browser refuses even to name it. */
function pageStorage(): EditStorage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** The kept edit of what has that id; null if there is none, or if it was made on another original. */
export function keptEdit(id: string, original: string, storage = pageStorage()): string | null {
  try {
    const kept = storage?.getItem(keyOf(id)) ?? null;
    if (kept === null) return null;
    const end = kept.indexOf('\n');
    const text = kept.slice(end + 1);
    if (end > 0 && kept.slice(0, end) === fingerprint(original) && text !== original) return text;
    storage?.removeItem(keyOf(id));
  } catch {
    // A browser that keeps nothing has no edit either.
  }
  return null;
}

/** Keeps an edit; the original itself is not kept. */
export function keepEdit(id: string, original: string, text: string, storage = pageStorage()): void {
  try {
    if (text === original || text.length > longestEdit) storage?.removeItem(keyOf(id));
    else storage?.setItem(keyOf(id), `${fingerprint(original)}\n${text}`);
  } catch {
    // The edit lasts as long as the page, then.
  }
}
