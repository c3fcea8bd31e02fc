import { expect } from 'vitest';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { unwrapResult } from '../host-clients.ts';
import { answersOf, difference } from './surfaces.ts';
import { type ConsoleDesk, filesBelow, PASSWORD, type ServiceWorld } from './world.ts';

/** Compares the responses of a newly opened copy of the company with those of the open company; returns the differences. */
export async function compareWithReopenedCopy(world: ServiceWorld, desk: ConsoleDesk): Promise<readonly string[]> {
  const now = await answersOf(desk.console);
  const anew = await world.onCopy(desk, (console) => answersOf(console));
  return [...now].flatMap(([key, answer]) =>
    anew.get(key) === answer || key === 'server.state' ? [] : [`${key}: ${difference(answer, anew.get(key) ?? '')}`],
  );
}

/** Checks that all numbers of people agree, on every surface. */
export async function checkNumbersAgree({ console }: ConsoleDesk): Promise<void> {
  const summary = unwrapResult(await console.call('readiness.summary', {}));
  if (summary === null) return;
  const { users, inScope, ready, blocked, notChecked, gates, reasons, matched, organizations } = summary;
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
  expect(ready + blocked + notChecked).toBe(inScope);
  expect(sum(reasons.map(({ people }) => people))).toBe(blocked);
  expect(sum(gates.map(({ stopsHere }) => stopsHere))).toBe(blocked);
  for (const gate of gates) expect(gate.passed + gate.blocked + gate.notChecked, `gate ${gate.gate}`).toBe(inScope);
  expect(matched).toBeGreaterThanOrEqual(ready);
  for (const { id, blocked: ofThem } of organizations)
    expect(sum(summary.organizationReasons.filter(({ organizationId }) => organizationId === id).map(({ people }) => people)), id).toBe(
      ofThem,
    );
  const { runs } = unwrapResult(await console.call('triage.history', { limit: 1 }));
  expect(runs.at(-1)).toMatchObject({ inScope, ready, blocked });
  expect(summary.trend.at(-1)).toMatchObject({ inScope, ready, blocked });
  const guide = unwrapResult(await console.call('setup.guide', {}));
  expect([guide.firstOrder.ready, guide.firstOrder.notChecked]).toEqual([ready, notChecked]);
  const coverage = unwrapResult(await console.call('drafts.coverage', { parentId: null }));
  expect(coverage.people).toBe(inScope);
  const listed = unwrapResult(
    await console.call('people.list', {
      filter: { states: [], search: '', organizationId: null } as never,
      sort: { by: 'name', direction: 'ascending' } as never,
      offset: 0,
      limit: 200,
    }),
  );
  const byState = Object.fromEntries(listed.states.map(({ state, people }) => [state, people]));
  expect(listed.total).toBe(users);
  expect([byState['ready'] ?? 0, byState['blocked'] ?? 0, byState['not-checked'] ?? 0]).toEqual([ready, blocked, notChecked]);
  const { companies } = unwrapResult(await console.call('companies.overview', {}));
  expect(companies[0]?.glance).toMatchObject({ inScope, ready, blocked, notChecked });
  const rows = unwrapResult(
    await console.call('matching.rows', {
      filter: EMPTY_FINDING_FILTER,
      sort: { by: 'severity', direction: 'ascending' },
      offset: 0,
      limit: 1,
    }),
  );
  const { open, assigned, accepted } = rows.triageCounts;
  expect(open + assigned + accepted).toBe(sum(summary.byCode.map(({ findings }) => findings)));
}

export function checkNoSecretInFiles(desk: ConsoleDesk, accessKey: string): void {
  for (const { path, bytes: content } of filesBelow(desk.folder))
    for (const secret of [PASSWORD, 'catalog-password-7Qm', accessKey])
      if (content.includes(secret)) throw new Error(`${path} holds a secret`);
}

export async function checkHistoryChain({ console }: ConsoleDesk): Promise<void> {
  expect(unwrapResult(await console.call('historyLog.verify', {}))).toMatchObject({ state: 'intact' });
}
