import { createRoute } from '#shared/domain/routes/route.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import { type ActRunner, ask, draftAt, edited, personAt, pick, SECTIONS } from './doer.ts';

const SINGLES = ['integration', 'common_settings', 'allowed_users'] as const;
const NAMES = ['営業', '本社', '東日本', '物品購入', ''] as const;
const CODES = ['HONSHA01', 'HIGASHI01', 'NISHI01', 'ＫＯＪＯ01', ''] as const;

/** Returns an edit of an object of a section, chosen by two numbers. */
function editOf(section: (typeof SECTIONS)[number] | (typeof SINGLES)[number], b: number): object {
  const user = personAt(b);
  const set = (fields: object) => ({ kind: 'set', fields });
  const edits: Record<typeof section, readonly object[]> = {
    routes: [
      { kind: 'set-name', name: `経路${b % 5}` },
      { kind: 'set-status', status: b % 2 === 0 ? 'complete' : 'incomplete' },
      { kind: 'set-access', access: { kind: 'listed', principals: [{ kind: 'user', id: user }] } },
      {
        kind: 'insert-step',
        at: b % 3,
        step: {
          id: `step-${b % 4}`,
          role: 'approve',
          finalDecider: false,
          approvers: { kind: 'users', users: [user] },
          rule: 'one',
          expectedDays: b % 4,
          branch: null,
        },
      },
      { kind: 'remove-step', stepId: `step-${b % 4}` },
      { kind: 'move-step', stepId: `step-${b % 4}`, to: b % 3 },
    ],
    serials: [
      set({ name: `連番${b % 5}` }),
      set({ startValue: b % 100, reset: 'month' }),
      { kind: 'splice', field: 'parts', at: b % 3, remove: b % 2, insert: [{ kind: 'text', text: 'X' }] },
    ],
    invoice_groups: [
      set({ name: pick(NAMES, b) }),
      set({ code: pick(CODES, b) }),
      { kind: 'splice', field: 'users', at: 0, remove: b % 2, insert: [user] },
      set({ users: [], organizations: [] }),
    ],
    amazon_groups: [set({ integrationOption: pick(CODES, b) }), set({ name: pick(NAMES, b), addresses: b % 4 })],
    integration: [set({ systemLogin: `LOGIN${b % 4}` }), set({ punchoutUrl: '' })],
    common_settings: [
      set({ title: `件名${b % 5}` }),
      set({ routeId: b % 2 === 0 ? 'demo-route-standard' : null }),
      set({ serialId: 'demo-serial-standard' }),
    ],
    allowed_users: [
      set({ everyone: b % 2 === 0 }),
      { kind: 'splice', field: 'users', at: 0, remove: 0, insert: [user] },
      { kind: 'splice', field: 'users', at: 0, remove: 1, insert: [] },
    ],
  };
  return pick(edits[section], Math.floor(b / 5)) as object;
}

/** Actions on drafts. */
export const DRAFT_ACTS = {
  async edit(_, desk, { a, b }) {
    const at = await draftAt(desk, a, b);
    return at === null ? null : edited(desk, { kind: 'edit', ...at, edit: editOf(at.section, b) });
  },
  async 'edit single'(_, desk, { a, b }) {
    const section = pick(SINGLES, a) ?? 'integration';
    return edited(desk, { kind: 'edit', section, id: section, edit: editOf(section, b) });
  },
  async note(_, desk, { a, b }) {
    const at = await draftAt(desk, a, b);
    return at === null ? null : edited(desk, { kind: 'note', ...at, note: `覚え${b % 3}` });
  },
  async create(_, desk, { a, b }) {
    return desk.console.call('drafts.create', { section: pick(SECTIONS, a) ?? 'routes', name: `新しい${b % 6}`, template: null });
  },
  async put(_, desk, { a, b }) {
    const id = `drawn-${b % 4}`;
    const bodies = [
      { section: 'routes', body: { ...createRoute(id, `経路 ${b % 7}`), status: 'complete' } },
      { section: 'serials', body: createSerial(`連番 ${b % 7}`) },
      { section: 'invoice_groups', body: { code: pick(CODES, b) ?? '', name: `組 ${b % 7}`, users: [personAt(b)], organizations: [] } },
    ];
    return edited(desk, { kind: 'put', id, note: '', ...pick(bodies, a) });
  },
  async duplicate(_, desk, { a, b }) {
    const at = await draftAt(desk, a, b);
    return at === null ? null : desk.console.call('drafts.duplicate', { objects: [{ ...at, name: `写し${b % 3}` }] });
  },
  async rename(_, desk, { a, b }) {
    const at = await draftAt(desk, a, b);
    return at === null ? null : desk.console.call('drafts.rename', { ...at, name: `改名${b % 3}` });
  },
  async revert(_, desk, { a, b }) {
    const at = await draftAt(desk, a, b);
    return at === null ? null : desk.console.call('drafts.revert', { objects: [at] });
  },
  async delete(_, desk, { a, b }) {
    const at = await draftAt(desk, a, b);
    return at === null ? null : desk.console.call('drafts.delete', { objects: [at] });
  },
  undo: (_, desk) => desk.console.call('drafts.undo', {}),
  redo: (_, desk) => desk.console.call('drafts.redo', {}),
  async 'keep for a day'(_, desk, { a, b }) {
    const open = (await ask(desk, 'datedChanges.list', {}))?.open ?? [];
    const objects = open.filter((_each, at) => (at + a) % 2 === 0).map(({ section, id }) => ({ section, id }));
    if (objects.length === 0) return null;
    return desk.console.call('datedChanges.keep', { name: `改編${b % 3}`, day: '2026-05-01', objects, people: [], rehearsed: false });
  },
  async 'take kept'(_, desk, { a }) {
    const listed = await ask(desk, 'datedChanges.list', {});
    const one = pick(listed?.changes ?? [], a);
    return listed === null || one === undefined
      ? null
      : desk.console.call('datedChanges.take', { id: one.id, revision: listed.revision, except: [] });
  },
  async 'give up kept'(_, desk, { a }) {
    const one = pick((await ask(desk, 'datedChanges.list', {}))?.changes ?? [], a);
    return one === undefined ? null : desk.console.call('datedChanges.withdraw', { id: one.id });
  },
} as const satisfies Record<string, ActRunner>;
