/**
 * Statements to JavaScript: the direct form (structured, labelled blocks) and the resume form (a
 * flat switch that starts at a resumption point). Both print the same statements; the second
 * prints only what a resumption can reach, and leaves heads of functions to the first.
 */
import { analyse, variablesOf } from './ir.ts';
import type { Body } from './ir-text.ts';
import type { Call, Label, Loop, Stmt, Text } from './ir.ts';

/** How one printed form leaves a label, a loop or the function. */
interface Printer {
  readonly jump: (label: Label) => string;
  readonly again: (loop: Loop) => string;
  readonly self: (args: readonly Text[]) => string;
  readonly entry: string;
  readonly used: Set<Label>;
}

/** A value that is another function's: a tail call. */
const IS_CALL = /^([FM]\d+(\.code)?\(|E\d+\.code\(|_apply|_remote|\$\d+ instanceof Fun&&)/;

function leave(p: Printer, on: Label | null): string {
  return on === null ? 'return S' : p.jump(on);
}

function push(p: Printer, pc: number, live: readonly string[]): string {
  return `R.push(${p.entry},${pc},[${live.join()}])`;
}

function block(text: string): string {
  return `{${text}}`;
}

/** True when control cannot reach the end of the list. */
export function ends(list: readonly Stmt[]): boolean {
  const last = list[list.length - 1];
  if (last === undefined) return false;
  switch (last.op) {
    case 'raise':
    case 'break':
    case 'continue':
    case 'wait':
    case 'return':
    case 'self':
    case 'loop':
      return true;
    case 'if':
      return ends(last.then) && ends(last.else);
    default:
      return false;
  }
}

function structured(p: Printer, list: readonly Stmt[]): string {
  let out = '';
  for (const stmt of list) out += one(p, stmt);
  return out;
}

function one(p: Printer, stmt: Stmt): string {
  switch (stmt.op) {
    case 'set':
      return `${stmt.to}=${stmt.value};`;
    case 'do':
      return `${stmt.value};`;
    case 'may': {
      const slow = `(${stmt.to}=${stmt.value})===S`;
      return `if(${stmt.fast === null ? slow : `!(${stmt.fast})&&${slow}`})${leave(p, stmt.on)};`;
    }
    case 'call': {
      const begin = `R.sites[R.sp++]=B+${stmt.site};if((${stmt.to}=${stmt.value})===S){if(R.exception===null)`;
      return stmt.on === null
        ? `${begin}${push(p, stmt.pc, stmt.live)};return S}R.sp--;`
        : `${begin}{${push(p, stmt.pc, stmt.live)};return S}${p.jump(stmt.on)}}R.sp--;`;
    }
    case 'raise':
      if (stmt.on === null) return `return ${stmt.value ?? 'S'};`;
      return `${stmt.value === null ? '' : `${stmt.value};`}${p.jump(stmt.on)};`;
    case 'if': {
      const then = structured(p, stmt.then);
      const other = structured(p, stmt.else);
      if (then === '') return other === '' ? '' : `if(!(${stmt.test}))${block(other)}`;
      if (other === '') return `if(${stmt.test})${block(then)}`;
      return ends(stmt.then)
        ? `if(${stmt.test})${block(then)}${other}`
        : `if(${stmt.test})${block(then)}else${block(other)}`;
    }
    case 'block': {
      const body = structured(p, stmt.body);
      return p.used.has(stmt.label) ? `b${stmt.label}:${block(body)}` : body;
    }
    case 'break':
      return `${p.jump(stmt.label)};`;
    case 'loop':
      return `l${stmt.pc}:for(;;)${block(structured(p, stmt.body))}`;
    case 'continue':
      return `${p.again(stmt.loop)};`;
    case 'wait':
      return `${push(p, stmt.loop.pc, stmt.loop.live)};return S;`;
    case 'return':
      return IS_CALL.test(stmt.value) ? `return R.tails++,${stmt.value};` : `return ${stmt.value};`;
    case 'self':
      return p.self(stmt.args);
  }
}

/** Parallel assignment of the arguments of a loop. */
function reassign(params: readonly Text[], args: readonly Text[]): string {
  const moves: [string, string][] = [];
  for (let i = 0; i < params.length; i++) if (params[i] !== args[i]) moves.push([params[i], args[i]]);
  let out = '';
  while (moves.length > 0) {
    const free = moves.findIndex(([to], i) => moves.every(([, from], j) => i === j || !mentions(from, to)));
    if (free >= 0) {
      const [[target, from]] = moves.splice(free, 1);
      out += `${target}=${from};`;
    } else {
      const spare = `s${moves.length}`;
      const to = moves[0][0];
      out += `let ${spare}=${to};`;
      for (const move of moves) move[1] = rename(move[1], to, spare);
    }
  }
  return out;
}

function mentions(text: Text, name: Text): boolean {
  return variablesOf(text).includes(name);
}

function rename(text: Text, name: Text, to: Text): Text {
  return text.replace(/\$\d+/g, (found) => (found === name ? to : found));
}

// ── The flat form ───────────────────────────────────────────────────────────────────────────

function suspends(stmt: Stmt): boolean {
  switch (stmt.op) {
    case 'call':
    case 'loop':
      return true;
    case 'if':
      return stmt.then.some(suspends) || stmt.else.some(suspends);
    case 'block':
      return stmt.body.some(suspends);
    default:
      return false;
  }
}

interface Flat {
  readonly p: Printer;
  text: string;
  reachable: boolean;
  nextPc: number;
  readonly targets: Map<Label, number>;
  readonly taken: Set<number>;
  readonly loads: string[];
}

function jumpTo(f: Flat, pc: number): string {
  f.taken.add(pc);
  return `{pc=${pc};continue}`;
}

function flatten(f: Flat, list: readonly Stmt[]): void {
  for (const stmt of list) {
    if (!suspends(stmt)) {
      if (f.reachable) f.text += one(f.p, stmt);
      if (f.reachable && ends([stmt])) f.reachable = false;
      continue;
    }
    if (stmt.op === 'call') {
      if (f.reachable) {
        f.text += `R.sites[R.sp++]=B+${stmt.site};if((v=${stmt.value})===S&&R.exception===null){${push(f.p, stmt.pc, stmt.live)};return S}`;
      }
      flatCall(f, stmt);
    } else if (stmt.op === 'if') {
      const otherwise = f.nextPc++;
      const join = f.nextPc++;
      const before = f.reachable;
      if (before) f.text += `if(!(${stmt.test}))${jumpTo(f, otherwise)}`;
      flatten(f, stmt.then);
      if (f.reachable) f.text += jumpTo(f, join);
      f.reachable = before;
      if (before) f.text += `case ${otherwise}:`;
      flatten(f, stmt.else);
      land(f, join);
    } else if (stmt.op === 'block') {
      const join = f.nextPc++;
      f.targets.set(stmt.label, join);
      flatten(f, stmt.body);
      f.targets.delete(stmt.label);
      land(f, join);
    } else if (stmt.op === 'loop') {
      f.text += `case ${stmt.pc}:`;
      f.loads.push(load(stmt.pc, stmt.live));
      f.reachable = true;
      flatten(f, stmt.body);
      f.reachable = false;
    }
  }
}

function land(f: Flat, pc: number): void {
  if (f.taken.has(pc)) {
    f.text += `case ${pc}:`;
    f.reachable = true;
  }
}

function load(pc: number, live: readonly string[]): string {
  return live.length === 0 ? '' : `case ${pc}:${live.map((name, i) => `${name}=L[${i}]`).join()};break;`;
}

function flatCall(f: Flat, call: Call): void {
  f.loads.push(load(call.pc, call.live));
  f.text += `case ${call.pc}:if(v===S)${leave(f.p, call.on)};R.sp--;${call.to}=v;`;
  f.reachable = true;
}

// ── The door ────────────────────────────────────────────────────────────────────────────────

export interface FunctionBody extends Body {
  /** Name of the direct form. */
  readonly js: string;
  /** Variable of the function's entry. */
  readonly entry: string;
}

function collectBreaks(list: readonly Stmt[], used: Set<Label>): void {
  for (const stmt of list) {
    if (stmt.op === 'break') used.add(stmt.label);
    else if (stmt.op === 'may' || stmt.op === 'call' || stmt.op === 'raise') {
      if (stmt.on !== null) used.add(stmt.on);
    } else if (stmt.op === 'if') {
      collectBreaks(stmt.then, used);
      collectBreaks(stmt.else, used);
    } else if (stmt.op === 'block' || stmt.op === 'loop') collectBreaks(stmt.body, used);
  }
}

/** Locals per unit of fuel: one burst of calls must fit the native stack of a worker. */
const LOCALS_PER_REDUCTION = 24;

function declare(variables: readonly Text[]): string {
  return variables.length === 0 ? '' : `let ${variables.join()};`;
}

/** Prints the direct form: a function declaration. */
export function emitDirect(fn: FunctionBody): string {
  const { selfCalls } = analyse(fn.statements);
  const used = new Set<Label>();
  collectBreaks(fn.statements, used);
  const params = fn.params.join();
  const p: Printer = {
    jump: (label) => `break b${label}`,
    again: (loop) => `continue l${loop.pc}`,
    self: (args) => `${reassign(fn.params, args)}continue r;`,
    entry: fn.entry,
    used,
  };
  const body = structured(p, fn.statements);
  const weight = 1 + Math.floor((fn.params.length + fn.locals.length) / LOCALS_PER_REDUCTION);
  const head =
    `if(${fn.entry}.bp!==null){if(R.skip!==${fn.entry})return R.hit(${fn.entry},[${params}]);R.skip=null}` +
    `if((R.fuel-=${weight})<0&&R.spent()){R.push(${fn.entry},0,[${params}]);return S}` +
    (weight > 1 ? `R.tails+=${weight - 1};` : '');
  const whole = selfCalls > 0 ? `r:for(;;){${head}${body}}` : head + body;
  return `function ${fn.js}(${params}){${declare(fn.locals)}${whole}}`;
}

/** Prints the resume form: an expression. Nothing but `pc` 0 exists when nothing in the function can suspend. */
export function emitResume(fn: FunctionBody): string {
  const { points } = analyse(fn.statements);
  if (points === 0) return `(pc,L)=>again(${fn.entry},L)`;
  const used = new Set<Label>();
  collectBreaks(fn.statements, used);
  const f: Flat = {
    p: {
      jump: (label) => {
        const pc = f.targets.get(label);
        return pc === undefined ? `break b${label}` : jumpTo(f, pc);
      },
      again: (loop) => `{pc=${loop.pc};continue}`,
      self: (args) => `return R.tails++,${fn.js}(${args.join()});`,
      entry: fn.entry,
      used,
    },
    text: '',
    reachable: false,
    nextPc: points + 1,
    targets: new Map(),
    taken: new Set(),
    loads: [],
  };
  flatten(f, fn.statements);
  const loads = f.loads.join('');
  const all = `${loads === '' ? '' : `switch(pc){${loads}}`}for(;;)switch(pc){${f.text}}`;
  return `(pc,L,v)=>{if(pc===0)return again(${fn.entry},L);${declare([...fn.params, ...fn.locals])}${all}}`;
}
