// Takes out of a built page what nothing needs: a page of many examples carries each such byte as often as there are blocks.

/** Svelte's marks in markup that is handed to an island as text: only markup that Svelte itself wakes up needs them. */
function withoutMarks(html: string): string {
  return html.replace(/<astro-slot name="\w+">[^]*?<\/astro-slot>/g, (slot) => slot.replace(/<!--[^]*?-->/g, ''));
}

/** The code of an example stands in the page as its text; the island reads it there (src/components/lab/on-use.ts). */
function withoutCode(html: string): string {
  return html.replace(/ props="[^"]*"/g, (props) =>
    props.replace(/&quot;code&quot;:\[0,&quot;[^]*?[^\\]&quot;\],/, ''),
  );
}

/** All inline styles in one element: each has to be named by a hash in the page's policy. */
function withOneStyle(html: string): string {
  const element = /<style>([^]*?)<\/style>/g;
  const all = [...html.matchAll(element)].map(([, text]) => text ?? '').join('');
  let isPut = false;
  return html.replace(element, () => {
    if (isPut) return '';
    isPut = true;
    return `<style>${all}</style>`;
  });
}

/** The same page, lighter. */
export function lighten(html: string): string {
  return withOneStyle(withoutCode(withoutMarks(html.replace(/ uid="\w+"/g, ''))));
}
