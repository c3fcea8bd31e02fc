import { expect, it } from 'vitest';
import type { DraftEdit } from '#shared/domain/drafts/commands.ts';
import { createDraftBody } from '#shared/domain/drafts/sections.ts';
import { GATEWAY_SECTIONS } from '#shared/domain/sync/gateway-section.ts';
import { engineOf, openCompanies } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('plan-turns');

const ROUTES = 1_000;
const AT = '2026-06-10T00:00:00Z';
const put = (id: string): DraftEdit => ({
  kind: 'put',
  section: 'routes',
  id,
  body: createDraftBody('routes', id, `経路 ${id}`),
  note: '',
});

it('computes the plan in slices with the same result, and selects nothing from an outdated plan', async () => {
  const companies = openCompanies(folder);
  const { id } = await companies.create({ name: '自社', kind: 'test' });
  const engine = engineOf(companies, id);
  await engine.applyDraft({ kind: 'sequence', commands: Array.from({ length: ROUTES }, (_, i) => put(`r${i}`)) });
  await companies.within(id, async (session) => {
    const file = session.file();
    const reading = { at: AT, kind: 'gateway', label: '', revision: null, adopted: 0, settled: 0, unreadable: [], changes: [] } as const;
    file.drafts.reconcile(new Map(), AT, (database) =>
      file.server.replaceIn(database, { ...reading, complete: [...GATEWAY_SECTIONS] }, [], []),
    );
    const made = await session.planReady().then(() => session.plans.planned());
    expect(made?.plan.items).toHaveLength(ROUTES);
    expect(session.plans.planned()).toBe(made);
    await session.planReady();
    expect(session.plans.planned()).toBe(made);

    // After an edit during planning, the plan reflects the latest drafts.
    await engine.applyDraft(put('later'));
    const making = session.planReady();
    await engine.applyDraft(put('last'));
    await making;
    expect(session.plans.planned()?.plan.items).toHaveLength(ROUTES + 2);
    // A caller that cannot wait gets a plan immediately, and that plan stays valid.
    await engine.applyDraft(put('other'));
    const again = session.planReady();
    const atOnce = session.plans.planned();
    await again;
    expect(session.plans.planned()).toBe(atOnce);
    expect(atOnce?.plan.items).toHaveLength(ROUTES + 3);
  });
  await companies.close();
  const digest = (isWaitedFor: boolean) =>
    companies.within(id, async (session) => {
      if (isWaitedFor) await session.planReady();
      return session.plans.digest();
    });
  const inTurns = await digest(true);
  await companies.close();
  expect(await digest(false)).toBe(inTurns);
  await companies.close();
});
