import type { CallInput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { type ActRunner, type Answer, ask, pick } from './doer.ts';
import type { ConsoleDesk } from './world.ts';

const named = async (desk: ConsoleDesk): Promise<string> => (await ask(desk, 'companies.current', {}))?.company.name ?? '';

/** Actions on the company as a whole, and queries that are not about people. */
export const OFFICE_ACTS = {
  'read orders': (_, desk) => desk.console.finish(desk.console.call('orders.read', {})),
  async 'only look'(_, desk, { a }) {
    return desk.console.call('companies.setReadOnly', { id: desk.company, readOnly: a % 4 === 0, typedName: await named(desk) });
  },
  'rename company': (_, desk, { b }) => desk.console.call('companies.rename', { id: desk.company, name: `自社${b % 3}` }),
  async 'change kind'(_, desk, { a }) {
    const kind = a % 2 === 0 ? 'production' : 'test';
    return desk.console.call('companies.changeKind', { id: desk.company, kind, typedName: await named(desk) });
  },
  arm: async (_, desk) => desk.console.call('plan.arm', { company: await named(desk) }),
  async 'see notices'(_, desk, { a }) {
    const notices = await ask(desk, 'notices.list', {});
    const one = pick(notices?.notices ?? [], a);
    const coming = pick(notices?.coming ?? [], a);
    if (a % 2 === 0) return one === undefined ? null : desk.console.call('notices.see', { keys: [one.key] });
    return coming === undefined ? null : desk.console.call('notices.putOff', { key: coming.key, putOff: a % 3 !== 0 });
  },
  async 'change clocks'(_, desk, { a, b }) {
    const { console } = desk;
    const policy = await ask(desk, 'clocks.lockPolicy', {});
    const acts: readonly (() => Promise<Answer>)[] = [
      () =>
        b % 3 === 0
          ? console.call('setup.unmark', { step: 'support' })
          : console.call('setup.mark', { step: 'support', kind: 'started', day: '2026-04-01', saidBy: '' }),
      async () =>
        policy === null ? null : console.call('clocks.changeLockPolicy', { ...policy, reading: b % 2 === 0 ? 'hours' : 'dates' }),
      () => console.call('calendar.change', { change: null }),
    ];
    return (pick(acts, a) as () => Promise<Answer>)();
  },
  async 'guide the set-up'(_, desk, { a, b }) {
    const { console } = desk;
    const steps = (await ask(desk, 'setup.guide', {}))?.steps ?? [];
    const step = pick(steps, b)?.id as CallInput<'setup.unmark'>['step'];
    const acts: readonly (() => Promise<Answer>)[] = [
      () => console.call('setup.branch', { otherIntegration: b % 2 === 0 }),
      () => console.call('setup.assign', { step, person: `担当${b % 2}` }),
      () => console.call('setup.mark', { step, kind: b % 2 === 0 ? 'done' : 'started', day: null, saidBy: '' }),
      () => console.call('setup.unmark', { step }),
    ];
    return (pick(acts, a) as () => Promise<Answer>)();
  },
  'save view': (_, desk, { b }) =>
    desk.console.call('views.save', {
      id: null,
      name: `見方${b % 4}`,
      content: { kind: 'matching', filter: EMPTY_FINDING_FILTER, sort: { by: 'severity', direction: 'ascending' } },
    }),
} as const satisfies Record<string, ActRunner>;
