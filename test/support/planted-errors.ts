import fc from 'fast-check';
import type { Directory } from '#shared/domain/directory/directory.ts';
import { amazonUser, directoryOf, neoUser } from './directories.ts';

/** Companies with known correct addresses: one address per person, and a mistake on at most one side. */
export interface PlantedCompany {
  readonly directory: Directory;
  /** Correct address by person, on both lists. */
  readonly right: readonly string[];
  /** The side with the mistake, by person. */
  readonly wrong: readonly ('neo' | 'amazon' | null)[];
  readonly companyDomains: readonly string[];
  readonly aliasDomains: readonly { readonly from: string; readonly to: string }[];
}

export const DOMAIN = 'minato-seiki.co.jp';
const OLD_DOMAIN = 'minato.example';

const FAMILIES = [
  ['山田', 'ヤマダ', 'yamada'],
  ['佐藤', 'サトウ', 'sato'],
  ['大野', 'オオノ', 'ono'],
  ['渡辺', 'ワタナベ', 'watanabe'],
  ['千葉', 'チバ', 'chiba'],
  ['藤井', 'フジイ', 'fujii'],
  ['森', 'モリ', 'mori'],
] as const;
const GIVEN_NAMES = [
  ['太郎', 'タロウ', 'taro'],
  ['毅', 'タケシ', 'takeshi'],
  ['純子', 'ジュンコ', 'junko'],
  ['花子', 'ハナコ', 'hanako'],
  ['翔平', 'ショウヘイ', 'shohei'],
  ['千尋', 'チヒロ', 'chihiro'],
] as const;

/** Formats in which a local part is composed of the name; the first is the company's format, the others are personal ones. */
const LOCALS: readonly ((family: string, given: string, at: number) => string)[] = [
  (family, given) => `${given.charAt(0)}.${family}`,
  (family, given) => `${given.slice(0, 2)}.${family}`,
  (family, given, at) => `${given.charAt(0)}.${family}${at}`,
  (family, given) => `${family}.${given}`,
  (family) => family,
  (family, given) => `${given.charAt(0)}${family}`,
  (_, given, at) => `${given}-${at}`,
  (family, given) => `${given.charAt(0)}.${family.replace('o', 'oh').replace('j', 'jy')}`,
];

const cut = (text: string, at: number): [number, string] => [at % text.length, text];
/** Mistakes in an address; the number selects the position. Each mistake changes the address. */
const ERRORS: readonly ((address: string, at: number) => string)[] = [
  (address) => `${address} `,
  (address) => `\u3000${address}`,
  (address) => address.replace('@', '\u200b@'),
  (address) => address.replace('@', '＠'),
  (address) => address.replace(/[a-z]/, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
  (address) => address.replace('-', 'ー'),
  (address) => address.replace('co.jp', 'CO.jp'),
  (address) => address.charAt(0).toUpperCase() + address.slice(1),
  (address) => address.replace(/[aeo]/, (letter) => ({ a: 'а', e: 'е', o: 'о' })[letter] as string),
  (address) => address.replace('minato', 'mintao'),
  (address) => address.replace('seiki', 'seki'),
  (address) => address.replace(DOMAIN, OLD_DOMAIN),
  (address) => address.replace(DOMAIN, 'gmail.com'),
  (address) => address.replace('@', '+amazon@'),
  (address) => address.replace(/[a-z](?=@|\d)/, '?'),
  (address) => address.replace('@', '@@'),
  (address) => `${address};info@${DOMAIN}`,
  (address, n) => {
    const [at, local] = cut(localOf(address), n);
    return local.length < 2 ? `x${address}` : local.slice(0, at) + local.slice(at + 1) + rest(address);
  },
  (address, n) => {
    const [at, local] = cut(localOf(address), n);
    return `${local.slice(0, at)}${local.charAt(at)}${local.slice(at)}${rest(address)}`;
  },
  (address, n) => {
    const [at, local] = cut(localOf(address), n);
    return `${local.slice(0, at)}${local.charAt(at) === 'k' ? 'm' : 'k'}${local.slice(at + 1)}${rest(address)}`;
  },
  (address) => `someone.else${rest(address)}`,
];
/** Returns an address of `DOMAIN` with one of the mistakes, or unchanged if it lacks the character that the mistake needs. */
export const plantError = (address: string, error: number, at: number): string =>
  (ERRORS[error % ERRORS.length] as (typeof ERRORS)[number])(address, at);
const localOf = (address: string): string => address.slice(0, address.indexOf('@'));
const rest = (address: string): string => address.slice(address.indexOf('@'));

const anyPerson = fc.record({
  family: fc.constantFrom(...FAMILIES),
  given: fc.constantFrom(...GIVEN_NAMES),
  local: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(LOCALS.length - 1) }),
  side: fc.constantFrom<('neo' | 'amazon' | null)[]>(null, null, 'neo', 'amazon'),
  error: fc.nat(ERRORS.length - 1),
  place: fc.nat(40),
  isActive: fc.boolean(),
});

/** If `isKnown`, every person has a code and a name on both sides. Otherwise only the addresses connect the two sides. */
export const anyPlantedCompany: fc.Arbitrary<PlantedCompany> = fc
  .record({
    people: fc.array(anyPerson, { minLength: 1, maxLength: 30 }),
    isKnown: fc.boolean(),
    tellsDomains: fc.boolean(),
    tellsAlias: fc.boolean(),
  })
  .map(({ people, isKnown, tellsDomains, tellsAlias }) => {
    const taken = new Set<string>();
    const right: string[] = [];
    const wrong: ('neo' | 'amazon' | null)[] = [];
    const neo: Parameters<typeof neoUser>[0][] = [];
    const amazon: Parameters<typeof amazonUser>[0][] = [];
    people.forEach(({ family, given, local, side, error, place, isActive }, at) => {
      const make = LOCALS[local] as (typeof LOCALS)[number];
      const named = `${make(family[2], given[2], at)}@${DOMAIN}`;
      const address = taken.has(named) ? `${given[2]}.${family[2]}${at}@${DOMAIN}` : named;
      taken.add(address);
      const broken = (ERRORS[error] as (typeof ERRORS)[number])(address, place);
      const name = `${family[0]} ${given[0]}`;
      right.push(address);
      wrong.push(broken === address ? null : side);
      neo.push({
        id: String(at),
        name,
        kana: `${family[1]} ${given[1]}`,
        employeeCode: isKnown ? `E${at}` : '',
        workEmail: side === 'neo' ? broken : address,
      });
      amazon.push({
        name: isKnown ? name : '',
        employeeCode: isKnown ? `E${at}` : '',
        email: side === 'amazon' ? broken : address,
        state: isActive ? 'active' : 'invited',
      });
    });
    return {
      directory: directoryOf(neo.map(neoUser), amazon.map(amazonUser)),
      right,
      wrong,
      companyDomains: tellsDomains ? [DOMAIN] : [],
      aliasDomains: tellsAlias ? [{ from: OLD_DOMAIN, to: DOMAIN }] : [],
    };
  });
