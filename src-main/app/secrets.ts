import { ExpectedError } from '#shared/contract/result.ts';
import type { Keychain } from '../storage/keychain.ts';

/** Where a secret is: in the operating system's keychain, in this process only, or nowhere. */
export type SecretPlace = 'keychain' | 'session' | 'none';

/** A profile's secrets: in the keychain where there is one, else in memory until the console ends; never in a file. */
export interface Secrets {
  get(profile: string, name: string): Promise<string | null>;
  /** Answers where it was put. */
  set(profile: string, name: string, secret: string): Promise<SecretPlace>;
  placeOf(profile: string, name: string): Promise<SecretPlace>;
  /** Forgets every secret of a profile. A keychain that cannot be reached now keeps what it has. */
  deleteProfile(profile: string): Promise<void>;
}

export function createSecrets(system: Keychain, session: Keychain): Secrets {
  /** The keychain's answer, or the given one while there is no keychain. */
  async function orWithout<T>(question: Promise<T>, without: T): Promise<T> {
    try {
      return await question;
    } catch (error) {
      if (error instanceof ExpectedError) return without;
      throw error;
    }
  }
  return {
    get: async (profile, name) => (await session.get(profile, name)) ?? (await orWithout(system.get(profile, name), null)),
    async set(profile, name, secret) {
      const kept = await orWithout(
        system.set(profile, name, secret).then(() => true),
        false,
      );
      if (kept) await session.delete(profile, name);
      else await session.set(profile, name, secret);
      return kept ? 'keychain' : 'session';
    },
    async placeOf(profile, name) {
      if ((await session.get(profile, name)) !== null) return 'session';
      return (await orWithout(system.get(profile, name), null)) === null ? 'none' : 'keychain';
    },
    async deleteProfile(profile) {
      await session.deleteProfile(profile);
      await orWithout(system.deleteProfile(profile), undefined);
    },
  };
}
