/** The folding that article.ts describes: printed lines of a step to the sorted set of their shapes. */

const VARYING: readonly (readonly [RegExp, string])[] = [
  [/#Ref<[\d.]+>/g, '#Ref<>'],
  [/#Port<[\d.]+>/g, '#Port<>'],
  [/#Fun<(\w+)\.[\d.]+>/g, '#Fun<$1>'],
  [/<\d+\.\d+\.\d+>/g, '<pid>'],
  [/\d{1,2}-[A-Z][a-z]{2}-\d{4}::\d\d:\d\d:\d\d\.\d{6}/g, 'TIME'],
  [/\b\d{1,2}:\d\d:\d\d(\.\d+)?\b/g, 'TIME'],
  [/\{\{20\d\d,\d+,\d+\},\s*\{\d+,\d+,\d+\}\}/g, 'DATE'],
  [/\b(Tihon|Marfa|Murka|Vasjka)\b/g, 'CAT'],
  [/\b(Minsk|Barcelona|Praha|Munchen|Amsterdam|Stockholm)\b/g, 'TOWN'],
  [/\b(enter|leave)\b/g, 'MOVE'],
  [/\b(enters|leaves)\b/g, 'MOVES'],
  [/(\{file,\s*"src\/[^"]*"\},\s*\{line,)\s*\d+/g, '$1N'],
  [/(\(src\/[\w/]*\.erl, line )\d+/g, '$1N'],
  [/((heap_size|stack_size|message_queue_len|reductions): )\d+/g, '$1N'],
  [/(\{'\$initial_call',\{[^}]*\}\}),(\s*)(\{'\$ancestors',\s*\[[^\]]*\]\})/g, '$3,$2$1'],
  [/MD5: [0-9a-f]{32}/g, 'MD5'],
  [/headers =>\s*#\{[^}]*\}/g, 'HEADERS'],
  [/(body_length =>|streamid =>|,port =>)\s*\d+/g, '$1 N'],
  [/(, stream )\d+( had its request process)/g, '$1N$2'],
  [/(peer =>|sock =>)\s*\{\{\d+,\d+,\d+,\d+\},\d+\}/g, '$1 ADDRESS'],
  [/host => <<"[^"]*">>/g, 'host => HOST'],
  [/^(% TIME <pid>)\((dead|\{[^}]*\})\)/gm, '$1(FUNCTION)'],
  [/(\{matched,\w+@\w+,)\d\d+\}/g, '$1N}'],
  [/(\{redbug_\w+@\w+,)\d\d+,/g, '$1N,'],
  [/^\d\d+$/gm, 'N'],
  [/(redbug done, (timeout|stopped|local_done) - )\d+/g, '$1N'],
  [/^%( +[\d.]+ :)+ /gm, '% COUNTS '],
  [/\{\d+,\s*\d+,\s*\d+(,\s*\d+)?\}/g, 'NOW'],
];

const REPORT = /^=[A-Z]+ REPORT====/;
const NUMBERS = /-?\d+(\.\d+(e-?\d+)?)?/g;
/** Commands that list processes and figures of the node. */
const LISTING = /^(recon:(proc_count|proc_window|bin_leak|inet_count|inet_window|port_types)|i\(\)|regs\(\))/;
const FIGURES = /^(recon|sys:statistics|m\()/;
const ENTRY = /\{(<pid>|#Port<>),0,\[.*?\]\}(?=,\{<|,\{#|\]$)/g;

/** What was printed, folded: the shapes of a step's events, each once and sorted, and those of log reports, in order. */
export interface Folded {
  readonly shapes: readonly string[];
  readonly reports: readonly string[];
}

/** Folds what was printed in one step. */
export function foldEvents(input: string, lines: readonly string[]): Folded {
  let text = lines.map((line) => line.trimEnd()).join('\n');
  for (const [pattern, replacement] of VARYING) text = text.replace(pattern, replacement);
  const isListing = LISTING.test(input);
  if (isListing || FIGURES.test(input)) text = text.replace(NUMBERS, '0');
  const shapes = new Set<string>();
  const reports: string[] = [];
  for (const event of events(text)) {
    let shape = foldTowns(event.replace(/\s+/g, ''));
    if (isListing) shape = shape.replace(ENTRY, 'ENTRY').replace(/(ENTRY,)+ENTRY/, 'ENTRY');
    if (REPORT.test(event)) reports.push(shape);
    else if (shape !== '') shapes.add(shape);
  }
  return { shapes: [...shapes].sort(), reports };
}

/** How many events there are, to know when enough has been printed. */
export function countEvents(lines: readonly string[]): number {
  return events(lines.join('\n')).filter((event) => event.trim() !== '').length;
}

/**
 * Unindented lines with what is indented under them, or with what continues a bracket that they opened. A report of the
 * log goes on until its blank line.
 */
function events(text: string): string[] {
  const found: string[] = [];
  for (const line of text.split('\n')) {
    const last = found.at(-1) ?? '';
    const isContinued = found.length > 0 && (REPORT.test(last) ? line !== '' : /^(\s|[\]})])/.test(line));
    if (isContinued) found[found.length - 1] += `\n${line}`;
    else found.push(line);
  }
  return found;
}

/** Maps of towns and of cats to one shape, whatever is in them. */
function foldTowns(text: string): string {
  let rest = text;
  let folded = '';
  for (;;) {
    const at = rest.search(/\{town,<<"TOWN">>\}=>(#\{|\{set,)/);
    if (at < 0) break;
    const open = rest.indexOf('=>', at) + (rest[rest.indexOf('=>', at) + 2] === '#' ? 3 : 2);
    const end = closing(rest, open);
    folded += `${rest.slice(0, at)}{town}=>SET`;
    rest = rest.slice(end);
  }
  folded += rest;
  return folded.replace(/(\{cat,<<"CAT">>\}=>\{town,<<"TOWN">>\},?)+/g, '').replace(/(\{town\}=>SET,?)+/g, 'TOWNS');
}

/** The index behind the bracket that closes the one at `open`. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if ('{[('.includes(text[i])) depth++;
    else if ('}])'.includes(text[i]) && --depth === 0) return i + 1;
  }
  return text.length;
}
