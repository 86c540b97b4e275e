// The worlds that sessions open: a bare node with a shell, or the node of cat_traveler with the load agents on a node of
// their own. Both nodes know each other by the network only, as two machines would.
import { natives } from '../bifs/core.ts';
import { moduleSupport } from '../bifs/module-support.ts';
import type { NodeState } from '../runtime/node-state.ts';
import type { Terminal } from '../runtime/seams.ts';
import { atom } from '../terms/atoms.ts';
import { fromArray, listFromString, listOf } from '../terms/lists.ts';
import { mapFromPairs } from '../terms/maps.ts';
import { NIL } from '../terms/term.ts';
import type { Term } from '../terms/term.ts';
import { addNode, startProcess } from './node.ts';
import type { NodeOptions } from './node.ts';
import { newWorld } from './world.ts';
import type { World } from './world.ts';
import type { CodeStore } from './code-store.ts';

/** `cats`: a shell on the node of cat_traveler under load; `agents`: on the node of its agents; `bare`: a shell alone. */
export type WorldPreset = 'cats' | 'agents' | 'bare';

export type Halted = (status: number, slogan: string | null) => void;

/** `node` is the one with the terminal, `agent` the other one where there is one. */
export type OpenedWorld = { readonly world: World; readonly node: NodeState; readonly agent: NodeState | null };

/** What `erl`'s command line tells a node; all of it may be left out. */
export type NodeStart = {
  readonly name: string;
  readonly flags: readonly (readonly [string, readonly string[]])[];
  /** `+pc`: which characters count as text. */
  readonly printableRange: 'latin1' | 'unicode';
  readonly plain: readonly string[];
  readonly applications: readonly string[];
  /** `embedded`, as a release is: the modules of the applications are loaded before they start. */
  readonly mode: 'interactive' | 'embedded';
  /** Expressions, as text, evaluated once the applications have started. */
  readonly evaluate: readonly string[];
  /** `[Module, Function, Arguments]`, called before them. */
  readonly call: readonly (readonly [string, string, readonly Term[]])[];
};

export type WorldStart = {
  readonly preset: WorldPreset;
  readonly seed: number;
  readonly code: Pick<CodeStore, 'module' | 'applicationSpec' | 'header'> & Pick<NodeOptions, 'sourceForms'>;
  readonly terminal: Terminal;
  readonly halted?: Halted | undefined;
  readonly print: (text: string) => void;
  /** The node with the terminal. */
  readonly start?: Partial<NodeStart>;
  /** Of the agents' node, which has no shell without it. */
  readonly agentTerminal?: Terminal | undefined;
  /** How many cats there are, and so agents; the four of the article without it. */
  readonly cats?: number | undefined;
};

/** Applications of the node with the terminal, and of the agents' node. */
export const SERVICE_APPLICATIONS = ['cat_traveler', 'recon', 'runtime_tools', 'redbug'];
const AGENT_APPLICATIONS = ['load_agent'];

/**
 * 1 March 2024, 12:00 UTC, in microseconds. The seed chooses the day: agents draw their towns and pauses from the second
 * of their start, so another day is another story, and the story does not hang on how many reductions a boot takes.
 */
const NOON = 1_709_294_400_000_000;
const DAY = 86_400_000_000;
const DAYS = 10_000;

/** Makes a world; nothing runs before the world is run. */
export function openWorld(options: WorldStart): OpenedWorld {
  const { preset, code, terminal, halted, print, start = {}, agentTerminal, cats } = options;
  const world = newWorld({ seed: options.seed, epoch: NOON + (options.seed % DAYS) * DAY });
  const shared = {
    natives,
    support: moduleSupport(),
    code: code.module,
    applicationSpec: code.applicationSpec,
    header: code.header,
    ...(code.sourceForms === undefined ? {} : { sourceForms: code.sourceForms }),
    print,
  };
  const own = { name: start.name ?? 'nonode@nohost', terminal, ...(halted === undefined ? {} : { halted }) };
  const theirs = {
    name: preset === 'cats' ? 'load_agent@nohost' : 'cat_traveler@nohost',
    ...(agentTerminal === undefined ? {} : { terminal: agentTerminal }),
  };
  const node = addNode(world, { ...shared, ...own });
  if (start.printableRange !== undefined) node.flags.set(atom('printable_range'), atom(start.printableRange));
  const service = preset === 'cats' ? SERVICE_APPLICATIONS : preset === 'agents' ? AGENT_APPLICATIONS : [];
  const config: Term = cats === undefined ? NIL : listOf([atom('load_agent'), listOf([atom('cats'), cats])]);
  startProcess(node, 'init', 'boot', [
    bootOptions({ mode: 'embedded', ...start, config, applications: [...service, ...(start.applications ?? [])] }),
  ]);
  if (preset === 'bare') return { world, node, agent: null };
  const other = addNode(world, { ...shared, ...theirs });
  const flags: NodeStart['flags'] = agentTerminal === undefined ? [['noshell', []]] : [];
  const otherApplications = preset === 'cats' ? AGENT_APPLICATIONS : SERVICE_APPLICATIONS;
  startProcess(other, 'init', 'boot', [
    bootOptions({ flags, mode: 'embedded', applications: otherApplications, config }),
  ]);
  return { world, node, agent: other };
}

function strings(texts: readonly string[]): Term {
  return fromArray(texts.map((text) => listFromString(text)));
}

/** The options of `init:boot/1`. */
function bootOptions({
  flags = [],
  plain = [],
  applications = [],
  mode = 'interactive',
  evaluate = [],
  call = [],
  config = NIL,
}: Partial<NodeStart> & { readonly config?: Term }): Term {
  return mapFromPairs([
    [atom('flags'), fromArray(flags.map(([flag, values]): Term => [atom(flag), strings(values)]))],
    [atom('plain'), strings(plain)],
    [atom('config'), config],
    [atom('applications'), fromArray(applications.map((name) => atom(name)))],
    [atom('mode'), atom(mode)],
    [atom('eval'), strings(evaluate)],
    [atom('run'), fromArray(call.map(([m, f, args]): Term => [atom(m), atom(f), fromArray(args)]))],
    [atom('progname'), listFromString('erl')],
  ]);
}
