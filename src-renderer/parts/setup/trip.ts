import { create } from 'zustand';
import type { StepId } from '#shared/domain/setup/guide.ts';

interface TripState {
  /** The step that was looked at last, by company: whoever comes back goes on there. */
  readonly steps: Readonly<Record<string, StepId>>;
  /** The step from which another screen was opened, and its company; `null` = nobody is on the way. */
  readonly away: { readonly companyId: string; readonly step: StepId } | null;
}

/** Where somebody is in the guide. In memory only. */
export const useTrip = create<TripState>(() => ({ steps: {}, away: null }));

export const lookAt = (companyId: string, step: StepId): void =>
  useTrip.setState(({ steps }) => ({ steps: { ...steps, [companyId]: step } }));
export const goAway = (companyId: string, step: StepId): void => useTrip.setState({ away: { companyId, step } });
export const endTrip = (): void => useTrip.setState({ away: null });
