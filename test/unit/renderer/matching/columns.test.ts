import { describe, expect, it } from 'vitest';
import { placeColumns, STANDARD_LAYOUT } from '#renderer/parts/data-table/columns/columns.ts';
import { FINDING_COLUMNS } from '#renderer/screens/matching/columns.tsx';

/** Width of the checkbox column. */
const BOX_PX = 40;
const placed = (width: number) => placeColumns(FINDING_COLUMNS, STANDARD_LAYOUT, width - BOX_PX);
const ids = (width: number): string[] => placed(width).map((column) => column.id);

describe('columns of the findings', () => {
  it('all fit beside the rail at 1440', () => {
    expect(ids(1224)).toEqual(['severity', 'name', 'organization', 'workEmail', 'amazonEmail', 'reason', 'triage']);
  });
  it('give up the organization at 1024, so that reasons are not cut', () => {
    expect(ids(968)).toEqual(['severity', 'name', 'workEmail', 'amazonEmail', 'reason', 'triage']);
    expect(placed(968).find(({ id }) => id === 'reason')?.width).toBeGreaterThanOrEqual(180);
  });
  it('give up what the detail panel shows: first the organisation, then the Amazon address', () => {
    expect(ids(840)).toEqual(['severity', 'name', 'workEmail', 'amazonEmail', 'reason', 'triage']);
    expect(ids(804)).toEqual(['severity', 'name', 'workEmail', 'reason', 'triage']);
    expect(ids(548)).toEqual(['severity', 'name', 'workEmail', 'reason']);
    expect(ids(420)).toEqual(['severity', 'name', 'workEmail']);
  });
});
