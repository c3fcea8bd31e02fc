import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { PeoplePicker } from '#main/company/directory/people-picker.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import type { NeoUser, Organization } from '#shared/domain/directory/directory.ts';
import type { DraftEdit } from '#shared/domain/drafts/commands.ts';
import { createDraftBody } from '#shared/domain/drafts/sections.ts';
import { TEMPLATES } from '#shared/domain/drafts/templates.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { computeCoverage } from '#shared/domain/invoicing/coverage.ts';
import { listInvoiceFindings } from '#shared/domain/invoicing/findings.ts';
import type { InvoiceGroup } from '#shared/domain/invoicing/invoice-group.ts';
import { computeMembership } from '#shared/domain/invoicing/membership.ts';
import { engineOf, openCompanies, openEngine } from '../support/engine.ts';
import { type Measurement, median, timed } from './measure.ts';

const PEOPLE = 100_000;
const GROUPS = 200;
const PEOPLE_AN_ORGANIZATION = 12;
const DRAFTS = 3_000;

const KANJI = ['佐藤', '鈴木', '髙橋', '田中', '渡邊', '伊藤', '山本', '中村', '小林', '加藤'];
const KANA = ['サトウ', 'スズキ', 'タカハシ', 'タナカ', 'ワタナベ', 'イトウ', 'ヤマモト', 'ナカムラ', 'コバヤシ', 'カトウ'];
const GIVEN = ['一郎', '花子', '健', '由美子', '翔太'];
const GIVEN_KANA = ['イチロウ', 'ハナコ', 'ケン', 'ユミコ', 'ショウタ'];

/** A company of 100,000 in a tree four levels deep; one person in ten has a second organisation. */
function company(): PeopleIndex {
  const count = Math.ceil(PEOPLE / PEOPLE_AN_ORGANIZATION);
  const organizations: Organization[] = Array.from({ length: count }, (_, i) => ({
    id: String(i + 1),
    code: `ORG${i}`,
    name: `第${i}課`,
    parentId: i === 0 ? null : String(Math.floor((i - 1) / 20) + 1),
  }));
  const neoUsers: NeoUser[] = Array.from({ length: PEOPLE }, (_, i) => ({
    id: String(i + 1),
    loginId: `user${i}`,
    name: `${KANJI[i % 10]} ${GIVEN[i % 5]}`,
    kana: `${KANA[i % 10]} ${GIVEN_KANA[i % 5]}`,
    employeeCode: String(100_000 + i),
    title: i % 12 === 0 ? '課長' : '',
    workEmail: `user${i}@example.co.jp`,
    mobileEmail: '',
    homeEmail: '',
    otherEmail: '',
    state: i % 50 === 0 ? 'suspended' : 'active',
    organizations: i % 10 === 0 ? [String((i % count) + 1), String(((i * 7) % count) + 1)] : [String((i % count) + 1)],
  }));
  return new PeopleIndex({ neoUsers, organizations, roles: [{ id: 'r', name: '購買', members: ['1'] }] });
}

/** Gate 5 and the map of coverage, and the picker of people. */
export function measureInvoicesAndPicker(): Measurement[] {
  const people = company();
  const groups: InvoiceGroup[] = Array.from({ length: GROUPS }, (_, i) => ({
    code: `GROUP${i}`,
    name: `請求 ${i}`,
    users: [String(i * 3 + 1)],
    organizations: [{ id: String(i + 2), descendants: i % 4 !== 0 }],
  }));
  const options = groups.map(({ code }, i) => (i % 3 === 0 ? code.toLowerCase() : code));
  const inScope = Uint8Array.from(people.users, ({ state }) => (state === 'active' ? 1 : 0));
  people.userAt('1');
  const picker = new PeoplePicker(people);
  const searches = ['佐藤', 'さとう いち', 'watanabe yum', 'USER99999@', '第8000課', 'tanaka', 'zzz'];
  const slowest = Math.max(
    ...searches.map((search) => timed(5, () => picker.search(search, new Set(['user', 'organization', 'role']), 50))),
  );
  return [
    {
      name: `invoice findings, ${PEOPLE} people x ${GROUPS} groups`,
      value: timed(7, () => listInvoiceFindings(groups, options, people, inScope)),
      unit: 'ms',
      budget: 100,
      peer: null,
    },
    {
      name: `coverage map, ${PEOPLE} people x ${GROUPS} groups`,
      value: timed(7, () => computeCoverage(computeMembership(groups, people), people, inScope, GROUPS)),
      unit: 'ms',
      budget: 100,
      peer: null,
    },
    { name: `people picker, slowest of ${searches.length} searches over ${PEOPLE}`, value: slowest, unit: 'ms', budget: 50, peer: null },
    {
      name: 'people picker, preparing it',
      value: timed(3, () => runToEnd(new PeoplePicker(people).prepare())),
      unit: 'ms',
      budget: null,
      peer: null,
    },
  ];
}

/** A company of 3,000 drafts, opened cold: from the file to the first rows of the routes with their problems and the counts of all. */
export async function measureDrafts(folder: string): Promise<Measurement[]> {
  const companiesFolder = new CompanyFolder(mkdtempSync(join(folder, 'drafts-')));
  const companies = openCompanies(companiesFolder);
  const { id } = await companies.create({ name: '自社', kind: 'test' });
  const engine = engineOf(companies, id);
  let step = 0;
  const commands = Array.from({ length: DRAFTS }, (_, i): DraftEdit => {
    const at = { kind: 'put', id: `d${i}`, note: '' } as const;
    if (i % 3 === 0) return { ...at, section: 'routes', body: TEMPLATES['route-purchasing'].make(at.id, `経路 ${i}`, () => `s${step++}`) };
    if (i % 3 === 1) return { ...at, section: 'serials', body: createDraftBody('serials', at.id, `連番 ${i}`) };
    return {
      ...at,
      section: 'invoice_groups',
      body: { ...createDraftBody('invoice_groups', at.id, `請求 ${i}`), code: `G${i}`, organizations: [{ id: '1', descendants: true }] },
    };
  });
  await engine.applyDraft({ kind: 'sequence', commands });
  await companies.close();

  const opened: number[] = [];
  const edits: number[] = [];
  const counts: number[] = [];
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    const again = openEngine(companiesFolder, id);
    await again.draftSummary();
    await again.drafts({ section: 'routes', search: '', sort: { by: 'problems', direction: 'descending' }, offset: 0, limit: 100 });
    opened.push(performance.now() - start);
    for (let i = 0; i < 20; i++) {
      const typed = performance.now();
      await again.applyDraft({ kind: 'edit', section: 'serials', id: 'd1', edit: { kind: 'set', fields: { name: `連番 ${run} ${i}` } } });
      edits.push(performance.now() - typed);
      const counted = performance.now();
      await again.draftSummary();
      counts.push(performance.now() - counted);
    }
    await again.close();
  }
  return [
    { name: `open a company of ${DRAFTS} drafts, counts and first rows`, value: median(opened), unit: 'ms', budget: 1_000, peer: null },
    { name: `one edit among ${DRAFTS} drafts, saved and linted`, value: median(edits), unit: 'ms', budget: 16, peer: null },
    { name: `counts of ${DRAFTS} drafts after an edit`, value: median(counts), unit: 'ms', budget: 16, peer: null },
  ];
}
