// The second half of `npm start`: builds the site, serves it and prints its address.
import { spawnSync } from 'node:child_process';
import { serveFolder, type StaticServer } from './static-server.ts';

const built = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);

const port = Number(process.env['PORT'] ?? 4321);

async function serve(): Promise<StaticServer> {
  try {
    return await serveFolder('dist', port);
  } catch {
    // Someone else has the port: any free one will do.
    return serveFolder('dist', 0);
  }
}

const { address } = await serve();
console.log(`\n  ${address}/\n\nCtrl+C ends.`);
