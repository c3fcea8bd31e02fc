import { expect, test } from 'vitest';
import { getCodeCounterpart, markDifferences, markInvalidCharacters } from '#renderer/screens/invoicing/code-counterpart.ts';

const FACTS = { kind: 'invoice', people: 3, match: 'near', option: 'GIKEN01', amazonGroup: '技研' } as const;

test('uses the twin of a code that the host found, and none while no option is known', () => {
  expect(getCodeCounterpart(FACTS, 'GIKENO1')).toEqual({ kind: 'near', option: 'GIKEN01', group: '技研' });
  expect(getCodeCounterpart({ ...FACTS, match: 'unmatched', option: '', amazonGroup: '' }, 'YAKUIN')).toEqual({
    kind: 'unmatched',
    option: '',
    group: '',
  });
  expect(getCodeCounterpart({ ...FACTS, match: null, option: '', amazonGroup: '' }, 'YAKUIN')).toBeNull();
  expect(getCodeCounterpart({ kind: 'none' }, 'YAKUIN')).toBeNull();
});

test('does not report a malformed code as the same, even if the option is equal', () => {
  expect(getCodeCounterpart({ ...FACTS, match: 'exact', option: 'GI-KEN' }, 'GI-KEN')?.kind).toBe('malformed');
  expect(getCodeCounterpart({ ...FACTS, match: 'exact' }, 'GIKEN01')?.kind).toBe('exact');
  expect(getCodeCounterpart({ ...FACTS, match: 'width' }, 'ＧIKEN01')?.kind).toBe('width');
});

test('does not report a code that was not entered yet as missing on Amazon', () => {
  expect(getCodeCounterpart({ ...FACTS, match: 'unmatched', option: '', amazonGroup: '' }, '')?.kind).toBe('empty');
});

test('marks characters that no code may contain, and those beyond the maximum length', () => {
  const misfits = (code: string) =>
    markInvalidCharacters(code)
      .map(({ character, differs }) => (differs ? `[${character}]` : character))
      .join('');
  expect(misfits('EAST-1')).toBe('EAST[-]1');
  expect(misfits('ＷD 1')).toBe('[Ｗ]D[ ]1');
  expect(misfits('A'.repeat(21))).toBe(`${'A'.repeat(20)}[A]`);
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
