import { afterAll, beforeAll, expect, it } from 'vitest';
import { createViewService, type ViewService } from '#main/app/views/view-service.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { type OwnCompany, openOwnCompany } from '../../support/own-company.ts';

type Saved = Parameters<ViewService['saveView']>[0];
const SORT = { by: 'severity', direction: 'ascending' } as const;
const content = (search: string): Saved['content'] => ({ kind: 'matching', filter: { ...EMPTY_FINDING_FILTER, search }, sort: SORT });

let company: OwnCompany;
let service: ViewService;
beforeAll(async () => {
  company = await openOwnCompany();
  service = createViewService(company.session);
});
afterAll(() => company.close());
const names = async () => (await service.views('matching')).views.map(({ name }) => name);

it('a view has its name alone among its kind, however it is written', async () => {
  const first = await service.saveView({ id: null, name: 'Ａ社', content: content('a') });
  await expect(service.saveView({ id: null, name: 'a社', content: content('b') })).rejects.toMatchObject({
    failure: { code: 'view-name-taken', params: { name: 'a社' } },
  });
  expect(await service.saveView({ id: first.id, name: 'A社', content: content('c') })).toEqual({
    id: first.id,
    name: 'A社',
    content: content('c'),
  });
  const second = await service.saveView({ id: null, name: 'B', content: content('') });
  await expect(service.renameView({ id: second.id, name: 'ａ社' })).rejects.toThrow('view-name-taken');
  expect(await service.renameView({ id: second.id, name: 'b' })).toEqual({ ...second, name: 'b' });
  expect(await names()).toEqual(['A社', 'b']);
});

it('a view of an older version is completed, and an unreadable one is kept hidden', async () => {
  const { views } = company.session.file();
  views.add('matching', '古い', { kind: 'matching', filter: { search: 'x' }, sort: SORT });
  const strange = views.add('matching', '新しい', { kind: 'matching', filter: { unheard: true }, sort: SORT });
  const odd = views.add('matching', '別', { kind: 'unheard' });
  const found = (await service.views('matching')).views.find(({ name }) => name === '古い');
  expect(found?.content).toEqual(content('x'));
  expect(await names()).not.toContain('新しい');
  expect(await names()).not.toContain('別');
  await expect(service.renameView({ id: strange, name: 'x' })).rejects.toThrow('view-not-found');
  await expect(service.renameView({ id: odd, name: 'x' })).rejects.toThrow('view-not-found');
  await service.deleteView(strange);
  await expect(service.deleteView(strange)).rejects.toThrow('view-not-found');
  const columns = { kind: 'columns', order: [], visible: {}, widths: {} } as const;
  const mine = await service.saveView({ id: null, name: '古い', content: columns as unknown as Saved['content'] });
  // A name must be unique only within its kind, and the kind of a view cannot change.
  await expect(service.saveView({ id: mine.id, name: 'x', content: content('') })).rejects.toThrow('view-not-found');
  await expect(service.saveView({ id: 99, name: 'x', content: content('') })).rejects.toThrow('view-not-found');
});
