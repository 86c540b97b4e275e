// What the page remembers between visits. Where storage is refused the page works without a memory.

type Key = 'theme' | 'place' | 'ran' | 'keys';

export function recall(key: Key): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keep(key: Key, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
}
