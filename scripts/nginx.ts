// Serves dist/ below a sub-path by nginx, as README tells: `node scripts/nginx.ts [PORT [SUB-PATH]]`. The site must have been
// built with BASE_PATH set to that sub-path. Needs nginx (Debian: apt-get install nginx-light); ends with Ctrl+C.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';

/** Is there an nginx on this machine? */
export function hasNginx(): boolean {
  return spawnSync('nginx', ['-v']).status === 0 || existsSync('/usr/sbin/nginx');
}

/** The configuration: hashed files are kept for a year, pages are asked for again; text is compressed. */
function configuration(folder: string, port: number, path: string, work: string): string {
  const below = path.replace(/^\/|\/$/g, '');
  return `
pid ${work}/nginx.pid;
error_log stderr warn;
daemon off;
worker_processes 1;
events { worker_connections 64; }
http {
  include /etc/nginx/mime.types;
  types { application/manifest+json webmanifest; text/plain erl config; }
  access_log off;
  client_body_temp_path ${work}; proxy_temp_path ${work}; fastcgi_temp_path ${work}; uwsgi_temp_path ${work}; scgi_temp_path ${work};
  gzip on;
  gzip_min_length 512;
  gzip_types text/css text/javascript application/javascript application/json application/manifest+json image/svg+xml application/rss+xml text/xml;
  server {
    listen 127.0.0.1:${String(port)};
    location = / { return 302 /${below}/; }
    location /${below}/_astro/ { alias ${folder}/_astro/; add_header cache-control "public, max-age=31536000, immutable"; }
    location /${below}/ {
      alias ${folder}/;
      index index.html;
      error_page 404 /${below}/404.html;
      add_header cache-control "no-cache";
    }
  }
}
`;
}

/** Starts nginx over a folder; the promise is kept when it answers. */
export async function startNginx(folder: string, port: number, path: string): Promise<ChildProcess> {
  const work = mkdtempSync(join(tmpdir(), 'nginx-'));
  const file = join(work, 'nginx.conf');
  writeFileSync(file, configuration(resolve(folder), port, path, work));
  const command = existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx';
  const server = spawn(command, ['-p', work, '-c', file], { stdio: ['ignore', 'inherit', 'inherit'] });
  for (let tries = 0; tries < 50; tries += 1) {
    await new Promise((wait) => setTimeout(wait, 100));
    if (server.exitCode !== null) throw new Error(`nginx ended with ${String(server.exitCode)}`);
    const answer = await fetch(`http://127.0.0.1:${String(port)}/${path.replace(/^\/|\/$/g, '')}/`).catch(() => null);
    if (answer !== null) return server;
  }
  server.kill();
  throw new Error('nginx does not answer');
}

if (import.meta.main) {
  const [port = '8088', path = '/'] = process.argv.slice(2);
  await startNginx('dist', Number(port), path);
  console.log(`http://127.0.0.1:${port}/${path.replace(/^\/|\/$/g, '')}/`);
}
