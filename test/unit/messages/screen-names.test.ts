import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from '#shared/messages/texts.ts';

const ROOT = join(import.meta.dirname, '../../..');

const flatten = (messages: unknown, prefix = ''): (readonly [string, string])[] =>
  Object.entries(messages as Record<string, unknown>).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : flatten(value, `${prefix}${key}.`),
  );
const TEXTS = new Map(flatten(MESSAGES.ja));

/** Names as printed in the manual, with the keys of the texts that contain them. */
const NAMES = readFileSync(join(ROOT, 'docs/domain/screen-names.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, name = '', , texts = ''] = line.split('|').map((cell) => cell.trim());
    const keys = [...texts.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key);
    return keys.length === 0 ? [] : [[name, keys] as const];
  });

describe('names on the vendors’ screens', () => {
  it('are listed', () => expect(NAMES.length).toBeGreaterThan(20));

  it.each(NAMES)('%s is written exactly as on the screen', (name, keys) => {
    for (const key of keys) expect(TEXTS.get(key), key).toContain(name);
  });

  it('are not spelled in another way', () => {
    const strange = [...TEXTS].filter(([, text]) => /Amazon ビジネス|desknet[’‘]s|desknet's ?Neo|デスクネッツ/.test(text));
    expect(strange).toEqual([]);
  });
});
