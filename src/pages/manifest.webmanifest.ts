// What makes the site installable.
import type { APIRoute } from 'astro';
import { siteAddress } from '../content/address.ts';

export const GET: APIRoute = () =>
  new Response(
    JSON.stringify({
      name: 'Интроспекция и трассировка эрланг-сервиса',
      short_name: 'Трассировка',
      lang: 'ru',
      start_url: siteAddress('/'),
      scope: siteAddress('/'),
      display: 'minimal-ui',
      background_color: '#fbfaf6',
      theme_color: '#fbfaf6',
      icons: [
        { src: siteAddress('/favicon.svg'), type: 'image/svg+xml', sizes: 'any' },
        ...[192, 512].map((size) => ({
          src: siteAddress(`/icon-${String(size)}.png`),
          type: 'image/png',
          sizes: `${String(size)}x${String(size)}`,
        })),
      ],
    }),
    { headers: { 'content-type': 'application/manifest+json' } },
  );
