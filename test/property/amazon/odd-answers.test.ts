import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePoAddress, judgeProfile, judgeSetup } from '#main/amazon/judge-answer.ts';
import { createRedact } from '#main/amazon/redact.ts';
import { CONNECTION_REASONS, type LayerVerdict } from '#shared/domain/integration/connection-test/connection-test.ts';
import { oddAnswer, PLANTED } from '../../support/odd-answers.ts';

/**
 * Number of generated responses. `TSUNAGI_FUZZ_RUNS=100000` starts the long run; `npm run bench -- amazon` measures the slowest response
 * among as many.
 */
const RUNS = Number(process.env['TSUNAGI_FUZZ_RUNS'] ?? 3000);
const redact = createRedact([PLANTED.secret, `https://https-ats.amazonsedi.com/${PLANTED.uuid}`]);

const verdictsOf = (seed: number): readonly LayerVerdict[] => {
  const answer = oddAnswer(seed);
  return [judgeSetup(answer, redact), judgeProfile(answer, redact), judgePoAddress(answer, redact)];
};

describe('malformed answers', () => {
  it(`lead to a listed reason each, and leak nothing (${RUNS})`, { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (seed) => {
        const verdicts = verdictsOf(seed);
        for (const { failed, warned } of verdicts) {
          for (const { id } of [...failed, ...warned]) expect(Object.hasOwn(CONNECTION_REASONS, id)).toBe(true);
        }
        const told = JSON.stringify(verdicts);
        for (const planted of Object.values(PLANTED)) {
          expect(told).not.toContain(planted);
          expect(told).not.toContain(encodeURIComponent(planted));
          expect(told).not.toContain(btoa(planted));
        }
        expect(told).not.toContain(JSON.stringify(PLANTED.secret).slice(1, -1));
        expect(told.length).toBeLessThan(8000);
      }),
      { numRuns: RUNS },
    );
  });

  it('pass only with a status of success and a StartPage of Amazon over https', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (seed) => {
        const [setup] = verdictsOf(seed) as [LayerVerdict];
        if (setup.failed.length > 0) return;
        expect(setup.facts['status']).toMatch(/^2\d\d$/);
        expect(setup.facts['startPageHost']).toMatch(/\S/);
      }),
      { numRuns: RUNS },
    );
  });
});
