import { describe, expect, it } from 'vitest';
import {
  addLine,
  countPeoplePerLine,
  findRepeatedLines,
  getEditsSince,
  hasChanges,
  sortByExcluded,
  toExclusionLines,
  toExclusions,
} from '#renderer/screens/triage/exclusion-lines.ts';
import type { Exclusion } from '#shared/domain/triage/exclusions.ts';

const line = (value: string, part: Partial<Exclusion & { readonly people: number }> = {}) => ({
  field: 'name-begins' as const,
  value,
  note: '',
  on: true,
  people: 0,
  ...part,
});
const KEPT = [line('テスト'), line('共有', { field: 'name-contains', on: false })];

describe('the exclusion list while it is edited', () => {
  it('starts with the lines that exclude most people, each still with its people', () => {
    const person = (name: string, entry: number) => ({ name, loginId: name, workEmail: '', entry });
    const shown = sortByExcluded({
      entries: [line('研修'), line('共有', { people: 2 }), line('テスト'), line('予備', { people: 5 })],
      standard: false,
      people: 7,
      sample: [person('共有 一', 1), person('予備 一', 3)],
    });
    expect(shown.entries.map(({ value }) => value)).toEqual(['予備', '共有', '研修', 'テスト']);
    expect(shown.sample.map(({ name, entry }) => [name, shown.entries[entry]?.value])).toEqual([
      ['共有 一', '共有'],
      ['予備 一', '予備'],
    ]);
  });
  it('is unchanged until a line has a value', () => {
    const lines = toExclusionLines(KEPT);
    expect(hasChanges(lines, KEPT)).toBe(false);
    expect(hasChanges(addLine(lines), KEPT)).toBe(false);
    expect(
      hasChanges(
        addLine(lines).map((each, at) => (at === 0 ? { ...each, value: '研修' } : each)),
        KEPT,
      ),
    ).toBe(true);
    expect(hasChanges(lines.slice(1), KEPT)).toBe(true);
  });
  it('puts a new line first, with a separate ID', () => {
    const lines = addLine(addLine(toExclusionLines(KEPT)));
    expect(new Set(lines.map(({ id }) => id)).size).toBe(4);
    expect(lines[0]).toMatchObject({ value: '', on: true });
    expect(addLine([])).toHaveLength(1);
  });
  it('sends trimmed lines with a value', () => {
    expect(toExclusions([{ id: 1, field: 'login', value: ' test1 ', note: ' 検証 ', on: true }, ...addLine([])])).toEqual([
      { field: 'login', value: 'test1', note: '検証', on: true },
    ]);
  });
  it('assigns the people to their lines, skipping lines without a value', () => {
    const lines = addLine(toExclusionLines(KEPT));
    expect(
      countPeoplePerLine(lines, { entries: [line('テスト', { people: 5 } as object), line('共有', { people: 2 } as object)] }),
    ).toEqual([0, 5, 2]);
  });
  it('reports lines that can exclude no one because another is equivalent', () => {
    const lines = toExclusionLines([line('test'), line('ＴＥＳＴ '), line('test', { field: 'login' }), line('TEST', { on: false })]);
    expect([...findRepeatedLines(lines)]).toEqual([1]);
  });

  it('keeps text typed during a save, as edits of the saved list', () => {
    const sent = { lines: toExclusionLines(KEPT), before: toExclusions(toExclusionLines(KEPT)) };
    const entries = toExclusions(sent.lines);
    expect(getEditsSince(sent, sent, entries)).toBeNull();
    // The edit was discarded before.
    expect(getEditsSince(sent, null, entries)).toBeNull();
    const typed = { ...sent, lines: addLine(sent.lines) };
    expect(getEditsSince(sent, typed, entries)).toEqual({ lines: typed.lines, before: entries });
  });
});
