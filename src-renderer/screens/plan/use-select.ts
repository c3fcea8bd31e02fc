import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { PlanRow } from '#shared/contract/plan.ts';
import type { Failure } from '#shared/contract/result.ts';

/** What was ticked or unticked along with something else, and why. */
export interface Along {
  readonly chosen: boolean;
  readonly item: Pick<PlanRow, 'key' | 'section' | 'name'>;
  readonly because: CallOutput<'plan.select'>['along'][number]['because'];
  /** The item that needs it, or that it needs. */
  readonly other: Pick<PlanRow, 'section' | 'name'> | null;
}

/** Ticks and unticks, and keeps what went along with it until it was read. */
export function useSelect() {
  const client = useClient();
  const [along, setAlong] = useState<readonly Along[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const select = async (keys: readonly string[], chosen: boolean): Promise<void> => {
    if (keys.length === 0) return;
    const result = await client.call('plan.select', { keys: [...keys], chosen });
    if (!result.ok) return setFailure(result.error);
    setFailure(null);
    const { items } = result.value;
    setAlong(
      result.value.along.map((one) => ({
        chosen: one.chosen,
        item: one,
        because: one.because,
        other: items.find(({ key }) => key === one.for) ?? null,
      })),
    );
  };
  return { select, along, failure, forget: () => setAlong([]) };
}
