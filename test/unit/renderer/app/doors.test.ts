import { describe, expect, test } from 'vitest';
import { DOOR_GROUPS, doorOf, isBehind, type Possessions } from '../../../../src-renderer/app/doors.ts';
import { SCREEN_PARAMS, type ScreenId } from '../../../../src-renderer/navigation/screen-params.ts';

const DOORS = DOOR_GROUPS.flat();
const NEW: Possessions = {
  hasPeople: false,
  hasOrders: false,
  drafts: [
    { section: 'integration', objects: 1, changed: 0 },
    { section: 'routes', objects: 0, changed: 0 },
    { section: 'serials', objects: 0, changed: 0 },
    { section: 'invoice_groups', objects: 0, changed: 0 },
  ],
  isServerRead: false,
};
const open = (has: Partial<Possessions> = {}) => DOORS.map(([id]) => id).filter((id) => isBehind(id, { ...NEW, ...has }));

describe('the doors', () => {
  test('are ten, and every screen but the settings is behind exactly one', () => {
    expect(DOORS).toHaveLength(10);
    const behind: ScreenId[] = DOORS.flat();
    expect(behind.toSorted()).toEqual(
      Object.keys(SCREEN_PARAMS)
        .filter((screen) => screen !== 'settings')
        .toSorted(),
    );
    for (const screen of behind) expect(doorOf(screen)).toContain(screen);
    expect(doorOf('settings')).toBeNull();
  });

  test('that lead to nothing yet are folded away on the first day', () => {
    expect(open()).toEqual(['readiness', 'setup', 'integration', 'import']);
  });

  test('come by themselves with what is behind them', () => {
    expect(open({ hasPeople: true })).toContain('matching');
    expect(open({ hasOrders: true })).toContain('orders');
    expect(open({ isServerRead: true })).toContain('plan');
    const drafts = [{ section: 'serials', objects: 2, changed: 1 }];
    expect(open({ drafts })).toEqual(['readiness', 'setup', 'integration', 'serials', 'plan', 'import']);
  });

  test('are all there while it cannot be told what is behind them', () => {
    expect(open({ hasPeople: true, hasOrders: undefined, drafts: undefined, isServerRead: undefined })).toHaveLength(10);
  });
});
