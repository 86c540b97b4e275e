// What the recorder wrote for each lab. A lab that has not been recorded yet is shown without output.
import { readFile } from 'node:fs/promises';

export type RecordedLine = {
  /** Virtual microseconds since the first line was entered. */
  readonly t: number;
  readonly text: string;
  /** The number of the prompt at which this line was typed; without it, the line was printed. */
  readonly prompt?: number;
};

export type RecordedOutput = {
  readonly lines: readonly RecordedLine[];
  /** The number of the prompt under which its first line was typed. */
  readonly prompt: number;
  /** Width of the terminal it was recorded with. */
  readonly columns: number;
};

/** The recording of a lab, or null while there is none. */
export async function recordedOutput(id: string): Promise<RecordedOutput | null> {
  let text: string;
  try {
    text = await readFile(`src/content/recorded/${id}.json`, 'utf8');
  } catch {
    return null;
  }
  const parsed: unknown = JSON.parse(text);
  if (!isRecordedOutput(parsed)) throw new Error(`src/content/recorded/${id}.json is not a recording`);
  return parsed;
}

function isRecordedOutput(value: unknown): value is RecordedOutput {
  return (
    typeof value === 'object' &&
    value !== null &&
    'columns' in value &&
    typeof value.columns === 'number' &&
    'prompt' in value &&
    typeof value.prompt === 'number' &&
    'lines' in value &&
    Array.isArray(value.lines) &&
    value.lines.every(isRecordedLine)
  );
}

function isRecordedLine(value: unknown): value is RecordedLine {
  return (
    typeof value === 'object' &&
    value !== null &&
    't' in value &&
    typeof value.t === 'number' &&
    'text' in value &&
    typeof value.text === 'string' &&
    (!('prompt' in value) || typeof value.prompt === 'number')
  );
}

/** What was printed in a lab, as one text; for checking what the article says of it. */
export async function recordedText(id: string): Promise<string> {
  const recorded = await recordedOutput(id);
  return recorded === null ? '' : recorded.lines.map(({ text }) => text.trimEnd()).join('\n');
}
