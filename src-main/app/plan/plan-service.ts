import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { DraftEdit } from '#shared/domain/drafts/commands.ts';
import { listDraftEdits } from '#shared/domain/drafts/commands.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { BODY_SCHEMAS } from '#shared/domain/drafts/sections.ts';
import { mayApply } from '#shared/domain/sync/guards/guard-answers.ts';
import { mergePolicy } from '#shared/domain/sync/guards/merge-policy.ts';
import { createIgnoredDifference, formatDifference } from '#shared/domain/sync/merge/decide.ts';
import { takeServerValue } from '#shared/domain/sync/merge/take-server-value.ts';
import { countPossibleLosses } from '#shared/domain/sync/plan/effect.ts';
import type { ObjectItem, PlanItem, Resolution } from '#shared/domain/sync/plan/item.ts';
import { createPlan } from '#shared/domain/sync/plan/make-plan.ts';
import { createPlanHeadline } from '#shared/domain/sync/plan/overview.ts';
import { isHeldBack, selectPlanItems, unselectPlanItems } from '#shared/domain/sync/plan/select.ts';
import { describeItemField, describeObject } from '#shared/domain/sync/wording/label.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import type { JobContext } from '../../company/job-context.ts';
import { type CachedPlan, createEmptyStaleness } from '../../company/plan/plan-cache.ts';
import { createPlanNames } from '../../company/plan/plan-names.ts';
import { readServer } from '../../company/server/read-server.ts';
import type { ServerAccess } from '../../company/server/server-access.ts';
import type { ServerObjectsRead } from '../../company/server/server-objects.ts';
import type { CompanySession } from '../../company/session.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { EMPTY_EVENT_FIELDS, type HistoryRecord } from '../../storage/history-log.ts';
import { getPlanOutline, listPlanRows, toNeighbours, toPlanItemDetail, toPlanRow } from './plan-views.ts';
import { adoptServerValues } from './take-over.ts';

/** Differences between drafts and server, and the user's decisions about them. */
export interface PlanService {
  /** Reads the server. Throws `apply-running` if a run starts sending during the read. */
  readServer(access: ServerAccess | null, work: JobContext): Promise<ServerObjectsRead>;
  planState(): Promise<CallOutput<'plan.state'>>;
  planItems(window: CallParsedInput<'plan.items'>): Promise<CallOutput<'plan.items'>>;
  planItem(at: CallParsedInput<'plan.item'>): Promise<CallOutput<'plan.item'>>;
  resolvePlan(order: CallParsedInput<'plan.resolve'>): Promise<CallOutput<'plan.resolve'>>;
  takeTheirs(order: CallParsedInput<'plan.takeTheirs'>): Promise<CallOutput<'plan.takeTheirs'>>;
  ignoreDifferences(order: CallParsedInput<'plan.ignore'>): Promise<CallOutput<'plan.ignore'>>;
  unignoreDifferences(order: CallParsedInput<'plan.unignore'>): Promise<CallOutput<'plan.unignore'>>;
  ignoredDifferences(window: CallParsedInput<'plan.ignored'>): Promise<CallOutput<'plan.ignored'>>;
  selectPlan(order: CallParsedInput<'plan.select'>): Promise<CallOutput<'plan.select'>>;
  planEffects(): Promise<CallOutput<'plan.effects'>>;
  planPeople(window: CallParsedInput<'plan.people'>): Promise<CallOutput<'plan.people'>>;
  planGuards(order: CallParsedInput<'plan.guards'>): Promise<CallOutput<'plan.guards'>>;
  guardPolicy(): Promise<CallOutput<'plan.policy'>>;
  changeGuardPolicy(
    policy: CallParsedInput<'plan.changePolicy'>['policy'],
    began?: CallParsedInput<'plan.changePolicy'>['began'],
  ): Promise<CallOutput<'plan.changePolicy'>>;
  serverChanges(window: CallParsedInput<'plan.serverChanges'>): Promise<CallOutput<'plan.serverChanges'>>;
  /** Unlocks a production company for a limited time; `null` locks it again. Throws `arm-name-differs` if the entered name is wrong. */
  armCompany(company: string | null): Promise<{ armedUntil: string | null }>;
}

interface Place {
  readonly key: string;
  readonly path: string;
}

export function createPlanService(session: CompanySession): PlanService {
  const { plans } = session;

  const required = (): CachedPlan => plans.requirePlanned();

  function itemOf(planned: CachedPlan, key: string): PlanItem {
    const item = planned.plan.byKey.get(key);
    if (item === undefined) throw new ExpectedError('plan-item-not-found');
    return item;
  }

  /** Returns an item of the plan. Throws `plan-item-not-found` for a secret, which has no fields to compare. */
  function objectOf(planned: CachedPlan, key: string): ObjectItem {
    const item = itemOf(planned, key);
    if (item.secret !== null) throw new ExpectedError('plan-item-not-found');
    return item;
  }

  const outline = () => getPlanOutline(plans.planned(), { revision: plans.revision(), digest: plans.digest() });

  /** Returns the plan after a change, with those of the given items that it still contains. */
  function changed(keys: Iterable<string>) {
    const planned = required();
    const items = [...new Set(keys)].flatMap((key) => {
      const item = planned.plan.byKey.get(key);
      return item === undefined ? [] : [toPlanRow(planned, item, createPlanNames(session))];
    });
    return { ...outline(), items };
  }

  /** Groups the requested paths by item; the path `''` selects the whole item. */
  function byKey(
    planned: CachedPlan,
    at: readonly Place[],
  ): ReadonlyMap<string, { readonly item: ObjectItem; readonly paths: Set<string> | 'all' }> {
    const found = new Map<string, { item: ObjectItem; paths: Set<string> | 'all' }>();
    for (const { key, path } of at) {
      const item = found.get(key)?.item ?? objectOf(planned, key);
      const paths = found.get(key)?.paths ?? new Set<string>();
      if (path === '' || paths === 'all') found.set(key, { item, paths: 'all' });
      else found.set(key, { item, paths: paths.add(path) });
    }
    return found;
  }

  /** Returns the requested differences per item. Throws `plan-item-not-found` if one no longer exists. */
  function differing(planned: CachedPlan, at: readonly Place[]) {
    const found = [...byKey(planned, at)].flatMap(([, { item, paths }]) => {
      const fields = paths === 'all' ? item.fields : item.fields.filter(({ path }) => paths.has(path));
      if (paths !== 'all' && fields.length < paths.size) throw new ExpectedError('plan-item-not-found');
      return fields.length === 0 ? [] : [{ item, fields }];
    });
    if (found.length === 0) throw new ExpectedError('plan-item-not-found');
    return found;
  }

  /** Throws `invalid-input` if the decisions would make the object invalid. */
  function requireReadable(
    file: CompanyFile,
    planned: CachedPlan,
    item: ObjectItem,
    decided: ReadonlyMap<string, Resolution | null>,
  ): void {
    const { section, id, base, draft, server, key } = item;
    const decisions = new Map(
      item.fields.flatMap((field) => {
        const given = decided.get(field.path);
        const resolution = given === undefined ? field.resolution : (given ?? undefined);
        return resolution === undefined ? [] : [[field.path, { resolution, difference: formatDifference(field) }] as const];
      }),
    );
    const trial = createPlan(
      {
        server: planned.plan.server,
        resolutions: new Map([[key, decisions]]),
        ignored: file.decisions.ignored(),
        secrets: [],
        today: session.today(),
      },
      [{ section, id, base, draft, server }],
    );
    const target = trial.byKey.get(key)?.target ?? null;
    if (target !== null && !BODY_SCHEMAS[section].safeParse(target).success)
      throw new ExpectedError('invalid-input', { call: 'plan.resolve', field: [...decided.keys()][0] ?? '', problem: 'other-form' });
  }

  const recordOf = (
    item: ObjectItem | { section: ObjectItem['section']; id: string; name: string },
  ): Omit<HistoryRecord, 'kind' | 'sentence' | 'reason'> => ({
    ...EMPTY_EVENT_FIELDS,
    at: session.timestamp(),
    by: session.operator,
    section: item.section,
    id: item.id,
    name: item.name,
  });

  return {
    readServer: (given, work) => readServer(session, given, work),
    async planState() {
      const file = session.file();
      const reading = file.server.reading();
      const planned = plans.glance();
      const open = file.journal.openRun();
      const counts = open === null ? null : file.journal.counts(open.id);
      const { kind } = file.company();
      return {
        ...getPlanOutline(planned, { revision: plans.revision(), digest: '' }),
        headline: planned === null ? createPhrase('plan.headline.nothing') : createPlanHeadline(planned.plan, planned.selection),
        company: { kind, ...plans.standing(file) },
        server: reading?.kind ?? null,
        read:
          reading === null || reading.kind === 'stock-neo'
            ? null
            : {
                at: reading.at,
                label: reading.label,
                objects: planned?.plan.server.entries.size ?? 0,
                adopted: reading.adopted,
                settled: reading.settled,
                complete: [...reading.complete],
                unreadable: reading.unreadable.map((one) => ({ ...one })),
              },
        lease: plans.lease,
        refused: (planned?.plan.refused ?? []).map((part) => ({ ...part })),
        run:
          open === null || counts === null
            ? null
            : {
                id: open.id,
                state: session.applies.stateOf(open),
                done: counts.done,
                failed: counts.failed,
                total: counts.done + counts.failed + counts.waiting + counts.sent + counts['left-out'] + counts['given-up'],
              },
      };
    },
    async planItems({ filter, offset, limit }) {
      const planned = plans.planned();
      if (planned === null) return { ...outline(), total: 0, items: [] };
      return { ...outline(), ...listPlanRows(planned, filter, { offset, limit }, createPlanNames(session)) };
    },
    async planItem({ key }) {
      const planned = required();
      return toPlanItemDetail(planned, itemOf(planned, key), createPlanNames(session));
    },
    async resolvePlan({ key, decisions }) {
      const file = session.file();
      const planned = required();
      const item = objectOf(planned, key);
      const decided = new Map<string, Resolution | null>();
      const stored = decisions.map(({ path, resolution }) => {
        const field = item.fields.find((one) => one.path === path);
        if (field === undefined) throw new ExpectedError('plan-item-not-found');
        const domain = resolution === null ? null : resolution.kind === 'edit' ? { edit: resolution.value } : resolution.kind;
        decided.set(path, domain);
        return { key, path, difference: formatDifference(field), resolution: domain };
      });
      requireReadable(file, planned, item, decided);
      file.decisions.resolve(stored);
      return changed([key]);
    },
    async takeTheirs({ at }) {
      const file = session.file();
      const planned = required();
      const commands: DraftEdit[] = [];
      const bases = new Map<string, Draft['base']>();
      for (const [key, { item, paths }] of byKey(planned, at)) {
        const draft = file.drafts.state().drafts.get(key) ?? null;
        const taken = takeServerValue(item, draft, item.server, paths);
        commands.push(...listDraftEdits(taken.command));
        bases.set(key, taken.base);
      }
      adoptServerValues(session, file, commands, bases);
      return { ...changed(bases.keys()), draftRevision: file.drafts.state().revision };
    },
    async ignoreDifferences({ at, until, because }) {
      const file = session.file();
      if (until < session.today()) throw new ExpectedError('invalid-input', { call: 'plan.ignore', field: 'until', problem: 'past' });
      const planned = required();
      const [moment, by] = [session.timestamp(), session.operator];
      const found = differing(planned, at);
      file.decisions.ignore(
        found.flatMap(({ item, fields }) =>
          fields.map((field) => ({ ...createIgnoredDifference(item.key, field, until, because), at: moment, by })),
        ),
        found.map(({ item }) => ({
          ...recordOf(item),
          kind: 'ignore',
          reason: because,
          sentence: createPhrase('historyLog.sentence.ignore', { until }),
        })),
      );
      return changed(found.map(({ item }) => item.key));
    },
    async unignoreDifferences({ at }) {
      const file = session.file();
      const planned = required();
      const wanted = new Set(at.map(({ key, path }) => `${key}\n${path}`));
      const whole = new Set(at.flatMap(({ key, path }) => (path === '' ? [key] : [])));
      const going = file.decisions.ignored().filter(({ key, path }) => whole.has(key) || wanted.has(`${key}\n${path}`));
      const parts = new Map(planned.plan.ignored.map((part) => [part.key, part]));
      file.decisions.unignore(
        going,
        [...new Set(going.map(({ key }) => key))].flatMap((key) => {
          const part = parts.get(key);
          if (part === undefined) return [];
          return [{ ...recordOf(part), kind: 'unignore', reason: '', sentence: createPhrase('historyLog.sentence.unignore') }];
        }),
      );
      return changed(going.map(({ key }) => key));
    },
    async ignoredDifferences({ offset, limit }) {
      const file = session.file();
      const { revision, plan } = required();
      const names = createPlanNames(session);
      const holding = new Map(plan.ignored.flatMap((part) => part.differences.map((one) => [`${one.key}\n${one.path}`, part] as const)));
      const reopened = new Set(plan.reopened.map(({ key, path }) => `${key}\n${path}`));
      const stored = file.decisions.ignored().filter(({ key, path }) => holding.has(`${key}\n${path}`) || reopened.has(`${key}\n${path}`));
      return {
        revision,
        total: stored.length,
        differences: stored.slice(offset, offset + limit).map(({ key, path, until, because, at, by }) => {
          const part = holding.get(`${key}\n${path}`) ?? plan.byKey.get(key);
          const section = part?.section ?? 'routes';
          const item = plan.byKey.get(key);
          const label = item === undefined ? describeObject({ section, name: part?.name ?? '' }) : describeItemField(item, path, names);
          return { key, section, name: part?.name ?? '', path, label, until, because, at, by, holds: holding.has(`${key}\n${path}`) };
        }),
      };
    },
    async selectPlan({ keys, chosen }) {
      const file = session.file();
      const { plan, selection } = required();
      for (const key of keys) if (!plan.byKey.has(key)) throw new ExpectedError('plan-item-not-found');
      const { selection: next, along } = (chosen ? selectPlanItems : unselectPlanItems)(plan, selection, keys);
      // Items that cannot be selected now keep their state of not being selected.
      const asked = new Set(keys);
      const unticked = [...file.decisions.choices().keys()].filter((key) => !asked.has(key) && isHeldBack(plan, key));
      file.decisions.choose(new Map([...unticked, ...plan.order.filter((key) => !next.has(key))].map((key) => [key, false])));
      return {
        ...changed([...keys, ...along.map(({ key }) => key)]),
        along: along.flatMap(({ key, because, for: needing }) =>
          toNeighbours(plan, [{ key, because }]).map((neighbour) => ({ ...neighbour, chosen, for: needing })),
        ),
      };
    },
    async planEffects() {
      const effect = plans.effect();
      const { revision } = outline();
      if (effect === null) return { revision, effects: null };
      return {
        revision,
        effects: {
          inScopeBefore: effect.inScopeBefore,
          inScopeAfter: effect.inScopeAfter,
          readyBefore: effect.readyBefore,
          readyAfter: effect.readyAfter,
          notCheckedBefore: effect.notCheckedBefore,
          notCheckedAfter: effect.notCheckedAfter,
          gain: effect.gains.length,
          lose: effect.loses.length,
          mayLose: countPossibleLosses(effect),
          gainReasons: effect.gainReasons.map((one) => ({ ...one })),
          loseReasons: effect.lossReasons.map((one) => ({ ...one })),
        },
      };
    },
    async planPeople({ change, offset, limit }) {
      const people = plans.people(change);
      return { revision: plans.revision(), total: people.length, people: people.slice(offset, offset + limit) };
    },
    async planGuards({ reason }) {
      const planned = plans.planned();
      if (planned === null) return { revision: plans.revision(), digest: '', passed: false, guards: [] };
      const answers = plans.guards(planned, reason, createEmptyStaleness(planned));
      const guards = answers.map(({ id, state, text, params, keys }) => ({
        id,
        state,
        sentence: createPhrase(text, params),
        keys: [...keys],
      }));
      return { revision: planned.revision, digest: planned.digest, passed: mayApply(answers), guards };
    },
    async guardPolicy() {
      return structuredClone(plans.policy()) as CallOutput<'plan.policy'>;
    },
    async changeGuardPolicy(policy, began) {
      await session.trust.change(() => {
        const merged = policy === null || began === undefined ? null : mergePolicy(began, policy, plans.policy().policy);
        if (merged?.conflict === true) throw new ExpectedError('rules-changed-elsewhere');
        session.file().decisions.changeGuards(merged?.policy ?? policy);
      });
      return structuredClone(plans.policy()) as CallOutput<'plan.policy'>;
    },
    async armCompany(company) {
      const file = session.file();
      if (company !== null && company !== file.company().name) throw new ExpectedError('arm-name-differs');
      plans.arm(company !== null);
      return { armedUntil: plans.standing(file).armedUntil };
    },
    async serverChanges({ offset, limit }) {
      const changes = session.file().server.reading()?.changes ?? [];
      return {
        total: changes.length,
        changes: changes
          .slice(offset, offset + limit)
          .map(({ key, section, id, name, kind, at, by }) => ({ key, section, id, name, change: kind, at, by })),
      };
    },
  };
}
