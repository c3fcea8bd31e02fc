import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { guardPolicySchema } from '#shared/contract/plan/plan.ts';
import { type ChunkedWork, runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { OrganizationTree } from '#shared/domain/directory/organizations.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Audit } from '#shared/domain/readiness/audit.ts';
import type { Configuration } from '#shared/domain/readiness/gates/configuration.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { DEFAULT_GUARD_POLICY, evaluateGuards } from '#shared/domain/sync/guards/guard-answers.ts';
import { type GuardFacts, type GuardPolicy, type GuardResult, preventsApply } from '#shared/domain/sync/guards/guard-types.ts';
import type { Staleness } from '#shared/domain/sync/guards/stale.ts';
import { formatDisplayedPlan } from '#shared/domain/sync/plan/document.ts';
import { computePeopleEffect, OrderStateEvaluator, type PeopleEffect } from '#shared/domain/sync/plan/effect.ts';
import type { ResolvedDifference } from '#shared/domain/sync/plan/item.ts';
import { createPlanInChunks } from '#shared/domain/sync/plan/make-plan.ts';
import type { Plan, PlanInput } from '#shared/domain/sync/plan/plan.ts';
import { listSealedCalls, type SealContext, type SealedCall } from '#shared/domain/sync/plan/seal.ts';
import { selectAllPlanItems, unselectPlanItems } from '#shared/domain/sync/plan/select.ts';
import type { Selection } from '#shared/domain/sync/plan/selection.ts';
import { computeBodiesAfterApply, createServerConfiguration, type ServerBodies } from '#shared/domain/sync/server-bodies.ts';
import { getSecretKey, type LocalSecret, SERVER_SECRET_NAMES } from '#shared/domain/sync/server-state.ts';
import type { StepChange } from '../../storage/apply/apply-steps.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { ApplyRegistry } from '../apply/apply-registry.ts';
import { getCallerId } from '../caller.ts';
import type { CompanySource } from '../company-source.ts';
import { getBusinessCalendar, isPasswordInNeo } from '../configuration.ts';
import type { RouteTrials } from '../drafts/route-trials.ts';
import type { LastIssuedNumbers } from '../drafts/serial-standings.ts';
import { getCompanyRules } from '../policies.ts';
import { runInSlices } from '../time-slices.ts';
import { getPlanApproval } from './plan-approvals.ts';
import { hashCalls, hashText } from './plan-hash.ts';
import { createPlanNames, type NameSource } from './plan-names.ts';

/** A computed plan with its selection. */
export interface CachedPlan {
  /** Increases when drafts, the server state or decisions change. */
  readonly revision: number;
  readonly plan: Plan;
  readonly selection: Selection;
  /** Number of people per item who could complete the server's route but not the new one; items without such people are omitted. */
  readonly newlyStopped: ReadonlyMap<string, number>;
  /** Hash of exactly what would be sent: selected items with their content and revisions. */
  readonly digest: string;
}

/** Staleness without a newer server read; an apply reads the server again before it sends. */
export const createEmptyStaleness = ({ plan }: CachedPlan): Staleness => ({ readAt: plan.server.readAt, touching: [], elsewhere: [] });

interface Weighed {
  readonly effect: PeopleEffect;
  readonly before: Audit;
  readonly after: Audit;
}

/** Duration of an unlock: enough to review the plan and start. */
const ARMED_MS = 15 * 60_000;

/** Inputs of a plan; `key` identifies them. */
interface Grounds extends Pick<PlanInput, 'server' | 'today' | 'secrets' | 'drafts'> {
  readonly key: string;
}

/** The session as source of plans. */
interface PlanSource extends CompanySource, NameSource {
  readonly applies: ApplyRegistry;
  readonly routeTrials: RouteTrials;
  readonly serials: LastIssuedNumbers;
  /** Audits today's people with a modified configuration; `null` if one side has no list. */
  auditOf(change: (drafts: Configuration) => Configuration): Audit | null;
}

/** Computes plans and caches them while their inputs are unchanged. */
export class PlanCache {
  readonly #source: PlanSource;
  #made: { readonly key: string; readonly planned: CachedPlan } | null = null;
  #planning: Promise<void> | null = null;
  #effect: { readonly key: string; readonly weighed: Weighed | null } | null = null;
  /** End of the unlock by caller id, ms since 1970. */
  readonly #armedUntil = new Map<string, number>();
  /** Holder of the edit lock found by the last attempt to acquire it. */
  lease: CallOutput<'plan.state'>['lease'] = null;

  constructor(source: PlanSource) {
    this.#source = source;
  }

  revision(): number {
    const file = this.#source.file();
    return file.drafts.state().revision + file.server.revision();
  }

  /** Returns the digest of the selection; `''` if no server was ever read. */
  digest(): string {
    return this.planned()?.digest ?? '';
  }

  /** Returns the current plan; `null` if no server with objects was ever read. */
  planned(): CachedPlan | null {
    const grounds = this.#grounds();
    if (grounds === null) return null;
    if (this.#made?.key === grounds.key) return this.#made.planned;
    const planned = runToEnd(this.#plan(grounds));
    this.#keep(grounds, planned);
    return planned;
  }

  /**
   * Computes the plan in pieces if needed, so that other calls can run while routes are simulated; `planned` then returns it. Does nothing
   * during an apply, because each step changes the plan.
   */
  ready(signal: AbortSignal): Promise<void> {
    this.#planning ??= this.#planInTurns(signal).finally(() => {
      this.#planning = null;
    });
    return this.#planning;
  }

  async #planInTurns(signal: AbortSignal): Promise<void> {
    const grounds = this.#grounds();
    if (grounds === null || this.#made?.key === grounds.key || this.#source.applies.isBusy()) return;
    const planned = await runInSlices(this.#plan(grounds), signal);
    // Another call may have computed the same plan in the meantime.
    const { key } = this.#grounds() ?? { key: '' };
    if (key === grounds.key && this.#made?.key !== key) this.#keep(grounds, planned);
  }

  #keep({ key }: Grounds, planned: CachedPlan): void {
    this.#made = { key, planned };
  }

  #grounds(): Grounds | null {
    const file = this.#source.file();
    const server = file.server.state();
    if (server === null) return null;
    const today = this.#source.today();
    const secrets = localSecrets(file);
    const { drafts, revision } = file.drafts.state();
    // Routes are evaluated with the people and the company rules.
    const judgedBy = [file.revision(), getCompanyRules(file)];
    // The digest includes the company, so its details are part of the key.
    const key = JSON.stringify([this.#about(file), ...judgedBy, revision, file.server.revision(), today, secrets]);
    return { key, server, today, secrets, drafts };
  }

  *#plan({ server, today, secrets, drafts }: Grounds): ChunkedWork<CachedPlan> {
    const file = this.#source.file();
    const plan = yield* createPlanInChunks({
      drafts,
      server,
      resolutions: resolutionsOf(file),
      ignored: file.decisions.ignored(),
      secrets,
      today,
      concernsOf: this.#source.routeTrials.concernsIn(drafts),
    });
    const left = [...file.decisions.choices()].filter(([, chosen]) => !chosen).map(([item]) => item);
    const { selection } = unselectPlanItems(plan, selectAllPlanItems(plan), left);
    return {
      revision: this.revision(),
      plan,
      selection,
      newlyStopped: this.#newlyStopped(plan),
      digest: this.#digest(plan, selection),
    };
  }

  #newlyStopped({ items }: Plan): ReadonlyMap<string, number> {
    const { draftCache, routeTrials } = this.#source;
    const index = draftCache.company()?.index;
    if (index === undefined) return new Map();
    return new Map(
      items.flatMap(({ key, risks, server, target }) =>
        risks.includes('route-newly-stopped') && server !== null && target !== null
          ? [[key, routeTrials.newlyStopped(index, server.body as Route, target as Route)] as const]
          : [],
      ),
    );
  }

  /**
   * Like `planned`, but returns the plan from before the start during an apply, because each step changes the plan and nothing can be
   * selected.
   */
  glance(): CachedPlan | null {
    const made = this.#made;
    return made !== null && this.#source.applies.isBusy() ? made.planned : this.planned();
  }

  /** Returns the plan with the current selection, or with exactly the given items. Throws `plan-not-read`. */
  requirePlanned(keys: readonly string[] | null = null): CachedPlan {
    const planned = this.planned();
    if (planned === null) throw new ExpectedError('plan-not-read');
    if (keys === null) return planned;
    const { plan } = planned;
    const selection = new Set(keys.filter((key) => plan.byKey.has(key)));
    return { ...planned, selection, digest: this.#digest(plan, selection) };
  }

  #digest(plan: Plan, selection: Selection): string {
    const file = this.#source.file();
    return hashCalls(listSealedCalls(plan, selection), this.#about(file));
  }

  /** Compares the remaining steps of a run with the last known server state; `null` if no server was ever read. */
  plannedOf(steps: readonly StepChange[]): CachedPlan | null {
    const grounds = this.#grounds();
    if (grounds === null) return null;
    const { server, today, secrets } = grounds;
    const drafts = new Map(grounds.drafts);
    for (const { key, section, id, action, before, target } of steps)
      if (action !== 'secret') drafts.set(key, { section, id, base: before, draft: target, note: '' } as Draft);
    const concernsOf = this.#source.routeTrials.concernsIn(drafts);
    const plan = runToEnd(createPlanInChunks({ drafts, server, resolutions: new Map(), ignored: [], secrets, today, concernsOf }));
    const selection = new Set(steps.map(({ key }) => key).filter((key) => plan.byKey.has(key)));
    return { revision: this.revision(), plan, selection, newlyStopped: new Map(), digest: this.#digest(plan, selection) };
  }

  /** Returns the digest of calls for this company. */
  digestOfCalls(calls: readonly SealedCall[]): string {
    return hashCalls(calls, this.#about(this.#source.file()));
  }

  #about(file: CompanyFile): SealContext {
    const { id, name, kind } = file.company();
    return { company: { id, name, kind }, server: file.server.reading()?.label ?? '' };
  }

  /** Returns the hash of the content displayed beside the calls of a plan. */
  shownOf(planned: CachedPlan): string {
    const { plan, selection } = planned;
    return hashText(
      formatDisplayedPlan(plan, selection, this.#about(this.#source.file()), this.effect(planned), createPlanNames(this.#source)),
    );
  }

  /** Returns the state of the company that permits or prevents sending: view-only, and the end of the caller's unlock. */
  standing(file: CompanyFile): { readonly readOnly: boolean; readonly armedUntil: string | null } {
    const until = this.#armedUntil.get(getCallerId()) ?? null;
    const holds = until !== null && this.#source.now() < until;
    return { readOnly: file.company().readOnly, armedUntil: holds ? new Date(until).toISOString() : null };
  }

  /** Unlocks or locks the company for the caller. Kept in memory only, so a restart locks it again. */
  arm(armed: boolean): void {
    if (armed) this.#armedUntil.set(getCallerId(), this.#source.now() + ARMED_MS);
    else this.#armedUntil.delete(getCallerId());
  }

  /** Locks the company for all callers, because its kind changed or it became view-only. */
  disarmAll(): void {
    this.#armedUntil.clear();
  }

  /** Returns how many people can order before and after the selected changes; `null` if one side has no list. */
  effect(planned: CachedPlan | null = this.planned()): PeopleEffect | null {
    return this.#weigh(planned)?.effect ?? null;
  }

  /** Returns the people who become able or unable to order, in list order. */
  people(change: 'gain' | 'lose'): CallOutput<'plan.people'>['people'] {
    const weighed = this.#weigh(this.planned());
    if (weighed === null) return [];
    const { effect, before, after } = weighed;
    const { neoUsers, organizations } = this.#source.directory();
    const tree = new OrganizationTree(organizations);
    const [places, audit] = change === 'gain' ? [effect.gains, before] : [effect.loses, after];
    const standing = new OrderStateEvaluator(audit);
    return places.map((place) => {
      const { id, name, loginId, organizations: of } = neoUsers[place] as NeoUser;
      const [first = ''] = of;
      return { id, name, loginId, organization: tree.resolve(first)?.name ?? first, reason: standing.of(place) ?? '' };
    });
  }

  policy(): { readonly policy: GuardPolicy; readonly standard: boolean } {
    const stored = guardPolicySchema.safeParse(this.#source.file().decisions.guards());
    return stored.success ? { policy: stored.data, standard: false } : { policy: DEFAULT_GUARD_POLICY, standard: true };
  }

  /** Returns the approval state of a plan: an approval must cover the same calls and the same displayed content. */
  approvalOf(planned: CachedPlan): GuardFacts['approval'] {
    return getPlanApproval(this.#source, planned.digest, () => this.shownOf(planned));
  }

  /** Evaluates all guards for a plan. `stale`: result of comparing with a newer server read. */
  guards(
    planned: CachedPlan,
    reason: string,
    stale: Staleness,
    approval: GuardFacts['approval'] = this.approvalOf(planned),
  ): readonly GuardResult[] {
    const { plan, selection } = planned;
    const file = this.#source.file();
    const { readOnly, armedUntil } = this.standing(file);
    return evaluateGuards(this.policy().policy, {
      plan,
      selection,
      company: { kind: file.company().kind, readOnly, armedUntil: armedUntil === null ? null : Date.parse(armedUntil) },
      now: this.#source.now(),
      calendar: getBusinessCalendar(file),
      reason,
      effect: this.effect(planned),
      staleness: stale,
      approval,
    });
  }

  /** Throws `plan-guarded` if a guard does not pass. */
  requireGuards(planned: CachedPlan, reason: string, stale: Staleness): void {
    const shut = this.guards(planned, reason, stale).filter(({ state }) => preventsApply(state));
    if (shut.length > 0) throw new ExpectedError('plan-guarded', { guards: shut.length, first: shut[0]?.id ?? '' });
  }

  #weigh(planned: CachedPlan | null): Weighed | null {
    if (planned === null) return null;
    const { plan, selection, digest } = planned;
    const file = this.#source.file();
    const passwordBefore = isPasswordInNeo(file);
    // Orders determine the remaining numbers and are not part of any revision.
    const beside = [this.#source.today(), file.orders.current()?.id ?? 0, passwordBefore];
    const key = JSON.stringify([file.revision(), file.drafts.state().revision, planned.revision, digest, ...beside]);
    if (this.#effect?.key === key) return this.#effect.weighed;
    const passwordAfter = selection.has(getSecretKey('catalog-password')) || passwordBefore;
    const { serials } = this.#source;
    const before = this.#source.auditOf(withServer(plan.server.entries, passwordBefore, serials));
    const after = this.#source.auditOf(withServer(computeBodiesAfterApply(plan, selection), passwordAfter, serials));
    const weighed = before === null || after === null ? null : { effect: computePeopleEffect(before, after), before, after };
    this.#effect = { key, weighed };
    return weighed;
  }
}

/** Returns the configuration with the objects of the server; values that servers do not store stay as recorded here. */
const withServer =
  (bodies: ServerBodies, passwordSet: boolean | null, standings: Pick<LastIssuedNumbers, 'of'>) =>
  (drafts: Configuration): Configuration => {
    const { serials, ...others } = createServerConfiguration(bodies);
    const withLast = serials.map(({ id, serial }) => ({ id, serial, last: standings.of(id, serial) }));
    return { ...drafts, ...others, serials: withLast, passwordSet };
  };

function resolutionsOf(file: CompanyFile): ReadonlyMap<string, ReadonlyMap<string, ResolvedDifference>> {
  const byKey = new Map<string, Map<string, ResolvedDifference>>();
  for (const { key, path, resolution, difference } of file.decisions.resolutions()) {
    const byPath = byKey.get(key) ?? new Map<string, ResolvedDifference>();
    byKey.set(key, byPath.set(path, { resolution, difference }));
  }
  return byKey;
}

/** Returns the records of secrets that a server stores. Deleted secrets are not sent. */
function localSecrets(file: CompanyFile): readonly LocalSecret[] {
  return SERVER_SECRET_NAMES.map((name) => ({
    name,
    generation: file.secrets.keptGeneration(name),
    appliedGeneration: file.secrets.get(name)?.appliedGeneration ?? 0,
  }));
}
