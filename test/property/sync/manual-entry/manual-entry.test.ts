import fc from 'fast-check';
import { expect, it } from 'vitest';
import { getDraftKey } from '#shared/domain/drafts/draft.ts';
import { type AmazonGroup, createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { listManualEntryTasks, type ManualEntryTask } from '#shared/domain/sync/manual-entry/manual-entry.ts';
import { listNonEmptyFields } from '#shared/domain/sync/wording/contents.ts';
import { anyCompanyOfSides, draftsOf, objectItems, planFor, TODAY } from '../../../support/sync.ts';

const name = (id: string): string => id;
const ASKED = {
  password: { generation: 0, entered: 0 },
  names: { user: name, organization: name, role: name, route: name, serial: name },
  today: TODAY,
};

/** Returns the fields shown in the lines of a task. */
const told = ({ lines }: ManualEntryTask): ReadonlySet<string> =>
  new Set(lines.flatMap(({ id, value }) => (id === 'set /name' ? ['/name'] : (JSON.parse(value) as [string][]).map(([path]) => path))));

/** Values of the console that have no field in NEO. */
const isOwn = (section: string, path: string): boolean =>
  /^(integration \/punchoutUrl|routes \/steps\/[^/]+\/expectedDays)$/.test(`${section} ${path}`);

it('the sheet lists every item of the plan, each with every field that changes in NEO', () => {
  let seen = 0;
  fc.assert(
    fc.property(anyCompanyOfSides, (company) => {
      // With manual entry no server is read, so the last known content is used.
      const sides = company.map((one) => ({ ...one, server: one.base }));
      const tasks = new Map(listManualEntryTasks({ ...ASKED, drafts: draftsOf(sides) }).map((task) => [task.key, task]));
      const items = objectItems(planFor(sides));
      for (const item of items) {
        const all = item.kind === 'create' && item.target !== null ? listNonEmptyFields(item.section, item.target) : item.fields;
        const fields = all.filter(({ path }) => !isOwn(item.section, path));
        const task = tasks.get(item.key);
        if (fields.length === 0) {
          expect(task).toBeUndefined();
          continue;
        }
        expect([item.key, task?.kind]).toEqual([item.key, item.kind]);
        const paths = task === undefined ? new Set<string>() : told(task);
        expect(fields.map(({ path }) => path).filter((path) => !paths.has(path))).toEqual([]);
        expect([...paths].filter((path) => isOwn(item.section, path))).toEqual([]);
        seen += fields.length;
      }
      expect([...tasks.keys()].filter((key) => items.every((item) => item.key !== key))).toEqual([]);
    }),
    { numRuns: 400 },
  );
  expect(seen).toBeGreaterThan(500);
});

const anyGroup: fc.Arbitrary<AmazonGroup> = fc.record({
  name: fc.constantFrom('', 'NEO', '本社'),
  integrationOption: fc.constantFrom('', 'HONSHA', 'OSAKA'),
  paymentOption: fc.constantFrom('administrator', 'users'),
  addresses: fc.constantFrom(0, 1),
  purchasingSystem: fc.constant(createAmazonGroup('').purchasingSystem),
  safeguards: fc.constant(createAmazonGroup('').safeguards),
});

it('the sheet lists every Amazon group change that the manual has entered on Amazon’s page', () => {
  fc.assert(
    fc.property(anyGroup, anyGroup, (base, draft) => {
      const at = { section: 'amazon_groups', id: 'a' } as const;
      const tasks = listManualEntryTasks({ ...ASKED, drafts: new Map([[getDraftKey(at), { ...at, base, draft, note: '' }]]) });
      const changed = [
        base.name !== draft.name && 'name',
        base.paymentOption !== draft.paymentOption && 'payment',
        base.integrationOption !== draft.integrationOption && 'option',
        // Missing steps are on the sheet independently of other changes.
        draft.addresses < 1 && 'address',
        draft.purchasingSystem.state === 'none' && 'system',
      ];
      expect(tasks.flatMap(({ lines }) => lines.map(({ id }) => id.split(' ')[1]))).toEqual(changed.filter((one) => one !== false));
    }),
  );
});
