import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BlockedPerson,
  CAUSE_STATES,
  countToday,
  type FixProgress,
  getActor,
  getCauseState,
  getFixProgress,
  groupCauses,
} from '#shared/domain/fixes/causes.ts';
import { FINDING_CODES, FINDING_KINDS, type FindingCode, type Side } from '#shared/domain/readiness/finding.ts';

const BLOCKING = FINDING_CODES.filter((code) => FINDING_KINDS[code].severity === 'block');
const NONE = { none: 0, adopted: 0, awaiting: 0, missed: 0 };
const state = (progress: Partial<typeof NONE>, more: { kind?: 'spelling' | 'remind'; arrived?: number } = {}) => {
  const all = { ...NONE, ...progress };
  const people = all.none + all.adopted + all.awaiting + all.missed;
  return getCauseState({ kind: more.kind ?? 'spelling', people, progress: all, arrived: more.arrived ?? 0 });
};

describe('the state of the work on a cause', () => {
  it('follows the work from nothing, through the files, to the import that shows the fixes', () => {
    expect(state({ none: 3 })).toBe('open');
    expect(state({ none: 2, adopted: 1 })).toBe('open');
    expect(state({ none: 2, awaiting: 1 })).toBe('file-made');
    expect(state({ adopted: 1, awaiting: 2 })).toBe('file-made');
    expect(state({ awaiting: 3 })).toBe('awaiting-import');
    expect(state({}, { arrived: 3 })).toBe('arrived');
  });
  it('goes back to the file if a list imported after it lacks a fix, and is not arrived while anyone is left', () => {
    expect(state({ awaiting: 2, missed: 1 })).toBe('file-made');
    expect(state({ none: 1 }, { arrived: 9 })).toBe('open');
    expect(state({ awaiting: 1 }, { arrived: 9 })).toBe('awaiting-import');
  });
  it('is not claimed for work on Amazon’s screens, until a file has a fix for it', () => {
    expect(state({ none: 3 }, { kind: 'remind' })).toBe('untracked');
    expect(state({ none: 2, awaiting: 1 }, { kind: 'remind' })).toBe('file-made');
  });
  it('never goes back while fixes are adopted and put into files', () => {
    const counts = fc.record({ none: fc.nat(5), adopted: fc.nat(5), awaiting: fc.nat(5) });
    fc.assert(
      fc.property(counts, ({ none, adopted, awaiting }) => {
        const before = CAUSE_STATES.indexOf(state({ none, adopted, awaiting }));
        if (none > 0)
          expect(CAUSE_STATES.indexOf(state({ none: none - 1, adopted: adopted + 1, awaiting }))).toBeGreaterThanOrEqual(before);
        if (adopted > 0)
          expect(CAUSE_STATES.indexOf(state({ none, adopted: adopted - 1, awaiting: awaiting + 1 }))).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});

describe('the progress of a fix', () => {
  const takenAt = { neo: '2026-04-02T00:00:00.000Z', amazon: '2026-04-05T00:00:00.000Z' };
  const written = { at: '2026-04-03T00:00:00.000Z' };
  it('depends on whether the list of its own side is newer than its file', () => {
    expect(getFixProgress({ state: 'written', side: 'neo', written }, takenAt)).toBe('awaiting');
    expect(getFixProgress({ state: 'written', side: 'amazon', written }, takenAt)).toBe('missed');
    expect(getFixProgress({ state: 'adopted', side: 'amazon', written: null }, takenAt)).toBe('adopted');
  });
  it('is none without a fix, and for a fix that has arrived or no longer applies', () => {
    expect(getFixProgress(undefined, takenAt)).toBe('none');
    for (const over of ['arrived', 'overtaken', 'lost'])
      expect(getFixProgress({ state: over, side: 'neo', written }, takenAt)).toBe('none');
  });
});

it('the person accepts an invitation, an undecided side is the own decision, and the evidence decides otherwise', () => {
  expect(getActor('amazon-invitation-pending', 'amazon')).toBe('person');
  expect(getActor('amazon-invitation-expired', 'amazon')).toBe('amazon');
  expect(getActor('email-differs-typo', 'both')).toBe('me');
  expect(getActor('email-differs-typo', 'neo')).toBe('neo');
});

const person = fc.record({
  code: fc.constantFrom(...BLOCKING),
  side: fc.constantFrom<Side>('neo', 'amazon', 'both'),
  root: fc.constantFrom(null, 'a', 'b'),
  progress: fc.constantFrom<FixProgress>('none', 'adopted', 'awaiting', 'missed'),
  curable: fc.boolean(),
}) satisfies fc.Arbitrary<BlockedPerson>;

describe('causes', () => {
  it('count everyone once, in every sum, whatever the order of people', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 60 }), fc.array(fc.constantFrom(...BLOCKING)), (people, arrived) => {
        const causes = groupCauses(people, arrived);
        const sum = (numbers: Readonly<Record<string, number>>): number => Object.values(numbers).reduce((all, one) => all + one, 0);
        for (const cause of causes) {
          expect(sum(cause.actors)).toBe(cause.people);
          expect(sum(cause.progress)).toBe(cause.people);
          expect(cause.curable).toBeLessThanOrEqual(cause.people);
          expect(cause.people + cause.arrived).toBeGreaterThan(0);
        }
        expect(causes.reduce((all, one) => all + one.people, 0)).toBe(people.length);
        expect(causes.reduce((all, one) => all + one.arrived, 0)).toBe(arrived.length);
        expect(groupCauses(people.toReversed(), arrived.toReversed())).toEqual(causes);
      }),
    );
  });
  it('put work that is to be done before work that waits, and most people first', () => {
    const of = (code: FindingCode, progress: FixProgress, times: number): BlockedPerson[] =>
      Array.from({ length: times }, () => ({ code, side: 'neo', root: null, progress, curable: progress === 'adopted' }));
    const causes = groupCauses(
      [...of('work-email-missing', 'awaiting', 9), ...of('email-differs-case', 'none', 2), ...of('amazon-user-missing', 'adopted', 5)],
      ['other-email-matches'],
    );
    expect(causes.map(({ kind, state: at, people }) => [kind, at, people])).toEqual([
      ['invite', 'open', 5],
      ['spelling', 'open', 2],
      ['fill', 'awaiting-import', 9],
      ['move', 'arrived', 0],
    ]);
    expect(countToday(causes)).toEqual({ causes: 1, people: 5 });
  });
  it('are separate for each root', () => {
    const at = (root: string | null): BlockedPerson => ({
      code: 'invoice-code-near-miss',
      side: 'neo',
      root,
      progress: 'none',
      curable: false,
    });
    expect(groupCauses([at('b'), at('a'), at('b'), at(null)], []).map(({ root, people }) => [root, people])).toEqual([
      ['b', 2],
      [null, 1],
      ['a', 1],
    ]);
  });
});
