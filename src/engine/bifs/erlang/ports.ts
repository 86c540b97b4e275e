/**
 * Built-ins of module `erlang` for ports. `open_port` knows the terminal (`{fd, In, Out}` and `{spawn, "tty_sl …"}`) and
 * the driver of trace files; programs and other drivers are not there.
 */
import type { Result } from '../../compile/abi.ts';
import { closePort, commandData, connectPort, openPort, portOf, portsOf, tellOfPort } from '../../runtime/ports.ts';
import type { PortDriver, PortRecord } from '../../runtime/ports.ts';
import type { Machine } from '../../runtime/machine.ts';
import { atom, NORMAL, TRUE, UNDEFINED } from '../../terms/atoms.ts';
import { decodeUtf8, fromBytes } from '../../terms/bits.ts';
import { ioListBytes } from '../../terms/iolists.ts';
import { fromArray, listFromString, stringFromList } from '../../terms/lists.ts';
import { Atom, NIL, Pid, Port } from '../../terms/term.ts';
import type { Term } from '../../terms/term.ts';
import { plain } from '../entry.ts';
import type { BifRows } from '../entry.ts';
import { traceFileDriver } from '../trace-file-port.ts';

const CONTROL = atom('control');

function recordOf(machine: Machine, port: Term): PortRecord | undefined {
  const id = port instanceof Atom ? machine.node.registered.get(port) : port;
  return id instanceof Port ? portOf(machine.node, id) : undefined;
}

function nameOf(machine: Machine, record: PortRecord): Term | null {
  for (const [name, id] of machine.node.registered) if (id === record.port) return name;
  return null;
}

/** Bytes, as the emulator tells of an idle port. */
const MEMORY_OF_A_PORT = 40;

const ITEMS: Readonly<Record<string, (machine: Machine, record: PortRecord) => Term>> = {
  name: (_m, { driver }) => listFromString(driver.name),
  links: (_m, { links }) => fromArray([...links.values()]),
  id: (_m, { port }) => port.number * 8,
  connected: (_m, { owner }) => owner,
  input: (_m, { input }) => input,
  output: (_m, { output }) => output,
  os_pid: () => UNDEFINED,
  monitors: () => NIL,
  monitored_by: (_m, { monitoredBy }) => fromArray([...monitoredBy.values()].map(({ origin }) => origin)),
  registered_name: (machine, record) => nameOf(machine, record) ?? NIL,
  memory: (_m, { links }) => (links.size === 0 ? 0 : MEMORY_OF_A_PORT),
  queue_size: () => 0,
  parallelism: () => atom('false'),
  locking: () => atom('port_level'),
};

function info(machine: Machine, port: Term): Result {
  if (!(port instanceof Port) && !(port instanceof Atom)) return machine.badarg();
  const record = recordOf(machine, port);
  if (record === undefined) return UNDEFINED;
  const shown = ['name', 'links', 'id', 'connected', 'input', 'output', 'os_pid'];
  const items = shown.map((name): Term => [atom(name), ITEMS[name](machine, record)]);
  const name = nameOf(machine, record);
  if (name !== null) items.unshift([atom('registered_name'), name]);
  return fromArray(items);
}

function infoOf(machine: Machine, port: Term, item: Term): Result {
  if (!(item instanceof Atom) || !Object.hasOwn(ITEMS, item.name)) return machine.badarg();
  if (!(port instanceof Port) && !(port instanceof Atom)) return machine.badarg();
  const record = recordOf(machine, port);
  if (record === undefined) return UNDEFINED;
  const value = ITEMS[item.name](machine, record);
  return item.name === 'registered_name' && value === NIL ? NIL : [item, value];
}

function command(machine: Machine, port: Term, data: Term): Result {
  const record = recordOf(machine, port);
  if (record === undefined) return machine.badarg();
  tellOfPort(machine.node, record, 'receive', [machine.process.pid, [atom('command'), commandData(data)]]);
  return record.driver.command(machine.node, record, data) ? TRUE : machine.badarg();
}

function close(machine: Machine, port: Term): Result {
  const record = recordOf(machine, port);
  if (record === undefined) return machine.badarg();
  tellOfPort(machine.node, record, 'receive', [machine.process.pid, atom('close')]);
  record.links.delete(machine.process.key);
  closePort(machine.node, record, NORMAL);
  return TRUE;
}

function connect(machine: Machine, port: Term, pid: Term): Result {
  const record = recordOf(machine, port);
  if (record === undefined || !(pid instanceof Pid)) return machine.badarg();
  const { pid: self } = machine.process;
  connectPort(machine.node, record, self, pid);
  tellOfPort(machine.node, record, 'send', [record.port, atom('connected')], self);
  return TRUE;
}

/** Output of the port is printed; there is no input but what `user_drv` gets. */
function terminalPort(name: string): PortDriver {
  return {
    name,
    command: (node, port, data) => {
      const bytes = ioListBytes(data);
      if (bytes === undefined) return false;
      port.output += bytes.length;
      node.host.terminal.putChars('user', decodeUtf8(fromBytes(bytes)) ?? '');
      return true;
    },
    closed: () => undefined,
  };
}

function open(machine: Machine, what: Term): Result {
  const { node, process } = machine;
  const [kind, first, second] = Array.isArray(what) ? (what as readonly Term[]) : [];
  if (kind === atom('fd') && typeof first === 'number' && typeof second === 'number') {
    return openPort(node, terminalPort(`${first}/${second}`), process.pid, {}).port;
  }
  const isSpawn = kind === atom('spawn') || kind === atom('spawn_driver');
  const command = !isSpawn ? undefined : first instanceof Atom ? first.name : stringFromList(first);
  if (command === undefined) return machine.badarg();
  if (command.startsWith('tty_sl ')) return openPort(node, terminalPort(command), process.pid, {}).port;
  if (!command.startsWith('trace_file_drv ')) return machine.error(atom('enoent'));
  const found = traceFileDriver(node, command);
  return found === undefined
    ? machine.error(atom('einval'))
    : openPort(node, found.driver, process.pid, found.state).port;
}

function control(machine: Machine, port: Term, operation: Term, data: Term): Result {
  const record = recordOf(machine, port);
  if (record === undefined || typeof operation !== 'number') return machine.badarg();
  const { node, process } = machine;
  const bytes = ioListBytes(data);
  const given = bytes === undefined ? data : fromBytes(bytes);
  tellOfPort(node, record, 'receive', [process.pid, [CONTROL, [operation, given]]]);
  const answer = record.driver.control?.(node, record, operation);
  if (answer === undefined) return machine.badarg();
  tellOfPort(node, record, 'send', [record.port, [CONTROL, answer]], process.pid);
  return answer;
}

export const rows: BifRows = {
  'ports/0': plain((machine) => fromArray([...portsOf(machine.node).values()].map(({ port }) => port))),
  'port_info/1': plain(info),
  'port_info/2': plain(infoOf),
  'port_command/2': plain(command),
  'port_command/3': plain((machine, port, data) => command(machine, port, data)),
  'port_close/1': plain(close),
  'port_connect/2': plain(connect),
  'port_control/3': plain(control),
  'port_call/2': plain((machine) => machine.badarg()),
  'port_call/3': plain((machine) => machine.badarg()),
  'open_port/2': plain(open),
};
