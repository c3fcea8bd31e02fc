import { useCallback, useRef, useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { PlanRow } from '#shared/contract/plan/plan.ts';

/** Items that were selected or deselected automatically, with the reason. */
export interface AutomaticSelection {
  readonly chosen: boolean;
  readonly item: Pick<PlanRow, 'key' | 'section' | 'name'>;
  readonly because: CallOutput<'plan.select'>['along'][number]['because'];
  /** The item that needs it, or that it needs. */
  readonly other: Pick<PlanRow, 'section' | 'name'> | null;
}

const NOTHING: ReadonlyMap<string, boolean> = new Map();

/**
 * Selects and deselects items one request at a time, and keeps automatic changes until they were read. `revision` belongs to the displayed
 * rows: until they are newer than a request, a check box shows the requested state.
 */
export function usePlanSelection(revision: number | undefined) {
  const client = useClient();
  const [along, setAlong] = useState<readonly AutomaticSelection[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [wished, setWished] = useState(NOTHING);
  const [seen, setSeen] = useState(revision);
  const queue = useRef<Promise<void>>(Promise.resolve());
  if (seen !== revision) {
    setSeen(revision);
    setWished(NOTHING);
  }
  const send = useCallback(
    async (keys: readonly string[], chosen: boolean): Promise<void> => {
      const result = await client.call('plan.select', { keys: [...keys], chosen });
      if (!result.ok) {
        setWished(NOTHING);
        return setFailure(result.error);
      }
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
    },
    [client],
  );
  const select = useCallback(
    (keys: readonly string[], chosen: boolean): void => {
      if (keys.length === 0) return;
      setWished((before) => new Map([...before, ...keys.map((key) => [key, chosen] as const)]));
      queue.current = queue.current.then(() => send(keys, chosen));
    },
    [send],
  );
  const asWished = useCallback(
    (row: PlanRow): PlanRow => {
      const chosen = wished.get(row.key);
      return chosen === undefined || chosen === row.chosen ? row : { ...row, chosen };
    },
    [wished],
  );
  return { select, asWished, along, failure, forget: () => setAlong([]) };
}
