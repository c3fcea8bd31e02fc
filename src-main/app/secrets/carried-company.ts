import { DRAFTS_FILE_FORMAT, planImport } from '#shared/domain/drafts/drafts-form.ts';
import { createUndoStepLabel } from '#shared/domain/drafts/label.ts';
import { getUndoOwner } from '../../company/caller.ts';
import { DEFAULT_CONNECTION, requireStoredConnection } from '../../company/connections/stored-connection.ts';
import { CLOCK_POLICY_KEYS } from '../../company/orders/clock-policies.ts';
import { POLICY_KEYS } from '../../company/policies.ts';
import type { BundledCompany } from '../../company/secret-bundle-content.ts';
import type { CompanySession } from '../../company/session.ts';
import { compareTrustedConnections, createTrustHistoryRecord } from '../../company/trust/trust-changes.ts';
import type { CompanyFile } from '../../storage/company-file.ts';

type Policies = BundledCompany['settings']['policies'];
/** Names of the company's policies in the bundle, with their keys in the company file; guards are stored separately. */
const CARRIED_POLICY_KEYS: Readonly<Record<Exclude<keyof Policies, 'guards'>, string>> = { ...POLICY_KEYS, lock: CLOCK_POLICY_KEYS.lock };
const POLICY_NAMES = [
  'matching',
  'exclusions',
  'calendar',
  'companyRules',
  'lock',
] as const satisfies readonly (keyof typeof CARRIED_POLICY_KEYS)[];

/** Returns the network settings of a company without its client certificate. */
function networkOf(file: CompanyFile): BundledCompany['settings']['network'] {
  const kept = file.connection.settings();
  if (kept === null) return null;
  const { clientCertificate: _stays, ...network } = requireStoredConnection(kept);
  return network;
}

/** Fills a new company with the content of a transfer file. */
export function fillImportedCompany(
  file: CompanyFile,
  { company, settings, drafts }: BundledCompany,
  step: { readonly at: string; readonly by: string },
): void {
  file.changeServer(company.serverAddress);
  file.changeDomains(settings.companyDomains, settings.aliasDomains);
  for (const name of POLICY_NAMES) {
    const policy = settings.policies[name];
    if (policy !== null) file.changePolicy(CARRIED_POLICY_KEYS[name], policy);
  }
  if (settings.policies.guards !== null) file.decisions.changeGuards(settings.policies.guards);
  if (settings.network !== null) {
    const carried = { ...DEFAULT_CONNECTION, ...settings.network };
    const changes = compareTrustedConnections(DEFAULT_CONNECTION, carried);
    file.connection.changeSettings(
      carried,
      changes.map((each) => createTrustHistoryRecord(each, step)),
    );
  }
  for (const { kind, name, content } of settings.views) file.views.add(kind, name, content);
  const { command } = planImport(file.drafts.state().drafts, drafts.objects, 'merge');
  const label = createUndoStepLabel(file.drafts.state().drafts, command, 'import');
  if (label !== null) file.drafts.apply(command, label, { ...step, owner: getUndoOwner() });
}

/** Returns the data of a company for a transfer file: all drafts and decisions, without people and secrets. */
export function toBundledCompany(session: CompanySession): BundledCompany {
  const file = session.file();
  const { name, kind, serverAddress } = file.company();
  const { companyDomains, aliasDomains } = file.domains();
  return {
    company: { name, kind, serverAddress },
    settings: {
      companyDomains: [...companyDomains],
      aliasDomains: aliasDomains.map((alias) => ({ ...alias })),
      policies: {
        ...Object.fromEntries(POLICY_NAMES.map((policy) => [policy, file.policy(CARRIED_POLICY_KEYS[policy])])),
        guards: file.decisions.guards(),
      } as unknown as Policies,
      network: networkOf(file),
      views: (['matching', 'report'] as const).flatMap((of) =>
        file.views.list(of).map(({ kind: of, name: called, content }) => ({ kind: of, name: called, content })),
      ) as unknown as BundledCompany['settings']['views'],
    },
    drafts: {
      ...DRAFTS_FILE_FORMAT,
      objects: [...file.drafts.state().drafts.values()].map(({ section, id, draft, note }) => ({ section, id, body: draft, note })),
    } as unknown as BundledCompany['drafts'],
  };
}
