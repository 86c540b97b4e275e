// A run as text to paste elsewhere.
import { isTranscript } from '../../stores/output.ts';

/** The commands and what they printed, as a Markdown block; `prompt` is the number under which the first was typed. */
export function transcript(code: string, prompt: number, printed: string): string {
  const typed = isTranscript(code) ? '' : `${code.replace(/^/gm, `${String(prompt)}> `)}\n`;
  const fence = printed.includes('```') || code.includes('```') ? '````' : '```';
  return `${fence}erlang\n${typed}${printed}\n${fence}\n`;
}
