import type { Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import { atOnce, type InPieces } from '#shared/domain/pieces/in-pieces.ts';
import type { CompanyFile } from '../storage/company-file.ts';
import { inTurns } from './turns.ts';

/** Everybody as published by one set of lists, and who they are once that is asked. */
interface Held {
  readonly snapshots: string;
  readonly directory: Directory;
  /** The company's own directory; `null` where none was taken in. */
  readonly directoryPeople: readonly DirectoryPerson[] | null;
  keys: readonly string[] | null;
  logins: ReadonlyMap<NeoUser, string> | null;
}

/** The published lists of an open company, read once for each set of them. */
export class ReadLists {
  readonly #file: CompanyFile;
  #held: Held | null = null;
  #reading: Promise<void> | null = null;

  constructor(file: CompanyFile) {
    this.#file = file;
  }

  /** Whether they are at hand. */
  isRead(): boolean {
    return this.#held?.snapshots === this.#published();
  }

  /** Reads them in turns, where they are not at hand, and knows their people again. */
  ready(signal: AbortSignal): Promise<void> {
    if (this.#hasKeys()) return Promise.resolve();
    this.#reading ??= this.#readInTurns(signal).finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #readInTurns(signal: AbortSignal): Promise<void> {
    while (!this.#hasKeys()) await inTurns(this.#readWithKeys(), signal);
  }

  #hasKeys(): boolean {
    return this.isRead() && this.#held?.keys !== null;
  }

  *#readWithKeys(): InPieces<void> {
    yield* this.#read();
    const held = this.#held;
    // Lists that were replaced while they were read are read again: their keys would be told of the wrong people.
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

  /** The lasting identities of the people of `directory`, by place. */
  keys(): readonly string[] {
    const held = this.#now();
    const list = this.#listOfUsers();
    held.keys ??= list === undefined ? [] : this.#file.persons.keysOf(list, held.directory.neoUsers);
    return held.keys;
  }

  #listOfUsers(): number | undefined {
    return this.#file.people.currentId('neo');
  }

  /** The login id of one of the people, also where the list of today has no such column and an earlier one had. */
  loginOf(user: NeoUser): string {
    if (user.loginId !== '') return user.loginId;
    const held = this.#now();
    const { neoUsers } = held.directory;
    held.logins ??= new Map(this.#file.persons.know(neoUsers).people.map((person, at) => [neoUsers[at] as NeoUser, person?.loginId ?? '']));
    return held.logins.get(user) ?? '';
  }

  #now(): Held {
    atOnce(this.#read());
    return this.#held as Held;
  }

  *#read(): InPieces<void> {
    const { people } = this.#file;
    const snapshots = this.#published();
    if (this.#held?.snapshots === snapshots) return;
    const directory = yield* people.directoryInPieces();
    const directoryPeople = yield* people.directoryPeopleInPieces();
    // Somebody who could not wait may have read the same meanwhile, and what was read may be of two moments.
    if (!this.isRead() && this.#published() === snapshots) this.#held = { snapshots, directory, directoryPeople, keys: null, logins: null };
  }

  #published(): string {
    return this.#file.people.currentNames().join('\n');
  }
}
