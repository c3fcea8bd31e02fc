import { setImmediate as nextTurn } from 'node:timers/promises';
import { backUpFolder } from '#main/app/backup/data-backup.ts';
import { restoreFolder } from '#main/app/backup/data-restore.ts';
import { createRoute, createRouteStep } from '#shared/domain/routes/route.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import { createSilentJobContext } from '../apply-company.ts';
import { REPLACING, SEALED } from '../sealed-backup.ts';
import { type ActRunner, type Answer, ask, draftsOf, EVERYTHING, edited, itemAt, personAt, pick, SECTIONS } from './doer.ts';
import { changedTables, hashStoredTables } from './kept.ts';
import type { ConsoleDesk } from './world.ts';

const archiveOf = (desk: ConsoleDesk): string => `${desk.folder}.tsunagi-backup`;

const runsOf = async (desk: ConsoleDesk) => (await ask(desk, 'apply.runs', { offset: 0, limit: 50 }))?.runs ?? [];
const FAULTS = [
  'cut-before',
  'cut',
  'cut-after',
  'broken-json',
  'unavailable',
  'html',
  'key-expired',
  'no-right',
  'edited-meanwhile',
  'throttle',
  'to-login',
] as const;
const ACTIONS = ['put_object', 'delete_object', 'acquire_lease', 'set_secret', 'list_objects', 'release_lease', undefined] as const;

/** Drafts changes if the plan has at most one selected item. */
async function ensurePlannedChange(desk: ConsoleDesk, b: number): Promise<void> {
  const { totals } = (await ask(desk, 'plan.state', {})) ?? {};
  if ((totals?.chosen ?? 0) > 1) return;
  const step = { ...createRouteStep('s1'), role: 'decide', finalDecider: true, approvers: { kind: 'applicant' } };
  const group = (at: number) => ({
    section: 'invoice_groups',
    id: `sent-${at}`,
    body: { code: `SENT${at}`, name: `送る組${at}-${b}`, users: [personAt(b)], organizations: [] },
  });
  const route = {
    section: 'routes',
    id: 'sent-route',
    body: { ...createRoute('sent-route', `送る経路${b}`), status: 'complete', steps: [step] },
  };
  const serial = { section: 'serials', id: 'sent-serial', body: { ...createSerial(`送る連番${b}`), startValue: b } };
  const some = [group(1), group(2), route, serial, group(3)].filter((_, at) => (b + at) % 3 !== 0);
  const settings = {
    kind: 'edit',
    section: 'common_settings',
    id: 'common_settings',
    edit: { kind: 'set', fields: { title: `件名${b}` } },
  };
  await edited(desk, { kind: 'sequence', commands: [...some.map((one) => ({ kind: 'put', note: '', ...one })), settings] });
  if (b % 4 === 0)
    await desk.console.call('secrets.set', {
      name: 'catalog-password',
      value: b % 8 === 0 ? 'catalog-password-9Xk' : 'catalog-password-7Qm',
    });
}

async function applied(desk: ConsoleDesk, b: number, ifHeld: 'refuse' | 'take-over', onFailure: 'stop' | 'go-on'): Promise<Answer> {
  await ensurePlannedChange(desk, b);
  const state = await ask(desk, 'plan.state', {});
  if (state === null) return null;
  return desk.console.finish(desk.console.call('apply.start', { digest: state.digest, reason: '試験', ifHeld, onFailure }));
}

/** Actions on a server. */
export const SERVER_ACTS = {
  'read server': (_, desk) => desk.console.finish(desk.console.call('plan.readServer', {})),
  async select(_, desk, { a, b }) {
    const item = await itemAt(desk, a);
    return item === undefined ? null : desk.console.call('plan.select', { keys: [item.key], chosen: b % 2 === 0 });
  },
  async resolve(_, desk, { a, b }) {
    const { items = [] } = (await ask(desk, 'plan.items', { filter: { ...EVERYTHING, kinds: ['conflict'] }, offset: 0, limit: 100 })) ?? {};
    const item = pick(items, a);
    const whole = item === undefined ? null : await ask(desk, 'plan.item', { key: item.key });
    if (item === undefined || whole === null) return null;
    const kind = b % 2 === 0 ? 'ours' : 'theirs';
    const decisions = whole.fields.filter(({ conflict }) => conflict).map(({ path }) => ({ path, resolution: { kind } as const }));
    return decisions.length === 0 ? null : desk.console.call('plan.resolve', { key: item.key, decisions });
  },
  async 'take theirs'(_, desk, { a, b }) {
    const item = await itemAt(desk, a);
    const whole = item === undefined ? null : await ask(desk, 'plan.item', { key: item.key });
    if (item === undefined || whole === null) return null;
    const path = b % 2 === 0 ? '' : (pick(whole.fields, b)?.path ?? '');
    return desk.console.call('plan.takeTheirs', { at: [{ key: item.key, path }] });
  },
  async ignore(_, desk, { a, b }) {
    const item = await itemAt(desk, a);
    const whole = item === undefined ? null : await ask(desk, 'plan.item', { key: item.key });
    if (item === undefined || whole === null) return null;
    const path = b % 2 === 0 ? '' : (pick(whole.fields, b)?.path ?? '');
    return desk.console.call('plan.ignore', { at: [{ key: item.key, path }], until: '2026-05-01', because: '後で' });
  },
  async unignore(_, desk, { a }) {
    const one = pick((await ask(desk, 'plan.ignored', { offset: 0, limit: 100 }))?.differences ?? [], a);
    return one === undefined ? null : desk.console.call('plan.unignore', { at: [{ key: one.key, path: one.path }] });
  },
  apply: (_, desk, { a, b }) => applied(desk, b, a % 2 === 0 ? 'refuse' : 'take-over', a % 3 === 0 ? 'go-on' : 'stop'),
  async 'apply badly'(world, desk, { a, b }) {
    const kind = pick(FAULTS, a) as (typeof FAULTS)[number];
    const action = pick(ACTIONS, Math.floor(a / 11));
    world.sandbox.misbehave({
      kind,
      ...(action === undefined ? {} : { action }),
      after: b % 4,
      times: 1 + (Math.floor(b / 4) % 6),
      ...(kind === 'throttle' ? { ms: 0 } : {}),
    });
    if (b % 5 === 0) world.sandbox.forgetRequests();
    const done = await applied(desk, b, 'refuse', b % 3 === 0 ? 'go-on' : 'stop');
    world.sandbox.misbehave(null);
    return done;
  },
  async resume(_, desk, { a }) {
    const run = pick(
      (await runsOf(desk)).filter(({ state }) => state !== 'done' && state !== 'cancelled'),
      a,
    );
    return run === undefined ? null : desk.console.finish(desk.console.call('apply.resume', { runId: run.id, ifHeld: 'take-over' }));
  },
  async retry(_, desk) {
    const [run] = await runsOf(desk);
    return run === undefined ? null : desk.console.finish(desk.console.call('apply.retryFailed', { runId: run.id, ifHeld: 'take-over' }));
  },
  async 'give up'(_, desk, { a }) {
    const run = pick(
      (await runsOf(desk)).filter(({ state }) => state === 'paused' || state === 'interrupted'),
      a,
    );
    return run === undefined ? null : desk.console.call('apply.cancel', { runId: run.id });
  },
  async 'undo run'(_, desk, { a }) {
    const run = pick(await runsOf(desk), a);
    return run === undefined ? null : desk.console.call('apply.undo', { runId: run.id, keys: null });
  },
  async others(world, desk, { a, b }) {
    const section =
      pick(['routes', 'serials', 'invoice_groups', 'common_settings', 'allowed_users', 'integration'] as const, a) ?? 'routes';
    const ids =
      section === 'routes' || section === 'serials' || section === 'invoice_groups'
        ? (await draftsOf(desk, SECTIONS.indexOf(section))).rows.map(({ id }) => id)
        : [section];
    const id = pick(ids, b) ?? '';
    const fields = {
      routes: { name: `他の経路${b % 4}` },
      serials: { name: `他の連番${b % 4}` },
      invoice_groups: b % 2 === 0 ? { name: `他の組${b % 4}` } : { users: [personAt(b)] },
      common_settings: { title: `他の件名${b % 4}` },
      allowed_users: { everyone: b % 2 === 0, users: [personAt(b)] },
      integration: { systemLogin: `OTHER${b % 3}` },
    }[section];
    const isDeleted = ids.length > 1 && b % 5 === 0;
    world.sandbox.edit(isDeleted ? { section, id, body: null } : { section, id, fields });
    return null;
  },
  async 'enter by hand'(_, desk, { a, b }) {
    const task = pick((await ask(desk, 'manualEntry.sheet', { offset: 0, limit: 100 }))?.tasks ?? [], a);
    if (task === undefined) return null;
    const ticked = await desk.console.call('manualEntry.tick', { key: task.key, lines: task.lines.map(({ id }) => id), ticked: true });
    return !ticked.ok || b % 3 === 0 ? ticked : desk.console.call('manualEntry.finish', { key: task.key });
  },
  async 'reopen entered'(_, desk, { a }) {
    const one = pick((await ask(desk, 'manualEntry.entered', { offset: 0, limit: 100 }))?.objects ?? [], a);
    return one === undefined ? null : desk.console.call('manualEntry.reopen', { key: one.key });
  },
  secret: (_, desk, { a }) =>
    a % 3 === 0
      ? desk.console.call('secrets.clear', { name: 'catalog-password' })
      : desk.console.call('secrets.set', {
          name: 'catalog-password',
          value: a % 3 === 1 ? 'catalog-password-9Xk' : 'catalog-password-7Qm',
        }),
  async 'give up work'(_, desk, { a }) {
    const job = pick((await ask(desk, 'jobs.list', {}))?.jobs.filter(({ state }) => state === 'running') ?? [], a);
    return job === undefined ? null : desk.console.call('jobs.cancel', { id: job.id });
  },
  async pause(_, desk) {
    const [run] = await runsOf(desk);
    return run === undefined ? null : desk.console.call('apply.pause', { runId: run.id });
  },
  async stop(_, desk) {
    const [run] = await runsOf(desk);
    return run === undefined ? null : desk.console.call('apply.cancel', { runId: run.id });
  },
  async 'take over'(world, desk, { a, b }) {
    const other = world.desks.find((one) => one !== desk);
    if (other === undefined) return null;
    const first = applied(other, b, 'refuse', 'stop');
    for (let turn = 0; turn < a % 400; turn++) await nextTurn();
    const done = await applied(desk, a, 'take-over', 'stop');
    await first;
    return done;
  },
  async 'back up'(_, desk) {
    await backUpFolder(desk.folder, archiveOf(desk), SEALED, createSilentJobContext());
    desk.backedUp = hashStoredTables(desk);
    return null;
  },
  async restore(world, desk) {
    const { backedUp } = desk;
    if (backedUp === null) return null;
    await world.reopen(desk, async () => {
      await restoreFolder(archiveOf(desk), desk.folder, REPLACING, createSilentJobContext());
    });
    desk.isRestored = true;
    const changed = changedTables(backedUp, hashStoredTables(desk)).filter((name) => name !== 'secret_record');
    if (changed.length > 0) throw new Error(`a backup was restored, and others are ${changed.join()}`);
    return null;
  },
  async 'server moves'(world, desk, { a }) {
    const address = a % 2 === 0 ? world.sandbox.address : world.sandbox.address.replace('127.0.0.1', 'localhost');
    return desk.console.call('server.connect', { address, accessKey: world.sandbox.accessKey });
  },
} as const satisfies Record<string, ActRunner>;
