import type { Scene } from '../console.ts';
import type { ServerAccess } from '../engine/engine.ts';

/** How the open company's server is reached, read when it is needed; `null` for the demo company, which the engine knows, and without a key. */
export const serverAccess =
  ({ engine, networkDesk, secretDesk }: Pick<Scene, 'engine' | 'networkDesk' | 'secretDesk'>) =>
  async (): Promise<ServerAccess | null> => {
    const profile = (await engine.current())?.profile;
    if (profile === undefined || profile.kind === 'demo' || profile.serverAddress === null) return null;
    const accessKey = await secretDesk.read('access-key');
    return accessKey === null ? null : networkDesk.access({ address: profile.serverAddress, accessKey });
  };
