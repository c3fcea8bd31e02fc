import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { CompanySession } from '#main/company/session.ts';
import type { CompanyFile } from '#main/storage/company-file.ts';
import type { OrderOrigin } from '#main/storage/order-store.ts';
import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import { type Bodies, createDraftBody, type Section } from '#shared/domain/drafts/sections.ts';
import { newCompanyFile } from './company-file.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { createTestTrustKeys } from './trust-keys.ts';

interface OpenedSession {
  readonly file: CompanyFile;
  readonly session: CompanySession;
  /** Sets the clock to this instant. */
  turnTo(instant: string): void;
  /** Imports a complete list of order requests. */
  take(orders: readonly ServerOrder[], origin?: Partial<OrderOrigin>): void;
  /** Adds an object to the drafts. */
  draft<S extends Section>(section: S, id: string, body: Partial<Bodies[S]>): void;
}

/** Opens a new company without lists. Its file is removed after the test. */
export function openSession(instant = '2026-11-24T01:00:00.000Z'): OpenedSession {
  const folder = temporaryFolder('session');
  const file = newCompanyFile(join(folder, 'a.tsunagi'));
  let now = Date.parse(instant);
  const leaving = new AbortController();
  onTestFinished(() => {
    leaving.abort();
    file.close();
  });
  const session = new CompanySession(
    file,
    {
      now: () => now,
      account: 'tanaka',
      machine: 'PC01',
      trustKeys: createTestTrustKeys(),
      wait: () => Promise.resolve(),
      demo: () => Promise.reject(new Error('not here')),
    },
    leaving.signal,
  );
  return {
    file,
    session,
    turnTo(to) {
      now = Date.parse(to);
    },
    take(orders, origin = {}) {
      const whole = {
        origin: 'server',
        label: 'neo',
        takenAt: '2026-11-24T00:00:00.000Z',
        serverRevision: null,
        missingFields: [],
        ...origin,
      } as const;
      const id = file.orders.begin(whole);
      file.orders.append(id, orders);
      file.orders.publish(id, whole.missingFields);
    },
    draft(section, id, body) {
      const edit = { kind: 'put', section, id, note: '', body: { ...(createDraftBody(section, id, '') as object), ...body } };
      file.drafts.apply(
        edit as Parameters<CompanyFile['drafts']['apply']>[0],
        { kind: 'edit', section, id, name: '', count: 1 } as unknown as Parameters<CompanyFile['drafts']['apply']>[1],
        { at: '2026-11-24T00:00:00.000Z', by: '田中', owner: 'operator' },
      );
    },
  };
}
