import { expect, test } from 'vitest';
import type { StoredApproval } from '#main/storage/plan/approval-store.ts';
import type { StoredIgnore } from '#main/storage/plan/plan-decisions.ts';
import { companyFileForEach, historyRecord } from '../../support/company-file.ts';

const file = companyFileForEach();
/** Returns the revision of the plan and the length of the history; a displayed plan is reloaded when the revision changes. */
const steps = (): readonly [number, number] => [file.now().server.revision(), file.now().log.verify().entries];
/** Returns the increase of both values by each action. */
const grows = (...deeds: readonly (() => void)[]): unknown =>
  deeds.map((deed) => {
    const before = steps();
    deed();
    return steps().map((now, at) => now - (before[at] as number));
  });

test('a path of a plan is decided once, by the last decision about it', () => {
  const { decisions } = file.now();
  const place = { key: 'routes r1', path: '/name', difference: 'd1' };
  const edited = { ...place, key: 'routes r0', resolution: { edit: { a: 1 } } };
  expect(
    grows(
      () => decisions.resolve([{ ...place, resolution: 'ours' }, edited]),
      () =>
        decisions.resolve([
          { ...place, difference: 'd2', resolution: 'theirs' },
          { ...place, path: '', resolution: 'ours' },
        ]),
    ),
  ).toEqual([
    [1, 0],
    [1, 0],
  ]);
  const kept = [edited, { ...place, path: '', resolution: 'ours' }, { ...place, difference: 'd2', resolution: 'theirs' }];
  expect(file.anew().decisions.resolutions()).toEqual(kept);
  expect(grows(() => decisions.resolve([{ ...place, resolution: null }]))).toEqual([[1, 0]]);
  expect(decisions.resolutions()).toEqual(kept.slice(0, 2));
});

test('a difference is ignored with its reason in the history, until that is undone', () => {
  const { decisions } = file.now();
  const ignore = (path: string, because = '理由'): StoredIgnore => ({
    key: 'routes r1',
    path,
    difference: 'd',
    until: '2026-12-31',
    because,
    at: '2026-11-26T00:00:00.000Z',
    by: '田中',
  });
  expect(
    grows(
      () => decisions.ignore([ignore('/b'), ignore('/a')], [historyRecord({ kind: 'ignore' }), historyRecord({ kind: 'ignore' })]),
      () => decisions.ignore([ignore('/b', '別の理由')], [historyRecord({ kind: 'ignore' })]),
    ),
  ).toEqual([
    [1, 2],
    [1, 1],
  ]);
  expect(file.anew().decisions.ignored()).toEqual([ignore('/a'), ignore('/b', '別の理由')]);
  expect(grows(() => decisions.unignore([{ key: 'routes r1', path: '/a' }], [historyRecord({ kind: 'unignore' })]))).toEqual([[1, 1]]);
  expect(decisions.ignored()).toEqual([ignore('/b', '別の理由')]);
});

test('the ticks of a plan are those that were last chosen', () => {
  const { decisions } = file.now();
  expect(decisions.choices()).toEqual(new Map());
  const chosen = new Map([
    ['routes r1', true],
    ['routes r2', false],
  ]);
  expect(
    grows(
      () => decisions.choose(new Map([['routes r0', true]])),
      () => decisions.choose(chosen),
    ),
  ).toEqual([
    [1, 0],
    [1, 0],
  ]);
  expect(file.anew().decisions.choices()).toEqual(chosen);
});

test('guards apply the last limits set for them, and the default again', () => {
  const { decisions } = file.now();
  expect(decisions.guards()).toBeNull();
  expect(
    grows(
      () => decisions.changeGuards({ people: 1 }),
      () => decisions.changeGuards({ people: 2 }),
    ),
  ).toEqual([
    [1, 0],
    [1, 0],
  ]);
  expect(file.anew().decisions.guards()).toEqual({ people: 2 });
  expect(grows(() => decisions.changeGuards(null))).toEqual([[1, 0]]);
  expect([decisions.guards(), file.now().policy('guards')]).toEqual([null, null]);
});

test('approvals and whose count are kept with a line of the history each', () => {
  const { approvals } = file.now();
  const approver = (fingerprint: string, name: string) => ({
    fingerprint,
    publicKey: `key of ${fingerprint}`,
    name,
    addedAt: '2026-11-26T00:00:00.000Z',
    addedBy: '田中',
  });
  const approval = (fingerprint: string, minute: number, seal = 's'): StoredApproval => ({
    seal,
    shown: 'shown',
    file: 'file',
    fingerprint,
    publicKey: `key of ${fingerprint}`,
    by: '鈴木',
    at: `2026-11-26T00:0${minute}:00.000Z`,
    signature: 'signature',
  });
  expect(
    grows(
      () => approvals.trust(approver('f1', '鈴木'), historyRecord({ kind: 'approver' })),
      () => approvals.trust(approver('f2', '佐藤'), historyRecord({ kind: 'approver' })),
      () => approvals.trust(approver('f1', '青木'), historyRecord({ kind: 'approver' })),
      () => approvals.add(approval('f2', 1), historyRecord({ kind: 'approval' })),
      () => approvals.add(approval('f1', 2), historyRecord({ kind: 'approval' })),
      () => approvals.add(approval('f0', 2), historyRecord({ kind: 'approval' })),
    ),
  ).toEqual(Array(6).fill([1, 1]));
  const next = file.anew().approvals;
  expect(next.approvers()).toEqual([approver('f2', '佐藤'), approver('f1', '青木')]);
  expect(next.approvals()).toEqual([approval('f0', 2), approval('f1', 2), approval('f2', 1)]);
  expect(grows(() => approvals.distrust('f2', historyRecord({ kind: 'approver' })))).toEqual([[1, 1]]);
  expect(approvals.approvers().map(({ fingerprint }) => fingerprint)).toEqual(['f1']);
});

test('the company stores which key is its own, and the plan is refreshed only if that changes', () => {
  const { approvals } = file.now();
  expect(approvals.ownKey()).toBeNull();
  const own = (fingerprint: string) => () => approvals.noteOwnKey(fingerprint);
  expect(grows(own('f1'), own('f1'), own('f2'))).toEqual([
    [1, 0],
    [0, 0],
    [1, 0],
  ]);
  expect(file.anew().approvals.ownKey()).toBe('f2');
});
