import { create } from 'zustand';
import { useCompanyId } from '#renderer/client/index.ts';
import type { Command } from '#shared/domain/routes/commands.ts';
import type { Route, Step } from '#shared/domain/routes/route.ts';

interface Copied {
  /** Steps name people and organizations, so they are pasted only within their company. */
  readonly companyId: string;
  readonly steps: readonly Step[];
}

const useCopied = create<{ readonly copied: Copied | null }>(() => ({ copied: null }));

const NONE: readonly Step[] = [];

/** Stores copied steps until others are copied or the window closes. */
export const copySteps = (companyId: string, steps: readonly Step[]): void => useCopied.setState({ copied: { companyId, steps } });

/** Copied steps of the shown company. */
export function useCopiedSteps(): readonly Step[] {
  const companyId = useCompanyId();
  return useCopied(({ copied }) => (copied?.companyId === companyId ? copied.steps : NONE));
}

/** Inserts copied steps as one edit. A step stays final decider only if the route has none, and only the last of several. */
export function pasteSteps(route: Route, steps: readonly Step[], at: number): Command {
  const last = steps.findLastIndex(({ finalDecider }) => finalDecider);
  const isFree = !route.steps.some(({ finalDecider }) => finalDecider);
  return {
    kind: 'sequence',
    edits: steps.map((step, place) => ({
      kind: 'insert-step',
      at: at + place,
      step: { ...step, finalDecider: isFree && place === last },
    })),
  };
}
