import { create } from 'zustand';
import { useCompanyId } from '#renderer/client/index.ts';
import type { Command } from '#shared/domain/routes/commands.ts';
import type { Route, Step } from '#shared/domain/routes/route.ts';

interface Copied {
  /** Steps name people and organisations of their company: they are pasted into no other. */
  readonly companyId: string;
  readonly steps: readonly Step[];
}

const useCopied = create<{ readonly copied: Copied | null }>(() => ({ copied: null }));

const NONE: readonly Step[] = [];

/** Keeps steps as they are now, until others are copied or the window is closed. */
export const copySteps = (companyId: string, steps: readonly Step[]): void => useCopied.setState({ copied: { companyId, steps } });

/** What was copied in the company that is shown, in any of its routes. */
export function useCopiedSteps(): readonly Step[] {
  const companyId = useCompanyId();
  return useCopied(({ copied }) => (copied?.companyId === companyId ? copied.steps : NONE));
}

/**
 * Inserts steps, which no route has yet, at a place, as one edit. A route has one final decider: a step stays one only where the route marks
 * none, and only the last of several.
 */
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
