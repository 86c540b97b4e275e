// The page's Content Security Policy, in the page itself: nothing from other hosts, no inline script or style but those whose
// hashes are listed, no evaluation. A worker loaded from a file is not bound by it (its own response headers would be).
import { createHash } from 'node:crypto';

function hashes(html: string, tag: 'script' | 'style'): string {
  const texts = [...html.matchAll(new RegExp(`<${tag}(?![^>]* src=)([^>]*)>([^]*?)</${tag}>`, 'g'))]
    .filter(([, attributes]) => !/type="application\/(?:ld\+)?json"/.test(attributes ?? ''))
    .map(([, , text]) => text ?? '');
  const found = new Set(texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`));
  return [...found].map((hash) => ` ${hash}`).join('');
}

/** The page with the policy that fits it, before anything that it governs. */
export function withPolicy(html: string): string {
  const policy = [
    "default-src 'self'",
    `script-src 'self'${hashes(html, 'script')}`,
    `style-src 'self'${hashes(html, 'style')}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join(';');
  return html.replace(
    /<meta charset="utf-8">/,
    (charset) => `${charset}<meta http-equiv="content-security-policy" content="${policy}">`,
  );
}
