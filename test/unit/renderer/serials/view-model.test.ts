import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWholeNumber } from '#renderer/parts/record-editor/whole-number.ts';
import {
  addPart,
  createPart,
  formatParts,
  getNextPartKind,
  groupNumbersByDay,
  listUniquenessFixes,
  movePart,
  removePart,
  setPart,
  usesFiscalYear,
} from '#renderer/screens/serials/view-model.ts';
import { applyRecordEdit } from '#shared/domain/drafts/record-edit.ts';
import { previewNumbers, previewReset } from '#shared/domain/serials/forecast.ts';
import { formatSerialNumber } from '#shared/domain/serials/numbering.ts';
import { createSerial, type Serial } from '#shared/domain/serials/serial.ts';
import { proveUniqueness } from '#shared/domain/serials/uniqueness.ts';
import { anySerial } from '../../../support/drafts.ts';

const TODAY = { year: 2026, month: 11, day: 24 };
const serial = createSerial('購入申請番号');
const kinds = ({ parts }: Serial) => parts.map(({ kind }) => kind);

describe('the parts of a number', () => {
  test('are added at the end, changed, moved and removed', () => {
    const added = applyRecordEdit(serial, addPart(serial, 'month')).body;
    expect(kinds(added)).toEqual(['fiscalYear4', 'text', 'counter', 'month']);
    const edit = movePart(added, 3, 1);
    expect(edit).not.toBeNull();
    const moved = edit === null ? added : applyRecordEdit(added, edit).body;
    expect(kinds(moved)).toEqual(['fiscalYear4', 'month', 'text', 'counter']);
    expect(kinds(applyRecordEdit(moved, removePart(1)).body)).toEqual(kinds(serial));
    expect(kinds(applyRecordEdit(moved, setPart(moved, 0, createPart('year2'))).body)).toEqual(['year2', 'month', 'text', 'counter']);
  });

  test('apply typed text to its part, wherever that was moved', () => {
    const two: Serial = { ...serial, parts: [{ kind: 'text', text: 'A' }, createPart('counter')] };
    // The user typed and moved the part with Alt and an arrow key before the field reported the text.
    const typed = setPart(two, 0, { kind: 'text', text: 'AB' });
    const edit = movePart(two, 0, 1);
    const moved = edit === null ? two : applyRecordEdit(two, edit).body;
    expect(applyRecordEdit(moved, typed).body.parts).toEqual([createPart('counter'), { kind: 'text', text: 'AB' }]);
    // The part was removed before, so nothing else is removed.
    expect(applyRecordEdit({ ...two, parts: [createPart('counter')] }, typed).body.parts).toEqual([createPart('counter')]);
  });

  test('keep their position if they are moved beyond either end', () => {
    expect(movePart(serial, 0, -1)).toBeNull();
    expect(movePart(serial, 2, 9)).toBeNull();
    expect(movePart(serial, 7, 0)).toBeNull();
  });

  test('offer the counter first, then a text', () => {
    expect(getNextPartKind({ ...serial, parts: [] })).toBe('counter');
    expect(getNextPartKind(serial)).toBe('text');
  });

  test('are formatted individually as in the whole number', () => {
    fc.assert(
      fc.property(anySerial, fc.integer({ min: 0, max: 999 }), (any, value) => {
        expect(formatParts(any, TODAY, value).join('')).toBe(formatSerialNumber(any, TODAY, value));
      }),
    );
  });

  test('show the fiscal year only if it matters', () => {
    expect(usesFiscalYear(serial)).toBe(true);
    expect(usesFiscalYear({ ...serial, reset: 'year', parts: [createPart('year4'), createPart('counter')] })).toBe(false);
  });
});

describe('the ways out of a collision', () => {
  test('each make all numbers unique', () => {
    fc.assert(
      fc.property(anySerial, (any) => {
        for (const { edit } of listUniquenessFixes(any, TODAY)) {
          expect(proveUniqueness(any, TODAY).kind).toBe('collides');
          expect(proveUniqueness(applyRecordEdit(any, edit).body, TODAY).kind).toBe('proved');
        }
      }),
    );
  });

  test('are the missing date part, and no reset', () => {
    const colliding: Serial = { ...serial, reset: 'year', parts: [{ kind: 'text', text: 'P' }, createPart('counter')] };
    expect(listUniquenessFixes(colliding, TODAY).map(({ kind, parts }) => [kind, parts])).toEqual([
      ['date-parts', ['year4']],
      ['never-reset', []],
    ]);
    expect(listUniquenessFixes({ ...serial, parts: [] }, TODAY).map(({ kind }) => kind)).toEqual([]);
    expect(listUniquenessFixes({ ...serial, reset: 'none', parts: [createPart('year4')] }, TODAY).map(({ kind }) => kind)).toEqual([
      'counter',
    ]);
    expect(listUniquenessFixes(serial, TODAY)).toEqual([]);
  });
});

test('lists numbers day by day; a reset starts a new group', () => {
  const days = groupNumbersByDay(previewReset(serial, TODAY, 300, 4));
  expect(days.map(({ day, afterReset, numbers }) => [day, afterReset, numbers.length])).toEqual([
    ['2027-03-31', false, 4],
    ['2027-04-01', true, 4],
  ]);
});

test('reports once that numbers run out, until a reset', () => {
  const short: Serial = {
    ...serial,
    parts: [{ kind: 'year4' }, { kind: 'month' }, createPart('text'), { kind: 'counter', digits: 1, zeroPad: true }],
  };
  const told = (reset: Serial['reset'], count: number) =>
    groupNumbersByDay(previewNumbers({ ...short, reset }, { year: 2026, month: 11, day: 29 }, 300, count, 8)).map(({ day, numbers }) => [
      day,
      numbers.map(({ number }) => number),
    ]);
  expect(told('none', 30)).toEqual([['2026-11-29', ['202611-8', '202611-9', null]]]);
  expect(told('month', 22)).toEqual([
    ['2026-11-29', ['202611-8', '202611-9', null]],
    ['2026-12-01', ['202612-1', '202612-2']],
  ]);
});

test('whole numbers are read as people write them', () => {
  expect(parseWholeNumber('１，２００', 10_000)).toBe(1_200);
  expect(parseWholeNumber(' 0 ', 10)).toBe(0);
  for (const text of ['', '-1', '1.5', '三', '11']) expect(parseWholeNumber(text, 10), text).toBeNull();
});
