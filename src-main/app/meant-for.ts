import { ExpectedError } from '#shared/contract/result.ts';
import type { Engine } from './engine/engine.ts';

/** Refuses with `profile-switched` a command that says for whom it is meant when another company is open: the one place that does. */
export const meantForGate =
  (engine: Pick<Engine, 'current'>) =>
  async (input: unknown): Promise<void> => {
    if (typeof input !== 'object' || input === null || !('meantFor' in input) || input.meantFor === undefined) return;
    const profile = (await engine.current())?.profile;
    if (profile !== undefined && profile.id !== input.meantFor) throw new ExpectedError('profile-switched', { company: profile.name });
  };
