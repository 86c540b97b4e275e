// The part of a link that carries a run: which example, and, packed, its edited text, seed and pace:
//
//     #run=LAB.PACKED1
//
// PACKED is base64url of: two bytes of checksum; a byte of flags (1: there is a text) and pace; the seed, seven bits a
// byte; the text, deflated against a dictionary. The last character is the version, so that a link never ends in a sign
// that a mail program would leave out. Whatever a link holds, reading it takes bounded work and gives text at most.
import { deflateSync, inflateSync } from 'fflate';
import type { Pace } from '../engine/client/protocol.ts';
import { dictionaryOf1 } from './share-dictionary.ts';

export type SharedRun = {
  /** The edited text; null for the original. */
  readonly code: string | null;
  readonly seed: number;
  readonly pace: Pace;
};

/** Longest text that a link carries, in bytes of UTF-8, and the longest link that is read. */
export const longestShared = 16_384;
const longestPacked = 12_000;

const version = '1';
/** In the order of their numbers in links, which never changes. */
const paces: readonly Pace[] = ['lively', 0, 0.1, 1, 10, Infinity];

const dictionary = new TextEncoder().encode(dictionaryOf1);

/** Fletcher's checksum: finds letters that were changed, lost or exchanged. */
function checksum(bytes: Uint8Array): readonly [number, number] {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 255;
    high = (high + low) % 255;
  }
  return [low, high];
}

/** The fragment of a link to a run, without `#`; null if the text is too long for a link. */
export function runFragment(lab: string, { code, seed, pace }: SharedRun): string | null {
  const text = new TextEncoder().encode(code ?? '');
  if (text.length > longestShared) return null;
  const head = [(code === null ? 0 : 1) + 2 * Math.max(0, paces.indexOf(pace))];
  let rest = seed;
  for (; rest > 127; rest = Math.floor(rest / 128)) head.push((rest % 128) + 128);
  head.push(rest);
  const packed = code === null ? new Uint8Array() : deflateSync(text, { dictionary, level: 9 });
  const body = new Uint8Array([...head, ...packed]);
  const bytes = [...checksum(body), ...body];
  const letters = btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''));
  return `run=${lab}.${letters.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}${version}`;
}

/** Unpacks a run; null where the link is damaged. */
export function unpackRun(packed: string): SharedRun | null {
  if (packed.length > longestPacked || !/^[\w-]{5,}$/.test(packed) || !packed.endsWith(version)) return null;
  try {
    const letters = packed.slice(0, -1).replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
    const body = bytes.subarray(2);
    const [low, high] = checksum(body);
    return bytes[0] === low && bytes[1] === high ? readBody(body) : null;
  } catch {
    // What cannot be read is damaged, whatever it was that failed.
    return null;
  }
}

function readBody(body: Uint8Array): SharedRun | null {
  const [flags = 0] = body;
  const pace = paces[flags >> 1];
  let seed = 0;
  let at = 1;
  for (let unit = 1; ; unit *= 128) {
    const byte = body[at];
    if (byte === undefined || unit > 2 ** 42) return null;
    at += 1;
    seed += (byte % 128) * unit;
    if (byte < 128) break;
  }
  if (pace === undefined) return null;
  if ((flags & 1) === 0) return at === body.length ? { code: null, seed, pace } : null;
  // The room is fixed, and has one byte too many: a text that fills it is too long.
  const text = inflateSync(body.subarray(at), { dictionary, out: new Uint8Array(longestShared + 1) });
  if (text.length > longestShared) return null;
  const code = new TextDecoder('utf-8', { fatal: true }).decode(text);
  return isPlainText(code) ? { code, seed, pace } : null;
}

/** No control characters but line ends and tabs, and nothing that turns the direction of writing about to hide what is there. */
function isPlainText(code: string): boolean {
  // eslint-disable-next-line no-control-regex
  return !/[\0-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(code);
}
