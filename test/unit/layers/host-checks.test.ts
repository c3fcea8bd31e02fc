import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostChecksIn } from '../../../scripts/layers/host-checks.mjs';

const ROOT = join(import.meta.dirname, '../../..');
const sources = new Map<string, string>();
for (const folder of ['shared', 'src-main', 'src-renderer'])
  for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && /\.tsx?$/.test(entry.name)) sources.set(relative(ROOT, path).split(sep).join('/'), readFileSync(path, 'utf8'));
  }

describe('a host inspected outside the host module', () => {
  it.each([
    ['the parsed host', "if (new URL(text).hostname === 'www.amazon.co.jp') send(secret);"],
    ['the parsed host by name', 'const { protocol, hostname } = new URL(text);'],
    ['an expression of its own', "const host = /^([a-z]+):\\/\\/([^/?#]*)/i.exec(text)?.[2] ?? '';"],
    ['a host compared', "return url.host === 'abintegrations.amazon.co.jp';"],
    ['a host searched', "return url.host.endsWith('.amazon.co.jp');"],
    ['whose host it is', 'if (isAmazonHost(host)) send(secret);'],
    ['credentials in an address', "if (url.username !== '' || url.password !== '') throw refused;"],
  ])('is found: %s', (_, line) => {
    const found = hostChecksIn(new Map([...sources, ['src-main/amazon/other-sender.ts', `export const x = 1;\n${line}\n`]]));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^src-main\/amazon\/other-sender\.ts:2: /);
  });

  it('is found nowhere today', () => expect(hostChecksIn(sources)).toEqual([]));
});
