import { create } from 'zustand';
import type { StepId } from '#shared/domain/setup/guide.ts';

interface TripState {
  /** The last shown step by company. */
  readonly steps: Readonly<Record<string, StepId>>;
  /** The step from which another screen was opened, with its company; `null` = none. */
  readonly away: { readonly companyId: string; readonly step: StepId } | null;
}

/** Position in the guide, in memory only. */
export const useGuidePosition = create<TripState>(() => ({ steps: {}, away: null }));

export const showGuideStep = (companyId: string, step: StepId): void =>
  useGuidePosition.setState(({ steps }) => ({ steps: { ...steps, [companyId]: step } }));
export const leaveGuide = (companyId: string, step: StepId): void => useGuidePosition.setState({ away: { companyId, step } });
export const returnToGuide = (): void => useGuidePosition.setState({ away: null });
