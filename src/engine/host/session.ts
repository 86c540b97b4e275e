// One world per lab: runs it in slices, hands typed lines to its shell one prompt at a time, and tells what it prints.
import type { OutputSource, SessionEvent, SessionOptions, SessionStatus } from '../client/protocol.ts';
import { exitSignal } from '../runtime/exit.ts';
import { atom, KILL } from '../terms/atoms.ts';
import { stopTracing } from '../trace/stop.ts';
import { startProcess } from '../world/node.ts';
import { sendInterrupt, sendLine } from '../world/terminal.ts';
import { nextEvent, run } from '../world/world.ts';
import { openWorld } from './cats-world.ts';
import type { CodeStore } from './code-store.ts';
import type { HostSession, OpenSession } from './session-types.ts';
import { goesOn, startedByReader, watchShell } from './shell-watch.ts';
import type { ShellWatch } from './shell-watch.ts';

/** Reductions between two questions whether to go on. */
const STRETCH = 20_000;
/** Virtual microseconds that pass at most before the session looks around. */
const STEP = 20_000;
/** Virtual microseconds that a prompt must wait undisturbed before the world rests. */
const SETTLE = 100_000;
/** Virtual microseconds that tools and evaluations have to end after a Stop. */
const GRACE = 50_000;
const ROWS = 24;
/** Tools that print a last line of their own when they are stopped: the process they register, and how to stop them. */
const TOOLS: readonly (readonly [string, string, string])[] = [
  ['redbug', 'redbug', 'stop'],
  ['recon_trace_tracer', 'recon_trace', 'clear'],
  ['dbg', 'dbg', 'stop'],
];

/** Gives the function that opens sessions over a store of code; the store is asked for once. */
export function createOpenSession(loadStore: () => Promise<CodeStore>): OpenSession {
  let loading: Promise<CodeStore> | null = null;
  return async (options, emit) => {
    loading ??= loadStore();
    try {
      return openSession(await loading, options, emit);
    } catch (error) {
      loading = null;
      throw error;
    }
  };
}

function openSession(store: CodeStore, options: SessionOptions, emit: (event: SessionEvent) => void): HostSession {
  let { columns } = options;
  let counter = 0;
  let isAtPrompt = false;
  let isHalted = false;
  let isStopping = false;
  let status: SessionStatus = 'booting';
  /** Lines typed and not yet asked for. */
  let pending: string[] = [];
  /** Since when the prompt has been waiting undisturbed; null while something goes on. */
  let quietSince: number | null = null;
  let watch: ShellWatch | null = null;
  /** The virtual time by which what a Stop ends must have ended. */
  let stopBy: number | null = null;

  const { world, node } = openWorld({
    preset: options.world,
    seed: options.seed,
    code: store,
    terminal: {
      putChars: (source, text) => {
        emit({ kind: 'output', time: now(), source: source === 'user' ? 'report' : sourceOf(text), text });
        quietSince = null;
      },
      readLine: (prompt) => {
        const [, digits] = /(\d+)> $/.exec(prompt) ?? [];
        if (digits !== undefined) counter = Number(digits);
        isAtPrompt = true;
        quietSince = null;
      },
      size: () => [columns, ROWS],
    },
    halted: (code, slogan) => {
      isHalted = true;
      const isMemory = slogan?.includes('memory') === true;
      const detail = slogan ?? `halt(${String(code)})`;
      emit({ kind: 'crashed', time: now(), reason: isMemory ? 'memory' : 'node-halted', detail });
    },
    print: (text) => {
      emit({ kind: 'output', time: now(), source: 'output', text });
    },
  });

  function now(): number {
    return Math.floor(world.clock.now());
  }

  function setStatus(next: SessionStatus): void {
    if (status === next) return;
    status = next;
    emit({ kind: 'status', time: now(), status });
  }

  /** What the reader started and did not end in time is killed. */
  function enforceStop(): void {
    if (stopBy === null || world.clock.time < stopBy) return;
    stopBy = null;
    if (watch !== null) for (const process of startedByReader(node, watch)) exitSignal(process, process.pid, KILL, false);
  }

  /** Hands over the next typed line when the shell asks for one. */
  function feed(): void {
    if (!isAtPrompt || isHalted) return;
    const line = pending.shift();
    if (line === undefined) return;
    isAtPrompt = false;
    quietSince = null;
    emit({ kind: 'echo', time: now(), counter, text: line });
    setStatus('running');
    sendLine(node, `${line}\n`);
  }

  /** After a stretch: is there a line to hand over, is anything still going on, may the world rest? */
  function look(): void {
    if (isHalted) return;
    enforceStop();
    if (isAtPrompt && watch === null) watch = watchShell(node);
    feed();
    if (!isAtPrompt || watch === null || pending.length > 0) return;
    if (goesOn(node, watch)) {
      quietSince = null;
      if (status === 'booting' || status === 'idle' || status === 'stopped') setStatus('running');
      return;
    }
    quietSince ??= world.clock.time;
    if (world.clock.time - quietSince < SETTLE || status === 'idle' || status === 'stopped') return;
    emit({ kind: 'prompt', time: now(), counter });
    setStatus(isStopping ? 'stopped' : 'idle');
    isStopping = false;
    stopBy = null;
  }

  return {
    run: (until, mayGoOn) => {
      while (!isHalted && mayGoOn() && world.clock.time < until) {
        // Short steps, so that the clock never jumps over the moment at which the world may rest.
        const stopped = run(world, Math.min(until, world.clock.time + STEP), STRETCH);
        look();
        if (stopped === 'idle' && status !== 'running') break;
      }
      return { now: now(), wake: isHalted ? null : nextEvent(world) };
    },
    input: (text) => {
      const lines = text.split('\n');
      if (lines.at(-1) === '') lines.pop();
      pending.push(...lines);
      isStopping = false;
      stopBy = null;
      setStatus('running');
      feed();
    },
    stop: () => {
      pending = [];
      isStopping = true;
      stopBy = world.clock.time + GRACE;
      for (const [registered, module, name] of TOOLS) {
        if (node.registered.has(atom(registered))) startProcess(node, module, name, []);
      }
      stopTracing(node);
      if (!isAtPrompt) sendInterrupt(node);
      quietSince = null;
      if (status === 'idle') setStatus('running');
    },
    setColumns: (wanted) => {
      columns = wanted;
    },
    close: () => {
      isHalted = true;
      world.nodes = [];
    },
  };
}

/** What the shell's own lines look like when something went wrong. */
function sourceOf(text: string): OutputSource {
  return /^\*{1,2} (\d+:\d+: |exception |\d+: )/.test(text) ? 'error' : 'output';
}
