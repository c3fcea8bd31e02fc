import { create } from 'zustand';
import type { SetupStepId } from '#shared/domain/setup/guide.ts';

interface TripState {
  /** The last shown step by company. */
  readonly steps: Readonly<Record<string, SetupStepId>>;
  /** The step from which another screen was opened, with its company; `null` = none. */
  readonly away: { readonly companyId: string; readonly step: SetupStepId } | null;
}

/** Position in the guide, in memory only. */
export const useGuidePosition = create<TripState>(() => ({ steps: {}, away: null }));

export const showGuideStep = (companyId: string, step: SetupStepId): void =>
  useGuidePosition.setState(({ steps }) => ({ steps: { ...steps, [companyId]: step } }));
export const leaveGuide = (companyId: string, step: SetupStepId): void => useGuidePosition.setState({ away: { companyId, step } });
export const returnToGuide = (): void => useGuidePosition.setState({ away: null });
