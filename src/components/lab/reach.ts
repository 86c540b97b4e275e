// When the reader reaches for a block, the engine and what shows its output are fetched at once: while the block is still waking
// up, its worker already starts.

async function warmUp(): Promise<void> {
  const { engine } = await import('../../stores/engine.ts');
  engine().warm();
}

document.addEventListener(
  'lab-reach',
  () => {
    // What cannot be fetched now is told when the block asks for it.
    Promise.all([warmUp(), import('../../stores/labs.ts'), import('./Live.svelte')]).catch(() => undefined);
  },
  { once: true },
);
