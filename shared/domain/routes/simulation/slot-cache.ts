import type { AbsencesByPerson } from '../absences.ts';
import { appendToList, type CompanyIndex, NO_POSITION, type PersonIndex } from '../company.ts';
import { type ApproverSlot, createApproverSlot, type SlotTally, tallySlots } from './slots.ts';

/** Slots of a set of people on a day, for applicants who are not among them. */
export interface SlotRow {
  readonly slots: readonly ApproverSlot[];
  readonly tally: SlotTally;
  /** Slots that change for an applicant, by applicant: the person asked, or the delegate. */
  readonly touchedBy: ReadonlyMap<PersonIndex, readonly ApproverSlot[]>;
  /** People in `touchedBy` who belong to an organization (`NO_POSITION` = without one). */
  touchedAt(home: number): readonly PersonIndex[];
}

const NO_PEOPLE: readonly PersonIndex[] = [];
/** Up to this number of people a scan is faster than a lookup. */
const FEW = 8;

/** Slots cached by asked people and day, because routes of a company repeat the same people. */
export class SlotCache {
  readonly #index: CompanyIndex;
  readonly #absences: AbsencesByPerson;
  readonly #rows = new WeakMap<readonly PersonIndex[], Map<string, SlotRow>>();

  constructor(index: CompanyIndex, absences: AbsencesByPerson) {
    this.#index = index;
    this.#absences = absences;
  }

  rowOf(asked: readonly PersonIndex[], date: string): SlotRow {
    let byDate = this.#rows.get(asked);
    if (byDate === undefined) {
      byDate = new Map();
      this.#rows.set(asked, byDate);
    }
    let row = byDate.get(date);
    if (row === undefined) {
      row = this.#make(asked, date);
      byDate.set(date, row);
    }
    return row;
  }

  #make(asked: readonly PersonIndex[], date: string): SlotRow {
    const slots = asked.map((person) => createApproverSlot(this.#index, this.#absences, date, person));
    const touchedBy = new Map<PersonIndex, ApproverSlot[]>();
    for (const slot of slots) {
      if (slot.person >= 0) appendToList(touchedBy, slot.person, slot);
      if (slot.by !== slot.person && slot.by >= 0) appendToList(touchedBy, slot.by, slot);
    }
    const people = [...touchedBy.keys()];
    const homes = this.#index.homes;
    if (people.length <= FEW)
      return {
        slots,
        tally: tallySlots(slots),
        touchedBy,
        touchedAt: (home) => (people.some((one) => homes[one] === home) ? people.filter((one) => homes[one] === home) : NO_PEOPLE),
      };
    let byHome: Map<number, PersonIndex[]> | null = null;
    const touchedAt = (home: number): readonly PersonIndex[] => {
      if (byHome === null) {
        byHome = new Map();
        for (const person of people) appendToList(byHome, homes[person] ?? NO_POSITION, person);
      }
      return byHome.get(home) ?? NO_PEOPLE;
    };
    return { slots, tally: tallySlots(slots), touchedBy, touchedAt };
  }
}
