/**
 * Booting one node: its record, its built-ins, its tracing, where its modules come from, and the first
 * process. What a full boot starts is Erlang code (`init:boot/1`); a bare node runs one function only.
 */
import { loadFromFolder } from '../bifs/erl_code_host.ts';
import type { Support } from '../compile/abi.ts';
import { loadModule, loadNatives } from '../runtime/load.ts';
import type { ModuleText } from '../runtime/load.ts';
import { newNodeState } from '../runtime/node-state.ts';
import type { NodeState } from '../runtime/node-state.ts';
import type { NativeRows } from '../runtime/function-entry.ts';
import { machine, NO_TAP } from '../runtime/registers.ts';
import type { CallHook, NodeHost, Terminal } from '../runtime/seams.ts';
import { addPort, closePortsOf } from '../runtime/ports.ts';
import type { PortDriver } from '../runtime/ports.ts';
import { PLAIN_SPAWN, spawnCall } from '../runtime/spawn.ts';
import type { Process } from '../runtime/process.ts';
import { atom } from '../terms/atoms.ts';
import { fromArray } from '../terms/lists.ts';
import type { Atom, Pid, Term } from '../terms/term.ts';
import { traceNode } from './trace-services.ts';
import type { World } from './world.ts';

/** A node's modules and what it does for its host. */
export interface NodeOptions {
  readonly name: string;
  /** The compiled text of a module, or undefined when there is none. */
  readonly code: (module: string) => LoadableText | undefined;
  readonly natives: ReadonlyMap<Atom, NativeRows>;
  readonly support: Support;
  /** Ticks up when a node of the same name starts again. */
  readonly creation?: number;
  readonly applicationSpec?: (name: string) => string | undefined;
  readonly header?: (path: string) => string | undefined;
  readonly sourceForms?: (module: string) => { readonly forms: Term; readonly path: string } | undefined;
  readonly terminal?: Terminal;
  /** Standard error of the emulator. */
  readonly print?: (text: string) => void;
  readonly halted?: (status: number, slogan: string | null) => void;
}

export interface LoadableText extends ModuleText {
  /** What `code:which/1` answers. */
  readonly path?: string;
}

const NO_TERMINAL: Terminal = { putChars() {}, readLine() {}, size: () => null };

const NO_HOOK: CallHook = {
  tracesInlined: false,
  loaded() {},
  handled() {},
  call(entry, args) {
    machine.skip = entry;
    return (entry.code as (...values: Term[]) => ReturnType<CallHook['call']>)(...args);
  },
};

/** Adds a node to a world; it has no processes yet. */
export function addNode(world: World, options: NodeOptions): NodeState {
  const name = atom(options.name);
  const host: NodeHost = {
    loadModule: (module) => {
      if (loadFromFolder(node, module)) return true;
      const text = options.code(module.name);
      if (text === undefined) return loadNatives(node, module);
      loadModule(node, options.support, text, text.path ?? '');
      return true;
    },
    halt: (status, slogan) => {
      node.halted = true;
      options.halted?.(status, slogan);
    },
    print: (text) => options.print?.(text),
    modulePath: (module) => {
      const text = options.code(module.name);
      if (text === undefined) return options.natives.has(module) ? 'preloaded' : undefined;
      return text.path ?? `${module.name}.beam`;
    },
    applicationSpec: (spec) => options.applicationSpec?.(spec),
    header: (path) => options.header?.(path),
    sourceForms: (module) => options.sourceForms?.(module.name),
    terminal: options.terminal ?? NO_TERMINAL,
  };
  const node: NodeState = newNodeState(name, options.creation ?? 0, options.natives, {
    clock: world.clock,
    transport: world.network,
    entropy: world.random,
    host,
    tap: NO_TAP,
    callHook: NO_HOOK,
  });
  node.exitHooks.push(closePortsOf);
  traceNode(node);
  world.network.nodes.set(name, node);
  world.nodes.push(node);
  return node;
}

/** The port that starts programs on a real node; nobody is linked to it. Two numbers go to ports that are closed at once. */
function openForker(node: NodeState, init: Pid): void {
  const driver: PortDriver = { name: 'forker', command: () => false, closed: () => undefined };
  addPort(node, driver, init, {});
  node.nextPort += 2;
}

/** The emulator's own entry, which calls `init:boot/1` in OTP. */
const BOOT = { module: atom('erl_init'), name: atom('start'), arity: 2 };

/** Starts a process on a node from outside (its first one, or a test's). */
export function startProcess(node: NodeState, module: string, name: string, args: readonly Term[]): Process {
  const process = spawnCall(node, null, atom(module), atom(name), args, fromArray(args), PLAIN_SPAWN);
  if (module === 'init' && name === 'boot') {
    process.initialCall = BOOT;
    openForker(node, process.pid);
  }
  return process;
}
