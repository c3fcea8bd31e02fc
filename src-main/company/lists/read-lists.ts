import { type ChunkedWork, runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import type { Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { runInSlices } from '../time-slices.ts';

/** The people of one set of lists; identities are computed on demand. */
interface Held {
  readonly snapshots: string;
  readonly directory: Directory;
  /** People of the company directory; `null` if none was imported. */
  readonly directoryPeople: readonly DirectoryPerson[] | null;
  keys: readonly string[] | null;
  logins: ReadonlyMap<NeoUser, string> | null;
}

/** The published lists of an open company, loaded once per set of lists. */
export class PublishedLists {
  readonly #file: CompanyFile;
  #held: Held | null = null;
  #reading: Promise<void> | null = null;

  constructor(file: CompanyFile) {
    this.#file = file;
  }

  /** Whether the current lists are in memory. */
  isRead(): boolean {
    return this.#held?.snapshots === this.#published();
  }

  /** Loads the lists in pieces if needed and computes the identities of their people. */
  ready(signal: AbortSignal): Promise<void> {
    if (this.#hasKeys()) return Promise.resolve();
    this.#reading ??= this.#readInTurns(signal).finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #readInTurns(signal: AbortSignal): Promise<void> {
    while (!this.#hasKeys()) await runInSlices(this.#readWithKeys(), signal);
  }

  #hasKeys(): boolean {
    return this.isRead() && this.#held?.keys !== null;
  }

  *#readWithKeys(): ChunkedWork<void> {
    yield* this.#read();
    const held = this.#held;
    // If the lists were replaced in the meantime, stop: the identities would belong to other people.
    if (held === null || held.keys !== null || !this.isRead()) return;
    const list = this.#listOfUsers();
    const keys = list === undefined ? [] : yield* this.#file.persons.keysOfInPieces(list, held.directory.neoUsers);
    held.keys ??= keys;
  }

  directory(): Directory {
    return this.#now().directory;
  }

  directoryPeople(): readonly DirectoryPerson[] | null {
    return this.#now().directoryPeople;
  }

  /** Returns the persistent identities of NEO's users, by position in `directory`. */
  keys(): readonly string[] {
    const held = this.#now();
    const list = this.#listOfUsers();
    held.keys ??= list === undefined ? [] : this.#file.persons.keysOf(list, held.directory.neoUsers);
    return held.keys;
  }

  #listOfUsers(): number | undefined {
    return this.#file.people.currentId('neo');
  }

  /** Returns the login ID of a user, taken from an earlier list if the current one lacks the column. */
  loginOf(user: NeoUser): string {
    if (user.loginId !== '') return user.loginId;
    const held = this.#now();
    const { neoUsers } = held.directory;
    held.logins ??= new Map(this.#file.persons.know(neoUsers).people.map((person, at) => [neoUsers[at] as NeoUser, person?.loginId ?? '']));
    return held.logins.get(user) ?? '';
  }

  #now(): Held {
    runToEnd(this.#read());
    return this.#held as Held;
  }

  *#read(): ChunkedWork<void> {
    const { people } = this.#file;
    const snapshots = this.#published();
    if (this.#held?.snapshots === snapshots) return;
    const directory = yield* people.directoryInPieces();
    const directoryPeople = yield* people.directoryPeopleInPieces();
    // Keep the result only if no other call loaded the lists and they were not replaced, because the rows could mix two versions.
    if (!this.isRead() && this.#published() === snapshots) this.#held = { snapshots, directory, directoryPeople, keys: null, logins: null };
  }

  #published(): string {
    return this.#file.people.currentNames().join('\n');
  }
}
