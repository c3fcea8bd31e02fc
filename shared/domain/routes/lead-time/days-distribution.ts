/**
 * Distribution of business days: `shares[d]` = probability of exactly d days; the last entry is that of `MAX_COUNTED_DAYS` or more. The shares add
 * up to 1. Computed exactly, without random numbers.
 */
export type DaysDistribution = readonly number[];

/** Maximum number of days counted separately; every lock has ended by then. */
export const MAX_COUNTED_DAYS = 60;

/** Distribution of a fixed number of days. */
export function createFixedDistribution(days: number): DaysDistribution {
  const at = clamp(days);
  return Array.from({ length: at + 1 }, (_, d) => (d === at ? 1 : 0));
}

/** Geometric distribution: a wait that ends with the same probability each day, after `mean` days on average. */
export function createGeometricDistribution(mean: number): DaysDistribution {
  if (!(mean > 0)) return createFixedDistribution(0);
  const going = mean / (1 + mean);
  const shares: number[] = [];
  let left = 1;
  for (let d = 0; d < MAX_COUNTED_DAYS; d++) {
    shares.push(left * (1 - going));
    left *= going;
  }
  return [...shares, left];
}

/** Uniform distribution of 1 to `longest` days. */
export function createUniformDistribution(longest: number): DaysDistribution {
  const most = clamp(longest);
  return most === 0 ? createFixedDistribution(0) : Array.from({ length: most + 1 }, (_, d) => (d === 0 ? 0 : 1 / most));
}

/** Distribution of observed values with equal weight; `null` without values. */
export function createObservedDistribution(days: readonly number[]): DaysDistribution | null {
  if (days.length === 0) return null;
  const counts: number[] = [];
  for (const one of days) {
    const at = clamp(one);
    while (counts.length <= at) counts.push(0);
    counts[at] = (counts[at] as number) + 1;
  }
  return counts.map((count) => count / days.length);
}

/** Distribution of the sum of two independent durations. */
export function addDistributions(a: DaysDistribution, b: DaysDistribution): DaysDistribution {
  const total = new Array<number>(Math.min(a.length + b.length - 1, MAX_COUNTED_DAYS + 1)).fill(0);
  for (let i = 0; i < a.length; i++) {
    const shareA = a[i] as number;
    if (shareA === 0) continue;
    for (let j = 0; j < b.length; j++) {
      const at = Math.min(i + j, MAX_COUNTED_DAYS);
      total[at] = (total[at] as number) + shareA * (b[j] as number);
    }
  }
  return total;
}

/** Mixture of two distributions; `share` is the probability of the first. */
export function mixDistributions(share: number, a: DaysDistribution, b: DaysDistribution): DaysDistribution {
  const p = Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share));
  return Array.from({ length: Math.max(a.length, b.length) }, (_, d) => p * (a[d] ?? 0) + (1 - p) * (b[d] ?? 0));
}

/** Limits a duration to `days`, after which a deputy acts. */
export function limitDays(distribution: DaysDistribution, days: number): DaysDistribution {
  const most = clamp(days);
  if (distribution.length <= most + 1) return distribution;
  return [...distribution.slice(0, most), distribution.slice(most).reduce((total, share) => total + share, 0)];
}

export const computeMeanDays = (distribution: DaysDistribution): number => distribution.reduce((total, share, d) => total + share * d, 0);

const clamp = (days: number): number => (days > 0 ? Math.min(MAX_COUNTED_DAYS, Math.floor(days)) : 0);
