// One world per lab: runs it in slices, hands typed lines to its shell one prompt at a time, and tells what it prints.
// Invariant: what a world prints, and when, depends on its seed and on what was typed, not on how its slices were cut:
// lines are handed over when the shell asks, and the world is looked at when its own clock says so.
import type { OutputSource, SessionEvent, SessionOptions, SessionStatus } from '../client/protocol.ts';
import { openWorld } from '../world/cats-world.ts';
import type { CodeStore } from '../world/code-store.ts';
import { completions } from '../world/completion.ts';
import { processCard, worldFigures } from '../world/inspect.ts';
import { askToStop, goesOn, killPlaying } from '../world/shell-watch.ts';
import { sendInterrupt, sendLine } from '../world/terminal.ts';
import { nextEvent, run } from '../world/world.ts';
import type { HostSession, OpenSession } from './session-types.ts';

/** Reductions between two questions whether to go on. */
const STRETCH = 20_000;
/** Virtual microseconds between two looks at the world. */
const STEP = 20_000;
/** The same while a Stop is carried out. */
const STEP_OF_STOP = 2_000;
/** Virtual microseconds that a prompt must wait undisturbed before the world rests. */
const SETTLE = 100_000;
/** Virtual microseconds after a Stop: when what the reader started is killed, when the shell is, when it counts as gone. */
const KILL_AFTER = 20_000;
const KILL_SHELL_AFTER = 100_000;
const GIVE_UP_AFTER = 500_000;
/** The same in slices of the host, for work that takes much real time and little virtual; with a crowd at work the first is one. */
const KILL_AFTER_SLICES = 3;
const KILL_SHELL_AFTER_SLICES = 6;
const CROWD = 500;
const ROWS = 24;
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
  let status: SessionStatus = 'booting';
  /** Lines typed and not yet asked for. */
  let pending: string[] = [];
  /** Lines were handed over under this prompt and nothing has been printed since; `isEnded`: a dot of ours was the last. */
  let unanswered: { readonly counter: number; readonly isEnded: boolean } | null = null;
  /** Since when the prompt has been waiting undisturbed; null while something goes on. */
  let quietSince: number | null = null;
  let nextLook = STEP;
  /** When the reader pressed Stop, and how far what follows has gone. */
  let stopping: { readonly at: number; slices: number; killed: number } | null = null;

  const { world, node } = openWorld({
    preset: options.world,
    seed: options.seed,
    code: store,
    terminal: {
      putChars: (source, text) => {
        unanswered = null;
        quietSince = null;
        emit({ kind: 'output', time: now(), source: source === 'user' ? 'report' : sourceOf(text), text });
      },
      readLine: (prompt) => {
        const [, digits] = /(\d+)> $/.exec(prompt) ?? [];
        isAtPrompt = true;
        quietSince = null;
        if (digits !== undefined) {
          counter = Number(digits);
          if (pending.length === 0 && unanswered?.counter === counter) endExpression(unanswered.isEnded);
        }
        feed();
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

  /** Hands over the next typed line if the shell asks for one; not before the node has come to rest after its boot. */
  function feed(): void {
    if (!isAtPrompt || isHalted || status === 'booting') return;
    const line = pending.shift();
    if (line === undefined) return;
    isAtPrompt = false;
    quietSince = null;
    emit({ kind: 'echo', time: now(), counter, text: line });
    unanswered = { counter, isEnded: false };
    setStatus('running');
    sendLine(node, `${line}\n`);
  }

  /** The shell asks for the rest of an expression; the reader's text is whole, so a dot ends it, or nothing does. */
  function endExpression(isEnded: boolean): void {
    isAtPrompt = false;
    unanswered = isEnded ? null : { counter, isEnded: true };
    if (isEnded) sendInterrupt(node);
    else sendLine(node, '.\n');
  }

  /** What a Stop could not end by asking is killed: first what the reader started, then the shell. */
  function enforceStop(): void {
    if (stopping === null) return;
    const waited = world.clock.time - stopping.at;
    const { slices } = stopping;
    const isLate =
      slices >= KILL_AFTER_SLICES || (slices > 0 && world.nodes.some(({ runQueue }) => runQueue.length > CROWD));
    if (stopping.killed === 0 && (waited >= KILL_AFTER || isLate)) {
      stopping.killed = 1;
      killPlaying(node, isAtPrompt ? ['reader'] : ['evaluator', 'reader']);
    } else if (stopping.killed === 1 && (waited >= KILL_SHELL_AFTER || slices >= KILL_SHELL_AFTER_SLICES)) {
      stopping.killed = 2;
      killPlaying(node, ['group', 'shell', 'evaluator', 'reader']);
    } else if (waited >= GIVE_UP_AFTER) {
      isHalted = true;
      emit({ kind: 'crashed', time: now(), reason: 'node-halted', detail: 'the shell does not answer' });
    }
  }

  /** Is anything still going on, or may the world rest? */
  function look(): void {
    enforceStop();
    if (isHalted) return;
    const isBusy = !isAtPrompt || goesOn(node) || (status !== 'booting' && pending.length > 0);
    if (isBusy) {
      quietSince = null;
      if (status === 'idle' || status === 'stopped') setStatus('running');
      return;
    }
    quietSince ??= world.clock.time;
    if (status === 'idle' || status === 'stopped') return;
    if (world.clock.time - quietSince < SETTLE && stopping === null) return;
    emit({ kind: 'prompt', time: now(), counter });
    setStatus(stopping === null ? 'idle' : 'stopped');
    stopping = null;
    feed();
  }

  return {
    run: (until, mayGoOn) => {
      if (stopping !== null) {
        stopping.slices += 1;
        enforceStop();
      }
      while (!isHalted && mayGoOn() && world.clock.time < until) {
        run(world, Math.min(until, nextLook), STRETCH);
        if (world.clock.time < nextLook) continue;
        nextLook = world.clock.time + (stopping === null ? STEP : STEP_OF_STOP);
        look();
      }
      if (isHalted) return { now: now(), wake: null };
      return { now: now(), wake: Math.min(nextEvent(world) ?? Infinity, nextLook) };
    },
    input: (text) => {
      const lines = text.split('\n');
      if (lines.at(-1) === '') lines.pop();
      pending.push(...lines);
      stopping = null;
      if (status === 'booting') return;
      setStatus('running');
      nextLook = world.clock.time + STEP;
      feed();
    },
    stop: () => {
      pending = [];
      stopping = { at: world.clock.time, slices: 0, killed: 0 };
      nextLook = world.clock.time + STEP_OF_STOP;
      askToStop(node, !isAtPrompt);
      quietSince = null;
      if (status === 'idle') setStatus('running');
    },
    setColumns: (wanted) => {
      columns = wanted;
    },
    figures: () => worldFigures(world),
    describe: (name) => processCard(node, name),
    complete: (text) => completions(store, text),
    load: (late, file, text) => late.loadModule(world, file, text),
    covers: store.covers,
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
