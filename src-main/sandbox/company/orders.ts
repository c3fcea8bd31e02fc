import type { OrderStep, ServerOrder } from '#shared/domain/checkout/order.ts';
import type { DraftsFileObject } from '#shared/domain/drafts/drafts-form.ts';
import type { Route, Step } from '#shared/domain/routes/route.ts';
import type { DemoCompany } from './company.ts';
import type { DemoUser } from './employees.ts';
import { addWorkingMinutes, getWorkInstant, isWorkingDay, toDayNumber, WORKING_MINUTES } from './office-hours.ts';
import { createSeededRandom, type SeededRandom } from './random.ts';

const YEAR = 365;
/** Number of people who order. Those at the start of the list order more often. */
const ORDERERS = 420;
/** Minimum amount in yen that requires approval by the purchasing committee. */
const COMMITTEE_FROM = 150_000;

const ITEMS = [
  'コピー用紙',
  'トナーカートリッジ',
  '事務用品',
  'ファイル・バインダー',
  '作業用手袋',
  '安全靴',
  '保護メガネ',
  '梱包テープ',
  '段ボール箱',
  '電池',
  'LED 照明',
  'USB ハブ',
  'モニター',
  'キーボードとマウス',
  'ノート PC 用バッグ',
  'LAN ケーブル',
  '外付け SSD',
  'ヘッドセット',
  '清掃用品',
  '来客用のお茶',
  '文房具',
  '工具',
  '測定器の消耗品',
  'ラベルプリンター用テープ',
  'ホワイトボード',
  '会議用の備品',
  '書籍',
  '掃除機',
  '空気清浄機のフィルター',
  '台車',
] as const;

/** Planned course of one request in working minutes: the duration of each step, and the end. */
interface Fate {
  readonly waits: readonly number[];
  /** Step at which the request is rejected or withdrawn; `null` = approved. */
  readonly ends: { readonly step: number; readonly as: 'rejected' | 'cancelled'; readonly after: number } | null;
}

/**
 * Returns a year of order requests up to the morning of `today` (8:30 in Japan), newest first. A later `today` gives the same requests in a
 * later state; requests that no person can decide (suspended or missing approver) wait for weeks.
 */
export function createDemoOrders(
  company: DemoCompany,
  configuration: readonly DraftsFileObject[],
  seed: number,
  today: string,
): readonly ServerOrder[] {
  const office = new Office(company, configuration);
  const orderers = createSeededRandom(seed)
    .shuffled(company.users.filter(({ state }) => state === 'active'))
    .slice(0, ORDERERS);
  const end = toDayNumber(today);
  const now = getWorkInstant(end, -30);
  const orders: ServerOrder[] = [];
  // The counter restarts with the fiscal year, so that numbers do not depend on `today`.
  let counter = 0;
  for (let day = fiscalYearStart(end - YEAR); day < end; day++) {
    if (day === fiscalYearStart(day)) counter = 0;
    if (!isWorkingDay(day)) continue;
    const random = createSeededRandom(seed ^ Math.imul(day, 0x9e3779b1));
    const times = Array.from({ length: random.between(12, 22) }, () => random.between(0, WORKING_MINUTES - 1)).toSorted((a, b) => a - b);
    // Requests before the year are only counted; each day's requests are independent of other days.
    if (day < end - YEAR) {
      counter += times.length;
      continue;
    }
    for (const minutes of times) {
      counter++;
      const applicant = orderers[Math.floor(random.next() ** 1.8 * orderers.length)] ?? orderers[0];
      if (applicant === undefined) continue;
      const amount = drawAmount(random);
      const route = office.routeFor(applicant, amount, random);
      const title = `${random.pick(ITEMS)}の購入`;
      const steps = office.stepsFor(route, applicant);
      const fate = drawFate(random, steps);
      const requestedAt = getWorkInstant(day, minutes);
      const year = fiscalYearOf(day);
      orders.push({
        id: `${year}${String(counter).padStart(5, '0')}`,
        number: `AB-${year}-${String(counter).padStart(5, '0')}`,
        title,
        requestedAt: iso(requestedAt),
        applicantId: applicant.id,
        applicantName: applicant.name,
        routeId: route.id,
        routeName: route.name,
        amount,
        ...standingOf(steps, fate, requestedAt, now),
      });
    }
  }
  return orders.toReversed();
}

type Slots = Omit<OrderStep, 'since'> & { readonly stuck: boolean };

/** Returns the state of a request at a time. */
function standingOf(
  steps: readonly Slots[],
  { waits, ends }: Fate,
  requestedAt: number,
  now: number,
): Pick<ServerOrder, 'state' | 'decidedAt' | 'step'> {
  let at = requestedAt;
  for (const [index, { stuck, ...step }] of steps.entries()) {
    const done = addWorkingMinutes(at, ends?.step === index ? ends.after : (waits[index] ?? 0));
    if (done > now) return { state: 'pending', decidedAt: null, step: { ...step, since: iso(at) } };
    at = done;
    if (ends?.step === index) return { state: ends.as, decidedAt: iso(at), step: null };
  }
  return { state: 'approved', decidedAt: iso(at), step: null };
}

function drawFate(random: SeededRandom, steps: readonly Slots[]): Fate {
  const waits = steps.map(() => drawWait(random));
  const draw = random.next();
  const at = random.between(0, Math.max(0, steps.length - 1));
  const patience = random.between(8, 15) * WORKING_MINUTES;
  const stuck = steps.findIndex((step) => step.stuck);
  // Without an approver, the applicant withdraws the request, or an administrator completes it (強制完了).
  if (stuck >= 0 && draw < 0.3) return { waits, ends: { step: stuck, as: 'cancelled', after: patience } };
  if (stuck >= 0) return { waits: waits.with(stuck, patience), ends: null };
  if (draw < 0.04) return { waits, ends: { step: at, as: 'rejected', after: waits[at] ?? 0 } };
  if (draw < 0.065) return { waits, ends: { step: at, as: 'cancelled', after: waits[at] ?? 0 } };
  return { waits, ends: null };
}

/** Draws the duration of a step: mostly until the same or next day, sometimes a week or more. */
function drawWait(random: SeededRandom): number {
  const draw = random.next();
  if (draw < 0.38) return random.between(10, 240);
  if (draw < 0.73) return random.between(240, 1.5 * WORKING_MINUTES);
  if (draw < 0.93) return random.between(1.5 * WORKING_MINUTES, 4 * WORKING_MINUTES);
  return random.between(4 * WORKING_MINUTES, 8 * WORKING_MINUTES);
}

/** Draws an amount in yen; half of the amounts are below about 9,000. */
function drawAmount(random: SeededRandom): number {
  const spread = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return Math.min(980_000, Math.max(320, Math.round(Math.exp(9.1 + 1.1 * spread))));
}

/** Resolves approvers in this company as its server does when a request arrives. */
class Office {
  readonly #company: DemoCompany;
  readonly #routes: ReadonlyMap<string, Route>;
  readonly #users: ReadonlyMap<string, DemoUser>;
  readonly #approvers: ReadonlyMap<string, readonly string[]>;
  readonly #paths: ReadonlyMap<string, readonly string[]>;

  constructor(company: DemoCompany, configuration: readonly DraftsFileObject[]) {
    this.#company = company;
    this.#routes = new Map(configuration.flatMap((one) => (one.section === 'routes' && one.body !== null ? [[one.id, one.body]] : [])));
    this.#users = new Map(company.users.map((user) => [user.id, user]));
    const marked = Map.groupBy(company.approvers, ({ organizationId }) => organizationId);
    this.#approvers = new Map(Array.from(marked, ([id, approvers]) => [id, approvers.map(({ userId }) => userId)]));
    // Parents precede their children in the list.
    const paths = new Map<string, readonly string[]>();
    for (const { id, parentId } of company.organizations) paths.set(id, [...((parentId !== null && paths.get(parentId)) || []), id]);
    this.#paths = paths;
  }

  routeFor(applicant: DemoUser, amount: number, random: SeededRandom): Route {
    const own = ['demo-route-fukuoka', 'demo-route-department'].find((id) => this.#isOpenTo(id, applicant));
    const choice = amount >= COMMITTEE_FROM && random.chance(0.8) ? 'demo-route-committee' : (own ?? 'demo-route-standard');
    const route = this.#routes.get(choice);
    if (route === undefined) throw new RangeError(`the demo company has no route ${choice}`);
    return route;
  }

  stepsFor({ steps }: Route, applicant: DemoUser): readonly Slots[] {
    return steps.map(({ approvers }, at) => {
      const { name, users } = this.#slotsOf(approvers, applicant);
      const people = users.flatMap((id) => this.#users.get(id) ?? []).filter(({ id, state }) => id !== applicant.id && state !== 'deleted');
      return {
        index: at + 1,
        count: steps.length,
        name,
        approverIds: people.map(({ id }) => id),
        approverNames: people.map((person) => person.name),
        stuck: !people.some(({ state }) => state === 'active'),
      };
    });
  }

  #slotsOf(approvers: Step['approvers'], applicant: DemoUser): { readonly name: string; readonly users: readonly string[] } {
    switch (approvers.kind) {
      case 'users':
        return { name: approvers.users.map((id) => this.#users.get(id)?.name ?? '').join('、'), users: approvers.users };
      case 'role': {
        const role = this.#company.roles.find(({ id }) => id === approvers.roleId);
        return { name: role?.name ?? '', users: (role?.members ?? []).filter((id) => this.#users.get(id)?.state === 'active') };
      }
      case 'group':
        return { name: approvers.name, users: approvers.members };
      case 'organization':
        return this.#approversOf(approvers.organizationId);
      case 'hierarchy': {
        const path = this.#pathTo(applicant.organizations[0] ?? '');
        return this.#approversOf(path[Math.min(approvers.from, path.length) - 1] ?? '');
      }
      case 'applicant':
        return { name: applicant.name, users: [applicant.id] };
    }
  }

  #approversOf(organizationId: string): { readonly name: string; readonly users: readonly string[] } {
    return {
      name: `${this.#company.organizations.find(({ id }) => id === organizationId)?.name ?? ''}の承認者`,
      users: this.#approvers.get(organizationId) ?? [],
    };
  }

  #isOpenTo(routeId: string, { organizations }: DemoUser): boolean {
    const access = this.#routes.get(routeId)?.access;
    if (access?.kind !== 'listed') return false;
    const path = this.#pathTo(organizations[0] ?? '');
    return access.principals.some(({ kind, id }) => kind === 'organization' && path.includes(id));
  }

  /** Returns the ids from the company down to the organization. */
  #pathTo(organizationId: string): readonly string[] {
    return this.#paths.get(organizationId) ?? [];
  }
}

const fiscalYearOf = (day: number): number => {
  const date = new Date(day * 86_400_000);
  return date.getUTCFullYear() - (date.getUTCMonth() < 3 ? 1 : 0);
};
/** Returns April 1 on or before a day. */
const fiscalYearStart = (day: number): number => Date.UTC(fiscalYearOf(day), 3, 1) / 86_400_000;
const iso = (instant: number): string => new Date(Math.round(instant / 1000) * 1000).toISOString().replace('.000Z', 'Z');
