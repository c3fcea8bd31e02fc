import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { type HostClient, openDemoWithLists, removeFolder, unwrapResult } from '../support/host-clients.ts';

const ALL_FIXES = { filter: { states: [], sides: [], search: '' }, offset: 0, limit: 500 };

describe('swapped addresses of the demo company through both hosts', () => {
  let client: HostClient;
  let lists: string;
  beforeAll(async () => {
    ({ client, lists } = await openDemoWithLists('both hosts'));
  }, 60_000);
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    removeFolder(lists);
  });

  const swapped = async () => {
    const filter = { ...EMPTY_FINDING_FILTER, codes: ['work-email-swapped' as const] };
    return unwrapResult(
      await client.call('matching.rows', { filter, sort: { by: 'severity', direction: 'ascending' }, offset: 0, limit: 10 }),
    );
  };

  it('are reported for both people, each with the address of the other', async () => {
    const { rows } = await swapped();
    expect(rows.map(({ severity }) => severity)).toEqual(['risk', 'risk']);
    const [one, other] = rows;
    expect([one?.suggestion?.address, other?.suggestion?.address]).toEqual([other?.workEmail, one?.workEmail]);
  });

  it('are skipped by bulk adoption, and are adopted and undone for both people in one step', async () => {
    const { revision, rows } = await swapped();
    const preview = unwrapResult(
      await client.call('fixes.preview', { selection: { revision, rows: rows.map(({ row }) => row) }, ticked: [], invite: false }),
    );
    expect(preview.leftOut.map(({ why, rows: count }) => [why, count])).toEqual([['swapped', 2]]);
    const place = { revision, row: rows[0]?.row ?? -1 };
    const { options } = unwrapResult(await client.call('fixes.options', place));
    expect(options.map(({ action, side, recommended, adoptable }) => [action, side, recommended, adoptable])).toEqual([
      ['swap-neo-emails', 'neo', true, true],
    ]);
    const adopted = unwrapResult(await client.call('fixes.adopt', { ...place, choice: { kind: 'suggestion' } }));
    expect(adopted.adopted).toBe(2);
    const { fixes } = unwrapResult(await client.call('fixes.list', ALL_FIXES));
    expect(fixes.map(({ side, state }) => [side, state])).toEqual([
      ['neo', 'adopted'],
      ['neo', 'adopted'],
    ]);
    expect(fixes.map(({ from }) => from).sort()).toEqual(fixes.map(({ to }) => to).sort());
    unwrapResult(await client.call('fixes.undo', { stepId: adopted.stepId ?? -1 }));
    expect(unwrapResult(await client.call('fixes.list', ALL_FIXES)).total).toBe(0);
  });
});
