import { describe, expect, it } from 'vitest';
import { placeColumns, STANDARD_LAYOUT } from '#renderer/parts/data-table/columns/columns.ts';
import { FINDING_COLUMNS } from '#renderer/screens/matching/columns.tsx';

/** Width of the checkbox column. */
const BOX_PX = 40;
const placed = (width: number) => placeColumns(FINDING_COLUMNS, STANDARD_LAYOUT, width - BOX_PX);
const ids = (width: number): string[] => placed(width).map((column) => column.id);

describe('columns of the findings', () => {
  it('all fit beside the rail at 1440, except the addresses that the fix already contains', () => {
    expect(ids(1224)).toEqual(['severity', 'name', 'organization', 'reason', 'owner', 'correction', 'triage']);
  });
  it('give up the organization at 1024, so that reasons and both addresses of a fix are not cut', () => {
    expect(ids(968)).toEqual(['severity', 'name', 'reason', 'owner', 'correction', 'triage']);
    expect(placed(968).find(({ id }) => id === 'reason')?.width).toBeGreaterThanOrEqual(180);
    expect(placed(968).find(({ id }) => id === 'correction')?.width).toBeGreaterThanOrEqual(300);
  });
  it('give up what the detail panel shows: first the organization, then the owner', () => {
    expect(ids(840)).toEqual(['severity', 'name', 'reason', 'owner', 'correction', 'triage']);
    expect(ids(804)).toEqual(['severity', 'name', 'reason', 'correction', 'triage']);
    expect(ids(640)).toEqual(['severity', 'name', 'reason', 'correction']);
    expect(ids(548)).toEqual(['severity', 'name', 'correction']);
    expect(ids(420)).toEqual(['name', 'correction']);
  });
});
