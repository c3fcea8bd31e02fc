import { expect, it } from 'vitest';
import { createRoute } from '#shared/domain/routes/route.ts';
import { getFieldKind } from '#shared/domain/sync/wording/field-kinds.ts';
import { describeItemField } from '#shared/domain/sync/wording/label.ts';
import type { PlanNames } from '#shared/domain/sync/wording/phrase.ts';
import { objectItems, planFor } from '../../../support/sync.ts';

const unknown = (): null => null;
const names: PlanNames = {
  user: unknown,
  organization: (id) => (id === '20' ? '営業部' : null),
  role: (id) => (id === 'r' ? '購買委員' : null),
  route: unknown,
  serial: unknown,
};
const [item] = objectItems(planFor([{ section: 'routes', id: 'a', base: null, draft: createRoute('a', '購買'), server: null }]));

it('names whose organisations below are meant', () => {
  if (item === undefined) throw new Error('the plan has no item');
  const of = (key: string) => describeItemField(item, `/access/principals/${key}/descendants`, names);
  expect(of('organization:20')).toEqual({
    key: 'plan.label.descendantsOf',
    params: { entry: { key: 'plan.value.name', params: { name: '営業部' } } },
  });
  expect(of('role:r').params['entry']).toEqual({ key: 'plan.value.name', params: { name: '購買委員' } });
  expect(of('organization:99').params['entry']).toEqual({ key: 'plan.value.unknown', params: { id: '99' } });
});

it('treats a user of a route as a person, an organization or a role, and not as a text', () => {
  expect(getFieldKind('routes', '/access/principals/organization:20')).toMatchObject({ value: 'principal', isEntry: true });
});
