/** Applies the signals that arrive from other nodes; see signal.ts for the records. */
import { exitSignal } from './exit.ts';
import { processOf } from './identifiers.ts';
import { acceptDemonitor, acceptDown, acceptLink, acceptMonitor, acceptUnlink } from './links.ts';
import type { NodeState } from './node-state.ts';
import { acceptSpawn, acceptSpawnReply } from './remote-spawn.ts';
import { deliverTo } from './send.ts';
import type { Signal } from './signal.ts';

/** Lets a signal from another node take effect. */
export function receiveSignal(node: NodeState, signal: Signal): void {
  switch (signal.kind) {
    case 'message':
      deliverTo(node, signal.to, signal.message, signal.token);
      return;
    case 'exit': {
      const target = processOf(node, signal.to);
      if (target !== undefined) exitSignal(target, signal.from, signal.reason, signal.byLink);
      return;
    }
    case 'link':
      acceptLink(node, signal.to, signal.from);
      return;
    case 'unlink':
      acceptUnlink(node, signal.to, signal.from);
      return;
    case 'monitor':
      acceptMonitor(node, signal.to, signal.from, signal.ref);
      return;
    case 'demonitor':
      acceptDemonitor(node, signal.to, signal.ref);
      return;
    case 'down':
      acceptDown(node, signal.to, signal.ref, signal.reason);
      return;
    case 'group_leader': {
      const target = processOf(node, signal.to);
      if (target !== undefined) target.groupLeader = signal.leader;
      return;
    }
    case 'spawn_request':
      acceptSpawn(node, signal);
      return;
    case 'spawn_reply':
      acceptSpawnReply(node, signal);
      return;
  }
}
