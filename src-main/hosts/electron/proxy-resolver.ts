import type { Session } from 'electron';
import type { ProxyResolver } from '../../network/choose-route.ts';

/** Partitions that are only ever asked about proxies; nothing is loaded in them and nothing is kept. */
const SYSTEM = 'proxy-system';
const SCRIPT = 'proxy-script';

/** The desktop's own answer about proxies, and a script's: Chromium reads the system's settings and runs the script, apart from the window. */
export function createProxyResolver(openSession: (partition: string) => Pick<Session, 'setProxy' | 'resolveProxy'>): ProxyResolver {
  let system: Promise<Pick<Session, 'resolveProxy'>> | undefined;
  // One script at a time: setting another one while it is asked would answer for the wrong one.
  let scriptTurn: Promise<unknown> = Promise.resolve();
  let loaded = '';
  return {
    async system(url) {
      system ??= (async () => {
        const session = openSession(SYSTEM);
        await session.setProxy({ mode: 'system' });
        return session;
      })();
      return (await system).resolveProxy(url);
    },
    script(url, scriptUrl) {
      const turn = scriptTurn.then(async () => {
        const session = openSession(SCRIPT);
        if (loaded !== scriptUrl) await session.setProxy({ mode: 'pac_script', pacScript: scriptUrl });
        loaded = scriptUrl;
        return session.resolveProxy(url);
      });
      scriptTurn = turn.catch(() => undefined);
      return turn;
    },
  };
}
