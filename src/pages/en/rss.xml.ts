import type { APIRoute } from 'astro';
import { feedOf } from '../../content/feed.ts';

export const GET: APIRoute = ({ site }) => feedOf('en', site);
