import { expect, it } from 'vitest';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { DEFAULT_ROUTE_POLICY } from '#shared/domain/routes/route-policy.ts';
import { Stages } from '#shared/domain/routes/simulation/stages.ts';
import { COMPANY, LADDER } from './company.ts';

it('counts the levels of a circle of organizations from each applicant, independent of the previous one', () => {
  const circle = COMPANY.organizations.map((one) => (one.id === '10' ? { ...one, parentId: '21' } : one));
  const index = new CompanyIndex({ ...COMPANY, organizations: circle });
  const stages = new Stages(index, LADDER, DEFAULT_ROUTE_POLICY);
  const alone = (home: number) =>
    new Stages(index, LADDER, DEFAULT_ROUTE_POLICY).of(home).map(({ level, organization }) => [level, organization]);
  for (const id of ['21', '20', '10', '22', '21']) {
    const home = index.organizationAt(id);
    expect(stages.of(home).map(({ level, organization }) => [level, organization])).toEqual(alone(home));
    expect(stages.of(home)).toEqual(stages.of(home));
  }
});
