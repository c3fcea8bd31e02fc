import { describe, expect, it } from 'vitest';
import { addRows, EMPTY_SELECTION, selectAllRows, toggleRow } from '#renderer/parts/data-table/selection/selection.ts';
import {
  type FindingSelection,
  getBlockingCount,
  isStillListed,
  toSelectionEntry,
  toSelectionInput,
} from '#renderer/screens/matching/selection.ts';
import { EMPTY_FINDING_FILTER, TRIAGE_FILTERS } from '#shared/contract/readiness/finding-choices.ts';

const block = (row: number) => toSelectionEntry({ row, severity: 'block' });
const note = (row: number) => toSelectionEntry({ row, severity: 'note' });
const NOTHING: FindingSelection = EMPTY_SELECTION;
const all: FindingSelection = selectAllRows(7, { ...EMPTY_FINDING_FILTER, search: '大阪' }, 100_000);

describe('chosen findings', () => {
  it('send no query while there are none', () => {
    expect(toSelectionInput(NOTHING)).toBeNull();
  });

  it('are sent row by row, or by their filter with the excluded rows', () => {
    const two = toggleRow(toggleRow(NOTHING, 7, block(3)), 7, note(9));
    expect(toSelectionInput(two)).toEqual({ revision: 7, rows: [3, 9] });
    expect(toSelectionInput(toggleRow(all, 7, block(3)))).toEqual({
      revision: 7,
      filter: { ...EMPTY_FINDING_FILTER, search: '大阪' },
      except: [3],
    });
    expect(toSelectionInput(toggleRow(all, 8, block(3)))).toEqual({ revision: 8, rows: [3] });
    expect(toSelectionInput(addRows(all, 8, [block(3), block(4)]))).toEqual({ revision: 8, rows: [3, 4] });
  });

  it('stay selected after a decision if the list still shows them', () => {
    const staying = (change: Parameters<typeof isStillListed>[0]) => TRIAGE_FILTERS.filter((triage) => isStillListed(change, triage));
    expect(staying({ kind: 'note', text: '確認中' })).toEqual([...TRIAGE_FILTERS]);
    expect(staying({ kind: 'accept', reason: '入社前', until: null })).toEqual(['accepted', 'adopted', 'all']);
    expect(staying({ kind: 'assign', side: 'neo', person: '' })).toEqual(
      TRIAGE_FILTERS.filter((triage) => triage !== 'open' && triage !== 'assigned-amazon'),
    );
    expect(staying({ kind: 'assign', side: null, person: '総務' })).not.toContain('assigned-neo');
    expect(staying({ kind: 'reopen' })).toEqual(TRIAGE_FILTERS.filter((triage) => !triage.startsWith('accepted')));
    expect(staying({ kind: 'unassign' })).toEqual(TRIAGE_FILTERS.filter((triage) => !triage.startsWith('assigned')));
  });

  it('count blocking findings of single rows, and request the count for a filter', () => {
    expect(getBlockingCount(addRows(NOTHING, 7, [block(1), note(2), block(3)]))).toEqual({ known: 2 });
    expect(getBlockingCount(toggleRow(toggleRow(all, 7, block(1)), 7, note(2)))).toEqual({
      ask: { ...EMPTY_FINDING_FILTER, search: '大阪', severities: ['block'] },
      less: 1,
    });
    const risks: FindingSelection = selectAllRows(7, { ...EMPTY_FINDING_FILTER, severities: ['risk'] }, 4);
    expect(getBlockingCount(risks)).toEqual({ known: 0 });
  });
});
