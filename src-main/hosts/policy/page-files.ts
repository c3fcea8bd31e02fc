// biome-ignore lint/style/noRestrictedImports: the program's own files, read once at the start; this layer knows no other.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
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

/** Returns a file of the built window by request path; `null` for any other path. `/` is the page with the nonce inserted. */
export type PageFiles = (path: string, nonce: string) => PageFile | null;

/**
 * Loads the built window into memory: requests look up known names, so no path can leave the folder. Symbolic links, source maps and
 * other file types are skipped. Throws without a build.
 */
export function readPageFiles(folder: string): PageFiles {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = new Map<string, PageFile>();
  // Without `recursive`, because Node would follow links to folders outside.
  const take = (inside: string): void => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const path = `${inside}/${entry.name}`;
      const type = MIME_TYPES[extname(entry.name)];
      if (entry.isDirectory()) take(path);
      else if (entry.isFile() && type !== undefined && entry.name !== 'index.html')
        files.set(path, { type, body: new Uint8Array(readFileSync(join(folder, path))) });
    }
  };
  take('');
  return (path, nonce) => {
    if (path === '/') return { type: 'text/html; charset=utf-8', body: page.replaceAll(NONCE_PLACEHOLDER, nonce) };
    return files.get(path) ?? null;
  };
}
