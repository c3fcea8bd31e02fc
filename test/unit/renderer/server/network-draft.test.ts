import { describe, expect, it } from 'vitest';
import { createNetworkDraft, findMissingInput, toSettingsChange } from '#renderer/screens/server/network-draft.ts';
import type { ConnectionSettings } from '#shared/contract/connections/connections.ts';

const SETTINGS: ConnectionSettings = {
  proxy: { kind: 'system' },
  extraCa: [],
  plainHttp: { allowed: null, policy: 'private' },
  systemStore: true,
  clientCertificate: null,
  basicUser: '',
  timeouts: { connectMs: 10_000, headersMs: 60_000, bodyMs: 60_000 },
  host: { system: 'desktop', pac: true, environmentProxy: '' },
};
const MANUAL: ConnectionSettings['proxy'] = { kind: 'manual', url: 'proxy.example:8080', user: 'u', bypass: ['a.example', 'b.example'] };

describe('the network\u2019s fields', () => {
  it('change nothing until they are edited', () => {
    for (const proxy of [SETTINGS.proxy, MANUAL, { kind: 'pac', url: 'https://p/x.pac' }, { kind: 'none' }] as const)
      expect(toSettingsChange(createNetworkDraft({ ...SETTINGS, proxy }), { ...SETTINGS, proxy })).toBeNull();
  });

  it('send only changed values', () => {
    expect(toSettingsChange({ ...createNetworkDraft(SETTINGS), basicUser: ' neo ' }, SETTINGS)).toEqual({ basicUser: 'neo' });
    expect(toSettingsChange({ ...createNetworkDraft(SETTINGS), connect: 30 }, SETTINGS)).toEqual({
      timeouts: { connectMs: 30_000, headersMs: 60_000, bodyMs: 60_000 },
    });
  });

  it('read hosts however they are set apart, each once', () => {
    const draft = {
      ...createNetworkDraft(SETTINGS),
      kind: 'manual',
      proxyUrl: ' proxy:1 ',
      bypass: 'a.example, b.example、c.example\n\na.example;192.168.*',
    } as const;
    expect(toSettingsChange(draft, SETTINGS)).toEqual({
      proxy: { kind: 'manual', url: 'proxy:1', user: '', bypass: ['a.example', 'b.example', 'c.example', '192.168.*'] },
    });
  });

  it('keep the text typed for another kind of proxy', () => {
    const draft = { ...createNetworkDraft({ ...SETTINGS, proxy: MANUAL }), kind: 'none' } as const;
    expect(toSettingsChange(draft, { ...SETTINGS, proxy: MANUAL })).toEqual({ proxy: { kind: 'none' } });
    expect(toSettingsChange({ ...draft, kind: 'manual' }, { ...SETTINGS, proxy: MANUAL })).toBeNull();
  });

  it.each([
    [{ kind: 'manual', proxyUrl: ' ' }, 'proxyUrl'],
    [{ kind: 'pac', scriptUrl: '' }, 'scriptUrl'],
    [{ connect: 0 }, 'timeouts'],
    [{ body: Number.NaN }, 'timeouts'],
    [{ headers: 601 }, 'timeouts'],
    [{}, null],
  ] as const)('%j misses %s', (part, expected) => {
    expect(findMissingInput({ ...createNetworkDraft(SETTINGS), ...part })).toBe(expected);
  });
});
