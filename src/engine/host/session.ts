// Opens one world per lab for the message loop. The engine is not connected yet, so opening is refused.
import type { OpenSession } from './session-types.ts';

/** Refuses: there is no world to open yet. */
export const openSession: OpenSession = () => Promise.reject(new Error('the engine is not connected'));
