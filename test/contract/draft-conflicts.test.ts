import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NamedCaller } from '#main/app/dispatcher.ts';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { createRouteStep, type Route } from '#shared/domain/routes/route.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

const ONE: NamedCaller = { id: 'suzuki', window: '', source: 'window', name: '鈴木' };
const OTHER: NamedCaller = { id: 'sato', window: '', source: 'window', name: '佐藤' };
const text = (value: string) => ({ key: 'plan.value.text', params: { text: value } });

/** An edit contains the values that its author saw. */
describe('two callers who edit the same route', () => {
  let client: HostClient;
  let company: string;
  let id: string;
  const by = <N extends CallName>(caller: NamedCaller, name: N, input: CallInput<N>) =>
    client.console.dispatcher.call(name, input, { company, caller }) as Promise<Result<CallOutput<N>>>;
  const apply = (caller: NamedCaller, command: object) =>
    by(caller, 'drafts.apply', { command: { section: 'routes', id, ...command } } as CallInput<'drafts.apply'>);
  const edit = (caller: NamedCaller, change: object) => apply(caller, { kind: 'edit', edit: change });
  const saved = async () => unwrapResult(await by(ONE, 'drafts.get', { section: 'routes', id })).object;
  const route = async () => (await saved()).draft as Route;
  beforeAll(async () => {
    client = await openHostClient('dispatcher');
    company = unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' })).id;
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });
  beforeEach(async () => {
    id = unwrapResult(await by(ONE, 'drafts.create', { section: 'routes', name: '購買', template: null })).changed[0]?.id ?? '';
    unwrapResult(
      await edit(ONE, { kind: 'insert-step', at: 0, step: { ...createRouteStep('a'), approvers: { kind: 'users', users: ['abe'] } } }),
    );
  });

  it('keep both changes of different fields', async () => {
    unwrapResult(await edit(ONE, { kind: 'set-name', name: '購買申請', was: '購買' }));
    unwrapResult(await edit(OTHER, { kind: 'set-step', stepId: 'a', changes: { expectedDays: 3 }, was: { expectedDays: null } }));
    unwrapResult(await edit(OTHER, { kind: 'set-status', status: 'complete', was: 'incomplete' }));
    expect(await route()).toMatchObject({ name: '購買申請', status: 'complete', steps: [{ expectedDays: 3 }] });
  });

  it('keep the approvers that both added to a step', async () => {
    const users = (...names: string[]) => ({ approvers: { kind: 'users', users: names } });
    unwrapResult(await edit(ONE, { kind: 'set-step', stepId: 'a', changes: users('abe', 'ito'), was: users('abe') }));
    unwrapResult(await edit(OTHER, { kind: 'set-step', stepId: 'a', changes: users('abe', 'ueda'), was: users('abe') }));
    expect((await route()).steps[0]?.approvers).toEqual({ kind: 'users', users: ['abe', 'ito', 'ueda'] });
  });

  it('are refused with both values if they edit the same field, and nothing is saved', async () => {
    unwrapResult(await edit(ONE, { kind: 'set-name', name: '購買申請', was: '購買' }));
    unwrapResult(await edit(ONE, { kind: 'set-step', stepId: 'a', changes: { rule: 'all' }, was: { rule: 'one' } }));
    const { steps } = unwrapResult(await by(OTHER, 'drafts.summary', {}));
    const refused = await edit(OTHER, {
      kind: 'sequence',
      edits: [
        { kind: 'set-status', status: 'complete', was: 'incomplete' },
        { kind: 'set-name', name: '購買（新）', was: '購買' },
        { kind: 'set-step', stepId: 'a', changes: { rule: 'over-half' }, was: { rule: 'one' } },
      ],
    });
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'draft-conflict',
        conflicts: [
          { label: { key: 'plan.label.name' }, mine: text('購買（新）'), saved: text('購買申請') },
          {
            label: { key: 'plan.label.ofStep', params: { field: { key: 'plan.label.rule' } } },
            mine: { params: { word: { key: 'route.rule.over-half' } } },
            saved: { params: { word: { key: 'route.rule.all' } } },
          },
        ],
      },
    });
    expect(await route()).toMatchObject({ name: '購買申請', status: 'incomplete', steps: [{ rule: 'all' }] });
    expect(unwrapResult(await by(OTHER, 'drafts.summary', {})).steps).toEqual(steps);
  });

  it('overwrite the value of the other after having seen it', async () => {
    unwrapResult(await edit(ONE, { kind: 'set-name', name: '購買申請', was: '購買' }));
    unwrapResult(await edit(OTHER, { kind: 'set-name', name: '購買（新）', was: '購買申請' }));
    expect(await route()).toMatchObject({ name: '購買（新）' });
  });

  it('are refused with both values of a note', async () => {
    unwrapResult(await apply(ONE, { kind: 'note', note: '四月まで', was: '' }));
    expect(await apply(OTHER, { kind: 'note', note: '三月まで', was: '' })).toMatchObject({
      ok: false,
      error: {
        code: 'draft-conflict',
        conflicts: [{ label: { key: 'plan.label.note' }, mine: text('三月まで'), saved: text('四月まで') }],
      },
    });
    unwrapResult(await apply(OTHER, { kind: 'note', note: '三月まで', was: '四月まで' }));
    expect((await saved()).note).toBe('三月まで');
  });

  it('undo no value that the other set since, and undo their own once more', async () => {
    unwrapResult(await edit(ONE, { kind: 'set-status', status: 'complete', was: 'incomplete' }));
    unwrapResult(await edit(ONE, { kind: 'set-name', name: '購買申請', was: '購買' }));
    unwrapResult(await edit(OTHER, { kind: 'set-name', name: '購買（新）', was: '購買申請' }));
    expect(unwrapResult(await by(ONE, 'drafts.undo', {})).changed).toEqual([]);
    expect(await route()).toMatchObject({ name: '購買（新）', status: 'complete' });
    unwrapResult(await by(ONE, 'drafts.undo', {}));
    expect(await route()).toMatchObject({ name: '購買（新）', status: 'incomplete' });
    unwrapResult(await by(OTHER, 'drafts.undo', {}));
    expect(await route()).toMatchObject({ name: '購買申請' });
  });

  it('mask a known secret in the values of a refusal', async () => {
    unwrapResult(await by(ONE, 'secrets.useSession', { use: true }));
    unwrapResult(await by(ONE, 'secrets.set', { name: 'catalog-password', value: 'hidden-secret-1' }));
    unwrapResult(await edit(ONE, { kind: 'set-name', name: 'hidden-secret-1', was: '購買' }));
    const refused = await edit(OTHER, { kind: 'set-name', name: '購買（新）', was: '購買' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'draft-conflict' } });
    expect(JSON.stringify(refused)).not.toContain('hidden-secret-1');
  });
});
