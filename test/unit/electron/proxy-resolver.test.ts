import type { ProxyConfig } from 'electron';
import { describe, expect, it } from 'vitest';
import { createProxyResolver } from '#main/hosts/electron/proxy-resolver.ts';

/** Returns sessions that record their calls and respond according to their latest setting. */
function sessions() {
  const journal: string[] = [];
  const open = (partition: string) => {
    let set = '';
    return {
      setProxy: async (config: ProxyConfig) => {
        set = `${config.mode} ${config.pacScript ?? ''}`.trim();
        journal.push(`${partition}: ${set}`);
      },
      resolveProxy: async (url: string) => `${set} for ${url}`,
    };
  };
  const made = new Map<string, ReturnType<typeof open>>();
  return {
    journal,
    openSession: (partition: string) => {
      const session = made.get(partition) ?? open(partition);
      made.set(partition, session);
      return session;
    },
  };
}

describe('the desktop asked about proxies', () => {
  it('reads the system once, apart from the window', async () => {
    const { journal, openSession } = sessions();
    const resolver = createProxyResolver(openSession);
    expect(await Promise.all([resolver.system('https://a/'), resolver.system('https://b/')])).toEqual([
      'system for https://a/',
      'system for https://b/',
    ]);
    expect(journal).toEqual(['proxy-system: system']);
  });

  it('never answers by another script than the one it was asked for', async () => {
    const { journal, openSession } = sessions();
    const resolver = createProxyResolver(openSession);
    const answers = await Promise.all(
      ['https://s/1.pac', 'https://s/2.pac', 'https://s/2.pac'].map((script) => resolver.script('https://a/', script)),
    );
    expect(answers).toEqual(
      ['pac_script https://s/1.pac', 'pac_script https://s/2.pac', 'pac_script https://s/2.pac'].map((way) => `${way} for https://a/`),
    );
    expect(journal).toHaveLength(2);
  });
});
