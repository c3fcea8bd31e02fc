import type { AllowedUsers, AmazonRow, JudgedCompany, NeoRow } from './judge.ts';

/** Returns a generator of pseudo-random numbers below 1 (mulberry32), so that a company can be generated again from its seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const FAMILY = [
  ['佐藤', 'sato'],
  ['鈴木', 'suzuki'],
  ['高橋', 'takahashi'],
  ['田中', 'tanaka'],
  ['和田', 'wada'],
  ['渡邊', 'watanabe'],
] as const;
const GIVEN_NAMES = [
  ['太郎', 'taro'],
  ['花子', 'hanako'],
  ['智子', 'tomoko'],
  ['典子', 'noriko'],
  ['健', 'ken'],
] as const;
const ORGANIZATIONS = ['o1', 'o2', 'o3'] as const;
const BAD_ADDRESSES = ['', 'なし', 'tanaka', 'a..b@example.co.jp', '@example.co.jp', 'a@b@example.co.jp'] as const;
const INACTIVE_WORDS = ['使用停止中', 'ログイン拒否中', 'ロック', '削除済み'] as const;
const ROLES = ['パンチアウト', 'カタログ連携', '購買依頼者', '管理者', '購買依頼者;パンチアウト', '担当', '', 'パンチアウト;担当'] as const;
const GROUPS = ['購買', '購買二課', '総務', '経理', '研究'] as const;
/** The group 研究 is omitted, so its purchasing system is unknown. */
export const PURCHASING: ReadonlyMap<string, boolean> = new Map([
  ['購買', true],
  ['購買二課', true],
  ['総務', false],
  ['経理', false],
]);

/** Generates a company with mistakes as in the lists of real companies. */
export function drawCompany(seed: number): JudgedCompany {
  const random = randomFrom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const happens = (share: number): boolean => random() < share;
  // The share of mistakes varies by company; some companies have few.
  const mistakes = pick([0.02, 0.1, 0.3]);
  const neo: NeoRow[] = [];
  const amazon: AmazonRow[] = [];
  const people = 20 + Math.floor(random() * 100);
  for (let at = 0; at < people; at++) {
    const [family, familyLatin] = pick(FAMILY);
    const [given, givenLatin] = pick(GIVEN_NAMES);
    const address = `${givenLatin}.${familyLatin}${at}@example.co.jp`;
    const workEmail = happens(mistakes / 3) ? pick(BAD_ADDRESSES) : happens(mistakes / 4) ? (pick(neo)?.workEmail ?? address) : address;
    const state = happens(mistakes) ? pick(INACTIVE_WORDS) : happens(mistakes / 4) ? '休職' : '有効';
    const name = `${family} ${given}`;
    neo.push({ id: String(at + 1), name, workEmail, state, organization: pick(ORGANIZATIONS) });
    if (happens(mistakes / 3)) continue;
    const email = happens(mistakes / 3) ? pick([address.toUpperCase(), `x${address}`, address.replace('.', '')]) : address;
    amazon.push(...drawAccount({ email, name, random, mistakes }));
  }
  for (let at = 0; at < people / 20; at++)
    amazon.push(...drawAccount({ email: `guest${at}@example.co.jp`, name: `来客 ${at}`, random, mistakes }));
  return { neo, amazon, purchasing: PURCHASING, allowed: drawAllowed(neo, random) };
}

function drawAccount(of: { email: string; name: string; random: () => number; mistakes: number }): AmazonRow[] {
  const { email, name, random, mistakes } = of;
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const happens = (share: number): boolean => random() < share;
  const groups = new Set<string>([happens(mistakes) ? pick(GROUPS) : '購買']);
  while (happens(mistakes + 0.1)) groups.add(pick(GROUPS));
  return [...groups].map((group, at) => ({
    email,
    name: at > 0 && happens(mistakes / 10) ? `${name}（旧）` : name,
    group,
    role: happens(mistakes) ? pick(ROLES) : 'パンチアウト',
    state: happens(mistakes / 2) ? pick(['招待中', '削除済み', '審査中']) : 'アクティブ',
  }));
}

function drawAllowed(neo: readonly NeoRow[], random: () => number): AllowedUsers {
  const kind = Math.floor(random() * 3);
  if (kind === 0) return 'everybody';
  if (kind === 1) return { users: neo.filter(() => random() < 0.8).map(({ id }) => id), organizations: [] };
  return { users: [], organizations: ['o1', 'o3'] };
}
