/**
 * `spawn_request` to other nodes: the request goes out with the reference that its reply, its link and its
 * monitor will carry; the answer is a message `{ReplyTag, Ref, ok | error, Pid | Reason}` to the caller.
 */
import { atom, BADARG, ERROR, OK } from '../terms/atoms.ts';
import { toArray } from '../terms/lists.ts';
import { Pid } from '../terms/term.ts';
import type { Ref, Term } from '../terms/term.ts';
import { idKey, processOf, refKey } from './identifiers.ts';
import { deliver } from './mailbox.ts';
import type { NodeState } from './node-state.ts';
import type { Monitor, Process } from './process.ts';
import { sendSignal } from './signal.ts';
import type { SpawnReplySignal, SpawnRequestSignal } from './signal.ts';
import { parseSpawnOptions, spawnFor } from './spawn.ts';
import type { SpawnOptions } from './spawn.ts';

/** A request that has not been answered; kept in `parts` of the node under this key. */
export interface PendingSpawn {
  readonly owner: Process;
  readonly ref: Ref;
  readonly options: SpawnOptions;
  readonly replyTag: Term;
  readonly reply: 'yes' | 'no' | 'error_only' | 'success_only';
}

const PART = 'pending spawns';

/** Requests of a node that wait for their answer, by `refKey`. */
export function pendingSpawns(node: NodeState): Map<number | string, PendingSpawn> {
  let found = node.parts.get(PART) as Map<number | string, PendingSpawn> | undefined;
  if (found === undefined) {
    found = new Map();
    node.parts.set(PART, found);
  }
  return found;
}

/** A request from another node. */
export function acceptSpawn(node: NodeState, request: SpawnRequestSignal): void {
  const { from, ref } = request;
  const args = toArray(request.args);
  const options = parseSpawnOptions(node, request.options);
  if (args === undefined || options === undefined) {
    sendSignal(node, from.node, { kind: 'spawn_reply', to: from, ref, result: BADARG });
    return;
  }
  const child = spawnFor(node, from, request.groupLeader, request.module, request.name, args, options);
  if (options.link) (child.links ??= new Map()).set(idKey(node, from), from);
  if (options.monitor !== null) {
    const monitor: Monitor = {
      ref,
      kind: 'process',
      origin: from,
      target: child.pid,
      name: null,
      node: node.name,
      tag: options.monitor.tag,
      alias: null,
    };
    (child.monitoredBy ??= new Map()).set(refKey(node, ref), monitor);
  }
  sendSignal(node, from.node, { kind: 'spawn_reply', to: from, ref, result: child.pid });
}

/** The answer to a request of this node. */
export function acceptSpawnReply(node: NodeState, reply: SpawnReplySignal): void {
  const pending = pendingSpawns(node);
  const key = refKey(node, reply.ref);
  const request = pending.get(key);
  pending.delete(key);
  const owner = processOf(node, reply.to);
  if (request === undefined || owner === undefined) return;
  answerSpawn(owner, request, reply.result);
}

/** Sets up the caller's side of link and monitor and sends the reply message. */
export function answerSpawn(owner: Process, request: PendingSpawn, result: Pid | Term): void {
  const { node } = owner;
  if (result instanceof Pid) {
    if (request.options.link) (owner.links ??= new Map()).set(idKey(node, result), result);
    if (request.options.monitor !== null) {
      const { tag, alias } = request.options.monitor;
      (owner.monitors ??= new Map()).set(refKey(node, request.ref), {
        ref: request.ref,
        kind: 'process',
        origin: owner.pid,
        target: result,
        name: null,
        node: result.node,
        tag,
        alias,
      });
    }
    if (request.reply === 'yes' || request.reply === 'success_only') {
      deliver(owner, [request.replyTag, request.ref, OK, result]);
    }
  } else if (request.reply === 'yes' || request.reply === 'error_only') {
    deliver(owner, [request.replyTag, request.ref, ERROR, result]);
  }
}

/** The tag of replies unless `{reply_tag, Tag}` is given. */
export const SPAWN_REPLY = atom('spawn_reply');
