import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { NONCE_PLACEHOLDER } from './content-security-policy.ts';

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  readonly type: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** The built window by request path; `null` for everything else. `/` is the page, with the nonce filled in. */
export type PageFiles = (path: string, nonce: string) => PageFile | null;

/**
 * Reads the built window into memory: a request only ever looks up a known name, so no spelling of a path can leave the
 * folder. Symbolic links, source maps and types outside the fixed table are not taken. Throws where there is no build.
 */
export function readPageFiles(folder: string): PageFiles {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = MIME_TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined || entry.name === 'index.html') continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, path).split(sep).join('/')}`, { type, body: new Uint8Array(readFileSync(path)) });
  }
  return (path, nonce) => {
    if (path === '/') return { type: 'text/html; charset=utf-8', body: page.replaceAll(NONCE_PLACEHOLDER, nonce) };
    return files.get(path) ?? null;
  };
}
