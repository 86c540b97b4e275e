// Serves a folder of static files for tests and for `npm start`, as a plain host would: no headers of its own, and compressed
// only where the caller asks for it.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
  '.xml': 'application/xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.config': 'text/plain; charset=utf-8',
  '.erl': 'text/plain; charset=utf-8',
};

export type StaticServer = { readonly address: string; readonly server: Server };

/** What a good host adds: compression, and a year for files whose names change with what is in them. */
export type Service = 'plain' | 'compressed';

/** Serves `folder` on the loopback address; port 0 takes any free one. */
export function serveFolder(folder: string, port = 0, service: Service = 'plain'): Promise<StaticServer> {
  const compressed = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    let file = join(folder, path);
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
    if (path.includes('..') || !existsSync(file)) {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('404');
      return;
    }
    const type = types[extname(file)] ?? 'application/octet-stream';
    if (service === 'plain') {
      response.writeHead(200, { 'content-type': type });
      createReadStream(file).pipe(response);
      return;
    }
    const isText = !/^(?:font|image\/png)/.test(type);
    const body = compressed.get(file) ?? (isText ? brotliCompressSync(readFileSync(file)) : readFileSync(file));
    compressed.set(file, body);
    response.writeHead(200, {
      'content-type': type,
      'cache-control': path.includes('/_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(isText ? { 'content-encoding': 'br' } : {}),
    });
    response.end(body);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const bound = server.address();
      const number = typeof bound === 'object' && bound !== null ? bound.port : port;
      resolve({ address: `http://127.0.0.1:${String(number)}`, server });
    });
  });
}

/** A port of the loopback address that nobody listens at. */
export async function freePort(): Promise<number> {
  const { server, address } = await serveFolder('.');
  await new Promise((closed) => server.close(closed));
  return Number(new URL(address).port);
}
