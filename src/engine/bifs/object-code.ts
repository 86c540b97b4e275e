/**
 * Object code: what `compile:file/2` writes and `code:load_binary/3` reads. The container begins as a BEAM
 * file does; its contents are the description of the module and its functions as statements.
 */
import type { ModuleBody, ModuleCode } from '../compile/abi.ts';
import { decodeUtf8, encodeUtf8, fromBytes } from '../terms/bits.ts';

const MAGIC = 'FOR1';
const KIND = 'BEAMEJS1';

export interface ObjectCode {
  readonly code: ModuleCode;
  readonly body: ModuleBody;
}

/** The bytes of an object file. */
export function encodeObject(object: ObjectCode): Uint8Array {
  const body = encodeUtf8(JSON.stringify([object.code, object.body]));
  const bytes = new Uint8Array(16 + body.length);
  for (let i = 0; i < 4; i++) bytes[i] = MAGIC.charCodeAt(i);
  new DataView(bytes.buffer).setUint32(4, 8 + body.length);
  for (let i = 0; i < 8; i++) bytes[8 + i] = KIND.charCodeAt(i);
  bytes.set(body, 16);
  return bytes;
}

/** The contents of an object file; undefined when the bytes are none. */
export function decodeObject(bytes: Uint8Array): ObjectCode | undefined {
  if (bytes.length < 16 || ascii(bytes, 0, 4) !== MAGIC || ascii(bytes, 8, 8) !== KIND) return undefined;
  const [code, body] = JSON.parse(decodeUtf8(fromBytes(bytes.subarray(16))) ?? '') as readonly [ModuleCode, ModuleBody];
  return { code, body };
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}
