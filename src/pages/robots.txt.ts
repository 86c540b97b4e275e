// Everyone may read everything; the sitemap tells what there is.
import type { APIRoute } from 'astro';
import { siteAddress } from '../content/address.ts';

export const GET: APIRoute = ({ site }) =>
  new Response(`User-agent: *\nAllow: /\nSitemap: ${new URL(siteAddress('/sitemap-index.xml'), site).href}\n`);
