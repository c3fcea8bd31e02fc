import type { AmazonUser, Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import { amazonUser, directoryOf, neoUser } from './directories.ts';
import { DOMAIN, plantError } from './planted-errors.ts';

/** Script in which Amazon's list writes names; `none` means that the list has no name column. */
const SCRIPTS = ['kanji', 'katakana', 'hiragana', 'hepburn', 'kunrei', 'long', 'mixed', 'none'] as const;
export type Script = (typeof SCRIPTS)[number];

/** A company with known account owners and known correct addresses. */
export interface OwnershipCompany {
  readonly directory: Directory;
  readonly script: Script;
  readonly hasReadings: boolean;
  readonly hasCodes: boolean;
  /** Correct address by NEO user. */
  readonly right: readonly string[];
  /** NEO user who owns the account, by account; `-1` if the owner is not in NEO. */
  readonly owners: readonly number[];
  /** NEO users with a mistake in one of their two addresses. */
  readonly planted: ReadonlySet<number>;
  /** NEO users whose addresses were swapped, in pairs. */
  readonly swapped: ReadonlySet<number>;
}

export interface OwnershipOptions {
  readonly people: number;
  /** Percent of people with a mistake in one address. */
  readonly mistakes: number;
  /** Percent of people without an address in NEO; the same percentage has no account. */
  readonly gaps: number;
  /** Number of pairs of people whose addresses are swapped. */
  readonly swaps: number;
  /** Percent of people whose name was changed on one side, is abbreviated or is foreign. */
  readonly oddNames: number;
}

const FAMILIES = [
  ['和田', 'ワダ', 'wada'],
  ['山田', 'ヤマダ', 'yamada'],
  ['浜田', 'ハマダ', 'hamada'],
  ['佐藤', 'サトウ', 'satou'],
  ['加藤', 'カトウ', 'katou'],
  ['斉藤', 'サイトウ', 'saitou'],
  ['大野', 'オオノ', 'oono'],
  ['小野', 'オノ', 'ono'],
  ['渡辺', 'ワタナベ', 'watanabe'],
  ['千葉', 'チバ', 'chiba'],
  ['藤井', 'フジイ', 'fujii'],
  ['森', 'モリ', 'mori'],
  ['土屋', 'ツチヤ', 'tsuchiya'],
  ['中村', 'ナカムラ', 'nakamura'],
  ['中山', 'ナカヤマ', 'nakayama'],
  ['久保', 'クボ', 'kubo'],
  ['大久保', 'オオクボ', 'ookubo'],
  ['本多', 'ホンダ', 'honda'],
  ['柴田', 'シバタ', 'shibata'],
  ['新庄', 'シンジョウ', 'shinjou'],
] as const;
const GIVEN_NAMES = [
  ['智子', 'トモコ', 'tomoko'],
  ['典子', 'ノリコ', 'noriko'],
  ['太郎', 'タロウ', 'tarou'],
  ['次郎', 'ジロウ', 'jirou'],
  ['毅', 'タケシ', 'takeshi'],
  ['純子', 'ジュンコ', 'junko'],
  ['裕子', 'ユウコ', 'yuuko'],
  ['花子', 'ハナコ', 'hanako'],
  ['翔平', 'ショウヘイ', 'shouhei'],
  ['千尋', 'チヒロ', 'chihiro'],
  ['一郎', 'イチロウ', 'ichirou'],
  ['健', 'ケン', 'ken'],
  ['さくら', 'サクラ', 'sakura'],
  ['美咲', 'ミサキ', 'misaki'],
  ['大輔', 'ダイスケ', 'daisuke'],
  ['文子', 'フミコ', 'fumiko'],
] as const;
type Name = readonly [kanji: string, katakana: string, romaji: string];

const short = (romaji: string): string => romaji.replace(/o[ou]/g, 'o').replace(/uu/g, 'u');
const toKunrei = (romaji: string): string =>
  short(romaji)
    .replace(/sh(?=[auo])/g, 'sy')
    .replace(/shi/g, 'si')
    .replace(/ch(?=[auo])/g, 'ty')
    .replace(/chi/g, 'ti')
    .replace(/tsu/g, 'tu')
    .replace(/j(?=[auo])/g, 'zy')
    .replace(/ji/g, 'zi')
    .replace(/fu/g, 'hu');
const toPassportSpelling = (romaji: string): string => romaji.replace(/oo/g, 'oh').replace(/ou/g, 'oh').replace(/uu/g, 'u');
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const hiragana = (kana: string): string => kana.replace(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));

/** Formats in which a company composes local parts. */
const LOCALS: readonly ((family: string, given: string) => string)[] = [
  (family, given) => `${given.charAt(0)}.${family}`,
  (family, given) => `${given.charAt(0)}${family}`,
  (family, given) => `${family}.${given}`,
  (family, given) => `${given}.${family}`,
  (family, given) => `${family}-${given.charAt(0)}`,
  (family, given) => `${family}${given}`,
];

/** Returns a random generator (xorshift32), so that a seed always yields the same company. */
function randomSource(seed: number): (below: number) => number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Returns the company of a seed: the lists of both sides, and the correct owners and addresses. */
export function ownershipCompany(seed: number, options: OwnershipOptions): OwnershipCompany {
  const random = randomSource(seed);
  random(7);
  const pick = <T>(items: readonly T[]): T => items[random(items.length)] as T;
  const percent = (share: number): boolean => random(1_000) < share * 10;
  const script = SCRIPTS[Math.abs(seed) % SCRIPTS.length] as Script;
  const hasReadings = random(8) > 0;
  const [hasCodes, hasLogins, familyFirst] = [random(4) === 0, random(2) === 0, random(3) > 0];
  const local = pick(LOCALS);
  const reading = pick([(kana: string) => kana, hiragana]);

  const neo: Partial<NeoUser>[] = [];
  const amazon: { user: Partial<AmazonUser>; owner: number }[] = [];
  const right: string[] = [];
  const planted = new Set<number>();
  const swapped = new Set<number>();
  const taken = new Map<string, number>();
  const nextAddress = (family: Name, given: Name): string => {
    const base = local(short(family[2]), short(given[2]));
    const before = taken.get(base) ?? 0;
    taken.set(base, before + 1);
    return `${base}${before === 0 ? '' : before + 1}@${DOMAIN}`;
  };
  const write = (family: Name, given: Name, as: Script): string => {
    const romaji = (spell: (romaji: string) => string): string => {
      const [first, second] = [capital(spell(family[2])), capital(spell(given[2]))];
      return familyFirst ? `${first} ${second}` : `${second} ${first}`;
    };
    switch (as) {
      case 'kanji':
        return `${family[0]} ${given[0]}`;
      case 'katakana':
        return `${family[1]} ${given[1]}`;
      case 'hiragana':
        return hiragana(`${family[1]} ${given[1]}`);
      case 'hepburn':
        return romaji(short);
      case 'kunrei':
        return romaji(toKunrei);
      case 'long':
        return romaji(pick([(text: string) => text, toPassportSpelling]));
      case 'mixed':
        return write(family, given, pick(['kanji', 'katakana', 'hiragana', 'hepburn', 'kunrei', 'long'] as const));
      default:
        return '';
    }
  };
  /** Returns a correct name that differs from the other side: changed by marriage, abbreviated, with a middle name, or foreign. */
  const oddName = (family: Name, given: Name): { neo?: string; kana?: string; amazon?: string } => {
    switch (random(5)) {
      case 0:
        return { amazon: write(pick(FAMILIES), given, script) };
      case 1: {
        const married = pick(FAMILIES);
        return { neo: `${married[0]} ${given[0]}`, kana: reading(`${married[1]} ${given[1]}`) };
      }
      case 2:
        return script === 'none' ? {} : { amazon: `${capital(short(given[2]))} Maria ${capital(short(family[2]))}` };
      case 3:
        return {
          neo: 'ジョン スミス',
          kana: reading('ジョン スミス'),
          ...(script !== 'none' && { amazon: pick(['John Smith', 'SMITH John', 'ジョン・スミス']) }),
        };
      default:
        return script === 'none' ? {} : { amazon: script === 'kanji' ? family[0] : (write(family, given, script).split(' ')[0] as string) };
    }
  };
  const nameOf = (i: number): string => neo[i]?.name ?? '';
  let namesake: readonly [Name, Name] | null = null;
  for (let i = 0; i < options.people; i++) {
    const drawn: readonly [Name, Name] = namesake !== null && percent(6) ? namesake : [pick<Name>(FAMILIES), pick<Name>(GIVEN_NAMES)];
    if (namesake === null || percent(10)) namesake = drawn;
    const [family, given] = drawn;
    const address = nextAddress(family, given);
    const odd = percent(options.oddNames) ? oddName(family, given) : {};
    right.push(address);
    neo.push({
      id: String(i + 1),
      loginId: hasLogins ? address.slice(0, address.indexOf('@')) : `u${i}`,
      name: odd.neo ?? `${family[0]} ${given[0]}`,
      kana: hasReadings ? (odd.kana ?? reading(`${family[1]} ${given[1]}`)) : '',
      employeeCode: `E${1000 + i}`,
      workEmail: address,
    });
    const account = {
      email: address,
      name: odd.amazon ?? write(family, given, script),
      employeeCode: hasCodes && percent(90) ? `E${1000 + i}` : '',
    };
    const fate = random(1_000);
    if (fate < options.gaps * 10) (neo[i] as { workEmail: string }).workEmail = '';
    else if (fate < options.gaps * 20) {
      // This person has no account.
      if (percent(50)) (neo[i] as { state: NeoUser['state'] }).state = pick(['active', 'suspended'] as const);
      continue;
    } else if (fate < options.gaps * 20 + options.mistakes * 10) {
      const broken = plantError(address, random(1_000), random(40));
      // If one of two people of the same name has the other's address, their accounts cannot be distinguished.
      if (broken !== address && !right.some((other, k) => other === broken && nameOf(k) === nameOf(i))) {
        planted.add(i);
        // An account has exactly one address, its login, but a cell of NEO may contain two.
        if (percent(50) || broken.includes(';')) (neo[i] as { workEmail: string }).workEmail = broken;
        else account.email = broken;
      }
    }
    amazon.push({ user: account, owner: i });
    // Adds an account of a leaver who is no longer in NEO.
    if (percent(1)) {
      const [otherFamily, otherGiven] = [percent(50) ? family : pick(FAMILIES), pick(GIVEN_NAMES)];
      amazon.push({
        user: {
          email: nextAddress(otherFamily, otherGiven),
          name: write(otherFamily, otherGiven, script),
          employeeCode: hasCodes ? `L${i}` : '',
        },
        owner: -1,
      });
    }
  }
  const held = new Set(amazon.map(({ user }) => user.email));
  for (let swap = 0; swap < options.swaps; swap++) {
    const candidates = neo.flatMap(({ workEmail }, i) =>
      workEmail === right[i] && held.has(workEmail) && !planted.has(i) && !swapped.has(i) ? [i] : [],
    );
    const [a, b] = [pick(candidates), pick(candidates)];
    if (a === undefined || b === undefined || a === b || (neo[a] as { name: string }).name === (neo[b] as { name: string }).name) continue;
    (neo[a] as { workEmail: string }).workEmail = right[b] as string;
    (neo[b] as { workEmail: string }).workEmail = right[a] as string;
    swapped.add(a).add(b);
  }
  const shuffledAccounts = amazon.map((one) => ({ one, key: random(1_000_000) })).sort((a, b) => a.key - b.key);
  return {
    directory: directoryOf(
      neo.map(neoUser),
      shuffledAccounts.map(({ one }) => amazonUser(one.user)),
    ),
    script,
    hasReadings,
    hasCodes,
    right,
    owners: shuffledAccounts.map(({ one }) => one.owner),
    planted,
    swapped,
  };
}
