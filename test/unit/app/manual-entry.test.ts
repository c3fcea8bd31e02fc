import { expect, it } from 'vitest';
import { manualEntryService } from '#main/app/manual-entry/manual-entry-service.ts';
import { openSession } from '../../support/company-session.ts';
import { order } from '../../support/orders.ts';

const WINDOW = { offset: 0, limit: 200 } as const;

it('orders confirm a route that was entered as new and still stands, and only those requested since', async () => {
  const { session, draft, take, file } = openSession('2026-11-24T01:00:00.000Z');
  const service = manualEntryService(session);
  const enterAll = async (): Promise<void> => {
    for (const { key, lines } of (await service.manualEntrySheet(WINDOW)).tasks) {
      await service.tickManualEntry({ key, lines: lines.map(({ id }) => id), ticked: true });
      await service.finishManualEntry({ key });
    }
  };
  const seen = async () =>
    (await service.manualEntryEntered(WINDOW)).objects.flatMap(({ name, seenInOrders }) => (seenInOrders ? [name] : []));
  const requested = (requestedAt: string) => [
    order({ id: '1', routeId: 'r1', routeName: '購買', requestedAt }),
    order({ id: '2', routeId: '', routeName: '出張', requestedAt, state: 'approved', decidedAt: requestedAt, step: null }),
    order({ id: '3', routeId: '', routeName: '連番', requestedAt }),
  ];
  draft('routes', 'r1', { name: '購買' });
  draft('routes', 'r2', { name: '出張' });
  draft('serials', 's1', { name: '連番' });
  await enterAll();
  expect(await seen()).toEqual([]);
  take(requested('2026-11-20T15:30:00+09:00'));
  expect(await seen()).toEqual([]);
  take(requested('2026-11-24T15:30:00+09:00'));
  expect((await seen()).toSorted()).toEqual(['出張', '購買']);
  // What was changed since is another matter: the route was there before.
  draft('routes', 'r1', { name: '購買（改）' });
  file.drafts.apply(
    { kind: 'delete', section: 'routes', id: 'r2' },
    { kind: 'delete', section: 'routes', id: 'r2', name: '', count: 1 },
    {
      at: session.timestamp(),
      by: '',
    },
  );
  await enterAll();
  expect(await seen()).toEqual([]);
});
