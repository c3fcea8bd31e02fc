import type { ConnectionRun, ConnectionRunView, ConnectionTarget } from '#shared/contract/connections/connections.ts';
import {
  AMAZON_LAYERS,
  BUSINESS_LAYERS,
  CLOUD_LAYERS,
  type ConnectionFacts,
  type ConnectionLayer,
  type ConnectionReason,
  GROUPWARE_LAYERS,
  LDAP_LAYERS,
} from '#shared/domain/integration/connection-test/connection-test.ts';

/** Display of a layer. `waiting`: not reached yet. `never`: not reached before the run ended. */
export type LayerDisplay = 'waiting' | 'running' | 'passed' | 'warning' | 'failed' | 'skipped' | 'never';

export interface LayerRow {
  readonly layer: ConnectionLayer;
  readonly look: LayerDisplay;
  /** Duration in ms; `null` while unknown. */
  readonly milliseconds: number | null;
  /** Why it was skipped; a key below `checkConnectionTest.because`. */
  readonly because: string | null;
  readonly reasons: readonly ConnectionReason[];
  /** The facts to display, in display order. */
  readonly facts: readonly (readonly [name: string, value: string | number])[];
}

/** Summary of a run in one sentence. */
export type Headline =
  | { readonly kind: 'none' }
  | { readonly kind: 'running' | 'cancelled'; readonly done: number; readonly total: number }
  | { readonly kind: 'passed'; readonly passed: number; readonly remarks: number }
  /** It passed, but the values have changed since. */
  | { readonly kind: 'outdated' }
  | {
      readonly kind: 'failed';
      /** The first failed layer. */
      readonly layer: ConnectionLayer;
      readonly reason: ConnectionReason | null;
      readonly failed: number;
      readonly skipped: number;
      readonly total: number;
      /** The values have changed since the run. */
      readonly outdated: boolean;
    };

const ORDER: Readonly<Record<ConnectionTarget, readonly ConnectionLayer[]>> = {
  groupware: GROUPWARE_LAYERS,
  amazon: AMAZON_LAYERS,
  directory: LDAP_LAYERS,
  business: BUSINESS_LAYERS,
};

/** Layers of a run. A run of the directory shows by its first layer which kind of directory was tested. */
function orderOf(target: ConnectionTarget, run: ConnectionRun | null): readonly ConnectionLayer[] {
  const first = run?.layers[0]?.layer ?? run?.current;
  return target === 'directory' && first?.startsWith('cloud-') ? CLOUD_LAYERS : ORDER[target];
}

/** Facts that are displayed; others are only arguments of sentences. */
const SHOWN_FACTS = [
  'host',
  'port',
  'folder',
  'addresses',
  'address',
  'proxy',
  'silentProxies',
  'from',
  'target',
  'subject',
  'issuer',
  'expires',
  'protocol',
  'trustedBy',
  'httpStatus',
  'status',
  'text',
  'detail',
  'sample',
  'user',
  'modules',
  'server',
  'api',
  'users',
  'missingFields',
  'skewSeconds',
  'startPageHost',
  'transactions',
  'payloadId',
  'scheme',
  'code',
] as const;

/** The fact shown on the layer's own line. */
const LEADING_FACT: Partial<Record<ConnectionLayer, string>> = {
  'groupware-address': 'host',
  'groupware-dns': 'addresses',
  'groupware-proxy': 'proxy',
  'groupware-tcp': 'port',
  'groupware-tls': 'issuer',
  'groupware-http': 'httpStatus',
  'groupware-basic': 'user',
  'groupware-neo': 'modules',
  'groupware-gateway': 'server',
  'groupware-users': 'users',
  'groupware-clock': 'skewSeconds',
  'amazon-punchout-proxy': 'proxy',
  'amazon-punchout-dns': 'addresses',
  'amazon-punchout-tcp': 'port',
  'amazon-punchout-tls': 'issuer',
  'amazon-punchout-test': 'status',
  'amazon-punchout-production': 'status',
  'amazon-order-proxy': 'proxy',
  'amazon-order-dns': 'addresses',
  'amazon-order-tcp': 'port',
  'amazon-order-tls': 'issuer',
  'amazon-order-reached': 'httpStatus',
  'directory-settings': 'host',
  'directory-dns': 'addresses',
  'directory-tcp': 'port',
  'directory-tls': 'issuer',
  'directory-bind': 'user',
  'directory-people': 'users',
  'cloud-settings': 'target',
  'cloud-sign-in-server': 'host',
  'cloud-directory-server': 'host',
  'cloud-people': 'users',
  'business-settings': 'target',
  'business-sign-in-server': 'host',
  'business-api-server': 'host',
};

const factsOf = (facts: ConnectionFacts): LayerRow['facts'] =>
  SHOWN_FACTS.flatMap((name) => {
    const value = facts[name];
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });

/** All layers of the target in order, including those not reached. */
export function createLayerRows(target: ConnectionTarget, run: ConnectionRun | null): readonly LayerRow[] {
  return orderOf(target, run).map((layer) => {
    const result = run?.layers.find((each) => each.layer === layer);
    if (result === undefined) {
      const look = run?.state === 'running' ? (run.current === layer ? 'running' : 'waiting') : run === null ? 'waiting' : 'never';
      return { layer, look, milliseconds: null, because: null, reasons: [], facts: [] };
    }
    const skipped = result.state === 'skipped';
    return {
      layer,
      look: result.state,
      milliseconds: skipped ? null : result.milliseconds,
      because: skipped ? String(result.facts['because'] ?? 'not-needed') : null,
      reasons: result.reasons,
      facts: factsOf(result.facts),
    };
  });
}

/** The fact on a row's own line; `null` if none. */
export const getLeadingFact = ({ layer, facts }: LayerRow): readonly [string, string | number] | null =>
  facts.find(([name]) => name === LEADING_FACT[layer]) ?? null;

export function createTestHeadline(target: ConnectionTarget, run: ConnectionRunView | null): Headline {
  if (run === null) return { kind: 'none' };
  const total = orderOf(target, run).length;
  const { outdated } = run;
  if (run.state !== 'done') return { kind: run.state, done: run.layers.length, total };
  const failed = run.layers.filter(({ state }) => state === 'failed');
  const tried = run.layers.filter(({ state }) => state !== 'skipped');
  const [first] = failed;
  if (first !== undefined) {
    const { layer, reasons } = first;
    return {
      kind: 'failed',
      layer,
      reason: reasons[0] ?? null,
      failed: failed.length,
      skipped: run.layers.length - tried.length,
      total,
      outdated,
    };
  }
  if (outdated) return { kind: 'outdated' };
  return { kind: 'passed', passed: tried.length, remarks: tried.filter(({ state }) => state === 'warning').length };
}

/** Texts for the copied result. */
export interface CopyTexts {
  readonly title: string;
  readonly layer: (layer: ConnectionLayer) => string;
  readonly look: (look: LayerDisplay) => string;
  readonly reason: (reason: ConnectionReason) => readonly string[];
  readonly fact: (name: string, value: string | number) => string;
  readonly milliseconds: (value: number) => string;
}

/** Formats a run as plain text for a colleague or a support desk. It contains no secret, because no result contains one. */
export function formatRunAsText(rows: readonly LayerRow[], words: CopyTexts): string {
  const lines = rows.flatMap((row) => [
    `${words.look(row.look)}  ${words.layer(row.layer)}${row.milliseconds === null ? '' : `  ${words.milliseconds(row.milliseconds)}`}`,
    ...row.reasons.flatMap((reason) => [`    [${reason.id}]`, ...words.reason(reason).map((line) => `    ${line}`)]),
    ...row.facts.map(([name, value]) => `    ${words.fact(name, value)}`),
  ]);
  return [words.title, '', ...lines, ''].join('\n');
}
