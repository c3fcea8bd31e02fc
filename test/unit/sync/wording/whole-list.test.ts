import { describe, expect, it } from 'vitest';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { createRoute, createRouteStep } from '#shared/domain/routes/route.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { compareObject } from '#shared/domain/sync/plan/object-item.ts';
import { listSheetLines } from '#shared/domain/sync/plan/sheet.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts } from '#shared/messages/texts.ts';

const texts = createTexts('ja');
const names = {
  user: (id: string) => `人${id}`,
  organization: (id: string) => `組織${id}`,
  role: (id: string) => `ロール${id}`,
  route: () => null,
  serial: () => null,
};

/** Returns the complete lists below the sentence of each change on a signed page; `''` if there is none. */
function wholes(section: GatewaySection, base: object | null, draft: object): readonly string[] {
  const [was, is] = [base, draft] as readonly (Body | null)[];
  const server = was === null || was === undefined ? null : { section, id: 'x', revision: 1, body: was, updatedAt: '', updatedBy: '' };
  const { item } = compareObject({ section, id: 'x', base: was ?? null, draft: is ?? null, server }, undefined, undefined, '2026-11-24');
  if (item === null) return [];
  return listSheetLines(item, names).map(({ whole }) => (whole === null ? '' : formatPhrase(whole, texts)));
}
/** Returns the former members, which are printed below the new ones. */
function wereThere(base: object, draft: object): readonly string[] {
  const server = { section: 'routes' as const, id: 'x', revision: 1, body: base as Body, updatedAt: '', updatedBy: '' };
  const sides = { section: 'routes' as const, id: 'x', base: base as Body, draft: draft as Body, server };
  const { item } = compareObject(sides, undefined, undefined, '2026-11-24');
  return item === null ? [] : listSheetLines(item, names).map(({ was }) => (was === null ? '' : formatPhrase(was, texts)));
}
const group = (users: readonly string[]) => ({ code: 'A', name: '本社', users, organizations: [] });
const route = (approvers: object, access: object = { kind: 'everyone' }) => ({
  ...createRoute('x', '購買'),
  access,
  steps: [{ ...createRouteStep('s'), approvers }],
});

describe('the complete list of which a sentence names the first members', () => {
  it('is on the page that is signed, whether members are added or removed', () => {
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

  it('also contains people who lose a route or are removed from a step', () => {
    const users = (...ids: readonly string[]) => ({ kind: 'users', users: ids });
    const role = { kind: 'role', roleId: 'r' };
    const listed = (...ids: readonly string[]) => ({ kind: 'listed', principals: ids.map((id) => ({ kind: 'user', id })) });
    const access = (was: object, is: object) => wereThere(route(role, was), route(role, is));
    // If a list only gets shorter, the removed people are in the sentence and below it.
    expect(access(listed('1', '2', '3', '4', '5'), listed('1'))).toEqual(['']);
    expect(wholes('routes', route(role, listed('1', '2', '3', '4', '5')), route(role, listed('1')))).toEqual(['人2、人3、人4、人5']);
    expect(access(listed('1', '2', '3', '4'), { kind: 'everyone' })).toEqual(['人1、人2、人3、人4']);
    expect(access(listed('1', '2', '3'), { kind: 'everyone' })).toEqual(['']);
    expect(access({ kind: 'everyone' }, listed('1', '2', '3', '4'))).toEqual(['']);
    expect(wereThere(route(users('1', '2')), route(role))).toEqual(['人1、人2']);
    // Two lines: removed people and added people.
    expect(wereThere(route(users('1', '2')), route(users('3', '4')))).toEqual(['', '']);
    expect(wereThere(route(users('1')), route(role))).toEqual(['']);
    // A removed step is listed once.
    expect(wereThere(route(users('1', '2')), { ...route(role), steps: [] })).toEqual(['']);
  });
});
