/**
 * Time in module `erlang`. All of it is the world's virtual clock. As on a real node, monotonic time
 * begins far below zero, so that its values in native units are big integers.
 */
import type { Result } from '../../compile/abi.ts';
import type { Machine } from '../../runtime/machine.ts';
import { atom } from '../../terms/atoms.ts';
import { toArray } from '../../terms/lists.ts';
import { normalise, toBigInt } from '../../terms/numbers.ts';
import { Atom, NIL } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { isInteger } from '../../terms/type-tests.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';

/** Nanoseconds at which monotonic time begins (the emulator's own choice, minus a little for booting). */
const START_NS = -576_460_752_303_423_488n + 1_000_000_000n;

/** Parts of a second by unit name. */
const UNITS: Readonly<Record<string, number>> = {
  second: 1,
  seconds: 1,
  millisecond: 1e3,
  milli_seconds: 1e3,
  microsecond: 1e6,
  micro_seconds: 1e6,
  nanosecond: 1e9,
  nano_seconds: 1e9,
  native: 1e9,
  perf_counter: 1e9,
};

/** Parts per second of a time unit term, or undefined. */
function unitOf(term: Term): number | undefined {
  if (term instanceof Atom) return Object.hasOwn(UNITS, term.name) ? UNITS[term.name] : undefined;
  return typeof term === 'number' && term > 0 ? term : undefined;
}

/** The value of monotonic time at the world's beginning, in a unit whose values are small integers. */
export function monotonicStart(unit: 'second' | 'millisecond' | 'microsecond'): number {
  return Number(START_NS / BigInt(1e9 / UNITS[unit]));
}

function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n ? quotient - 1n : quotient;
}

/** Nanoseconds since the world began. */
function elapsed(machine: Machine): number {
  return Math.floor(machine.node.clock.now() * 1000);
}

function inUnit(nanoseconds: bigint, perSecond: number): Term {
  return normalise(perSecond === 1e9 ? nanoseconds : floorDiv(nanoseconds * BigInt(perSecond), 1_000_000_000n));
}

function monotonic(machine: Machine, unit: Term): Result {
  const perSecond = unitOf(unit);
  if (perSecond === undefined) return machine.badarg();
  if (perSecond === 1e6) return monotonicStart('microsecond') + Math.floor(machine.node.clock.now());
  if (perSecond === 1e3) return monotonicStart('millisecond') + Math.floor(machine.node.clock.now() / 1e3);
  return inUnit(START_NS + BigInt(elapsed(machine)), perSecond);
}

function system(machine: Machine, unit: Term): Result {
  const perSecond = unitOf(unit);
  if (perSecond === undefined) return machine.badarg();
  if (perSecond <= 1e6) return Math.floor(systemMicros(machine) / (1e6 / perSecond));
  return inUnit(BigInt(machine.node.clock.epoch) * 1000n + BigInt(elapsed(machine)), perSecond);
}

function offset(machine: Machine, unit: Term): Result {
  const perSecond = unitOf(unit);
  if (perSecond === undefined) return machine.badarg();
  return inUnit(BigInt(machine.node.clock.epoch) * 1000n - START_NS, perSecond);
}

/** Microseconds since 1970. */
export function systemMicros(machine: Machine): number {
  const { clock } = machine.node;
  return Math.floor(clock.epoch + clock.now());
}

function megaSecs(micros: number): Term {
  return [Math.floor(micros / 1e12), Math.floor(micros / 1e6) % 1e6, micros % 1e6];
}

/** `erlang:now/0`: strictly increasing. */
function now(machine: Machine): Result {
  const { node } = machine;
  node.lastNow = Math.max(node.lastNow + 1, systemMicros(machine));
  return megaSecs(node.lastNow);
}

/** `{{Y,M,D},{H,Mi,S}}` of seconds since 1970, in UTC. Source: civil calendar from days. */
export function dateTime(
  seconds: number,
): readonly [readonly [number, number, number], readonly [number, number, number]] {
  const days = Math.floor(seconds / 86400);
  const rest = seconds - days * 86400;
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return [
    [year, month, day],
    [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60],
  ];
}

/** Days from 1970-01-01 to a civil date. */
function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

function isDateTime(term: Term): term is readonly [readonly number[], readonly number[]] {
  if (!Array.isArray(term) || term.length !== 2) return false;
  const [date, time] = term as readonly Term[];
  const three = (t: Term): boolean =>
    Array.isArray(t) && t.length === 3 && (t as readonly Term[]).every((n) => typeof n === 'number');
  if (!three(date) || !three(time)) return false;
  const [y, m, d] = date as readonly number[];
  const [h, min, s] = time as readonly number[];
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return (
    m >= 1 && m <= 12 && d >= 1 && d <= lengths[m - 1] && h >= 0 && h < 24 && min >= 0 && min < 60 && s >= 0 && s < 60
  );
}

function secondsOf(term: readonly [readonly number[], readonly number[]]): number {
  const [[y, m, d], [h, min, s]] = term;
  return daysOf(y, m, d) * 86400 + h * 3600 + min * 60 + s;
}

const NATIVE = atom('native');

/** `erlang:convert_time_unit/3`: rounds towards minus infinity. */
function convert(machine: Machine, time: Term, from: Term, to: Term): Result {
  const source = unitOf(from);
  const target = unitOf(to);
  if (!isInteger(time) || source === undefined || target === undefined) return machine.badarg();
  return normalise(floorDiv(toBigInt(time) * BigInt(target), BigInt(source)));
}

function uniqueInteger(machine: Machine, options: Term): Result {
  const list = toArray(options);
  const good = [atom('positive'), atom('monotonic')];
  if (list === undefined || !list.every((o) => o instanceof Atom && good.includes(o))) return machine.badarg();
  const count = machine.node.nextUnique++;
  return list.includes(good[0]) ? count : normalise(-576_460_752_303_423_488n + BigInt(count));
}

/** The first second that has a local time: the year 1902 begins. */
const LOCAL_SINCE = -2_145_916_800;

const same = (machine: Machine, when: Term): Result =>
  isDateTime(when) && secondsOf(when) >= LOCAL_SINCE ? when : machine.badarg();

export const rows: BifRows = {
  'monotonic_time/0': plain((machine) => monotonic(machine, NATIVE)),
  'monotonic_time/1': plain(monotonic),
  'system_time/0': plain((machine) => system(machine, NATIVE)),
  'system_time/1': plain(system),
  'time_offset/0': plain((machine) => offset(machine, NATIVE)),
  'time_offset/1': plain(offset),
  'timestamp/0': plain((machine) => megaSecs(systemMicros(machine))),
  'now/0': plain(now),
  'convert_time_unit/3': plain(convert),
  'universaltime/0': plain((machine) => dateTime(Math.floor(systemMicros(machine) / 1e6))),
  'localtime/0': plain((machine) => dateTime(Math.floor(systemMicros(machine) / 1e6))),
  'date/0': plain((machine) => dateTime(Math.floor(systemMicros(machine) / 1e6))[0]),
  'time/0': plain((machine) => dateTime(Math.floor(systemMicros(machine) / 1e6))[1]),
  'localtime_to_universaltime/1': plain(same),
  'localtime_to_universaltime/2': plain(same),
  'universaltime_to_localtime/1': plain(same),
  'universaltime_to_posixtime/1': plain((m, when) => (isDateTime(when) ? secondsOf(when) : m.badarg())),
  'posixtime_to_universaltime/1': plain((m, s) => (typeof s === 'number' ? dateTime(s) : m.badarg())),
  'unique_integer/0': plain((machine) => uniqueInteger(machine, NIL)),
  'unique_integer/1': plain(uniqueInteger),
};
