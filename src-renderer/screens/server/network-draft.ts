import type { CallInput } from '#shared/contract/calls.ts';
import type { ConnectionSettings, ProxySetting } from '#shared/contract/connections/connections.ts';

/** Network settings as edited, with all kinds of proxies kept, so that switching loses nothing. */
export interface NetworkDraft {
  readonly kind: ProxySetting['kind'];
  readonly proxyUrl: string;
  readonly proxyUser: string;
  /** One host or domain per line, or comma separated. */
  readonly bypass: string;
  readonly scriptUrl: string;
  readonly basicUser: string;
  /** Timeouts in seconds. */
  readonly connect: number;
  readonly headers: number;
  readonly body: number;
}

type Change = Pick<CallInput<'connections.changeSettings'>, 'proxy' | 'basicUser' | 'timeouts'>;

const SHORTEST_SECONDS = 1;
const MAX_SECONDS = 600;
const SECOND = 1_000;

export function createNetworkDraft({ proxy, basicUser, timeouts }: ConnectionSettings): NetworkDraft {
  return {
    kind: proxy.kind,
    proxyUrl: proxy.kind === 'manual' ? proxy.url : '',
    proxyUser: proxy.kind === 'manual' ? proxy.user : '',
    bypass: proxy.kind === 'manual' ? proxy.bypass.join('\n') : '',
    scriptUrl: proxy.kind === 'pac' ? proxy.url : '',
    basicUser,
    connect: timeouts.connectMs / SECOND,
    headers: timeouts.headersMs / SECOND,
    body: timeouts.bodyMs / SECOND,
  };
}

const hostsIn = (text: string): string[] => [...new Set(text.split(/[\s,;、，；]+/).filter((host) => host !== ''))];

function proxyOf(draft: NetworkDraft): ProxySetting {
  if (draft.kind === 'manual')
    return { kind: 'manual', url: draft.proxyUrl.trim(), user: draft.proxyUser.trim(), bypass: hostsIn(draft.bypass) };
  return draft.kind === 'pac' ? { kind: 'pac', url: draft.scriptUrl.trim() } : { kind: draft.kind };
}

/** Missing input before saving; `null` = complete. */
export function findMissingInput(draft: NetworkDraft): 'proxyUrl' | 'scriptUrl' | 'timeouts' | null {
  if (draft.kind === 'manual' && draft.proxyUrl.trim() === '') return 'proxyUrl';
  if (draft.kind === 'pac' && draft.scriptUrl.trim() === '') return 'scriptUrl';
  const inRange = (seconds: number): boolean => Number.isFinite(seconds) && seconds >= SHORTEST_SECONDS && seconds <= MAX_SECONDS;
  return [draft.connect, draft.headers, draft.body].every(inRange) ? null : 'timeouts';
}

/** Changes against the saved settings in the call's form; `null` = none. */
export function toSettingsChange(draft: NetworkDraft, settings: ConnectionSettings): Change | null {
  const milliseconds = (seconds: number): number => Math.round(seconds * SECOND);
  const wished = {
    proxy: proxyOf(draft),
    basicUser: draft.basicUser.trim(),
    timeouts: { connectMs: milliseconds(draft.connect), headersMs: milliseconds(draft.headers), bodyMs: milliseconds(draft.body) },
  };
  const changed = (Object.keys(wished) as (keyof typeof wished)[]).filter(
    (name) => JSON.stringify(wished[name]) !== JSON.stringify(settings[name]),
  );
  return changed.length === 0 ? null : Object.fromEntries(changed.map((name) => [name, wished[name]]));
}
