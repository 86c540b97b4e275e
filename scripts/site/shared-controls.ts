// The controls of all examples of a page are the same markup, and nobody sees those of far sections: the page of the whole
// article carries them once, in a template, and puts them into a block when its section comes near (src/components/article/far.ts)
// or, where nothing is far, at once. What a reader without JavaScript sees of them, the word that the output is a recording, stays.

/** Blocks at the beginning of the page that keep theirs: they are seen before any script runs. */
const FIRST = 2;

const bar = /<div class="bar"[^]*?<span class="state" role="status">([^]*?)<\/span><\/div>/g;
const time = /<div class="time">[^]*?<\/div>/g;

const script = `{
const parts=document.getElementById('controls').content.children;
const fill=(box)=>{for(const gap of box.querySelectorAll('[data-gap]'))gap.replaceWith(parts[gap.dataset.gap].cloneNode(true))};
if(document.documentElement.classList.contains('lazy'))document.addEventListener('near',({target})=>fill(target));
else fill(document);
}`;

/** Replaces what each match after the first ones has in common with all others; gives what they have in common. */
function takeOut(
  html: string,
  pattern: RegExp,
  gap: string,
): { readonly html: string; readonly common: string } | null {
  const all = [...html.matchAll(pattern)].map(([text]) => text);
  const [common] = all;
  if (common === undefined || all.length <= FIRST || all.some((one) => one !== common)) return null;
  let met = 0;
  return { html: html.replace(pattern, (text) => (met++ < FIRST ? text : gap)), common };
}

/** The page with its controls written once; the same page if they are few, or differ. */
export function withSharedControls(html: string): string {
  const said = /<span class="rec"[^>]*>[^<]*<\/span>/.exec(html)?.[0] ?? '';
  const bars = takeOut(html, bar, `<div class="bar" data-gap="0"><span class="state">${said}</span></div>`);
  const times = bars === null ? null : takeOut(bars.html, time, '<div class="time" data-gap="1"></div>');
  if (bars === null || times === null) return html;
  return times.html.replace(
    '</main>',
    () => `</main><template id="controls">${bars.common}${times.common}</template><script>${script}</script>`,
  );
}
