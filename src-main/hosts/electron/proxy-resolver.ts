import type { Session } from 'electron';
import type { ProxyResolver } from '../../network/proxy/choose-route.ts';

/** Partition for proxy queries only; nothing is loaded or stored in it. */
const SYSTEM = 'proxy-system';
const SCRIPT = 'proxy-script';

/**
 * Provides the desktop's proxy resolution and PAC scripts. Chromium reads the system settings, and runs the script in a separate session.
 */
export function createProxyResolver(openSession: (partition: string) => Pick<Session, 'setProxy' | 'resolveProxy'>): ProxyResolver {
  let system: Promise<Pick<Session, 'resolveProxy'>> | undefined;
  // One script at a time, because the session holds only one.
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
