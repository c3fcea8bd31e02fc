import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import type { CallInput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { unwrapResult } from '../host-clients.ts';
import type { Act, ActKind } from './acts.ts';
import { asText } from './surfaces.ts';
import type { ConsoleDesk, ServiceWorld } from './world.ts';

const OF_DRAFTS: ReadonlySet<ActKind> = new Set<ActKind>([
  'edit',
  'edit single',
  'note',
  'create',
  'put',
  'duplicate',
  'rename',
  'revert',
  'delete',
  'leavers',
  'take theirs',
  'undo run',
  'keep for a day',
  'take kept',
]);

const EVERYTHING = { kinds: [], sections: [], risks: [], search: '', show: 'all' } satisfies CallInput<'plan.items'>['filter'];

function rows(desk: ConsoleDesk, sql: string): string {
  const database = new DatabaseSync(join(desk.folder, 'workspaces', `${desk.company}.tsunagi`), { readOnly: true });
  try {
    return JSON.stringify(database.prepare(sql).all());
  } finally {
    database.close();
  }
}
export const draftsIn = (desk: ConsoleDesk): string => rows(desk, 'SELECT section, id, base, body, note FROM draft ORDER BY section, id');
const datedIn = (desk: ConsoleDesk): string => rows(desk, 'SELECT * FROM dated_change ORDER BY id');

const ledger = async ({ console }: ConsoleDesk): Promise<string> =>
  asText(unwrapResult(await console.call('triage.ledger', { filter: { states: [], kinds: [], search: '' }, offset: 0, limit: 200 }))) +
  asText(
    unwrapResult(
      await console.call('matching.rows', {
        filter: { ...EMPTY_FINDING_FILTER, triage: 'accepted' },
        sort: { by: 'severity', direction: 'ascending' },
        offset: 0,
        limit: 200,
      }),
    ),
  );
const fixes = async ({ console }: ConsoleDesk): Promise<string> =>
  asText(unwrapResult(await console.call('fixes.list', { filter: { states: [], sides: [], search: '' }, offset: 0, limit: 200 }))).replace(
    /,"lastStep".*$/,
    '',
  );
const planned = async ({ console }: ConsoleDesk): Promise<string> =>
  asText(unwrapResult(await console.call('plan.items', { filter: EVERYTHING, offset: 0, limit: 500 }))).replace(/"revision":\d+/g, '');

const TABLES = ['neo_user', 'amazon_user', 'organization', 'role', 'approver', 'directory_person'] as const;
/** The current lists as text, without the snapshot IDs. */
const lists = (desk: ConsoleDesk): string =>
  TABLES.map((table) =>
    rows(desk, `SELECT t.* FROM ${table} t JOIN snapshot s ON s.id = t.snapshot_id WHERE s.state = 'current'`).replace(
      /"snapshot_id":\d+/g,
      '',
    ),
  ).join('\n');

/** Returns the state that the action will change, so that it can be compared after undo. */
export async function stateBefore(desk: ConsoleDesk, { kind }: Act): Promise<string> {
  if (OF_DRAFTS.has(kind)) return draftsIn(desk);
  if (kind === 'decide' || kind === 'redo decision') return ledger(desk);
  if (kind === 'adopt' || kind === 'adopt many' || kind === 'drop fixes') return fixes(desk);
  if (kind === 'ignore') return planned(desk);
  if (kind === 'import' || kind === 'take former') return lists(desk);
  return '';
}

/** Undoes an action and redoes it; checks that the state equals the one before and then the one after the action. */
export async function canBeTakenBack(
  world: ServiceWorld,
  desk: ConsoleDesk,
  { kind }: Act,
  before: string,
  outcome: unknown,
): Promise<void> {
  const { console } = desk;
  if (OF_DRAFTS.has(kind)) {
    const after = draftsIn(desk);
    if (after === before) return;
    const dated = datedIn(desk);
    unwrapResult(await console.call('drafts.undo', {}));
    expect(draftsIn(desk), `${kind} taken back`).toBe(before);
    unwrapResult(await console.call('drafts.redo', {}));
    expect(draftsIn(desk), `${kind} done again`).toBe(after);
    expect(datedIn(desk), `dated changes after ${kind} done again`).toBe(dated);
  }
  if (kind === 'import' || kind === 'take former') {
    const after = lists(desk);
    if (after === before) return;
    const latest = async () =>
      unwrapResult(await console.call('imports.former', {})).lists.find(
        (list) => list.latest && list.replacedAt === new Date(world.clock.now).toISOString(),
      );
    const former = await latest();
    if (former === undefined) return;
    unwrapResult(await console.call('imports.takeFormer', { id: former.id }));
    expect(lists(desk), `${kind} taken back`).toBe(before);
    const again = await latest();
    if (again === undefined) throw new Error(`${kind}: what was taken back is kept nowhere`);
    unwrapResult(await console.call('imports.takeFormer', { id: again.id }));
    expect(lists(desk), `${kind} done again`).toBe(after);
  }
  const value = outcome as { commandId?: number | null; stepId?: number | null };
  if (kind === 'decide' && typeof value.commandId === 'number') {
    const after = await ledger(desk);
    unwrapResult(await console.call('triage.undo', { commandId: value.commandId }));
    expect(await ledger(desk), 'a decision taken back').toBe(before);
    unwrapResult(await console.call('triage.redo', { commandId: value.commandId }));
    expect(await ledger(desk), 'a decision made again').toBe(after);
  }
  if ((kind === 'adopt' || kind === 'adopt many' || kind === 'drop fixes') && typeof value.stepId === 'number') {
    const after = await fixes(desk);
    unwrapResult(await console.call('fixes.undo', { stepId: value.stepId }));
    expect(await fixes(desk), `${kind} taken back`).toBe(before);
    unwrapResult(await console.call('fixes.redo', { stepId: value.stepId }));
    expect(await fixes(desk), `${kind} done again`).toBe(after);
  }
}
