import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFixService } from '#main/app/fixes/fix-service.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { createSilentJobContext } from '../../support/apply-company.ts';
import { AMAZON, NEO_EXPORT } from '../../support/fix-company.ts';
import { openOwnCompany } from '../../support/own-company.ts';

/** A company of two lists, so that no gate is closed for everyone. */
async function openCompany() {
  const own = await openOwnCompany();
  await own.take('neo-users', NEO_EXPORT);
  await own.take('amazon-users', AMAZON);
  await own.session.ready();
  return { ...own, fixes: createFixService(own.session) };
}

let company: Awaited<ReturnType<typeof openCompany>>;
beforeEach(async () => {
  company = await openCompany();
});
afterEach(() => company.close());

const pass = (): void => {
  company.clock.now += 60_000;
};
const spelling = async () => (await company.fixes.causes())?.causes.find(({ kind }) => kind === 'spelling');

it('the state of a cause follows its fix into the file and through two imports until the list shows it', async () => {
  expect(await spelling()).toMatchObject({ people: 1, state: 'open', curable: 1, progress: { none: 1 } });
  const { revision } = company.session.requireFindings();
  const filter = { ...EMPTY_FINDING_FILTER, codes: ['email-differs-width' as const] };
  pass();
  await company.fixes.adoptFixes({ selection: { revision, filter, except: [] }, invite: false, ticked: [] });
  expect(await spelling()).toMatchObject({ state: 'open', curable: 1, progress: { adopted: 1 } });

  const order = { path: company.fileOf('export.csv', NEO_EXPORT), name: 'export.csv', reading: {}, again: false, language: 'ja' as const };
  pass();
  await company.fixes.writeNeoFile({ ...order, out: join(company.folder, 'neo') }, createSilentJobContext());
  expect(await spelling()).toMatchObject({ state: 'awaiting-import', curable: 0, awaitedSides: ['neo'], progress: { awaiting: 1 } });

  pass();
  await company.take('neo-users', [...NEO_EXPORT, '99,追加 一,tsuika,E99,********,tsuika@example.co.jp,1,営業部,']);
  await company.session.ready();
  expect(await spelling()).toMatchObject({ state: 'file-made', progress: { missed: 1 } });

  pass();
  await company.take(
    'neo-users',
    NEO_EXPORT.map((line) => line.replace('tanaka１', 'tanaka1')),
  );
  await company.session.ready();
  expect(await spelling()).toBeUndefined();
});

it('a fix that the next list shows has arrived, and everyone else is still counted once', async () => {
  const { revision } = company.session.requireFindings();
  const filter = { ...EMPTY_FINDING_FILTER, codes: ['email-differs-width' as const] };
  pass();
  await company.fixes.adoptFixes({ selection: { revision, filter, except: [] }, invite: false, ticked: [] });
  pass();
  await company.take(
    'neo-users',
    NEO_EXPORT.map((line) => line.replace('tanaka１', 'tanaka1')),
  );
  await company.session.ready();
  expect(await spelling()).toMatchObject({ people: 0, arrived: 1, state: 'arrived' });
  const causes = (await company.fixes.causes())?.causes ?? [];
  expect(causes.reduce((sum, { people }) => sum + people, 0)).toBe(company.session.requireFindings().audit.summary.blocked);
});
