/**
 * Linking: the one place where text becomes code. Functions that a module's body holds are printed and evaluated
 * when it is loaded, the others when the first of them is called, resume forms when they are first needed.
 * What was evaluated is kept for the next loading of the same body.
 */
import type { Code, Link, LinkContext, ModuleBody, ModuleCode, Rest, Resume, Support } from '../compile/abi.ts';
import { resumeText, supportNames, unitText } from '../compile/link-text.ts';
import { callCode } from '../runtime/function-entry.ts';
import { again } from '../runtime/support.ts';
import type { Term } from '../terms/term.ts';

type Unit<T> = (support: Support, context: LinkContext) => T;

function evaluate<T>(text: string): Unit<T> {
  const make = new Function(`"use strict";return ${text}`) as () => Unit<T>;
  return make();
}

/** The link function of a compiled module; `rest` gives the functions that its body lacks. */
export function linkOf(code: ModuleCode, body: ModuleBody, rest: Rest | null = null): Link {
  const held = new Map<number, string>();
  body.functions.forEach((text, index) => {
    if (text !== null) held.set(index, text);
  });
  const late = new Map<number, ReadonlyMap<number, string>>();
  const units = new Map<ReadonlyMap<number, string>, Unit<readonly Code[]>>();
  const resumes = new Map<number, Unit<Resume>>();

  function textsWith(index: number): ReadonlyMap<number, string> {
    if (held.has(index)) return held;
    let texts = late.get(index);
    if (texts === undefined) {
      texts = rest?.(index) ?? new Map<number, string>();
      if (!texts.has(index)) throw new Error(`engine: no text of function ${index} of ${code.name}`);
      for (const other of texts.keys()) late.set(other, texts);
    }
    return texts;
  }

  function unit(names: string, texts: ReadonlyMap<number, string>): Unit<readonly Code[]> {
    let made = units.get(texts);
    if (made === undefined) {
      made = evaluate(unitText(names, code, body, texts));
      units.set(texts, made);
    }
    return made;
  }

  function resumeOf(names: string, index: number): Unit<Resume> {
    let made = resumes.get(index);
    if (made === undefined) {
      made = evaluate(resumeText(names, code, body, index, textsWith(index).get(index)!));
      resumes.set(index, made);
    }
    return made;
  }

  return (support, context) => {
    const names = supportNames(support);
    const codes: Code[] = [];
    if (held.size > 0) {
      const made = unit(names, held)(support, context);
      let at = 0;
      for (const index of held.keys()) codes[index] = made[at++];
    }
    const stubs = new Map<number, Code>();
    const fetchLate = (index: number): void => {
      const texts = textsWith(index);
      const made = unit(names, texts)(support, context);
      let at = 0;
      for (const other of texts.keys()) {
        const entry = context.entries[other];
        if (entry.code === stubs.get(other)) context.replace(entry, made[at]);
        at++;
      }
    };
    for (let index = 0; index < body.functions.length; index++) {
      if (held.has(index)) continue;
      const stub = (...args: Term[]): ReturnType<Code> => {
        const entry = context.entries[index];
        if (entry.code === stub) fetchLate(index);
        return callCode(entry.code, args);
      };
      stubs.set(index, stub);
      codes[index] = stub;
    }
    return codes.map((run, index) => {
      const first: Resume = (pc, live, value) => {
        const entry = context.entries[index];
        if (pc === 0) return again(entry, live);
        entry.resume = resumeOf(names, index)(support, context);
        return entry.resume(pc, live, value);
      };
      return [run, first];
    });
  };
}
