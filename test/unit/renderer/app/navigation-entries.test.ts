import { describe, expect, test } from 'vitest';
import { findNavigationEntry, NAVIGATION_ENTRIES } from '../../../../src-renderer/app/navigation/navigation-entries.ts';
import { SCREEN_PARAMS, type ScreenId } from '../../../../src-renderer/navigation/screen-params.ts';

describe('the navigation entries', () => {
  test('are six beside the settings, and every screen but the settings and the weekly check belongs to exactly one', () => {
    expect(NAVIGATION_ENTRIES).toHaveLength(6);
    const screens: ScreenId[] = NAVIGATION_ENTRIES.flat();
    expect(screens.toSorted()).toEqual(
      Object.keys(SCREEN_PARAMS)
        .filter((screen) => screen !== 'settings' && screen !== 'weeklyCheck')
        .toSorted(),
    );
    for (const screen of screens) expect(findNavigationEntry(screen)).toContain(screen);
    expect(findNavigationEntry('settings')).toBeNull();
  });
});
