/** What a heading says, without the sign of the link to it. */
export function headingText(heading: Element): string {
  const own = heading.cloneNode(true);
  if (own instanceof Element) own.querySelector('.self')?.remove();
  return (own.textContent ?? '').trim();
}
