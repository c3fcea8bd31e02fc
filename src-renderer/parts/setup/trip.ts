import { create } from 'zustand';
import type { StepId } from '#shared/domain/setup/guide.ts';

interface TripState {
  /** The last shown step by company. */
  readonly steps: Readonly<Record<string, StepId>>;
  /** The step from which another screen was opened, with its company; `null` = none. */
  readonly away: { readonly companyId: string; readonly step: StepId } | null;
}

/** Position in the guide, in memory only. */
export const useTrip = create<TripState>(() => ({ steps: {}, away: null }));

export const lookAt = (companyId: string, step: StepId): void =>
  useTrip.setState(({ steps }) => ({ steps: { ...steps, [companyId]: step } }));
export const goAway = (companyId: string, step: StepId): void => useTrip.setState({ away: { companyId, step } });
export const endTrip = (): void => useTrip.setState({ away: null });
