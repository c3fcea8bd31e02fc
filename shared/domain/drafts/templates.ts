import { type AmazonGroup, createAmazonGroup } from '../integration/settings.ts';
import { createRoute, createRouteStep, type Route, type Step } from '../routes/route.ts';
import { createSerial, type Serial } from '../serials/serial.ts';
import type { Bodies, Section } from './sections.ts';

/** A template for new objects. Texts below `draft.template.<id>`. `newId` generates the id of each step. */
interface Template<S extends Section> {
  readonly section: S;
  readonly make: (id: string, name: string, newId: () => string) => Bodies[S];
}

/**
 * A step with the organization approvers of a level. The vendor's example counts company 1, branch 2, department 3, section 4
 * (docs/domain/neo.md#organisation-steps).
 */
const ofLevel = (step: Step, level: number): Step => ({
  ...step,
  approvers: { kind: 'hierarchy', from: level, to: level, resolver: { kind: 'approvers' } },
  expectedDays: 1,
});
const SECTION_LEVEL = 4;
const DEPARTMENT_LEVEL = 3;
const deciding = (step: Step): Step => ({ ...step, role: 'decide', finalDecider: true });
const route = (id: string, name: string, steps: readonly Step[]): Route => ({ ...createRoute(id, name), steps });
const serial = (name: string, fields: Partial<Serial>): Serial => ({ ...createSerial(name), ...fields });

export const TEMPLATES = {
  'route-department': {
    section: 'routes',
    make: (id, name, newId) => route(id, name, [deciding(ofLevel(createRouteStep(newId()), DEPARTMENT_LEVEL))]),
  },
  'route-purchasing': {
    section: 'routes',
    make: (id, name, newId) =>
      route(id, name, [
        ofLevel(createRouteStep(newId()), SECTION_LEVEL),
        ofLevel(createRouteStep(newId()), DEPARTMENT_LEVEL),
        deciding({ ...createRouteStep(newId()), expectedDays: 1 }),
      ]),
  },
  'route-committee': {
    section: 'routes',
    make: (id, name, newId) =>
      route(id, name, [
        ofLevel(createRouteStep(newId()), DEPARTMENT_LEVEL),
        deciding({ ...createRouteStep(newId()), approvers: { kind: 'group', name: '', members: [], rule: 'over-half' }, expectedDays: 2 }),
      ]),
  },
  'route-post': {
    section: 'routes',
    make: (id, name, newId) =>
      route(id, name, [deciding({ ...createRouteStep(newId()), approvers: { kind: 'role', roleId: '' }, expectedDays: 1 })]),
  },
  'serial-fiscal-year': { section: 'serials', make: (_, name) => createSerial(name) },
  'serial-month': {
    section: 'serials',
    make: (_, name) =>
      serial(name, {
        parts: [{ kind: 'year4' }, { kind: 'month' }, { kind: 'text', text: '-' }, { kind: 'counter', digits: 4, zeroPad: true }],
        reset: 'month',
      }),
  },
  'serial-plain': {
    section: 'serials',
    make: (_, name) =>
      serial(name, {
        parts: [
          { kind: 'text', text: 'AB-' },
          { kind: 'counter', digits: 8, zeroPad: true },
        ],
        reset: 'none',
      }),
  },
  'amazon-manual': {
    section: 'amazon_groups',
    make: (_, name): AmazonGroup => ({
      ...createAmazonGroup(name),
      integrationOption: 'NEOcatalog',
      paymentOption: 'administrator',
    }),
  },
} as const satisfies { readonly [id: string]: { [S in Section]: Template<S> }[Section] };

export type TemplateId = keyof typeof TEMPLATES;
export const TEMPLATE_IDS = Object.keys(TEMPLATES) as readonly TemplateId[];
