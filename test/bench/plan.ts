import { create } from 'jsondiffpatch';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import type { AmazonUser, NeoUser } from '#shared/domain/directory/directory.ts';
import { type Draft, getDraftKey } from '#shared/domain/drafts/draft.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import type { InvoiceGroup } from '#shared/domain/invoicing/invoice-group.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { createRoute, createRouteStep, type Route } from '#shared/domain/routes/route.ts';
import { GATEWAY_SECTIONS, type GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { computeMoves } from '#shared/domain/sync/merge/moves.ts';
import { computePeopleEffect } from '#shared/domain/sync/plan/effect.ts';
import type { PlanInput } from '#shared/domain/sync/plan/plan.ts';
import { selectAllPlanItems } from '#shared/domain/sync/plan/select.ts';
import { computeBodiesAfterApply, createServerConfiguration } from '#shared/domain/sync/server-bodies.ts';
import { createServerState } from '#shared/domain/sync/server-state.ts';
import { buildChangeLines, describeItemChange } from '#shared/domain/sync/wording/sentence.ts';
import { makePlan } from '../support/sync.ts';
import { type Measurement, timed } from './measure.ts';

const OBJECTS = 5_000;
const STEPS = 8;
const MEMBERS = 40;
/** One object in so many is touched on our side, another one on the server's: a busy day. */
const OURS_EVERY = 4;
const THEIRS_EVERY = 7;

interface Sides {
  readonly section: GatewaySection;
  readonly id: string;
  readonly base: Body;
  readonly draft: Body;
  readonly server: Body;
}

const routeOf = (number: number): Route => ({
  ...createRoute(`route${number}`, `経路 ${number}`),
  steps: Array.from({ length: STEPS }, (_, i) => ({
    ...createRouteStep(`step${i}`),
    approvers: { kind: 'organization', organizationId: `o${(number * 7 + i) % 900}`, resolver: { kind: 'approvers' } },
  })),
});
const groupOf = (number: number): InvoiceGroup => ({
  code: `GROUP${number}`,
  name: `請求 ${number}`,
  users: Array.from({ length: MEMBERS }, (_, i) => String(number * 31 + i)),
  organizations: Array.from({ length: 5 }, (_, i) => ({ id: `o${(number + i * 11) % 900}`, descendants: i % 2 === 0 })),
});

/** The last step comes third, and one in the middle asks others. */
const editedRoute = (route: Route): Route => {
  const steps = route.steps.map((step, i) => (i === 4 ? { ...step, rule: 'all' as const } : step));
  const [last] = steps.splice(STEPS - 1, 1);
  return { ...route, steps: last === undefined ? steps : steps.toSpliced(2, 0, last) };
};
const editedGroup = (group: InvoiceGroup): InvoiceGroup => ({
  ...group,
  name: `${group.name}（新）`,
  users: [...group.users.slice(3), 'new'],
});

/** Half routes, half invoice groups. The three sides share nothing in memory, as they come from a database and from the wire. */
function company(): readonly Sides[] {
  const copy = (body: Body): Body => JSON.parse(JSON.stringify(body)) as Body;
  return Array.from({ length: OBJECTS }, (_, i): Sides => {
    const isRoute = i % 2 === 0;
    const base: Body = isRoute ? routeOf(i) : groupOf(i);
    const edited = isRoute ? editedRoute(base as Route) : editedGroup(base as InvoiceGroup);
    const theirs: Body = isRoute ? { ...(base as Route), status: 'complete' } : { ...(base as InvoiceGroup), code: `OTHER${i}` };
    return {
      section: isRoute ? 'routes' : 'invoice_groups',
      id: isRoute ? `route${i}` : `group${i}`,
      base: copy(base),
      draft: copy(i % OURS_EVERY < 2 && i % 3 === 0 ? edited : base),
      server: copy(i % THEIRS_EVERY === 0 ? theirs : base),
    };
  });
}

const inputOf = (sides: readonly Sides[]): PlanInput => ({
  drafts: new Map(
    sides.map(({ section, id, base, draft }) => [getDraftKey({ section, id }), { section, id, base, draft, note: '' } as Draft]),
  ),
  server: createServerState({
    readAt: '2026-11-24T00:00:00Z',
    complete: GATEWAY_SECTIONS,
    entries: sides.map(({ section, id, server }) => ({
      section,
      id,
      body: server,
      revision: 1,
      updatedAt: '2026-11-24T00:00:00Z',
      updatedBy: '',
    })),
  }),
  resolutions: new Map(),
  ignored: [],
  secrets: [],
  today: '2026-11-24',
});

const NAMES = { user: () => null, organization: () => null, role: () => null, route: () => null, serial: () => null };

const PEOPLE = 100_000;

/** The audit before and after a change that takes the invoice group from one organisation in fifty. */
function measureEffect(): number {
  const organizations = Array.from({ length: 2_000 }, (_, i) => ({
    id: `o${i}`,
    code: `${i}`,
    name: `組織${i}`,
    parentId: i === 0 ? null : `o${(i - 1) >> 3}`,
  }));
  const blank = { kana: '', title: '', mobileEmail: '', homeEmail: '', otherEmail: '' };
  const neoUsers = Array.from(
    { length: PEOPLE },
    (_, i): NeoUser => ({
      ...blank,
      id: String(i),
      loginId: `u${i}`,
      name: `社員${i}`,
      employeeCode: String(i),
      workEmail: `u${i}@example.co.jp`,
      state: 'active',
      organizations: [`o${i % 2_000}`],
    }),
  );
  const amazonUsers = neoUsers.map(
    ({ workEmail, name, employeeCode }): AmazonUser => ({
      email: workEmail,
      name,
      employeeCode,
      state: 'active',
      punchout: true,
      groups: [],
      invitedOn: null,
    }),
  );
  const lists = { neoUsers, organizations, roles: [], approvers: [], workflowAdmins: [] };
  const [people, index] = [new PeopleIndex(lists), new CompanyIndex(lists)];
  const policy = { email: DEFAULT_EMAIL_POLICY, today: '2026-11-24' };
  const groups = (count: number): InvoiceGroup[] =>
    Array.from({ length: count }, (_, i) => ({
      code: `G${i}`,
      name: `G${i}`,
      users: [],
      organizations: Array.from({ length: 40 }, (_, at) => ({ id: `o${i * 40 + at}`, descendants: false })),
    }));
  const audited = (invoiceGroups: InvoiceGroup[]) =>
    auditDirectory({ neoUsers, amazonUsers, organizations, approvers: [] }, policy, {
      integration: null,
      passwordSet: null,
      amazonGroups: [],
      allowed: null,
      commonSettings: null,
      routes: [],
      serials: [],
      invoiceGroups,
      people,
      company: index,
      calendar: new BusinessCalendar(createStandardCalendar({})),
    });
  return timed(3, () => computePeopleEffect(audited(groups(50)), audited(groups(49))));
}

/** The plan of a large company beside a general difference of JSON, which compares two sides where the plan compares three. */
export function measurePlan(): Measurement[] {
  const sides = company();
  const input = inputOf(sides);
  const plan = makePlan(input);
  const keyOfEntry = (entry: unknown): string => (typeof entry === 'string' ? entry : String((entry as { readonly id?: string }).id));
  const peer = create({ objectHash: keyOfEntry, arrays: { detectMove: true } });
  const twoSides = (): void => {
    for (const { draft, server } of sides) peer.diff(server, draft);
  };
  const time = timed(7, () => makePlan(input));
  const order = Array.from({ length: 200 }, (_, i) => String(i));
  const shuffled = order.toSorted((a, b) => ((Number(a) * 7_919) % 200) - ((Number(b) * 7_919) % 200));
  const changes = plan.items.reduce((sum, { fields }) => sum + fields.length, 0);
  const line = (name: string, value: number): Measurement => ({ name, value, unit: 'ms', budget: null, peer: null });
  return [
    {
      name: 'plan for 5,000 objects',
      value: time,
      unit: 'ms',
      budget: 300,
      peer: { name: 'jsondiffpatch, two sides', value: timed(5, twoSides) },
      note: `${plan.items.length} items, ${changes} changes`,
    },
    line(
      'sentences of the whole plan',
      timed(5, () => {
        for (const item of plan.items) {
          describeItemChange(item, NAMES);
          buildChangeLines(item, NAMES);
        }
      }),
    ),
    line(
      'what the server will have: bodies and configuration',
      timed(5, () => createServerConfiguration(computeBodiesAfterApply(plan, selectAllPlanItems(plan)))),
    ),
    line('effect on 100,000 people: both audits and who loses', measureEffect()),
    line(
      'moves among 200 steps in any order',
      timed(20, () => computeMoves(order, shuffled)),
    ),
  ];
}
