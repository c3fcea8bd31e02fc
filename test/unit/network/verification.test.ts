import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const sources = ['src-main', 'src-renderer', 'shared'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);
const where = (pattern: RegExp): string[] => sources.filter((name) => pattern.test(readFileSync(join(root, name), 'utf8'))).sort();

it('is left out in two places only: looking at a certificate that was refused, and at one\u2019s own', () => {
  expect(where(/rejectUnauthorized:\s*false/)).toEqual(['src-main/network/sockets/peer.ts', 'src-main/network/tls/client-certificate.ts']);
});

it('cannot be turned off by a value, another check of names, or the environment', () => {
  expect(where(/rejectUnauthorized(?!:\s*(?:true|false)\b)/)).toEqual([]);
  expect(where(/checkServerIdentity/)).toEqual([]);
  expect(where(/env\[?.{0,3}NODE_TLS_REJECT_UNAUTHORIZED.{0,3}\]?\s*=[^=]/)).toEqual([]);
});

it('only the network layer opens connections to servers', () => {
  const allowed = /^src-main\/(network|hosts|sandbox)\//;
  const opens = /^import (?!type ).*from '(?:node:(?:net|tls|http|https|http2|dns(?:\/promises)?)|undici)'|\bfetch\(/m;
  expect(where(opens).filter((name) => name.startsWith('src-main') && !allowed.test(name))).toEqual([
    // This module only lists the machine's certificates and opens no connection.
    'src-main/app/console/doctor.ts',
  ]);
});
