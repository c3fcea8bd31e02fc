import { expect, it } from 'vitest';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { listReferrers } from '#shared/domain/drafts/references.ts';
import type { Body, Section } from '#shared/domain/drafts/sections.ts';

const draft = (section: Section, id: string, body: object): Draft => ({ section, id, base: null, draft: body as Body, note: '' }) as Draft;
const invoice = (id: string, code: string): Draft => draft('invoice_groups', id, { code, name: id, users: [], organizations: [] });
const amazon = (id: string, integrationOption: string): Draft => draft('amazon_groups', id, { name: id, integrationOption });

it('objects with the same code refer to each other; those without a code refer to none', () => {
  const drafts = [invoice('i1', 'HONSHA'), invoice('i2', ''), amazon('a1', 'HONSHA'), amazon('a2', ''), amazon('a3', 'OTHER')];
  const named = (section: Section, id: string) => listReferrers(drafts, { kind: 'draft', section, id });
  expect(named('invoice_groups', 'i1')).toEqual([{ section: 'amazon_groups', id: 'a1', name: 'a1', how: 'same-code' }]);
  expect(named('amazon_groups', 'a1')).toEqual([{ section: 'invoice_groups', id: 'i1', name: 'i1', how: 'same-code' }]);
  expect([named('invoice_groups', 'i2'), named('amazon_groups', 'a2'), named('amazon_groups', 'a3')]).toEqual([[], [], []]);
});
