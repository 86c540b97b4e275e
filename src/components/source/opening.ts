// A mention of a source opens it over the article; a click that asks for another window, and a panel that cannot be had,
// lead to the source's page.

document.addEventListener('click', (event) => {
  const { target, button, ctrlKey, metaKey, shiftKey, altKey } = event;
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a.src') : null;
  if (link === null || button !== 0 || ctrlKey || metaKey || shiftKey || altKey) return;
  event.preventDefault();
  import('./panel.ts')
    .then(({ openSource }) => openSource(link))
    .catch(() => {
      location.assign(link.href);
    });
});
