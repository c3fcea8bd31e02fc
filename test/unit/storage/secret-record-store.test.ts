import { expect, test } from 'vitest';
import { companyFileForEach } from '../../support/company-file.ts';

const file = companyFileForEach();
const NAME = 'access-key';
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 26, 0, minute)).toISOString();

test('the record of a secret contains where and when it was saved, and its generation increases with every change', () => {
  const { secrets } = file.now();
  expect([secrets.get(NAME), secrets.list(), secrets.keptGeneration(NAME), secrets.keeps(NAME)]).toEqual([null, [], 0, false]);
  secrets.noteSet(NAME, 'system', at(1), null, 'm1');
  secrets.noteSet('a-certificate', 'session', at(1), 'https://a.example', 'm2');
  const first = {
    name: NAME,
    keptIn: 'system',
    setAt: at(1),
    verifiedAt: null,
    generation: 1,
    appliedGeneration: null,
    boundTo: null,
    mark: 'm1',
  };
  expect(secrets.get(NAME)).toEqual(first);
  expect(
    file
      .anew()
      .secrets.list()
      .map(({ name }) => name),
  ).toEqual(['a-certificate', NAME]);
  const next = file.now().secrets;
  next.noteVerified(NAME, 1, at(2));
  next.noteApplied(NAME, 1);
  expect(next.get(NAME)).toEqual({ ...first, verifiedAt: at(2), appliedGeneration: 1 });
  // The new value was neither tested nor sent, and is bound to another server.
  next.noteSet(NAME, 'session', at(3), 'https://b.example', 'm3');
  const second = {
    ...first,
    keptIn: 'session',
    setAt: at(3),
    generation: 2,
    appliedGeneration: 1,
    boundTo: 'https://b.example',
    mark: 'm3',
  };
  expect(next.get(NAME)).toEqual(second);
  next.noteVerified(NAME, 1, at(4));
  expect(next.get(NAME)).toEqual(second);
  expect(next.keptGeneration(NAME)).toBe(2);
  next.noteCleared(NAME);
  next.noteCleared(NAME);
  const cleared = { ...second, keptIn: null, setAt: null, generation: 3, boundTo: null, mark: null };
  expect([next.get(NAME), next.keptGeneration(NAME), next.keeps(NAME)]).toEqual([cleared, 0, false]);
  expect(next.get('a-certificate')).toMatchObject({ keptIn: 'session', generation: 1, boundTo: 'https://a.example', verifiedAt: null });
});

test('a value stays bound to the first server named for it', () => {
  const { secrets } = file.now();
  secrets.noteSet(NAME, 'system', at(1), null, 'm1');
  secrets.noteBound(NAME, 2, 'https://early.example');
  expect(secrets.get(NAME)?.boundTo).toBeNull();
  secrets.noteBound(NAME, 1, 'https://a.example');
  secrets.noteBound(NAME, 1, 'https://b.example');
  expect(secrets.get(NAME)?.boundTo).toBe('https://a.example');
});

test('a value found missing counts as none until it is found again or another is set', () => {
  const { secrets } = file.now();
  secrets.noteSet(NAME, 'system', at(1), null, 'm1');
  expect(secrets.noteFound(NAME, 1, true)).toBe(false);
  expect(secrets.keeps(NAME)).toBe(true);
  expect(secrets.noteFound(NAME, 1, false)).toBe(true);
  expect(secrets.noteFound(NAME, 1, false)).toBe(false);
  expect([secrets.keptGeneration(NAME), secrets.keeps(NAME)]).toEqual([0, false]);
  // A report about another generation does not affect this value.
  expect(secrets.noteFound(NAME, 2, true)).toBe(false);
  expect(secrets.keeps(NAME)).toBe(false);
  expect(secrets.noteFound(NAME, 1, true)).toBe(true);
  expect([secrets.keptGeneration(NAME), secrets.keeps(NAME)]).toEqual([1, true]);
  secrets.noteFound(NAME, 1, false);
  secrets.noteSet(NAME, 'system', at(2), null, 'm2');
  expect(secrets.keptGeneration(NAME)).toBe(2);
});
