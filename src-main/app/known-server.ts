import type { TestBasic } from '../groupware/layer-question.ts';
import { parseServerAddress } from '../groupware/server-address.ts';
import type { Scene } from './console.ts';

/** Whether an address is that of the open company's server, or the company has none yet: scheme, host and port count. */
export async function isKnownServer({ engine }: Pick<Scene, 'engine'>, address: string): Promise<boolean> {
  const known = (await engine.current())?.profile.serverAddress ?? null;
  return known === null || originOf(known) === originOf(address);
}

/**
 * The HTTP Basic credentials that may go to an address: a stored secret goes to no other host than the one it was stored for, but one
 * that no server has taken yet was typed for the one that is asked now.
 */
export async function basicFor(scene: Pick<Scene, 'engine' | 'networkDesk' | 'secretDesk'>, address: string): Promise<TestBasic> {
  const basic = await scene.networkDesk.basic();
  if (basic === null) return { kind: 'none' };
  const isNew = (await scene.secretDesk.facts('http-basic-password')).verifiedAt === null;
  return isNew || (await isKnownServer(scene, address)) ? { kind: 'basic', ...basic } : { kind: 'of-another-server' };
}

function originOf(address: string): string {
  try {
    return new URL(parseServerAddress(address).folder).origin;
  } catch {
    return address;
  }
}
