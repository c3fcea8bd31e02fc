import { describe, expect, it } from 'vitest';
import { createDemoCompany, DEMO_TODAY } from '#main/sandbox/company/company.ts';
import { createDemoConfiguration } from '#main/sandbox/company/configuration.ts';
import { draftsFileSchema } from '#shared/contract/drafts/drafts.ts';
import { DRAFTS_FILE_FORMAT } from '#shared/domain/drafts/drafts-form.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { getReferenceState, listRouteReferences } from '#shared/domain/routes/references.ts';

const company = createDemoCompany();
const objects = createDemoConfiguration(company, DEMO_TODAY);
const bodies = (section: string): readonly Record<string, unknown>[] =>
  objects.flatMap((object) =>
    object.section === section && object.body !== null ? [object.body as unknown as Record<string, unknown>] : [],
  );

describe('what the demo company has set up', () => {
  it('is of the shape that can be drafted, and the same every time', () => {
    expect(draftsFileSchema.parse({ ...DRAFTS_FILE_FORMAT, objects }).objects).toEqual(objects);
    expect(createDemoConfiguration(createDemoCompany(), DEMO_TODAY)).toEqual(objects);
  });

  it('shows every kind of object', () => {
    const counts = ['routes', 'serials', 'invoice_groups', 'amazon_groups'].map((section) => bodies(section).length);
    expect(counts).toEqual([5, 3, 7, 6]);
    expect(new Set(objects.map(({ section, id }) => `${section} ${id}`)).size).toBe(objects.length);
  });

  it('refers only to people and objects that the company has', () => {
    const index = new CompanyIndex({ ...company, neoUsers: company.users, workflowAdmins: [] });
    const people = new PeopleIndex({ ...company, neoUsers: company.users });
    for (const object of objects) {
      if (object.section === 'routes' && object.body !== null)
        for (const reference of listRouteReferences(object.body))
          expect(getReferenceState(index, reference), JSON.stringify(reference)).not.toBe('unknown');
      if (object.section === 'invoice_groups' && object.body !== null) {
        for (const { id } of object.body.organizations) expect(people.organizationAt(id)).toBeGreaterThanOrEqual(0);
        for (const id of object.body.users) expect(people.userAt(id)).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('moves the day of registration along with the demo', () => {
    const later = createDemoConfiguration(company, '2026-05-01');
    expect(later.filter(({ section }) => section !== 'amazon_groups')).toEqual(
      objects.filter(({ section }) => section !== 'amazon_groups'),
    );
    expect(later).not.toEqual(objects);
  });
});
