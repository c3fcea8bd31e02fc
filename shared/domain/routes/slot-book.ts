import type { AbsenceBook } from './absences.ts';
import { type CompanyIndex, NONE, type Person, push } from './company.ts';
import { type ApproverSlot, slotOf, type Tally, tallyOf } from './slots.ts';

/** The slots of some asked people on a day, as long as none of them applies. */
export interface SlotRow {
  readonly slots: readonly ApproverSlot[];
  readonly tally: Tally;
  /** Slots by whoever changes them by applying: the person asked, the delegate. */
  readonly touchedBy: ReadonlyMap<Person, readonly ApproverSlot[]>;
  /** The people in `touchedBy` at home in an organisation (`NONE` = in none). */
  touchedAt(home: number): readonly Person[];
}

const NOBODY: readonly Person[] = [];
/** So few people are looked through faster than looked up. */
const FEW = 8;

/** Slots made once for each list of asked people and day: routes of one company ask the same people again and again. */
export class SlotBook {
  readonly #index: CompanyIndex;
  readonly #absences: AbsenceBook;
  readonly #rows = new WeakMap<readonly Person[], Map<string, SlotRow>>();

  constructor(index: CompanyIndex, absences: AbsenceBook) {
    this.#index = index;
    this.#absences = absences;
  }

  rowOf(asked: readonly Person[], date: string): SlotRow {
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

  #make(asked: readonly Person[], date: string): SlotRow {
    const slots = asked.map((person) => slotOf(this.#index, this.#absences, date, person));
    const touchedBy = new Map<Person, ApproverSlot[]>();
    for (const slot of slots) {
      if (slot.person >= 0) push(touchedBy, slot.person, slot);
      if (slot.by !== slot.person && slot.by >= 0) push(touchedBy, slot.by, slot);
    }
    const people = [...touchedBy.keys()];
    const homes = this.#index.homes;
    if (people.length <= FEW)
      return {
        slots,
        tally: tallyOf(slots),
        touchedBy,
        touchedAt: (home) => (people.some((one) => homes[one] === home) ? people.filter((one) => homes[one] === home) : NOBODY),
      };
    let byHome: Map<number, Person[]> | null = null;
    const touchedAt = (home: number): readonly Person[] => {
      if (byHome === null) {
        byHome = new Map();
        for (const person of people) push(byHome, homes[person] ?? NONE, person);
      }
      return byHome.get(home) ?? NOBODY;
    };
    return { slots, tally: tallyOf(slots), touchedBy, touchedAt };
  }
}
