import type { NeoUser, OrganizationApprover, Role } from '#shared/domain/directory/directory.ts';
import { FAMILY_NAMES, FEMALE_NAMES, MALE_NAMES, type NamePart } from './names.ts';
import type { DemoOrganization, OrganizationLevel } from './organizations.ts';
import type { SeededRandom } from './random.ts';

export const COMPANY_DOMAIN = 'demo-shoji.example';
export const OLD_DOMAIN = 'demo-old.example';
export const EMPLOYEE_COUNT = 1600;

export interface DemoUser extends NeoUser {
  readonly titleCode: string;
  readonly family: NamePart;
  readonly given: NamePart;
}

/** NEO's sort codes of titles (職位コード). */
const TITLE_CODES: Readonly<Record<string, string>> = {
  代表取締役社長: '010',
  専務取締役: '020',
  工場長: '030',
  支店長: '030',
  部長: '040',
  室長: '040',
  所長: '045',
  次長: '050',
  課長: '060',
  係長: '070',
  主任: '080',
  業務委託: '095',
  '': '090',
};

/** Relative number of people per kind of organization. */
const DRAW: Readonly<Record<OrganizationLevel, number>> = {
  company: 0,
  'head-office': 0,
  branch: 2,
  plant: 4,
  laboratory: 2,
  department: 3,
  section: 14,
  'sales-office': 7,
};

export function getTitleCode(title: string): string {
  return TITLE_CODES[title] ?? '090';
}

/** Creates exactly `EMPLOYEE_COUNT` people, all active and with a correct, unshared work e-mail. */
export function createEmployees(random: SeededRandom, organizations: readonly DemoOrganization[]): DemoUser[] {
  const posts = organizations.map((organization) => ({ organization, title: organization.headTitle }));
  const weighted = organizations.flatMap((organization) => Array<DemoOrganization>(weightOf(organization)).fill(organization));
  while (posts.length < EMPLOYEE_COUNT) posts.push({ organization: random.pick(weighted), title: drawTitle(random) });

  const rank = new Map(organizations.map((organization, index) => [organization.id, index]));
  posts.sort(
    (a, b) =>
      (rank.get(a.organization.id) ?? 0) - (rank.get(b.organization.id) ?? 0) || getTitleCode(a.title).localeCompare(getTitleCode(b.title)),
  );

  const codes = random.shuffled(Array.from({ length: 4200 }, (_, index) => index + 1)).slice(0, EMPLOYEE_COUNT);
  const takenLocalParts = new Set<string>();
  const takenNames = new Set<string>();
  return posts.map(({ organization, title }, index) => {
    let family = drawFamily(random);
    let given = drawGiven(random, title);
    // Namesakes exist but should be rare, so a name in use is drawn once more.
    if (takenNames.has(family.written + given.written)) {
      family = drawFamily(random);
      given = drawGiven(random, title);
    }
    takenNames.add(family.written + given.written);
    const code = codes[index] ?? 0;
    const localPart = freeLocalPart(takenLocalParts, family, given, code > 2600);
    return {
      id: String(1001 + index),
      loginId: localPart,
      name: `${family.written} ${given.written}`,
      kana: `${family.kana} ${given.kana}`,
      employeeCode: String(code).padStart(6, '0'),
      title,
      titleCode: getTitleCode(title),
      workEmail: `${localPart}@${COMPANY_DOMAIN}`,
      mobileEmail: random.chance(0.18) ? `${given.latin}-${family.latin}${code}@mobile.example` : '',
      homeEmail: random.chance(0.04) ? `${family.latin}.${given.latin}${code}@home.example` : '',
      otherEmail: '',
      state: 'active' as const,
      organizations: belongTo(random, organization, organizations),
      family,
      given,
    };
  });
}

/** Appoints 組織内承認者: the head of almost every organization, and another person in larger ones. */
export function appointApprovers(
  random: SeededRandom,
  organizations: readonly DemoOrganization[],
  users: readonly DemoUser[],
): OrganizationApprover[] {
  const people = membersByDefaultOrganization(users);
  return organizations.flatMap((organization) => {
    // About one in ten organizations gets no approver.
    if (random.chance(0.1)) return [];
    const members = people.get(organization.id) ?? [];
    const head = members.find((user) => user.title === organization.headTitle);
    const deputy = members.find((user) => user.title === '次長' || user.title === '係長');
    return [head, random.chance(0.4) ? deputy : undefined]
      .filter((user) => user !== undefined)
      .map((user) => ({ organizationId: organization.id, userId: user.id }));
  });
}

/** Creates roles for posts and committees across organizations. */
export function createRoles(random: SeededRandom, users: readonly DemoUser[]): Role[] {
  const titled = (...titles: string[]): string[] => users.filter((user) => titles.includes(user.title)).map((user) => user.id);
  const drawn = (count: number, ...titles: string[]): string[] => {
    const candidates = titles.length === 0 ? users.map((user) => user.id) : titled(...titles);
    return random.shuffled(candidates).slice(0, count);
  };
  const roles: readonly (readonly [name: string, members: string[]])[] = [
    ['社長', titled('代表取締役社長')],
    ['役員', titled('代表取締役社長', '専務取締役')],
    ['部長会', titled('部長', '室長')],
    ['支店長会', titled('支店長')],
    ['工場長会', titled('工場長')],
    ['課長', titled('課長')],
    ['購買担当者', drawn(24, '係長', '主任')],
    ['固定資産管理者', drawn(8, '課長')],
    ['情報システム管理者', drawn(6, '主任', '係長')],
    ['安全衛生委員', drawn(30)],
    ['個人情報保護管理者', drawn(12, '課長')],
    ['経費確認者', drawn(10, '係長')],
  ];
  return roles.map(([name, members], index) => ({ id: String(501 + index), name, members }));
}

function weightOf(organization: DemoOrganization): number {
  const weight = DRAW[organization.level];
  return organization.name.startsWith('製造') && organization.level === 'section' ? weight * 4 : weight;
}

function drawTitle(random: SeededRandom): string {
  const draw = random.next();
  if (draw < 0.02) return '次長';
  if (draw < 0.14) return '係長';
  if (draw < 0.36) return '主任';
  return '';
}

/** Draws a family name. The exponent makes the first names in the list, which are frequent, more likely. */
function drawFamily(random: SeededRandom): NamePart {
  const at = Math.floor(random.next() ** 1.6 * FAMILY_NAMES.length);
  return FAMILY_NAMES[at] ?? random.pick(FAMILY_NAMES);
}

function drawGiven(random: SeededRandom, title: string): NamePart {
  return random.pick(random.chance(title === '' ? 0.45 : 0.25) ? FEMALE_NAMES : MALE_NAMES);
}

/**
 * Returns an unused local part: `t-yamada` for older staff, `taro.yamada` for people hired after the rule changed; namesakes get a number.
 */
function freeLocalPart(taken: Set<string>, family: NamePart, given: NamePart, hiredAfterChange: boolean): string {
  const base = hiredAfterChange ? `${given.latin}.${family.latin}` : `${given.latin.charAt(0)}-${family.latin}`;
  let localPart = base;
  for (let number = 2; taken.has(localPart); number++) localPart = `${base}${number}`;
  taken.add(localPart);
  return localPart;
}

/** Returns the organizations of a person, the default one first. Some people have concurrent posts (兼務). */
function belongTo(random: SeededRandom, home: DemoOrganization, organizations: readonly DemoOrganization[]): readonly string[] {
  const belongs = new Set([home.id]);
  if (random.chance(0.07)) belongs.add(random.pick(organizations).id);
  if (random.chance(0.01)) belongs.add(random.pick(organizations).id);
  return [...belongs];
}

function membersByDefaultOrganization(users: readonly DemoUser[]): ReadonlyMap<string, readonly DemoUser[]> {
  const members = new Map<string, DemoUser[]>();
  for (const user of users) {
    const [home] = user.organizations;
    if (home === undefined) continue;
    const list = members.get(home);
    if (list) list.push(user);
    else members.set(home, [user]);
  }
  return members;
}
