// When the reader reaches for a block, the engine and what shows its output are fetched at once: while the block is still waking
// up, its worker already starts.

async function warmUp(): Promise<void> {
  const others = [import('../../stores/labs.ts'), import('./Live.svelte')];
  (await import('../../stores/engine.ts')).engine().warm();
  await Promise.all(others);
}

document.addEventListener(
  'lab-reach',
  () => {
    // What cannot be fetched now is told when the block asks for it.
    warmUp().catch(() => undefined);
  },
  { once: true },
);
