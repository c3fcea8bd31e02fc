import { toHiragana } from 'wanakana';
import type { CallOutput } from '#shared/contract/calls.ts';
import { type ChunkedWork, forEachInChunks, runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import { mayBeActive, type NeoUser } from '#shared/domain/directory/directory.ts';
import { foldForSearch } from '#shared/domain/directory/names.ts';
import { memoizeByText } from '#shared/domain/email/memoize.ts';
import type { PeopleIndex } from '#shared/domain/integration/people.ts';
import { kanaToRomaji, toCommonLatin } from '#shared/domain/readiness/evidence/evidence-romaji.ts';

type Pick = CallOutput<'drafts.people'>['picks'][number];
type PickKind = Pick['kind'];

/** Position of an entry in the list of its kind. */
interface Entry {
  readonly kind: PickKind;
  readonly at: number;
}

/** Separates the fields of a search text, so that a match directly after it is known to be at the start of a field. */
const FIELD = '\n';
/** Precedes searchable context that is not the name of the entry, such as an organization. */
const AROUND = '\t';

/** Search index: entries in result order and their normalized texts, by the same position. Built in pieces. */
interface Searched {
  readonly count: number;
  readonly entryAt: (position: number) => Entry;
  readonly texts: string[];
  readonly textOf: (entry: Entry) => string;
}

/**
 * Finds people, organizations and roles while the user types. A word may be kanji, kana, romaji in common spellings, or part of an
 * address, number or organization; every word must match. Lookup by id needs no index.
 */
export class PeoplePicker {
  readonly #people: PeopleIndex;
  readonly #rolePlaces: ReadonlyMap<string, number>;
  #searched: Searched | null = null;
  #isPrepared = false;

  constructor(people: PeopleIndex) {
    this.#people = people;
    this.#rolePlaces = new Map(people.roles.map(({ id }, at) => [id, at]));
  }

  /** Builds the search texts in pieces. A search that starts earlier builds the rest at once. */
  *prepare(): ChunkedWork<void> {
    const { count, entryAt, texts, textOf } = this.#looksThrough();
    yield* forEachInChunks(count, (at) => {
      texts[at] ??= textOf(entryAt(at));
    });
    this.#isPrepared = true;
  }

  /** Whether all search texts are built. */
  isPrepared(): boolean {
    return this.#isPrepared;
  }

  #looksThrough(): Searched {
    this.#searched ??= this.#searchedOf(this.#people);
    return this.#searched;
  }

  #searchedOf({ users, organizations, roles, inSeveral, homes, unplaced }: PeopleIndex): Searched {
    // Organizations, roles, people who can log in, suspended people.
    const [firstRole, firstUser] = [organizations.length, organizations.length + roles.length];
    const order = new Int32Array(users.length);
    let ordered = 0;
    for (const wanted of [true, false])
      for (const [at, { state }] of users.entries()) if (mayBeActive(state) === wanted) order[ordered++] = at;
    const entryAt = (position: number): Entry => {
      if (position < firstRole) return { kind: 'organization', at: position };
      if (position < firstUser) return { kind: 'role', at: position - firstRole };
      return { kind: 'user', at: order[position - firstUser] as number };
    };
    const places = organizations.map(({ name }) => AROUND + foldForSearch(name));
    // People are also found by the names of all their organizations.
    const written = (at: number): string =>
      unplaced.has(at) ? (users[at] as NeoUser).organizations.map((name) => AROUND + foldForSearch(name)).join('') : '';
    const around = (at: number): string =>
      (inSeveral.get(at) ?? [homes[at] as number]).map((place) => places[place] ?? '').join('') + written(at);
    const textOf = ({ kind, at }: Entry): string => {
      if (kind === 'user') return textOfUser(users[at] as NeoUser, around(at));
      if (kind === 'role') return textOfFields([(roles[at] as PeopleIndex['roles'][number]).name]);
      const { name, code } = organizations[at] as PeopleIndex['organizations'][number];
      return textOfFields([name, code]);
    };
    return { count: firstUser + users.length, entryAt, texts: [], textOf };
  }

  #prepared(): Searched {
    if (!this.#isPrepared) runToEnd(this.prepare());
    return this.#looksThrough();
  }

  /** Returns matches ranked by exact word, prefix, then substring; equal ranks keep the list order. */
  search(search: string, kinds: ReadonlySet<PickKind>, limit: number): Pick[] {
    const words = wordsOfSearch(search);
    if (words.length === 0) return [];
    const { entryAt, texts } = this.#prepared();
    const most = words.length * CALLED;
    const found: number[][] = Array.from({ length: most + 1 }, () => []);
    for (let i = 0; i < texts.length && (found[most] as number[]).length < limit; i++) {
      const like = closenessOfAll(texts[i] as string, words);
      if (like === NO_MATCH || !this.#isOf(entryAt(i), kinds)) continue;
      const places = found[like] as number[];
      if (places.length < limit) places.push(i);
    }
    return found
      .reverse()
      .flat()
      .slice(0, limit)
      .map((i) => this.#pick(entryAt(i)));
  }

  /** Returns the match quality of each matching user, by position; `null` if the search has no words. */
  usersLike(search: string): ReadonlyMap<number, number> | null {
    const words = wordsOfSearch(search);
    if (words.length === 0) return null;
    const { entryAt, texts } = this.#prepared();
    const like = new Map<number, number>();
    for (let i = 0; i < texts.length; i++) {
      const { kind, at } = entryAt(i);
      if (kind !== 'user') continue;
      const close = closenessOfAll(texts[i] as string, words);
      if (close !== NO_MATCH) like.set(at, close);
    }
    return like;
  }

  /** Returns the entry of an id; `null` if unknown. */
  find(kind: PickKind, id: string): Pick | null {
    const at =
      kind === 'user' ? this.#people.userAt(id) : kind === 'role' ? (this.#rolePlaces.get(id) ?? -1) : this.#people.organizationAt(id);
    return at < 0 ? null : this.#pick({ kind, at });
  }

  /** Excludes people without a NEO id, because a draft cannot refer to them. */
  #isOf({ kind, at }: Entry, kinds: ReadonlySet<PickKind>): boolean {
    return kinds.has(kind) && (kind !== 'user' || this.#people.users[at]?.id !== '');
  }

  #pick({ kind, at }: Entry): Pick {
    const { users, organizations, roles } = this.#people;
    if (kind === 'user') {
      const user = users[at] as NeoUser;
      const home = organizations[this.#people.homes[at] as number]?.name ?? user.organizations[0] ?? '';
      return {
        kind,
        id: user.id,
        name: user.name,
        detail: [home, user.title].filter((text) => text !== '').join(' '),
        email: user.workEmail,
        loginId: user.loginId,
        employeeCode: user.employeeCode,
        active: mayBeActive(user.state),
      };
    }
    const { id, name } = (kind === 'role' ? roles : organizations)[at] as { readonly id: string; readonly name: string };
    const parent = kind === 'organization' ? organizations[this.#people.parents[at] as number] : undefined;
    return { kind, id, name, detail: parent?.name ?? '', email: '', loginId: '', employeeCode: '', active: true };
  }
}

const NO_MATCH = -1;
const CALLED = 2;
/** Characters that end a word of a name, or the local part of an address. */
const ENDS = new Set(['', ' ', FIELD, AROUND, '@']);

const wordsOfSearch = (search: string): readonly (readonly string[])[] =>
  foldForSearch(search)
    .split(' ')
    .filter((word) => word !== '')
    .map(spellingsOf);

/** Returns the match quality of a text, at most 2 per word; `NOT_IN` if a word does not match. */
function closenessOfAll(text: string, words: readonly (readonly string[])[]): number {
  let all = 0;
  for (const forms of words) {
    const one = closeness(text, forms);
    if (one === NO_MATCH) return NO_MATCH;
    all += one;
  }
  return all;
}

/** Returns the match quality of one word: 2 = equals a name, 1 = prefix, 0 = contained, `NOT_IN` = no match. */
function closeness(text: string, forms: readonly string[]): number {
  let best = NO_MATCH;
  for (const form of forms)
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
      if (text.charAt(at - 1) !== FIELD) {
        if (best < 0) best = 0;
        continue;
      }
      if (form.endsWith('@') || ENDS.has(text.charAt(at + form.length))) return CALLED;
      best = 1;
    }
  return best;
}

const textOfFields = (fields: readonly string[]): string => fields.map((field) => FIELD + foldForSearch(field)).join('');

/** Caches normalized words, because names consist of few distinct words. */
const foldedWord = memoizeByText(foldForSearch);

/** `around`: searchable context of the user. */
function textOfUser({ name, kana, loginId, employeeCode, workEmail }: NeoUser, around: string): string {
  const forms = [wordsOf(name).map(foldedWord), wordsOf(kana).map(foldedWord), wordsOf(kana).map(kanaToRomaji)];
  const written = forms.map((words) => (words.length > 1 ? `${FIELD}${words.join(' ')}${FIELD}${words.join('')}` : FIELD + words.join('')));
  // A given name must also match by prefix.
  const given = forms.flatMap((words) => words.slice(1).map((word) => FIELD + word));
  // Joined at once, because each concatenation would keep its parts until the first search.
  return [...written, ...given, textOfFields([loginId, employeeCode, workEmail]), around].join('');
}

const wordsOf = (text: string): readonly string[] => text.split(/[\s\u3000]+/u).filter((word) => word !== '');

/** Unfinished syllables whose first letters differ between romaji systems; converted before the vowel is typed. */
const OPEN_ENDS: readonly (readonly [RegExp, string])[] = [
  [/sh$/, 's'],
  [/ch$/, 't'],
  [/ts$/, 't'],
  [/j$/, 'z'],
];

/** Returns the possible spellings of a typed romaji word. */
function spellingsOf(word: string): readonly string[] {
  if (!/^[a-z'-]+$/.test(word)) return [word];
  const common = toCommonLatin(word);
  const open = OPEN_ENDS.reduce((text, [end, short]) => text.replace(end, short), common);
  return [...new Set([word, toHiragana(word, { passRomaji: false }), open])].filter((form) => form !== '');
}
