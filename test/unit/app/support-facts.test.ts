import { afterEach, expect, it } from 'vitest';
import { getSupportFacts } from '#main/app/support/support-facts.ts';
import { SECRET_NAMES } from '#shared/contract/connections/secrets.ts';
import { openBookCompany } from '../../support/book-company.ts';
import { type OwnCompany, openOwnCompany } from '../../support/own-company.ts';

let company: OwnCompany;
afterEach(() => company.close());
const AT = '2026-11-26T01:00:00.000Z';

it('a support file describes a company in numbers and states, without personal names', async () => {
  company = await openBookCompany();
  const { session } = company;
  const { lists, readiness, secrets, ...facts } = getSupportFacts(session) as Record<string, unknown>;
  expect(facts).toEqual({
    kind: 'production',
    revision: session.file().revision(),
    server: { address: true, kind: null, readAt: null },
    drafts: {
      integration: { objects: 1, changed: 1 },
      routes: { objects: 3, changed: 3 },
      serials: { objects: 3, changed: 3 },
      invoice_groups: { objects: 2, changed: 2 },
      amazon_groups: { objects: 2, changed: 2 },
      common_settings: { objects: 1, changed: 1 },
      allowed_users: { objects: 1, changed: 1 },
    },
    orders: { pending: 0, all: 0 },
    history: 5,
    connection: {
      proxy: 'manual',
      extraCa: 2,
      systemStore: true,
      clientCertificate: null,
      basicUser: true,
      timeouts: expect.objectContaining({ connectMs: expect.any(Number) }),
    },
    tests: [
      {
        target: 'groupware',
        at: AT,
        outdated: false,
        layers: [{ layer: 'groupware-address', state: 'passed', milliseconds: 1, reasons: [] }],
      },
      {
        target: 'amazon',
        at: AT,
        outdated: false,
        layers: [
          { layer: 'amazon-settings', state: 'passed', milliseconds: 1, reasons: [] },
          { layer: 'amazon-punchout-test', state: 'failed', milliseconds: 1, reasons: [] },
        ],
      },
    ],
  });
  expect(lists).toMatchObject([
    { side: 'organizations', origin: 'file', takenAt: AT, rows: 2 },
    { side: 'neo', origin: 'file', takenAt: AT, rows: 3 },
    { side: 'amazon', origin: 'file', takenAt: AT, rows: 2 },
  ]);
  // The list of allowed users names a role, and no list contains its members: all people count as in scope.
  const numbers = { users: 3, ready: 0, byCode: { 'route-self-approval': 2, 'serial-missing': 1 } };
  expect(readiness).toMatchObject({ ...numbers, inScope: 3 });
  const none = { keptIn: null, setAt: null, verifiedAt: null };
  const told = new Map((secrets as { name: string }[]).map(({ name, ...rest }) => [name, rest]));
  expect([...told.keys()]).toEqual([...SECRET_NAMES]);
  expect(told.get('catalog-password')).toEqual({ keptIn: 'system', setAt: AT, verifiedAt: null });
  expect(told.get('access-key')).toEqual({ keptIn: 'session', setAt: AT, verifiedAt: AT });
  expect(told.get('client-certificate-passphrase')).toEqual(none);
  const whole = JSON.stringify(getSupportFacts(session));
  for (const secret of ['田中', 'tanaka', 'example', '自社', '経路10', 'kanri', 'NEOcatalog']) expect(whole).not.toContain(secret);
  const allowed = session.file().drafts.state().drafts.get('allowed_users allowed_users')?.draft as object;
  company.draft('allowed_users', 'allowed_users', { ...allowed, roles: [] });
  await session.ready();
  expect(getSupportFacts(session)).toMatchObject({ readiness: { ...numbers, inScope: 2 } });
});

it('a support file reports a new company as empty, and unreadable settings', async () => {
  company = await openOwnCompany();
  company.session.file().connection.changeSettings({ unheard: 1 });
  expect(getSupportFacts(company.session)).toMatchObject({
    kind: 'test',
    server: { address: false, kind: null },
    lists: [],
    readiness: null,
    history: 0,
    connection: null,
    tests: [],
  });
});
