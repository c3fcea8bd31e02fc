import { type Draft, type Drafts, getDraftKey, getDraftState, listBodies } from '#shared/domain/drafts/draft.ts';
import { type Bodies, type Body, getBodyName, type Section, type SingleSection } from '#shared/domain/drafts/sections.ts';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import { countPeopleByAccess, type HeadCount, markAllowedPeople } from '#shared/domain/integration/allowed-users.ts';
import { lintIntegration } from '#shared/domain/integration/lint.ts';
import { matchCodes } from '#shared/domain/invoicing/code-match.ts';
import { countInvitations } from '#shared/domain/readiness/findings/invitations.ts';
import type { ConnectionFact, FormerAccountFact, ObjectFact, PeopleFact, SetupFacts } from '#shared/domain/setup/facts.ts';
import { computeFingerprint } from '#shared/domain/setup/fingerprint.ts';
import { getManualEntryState } from '#shared/domain/sync/manual-entry/manual-entry.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { EnteredObject } from '../../storage/plan/manual-entry-store.ts';
import type { FormerAccount } from '../../storage/setup-store.ts';
import { isPasswordInNeo } from '../configuration.ts';
import { getStoredConnectionTest } from '../connections/connection-proof.ts';
import type { FindingsView } from '../findings/findings-view.ts';
import { getMatchingPolicy } from '../policies.ts';
import { isLastReadOfOtherServer } from '../server/server-access.ts';
import type { CompanySession } from '../session.ts';
import { countOpenWork } from './open-work.ts';

const INTEGRATION_KEY = getDraftKey({ section: 'integration', id: 'integration' });

/** Returns the facts for the set-up guide. Drafts count whether applied or not; each fact states which. */
export function getSetupFacts(session: CompanySession): SetupFacts {
  const file = session.file();
  const { drafts } = file.drafts.state();
  const lint = session.draftCache.lint();
  const entered = new Map(file.manualEntry.entered().map((object) => [object.key, object]));
  const isElsewhere = isLastReadOfOtherServer(file);
  const fact = (draft: Draft, body: Body): ObjectFact => ({
    id: draft.id,
    name: getBodyName(draft.section, body),
    blocking: lint.problemsOf(draft).filter(({ severity }) => severity === 'block').length,
    print: printOf(body),
    ...againstVendor(draft, entered.get(getDraftKey(draft)), isElsewhere),
  });
  const all = <S extends Section, T>(section: S, rest: (body: Bodies[S]) => T): readonly (ObjectFact & T)[] =>
    [...drafts.values()].flatMap((draft) =>
      draft.section === section && draft.draft !== null ? [{ ...fact(draft, draft.draft), ...rest(draft.draft as Bodies[S]) }] : [],
    );
  const single = <S extends SingleSection, T>(section: S, rest: (body: Bodies[S]) => T): (ObjectFact & T) | null => {
    const draft = drafts.get(getDraftKey({ section, id: section }));
    return draft?.draft == null ? null : { ...fact(draft, draft.draft), ...rest(draft.draft as Bodies[S]) };
  };
  const list = (side: 'neo' | 'amazon') => {
    const found = file.people.current().find((snapshot) => snapshot.side === side);
    return found === undefined ? null : { rows: found.rows, takenAt: found.takenAt };
  };
  const people = session.draftCache.company()?.people ?? null;
  const findings = session.findings();
  const former = formerOf(file);
  return {
    ...(former === null ? {} : { former }),
    neoList: list('neo'),
    amazonList: list('amazon'),
    amazonUsersFrom: getMatchingPolicy(file).amazonUsersFrom,
    people: findings === null ? null : peopleOf(findings),
    invitations: {
      ...countInvitations(session.directory().amazonUsers, session.today()),
      areStatesKnown: file.people.current().some(({ side, missingFields }) => side === 'amazon' && !missingFields.includes('state')),
    },
    amazonGroups: all('amazon_groups', (group) => ({ group })),
    invoiceGroups: withMatches(
      all('invoice_groups', ({ code }) => ({ code })),
      drafts,
    ),
    routes: all('routes', ({ status }) => ({ complete: status === 'complete' })),
    serials: all('serials', () => ({})),
    integration: single('integration', (integration) => ({
      systemLogin: integration.systemLogin,
      poRequestUrl: integration.poRequestUrl,
      wrong: (['systemLogin', 'poRequestUrl'] as const).filter((field) =>
        lintIntegration(integration).some(({ path, severity }) => path === field && severity === 'block'),
      ),
    })),
    password: passwordOf(file),
    commonSettings: single('common_settings', ({ title, routeId, serialId }) => ({ title, routeId, serialId })),
    allowedUsers: single('allowed_users', (allowed) => ({
      people: people === null ? null : allowedCount(countPeopleByAccess(markAllowedPeople(allowed, people), people)),
    })),
    connection: connectionOf(file),
  };
}

/** Returns the evidence that the vendor has a draft. A record by an administrator is distinguished from a read of the server. */
function againstVendor(draft: Draft, record: EnteredObject | undefined, isElsewhere: boolean): Pick<ObjectFact, 'server' | 'entry'> {
  if (record !== undefined && draft.base !== null) {
    const entry = { at: record.at, by: record.saidBy === '' ? record.by : record.saidBy, day: record.day };
    return { server: getManualEntryState(draft) === 'same' ? 'claimed' : 'outdated', entry };
  }
  if (draft.base === null || isElsewhere) return { server: 'absent' };
  return { server: getDraftState(draft) === 'same' ? 'same' : 'differs' };
}

/** Returns the number of allowed people; `null` if that is unknown for some. */
const allowedCount = ({ active, unchecked }: HeadCount): number | null => (unchecked > 0 ? null : active);

/** Returns whether the catalog password is saved here, and whether NEO has it. After manual entry in NEO it need not be saved here. */
const passwordOf = (file: CompanyFile): SetupFacts['password'] => ({
  kept: file.secrets.keeps('catalog-password'),
  inNeo: isPasswordInNeo(file),
});

/** Returns the former account, and whether its values and password are still the current ones; `null` = no account was replaced. */
function formerOf(file: CompanyFile): FormerAccountFact | null {
  const former = file.setup.former();
  if (former === null) return null;
  const body = file.drafts.state().drafts.get(INTEGRATION_KEY)?.draft ?? null;
  return {
    at: former.at,
    done: former.done,
    areValuesKept: former.valuesPrint !== null && body !== null && printOf(body) === former.valuesPrint,
    isPasswordKept: former.passwordGeneration > 0 && file.secrets.keptGeneration('catalog-password') === former.passwordGeneration,
  };
}

/** Returns fingerprints of the current values and password, for a later comparison. */
export function computePresentValuesFingerprint(file: CompanyFile): Pick<FormerAccount, 'valuesPrint' | 'passwordGeneration'> {
  const body = file.drafts.state().drafts.get(INTEGRATION_KEY)?.draft ?? null;
  return {
    valuesPrint: body === null ? null : printOf(body),
    passwordGeneration: file.secrets.keptGeneration('catalog-password'),
  };
}

/** Returns the last connection test of Amazon; `null` = none. */
function connectionOf(file: CompanyFile): ConnectionFact | null {
  const run = getStoredConnectionTest(file, 'amazon');
  if (run === null) return null;
  const { startedAt, layers, outdated } = run;
  return {
    passed: layers.length > 0 && layers.every(({ state }) => state !== 'failed'),
    unproven: layers.some(({ reasons }) => reasons.some(({ id }) => id === 'wrong-secret-accepted')),
    at: startedAt,
    outdated,
  };
}

const prints = new WeakMap<Body, string>();
/** Returns the fingerprint of a body, cached because bodies are immutable. */
function printOf(body: Body): string {
  let print = prints.get(body);
  if (print === undefined) {
    print = computeFingerprint(toStableJson(body));
    prints.set(body, print);
  }
  return print;
}

function withMatches<O extends { readonly code: string }>(groups: readonly O[], drafts: Drafts) {
  const options = Array.from(listBodies(drafts.values(), 'amazon_groups'), ({ body }) => body.integrationOption).filter(
    (option) => option !== '',
  );
  const matches = matchCodes(
    groups.map(({ code }) => code),
    options,
  );
  return groups.map((group, at) => {
    const match = options.length === 0 ? undefined : matches[at];
    return { ...group, match: match?.kind ?? null, option: options[match?.at ?? -1] ?? '' };
  });
}

const known = new WeakMap<FindingsView, PeopleFact>();
/** Returns the counts of people, computed once per findings view. */
function peopleOf(view: FindingsView): PeopleFact {
  const fact = known.get(view) ?? countOpenWork(view.audit);
  known.set(view, fact);
  return fact;
}
