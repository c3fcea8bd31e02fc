import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import type { CallInput } from '#shared/contract/calls.ts';
import { EMPTY_FILTER } from '#shared/contract/finding-choices.ts';
import { answered } from '../console-doors.ts';
import type { Act, ActKind } from './acts.ts';
import { asText } from './surfaces.ts';
import type { Desk, World } from './world.ts';

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

function rows(desk: Desk, sql: string): string {
  const database = new DatabaseSync(join(desk.folder, 'workspaces', `${desk.company}.tsunagi`), { readOnly: true });
  try {
    return JSON.stringify(database.prepare(sql).all());
  } finally {
    database.close();
  }
}
export const draftsIn = (desk: Desk): string => rows(desk, 'SELECT section, id, base, body, note FROM draft ORDER BY section, id');
const datedIn = (desk: Desk): string => rows(desk, 'SELECT * FROM dated_change ORDER BY id');

const ledger = async ({ console }: Desk): Promise<string> =>
  asText(answered(await console.call('triage.ledger', { filter: { states: [], kinds: [], search: '' }, offset: 0, limit: 200 }))) +
  asText(
    answered(
      await console.call('matching.rows', {
        filter: { ...EMPTY_FILTER, triage: 'accepted' },
        sort: { by: 'severity', direction: 'ascending' },
        offset: 0,
        limit: 200,
      }),
    ),
  );
const fixes = async ({ console }: Desk): Promise<string> =>
  asText(answered(await console.call('fixes.list', { filter: { states: [], sides: [], search: '' }, offset: 0, limit: 200 }))).replace(
    /,"lastStep".*$/,
    '',
  );
const planned = async ({ console }: Desk): Promise<string> =>
  asText(answered(await console.call('plan.items', { filter: EVERYTHING, offset: 0, limit: 500 }))).replace(/"revision":\d+/g, '');

/** Remembered before an act, so that it can be compared once the act is taken back. */
export async function stateBefore(desk: Desk, { kind }: Act): Promise<string> {
  if (OF_DRAFTS.has(kind)) return draftsIn(desk);
  if (kind === 'decide' || kind === 'redo decision') return ledger(desk);
  if (kind === 'adopt' || kind === 'adopt many' || kind === 'drop fixes') return fixes(desk);
  if (kind === 'ignore') return planned(desk);
  return '';
}

/** Takes an act back and does it again: what was before is there, then what was after. */
export async function canBeTakenBack(_world: World, desk: Desk, { kind }: Act, before: string, outcome: unknown): Promise<void> {
  const { console } = desk;
  if (OF_DRAFTS.has(kind)) {
    const after = draftsIn(desk);
    if (after === before) return;
    const dated = datedIn(desk);
    answered(await console.call('drafts.undo', {}));
    expect(draftsIn(desk), `${kind} taken back`).toBe(before);
    answered(await console.call('drafts.redo', {}));
    expect(draftsIn(desk), `${kind} done again`).toBe(after);
    expect(datedIn(desk), `dated changes after ${kind} done again`).toBe(dated);
  }
  const value = outcome as { commandId?: number | null; stepId?: number | null };
  if (kind === 'decide' && typeof value.commandId === 'number') {
    const after = await ledger(desk);
    answered(await console.call('triage.undo', { commandId: value.commandId }));
    expect(await ledger(desk), 'a decision taken back').toBe(before);
    answered(await console.call('triage.redo', { commandId: value.commandId }));
    expect(await ledger(desk), 'a decision made again').toBe(after);
  }
  if ((kind === 'adopt' || kind === 'adopt many' || kind === 'drop fixes') && typeof value.stepId === 'number') {
    const after = await fixes(desk);
    answered(await console.call('fixes.undo', { stepId: value.stepId }));
    expect(await fixes(desk), `${kind} taken back`).toBe(before);
    answered(await console.call('fixes.redo', { stepId: value.stepId }));
    expect(await fixes(desk), `${kind} done again`).toBe(after);
  }
}
