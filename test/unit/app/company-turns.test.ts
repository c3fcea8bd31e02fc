import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCompanyTurns, turnOf } from '#main/app/company-turns.ts';

it('whoever comes first goes first: nothing that shares runs beside somebody who is alone, and each meets the company it came for', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ alone: fc.boolean(), pauses: fc.nat(4), fails: fc.boolean() }), { maxLength: 30 }),
      async (calls) => {
        const turns = createCompanyTurns();
        let company = 0;
        let asked = 0;
        let sharing = 0;
        let alone = 0;
        const ended = calls.map(({ alone: opens, pauses, fails }) => {
          if (opens) asked++;
          const wanted = asked;
          return turns[opens ? 'alone' : 'share'](async () => {
            if (opens) {
              alone++;
              company = wanted;
            } else sharing++;
            for (let at = 0; at <= pauses; at++) {
              expect(company).toBe(wanted);
              expect(opens ? [alone, sharing] : [alone, sharing > 0]).toEqual(opens ? [1, 0] : [0, true]);
              await Promise.resolve();
            }
            if (opens) alone--;
            else sharing--;
            if (fails) throw new Error('planned');
            return wanted;
          });
        });
        const results = await Promise.allSettled(ended);
        results.forEach((result, at) => {
          expect(result.status).toBe(calls[at]?.fails ? 'rejected' : 'fulfilled');
          if (result.status === 'rejected') expect(String(result.reason)).toContain('planned');
        });
      },
    ),
    { numRuns: 300 },
  );
});

it('opening a company waits its turn; what is about no company waits for nobody', () => {
  expect(turnOf('profiles.open')).toBe('alone');
  expect(turnOf('drafts.apply')).toBe('share');
  expect(turnOf('jobs.cancel')).toBe('at-once');
  expect(turnOf('profiles.current')).toBe('at-once');
});
