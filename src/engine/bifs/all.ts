/** All built-ins by Erlang module, the late ones included: for tools and tests, which need not wait for code. */
import type { NativeRows } from '../runtime/function-entry.ts';
import type { Atom } from '../terms/term.ts';
import { natives as core } from './core.ts';
import './late.ts';

/** Rows by module. */
export const natives: ReadonlyMap<Atom, NativeRows> = core;
