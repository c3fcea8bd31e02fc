import { AMBIGUOUS_ORGANIZATION, type CompanyIndex, NO_POSITION, type PersonIndex } from '../company.ts';
import type { Approver, Resolver, Route, Step } from '../route.ts';
import type { RoutePolicy } from '../route-policy.ts';
import { areApproverFactsMissing, areResolverFactsMissing } from './missing-facts.ts';

/** One unit of asking approvers: a step, or one level of a hierarchy step. */
export interface Stage {
  /** Index among the stages of one `Stages`, from 0, used for array storage. */
  readonly serial: number;
  readonly step: Step;
  /** Position of the step in the route, from 0. */
  readonly stepAt: number;
  /** Hierarchy level from the top, 1 = company; `null` for other steps. */
  readonly level: number | null;
  /** Position of the organization asked, or `NO_POSITION`. */
  readonly organization: number;
  /** The people who decide, without duplicates; `'applicant'` = the applicant; the other text = unknown. */
  readonly asked: AskedPeople;
}

export type AskedPeople = readonly PersonIndex[] | 'applicant' | 'unknown';

const NO_PEOPLE: readonly PersonIndex[] = [];

/**
 * Determines the people asked at each step. Results independent of the applicant are computed once, hierarchy levels once per organization.
 * Source: docs/domain/neo.md#organisation-steps.
 */
export class Stages {
  readonly route: Route;
  readonly #index: CompanyIndex;
  readonly #policy: RoutePolicy;
  readonly #fixed: readonly (Stage | null)[];
  /** Stages of hierarchy steps by step and organization: one for each, except in cycles of organizations. */
  readonly #levels: readonly Stage[][][];
  readonly #absent = new Map<string, Stage>();
  #made = 0;
  readonly #none: readonly Stage[];
  /** Stages for applicants with an ambiguous organization, created on demand. */
  readonly #unplaced: (Stage | undefined)[] = [];
  /** True if the people asked depend on the applicant's organization. */
  readonly byOrganization: boolean;

  constructor(index: CompanyIndex, route: Route, policy: RoutePolicy) {
    this.route = route;
    this.#index = index;
    this.#policy = policy;
    const alone = (step: Step, stepAt: number): Stage => ({
      serial: this.#made++,
      step,
      stepAt,
      level: null,
      organization: NO_POSITION,
      asked: NO_PEOPLE,
    });
    this.#none = route.steps.map((step, stepAt) => {
      const { approvers } = step;
      if (approvers.kind !== 'hierarchy') return alone(step, stepAt);
      // Without organizations the applicant's levels are unknown.
      return index.missingFacts.has('organizations')
        ? { ...alone(step, stepAt), asked: 'unknown' }
        : { ...alone(step, stepAt), level: Math.min(approvers.from, approvers.to) };
    });
    this.#levels = route.steps.map(() => []);
    this.#fixed = route.steps.map((step, stepAt) => {
      const { approvers } = step;
      if (approvers.kind === 'hierarchy') return null;
      const organization = approvers.kind === 'organization' ? index.organizationAt(approvers.organizationId) : NO_POSITION;
      return { ...alone(step, stepAt), organization, asked: this.#asked(approvers, organization) };
    });
    this.byOrganization = this.#fixed.includes(null);
  }

  /** Stages for an applicant of an organization (`NO_POSITION`, `AMBIGUOUS_ORGANIZATION`), in order. */
  of(home: number): readonly Stage[] {
    const levels = this.byOrganization ? this.#index.levels(home) : [];
    const stages: Stage[] = [];
    this.#fixed.forEach((fixed, stepAt) => {
      if (fixed !== null) stages.push(fixed);
      else if (home === AMBIGUOUS_ORGANIZATION) stages.push(this.#unknownStage(stepAt));
      else this.#climb(stepAt, levels, stages);
    });
    return stages;
  }

  /** The stage of a hierarchy step whose levels are unknown. */
  #unknownStage(stepAt: number): Stage {
    let stage = this.#unplaced[stepAt];
    if (stage === undefined) {
      stage = { ...(this.#none[stepAt] as Stage), serial: this.#made++, level: null, asked: 'unknown' };
      this.#unplaced[stepAt] = stage;
    }
    return stage;
  }

  /** Adds the levels of a hierarchy step, or a vacant step if none applies. */
  #climb(stepAt: number, levels: readonly number[], stages: Stage[]): void {
    const step = this.route.steps[stepAt] as Step;
    if (step.approvers.kind !== 'hierarchy') return;
    const none = this.#none[stepAt] as Stage;
    if (none.asked === 'unknown') {
      stages.push(none);
      return;
    }
    const { from, to, resolver } = step.approvers;
    const before = stages.length;
    const top = Math.max(1, Math.ceil(Math.min(from, to)));
    const deepest = Math.floor(Math.max(from, to));
    if (deepest > levels.length && this.#policy.missingLevel === 'stop') stages.push(this.#missing(step, stepAt, levels.length + 1));
    for (let level = Math.min(deepest, levels.length); level >= top; level--) {
      const stage = this.#level(step, stepAt, level, levels[level - 1] as number, resolver);
      if (this.#policy.vacantLevel === 'stop' || stage.asked.length > 0) stages.push(stage);
    }
    if (stages.length === before) stages.push(none);
  }

  /** The stage of a level below the applicant's organization; cached by step and level. */
  #missing(step: Step, stepAt: number, level: number): Stage {
    const known = this.#absent.get(`${stepAt} ${level}`);
    if (known !== undefined) return known;
    const stage: Stage = { serial: this.#made++, step, stepAt, level, organization: NO_POSITION, asked: NO_PEOPLE };
    this.#absent.set(`${stepAt} ${level}`, stage);
    return stage;
  }

  #level(step: Step, stepAt: number, level: number, organization: number, resolver: Resolver): Stage {
    const byOrganization = this.#levels[stepAt] as Stage[][];
    let stages = byOrganization[organization];
    if (stages === undefined) {
      stages = [];
      byOrganization[organization] = stages;
    }
    const known = stages.find((stage) => stage.level === level);
    if (known !== undefined) return known;
    const asked = areResolverFactsMissing(this.#index.missingFacts, resolver) ? 'unknown' : this.#found(organization, resolver, true);
    const stage: Stage = { serial: this.#made++, step, stepAt, level, organization, asked };
    stages.push(stage);
    return stage;
  }

  #asked(approvers: Exclude<Approver, { kind: 'hierarchy' }>, organization: number): AskedPeople {
    if (areApproverFactsMissing(this.#index.missingFacts, approvers)) return 'unknown';
    switch (approvers.kind) {
      case 'users':
        return this.#index.people(approvers.users);
      case 'group':
        return this.#index.people(approvers.members);
      case 'role':
        return this.#index.roleMembers(approvers.roleId) ?? [];
      case 'organization':
        return organization === NO_POSITION ? [] : this.#found(organization, approvers.resolver, this.#policy.selectedMustBelong);
      case 'applicant':
        return 'applicant';
    }
  }

  /** The people found by a resolver; unknown if it depends on membership and further people may be members. */
  #found(organization: number, resolver: Resolver, mustBelong: boolean): AskedPeople {
    const isOpen = isByPlace(resolver, mustBelong) && this.#index.mayHoldMore(organization, resolver.kind === 'everybody');
    return isOpen ? 'unknown' : this.#resolve(organization, resolver, mustBelong);
  }

  /**
   * Finds the people of a resolver. `members` and `everybody` give only active people, because leaving is not a fault of the route.
   * Explicitly marked people are kept in any state (docs/domain/neo.md#users), so that the route can be corrected.
   */
  #resolve(organization: number, resolver: Resolver, mustBelong: boolean): readonly PersonIndex[] {
    const index = this.#index;
    switch (resolver.kind) {
      case 'selected': {
        const selected = index.people(resolver.users);
        return mustBelong ? selected.filter((person) => index.members(organization).includes(person)) : selected;
      }
      case 'members':
        return index.activeMembers(organization);
      case 'everybody':
        return index.activeEverybody(organization);
      case 'role-members': {
        const members = new Set(index.members(organization));
        return (index.roleMembers(resolver.roleId) ?? []).filter((person) => members.has(person));
      }
      case 'workflow-admins':
        return index.workflowAdmins(organization);
      case 'approvers':
        return index.approvers(organization);
    }
  }
}

/** True if only active members are asked, so that people who cannot log in do not count. */
export const hasOnlyActiveMembers = ({ step: { approvers } }: Stage): boolean =>
  (approvers.kind === 'organization' || approvers.kind === 'hierarchy') &&
  (approvers.resolver.kind === 'members' || approvers.resolver.kind === 'everybody');

/** True if a resolver depends on membership in the organization. */
const isByPlace = ({ kind }: Resolver, mustBelong: boolean): boolean =>
  kind === 'members' || kind === 'everybody' || kind === 'role-members' || (kind === 'selected' && mustBelong);
