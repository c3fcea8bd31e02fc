import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoCompany } from '#main/sandbox/company/company.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { EMPTY_FILTER } from '#shared/contract/matching.ts';
import type { Result } from '#shared/contract/result.ts';
import { FINDING_KINDS } from '#shared/domain/readiness/finding.ts';
import { DOORS, type Door, type DoorName, openDoorBy, removeFolder } from '../support/console-doors.ts';

function answered<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);
const BY_SEVERITY = { by: 'severity', direction: 'ascending' } as const;

describe.each(Object.keys(DOORS) as DoorName[])('the rehearsal of an order through the %s', (name) => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoorBy(name);
    answered(await door.call('secrets.useSession', { use: true }));
  });
  afterAll(async () => {
    await door.close();
    removeFolder(door.folder);
  });

  const run = async (personId: string): Promise<CallOutput<'orderRehearsal.run'>> =>
    answered(await door.call('orderRehearsal.run', { personId }));
  /** The people counted under each code, as the readiness counts them. */
  async function counted(): Promise<ReadonlyMap<string, number>> {
    const gates = new Map<string, number>();
    const summary = answered(await door.call('readiness.summary', {}));
    for (const { code } of summary?.reasons ?? []) {
      const window = answered(
        await door.call('matching.rows', {
          filter: { ...EMPTY_FILTER, codes: [code], firstGateOnly: true, triage: 'all' },
          sort: BY_SEVERITY,
          offset: 0,
          limit: 500,
        }),
      );
      for (const { neoUserId } of window.rows) if (neoUserId !== null) gates.set(neoUserId, FINDING_KINDS[code].gate ?? 0);
    }
    return gates;
  }

  it('needs a company, its lists, and the person on them', async () => {
    expect(codeOf(await door.call('orderRehearsal.run', { personId: 'u1' }))).toBe('invalid-input');
    answered(await door.call('profiles.create', { name: '一覧のない会社', kind: 'test' }));
    expect(codeOf(await door.call('orderRehearsal.run', { personId: 'u1' }))).toBe('analysis-no-people');
    // Nothing leaves this machine for a company that is not the demo.
    expect(answered(await door.call('orderRehearsal.ask', { personId: 'u1' }))).toEqual({ asked: false });
    expect((await door.finish(door.call('profiles.openDemo', {}))).error).toBeNull();
    expect(codeOf(await door.call('orderRehearsal.run', { personId: 'nobody' }))).toBe('order-person-not-found');
  });

  it('stops at the gate under which the readiness counts the person, for everybody of the demo company', async () => {
    const gates = await counted();
    const summary = answered(await door.call('readiness.summary', {}));
    const { users } = createDemoCompany();
    const some = name === 'dispatcher' ? users : users.filter((_, at) => at % 40 === 0);
    const found = { ready: 0, notChecked: 0 };
    for (const { id, state } of some) {
      const { gates: all, firstClosed, evidence } = await run(id);
      expect(evidence.standing.state).toBe(state);
      const inScope = all[1]?.state === 'open';
      if (inScope) expect([id, firstClosed]).toEqual([id, gates.get(id) ?? null]);
      else if (all[1]?.state === 'closed') expect(firstClosed).toBeLessThanOrEqual(2);
      // Gate 8 closes for nobody, so that not knowing it keeps nobody from 'can order'.
      const isChecked = all.every(({ gate, state }) => gate === 8 || state !== 'unseen');
      if (inScope && firstClosed === null) found[isChecked ? 'ready' : 'notChecked']++;
    }
    if (name === 'dispatcher') expect(found).toEqual({ ready: summary?.ready, notChecked: summary?.notChecked });
  });

  it('shows what NEO would send and what would become of it, without the password', async () => {
    const gates = await counted();
    const { users } = createDemoCompany();
    const whole = users.find(({ id, state, workEmail }) => state === 'active' && workEmail !== '' && !gates.has(id));
    const { request, invoices, route, serial, lock, evidence, gates: all } = await run(whole?.id ?? '');
    expect(all.every(({ state }) => state !== 'closed')).toBe(true);
    expect(request.document).toContain(whole?.workEmail);
    expect(request.document).toContain('<SharedSecret>***</SharedSecret>');
    expect(evidence.account?.email.toLowerCase()).toBe(whole?.workEmail.toLowerCase());
    expect(invoices.some(({ amazonGroup }) => amazonGroup !== '')).toBe(true);
    expect(route?.stages.length).toBeGreaterThan(0);
    expect(route?.ends).not.toBeNull();
    expect(serial?.number).not.toBeNull();
    const day = 24 * 3_600_000;
    const from = Date.parse(lock.requestedAt);
    expect(Date.parse(lock.ends.hours) - from).toBe(7 * day);
    expect(Date.parse(lock.ends.dates)).toBeLessThanOrEqual(Date.parse(lock.ends.hours));

    expect(answered(await door.call('orderRehearsal.ask', { personId: whole?.id ?? '' }))).toMatchObject({
      asked: true,
      accepted: true,
      failed: [],
    });
    answered(await door.call('secrets.set', { name: 'catalog-password', value: 'not-the-password-of-the-demo' }));
    const refused = answered(await door.call('orderRehearsal.ask', { personId: whole?.id ?? '' }));
    expect(refused).toMatchObject({ asked: true, accepted: false, failed: [{ id: 'status-credentials' }] });
    expect(JSON.stringify([refused, await run(whole?.id ?? '')])).not.toContain('not-the-password-of-the-demo');
    // NEO keeps a password of its own: which one, nobody knows any more.
    answered(await door.call('secrets.clear', { name: 'catalog-password' }));
    expect(await run(whole?.id ?? '')).toMatchObject({
      firstClosed: null,
      gates: [{ state: 'unseen', move: null }, {}, {}, {}, {}, {}, {}, {}],
    });
  });
});
