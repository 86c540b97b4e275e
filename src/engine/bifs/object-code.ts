/**
 * Object code: what `compile:file/2` writes and `code:load_binary/3` reads. The container begins as a BEAM
 * file does; its contents are the description of the module, its functions as statements and, when asked for, its
 * abstract forms.
 */
import type { ModuleBody, ModuleCode } from '../compile/abi.ts';
import { decodeUtf8, encodeUtf8, fromBytes } from '../terms/bits.ts';
import { encodeTerm } from '../terms/etf.ts';
import type { Bits, Term } from '../terms/term.ts';

const MAGIC = 'FOR1';
const KIND = 'BEAMEJS2';
/** Bytes before the description: magic, size, kind, length of the description. */
const HEAD = 20;

export interface ObjectCode {
  readonly code: ModuleCode;
  readonly body: ModuleBody;
}

/** The bytes of an object file. */
export function encodeObject(object: ObjectCode, abstract?: Term): Uint8Array {
  const body = encodeUtf8(JSON.stringify([object.code, object.body]));
  const debug = abstract === undefined ? new Uint8Array() : encodeTerm(abstract);
  const bytes = new Uint8Array(HEAD + body.length + debug.length);
  const view = new DataView(bytes.buffer);
  putAscii(bytes, 0, MAGIC);
  view.setUint32(4, bytes.length - 8);
  putAscii(bytes, 8, KIND);
  view.setUint32(16, body.length);
  bytes.set(body, HEAD);
  bytes.set(debug, HEAD + body.length);
  return bytes;
}

function isObject(bytes: Uint8Array): boolean {
  return bytes.length >= HEAD && ascii(bytes, 0, 4) === MAGIC && ascii(bytes, 8, 8) === KIND;
}

function descriptionEnd(bytes: Uint8Array): number {
  return HEAD + new DataView(bytes.buffer, bytes.byteOffset).getUint32(16);
}

/** The contents of an object file; undefined when the bytes are none. */
export function decodeObject(bytes: Uint8Array): ObjectCode | undefined {
  if (!isObject(bytes)) return undefined;
  const text = decodeUtf8(fromBytes(bytes.subarray(HEAD, descriptionEnd(bytes)))) ?? '';
  const [code, body] = JSON.parse(text) as readonly [ModuleCode, ModuleBody];
  return { code, body };
}

/** The abstract forms of an object file in the external format; undefined when it has none. */
export function abstractOf(bytes: Uint8Array): Bits | undefined {
  if (!isObject(bytes) || descriptionEnd(bytes) === bytes.length) return undefined;
  return fromBytes(bytes.subarray(descriptionEnd(bytes)));
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

function putAscii(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
}
