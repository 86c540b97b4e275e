// How a growing log treats those who look at it and those who listen.

/** Real milliseconds between what a screen reader is told of growing output. */
const tellEvery = 1500;

/** Marks a live log busy while it grows, so that a screen reader hears it in portions. */
export function tellInPortions(content: HTMLElement): () => void {
  const log = content.parentElement;
  if (log === null) return () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new MutationObserver(() => {
    if (timer !== undefined) return;
    log.setAttribute('aria-busy', 'true');
    timer = setTimeout(() => {
      timer = undefined;
      log.removeAttribute('aria-busy');
    }, tellEvery);
  });
  observer.observe(content, { childList: true });
  return () => {
    observer.disconnect();
    clearTimeout(timer);
    log.removeAttribute('aria-busy');
  };
}

/** Keeps the end of growing output in sight as long as the reader has not scrolled away from it. */
export function keepAtEnd(content: HTMLElement): () => void {
  const box = content.parentElement;
  if (box === null) return () => undefined;
  let isAtEnd = true;
  const scrolled = (): void => {
    isAtEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 8;
  };
  const observer = new ResizeObserver(() => {
    if (isAtEnd) box.scrollTop = box.scrollHeight;
  });
  observer.observe(content);
  box.addEventListener('scroll', scrolled, { passive: true });
  return () => {
    observer.disconnect();
    box.removeEventListener('scroll', scrolled);
  };
}
