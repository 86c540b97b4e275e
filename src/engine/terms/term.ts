/**
 * The shapes of all Erlang values. One file, so that the floor has no cycles.
 *
 * How a value is represented
 * --------------------------
 *  integer    a JavaScript number while |n| <= 2^53-1, else a bigint. Never a bigint that
 *             would fit a number: every arithmetic result is normalised, so `===` on numbers
 *             is Erlang's `=:=`.
 *  float      a `Float`, a class of its own, so that `1 =:= 1.0` is false. Never NaN or infinite.
 *  atom       an `Atom`, interned: the same name is the same object. `true` and `false` are
 *             atoms too, not JavaScript booleans.
 *  tuple      a JavaScript array. Nothing else is an array.
 *  list       `NIL` or a `Cons`; the tail of a `Cons` may be any term (improper lists).
 *  map        an `ErlMap` (its contents are owned by terms/maps.ts).
 *  bitstring  a `Bits`: a window, counted in bits, on bytes that nobody writes any more.
 *  pid, port, reference   `Pid`, `Port`, `Ref`: compared by their fields, not by identity.
 *  fun        a `Fun` (local: code and captured values) or an `ExternalFun` (`fun m:f/1`).
 *
 * Invariant: a term never changes once another piece of code can see it. Whoever builds an
 * array, a `Cons` or bytes may fill them before handing them out, never after. Terms hold no
 * functions of JavaScript: a `Fun` names its code by an entry record.
 */

/** An interned Erlang atom. Make one with `atom()` of terms/atoms.ts only. */
export class Atom {
  /** The text of the atom, without quotes. */
  readonly name: string;
  /** Order of interning; a number for tables, without meaning to Erlang. */
  readonly id: number;
  constructor(name: string, id: number) {
    this.name = name;
    this.id = id;
  }
}

/** An Erlang float: always finite. */
export class Float {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** The empty list; `NIL` is its only instance. */
export class Nil {
  readonly empty = true;
}
export const NIL: Nil = new Nil();

/** A list cell. */
export class Cons {
  readonly head: Term;
  readonly tail: Term;
  constructor(head: Term, tail: Term) {
    this.head = head;
    this.tail = tail;
  }
}

/** A node of the tree behind a large map; its shape is private to terms/maps.ts. */
export type MapNode = object;

/**
 * A map. Up to 32 keys it is flat, as in OTP: `keys` is sorted by the exact term order (integers
 * before floats when equal) and `values` runs beside it; above that `root` holds a hash tree.
 * Read and write through terms/maps.ts only.
 */
export class ErlMap {
  readonly size: number;
  readonly keys: readonly Term[] | null;
  readonly values: readonly Term[] | null;
  readonly root: MapNode | null;
  constructor(size: number, keys: readonly Term[] | null, values: readonly Term[] | null, root: MapNode | null) {
    this.size = size;
    this.keys = keys;
    this.values = values;
    this.root = root;
  }
}

/** How many bits are taken of an array of bytes; shared by the windows on it. -1 while a builder goes on with them. */
export interface SpareRoom {
  used: number;
}

/** A bitstring: `bitLength` bits of `bytes`, starting `bitOffset` bits into it. */
export class Bits {
  readonly bytes: Uint8Array;
  readonly bitOffset: number;
  readonly bitLength: number;
  /** For terms/bits.ts: what is taken of bytes that have spare room. */
  readonly room: SpareRoom | null;
  constructor(bytes: Uint8Array, bitOffset: number, bitLength: number, room: SpareRoom | null = null) {
    this.bytes = bytes;
    this.bitOffset = bitOffset;
    this.bitLength = bitLength;
    this.room = room;
  }
}

/** A process identifier; printed `<0.Number.Serial>` on its own node. */
export class Pid {
  readonly node: Atom;
  readonly number: number;
  readonly serial: number;
  /** Distinguishes incarnations of a node with the same name. */
  readonly creation: number;
  constructor(node: Atom, number: number, serial: number, creation: number) {
    this.node = node;
    this.number = number;
    this.serial = serial;
    this.creation = creation;
  }
}

/** A port identifier; printed `#Port<0.Number>`. */
export class Port {
  readonly node: Atom;
  readonly number: number;
  readonly creation: number;
  constructor(node: Atom, number: number, creation: number) {
    this.node = node;
    this.number = number;
    this.creation = creation;
  }
}

/** A reference; `words` are three 32-bit numbers, least significant first, printed in reverse. */
export class Ref {
  readonly node: Atom;
  readonly words: readonly [number, number, number];
  readonly creation: number;
  constructor(node: Atom, words: readonly [number, number, number], creation: number) {
    this.node = node;
    this.words = words;
    this.creation = creation;
  }
}

/**
 * What a `Fun` knows of its code. The runtime's function entry has these fields and more
 * (runtime/function-entry.ts); terms need no more to print and compare a fun.
 */
export interface FunCode {
  readonly module: Atom;
  /** Name of the lifted function, `-f/1-fun-0-`. */
  readonly name: Atom;
  /** Position among the funs of the module; printed as in `#Fun<m.INDEX.UNIQ>`. */
  readonly funIndex: number;
  /** Hash of the module's code; printed. */
  readonly funUniq: number;
}

/** A fun made by a fun expression: code, and the values it captured. */
export class Fun {
  readonly code: FunCode;
  /** Number of arguments that a caller gives. */
  readonly arity: number;
  readonly env: readonly Term[];
  /** The process that made it, for `erlang:fun_info/2`; null for a constant fun. */
  readonly pid: Pid | null;
  constructor(code: FunCode, arity: number, env: readonly Term[], pid: Pid | null) {
    this.code = code;
    this.arity = arity;
    this.env = env;
    this.pid = pid;
  }
}

/** `fun Module:Function/Arity`. */
export class ExternalFun {
  readonly module: Atom;
  readonly name: Atom;
  readonly arity: number;
  constructor(module: Atom, name: Atom, arity: number) {
    this.module = module;
    this.name = name;
    this.arity = arity;
  }
}

export type List = Cons | Nil;
export type Tuple = readonly Term[];

/** Any Erlang value. */
export type Term =
  number | bigint | Float | Atom | Tuple | Cons | Nil | ErlMap | Bits | Pid | Port | Ref | Fun | ExternalFun;
