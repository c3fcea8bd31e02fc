import type { AbsenceBook } from './absences.ts';
import { type CompanyIndex, NONE, type Person, push } from './company.ts';
import { type Seat, seatOf, type Tally, tallyOf } from './seats.ts';

/** The seats of some asked people on a day, as long as none of them applies. */
export interface SeatRow {
  readonly seats: readonly Seat[];
  readonly tally: Tally;
  /** Seats by whoever changes them by applying: the person asked, the delegate. */
  readonly touchedBy: ReadonlyMap<Person, readonly Seat[]>;
  /** The people in `touchedBy` at home in an organisation (`NONE` = in none). */
  touchedAt(home: number): readonly Person[];
}

const NOBODY: readonly Person[] = [];
/** So few people are looked through faster than looked up. */
const FEW = 8;

/** Seats made once for each list of asked people and day: routes of one company ask the same people again and again. */
export class SeatBook {
  readonly #index: CompanyIndex;
  readonly #absences: AbsenceBook;
  readonly #rows = new WeakMap<readonly Person[], Map<string, SeatRow>>();

  constructor(index: CompanyIndex, absences: AbsenceBook) {
    this.#index = index;
    this.#absences = absences;
  }

  rowOf(asked: readonly Person[], date: string): SeatRow {
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

  #make(asked: readonly Person[], date: string): SeatRow {
    const seats = asked.map((person) => seatOf(this.#index, this.#absences, date, person));
    const touchedBy = new Map<Person, Seat[]>();
    for (const seat of seats) {
      if (seat.person >= 0) push(touchedBy, seat.person, seat);
      if (seat.by !== seat.person && seat.by >= 0) push(touchedBy, seat.by, seat);
    }
    const people = [...touchedBy.keys()];
    const homes = this.#index.homes;
    if (people.length <= FEW)
      return {
        seats,
        tally: tallyOf(seats),
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
    return { seats, tally: tallyOf(seats), touchedBy, touchedAt };
  }
}
