import { useMemo, useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import type { PersonPick } from '#renderer/ui/drafts/index.ts';
import { useNow } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { formatDayNumber, getTokyoDay, parseDayNumber } from '#shared/domain/checkout/days.ts';
import { type Absence, type AbsenceDraft, listCompleteAbsences } from './absences.ts';

export type TrialAnswer = CallOutput<'routes.simulate'>;
export type Stage = TrialAnswer['stages'][number];

export interface Trial {
  readonly applicant: PersonPick | null;
  readonly setApplicant: (pick: PersonPick | null) => void;
  /** Day of the request, `YYYY-MM-DD`. */
  readonly date: string;
  readonly setDate: (date: string) => void;
  readonly absences: readonly AbsenceDraft[];
  readonly setAbsences: (absences: readonly AbsenceDraft[]) => void;
  /** The absences without missing input. */
  readonly complete: readonly Absence[];
  /** Today without absences, as in the automatic checks. */
  readonly asToday: boolean;
  readonly answer: TrialAnswer | null;
  /** The response belongs to the route before the last edit. */
  readonly stale: boolean;
  readonly failure: Failure | null;
  readonly loading: boolean;
  readonly retry: () => void;
  /** Stages of a step; `null` without a result; `[]` for a step unknown to the response. */
  readonly stagesOf: (stepId: string) => readonly Stage[] | null;
}

/** Simulates a route with one applicant on one day, again after every edit. */
export function useTrial(routeId: string): Trial {
  const today = formatDayNumber(getTokyoDay(useNow()));
  const [chosenDate, setDate] = useState<string | null>(null);
  const [applicant, setApplicant] = useState<PersonPick | null>(null);
  const [absences, setAbsences] = useState<readonly AbsenceDraft[]>([]);
  const date = chosenDate !== null && parseDayNumber(chosenDate) !== null ? chosenDate : today;
  const complete = useMemo(() => listCompleteAbsences(absences), [absences]);
  const { value, error, loading, stale, refetch } = useCall(
    'routes.simulate',
    applicant !== null ? { routeId, date, absences: [...complete], applicantId: applicant.id } : null,
  );
  const answer = applicant !== null && value !== undefined && value.applicant?.id === applicant.id ? value : null;
  return {
    applicant,
    setApplicant,
    date,
    setDate,
    absences,
    setAbsences,
    complete,
    asToday: date === today && complete.length === 0,
    answer,
    stale,
    failure: applicant === null ? null : error,
    loading,
    retry: refetch,
    stagesOf: (stepId) => {
      const stages = answer?.stages.filter((stage) => stage.stepId === stepId) ?? null;
      return stale && stages?.length === 0 ? null : stages;
    },
  };
}
