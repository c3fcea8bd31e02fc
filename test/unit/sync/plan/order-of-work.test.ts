import { expect, it } from 'vitest';
import { createRoute } from '#shared/domain/routes/route.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import { computeOrderOfWork } from '#shared/domain/sync/plan/order-of-work.ts';
import { planFor } from '../../../support/sync.ts';

it('makes first what others name, deletes behind it, and opens the way to Amazon last, however the plan is sorted', () => {
  const login = { systemLogin: '', poRequestUrl: '', punchoutUrl: '' };
  const group = (code: string) => ({ code, name: code, users: [], organizations: [] });
  const plan = planFor(
    [
      { section: 'integration', id: 'integration', base: login, draft: { ...login, systemLogin: 'A' }, server: login },
      { section: 'invoice_groups', id: 'old', base: group('OLD'), draft: null, server: group('OLD') },
      { section: 'invoice_groups', id: 'new', base: null, draft: group('NEW'), server: null },
      {
        section: 'common_settings',
        id: 'common_settings',
        base: { title: '', routeId: null, serialId: null },
        draft: { title: '購買', routeId: null, serialId: null },
        server: { title: '', routeId: null, serialId: null },
      },
      { section: 'serials', id: 's', base: null, draft: createSerial('連番'), server: null },
      { section: 'routes', id: 'r', base: null, draft: createRoute('r', '経路'), server: null },
    ],
    { secrets: [{ name: 'catalog-password', generation: 2, appliedGeneration: 1 }] },
  );
  for (const items of [plan.items, plan.items.toReversed()])
    expect(computeOrderOfWork(items)).toEqual({
      order: [
        'routes r',
        'serials s',
        'common_settings common_settings',
        'invoice_groups new',
        'invoice_groups old',
        'integration integration',
        expect.stringContaining('catalog-password'),
      ],
      circular: [],
    });
});
