import { describe, expect, it } from 'vitest';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { newRoute, newStep } from '#shared/domain/routes/route.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { compareObject } from '#shared/domain/sync/plan/object-item.ts';
import { sheetLines } from '#shared/domain/sync/plan/sheet.ts';
import { planText } from '#shared/messages/plan-text.ts';
import { createTexts } from '#shared/messages/texts.ts';

const texts = createTexts('ja');
const names = {
  user: (id: string) => `人${id}`,
  organization: (id: string) => `組織${id}`,
  role: (id: string) => `ロール${id}`,
  route: () => null,
  serial: () => null,
};

/** What a signed page has below the sentence of each change; `''` = nothing. */
function wholes(section: GatewaySection, base: object | null, draft: object): readonly string[] {
  const [was, is] = [base, draft] as readonly (Body | null)[];
  const server = was === null || was === undefined ? null : { section, id: 'x', revision: 1, body: was, updatedAt: '', updatedBy: '' };
  const { item } = compareObject({ section, id: 'x', base: was ?? null, draft: is ?? null, server }, undefined, undefined, '2026-11-24');
  if (item === null) return [];
  return sheetLines(item, names).map(({ whole }) => (whole === null ? '' : planText(whole, texts)));
}
const group = (users: readonly string[]) => ({ code: 'A', name: '本社', users, organizations: [] });
const route = (approvers: object, access: object = { kind: 'everyone' }) => ({
  ...newRoute('x', '購買'),
  access,
  steps: [{ ...newStep('s'), approvers }],
});

describe('everybody in a list of which a sentence names the first', () => {
  it('stands on the page that is signed, whether they come or go', () => {
    expect(wholes('invoice_groups', group([]), group(['1', '2', '3', '4']))).toEqual(['人1、人2、人3、人4']);
    expect(wholes('invoice_groups', group(['1', '2', '3', '4']), group([]))).toEqual(['人1、人2、人3、人4']);
    expect(wholes('invoice_groups', group([]), group(['1', '2', '3']))).toEqual(['']);
  });

  it('is who may use a route, and the people of a step, of one that goes too', () => {
    const users = { kind: 'users', users: ['1', '2'] };
    const one = { kind: 'users', users: ['1'] };
    expect(wholes('routes', null, route(users)).at(-1)).toBe('人1、人2');
    expect(wholes('routes', null, route(one)).at(-1)).toBe('');
    expect(wholes('routes', route({ kind: 'role', roleId: 'r' }), route(users))).toEqual(['人1、人2']);
    expect(wholes('routes', route(users), { ...route(users), steps: [] })).toEqual(['人1、人2']);
    const principals = ['1', '2', '3', '4'].map((id) => ({ kind: 'user', id }));
    expect(wholes('routes', route(one), route(one, { kind: 'listed', principals }))).toEqual(['人1、人2、人3、人4']);
  });
});
