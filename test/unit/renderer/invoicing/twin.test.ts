import { expect, test } from 'vitest';
import { markDifferences, twinsOf } from '#renderer/screens/invoicing/twin.ts';

const groups = [
  { name: '西日本', code: 'NISHI01', state: 'same' },
  { name: '技研', code: 'GIKEN01', state: 'same' },
  { name: '旧', code: 'OLD01', state: 'deleted' },
  { name: '未記入', code: '', state: 'new' },
] as const;

test('every code has its twin among the Amazon groups that stay', () => {
  const twins = twinsOf(['NISHI01', 'ＮISHI01', 'GIKENO1', 'OLD01'], groups);
  expect([...twins].map(([code, { kind, option, group }]) => [code, kind, option, group])).toEqual([
    ['NISHI01', 'exact', 'NISHI01', '西日本'],
    ['ＮISHI01', 'width', 'NISHI01', '西日本'],
    ['GIKENO1', 'near', 'GIKEN01', '技研'],
    ['OLD01', 'unmatched', '', ''],
  ]);
});

test('while no Amazon group has an option, nothing is said', () => {
  expect(twinsOf(['NISHI01'], [{ name: '未記入', code: '', state: 'new' }]).size).toBe(0);
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
