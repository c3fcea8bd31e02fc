import { expect, test } from 'vitest';
import { NO_BRANCHES } from '#shared/domain/setup/branches.ts';
import { SETUP_STEP_IDS, type SetupStepId } from '#shared/domain/setup/guide.ts';
import type { SetupRecord } from '#shared/domain/setup/marks.ts';
import { companyFileForEach } from '../../support/company-file.ts';

const file = companyFileForEach();
const [ONE, TWO] = SETUP_STEP_IDS as readonly [SetupStepId, SetupStepId];
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 26, 0, minute)).toISOString();
const mark = (minute: number, changes: Partial<SetupRecord> = {}): SetupRecord => ({
  kind: 'done',
  at: at(minute),
  by: '田中',
  saidBy: '鈴木',
  day: '2026-11-25',
  about: { objects: [], left: null },
  ...changes,
});

test('the latest statement about each step applies, and the one before it once that is undone', () => {
  const { setup } = file.now();
  expect(setup.marks()).toEqual(new Map());
  const asked = mark(1, { kind: 'started', saidBy: '', about: { objects: [{ id: 'routes r1', name: '標準', print: 'p' }], left: 3 } });
  setup.mark(ONE, asked);
  setup.mark(ONE, mark(2));
  setup.mark(TWO, mark(3));
  expect(file.anew().setup.marks()).toEqual(
    new Map([
      [ONE, mark(2)],
      [TWO, mark(3)],
    ]),
  );
  const next = file.now().setup;
  expect(next.unmark(ONE, at(4))).toBe(true);
  expect(next.marks().get(ONE)).toEqual(asked);
  expect(next.unmark(ONE, at(5))).toBe(true);
  expect(next.unmark(ONE, at(6))).toBe(false);
  expect([...next.marks().keys()]).toEqual([TWO]);
});

test('a step is opened again by taking back what a check once found, too', () => {
  const { setup } = file.now();
  setup.prove([{ id: ONE, print: 'a' }], at(1));
  expect(setup.unmark(TWO, at(2))).toBe(false);
  expect(setup.proofs().get(ONE)).toEqual({ at: at(1), print: 'a' });
  expect(setup.unmark(ONE, at(2))).toBe(true);
  expect(setup.proofs()).toEqual(new Map());
});

test('a step that a check finds unchanged keeps the time of its first detection', () => {
  const { setup } = file.now();
  setup.prove(
    [
      { id: ONE, print: 'a' },
      { id: TWO, print: 'a' },
    ],
    at(1),
  );
  setup.prove(
    [
      { id: ONE, print: 'a' },
      { id: TWO, print: 'b' },
    ],
    at(2),
  );
  setup.prove([{ id: TWO, print: 'b' }], at(3));
  expect(file.anew().setup.proofs()).toEqual(
    new Map([
      [ONE, { at: at(1), print: 'a' }],
      [TWO, { at: at(2), print: 'b' }],
    ]),
  );
});

test('who sees to a step and the words about it change each for itself', () => {
  const { setup } = file.now();
  setup.changeCard(ONE, { note: 'メモ' }, at(1));
  setup.changeCard(TWO, { responsible: '鈴木' }, at(1));
  expect(setup.cards()).toEqual(
    new Map([
      [ONE, { responsible: '', note: 'メモ' }],
      [TWO, { responsible: '鈴木', note: '' }],
    ]),
  );
  setup.changeCard(ONE, { responsible: '田中' }, at(2));
  setup.changeCard(TWO, { responsible: '' }, at(2));
  expect(file.anew().setup.cards()).toEqual(
    new Map([
      [ONE, { responsible: '田中', note: 'メモ' }],
      [TWO, { responsible: '', note: '' }],
    ]),
  );
});

test('a selected option stays while another one is selected', () => {
  const { setup } = file.now();
  expect(setup.branches()).toEqual(NO_BRANCHES);
  setup.choose({ account: 'again' }, at(1), '田中');
  expect(setup.branches()).toEqual({ account: 'again', otherIntegration: null });
  setup.choose({ account: undefined, otherIntegration: false }, at(2), '田中');
  expect(file.anew().setup.branches()).toEqual({ account: 'again', otherIntegration: false });
  file.now().setup.choose({ account: null }, at(3), '田中');
  expect(file.now().setup.branches()).toEqual({ account: null, otherIntegration: false });
});

test('a step that the guide no longer has is passed over', () => {
  const { setup } = file.now();
  const former = 'a-step-of-before' as SetupStepId;
  setup.mark(former, mark(1));
  setup.prove([{ id: former, print: 'a' }], at(1));
  setup.changeCard(former, { note: 'メモ' }, at(1));
  expect([setup.marks().size, setup.proofs().size, setup.cards().size]).toEqual([0, 0, 0]);
});
