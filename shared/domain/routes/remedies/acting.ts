import type { PersonIndex } from '../company.ts';
import type { ApplicantHandling } from '../route.ts';
import type { JudgedRow } from '../simulation/evaluation.ts';
import type { SlotRow } from '../simulation/slot-cache.ts';
import { type ApproverSlot, adaptSlotToApplicant, createApplicantSlot, isActing } from '../simulation/slots.ts';

/** The people who act at a stage. */
export interface ActingPeople {
  /** Equal for equal people. In small groups the id also distinguishes an applicant who is excluded from the group. */
  readonly id: number;
  readonly people: readonly PersonIndex[];
}

/**
 * Maximum size of a group in which each applicant is evaluated separately, because excluding one person may leave exactly the people of
 * another step.
 */
const FEW = 8;

/** Determines the people who act at stages, for all applicants and routes of one company and setting. */
export class ActingPeopleFinder {
  readonly #ids = new Map<string, number>();
  readonly #rows = new WeakMap<SlotRow, ActingPeople>();

  at({ stage, row }: JudgedRow, applicant: PersonIndex, handling: ApplicantHandling): ActingPeople {
    if (stage.asked === 'applicant') return this.#of([createApplicantSlot(applicant, handling)]);
    const slots = row.touchedBy.get(applicant);
    if (slots === undefined) return this.#ofRow(row);
    const changed = (): readonly ApproverSlot[] => row.slots.map((slot) => adaptSlotToApplicant(slot, applicant, handling));
    if (this.#ofRow(row).people.length <= FEW) return this.#of(changed());
    if (slots.every((slot) => isActing(slot) === isActing(adaptSlotToApplicant(slot, applicant, handling)))) return this.#ofRow(row);
    return {
      id: this.#idOf(`${this.#ofRow(row).id} without ${applicant}`),
      get people() {
        return actingOf(changed());
      },
    };
  }

  #ofRow(row: SlotRow): ActingPeople {
    let acting = this.#rows.get(row);
    if (acting === undefined) {
      acting = this.#of(row.slots);
      this.#rows.set(row, acting);
    }
    return acting;
  }

  #of(slots: readonly ApproverSlot[]): ActingPeople {
    const people = actingOf(slots);
    return { id: this.#idOf(people.join(' ')), people };
  }

  #idOf(key: string): number {
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#ids.size;
      this.#ids.set(key, id);
    }
    return id;
  }
}

const actingOf = (slots: readonly ApproverSlot[]): readonly PersonIndex[] =>
  [...new Set(slots.filter(isActing).map(({ by }) => by))].sort((a, b) => a - b);
