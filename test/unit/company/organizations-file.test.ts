import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInvoicingService } from '#main/app/invoicing/invoicing-service.ts';
import type { Companies } from '#main/company/companies.ts';
import { buildCoverageLevel, countLeftWithoutGroup } from '#main/company/drafts/coverage-view.ts';
import { compareFile, importList } from '#main/company/lists/list-import.ts';
import type { CompanySession } from '#main/company/session.ts';
import { countMembers } from '#shared/domain/invoicing/membership.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { createSilentJobContext } from '../../support/apply-company.ts';
import { neoUser } from '../../support/directories.ts';
import { openCompanies } from '../../support/engine.ts';
import { openOwnCompany } from '../../support/own-company.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const AT = '2026-11-24T00:00:00.000Z';

let folder: string;
let companies: Companies;
let path: string;
beforeEach(() => {
  folder = temporaryFolder('organizations-file');
  companies = openCompanies(join(folder, 'companies'));
  path = join(folder, 'org.csv');
  writeFileSync(path, 'ID,組織コード,組織名,上位組織\n1,A,会社,\n');
});
afterEach(async () => {
  await companies.close();
});

const order = () => ({ path, name: 'org.csv', kind: 'organizations', reading: {} }) as const;
const take = (session: CompanySession) =>
  importList(order(), session.file(), { origin: 'file', at: AT, confirmed: undefined }, createSilentJobContext());

/** Saves organizations, an approver and a role, as a gateway returns them. */
function readServer(session: CompanySession): void {
  const { people } = session.file();
  const from = { origin: 'server', label: 'gw', takenAt: AT, serverRevision: '1', missingFields: [] } as const;
  const neo = people.begin({ side: 'neo', ...from });
  people.append(neo, 'neo_user', [neoUser({ id: '1', organizations: ['1'] })]);
  const organizations = people.begin({ side: 'organizations', ...from });
  people.append(organizations, 'organization', [{ id: '1', code: 'A', name: '会社', parentId: null }]);
  people.append(organizations, 'role', [{ id: 'R', name: '課長', members: ['1'] }]);
  people.append(organizations, 'approver', [{ organizationId: '1', userId: '1' }]);
  people.publish(
    [
      { snapshotId: neo, table: 'neo_user' },
      { snapshotId: organizations, table: 'organization' },
    ],
    AT,
  );
}

const missingFactsIn = (session: CompanySession) => [...(session.draftCache.company()?.people.missingFacts ?? [])].sort();

describe('organizations from a file that replace those of a server', () => {
  it('are announced to bring no approvers and no roles, whose absence then blocks no one', async () => {
    const { id } = await companies.create({ name: '自社', kind: 'test' });
    await companies.within(id, async (session) => {
      readServer(session);
      expect(missingFactsIn(session)).toEqual(['workflow-admins']);
      const { lacks } = await compareFile(order(), session.file(), createSilentJobContext());
      expect(lacks).toEqual(['approvers-and-roles']);
      for (const language of ['ja', 'en'] as const)
        expect(createTexts(language)('import.changes.lacks.approvers-and-roles')).toMatch(/ロール|roles/);
      await take(session);
      expect(session.file().people.roles()).toEqual([]);
      expect(missingFactsIn(session)).toEqual(['approvers', 'roles', 'workflow-admins']);
      // There is nothing left to lose, and the server's list can be restored.
      expect((await compareFile(order(), session.file(), createSilentJobContext())).lacks).toEqual([]);
      const former = session
        .file()
        .people.former.all()
        .find(({ side }) => side === 'organizations');
      session.file().people.takeFormer(former?.id ?? 0, AT);
      expect(session.file().people.roles()).toHaveLength(1);
      expect(missingFactsIn(session)).toEqual(['workflow-admins']);
    });
  });

  it('need no announcement if no server provided any', async () => {
    const { id } = await companies.create({ name: '自社', kind: 'test' });
    await companies.within(id, async (session) => {
      expect((await compareFile(order(), session.file(), createSilentJobContext())).lacks).toEqual([]);
      await take(session);
      expect((await compareFile(order(), session.file(), createSilentJobContext())).lacks).toEqual([]);
    });
  });
});

it('announces organizations with ambiguous names, whichever of the lists is imported second', async () => {
  const company = await openOwnCompany();
  try {
    const branches = ['ID,組織コード,組織名,上位組織', '1,E,東京支店,', '2,W,大阪支店,', '3,EG,総務課,@E', '4,WG,総務課,@W'];
    const people = (place: string) => [
      'ID,氏名,ログインID,パスワード,職場用メールアドレス,所属組織',
      `7,田中 太郎,tanaka,*,t@example.co.jp,${place}`,
    ];
    const lacks = async (kind: 'neo-users' | 'organizations', lines: readonly string[]) => {
      const file = { path: company.fileOf('next.csv', lines), name: 'next.csv', kind, reading: {} };
      return (await compareFile(file, company.session.file(), createSilentJobContext())).lacks;
    };
    await company.take('neo-users', people('総務課'));
    expect(await lacks('organizations', branches)).toEqual(['organization-names']);
    await company.take('organizations', branches);
    expect(await lacks('neo-users', people('総務課'))).toEqual(['organization-names']);
    for (const place of ['@EG', '*4', '東京支店', '']) expect(await lacks('neo-users', people(place)), place).toEqual([]);
    for (const language of ['ja', 'en'] as const) expect(createTexts(language)('import.changes.lacks.organization-names')).toContain('@');

    const group = { code: 'A1', name: '東京', users: [], organizations: [{ id: '3', descendants: false }] };
    company.draft('invoice_groups', 'g', group);
    const invoicing = createInvoicingService(company.session);
    const listed = (which: { kind: 'none' } | { kind: 'group'; groupId: string }) =>
      invoicing.invoicePeople({ which, organizationId: null, search: '', offset: 0, limit: 10 });
    expect([(await listed({ kind: 'none' })).total, (await listed({ kind: 'group', groupId: 'g' })).total]).toEqual([0, 0]);
    const { people: index } = company.session.draftCache.company() ?? { people: null };
    const { drafts } = company.session.file().drafts.state();
    expect(buildCoverageLevel(drafts, index, company.session.scope(), null)).toMatchObject({ people: 1, none: 0, unchecked: 1 });
    expect(index && countLeftWithoutGroup(drafts, index, company.session.scope(), new Set(['g']))).toBeNull();
    expect(index && countMembers(group, index, company.session.scope())).toBeNull();
  } finally {
    await company.close();
  }
});
