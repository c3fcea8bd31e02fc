import { describe, expect, it } from 'vitest';
import { createMatchRules, describeTypo, toCanonicalAddress } from '#shared/domain/email/index.ts';
import { createTypoIndex } from '#shared/domain/email/typo.ts';
import { CORPUS_POLICY, type Expected, WRITTEN_PAIRS } from '../../corpus/email/pairs.ts';

const matchRules = createMatchRules(CORPUS_POLICY);

function verdict(neo: string, amazon: string): Expected {
  const met = matchRules.meet(neo, amazon);
  if (met === 0) return 'same';
  if (met !== null) return matchRules.rules[met - 1]?.code.replace('email-differs-', '') as Expected;
  return describeTypo(toCanonicalAddress(neo), toCanonicalAddress(amazon)) === null ? 'never' : 'typo';
}

describe('the written corpus', () => {
  it('holds at least 300 pairs, each once', () => {
    expect(WRITTEN_PAIRS.length).toBeGreaterThanOrEqual(300);
    expect(new Set(WRITTEN_PAIRS.map(([, [neo, amazon]]) => JSON.stringify([neo, amazon]))).size).toBe(WRITTEN_PAIRS.length);
  });

  it.each(WRITTEN_PAIRS.map(([expected, [neo, amazon, note]]) => ({ expected, neo, amazon, note, shown: JSON.stringify([neo, amazon]) })))(
    '$expected: $note $shown',
    ({ expected, neo, amazon }) => {
      expect(verdict(neo, amazon)).toBe(expected);
      expect(verdict(amazon, neo)).toBe(expected);
    },
  );

  it('finds the same typos by index as by comparing pairs', () => {
    const amazon = WRITTEN_PAIRS.map(([, [, address]]) => toCanonicalAddress(address));
    const index = createTypoIndex(amazon);
    WRITTEN_PAIRS.forEach(([expected, [neo]], at) => {
      if (expected === 'typo') expect(index.near(toCanonicalAddress(neo))).toContain(at);
    });
  });
});
