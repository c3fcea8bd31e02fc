import { describe, expect, it } from 'vitest';
import { GATEWAY_SECTIONS, type GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { checkDeletions } from '#shared/domain/sync/guards/deletions-guard.ts';
import { NO_LIMIT } from '#shared/domain/sync/guards/guard-limits.ts';
import type { ChangeLimit, GuardFacts } from '#shared/domain/sync/guards/guard-types.ts';
import { checkPeopleEffect } from '#shared/domain/sync/guards/people-guard.ts';

type Item = { readonly key: string; readonly section: GatewaySection; readonly write: string; readonly secret: string | null };
const item = (key: string, section: GatewaySection, write = 'delete', secret: string | null = null): Item => ({
  key,
  section,
  write,
  secret,
});
const many = (section: GatewaySection, count: number): readonly Item[] =>
  Array.from({ length: count }, (_, at) => item(`${section} ${at}`, section));

/**
 * Returns the input of the two guards: the items, the selected ones (all except `left`), and the number of objects per section on the
 * server.
 */
function factsOf(
  items: readonly Item[],
  there: Partial<Record<GatewaySection, number>> = {},
  effect: Partial<NonNullable<GuardFacts['effect']>> | null = null,
  left: readonly string[] = [],
): GuardFacts {
  const entries = new Map(
    GATEWAY_SECTIONS.flatMap((section) =>
      Array.from({ length: there[section] ?? 0 }, (_, at) => [`${section} ${at}`, { section }] as const),
    ),
  );
  const selection = new Set(items.map(({ key }) => key).filter((key) => !left.includes(key)));
  return { plan: { items, server: { entries } }, selection, effect } as unknown as GuardFacts;
}
const forAll = (limit: ChangeLimit) =>
  Object.fromEntries(GATEWAY_SECTIONS.map((section) => [section, limit])) as Record<GatewaySection, ChangeLimit>;
const TENTH: ChangeLimit = { count: null, percent: 10, floor: 1 };

describe('the guard on deletions', () => {
  it('reports how many are deleted if that is allowed, and that none is', () => {
    const guard = (items: readonly Item[], left: readonly string[] = []) =>
      checkDeletions(factsOf(items, { routes: 40, serials: 40 }, null, left), forAll(TENTH));
    expect(guard([item('a', 'routes', 'put')])).toEqual({
      id: 'deletions',
      state: 'ok',
      text: 'guard.deletions.none',
      params: { count: 0 },
      keys: [],
    });
    expect(guard([...many('routes', 4), ...many('serials', 3)])).toMatchObject({
      state: 'ok',
      text: 'guard.deletions.ok',
      params: { count: 7 },
    });
    // Items that are not selected are not deleted.
    expect(guard(many('routes', 5), ['routes 0'])).toMatchObject({ state: 'ok', params: { count: 4 } });
    expect(guard(many('routes', 5))).toMatchObject({ state: 'blocked' });
  });

  it('names the section that loses the largest share, with numbers not rounded in its favor', () => {
    const facts = factsOf([...many('routes', 9), ...many('serials', 2), ...many('invoice_groups', 1)], {
      routes: 31,
      serials: 3,
      invoice_groups: 10,
    });
    const answer = checkDeletions(facts, forAll(TENTH));
    expect(answer).toMatchObject({
      state: 'blocked',
      text: 'guard.deletions.blocked',
      params: { section: 'serials', count: 2, of: 3, percent: 67, limit: 1, sections: 2 },
    });
    expect(answer.keys).toHaveLength(11);
    // The server has no objects of these sections.
    expect(checkDeletions(factsOf(many('serials', 2), {}), forAll(TENTH)).params).toMatchObject({ of: 0, percent: 100, limit: 1 });
    expect(checkDeletions(facts, forAll(NO_LIMIT)).state).toBe('ok');
  });
});

describe('the guard on people', () => {
  const limit: ChangeLimit = { count: 5, percent: 10, floor: 1 };
  const effect = (loses: number, readyBefore: number, notCheckedBefore = 0) => ({
    readyBefore,
    notCheckedBefore,
    loses: Array.from({ length: loses }, (_, at) => at),
    disallowed: [],
    unsure: [],
  });
  const guard = (loses: number, ready: number, unknown = 0) =>
    checkPeopleEffect(factsOf([item('a', 'routes', 'put')], {}, effect(loses, ready, unknown)), limit);

  it('counts the people who lose against everyone who may be able to order, checked or not', () => {
    expect(guard(0, 30)).toEqual({
      id: 'people',
      state: 'ok',
      text: 'guard.people.none',
      params: { count: 0, of: 30, percent: 0, limit: 3 },
      keys: [],
    });
    expect(guard(3, 20, 10)).toMatchObject({
      state: 'ok',
      text: 'guard.people.ok',
      params: { count: 3, of: 30, percent: 10, limit: 3 },
    });
    expect(guard(4, 20, 10)).toMatchObject({
      state: 'blocked',
      text: 'guard.people.blocked',
      params: { count: 4, of: 30, percent: 14, limit: 3 },
    });
    expect(guard(6, 1_000)).toMatchObject({ state: 'blocked', params: { percent: 1, limit: 5 } });
    expect(guard(0, 0)).toMatchObject({ state: 'ok', params: { of: 0, percent: 0 } });
  });

  it('requires nothing if no one is affected, and requires a check if none was done', () => {
    const secret = item('password', 'integration', 'put', 'catalog-password');
    const untouched = { id: 'people', state: 'ok', text: 'guard.people.none', params: {}, keys: [] };
    expect(checkPeopleEffect(factsOf([secret]), limit)).toEqual(untouched);
    expect(checkPeopleEffect(factsOf([item('a', 'routes', 'put')], {}, null, ['a']), limit)).toEqual(untouched);
    // One item that affects people is sufficient, regardless of the others.
    const mixed = factsOf([secret, item('a', 'routes', 'put')]);
    expect(checkPeopleEffect(mixed, limit)).toEqual({ id: 'people', state: 'needs', text: 'guard.people.unknown', params: {}, keys: [] });
    expect(checkPeopleEffect(mixed, NO_LIMIT).state).toBe('not-applicable');
    expect(checkPeopleEffect(mixed, { ...NO_LIMIT, percent: 5 }).state).toBe('needs');
    expect(checkPeopleEffect(mixed, { ...NO_LIMIT, count: 5 }).state).toBe('needs');
  });
});
