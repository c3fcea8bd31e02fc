import type { Company } from '#shared/contract/companies/companies.ts';
import type { ConnectionTarget } from '#shared/contract/connections/connections.ts';
import { SECRET_NAMES } from '#shared/contract/connections/secrets.ts';
import { SECTIONS } from '#shared/domain/drafts/sections.ts';
import { getStoredConnectionTest } from '../../company/connections/connection-proof.ts';
import { parseStoredConnection } from '../../company/connections/stored-connection.ts';
import type { CompanySession } from '../../company/session.ts';

/** Numbers and states of a company for support, without names and addresses. */
export interface SupportFacts {
  readonly kind: Company['kind'];
  readonly revision: number;
  readonly [fact: string]: unknown;
}

/** Returns the facts about a company for a support file. */
export function getSupportFacts(session: CompanySession): SupportFacts {
  const file = session.file();
  const drafts = [...file.drafts.state().drafts.values()];
  const connection = parseStoredConnection(file.connection.settings());
  const findings = session.findings();
  const stateOf = session.draftCache.states();
  const reading = file.server.reading();
  return {
    kind: file.company().kind,
    revision: file.revision(),
    server: { address: file.company().serverAddress !== null, kind: reading?.kind ?? null, readAt: reading?.at ?? null },
    lists: file.people
      .current()
      .map(({ side, origin, takenAt, rows, missingFields }) => ({ side, origin, takenAt, rows, missingFields: [...missingFields] })),
    readiness:
      findings === null
        ? null
        : {
            users: findings.audit.summary.users,
            inScope: findings.audit.summary.inScope,
            ready: findings.audit.summary.ready,
            byCode: { ...findings.audit.summary.byCode },
          },
    drafts: Object.fromEntries(
      SECTIONS.map((section) => {
        const own = drafts.filter((draft) => draft.section === section);
        return [section, { objects: own.length, changed: own.filter((draft) => stateOf(draft) !== 'same').length }];
      }),
    ),
    orders: { pending: session.orders.pending().length, all: session.orders.all().length },
    history: file.log.verify().entries,
    connection:
      connection === null
        ? null
        : {
            proxy: connection.proxy.kind,
            extraCa: connection.extraCa.length,
            systemStore: connection.systemStore,
            clientCertificate: connection.clientCertificate?.kind ?? null,
            basicUser: connection.basicUser !== '',
            timeouts: { ...connection.timeouts },
          },
    secrets: SECRET_NAMES.map((name) => {
      const record = file.secrets.get(name);
      return { name, keptIn: record?.keptIn ?? null, setAt: record?.setAt ?? null, verifiedAt: record?.verifiedAt ?? null };
    }),
    tests: (['groupware', 'amazon', 'directory'] as const satisfies readonly ConnectionTarget[]).flatMap((target) => {
      const run = getStoredConnectionTest(file, target);
      if (run === null) return [];
      const layers = run.layers.map(({ layer, state, milliseconds, reasons }) => ({
        layer,
        state,
        milliseconds,
        reasons: reasons.map(({ id }) => id),
      }));
      return [{ target, at: run.startedAt, outdated: run.outdated, layers }];
    }),
  };
}
