import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { type ActRunner, type Answer, ask, pick } from './doer.ts';
import { people } from './lists.ts';
import type { ConsoleDesk } from './world.ts';

const BY_SEVERITY = { by: 'severity', direction: 'ascending' } as const;
const findingsOf = (desk: ConsoleDesk) =>
  ask(desk, 'matching.rows', { filter: EMPTY_FINDING_FILTER, sort: BY_SEVERITY, offset: 0, limit: 200 });

/** Numbers of the administrator's own decisions, so that they can be undone and redone. */
const MEMORY = new WeakMap<ConsoleDesk, { commands: number[]; undone: number[] }>();
const memoryOf = (desk: ConsoleDesk) => {
  const known = MEMORY.get(desk) ?? { commands: [], undone: [] };
  MEMORY.set(desk, known);
  return known;
};

/** Actions on lists, on findings and on decisions about them. */
export const LIST_ACTS = {
  async import(world, desk, { a, b }) {
    const kind = pick(['neo-users', 'amazon-users', 'neo-users', 'amazon-users', 'organizations'] as const, a) ?? 'neo-users';
    const token = await world.fileOf(desk, kind, b);
    const confirmed = { gone: 0, cut: false, lostAddresses: 0 };
    for (;;) {
      const done = await desk.console.finish(desk.console.call('imports.commit', { kind, token, reading: {}, confirmed }));
      if (done.ok || (done.error.code !== 'list-shrinks' && done.error.code !== 'list-loses-addresses')) return done;
      confirmed.gone = Math.max(confirmed.gone, Number(done.error.params['gone']));
      confirmed.lostAddresses = Number(done.error.params['lost'] ?? 0);
    }
  },
  async 'take former'(_, desk, { a }) {
    const former = pick((await ask(desk, 'imports.former', {}))?.lists ?? [], a);
    return former === undefined ? null : desk.console.call('imports.takeFormer', { id: former.id });
  },
  async decide(_, desk, { a, b }) {
    const found = await findingsOf(desk);
    const row = pick(found?.rows ?? [], a);
    if (found === null || row === undefined) return null;
    const changes = [
      { kind: 'accept', reason: '既知', until: null },
      { kind: 'accept', reason: '既知', until: '2026-05-01' },
      { kind: 'assign', side: 'neo', person: '経理' },
      { kind: 'note', text: '確認中' },
      { kind: 'reopen' },
      { kind: 'unassign' },
    ] as const;
    const done = await desk.console.call('triage.change', {
      selection: { revision: found.revision, rows: [row.row] },
      change: pick(changes, b) as (typeof changes)[number],
    });
    if (done.ok && done.value.commandId !== null) memoryOf(desk).commands.push(done.value.commandId);
    return done;
  },
  async 'undo decision'(_, desk, { a }) {
    const commandId = pick(memoryOf(desk).commands, a);
    return commandId === undefined ? null : desk.console.call('triage.undo', { commandId });
  },
  async 'redo decision'(_, desk, { a }) {
    const commandId = pick(memoryOf(desk).commands, a);
    return commandId === undefined ? null : desk.console.call('triage.redo', { commandId });
  },
  async adopt(_, desk, { a }) {
    const found = await findingsOf(desk);
    const row = pick(found?.rows ?? [], a);
    if (found === null || row === undefined) return null;
    return desk.console.call('fixes.adopt', {
      revision: found.revision,
      row: row.row,
      choice: { kind: a % 3 === 0 ? 'invitation' : 'suggestion' },
    });
  },
  async 'adopt many'(_, desk) {
    const found = await findingsOf(desk);
    if (found === null) return null;
    return desk.console.call('fixes.adoptMany', {
      selection: { revision: found.revision, filter: EMPTY_FINDING_FILTER, except: [] },
      ticked: [],
      invite: true,
    });
  },
  async 'drop fixes'(_, desk, { a }) {
    const filter = { states: [], sides: [], search: '' };
    const { fixes = [] } = (await ask(desk, 'fixes.list', { filter, offset: 0, limit: 100 })) ?? {};
    const one = pick(fixes, a);
    return one === undefined ? null : desk.console.call('fixes.drop', { people: [one.person] });
  },
  async 'undo fix'(_, desk) {
    const listed = await ask(desk, 'fixes.list', { filter: { states: [], sides: [], search: '' }, offset: 0, limit: 1 });
    if (listed?.lastStep == null) return null;
    memoryOf(desk).undone.push(listed.lastStep.id);
    return desk.console.call('fixes.undo', { stepId: listed.lastStep.id });
  },
  async 'redo fix'(_, desk) {
    const stepId = memoryOf(desk).undone.at(-1);
    return stepId === undefined ? null : desk.console.call('fixes.redo', { stepId });
  },
  async settings(_, desk, { a, b }) {
    const { console } = desk;
    const acts: readonly (() => Promise<Answer>)[] = [
      () => console.call('companies.changeDomains', { companyDomains: b % 2 === 0 ? ['example.co.jp'] : [], aliasDomains: [] }),
      () =>
        console.call('companies.changeMatchingPolicy', {
          purchasingGroups: b % 2 === 0 ? ['NEOカタログ購買'] : [],
          caseComparison: b % 3 === 0 ? 'exact' : 'ignore',
          amazonUsersFrom: 'invitations',
        }),
      () =>
        console.call('triage.changeExclusions', {
          entries: b % 2 === 0 ? null : [{ field: 'login', value: people[b % people.length]?.loginId ?? 'x', note: '', on: true }],
        }),
      () => console.call('calendar.change', { change: { kind: 'day-off', date: `2026-04-${10 + (b % 10)}`, name: '休み' } }),
      () => console.call('imports.changeLimit', { limit: b % 2 === 0 ? null : { count: 1, percent: null, floor: 0 } }),
      () => console.call('serials.enterLastIssued', { id: 'demo-serial-standard', value: b % 500 }),
      () => console.call('triage.changeRetention', { months: b % 2 === 0 ? null : 13 }),
      () => console.call('companyRules.change', { rules: null }),
      () => console.call('setup.mark', { step: 'company-payment', kind: 'done', day: null, saidBy: '' }),
      () => console.call('setup.unmark', { step: 'company-payment' }),
      () => console.call('setup.note', { step: 'company-payment', text: `覚え${b % 3}` }),
    ];
    return (pick(acts, a) as () => Promise<Answer>)();
  },
  async leavers(_, desk, { a }) {
    const plan = await ask(desk, 'leavers.plan', { chosen: [], also: [] });
    const one = pick(plan?.people ?? [], a);
    return plan === null || one === undefined
      ? null
      : desk.console.call('leavers.take', { revision: plan.revision, chosen: [{ id: one.id, by: null }] });
  },
} as const satisfies Record<string, ActRunner>;
