import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import {
  DEMO_AMAZON_BUSINESS,
  DEMO_AMAZON_CLIENT_SECRET,
  DEMO_AMAZON_REFRESH_TOKEN,
} from '#shared/domain/integration/demo-amazon-business.ts';
import type { HostClient } from './host-clients.ts';

/** A command run in the demo company, and the preparation that it needs. */
export interface CommandExample {
  readonly prepare?: () => Promise<unknown>;
  readonly act: () => Promise<Result<unknown>>;
}

/** The route of the demo company that the commands change. */
export const ROUTE = { section: 'routes', id: 'demo-route-standard' } as const;
const SERIAL = 'demo-serial-overflows';
const LONG_AFTER = '2999-01-01';
const STEP = 'company-payment';
const SORT = { by: 'severity', direction: 'ascending' } as const;

/**
 * Returns at least one action for every listed command, ordered so that each finds the data that it needs. Each action changes something.
 */
export function listCommandExamples(client: HostClient): { readonly [N in CallName]?: CommandExample } {
  const answer = async <N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> => {
    const result = await client.call(name, input);
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
    return result.value;
  };
  const first = <T>(all: readonly T[], what: string): T => {
    const [one] = all;
    if (one === undefined) throw new Error(`there is no ${what}`);
    return one;
  };
  const file = async (name: string, content: string): Promise<string> => {
    const path = join(client.folder, name);
    writeFileSync(path, content);
    return (await client.console.files.add({ path, origin: 'chosen' })).token;
  };
  const companyId = async (): Promise<string> => (await answer('companies.current', {})).company.id;
  const put = (id: string) =>
    client.call('drafts.apply', {
      command: {
        kind: 'put',
        section: 'invoice_groups',
        id,
        body: { code: id.toUpperCase(), name: id, users: [], organizations: [] },
        note: '',
      },
    });
  const anItem = async () =>
    first(
      (await answer('plan.items', { filter: { kinds: [], sections: [], risks: [], search: '', show: 'all' }, offset: 0, limit: 100 }))
        .items,
      'difference',
    );
  const rows = async (limit: number) => {
    const found = await answer('matching.rows', { filter: EMPTY_FINDING_FILTER, sort: SORT, offset: 0, limit });
    return { revision: found.revision, rows: found.rows.map(({ row }) => row) };
  };
  /** Returns the first row with a recommended fix that can be adopted. */
  const advised = async () => {
    const found = await rows(200);
    for (const row of found.rows) {
      const { options } = await answer('fixes.options', { revision: found.revision, row });
      const option = options.find(({ action, adoptable, recommended }) => action !== 'invite-on-amazon' && adoptable && recommended);
      if (option?.address) return { revision: found.revision, row, choice: { kind: 'suggestion' } } as const;
    }
    throw new Error('there is no advice');
  };
  const lastFix = async () =>
    (await answer('fixes.list', { filter: { states: [], sides: [], search: '' }, offset: 0, limit: 1 })).lastStep?.id ?? -1;
  const kept = async () => first((await answer('datedChanges.list', {})).changes, 'dated change');
  const keep = async (id: string, day = LONG_AFTER) => {
    await put(id);
    return client.call('datedChanges.keep', {
      name: id,
      day,
      objects: [{ section: 'invoice_groups', id }],
      people: [],
      rehearsed: false,
    });
  };
  const task = async () => first((await answer('manualEntry.sheet', { offset: 0, limit: 10 })).tasks, 'task to enter');
  const linesOf = ({ lines }: Awaited<ReturnType<typeof task>>) => lines.map(({ id }) => id);
  let decision = -1;
  let undone = -1;
  let view = -1;
  let entered = '';
  return {
    'console.changeSettings': { act: () => client.call('console.changeSettings', { theme: 'dark' }) },
    'companies.rename': { act: async () => client.call('companies.rename', { id: await companyId(), name: '別の名前' }) },
    'calendar.change': {
      act: () => client.call('calendar.change', { change: { kind: 'day-off', date: '2026-04-10', name: '創立記念日' } }),
    },
    'notices.see': {
      prepare: async () => keep('due', (await answer('notices.list', {})).today),
      act: async () => client.call('notices.see', { keys: [first((await answer('notices.list', {})).notices, 'notice').key] }),
    },
    'notices.putOff': {
      act: async () =>
        client.call('notices.putOff', { key: first((await answer('notices.list', {})).coming, 'deadline').key, putOff: true }),
    },
    'companies.changeDomains': {
      act: () => client.call('companies.changeDomains', { companyDomains: ['example.co.jp'], aliasDomains: [] }),
    },
    'companies.changeMatchingPolicy': {
      act: () =>
        client.call('companies.changeMatchingPolicy', {
          purchasingGroups: ['購買'],
          caseComparison: 'exact',
          amazonUsersFrom: 'invitations',
        }),
    },
    'triage.changeExclusions': { act: () => client.call('triage.changeExclusions', { entries: [] }) },
    'triage.change': {
      act: async () => {
        const done = await client.call('triage.change', { selection: await rows(2), change: { kind: 'note', text: '確認中' } });
        if (done.ok) decision = done.value.commandId ?? -1;
        return done;
      },
    },
    'triage.undo': { act: () => client.call('triage.undo', { commandId: decision }) },
    'triage.redo': { act: () => client.call('triage.redo', { commandId: decision }) },
    'fixes.adopt': { act: async () => client.call('fixes.adopt', await advised()) },
    'fixes.adoptMany': {
      act: async () => {
        const { revision } = await rows(1);
        const selection = { revision, filter: EMPTY_FINDING_FILTER, except: [] };
        return client.call('fixes.adoptMany', { selection, ticked: [], invite: true });
      },
    },
    'fixes.adoptAccounts': {
      act: async () => {
        const { revision, rows: accounts } = await answer('fixes.accounts', {});
        const { email, changes } = first(
          accounts.filter((account) => account.adopted === null && account.changes.length > 0),
          'account to be changed',
        );
        return client.call('fixes.adoptAccounts', { revision, changes: [{ email, ...first(changes, 'change') }] });
      },
    },
    'fixes.undo': { act: async () => client.call('fixes.undo', { stepId: await lastFix() }) },
    'fixes.redo': {
      prepare: async () => {
        undone = await lastFix();
        await answer('fixes.undo', { stepId: undone });
      },
      act: () => client.call('fixes.redo', { stepId: undone }),
    },
    'fixes.drop': { act: () => client.call('fixes.drop', { filter: { states: [], sides: [], search: '' } }) },
    'drafts.apply': { act: () => client.call('drafts.apply', { command: { kind: 'note', ...ROUTE, note: '覚え書き' } }) },
    'drafts.rename': { act: () => client.call('drafts.rename', { ...ROUTE, name: '別の経路' }) },
    'drafts.undo': { act: () => client.call('drafts.undo', {}) },
    'drafts.redo': { act: () => client.call('drafts.redo', {}) },
    'drafts.duplicate': { act: () => client.call('drafts.duplicate', { objects: [{ ...ROUTE, name: '写し' }] }) },
    'drafts.create': { act: () => client.call('drafts.create', { section: 'routes', name: '新しい経路', template: null }) },
    'drafts.importFile': {
      act: async () => {
        const job = await client.finish(client.call('drafts.exportFile', { language: 'ja' }));
        const token = String(job.result?.['token']);
        const path = (await client.console.files.find(token)).path;
        const own = (await client.console.files.add({ path, origin: 'chosen' })).token;
        await answer('drafts.delete', { objects: [ROUTE] });
        const { revision } = await answer('drafts.previewImport', { token: own, mode: 'merge' });
        return client.call('drafts.importFile', { token: own, mode: 'merge', revision });
      },
    },
    'drafts.delete': { act: () => client.call('drafts.delete', { objects: [ROUTE] }) },
    'drafts.revert': { act: () => client.call('drafts.revert', { objects: [ROUTE] }) },
    'serials.enterLastIssued': { act: () => client.call('serials.enterLastIssued', { id: SERIAL, value: 123 }) },
    'leavers.take': {
      act: async () => {
        const { people, revision } = await answer('leavers.plan', { chosen: [], also: [] });
        return client.call('leavers.take', { revision, chosen: [{ id: first(people, 'leaver').id, by: null }] });
      },
    },
    'datedChanges.keep': { act: () => keep('later') },
    'datedChanges.change': {
      act: async () => client.call('datedChanges.change', { id: (await kept()).id, name: '改編', day: '2999-04-01' }),
    },
    'datedChanges.take': {
      act: async () => {
        const { revision, changes } = await answer('datedChanges.list', {});
        return client.call('datedChanges.take', { id: first(changes, 'dated change').id, revision, except: [] });
      },
    },
    'datedChanges.withdraw': {
      prepare: () => keep('given-up'),
      act: async () => {
        const { changes } = await answer('datedChanges.list', {});
        return client.call('datedChanges.withdraw', {
          id: first(
            changes.filter(({ takenAt }) => takenAt === null),
            'dated change',
          ).id,
        });
      },
    },
    'companyRules.import': {
      act: async () => {
        const { rules } = await answer('companyRules.get', {});
        const content = { format: 'tsunagi-company-rules', version: 1, rules: { ...rules, fewestApprovals: 3 } };
        return client.call('companyRules.import', { token: await file('rules.json', JSON.stringify(content)) });
      },
    },
    'companyRules.change': { act: () => client.call('companyRules.change', { rules: null }) },
    'clocks.importHolidays': {
      act: async () => {
        const days = Array.from({ length: 9 }, (_, at) => `2026/${at + 1}/15,試しの日`).join('\r\n');
        return client.call('clocks.importHolidays', {
          token: await file('syukujitsu.csv', `国民の祝日・休日月日,国民の祝日・休日名称\r\n${days}\r\n`),
        });
      },
    },
    'clocks.forgetHolidays': { act: () => client.call('clocks.forgetHolidays', {}) },
    'clocks.changeLockPolicy': {
      act: async () => {
        const policy = await answer('clocks.lockPolicy', {});
        return client.call('clocks.changeLockPolicy', { ...policy, reading: policy.reading === 'hours' ? 'dates' : 'hours' });
      },
    },
    'setup.note': { act: () => client.call('setup.note', { step: STEP, text: '経理に確認' }) },
    'setup.assign': { act: () => client.call('setup.assign', { step: STEP, person: '経理' }) },
    'setup.mark': {
      act: async () => {
        const { steps } = await answer('setup.guide', {});
        const able = steps.filter(({ may, mark }) => may.say && mark === null);
        return client.call('setup.mark', { step: first(able, 'step to be done').id, kind: 'done', day: null, saidBy: '' });
      },
    },
    'setup.unmark': {
      act: async () => {
        const { steps } = await answer('setup.guide', {});
        const said = steps.filter(({ mark }) => mark !== null);
        return client.call('setup.unmark', { step: first(said, 'step that is said to be done').id });
      },
    },
    'setup.branch': { act: () => client.call('setup.branch', { account: 'again' }) },
    'plan.ignore': {
      act: async () => client.call('plan.ignore', { at: [{ key: (await anItem()).key, path: '' }], until: LONG_AFTER, because: '後で' }),
    },
    'plan.unignore': {
      act: async () => {
        const { differences } = await answer('plan.ignored', { offset: 0, limit: 10 });
        const { key, path } = first(differences, 'ignored difference');
        return client.call('plan.unignore', { at: [{ key, path }] });
      },
    },
    'plan.select': { act: async () => client.call('plan.select', { keys: [(await anItem()).key], chosen: false }) },
    'plan.takeTheirs': { act: async () => client.call('plan.takeTheirs', { at: [{ key: (await anItem()).key, path: '' }] }) },
    'plan.changePolicy': {
      act: async () => {
        const { policy } = await answer('plan.policy', {});
        return client.call('plan.changePolicy', { policy: { ...policy, approvalRequired: !policy.approvalRequired } });
      },
    },
    'manualEntry.tick': {
      act: async () => {
        const one = await task();
        entered = one.key;
        return client.call('manualEntry.tick', { key: one.key, lines: linesOf(one), ticked: true });
      },
    },
    'manualEntry.finish': { act: () => client.call('manualEntry.finish', { key: entered }) },
    'manualEntry.reopen': { act: () => client.call('manualEntry.reopen', { key: entered }) },
    'secrets.useSession': { act: () => client.call('secrets.useSession', { use: true }) },
    'orders.removeAmazon': {
      prepare: async () => {
        await answer('connections.changeAmazonBusiness', { connection: DEMO_AMAZON_BUSINESS });
        await answer('secrets.set', { name: 'amazon-client-secret', value: DEMO_AMAZON_CLIENT_SECRET });
        await answer('secrets.set', { name: 'amazon-refresh-token', value: DEMO_AMAZON_REFRESH_TOKEN });
        return client.finish(client.call('orders.readAmazon', { days: 30 }));
      },
      act: () => client.call('orders.removeAmazon', {}),
    },
    'views.save': {
      act: async () => {
        const saved = await client.call('views.save', {
          id: null,
          name: '見方',
          content: { kind: 'matching', filter: EMPTY_FINDING_FILTER, sort: SORT },
        });
        if (saved.ok) view = saved.value.id;
        return saved;
      },
    },
    'views.rename': { act: () => client.call('views.rename', { id: view, name: '別の見方' }) },
    'views.delete': { act: () => client.call('views.delete', { id: view }) },
    'triage.changeRetention': { act: () => client.call('triage.changeRetention', { months: 13 }) },
    'imports.changeLimit': { act: () => client.call('imports.changeLimit', { limit: { count: 1, percent: null, floor: 0 } }) },
    'companies.setReadOnly': {
      act: async () => client.call('companies.setReadOnly', { id: await companyId(), readOnly: true, typedName: null }),
    },
  };
}
