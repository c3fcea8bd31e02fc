import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { FindingFilter, FindingRow, FindingSort } from '#shared/contract/readiness/matching.ts';
import { type FindingGroup, getFindingGroupKey } from '#shared/domain/readiness/finding-groups.ts';
import { type HostClient, openDemoWithLists, removeFolder, unwrapResult } from '../support/host-clients.ts';

const FILTER: FindingFilter = { ...EMPTY_FINDING_FILTER, perPerson: true };
const SORT_OF: Readonly<Record<FindingGroup, FindingSort>> = {
  cause: { by: 'severity', direction: 'ascending' },
  owner: { by: 'owner', direction: 'ascending' },
};

describe('worklist of the demo company', () => {
  let client: HostClient;
  let lists: string;
  beforeAll(async () => {
    ({ client, lists } = await openDemoWithLists('dispatcher'));
  }, 60_000);
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    removeFolder(lists);
  });

  const rowsBy = async (sort: FindingSort): Promise<readonly FindingRow[]> =>
    unwrapResult(await client.call('matching.rows', { filter: FILTER, sort, offset: 0, limit: 500 })).rows;
  const worklist = async (by: FindingGroup): Promise<CallOutput<'fixes.worklist'>> =>
    unwrapResult(await client.call('fixes.worklist', { filter: FILTER, by }));
  const bulkOf = (revision: number, group: { readonly by: FindingGroup; readonly key: string } | null) => ({
    selection: { revision, filter: FILTER, except: [], ...(group === null ? {} : { group }) },
    ticked: [],
    invite: true,
  });

  it.each(['cause', 'owner'] as const)('lists the rows of each group by %s one after another', async (by) => {
    const rows = await rowsBy(SORT_OF[by]);
    const runs = rows.map((row) => getFindingGroupKey(row, by)).filter((key, at, all) => key !== all[at - 1]);
    expect(new Set(runs).size).toBe(runs.length);
    const { groups } = await worklist(by);
    expect(groups.map(({ key }) => key).toSorted()).toEqual(runs.toSorted());
    for (const { key, rows: count } of groups) expect(rows.filter((row) => getFindingGroupKey(row, by) === key)).toHaveLength(count);
  });

  it.each(['cause', 'owner'] as const)('counts for each group by %s what its adoption would adopt', async (by) => {
    const { revision, groups, safe } = await worklist(by);
    expect(groups.some((group) => group.safe > 0)).toBe(true);
    for (const { key, safe: ofGroup, toReview } of groups) {
      const preview = unwrapResult(await client.call('fixes.preview', bulkOf(revision, { by, key })));
      expect({ key, safe: preview.adoptable, toReview: preview.toLookAt.total }).toEqual({ key, safe: ofGroup, toReview });
    }
    expect(unwrapResult(await client.call('fixes.preview', bulkOf(revision, null))).adoptable).toBe(safe);
  });

  it('adopts one group, shows it in the rows, and takes it back', async () => {
    const before = await worklist('cause');
    const group = before.groups.find(({ safe }) => safe > 1);
    const key = group?.key ?? '';
    const { adopted, stepId } = unwrapResult(await client.call('fixes.adoptMany', bulkOf(before.revision, { by: 'cause', key })));
    expect(adopted).toBe(group?.safe);
    const after = await worklist('cause');
    expect(after.groups.find((each) => each.key === key)).toMatchObject({ rows: group?.rows, safe: 0, adopted });
    for (const other of after.groups.filter((each) => each.key !== key)) expect(other.adopted).toBe(0);
    expect(after.safe).toBe(before.safe - adopted);

    const { fixes } = unwrapResult(
      await client.call('fixes.list', { filter: { states: [], sides: [], search: '' }, offset: 0, limit: 500 }),
    );
    const shown = (await rowsBy(SORT_OF.cause)).flatMap(({ correction }) => (correction?.state === 'adopted' ? [correction] : []));
    const values = (all: readonly { readonly side: string; readonly to: string }[]): string[] =>
      all.map(({ side, to }) => `${side} ${to}`).toSorted();
    expect(values(shown)).toEqual(values(fixes));

    unwrapResult(await client.call('fixes.undo', { stepId: stepId ?? -1 }));
    expect(await worklist('cause')).toEqual(before);
  });

  it('shows in each row the address that its adoption would write', async () => {
    const { revision } = await worklist('cause');
    const rows = await rowsBy(SORT_OF.cause);
    const { adopted } = unwrapResult(await client.call('fixes.adoptMany', bulkOf(revision, null)));
    const { fixes, lastStep } = unwrapResult(
      await client.call('fixes.list', { filter: { states: [], sides: [], search: '' }, offset: 0, limit: 500 }),
    );
    expect(fixes).toHaveLength(adopted);
    for (const { loginId, code, side, to } of fixes) {
      const row = rows.find((each) => each.loginId === loginId && each.code === code);
      expect(row?.correction, `${loginId} ${code}`).toMatchObject({ side, to, ambiguous: false });
    }
    unwrapResult(await client.call('fixes.undo', { stepId: lastStep?.id ?? -1 }));
  });

  it('offers nothing for a row whose invitation is doubtful or which only a person can decide', async () => {
    const rows = await rowsBy(SORT_OF.cause);
    const { revision } = await worklist('cause');
    const { leftOut } = unwrapResult(await client.call('fixes.preview', bulkOf(revision, null)));
    const undecided = leftOut.filter(({ why }) => why === 'undecided' || why === 'no-suggestion').flatMap(({ first }) => first);
    expect(undecided.length).toBeGreaterThan(0);
    for (const { row } of undecided) expect(rows.find((each) => each.row === row)?.correction).toBeUndefined();
  });
});
