import { expect, it } from 'vitest';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { neoUser } from '../../support/directories.ts';
import { COMPANY } from './company.ts';

it('lists a person once in an organization that a list names twice', () => {
  const twice = neoUser({ id: '9', name: '兼務', organizations: ['21', '20', '21', '*21'] });
  const index = new CompanyIndex({ ...COMPANY, neoUsers: [...COMPANY.neoUsers, twice] });
  const members = (id: string): readonly string[] => index.members(index.organizationAt(id)).map((person) => index.idOf(person));
  expect([members('21'), members('20')]).toEqual([
    ['3', '4', '9'],
    ['2', '9'],
  ]);
});
