// No line begins with a dash: the space in front of one does not break.

/** The same page; its title, code, scripts and styles stay as they are. */
export function withBoundDashes(html: string): string {
  return html.replace(/<(title|pre|script|style|template)\b[^]*?<\/\1>|<[^>]*>|[^<]+/g, (part) =>
    part.startsWith('<') ? part : part.replace(/[ \n](?=—(?:\s|$))/g, '\u00a0'),
  );
}
