import { expect, test } from 'vitest';
import type { EnteredObject, StoredTick } from '#main/storage/plan/manual-entry-store.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { companyFileForEach, historyRecord } from '../../support/company-file.ts';

const file = companyFileForEach();
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 26, 0, minute)).toISOString();
const SECTION = 'invoice_groups';
const body = (name: string): Body => ({ code: 'CODE', name, users: [], organizations: [] }) as Body;
const entered = (id: string, name: string | null, minute: number, generation = 0): Omit<EnteredObject, 'baseBefore'> => ({
  key: `${SECTION} ${id}`,
  section: SECTION,
  id,
  name: name ?? '',
  body: name === null ? null : body(name),
  generation,
  at: at(minute),
  by: '田中',
  saidBy: '',
  day: '2026-11-26',
});
const draft = (id: string, base: Body | null, wanted: Body | null): ReadonlyMap<string, Draft> =>
  new Map([[`${SECTION} ${id}`, { section: SECTION, id, base, draft: wanted, note: '' } as Draft]]);
const baseOf = (id: string): unknown => file.anew().drafts.state().drafts.get(`${SECTION} ${id}`)?.base ?? null;
const record = historyRecord({ kind: 'hand-over' });
const steps = (): readonly [number, number] => [file.now().server.revision(), file.now().log.verify().entries];

test('lines of an object are ticked and unticked one by one, and their ticks go when it is entered', () => {
  const { manualEntry } = file.now();
  const tick = (line: string, print = 'p'): StoredTick => ({ line, print, at: at(1), by: '田中' });
  manualEntry.tick(`${SECTION} a`, [tick('/name'), tick('/code')]);
  manualEntry.tick(`${SECTION} a`, [tick('/code', 'q')]);
  manualEntry.tick(`${SECTION} b`, [tick('/name')]);
  expect(steps()).toEqual([3, 0]);
  expect(file.anew().manualEntry.ticks()).toEqual(
    new Map([
      [
        `${SECTION} a`,
        new Map([
          ['/code', tick('/code', 'q')],
          ['/name', tick('/name')],
        ]),
      ],
      [`${SECTION} b`, new Map([['/name', tick('/name')]])],
    ]),
  );
  manualEntry.untick(`${SECTION} a`, ['/name', '/none']);
  expect([...(manualEntry.ticks().get(`${SECTION} a`)?.keys() ?? [])]).toEqual(['/code']);
  expect(steps()).toEqual([4, 0]);
  manualEntry.finish(entered('a', '一', 2), record);
  expect([...manualEntry.ticks().keys()]).toEqual([`${SECTION} b`]);
  expect(steps()).toEqual([5, 1]);
});

test('a value recorded as entered is the base of its draft until that is undone', () => {
  const { manualEntry, drafts } = file.now();
  drafts.reconcile(draft('a', body('零'), body('一')), at(0));
  manualEntry.finish(entered('a', '一', 1, 3), record);
  const first: EnteredObject = { ...entered('a', '一', 1, 3), baseBefore: body('零') };
  expect([manualEntry.entered(), baseOf('a')]).toEqual([[first], body('一')]);
  manualEntry.finish(entered('b', '二', 2), record);
  manualEntry.finish(entered('a', null, 3), record);
  const third: EnteredObject = { ...entered('a', null, 3), baseBefore: body('一') };
  const second: EnteredObject = { ...entered('b', '二', 2), baseBefore: null };
  const next = file.anew().manualEntry;
  expect(next.entered()).toEqual([third, second]);
  // A read is compared with the state before the first claim, regardless of later claims.
  expect(next.claims()).toEqual([
    { key: `${SECTION} a`, section: SECTION, id: 'a', body: null, before: body('零') },
    { key: `${SECTION} b`, section: SECTION, id: 'b', body: body('二'), before: null },
  ]);
  expect([baseOf('a'), baseOf('b')]).toEqual([null, body('二')]);
  const before = steps();
  manualEntry.reopen(third, at(4), record);
  expect(steps()).toEqual([before[0] + 1, before[1] + 1]);
  expect([manualEntry.entered(), baseOf('a')]).toEqual([[second, first], body('一')]);
  manualEntry.reopen(second, at(5), record);
  expect([manualEntry.entered(), drafts.state().drafts.has(`${SECTION} b`)]).toEqual([[first], false]);
});

test('a reading settles the statements about the objects it read, and no others', () => {
  const { manualEntry, drafts } = file.now();
  const answer = (keys: readonly string[]): unknown =>
    drafts.reconcile(new Map(), at(5), (database) => manualEntry.answerIn(database, keys, at(5), record));
  for (const [minute, id] of ['a', 'b', 'a'].entries()) manualEntry.finish(entered(id, '一', minute + 1), record);
  const before = steps();
  answer([]);
  expect(steps()).toEqual(before);
  answer([`${SECTION} a`]);
  expect(steps()).toEqual([before[0], before[1] + 1]);
  expect(manualEntry.entered().map(({ id }) => id)).toEqual(['b']);
  expect(manualEntry.claims().map(({ id }) => id)).toEqual(['b']);
  // A later claim starts with the current base.
  manualEntry.finish(entered('a', '二', 6), record);
  expect(manualEntry.claims().map(({ id, before: known }) => [id, known])).toEqual([
    ['a', body('一')],
    ['b', null],
  ]);
});

test('a statement that the draft already reflects does not change the draft', () => {
  const { manualEntry, drafts } = file.now();
  drafts.reconcile(draft('a', body('一'), body('一')), at(0));
  const before = drafts.state().revision;
  manualEntry.finish(entered('a', '一', 1), record);
  manualEntry.reopen({ ...entered('a', '一', 1), baseBefore: body('一') }, at(2), record);
  expect([drafts.state().revision, manualEntry.entered()]).toEqual([before, []]);
});
