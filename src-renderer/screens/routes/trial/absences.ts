import type { PersonPick } from '#renderer/ui/drafts/index.ts';
import type { CallInput } from '#shared/contract/calls.ts';

/** An absence being edited. */
export interface AbsenceDraft {
  readonly key: string;
  readonly person: PersonPick | null;
  readonly from: string;
  readonly to: string;
  readonly action: 'delegate' | 'auto-approve';
  readonly deputy: PersonPick | null;
}

export type Absence = CallInput<'routes.simulate'>['absences'][number];

/** Missing input of an absence; `null` = complete. */
export const getMissingAbsenceInput = ({ person, from, to, action, deputy }: AbsenceDraft): 'person' | 'days' | 'deputy' | null => {
  if (person === null) return 'person';
  if (from === '' || to === '' || from > to) return 'days';
  return action === 'delegate' && deputy === null ? 'deputy' : null;
};

/** Complete absences in the host's form. */
export const listCompleteAbsences = (drafts: readonly AbsenceDraft[]): Absence[] =>
  drafts.flatMap((draft): Absence[] => {
    const { person, from, to, deputy } = draft;
    if (getMissingAbsenceInput(draft) !== null || person === null) return [];
    if (draft.action === 'auto-approve') return [{ userId: person.id, from, to, action: { kind: 'auto-approve' } }];
    return deputy === null ? [] : [{ userId: person.id, from, to, action: { kind: 'delegate', to: deputy.id } }];
  });
