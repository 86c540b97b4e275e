/**
 * Linking: the one place where text becomes code. Functions that a module holds at the start are printed and evaluated
 * when it is loaded, the others when the first of them is called, resume forms when they are first needed.
 * What was evaluated is kept for the next loading of the same body.
 */
import type {
  Code,
  Link,
  LinkContext,
  ModuleBody,
  ModuleCode,
  ModulePart,
  Rest,
  Resume,
  Support,
} from '../compile/abi.ts';
import { resumeText, supportNames, unitText } from '../compile/link-text.ts';
import { callCode } from '../runtime/function-entry.ts';
import { again } from '../runtime/support.ts';
import type { Term } from '../terms/term.ts';

type Unit<T> = (support: Support, context: LinkContext) => T;

function evaluate<T>(text: string): Unit<T> {
  const make = new Function(`"use strict";return ${text}`) as () => Unit<T>;
  return make();
}

/** The link function of a compiled module. */
export function linkOf(code: ModuleCode, body: ModuleBody): Link {
  return linkPart(code, { ...body, functions: new Map(body.functions.entries()) }, null);
}

/** The link function of a module of which `held` is there; `rest` gives other functions. */
export function linkPart(code: ModuleCode, held: ModulePart, rest: Rest | null): Link {
  const late = new Map<number, ModulePart>();
  const units = new Map<ModulePart, Unit<readonly Code[]>>();
  const resumes = new Map<number, Unit<Resume>>();

  function partWith(index: number): ModulePart {
    if (held.functions.has(index)) return held;
    let part = late.get(index);
    if (part === undefined) {
      part = rest?.(index);
      if (part?.functions.has(index) !== true) throw new Error(`engine: no text of function ${index} of ${code.name}`);
      for (const other of part.functions.keys()) late.set(other, part);
    }
    return part;
  }

  function unit(names: string, part: ModulePart): Unit<readonly Code[]> {
    let made = units.get(part);
    if (made === undefined) {
      made = evaluate(unitText(names, code, part));
      units.set(part, made);
    }
    return made;
  }

  function resumeOf(names: string, index: number): Unit<Resume> {
    let made = resumes.get(index);
    if (made === undefined) {
      made = evaluate(resumeText(names, code, partWith(index), index));
      resumes.set(index, made);
    }
    return made;
  }

  return (support, context) => {
    const names = supportNames(support);
    const codes = new Map<number, Code>();
    if (held.functions.size > 0) {
      const made = unit(names, held)(support, context);
      let at = 0;
      for (const index of held.functions.keys()) codes.set(index, made[at++]);
    }
    const stubs = new Map<number, Code>();
    const fetchLate = (index: number): void => {
      context.complete();
      const part = partWith(index);
      const made = unit(names, part)(support, context);
      let at = 0;
      for (const other of part.functions.keys()) {
        const entry = context.entries[other];
        if (entry.code === stubs.get(other)) context.replace(entry, made[at]);
        at++;
      }
    };
    const stubOf = (index: number): Code => {
      const stub = (...args: Term[]): ReturnType<Code> => {
        const entry = context.entries[index];
        if (entry.code === stub) fetchLate(index);
        return callCode(entry.code, args);
      };
      stubs.set(index, stub);
      return stub;
    };
    return (index) => {
      const first: Resume = (pc, live, value) => {
        const entry = context.entries[index];
        if (pc === 0) return again(entry, live);
        entry.resume = resumeOf(names, index)(support, context);
        return entry.resume(pc, live, value);
      };
      return [codes.get(index) ?? stubOf(index), first];
    };
  };
}
