import { describe, expect, it } from 'vitest';
import { everything, NOTHING_CHOSEN, toggled, withRows } from '#renderer/parts/data-table/selection/selection.ts';
import { blockingOf, entryOf, type FindingSelection, remainsListed, selectionInput } from '#renderer/screens/matching/selection.ts';
import { EMPTY_FILTER, TRIAGE_FILTERS } from '#shared/contract/readiness/finding-choices.ts';

const block = (row: number) => entryOf({ row, severity: 'block' });
const note = (row: number) => entryOf({ row, severity: 'note' });
const NOTHING: FindingSelection = NOTHING_CHOSEN;
const all: FindingSelection = everything(7, { ...EMPTY_FILTER, search: '大阪' }, 100_000);

describe('chosen findings', () => {
  it('send no query while there are none', () => {
    expect(selectionInput(NOTHING)).toBeNull();
  });

  it('are sent row by row, or by their filter with the excluded rows', () => {
    const two = toggled(toggled(NOTHING, 7, block(3)), 7, note(9));
    expect(selectionInput(two)).toEqual({ revision: 7, rows: [3, 9] });
    expect(selectionInput(toggled(all, 7, block(3)))).toEqual({ revision: 7, filter: { ...EMPTY_FILTER, search: '大阪' }, except: [3] });
    expect(selectionInput(toggled(all, 8, block(3)))).toEqual({ revision: 8, rows: [3] });
    expect(selectionInput(withRows(all, 8, [block(3), block(4)]))).toEqual({ revision: 8, rows: [3, 4] });
  });

  it('stay chosen after a decision where the list still shows them', () => {
    const staying = (change: Parameters<typeof remainsListed>[0]) => TRIAGE_FILTERS.filter((triage) => remainsListed(change, triage));
    expect(staying({ kind: 'note', text: '確認中' })).toEqual([...TRIAGE_FILTERS]);
    expect(staying({ kind: 'accept', reason: '入社前', until: null })).toEqual(['accepted', 'adopted', 'all']);
    expect(staying({ kind: 'assign', side: 'neo', person: '' })).toEqual(
      TRIAGE_FILTERS.filter((triage) => triage !== 'open' && triage !== 'assigned-amazon'),
    );
    expect(staying({ kind: 'assign', side: null, person: '総務' })).not.toContain('assigned-neo');
    expect(staying({ kind: 'reopen' })).toEqual(TRIAGE_FILTERS.filter((triage) => !triage.startsWith('accepted')));
    expect(staying({ kind: 'unassign' })).toEqual(TRIAGE_FILTERS.filter((triage) => !triage.startsWith('assigned')));
  });

  it('know how many of single rows block, and ask for those of a filter', () => {
    expect(blockingOf(withRows(NOTHING, 7, [block(1), note(2), block(3)]))).toEqual({ known: 2 });
    expect(blockingOf(toggled(toggled(all, 7, block(1)), 7, note(2)))).toEqual({
      ask: { ...EMPTY_FILTER, search: '大阪', severities: ['block'] },
      less: 1,
    });
    const risks: FindingSelection = everything(7, { ...EMPTY_FILTER, severities: ['risk'] }, 4);
    expect(blockingOf(risks)).toEqual({ known: 0 });
  });
});
