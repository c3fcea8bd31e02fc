import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallInput } from '#shared/contract/calls.ts';
import type { SetupGuide, SetupStepView } from '#shared/contract/setup.ts';
import type { Section } from '#shared/domain/drafts/sections.ts';
import type { SetupStepId } from '#shared/domain/setup/guide.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

// The set-up guide, the manual entry sheet and the calendar share one record.

const PO_URL = 'https://https-ats.amazonsedi.com/2b6f0cc9-04d1-4a3a-9f5b-3b6b1a3c0c11';
const WINDOW = { offset: 0, limit: 200 } as const;

let client: HostClient;
const guideOf = async (): Promise<SetupGuide> => unwrapResult(await client.call('setup.guide', {}));
const step = async (id: SetupStepId): Promise<SetupStepView> => (await guideOf()).steps.find((one) => one.id === id) as SetupStepView;
const kindOf = async (id: SetupStepId): Promise<string> => (await step(id)).state.kind;
const record = async (id: SetupStepId, more: Partial<CallInput<'setup.mark'>> = {}): Promise<SetupGuide> =>
  unwrapResult(await client.call('setup.mark', { step: id, kind: 'done', day: null, saidBy: '', ...more }));
const create = async (section: Section, name: string, template: string | null = null): Promise<string> =>
  unwrapResult(await client.call('drafts.create', { section, name, template } as CallInput<'drafts.create'>)).changed[0]?.id ?? '';
const set = async (section: Section, id: string, fields: object): Promise<void> => {
  const command = { kind: 'edit', section, id, edit: { kind: 'set', fields } } as CallInput<'drafts.apply'>['command'];
  unwrapResult(await client.call('drafts.apply', { command }));
};
const sheetKeys = async (): Promise<readonly string[]> =>
  unwrapResult(await client.call('manualEntry.sheet', WINDOW)).tasks.map(({ key }) => key);
const enterOnSheet = async (key: string): Promise<void> => {
  const task = unwrapResult(await client.call('manualEntry.sheet', WINDOW)).tasks.find((one) => one.key === key);
  if (task === undefined) throw new Error(`not on the sheet: ${key}`);
  unwrapResult(await client.call('manualEntry.tick', { key, lines: task.lines.map(({ id }) => id), ticked: true }));
  unwrapResult(await client.call('manualEntry.finish', { key }));
};

beforeEach(async () => {
  client = await openHostClient('dispatcher');
  unwrapResult(await client.call('companies.create', { name: '新しい会社', kind: 'test' }));
  unwrapResult(await client.call('setup.branch', { account: 'existing', otherIntegration: false }));
});
afterEach(async () => {
  await client.close();
  removeFolder(client.folder);
});

describe('the guide and the manual entry sheet', () => {
  it('take the manual’s example for a draft: it records and verifies nothing', async () => {
    await create('amazon_groups', 'NEOカタログ購買', 'amazon-manual');
    for (const id of ['group-add', 'group-page', 'group-address', 'purchasing-system', 'enhanced-checkout', 'safeguards'] as const)
      expect([id, await kindOf(id)]).toEqual([id, 'todo']);
  });

  it('complete a guide step when its object is finished on the sheet', async () => {
    const group = `amazon_groups ${await create('amazon_groups', 'NEOカタログ購買', 'amazon-manual')}`;
    await enterOnSheet(group);
    const { today } = await guideOf();
    for (const id of ['group-add', 'group-page', 'group-address', 'purchasing-system'] as const)
      expect([id, await kindOf(id)]).toEqual([id, 'recorded']);
    expect((await step('group-add')).state).toMatchObject({ day: today });
    // A purchasing system starts in Test, in which no order arrives, so the step is not complete.
    expect((await step('enhanced-checkout')).check?.lacks).toMatchObject([{ key: 'system-in-test' }]);
    expect(await sheetKeys()).not.toContain(group);
    const drafted = unwrapResult(await client.call('drafts.get', { section: 'amazon_groups', id: group.split(' ')[1] as string }));
    expect(drafted.object.draft).toMatchObject({ addresses: 1, purchasingSystem: { state: 'test', registeredOn: today } });
  });

  it('take an object off the sheet when its step is recorded in the guide, with whose record it is', async () => {
    const group = `amazon_groups ${await create('amazon_groups', 'NEOカタログ購買', 'amazon-manual')}`;
    await record('group-add', { saidBy: '総務部' });
    expect((await step('group-add')).state).toMatchObject({ kind: 'recorded', by: '総務部' });
    const sheet = unwrapResult(await client.call('manualEntry.sheet', WINDOW));
    // The group exists; its address and purchasing system are later steps of the manual.
    expect(sheet.tasks.map(({ key, kind, lines }) => [key, kind, lines.map(({ id }) => id)])).toEqual([
      [group, 'change', ['set address', 'set system']],
    ]);
    expect(unwrapResult(await client.call('manualEntry.entered', WINDOW)).objects).toMatchObject([{ key: group, by: '総務部' }]);
    await set('amazon_groups', group.split(' ')[1] as string, {
      addresses: 2,
      purchasingSystem: { state: 'active', registeredOn: '2026-01-05' },
    });
    expect(await sheetKeys()).toEqual([]);
    expect(await kindOf('enhanced-checkout')).toBe('recorded');
  });

  it('record the values of NEO once, whichever of the two it is done in, and withdraw them in both', async () => {
    await set('integration', 'integration', { systemLogin: 'LOGIN', poRequestUrl: PO_URL });
    const serial = `serials ${await create('serials', '購入番号', 'serial-fiscal-year')}`;
    expect(await sheetKeys()).toEqual([serial, 'integration integration']);
    await record('integration-values');
    expect(await sheetKeys()).toEqual([serial]);
    await enterOnSheet(serial);
    expect([await kindOf('serial'), await kindOf('integration-values')]).toEqual(['recorded', 'recorded']);
    // A completed step does not report values as not yet verified.
    expect((await step('serial')).check?.lacks).toEqual([]);
    await set('integration', 'integration', { systemLogin: 'OTHER' });
    expect((await step('integration-values')).state).toMatchObject({ kind: 'reopened', reason: { key: 'changed-since-entry' } });
    expect(await sheetKeys()).toEqual(['integration integration']);
    await record('integration-values');
    expect(await kindOf('integration-values')).toBe('recorded');
    unwrapResult(await client.call('manualEntry.reopen', { key: serial }));
    expect(await kindOf('serial')).not.toBe('recorded');
    unwrapResult(await client.call('setup.unmark', { step: 'integration-values' }));
    expect(await sheetKeys()).toEqual([serial, 'integration integration']);
    expect(await kindOf('integration-values')).not.toBe('recorded');
  });
});

describe('an account that is registered anew', () => {
  it('reopens every step that belonged to the former account, with the reason, and asks for new values', async () => {
    const group = await create('amazon_groups', 'NEOカタログ購買', 'amazon-manual');
    await set('amazon_groups', group, { addresses: 1, purchasingSystem: { state: 'active', registeredOn: '2026-01-05' } });
    await set('integration', 'integration', { systemLogin: 'LOGIN', poRequestUrl: PO_URL });
    for (const id of ['settings-page', 'company-payment', 'group-payment', 'integration-values'] as const) await record(id);
    const ofAccount = ['settings-page', 'company-payment', 'group-add', 'group-page', 'group-payment', 'group-address'] as const;
    const all = [...ofAccount, 'purchasing-system', 'enhanced-checkout'] as const;
    for (const id of all) expect([id, await kindOf(id)]).toEqual([id, 'recorded']);

    unwrapResult(await client.call('setup.branch', { account: 'again' }));
    for (const id of all) expect([id, (await step(id)).state]).toMatchObject([id, { kind: 'reopened', reason: { key: 'account-anew' } }]);
    expect((await step('integration-values')).check?.lacks).toMatchObject([{ key: 'values-former' }]);
    expect(await kindOf('integration-values')).not.toBe('recorded');
    expect(await kindOf('register')).toBe('todo');
    // Records of the former account do not count anywhere else.
    expect(await sheetKeys()).toContain(`amazon_groups ${group}`);
    expect(unwrapResult(await client.call('clocks.list', {})).clocks).toEqual([]);

    await set('integration', 'integration', { systemLogin: 'NEWLOGIN' });
    expect((await step('integration-values')).check?.lacks.map(({ key }) => key)).not.toContain('values-former');
    await record('integration-values');
    expect(await kindOf('integration-values')).toBe('recorded');
    await record('company-payment');
    expect(await kindOf('company-payment')).toBe('recorded');
    // Selecting the same branch again reopens no step.
    unwrapResult(await client.call('setup.branch', { account: 'again' }));
    expect(await kindOf('company-payment')).toBe('recorded');
  });

  it('takes values that are recorded as the same for those of the new account', async () => {
    await set('integration', 'integration', { systemLogin: 'LOGIN', poRequestUrl: PO_URL });
    await record('integration-values');
    unwrapResult(await client.call('setup.branch', { account: 'again' }));
    expect(await kindOf('integration-values')).toBe('reopened');
    await record('integration-values');
    expect(await kindOf('integration-values')).toBe('recorded');
  });
});

describe('waits of the guide', () => {
  it('have the same end in the calendar, the notices and the digest, from one recorded day', async () => {
    unwrapResult(await client.call('setup.branch', { account: 'new' }));
    const { today } = await guideOf();
    await record('register');
    for (const id of ['support', 'invoice-payment', 'late-orders'] as const) await record(id, { kind: 'started' });
    const { clocks } = unwrapResult(await client.call('clocks.list', {}));
    expect(clocks.map(({ kind, startedOn }) => [kind, startedOn]).toSorted()).toEqual(
      ['account-review', 'invoice-review', 'support-answer', 'support-contact'].map((kind) => [kind, today]),
    );
    const guide = await guideOf();
    const waiting = guide.steps.flatMap(({ state }) => (state.kind === 'waiting' ? [state.waiting] : []));
    expect(waiting.map(({ kind }) => kind).toSorted()).toEqual(clocks.map(({ kind }) => kind).toSorted());
    for (const { kind, until } of waiting) if (until !== null) expect(clocks.find((clock) => clock.kind === kind)?.endsOn).toBe(until);
    const digest = unwrapResult(await client.call('notices.digest', { days: 30 }));
    expect(digest.deadlines.map(({ kind }) => kind)).toEqual(expect.arrayContaining(clocks.map(({ kind }) => kind)));
    await record('invoice-payment');
    await record('account-mail');
    expect(
      unwrapResult(await client.call('clocks.list', {}))
        .clocks.map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['support-answer', 'support-contact']);
  });

  it('are offered once: an optional step is recorded, requested or declined, and the guide moves on', async () => {
    const offered = (await guideOf()).next;
    expect(offered).toBe('environment');
    const { next } = await record('environment', { kind: 'declined' });
    expect([await kindOf('environment'), next]).toEqual(['declined', 'support']);
    const refused = await client.call('setup.mark', { step: 'company-payment', kind: 'declined', day: null, saidBy: '' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'setup-word-refused' } });
    unwrapResult(await client.call('setup.unmark', { step: 'environment' }));
    expect((await guideOf()).next).toBe('environment');
  });
});
