import { formatDayNumber, parseDayNumber } from '#shared/domain/checkout/days.ts';
import { getDraftKey, listBodies } from '#shared/domain/drafts/draft.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import type { CompanySession } from '../../company/session.ts';

const [FROM, TO] = ['27', '26'];
const DAYS_AHEAD = 24;

/**
 * Adds a dated reorganization to the demo company: one branch joins another, and the route with its suspended manager names the new
 * branch.
 */
export function addDemoDatedChange(session: CompanySession): void {
  const file = session.file();
  const { drafts } = file.drafts.state();
  const { neoUsers, organizations } = session.directory();
  const [left, entered] = [FROM, TO].map((code) => organizations.find((one) => one.code === code));
  if (left === undefined || entered === undefined || file.dated.all().length > 0) return;
  const homes = new Map(
    organizations.filter(({ id, parentId }) => id === left.id || parentId === left.id).map(({ id, name }) => [id, name]),
  );
  const people = neoUsers.flatMap(({ id, name, state, organizations: [home = ''] }) => {
    const before = homes.get(home);
    return state === 'active' && before !== undefined ? [{ id, name, before, after: entered.name }] : [];
  });
  const route = [...listBodies(drafts.values(), 'routes')].find(
    ({ body }) => body.access.kind === 'listed' && body.name.startsWith(left.name.slice(0, 2)),
  );
  const before =
    route === undefined ? null : ((drafts.get(getDraftKey({ section: 'routes', id: route.id }))?.draft ?? null) as Route | null);
  const [first, ...rest] = before?.steps ?? [];
  if (route === undefined || before === null || first === undefined) return;
  const step = { ...first, approvers: { kind: 'organization', organizationId: entered.id, resolver: { kind: 'approvers' } } } as const;
  file.dated.keep(
    {
      name: `${left.name}を${entered.name}に統合`,
      day: formatDayNumber((parseDayNumber(session.today()) ?? 0) + DAYS_AHEAD),
      objects: [{ section: 'routes', id: route.id, before, body: { ...before, steps: [step, ...rest] }, note: '' }],
      people: [],
      moved: { users: '統合後のユーザー.csv', joining: 0, leaving: 0, moving: people.length, people },
      coming: [],
    },
    session.timestamp(),
    session.operator,
  );
}
