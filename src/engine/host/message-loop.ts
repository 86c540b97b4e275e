// The worker's loop: takes commands, gives each session its slices, paces virtual time against real time, and sends
// what sessions say in batches. Knows sessions only by `session-types.ts`; its clock and its ways to wait are handed in.
// Invariant: no slice lasts longer than `sliceMs`, and commands are served between any two slices, so Stop is heard
// within a slice or two whatever the Erlang code does. A session with too much unacknowledged output gets no slices.
import type {
  Answer,
  Command,
  Micros,
  Pace,
  SessionEvent,
  SessionId,
  SessionOptions,
  WorkerMessage,
} from '../client/protocol.ts';
import { evaluationForbidden } from '../client/protocol.ts';
import type { HostSession, LateParts, OpenSession } from './session-types.ts';

export type LoopSurroundings = {
  readonly post: (message: WorkerMessage) => void;
  /** Real milliseconds, monotonic. */
  readonly now: () => number;
  /** Calls `action` after so many real milliseconds; with 0 as soon as waiting commands have been served. */
  readonly after: (milliseconds: number, action: () => void) => void;
  /** The code that comes late; the same promise each time. */
  readonly late: () => Promise<LateParts>;
};

/** Real milliseconds a session may run before others, and commands, have their turn. */
const sliceMs = 8;
/** A world that fell further behind than this does not hurry to catch up. */
const maxLagMicros = 100_000;
/** Real milliseconds that time passes as it is, at a lively pace, after something was printed. */
const calmMs = 350;
/** What follows this soon on what was printed before belongs to it. */
const sameEventMicros = 100_000;
/** A lively world that has printed nothing for so long goes on in real time. */
const maxFlightMicros = 600_000_000;
/** Real milliseconds between two reports of a world's figures. */
const figuresMs = 250;
/** Virtual microseconds that what a step printed may still go on. */
const sameStepMicros = 5_000;
/** Characters of output that may be on their way to the page, per session. */
const maxUnacknowledged = 65_536;

type Slot = {
  readonly id: SessionId;
  readonly options: SessionOptions;
  session: HostSession | null;
  pace: Pace;
  /** The world is still booting, or carries out a Stop: both go as fast as they can. */
  hurries: boolean;
  /** Whether something was printed during the running slice, and when something was printed last. */
  hasPrinted: boolean;
  printedAt: Micros;
  /** A step is under way; it ends soon after something is printed. */
  isStepping: boolean;
  hasStepped: boolean;
  /** How often Stop was pressed. */
  stops: number;
  /** When figures were sent last, in real time. */
  toldAt: number;
  /** At a lively pace, the real time until which time passes as it is. */
  calmUntil: number;
  /** A pair of moments that belong together: virtual time passes from `virtual` as real time passes from `real`. */
  real: number;
  virtual: Micros;
  now: Micros;
  wake: Micros | null;
  resting: boolean;
  queue: SessionEvent[];
  /** The weight of the queue, see `weigh`. */
  queued: number;
  lastBatch: number;
  /** Sizes in characters of the batches not yet acknowledged, oldest first. */
  unacknowledged: { readonly batch: number; readonly size: number }[];
};

/** Returns the function that takes in commands. */
export function createMessageLoop(
  openSession: OpenSession,
  surroundings: LoopSurroundings,
): (command: Command) => void {
  const slots = new Map<SessionId, Slot>();
  let ticking = false;
  let hasLate = false;

  async function lateParts(): Promise<LateParts> {
    const parts = await surroundings.late();
    hasLate = true;
    return parts;
  }

  function take(command: Command): void {
    if (command.kind === 'ack') {
      acknowledge(command.session, command.batch);
      return;
    }
    serve(command).then(
      (answer) => {
        const { request } = command;
        surroundings.post(answer === undefined ? { kind: 'done', request } : { kind: 'done', request, answer });
        schedule(0);
      },
      (error: unknown) => {
        surroundings.post({ kind: 'refused', request: command.request, problem: describe(error) });
      },
    );
  }

  async function serve(command: Exclude<Command, { kind: 'ack' }>): Promise<Answer | undefined> {
    switch (command.kind) {
      case 'ping':
        return undefined;
      case 'open':
        await openSlot(command.session, command.options);
        return undefined;
      case 'close':
        closeSlot(slotOf(command.session));
        return undefined;
      case 'reset': {
        const old = slotOf(command.session);
        closeSlot(old);
        await openSlot(old.id, { ...old.options, pace: old.pace });
        return undefined;
      }
      case 'input': {
        const slot = slotOf(command.session);
        const text = command.text.endsWith('\n') ? command.text : `${command.text}\n`;
        if (!hasLate && !sessionOf(slot).covers(text)) {
          const { stops } = slot;
          await lateParts();
          // A Stop that came meanwhile was meant for this input, too.
          if (slot.stops !== stops || slots.get(slot.id) !== slot) return undefined;
        }
        rewind(slot);
        slot.resting = false;
        slot.wake = slot.now;
        slot.printedAt = slot.now;
        slot.calmUntil = 0;
        sessionOf(slot).input(text);
        flush(slot);
        return undefined;
      }
      case 'stop': {
        const slot = slotOf(command.session);
        // A flood that the page has not yet taken in must not delay the stop.
        slot.queue = slot.queue.filter((event) => event.kind !== 'output');
        slot.queued = 0;
        slot.wake = slot.now;
        slot.hurries = true;
        slot.stops += 1;
        sessionOf(slot).stop();
        flush(slot);
        return undefined;
      }
      case 'pace': {
        const slot = slotOf(command.session);
        rewind(slot);
        slot.pace = command.pace;
        slot.isStepping = false;
        return undefined;
      }
      case 'step': {
        const slot = slotOf(command.session);
        slot.isStepping = true;
        slot.hasStepped = false;
        return undefined;
      }
      case 'describe':
        return { kind: 'process', card: sessionOf(slotOf(command.session)).describe(command.process) };
      case 'complete':
        return { kind: 'completions', ...sessionOf(slotOf(command.session)).complete(command.text) };
      case 'check':
        return { kind: 'diagnostics', problems: (await lateParts()).checkSource(command.what, command.text) };
      case 'load': {
        const late = await lateParts();
        const problems = sessionOf(slotOf(command.session)).load(late, command.file, command.text);
        return { kind: 'diagnostics', problems };
      }
      case 'columns':
        sessionOf(slotOf(command.session)).setColumns(command.columns);
        return undefined;
    }
  }

  async function openSlot(id: SessionId, options: SessionOptions): Promise<void> {
    const slot: Slot = {
      id,
      options,
      session: null,
      pace: options.pace,
      hurries: true,
      hasPrinted: false,
      printedAt: 0,
      isStepping: false,
      hasStepped: false,
      toldAt: 0,
      stops: 0,
      calmUntil: 0,
      real: surroundings.now(),
      virtual: 0,
      now: 0,
      wake: null,
      resting: false,
      queue: [],
      queued: 0,
      lastBatch: 0,
      unacknowledged: [],
    };
    slots.set(id, slot);
    try {
      slot.session = await openSession(options, (event) => {
        hear(slot, event);
      });
    } catch (error) {
      slots.delete(id);
      throw error;
    }
    slot.wake = slot.now;
    rewind(slot);
    flush(slot);
  }

  function closeSlot(slot: Slot): void {
    slots.delete(slot.id);
    slot.session?.close();
  }

  function slotOf(id: SessionId): Slot {
    const slot = slots.get(id);
    if (slot === undefined) throw new Error(`no session ${String(id)}`);
    return slot;
  }

  function sessionOf(slot: Slot): HostSession {
    if (slot.session === null) throw new Error('the session is still being opened or has crashed');
    return slot.session;
  }

  function hear(slot: Slot, event: SessionEvent): void {
    slot.now = Math.max(slot.now, event.time);
    if (event.kind === 'status') {
      slot.resting = event.status === 'idle' || event.status === 'stopped';
      if (slot.resting) slot.hurries = false;
    }
    if (event.kind === 'output') {
      slot.hasPrinted = true;
      if (slot.isStepping) {
        slot.hasStepped = true;
        slot.printedAt = event.time;
      }
    }
    slot.queue.push(event);
    slot.queued += weigh(event);
  }

  /** Has the step that is under way printed something, and all that belongs to it? */
  function hasStepped(slot: Slot): boolean {
    return slot.isStepping && slot.hasStepped && slot.now - slot.printedAt > sameStepMicros;
  }

  /** Adds the world's figures to what is told, at most a few times a second. */
  function tellFigures(slot: Slot): void {
    if (slot.session === null || (!slot.resting && surroundings.now() - slot.toldAt < figuresMs)) return;
    slot.toldAt = surroundings.now();
    slot.queue.push({ kind: 'figures', time: slot.now, figures: slot.session.figures() });
  }

  function flush(slot: Slot): void {
    if (slot.queue.length === 0 || slots.get(slot.id) !== slot) return;
    slot.lastBatch += 1;
    slot.unacknowledged.push({ batch: slot.lastBatch, size: slot.queued });
    surroundings.post({ kind: 'events', session: slot.id, batch: slot.lastBatch, events: slot.queue });
    slot.queue = [];
    slot.queued = 0;
  }

  function acknowledge(id: SessionId, batch: number): void {
    const slot = slots.get(id);
    if (slot === undefined) return;
    slot.unacknowledged = slot.unacknowledged.filter((one) => one.batch > batch);
    schedule(0);
  }

  /** The factor by which virtual time passes just now. */
  function factorOf(slot: Slot): number {
    if (slot.hurries || slot.isStepping) return Infinity;
    if (slot.pace !== 'lively') return slot.pace;
    const flies = surroundings.now() >= slot.calmUntil && slot.now - slot.printedAt < maxFlightMicros;
    return flies ? Infinity : 1;
  }

  /** Real milliseconds until the slot wants a slice: 0 for now, null for not before a command. */
  function delayOf(slot: Slot): number | null {
    const factor = factorOf(slot);
    if (slot.session === null || slot.resting || slot.wake === null || factor === 0) return null;
    if (slot.unacknowledged.reduce((sum, one) => sum + one.size, 0) > maxUnacknowledged) return null;
    if (factor === Infinity) return 0;
    const delay = Math.max(0, Math.ceil((slot.wake - virtualTarget(slot, factor)) / factor / 1000));
    return slot.pace === 'lively' && slot.calmUntil > surroundings.now()
      ? Math.min(delay, Math.ceil(slot.calmUntil - surroundings.now()))
      : delay;
  }

  function virtualTarget(slot: Slot, factor: number): Micros {
    return slot.virtual + (surroundings.now() - slot.real) * 1000 * factor;
  }

  function rewind(slot: Slot): void {
    slot.real = surroundings.now();
    slot.virtual = slot.now;
  }

  function runSlot(slot: Slot): void {
    const session = slot.session;
    if (session === null) return;
    const end = surroundings.now() + sliceMs;
    const factor = factorOf(slot);
    const flies = factor === Infinity;
    const isLively = slot.pace === 'lively' && !slot.hurries;
    slot.hasPrinted = false;
    try {
      const result = session.run(
        flies ? Infinity : Math.floor(virtualTarget(slot, factor)),
        () =>
          !slot.resting &&
          surroundings.now() < end &&
          slot.queued < maxUnacknowledged &&
          !(isLively && flies && slot.hasPrinted) &&
          !hasStepped(slot),
      );
      slot.now = result.now;
      slot.wake = result.wake;
      const isBehind =
        !flies &&
        virtualTarget(slot, factor) - slot.now > maxLagMicros &&
        result.wake !== null &&
        result.wake <= slot.now;
      if (slot.isStepping && (slot.resting || hasStepped(slot))) slot.isStepping = false;
      if (flies || isBehind) rewind(slot);
      if (slot.hasPrinted) {
        if (isLively && slot.now - slot.printedAt > sameEventMicros) slot.calmUntil = surroundings.now() + calmMs;
        slot.printedAt = slot.now;
      }
    } catch (error) {
      slot.session = null;
      slot.queue.push({ kind: 'crashed', time: slot.now, reason: 'engine-fault', detail: describe(error) });
    }
    tellFigures(slot);
    flush(slot);
  }

  function tick(): void {
    ticking = false;
    for (const slot of slots.values()) if (delayOf(slot) === 0) runSlot(slot);
    let next: number | null = null;
    for (const slot of slots.values()) {
      const delay = delayOf(slot);
      if (delay !== null && (next === null || delay < next)) next = delay;
    }
    if (next !== null) schedule(next);
  }

  let epoch = 0;
  function schedule(milliseconds: number): void {
    if (ticking && milliseconds > 0) return;
    ticking = true;
    epoch += 1;
    const mine = epoch;
    surroundings.after(milliseconds, () => {
      if (mine === epoch) tick();
    });
  }

  return take;
}

/** Characters of an event on its way, and a little for the event itself. */
function weigh(event: SessionEvent): number {
  return 16 + (event.kind === 'output' ? event.text.length : 0);
}

/** A refusal's text; a policy that forbids evaluation has a name of its own, since the page explains it. */
function describe(error: unknown): string {
  if (error instanceof EvalError) return evaluationForbidden;
  return error instanceof Error ? error.message : String(error);
}
