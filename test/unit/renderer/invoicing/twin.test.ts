import { expect, test } from 'vitest';
import { markDifferences, twinOf } from '#renderer/screens/invoicing/twin.ts';

const FACTS = { kind: 'invoice', people: 3, match: 'near', malformed: false, option: 'GIKEN01', amazonGroup: '技研' } as const;

test('a code has the twin that the host found; while no option is known there is none to tell of', () => {
  expect(twinOf(FACTS)).toEqual({ kind: 'near', option: 'GIKEN01', group: '技研' });
  expect(twinOf({ ...FACTS, match: 'unmatched', option: '', amazonGroup: '' })).toEqual({ kind: 'unmatched', option: '', group: '' });
  expect(twinOf({ ...FACTS, match: null, option: '', amazonGroup: '' })).toBeNull();
  expect(twinOf({ kind: 'none' })).toBeNull();
});

test('a code that can be none is not called the same, though the option is', () => {
  expect(twinOf({ ...FACTS, match: 'exact', malformed: true, option: 'GI-KEN' })?.kind).toBe('malformed');
  expect(twinOf({ ...FACTS, match: 'exact' })?.kind).toBe('exact');
  expect(twinOf({ ...FACTS, match: 'width', malformed: true })?.kind).toBe('width');
});

const marked = (a: string, b: string) =>
  markDifferences(a, b).map((characters) => characters.map(({ character, differs }) => (differs ? `[${character}]` : character)).join(''));

test('the differing characters are marked on both sides', () => {
  expect(marked('ＮISHI01', 'NISHI01')).toEqual(['[Ｎ]ISHI01', '[N]ISHI01']);
  expect(marked('GIKENO1', 'GIKEN01')).toEqual(['GIKEN[O]1', 'GIKEN[0]1']);
  expect(marked('ABC', 'ABBC')).toEqual(['ABC', 'AB[B]C']);
  expect(marked('', 'AB')).toEqual(['', '[A][B]']);
  expect(marked('SAME', 'SAME')).toEqual(['SAME', 'SAME']);
});
