import { lintAllowedUsers } from '../integration/allowed-users.ts';
import { type CommonSettingsTargets, lintAmazonGroup, lintCommonSettings, lintIntegration } from '../integration/lint.ts';
import type { PeopleIndex } from '../integration/people.ts';
import type { Problem } from '../integration/problem.ts';
import type { AllowedUsers, AmazonGroup } from '../integration/settings.ts';
import { type CodeMatch, groupCodesByOption, matchCodes } from '../invoicing/code-match.ts';
import { type InvoiceLintContext, lintInvoiceGroup } from '../invoicing/lint.ts';
import type { CompanyIndex } from '../routes/company.ts';
import type { CompanyRules } from '../routes/company-rules.ts';
import { lintRoute } from '../routes/lint/lint.ts';
import type { Access, Route } from '../routes/route.ts';
import { DEFAULT_ROUTE_POLICY } from '../routes/route-policy.ts';
import { formatCalendarDay as dayText } from '../serials/day.ts';
import type { LastIssued } from '../serials/last-issued.ts';
import { lintSerial, type SerialLintContext } from '../serials/lint.ts';
import type { Serial } from '../serials/serial.ts';
import { type Draft, type Drafts, findDraft, listBodies } from './draft.ts';
import { getQuickFix } from './quick-fix.ts';
import { type Bodies, type Body, type Edits, getBodyName, type Section } from './sections.ts';
import { isSameJson, toStableJson } from './stable-json.ts';

/** A problem of a draft with its message and, if known, an edit that fixes it. */
export interface DraftProblem extends Problem {
  /** Message key of the problem's text. */
  readonly text: string;
  /** Id of the affected route step; `null` for other problems. */
  readonly stepId: string | null;
  readonly fix: Edits[Section] | null;
}

/** Data for linting besides the drafts. `people` and `company` are `null` while no list of people is loaded. */
export interface DraftLintContext {
  readonly people: PeopleIndex | null;
  readonly company: CompanyIndex | null;
  readonly rules: CompanyRules;
  readonly outlook: SerialLintContext;
  /** The last number issued by a serial; `null` if unknown. */
  readonly lastIssued?: (id: string, serial: Serial) => LastIssued | null;
}

const NAMESPACES: Readonly<Record<Section, string>> = {
  routes: 'routeLint',
  serials: 'serial.problem',
  invoice_groups: 'invoice.problem',
  amazon_groups: 'integration.problem',
  integration: 'integration.problem',
  common_settings: 'integration.problem',
  allowed_users: 'integration.problem',
};
const UNIQUE_NAMES: ReadonlySet<Section> = new Set(['serials', 'invoice_groups', 'amazon_groups']);

const foldedName = (name: string): string => name.trim().normalize('NFKC');

/** The section and the folded name. */
const nameKeyOf = (section: Section, body: Body): string => `${section} ${foldedName(getBodyName(section, body))}`;

/** Lints drafts against each other. Create it once per state of the drafts; linting one object then does not loop over all others. */
export class DraftLint {
  readonly #drafts: Drafts;
  readonly #surroundings: DraftLintContext;
  readonly #names = new Map<string, string[]>();
  readonly #codes = new Map<string, number>();
  readonly #foldedCodes = new Map<string, number>();
  /** Amazon groups with an integration option. */
  readonly #amazonGroups: readonly AmazonGroup[];
  readonly #matches = new Map<string, CodeMatch>();
  readonly #codesByOption: ReadonlyMap<number, ReadonlySet<string>>;
  readonly #defaultRoute: string | null;
  readonly #orderers: Access;
  /** Results of this instance. */
  readonly #answered = new Map<Draft, readonly DraftProblem[]>();
  readonly #known: WeakMap<Draft, { readonly context: string; readonly problems: readonly DraftProblem[] }>;

  /** `before` is the lint of an earlier state; its results are reused for unchanged drafts whose context is unchanged. */
  constructor(drafts: Drafts, surroundings: DraftLintContext, before?: DraftLint) {
    this.#drafts = drafts;
    this.#surroundings = surroundings;
    this.#known = before !== undefined && sameSurroundings(before.#surroundings, surroundings) ? before.#known : new WeakMap();
    for (const { section, draft } of drafts.values()) {
      if (draft === null) continue;
      const name = getBodyName(section, draft);
      const key = nameKeyOf(section, draft);
      const same = this.#names.get(key);
      if (same) same.push(name);
      else this.#names.set(key, [name]);
    }
    const codes = [...listBodies(drafts.values(), 'invoice_groups')].map(({ body }) => body.code);
    for (const code of codes) {
      this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
      this.#foldedCodes.set(code.toLowerCase(), (this.#foldedCodes.get(code.toLowerCase()) ?? 0) + 1);
    }
    this.#amazonGroups = [...listBodies(drafts.values(), 'amazon_groups')]
      .map(({ body }) => body)
      .filter(({ integrationOption }) => integrationOption !== '');
    const matches = matchCodes(
      codes,
      this.#amazonGroups.map(({ integrationOption }) => integrationOption),
    );
    codes.forEach((code, at) => {
      this.#matches.set(code, matches[at] as CodeMatch);
    });
    this.#codesByOption = groupCodesByOption(codes, matches);
    this.#defaultRoute =
      (findDraft(drafts, { section: 'common_settings', id: 'common_settings' })?.draft as Bodies['common_settings'] | null)?.routeId ??
      null;
    this.#orderers = toRouteAccess(findDraft(drafts, { section: 'allowed_users', id: 'allowed_users' })?.draft as AllowedUsers | null);
  }

  /** All problems of a draft; empty for a draft to be deleted. Never throws. */
  problemsOf(draft: Draft): readonly DraftProblem[] {
    let problems = this.#answered.get(draft);
    if (problems === undefined) {
      problems = this.#problemsUnder(draft, this.#contextOf(draft));
      this.#answered.set(draft, problems);
    }
    return problems;
  }

  #problemsUnder(draft: Draft, context: string): readonly DraftProblem[] {
    const known = this.#known.get(draft);
    if (known?.context === context) return known.problems;
    const problems = this.#lint(draft);
    this.#known.set(draft, { context, problems });
    return problems;
  }

  /** The facts of other drafts on which the problems of this one depend, as text. Equal texts give equal problems. */
  #contextOf({ section, id, draft }: Draft): string {
    if (draft === null) return '';
    const name = (this.#names.get(nameKeyOf(section, draft))?.length ?? 0) > 1 ? 'taken' : '';
    if (section === 'routes') return `${name} ${id === this.#defaultRoute ? toStableJson(this.#orderers) : ''}`;
    if (section === 'common_settings') return toStableJson(this.#targets(draft as Bodies['common_settings']));
    if (section === 'serials') return `${name} ${toStableJson(this.#lastIssued(id, draft as Serial))}`;
    if (section !== 'invoice_groups') return name;
    const { code } = draft as Bodies['invoice_groups'];
    const twin = this.twinOf(code);
    return `${name} ${toStableJson(twin && [twin.match, twin.option])} ${toStableJson(this.#takenCode(code))}`;
  }

  #lastIssued(id: string, serial: Serial): LastIssued | null {
    return this.#surroundings.lastIssued?.(id, serial) ?? null;
  }

  #lint({ section, id, draft }: Draft): readonly DraftProblem[] {
    if (draft === null) return [];
    if (section === 'routes') return this.#routeProblems(draft as Route);
    const own = this.#problems(section, id, draft).map((problem): DraftProblem => {
      const text = `${NAMESPACES[section]}.${problem.code}`;
      return { ...problem, text, stepId: null, fix: getQuickFix(section, draft, problem) };
    });
    return [...own, ...this.#nameTaken(section, draft)];
  }

  #routeProblems(route: Route): readonly DraftProblem[] {
    const same = this.#sameNames('routes', route.name);
    const problems = lintRoute(route, {
      index: this.#surroundings.company,
      otherNames: same.slice(1),
      rules: this.#surroundings.rules,
      orderers: route.id === this.#defaultRoute ? this.#orderers : null,
      policy: DEFAULT_ROUTE_POLICY,
    });
    return problems.map(({ code, severity, stepId, params, quickFix: edits }) => {
      const at = route.steps.findIndex((step) => step.id === stepId);
      return {
        code,
        severity,
        path: at < 0 ? '' : `steps[${at}]`,
        params,
        text: `${NAMESPACES.routes}.${code}.explanation`,
        stepId,
        fix: edits === undefined ? null : { kind: 'sequence', edits },
      };
    });
  }

  #problems(section: Exclude<Section, 'routes'>, id: string, body: Body): readonly Problem[] {
    const { people, outlook } = this.#surroundings;
    switch (section) {
      case 'serials':
        return lintSerial(body as Serial, outlook, this.#lastIssued(id, body as Serial));
      case 'integration':
        return lintIntegration(body as Bodies['integration']);
      case 'common_settings':
        return lintCommonSettings(body as Bodies['common_settings'], this.#targets(body as Bodies['common_settings']));
      case 'allowed_users':
        return lintAllowedUsers(body as AllowedUsers, people);
      case 'amazon_groups':
        return lintAmazonGroup(body as Bodies['amazon_groups'], dayText(outlook.today));
      case 'invoice_groups':
        return this.#invoiceProblems(body as Bodies['invoice_groups']);
    }
  }

  /** The route and the serial number selected in the common settings. */
  #targets({ routeId, serialId }: Bodies['common_settings']): CommonSettingsTargets {
    const of = <S extends 'routes' | 'serials'>(section: S, id: string | null): Bodies[S] | null =>
      id === null ? null : ((findDraft(this.#drafts, { section, id })?.draft ?? null) as Bodies[S] | null);
    const route = of('routes', routeId);
    const serial = of('serials', serialId);
    return {
      route: route === null ? null : { name: route.name, complete: route.status === 'complete' },
      serial: serial === null ? null : { name: serial.name },
    };
  }

  #invoiceProblems(group: Bodies['invoice_groups']): readonly Problem[] {
    return lintInvoiceGroup(group, {
      people: this.#surroundings.people,
      match: this.twinOf(group.code),
      ...this.#takenCode(group.code),
    });
  }

  /**
   * Matches the code of an invoice group with the options of the Amazon groups. Returns the option and the first group that has it, both
   * `''` if there is none; `null` while no option is known.
   */
  twinOf(code: string): { readonly match: CodeMatch; readonly option: string; readonly amazonGroup: string } | null {
    const match = this.#matches.get(code);
    if (match === undefined || this.#amazonGroups.length === 0) return null;
    const group = this.#amazonGroups[match.at];
    return { match, option: group?.integrationOption ?? '', amazonGroup: group?.name ?? '' };
  }

  #takenCode(code: string): Pick<InvoiceLintContext, 'codeTaken' | 'codeTakenByCase' | 'optionShared'> {
    const same = this.#codes.get(code) ?? 0;
    const meeting = this.#codesByOption.get(this.#matches.get(code)?.at ?? -1)?.size ?? 0;
    return {
      codeTaken: same > 1,
      codeTakenByCase: (this.#foldedCodes.get(code.toLowerCase()) ?? 0) > same,
      optionShared: meeting > 1,
    };
  }

  #sameNames(section: Section, name: string): readonly string[] {
    return this.#names.get(`${section} ${foldedName(name)}`) ?? [];
  }

  #nameTaken(section: Section, body: Body): readonly DraftProblem[] {
    const name = getBodyName(section, body);
    if (!UNIQUE_NAMES.has(section) || name.trim() === '' || this.#sameNames(section, name).length < 2) return [];
    return [
      { code: 'name-taken', severity: 'risk', path: 'name', params: { name }, text: 'draft.problem.name-taken', stepId: null, fix: null },
    ];
  }
}

const sameSurroundings = (a: DraftLintContext, b: DraftLintContext): boolean =>
  a.people === b.people && a.company === b.company && isSameJson(a.rules, b.rules) && toStableJson(a.outlook) === toStableJson(b.outlook);

/** Converts the allowed users to access rights, for comparison with those of a route. */
export function toRouteAccess(allowed: AllowedUsers | null): Access {
  if (allowed === null || allowed.everyone) return { kind: 'everyone' };
  return {
    kind: 'listed',
    principals: [
      ...allowed.users.map((id) => ({ kind: 'user' as const, id })),
      ...allowed.organizations.map(({ id, descendants }) => ({ kind: 'organization' as const, id, descendants })),
      ...allowed.roles.map((id) => ({ kind: 'role' as const, id })),
    ],
  };
}
