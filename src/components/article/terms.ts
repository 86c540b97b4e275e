// Explanations of terms stay inside the window, and Esc sends them away.

function show({ target }: Event): void {
  const term = target instanceof Element ? target.closest('.term') : null;
  if (term === null) return;
  term.classList.remove('end', 'up');
  const box = term.lastElementChild?.getBoundingClientRect();
  if (box === undefined) return;
  term.classList.toggle('end', box.right > document.documentElement.clientWidth - 8);
  term.classList.toggle('up', box.bottom > innerHeight - 8);
}

document.addEventListener('pointerover', show);
document.addEventListener('focusin', show);
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  for (const term of document.querySelectorAll('.term:is(:hover, :focus)')) {
    term.classList.add('shut');
    const again = (): void => term.classList.remove('shut');
    term.addEventListener('pointerleave', again, { once: true });
    term.addEventListener('blur', again, { once: true });
  }
});
