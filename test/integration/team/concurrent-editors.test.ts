import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallInput } from '#shared/contract/calls.ts';
import { PROPERTY_SEED } from '../../support/property-seed.ts';
import { openDemoPlan } from '../../support/team-demo.ts';
import { type Browser, startTestTeam, type TestTeam } from '../../support/team-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Ten editors change the same objects at once over HTTP. */

const EDITORS = 10;
/** Number of random schedules; `TSUNAGI_EDITOR_SCHEDULES=2000` needs about half an hour. */
const SCHEDULES = Number(process.env['TSUNAGI_EDITOR_SCHEDULES'] ?? 1);
/** Actions of one editor in a schedule, about two thirds of which are edits. Fewer in a long run, which draws more schedules instead. */
const ACTIONS = SCHEDULES === 1 ? 40 : 12;
const TIMEOUT_MS = 60_000 + SCHEDULES * 60_000;
const GROUP_IDS = ['demo-invoice-1', 'demo-invoice-2'] as const;
const FIELDS = ['name', 'code'] as const;
type Field = `demo-invoice-${number} ${(typeof FIELDS)[number]}`;

/** A saved change of one field; every written value is unique. */
interface Change {
  readonly was: string;
  readonly value: string;
}
interface Refusal extends Change {
  readonly field: Field;
  /** The values that the refusal names: the own one and the saved one. */
  readonly named: readonly string[];
}

let test: TestTeam;
let demo: string;
let editors: readonly Browser[];

/** Two people and an object that no schedule uses. */
const OTHERS = ['editor-a', 'editor-b'] as const;
const OTHER_FIELD = 'demo-invoice-4 name';

const people = Array.from({ length: EDITORS }, (_, at) => ({ subject: `editor-${at}`, name: `編集者 ${at}`, roles: ['editor'] }));

beforeAll(async () => {
  const administrator = { subject: 'administrator', name: '管理者', roles: ['serverAdministrator'] };
  const others = OTHERS.map((subject) => ({ subject, name: subject, roles: ['editor'] }));
  test = await startTestTeam(temporaryFolder('team-editors'), [administrator, ...people, ...others]);
  demo = await openDemoPlan(test, await test.signIn('administrator'));
  editors = await Promise.all(people.map(({ subject }) => test.signIn(subject)));
}, 120_000);
afterAll(() => test.close());

async function readFields(browser: Browser, ids: readonly `demo-invoice-${number}`[] = GROUP_IDS): Promise<Map<Field, string>> {
  const fields = new Map<Field, string>();
  for (const id of ids) {
    const result = await browser.call('drafts.get', { section: 'invoice_groups', id }, demo);
    if (!result.ok) throw new Error(result.error.code);
    const body = result.value.object.draft as unknown as Record<string, string>;
    for (const name of FIELDS) fields.set(`${id} ${name}`, body[name] as string);
  }
  return fields;
}

function createEdit(field: Field, { was, value }: Change): CallInput<'drafts.apply'>['command'] {
  const [id = '', name = ''] = field.split(' ');
  const edit = { kind: 'set', fields: { [name]: value }, was: { [name]: was } };
  return { kind: 'edit', section: 'invoice_groups', id, edit } as CallInput<'drafts.apply'>['command'];
}

/** What the editors saved and what was refused in one schedule. */
interface Outcome {
  readonly saved: ReadonlyMap<Field, Change[]>;
  readonly refused: Refusal[];
}

/** One editor: reads from time to time, and edits what it read last. `prefix`: makes its values unique. */
async function work(browser: Browser, prefix: string, choices: readonly number[], { saved, refused }: Outcome): Promise<void> {
  let seen = await readFields(browser);
  for (const [action, choice] of choices.entries()) {
    if (choice % 3 === 0) {
      seen = await readFields(browser);
      continue;
    }
    const field = [...seen.keys()][choice % seen.size] as Field;
    const change = { was: seen.get(field) as string, value: `${prefix}-${action}` };
    const result = await browser.call('drafts.apply', { command: createEdit(field, change) }, demo);
    if (result.ok) {
      seen.set(field, change.value);
      saved.get(field)?.push(change);
    } else {
      expect(result.error.code).toBe('draft-conflict');
      const named = (result.error.conflicts ?? []).flatMap(({ mine, saved: theirs }) =>
        [mine, theirs].map(({ params }) => String(params['text'])),
      );
      refused.push({ field, ...change, named });
      seen = await readFields(browser);
    }
  }
}

/** Each saved change replaced the value that its author had seen, so that together they lead from the first value to the last. */
function expectUnbrokenChain(field: Field, first: string, changes: readonly Change[], last: string): void {
  let value = first;
  const byReplaced = new Map(changes.map((change) => [change.was, change]));
  for (let next = byReplaced.get(value); next !== undefined; next = byReplaced.get(value)) {
    byReplaced.delete(value);
    value = next.value;
  }
  expect([field, value, byReplaced.size]).toEqual([field, last, 0]);
}

/** Runs a schedule of all editors at once, and holds its outcome to the law. */
async function runSchedule(seed: number): Promise<Outcome> {
  const choices = fc.sample(fc.array(fc.nat(1_000), { minLength: ACTIONS, maxLength: ACTIONS }), { numRuns: EDITORS, seed });
  const [reader] = editors as [Browser];
  const before = await readFields(reader);
  const outcome: Outcome = { saved: new Map([...before.keys()].map((field) => [field, []])), refused: [] };
  const ends = await Promise.allSettled(choices.map((own, at) => work(editors[at] as Browser, `s${seed}-e${at}`, own, outcome)));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  const after = await readFields(reader);
  for (const [field, changes] of outcome.saved) {
    expectUnbrokenChain(field, before.get(field) as string, changes, after.get(field) as string);
  }
  for (const { field, value, named } of outcome.refused) {
    const [mine, theirs] = named;
    expect(mine).toBe(value);
    expect([before.get(field), ...(outcome.saved.get(field) ?? []).map((change) => change.value)]).toContain(theirs);
  }
  return outcome;
}

it(
  'saves every acknowledged change of ten editors at once, and shows both values of a refused one',
  async () => {
    let saved = 0;
    let refused = 0;
    for (let at = 0; at < SCHEDULES; at++) {
      const seed = PROPERTY_SEED + at;
      const outcome = await runSchedule(seed).catch((error: unknown) => {
        throw new Error(`schedule with TSUNAGI_SEED=${seed}`, { cause: error });
      });
      saved += [...outcome.saved.values()].reduce((sum, changes) => sum + changes.length, 0);
      refused += outcome.refused.length;
      if (SCHEDULES > 1 && (at + 1) % 50 === 0) process.stdout.write(`${at + 1} schedules: ${saved} saved, ${refused} refused\n`);
    }
    expect(saved).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);

it('undoes the last step of the person alone, and never over a later change of another', async () => {
  const [one, other] = (await Promise.all(OTHERS.map((subject) => test.signIn(subject)))) as [Browser, Browser];
  const read = async (): Promise<string> => (await readFields(one, ['demo-invoice-4'])).get(OTHER_FIELD) as string;
  const set = async (browser: Browser, was: string, value: string): Promise<void> => {
    expect(await browser.call('drafts.apply', { command: createEdit(OTHER_FIELD, { was, value }) }, demo)).toMatchObject({ ok: true });
  };
  const undo = async (browser: Browser): Promise<string> => {
    const result = await browser.call('drafts.undo', {}, demo);
    return `${result.ok ? result.value.changed.length : result.error.code} changed: ${await read()}`;
  };
  await set(one, await read(), 'A');
  await set(other, 'A', 'B');
  expect(await undo(one)).toBe('0 changed: B');
  expect(await undo(other)).toBe('1 changed: A');
});
