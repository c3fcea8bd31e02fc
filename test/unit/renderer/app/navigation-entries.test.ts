import { describe, expect, test } from 'vitest';
import type { CompanyContent } from '#shared/contract/companies/companies.ts';
import { findNavigationEntry, hasEntryContent, NAVIGATION_GROUPS } from '../../../../src-renderer/app/navigation/navigation-entries.ts';
import { SCREEN_PARAMS, type ScreenId } from '../../../../src-renderer/navigation/screen-params.ts';

const DOORS = NAVIGATION_GROUPS.flat();
const NEW: CompanyContent = { orders: false, plan: false, sections: ['integration'] };
const open = ({ hasPeople = false, ...has }: Partial<CompanyContent> & { readonly hasPeople?: boolean } = {}) =>
  DOORS.map(([id]) => id).filter((id) => hasEntryContent(id, hasPeople, { ...NEW, ...has }));

describe('the navigation entries', () => {
  test('are ten, and every screen but the settings and the weekly check is behind exactly one', () => {
    expect(DOORS).toHaveLength(10);
    const behind: ScreenId[] = DOORS.flat();
    expect(behind.toSorted()).toEqual(
      Object.keys(SCREEN_PARAMS)
        .filter((screen) => screen !== 'settings' && screen !== 'weeklyCheck')
        .toSorted(),
    );
    for (const screen of behind) expect(findNavigationEntry(screen)).toContain(screen);
    expect(findNavigationEntry('settings')).toBeNull();
  });

  test('without content are collapsed on the first day', () => {
    expect(open()).toEqual(['readiness', 'setup', 'integration', 'import']);
  });

  test('appear automatically with their content', () => {
    expect(open({ hasPeople: true })).toContain('matching');
    expect(open({ orders: true })).toContain('orders');
    expect(open({ plan: true })).toContain('plan');
    expect(open({ sections: ['serials'] })).toEqual(['readiness', 'setup', 'integration', 'serials', 'import']);
    expect(open({ sections: ['routes', 'invoice_groups'] })).toEqual([
      'readiness',
      'setup',
      'integration',
      'routes',
      'invoicing',
      'import',
    ]);
  });
});
