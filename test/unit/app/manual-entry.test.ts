import { expect, it } from 'vitest';
import { createManualEntryService } from '#main/app/manual-entry/manual-entry-service.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { openSession } from '../../support/company-session.ts';
import { order } from '../../support/orders.ts';
import { openOwnCompany } from '../../support/own-company.ts';

const WINDOW = { offset: 0, limit: 200 } as const;

it('orders confirm a newly entered route that still exists, if they were requested since', async () => {
  const { session, draft, take, file } = openSession('2026-11-24T01:00:00.000Z');
  const service = createManualEntryService(session);
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
  // Later changes are not affected, because the route existed before.
  draft('routes', 'r1', { name: '購買（改）' });
  file.drafts.apply(
    { kind: 'delete', section: 'routes', id: 'r2' },
    { kind: 'delete', section: 'routes', id: 'r2', name: '', count: 1 },
    {
      at: session.timestamp(),
      by: '',
      owner: 'operator',
    },
  );
  await enterAll();
  expect(await seen()).toEqual([]);
});

it('identical names of several people are distinguished, and copied as NEO has them', async () => {
  const company = await openOwnCompany();
  await company.take('neo-users', [
    'ID,氏名,ログインID,職場用メールアドレス',
    '1,佐藤 健,k-sato,k-sato@example.co.jp',
    '2,佐藤 健,k-sato2,k-sato2@example.co.jp',
    '3,鈴木 花子,suzuki,suzuki@example.co.jp',
    '4,田中 太郎,tanaka,tanaka@example.co.jp',
    '5,山田 一,yamada,yamada@example.co.jp',
  ]);
  company.draft('invoice_groups', 'g1', { code: 'A', name: '本社', users: ['3', '4', '5', '2'], organizations: [] });
  company.draft('invoice_groups', 'g2', { code: 'B', name: '支店', users: ['1'], organizations: [] });
  const { tasks } = await createManualEntryService(company.session).manualEntrySheet(WINDOW);
  const texts = createTexts('ja');
  const users = tasks.flatMap(({ lines }) => lines.filter(({ id }) => id.includes('users')));
  expect(
    users.map(({ sentence, details, copy }) => [[sentence, ...details].map((each) => formatPhrase(each, texts)).join('\n'), copy]),
  ).toEqual([
    [expect.stringContaining('佐藤 健（k-sato）'), '佐藤 健'],
    [expect.stringContaining('佐藤 健（k-sato2）'), '鈴木 花子\n田中 太郎\n山田 一\n佐藤 健'],
  ]);
  company.close();
});
