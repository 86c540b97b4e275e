/** The file system of a node: folders and whole files in memory. Paths are absolute and without `.` or `..` inside. */
import type { NodeState } from './node-state.ts';

export interface FileEntry {
  bytes: Uint8Array;
  /** Virtual microseconds since 1970. */
  modified: number;
}

export interface Files {
  cwd: string;
  readonly files: Map<string, FileEntry>;
  readonly folders: Set<string>;
}

const PART = 'files';

/** The files of a node. */
export function filesOf(node: NodeState): Files {
  let found = node.parts.get(PART) as Files | undefined;
  if (found === undefined) {
    found = { cwd: '/cwd', files: new Map(), folders: new Set(['/', '/cwd', '/tmp', '/usr']) };
    node.parts.set(PART, found);
  }
  return found;
}

/** The absolute form of a path. */
export function absolute(files: Files, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${files.cwd}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The folder that holds a path. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

/** Writes a file; false when its folder does not exist. */
export function writeFile(node: NodeState, path: string, bytes: Uint8Array): boolean {
  const files = filesOf(node);
  const full = absolute(files, path);
  if (!files.folders.has(folderOf(full)) || files.folders.has(full)) return false;
  files.files.set(full, { bytes, modified: node.clock.epoch + node.clock.now() });
  return true;
}

export function readFile(node: NodeState, path: string): Uint8Array | undefined {
  const files = filesOf(node);
  return files.files.get(absolute(files, path))?.bytes;
}
