import type { CallName } from '#shared/contract/calls.ts';

/**
 * Calls about a company go side by side. Opening another one waits until those under way have ended, and those that come meanwhile wait for
 * it: so no call begins with one company and ends with another.
 */
export interface CompanyTurns {
  share<T>(work: () => Promise<T>): Promise<T>;
  /** Nothing that shares runs meanwhile. Never to be asked for from within work that shares. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function createCompanyTurns(): CompanyTurns {
  /** Of everybody who shares, also of those who still wait for somebody to be alone. */
  const sharing = new Set<Promise<unknown>>();
  /** Who asked last to be alone, until that is over; `null` = nobody does. */
  let last: Promise<void> | null = null;

  return {
    async share(work) {
      // Whoever comes first goes first: nothing is waited for before the turn is taken.
      const ended = last === null ? work() : last.then(work);
      sharing.add(ended);
      try {
        return await ended;
      } finally {
        sharing.delete(ended);
      }
    },
    async alone(work) {
      const earlier = [last, ...sharing];
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      await Promise.allSettled(earlier);
      try {
        return await work();
      } finally {
        if (last === promise) last = null;
        resolve();
      }
    },
  };
}

const OPENS_ANOTHER: ReadonlySet<CallName> = new Set(['profiles.create', 'profiles.open', 'profiles.delete'] satisfies readonly CallName[]);
/** About the console, its files and its jobs; and how a job is stopped while a company is being opened. */
const ABOUT_NO_COMPANY = /^(console|jobs|files)\.|^profiles\.(list|current)$/;

/** How a call takes its turn. */
export const turnOf = (name: CallName): 'alone' | 'share' | 'at-once' =>
  OPENS_ANOTHER.has(name) ? 'alone' : ABOUT_NO_COMPANY.test(name) ? 'at-once' : 'share';
