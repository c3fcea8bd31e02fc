import { type Check, confirmedCheck, incompleteCheck, recordedCheck } from './check.ts';
import { latestEntry, namedSome, type ObjectFact, reason, type SetupFacts, type SetupReason } from './facts.ts';

/**
 * Check of a setting in NEO: correct in the draft, and read from the server or recorded as entered. `fault` returns the problem of one
 * object.
 */
function entered<O extends ObjectFact>(
  objects: readonly O[],
  fault: (object: O) => SetupReason | null,
  found: (sound: readonly O[]) => readonly SetupReason[],
): Check {
  const faults = objects.map(fault);
  const sound = objects.filter((_, at) => faults[at] === null);
  const basis = sound.map(({ id, name, print }) => ({ id, name, print }));
  const inNeo = sound.some(({ server }) => server !== 'absent');
  const wrong = faults.filter((one) => one !== null);
  if (wrong.length > 0) return incompleteCheck(wrong, { enough: inNeo, found: found(sound), basis });
  const absent = sound.filter(({ server }) => server === 'absent');
  const differing = sound.filter(({ server }) => server === 'differs');
  const outdated = sound.filter(({ server }) => server === 'outdated');
  if (absent.length + differing.length + outdated.length === 0)
    return sound.some(({ server }) => server === 'claimed')
      ? recordedCheck([...found(sound), reason('entered-by-hand')], basis, latestEntry(sound))
      : confirmedCheck([...found(sound), reason('same-on-server')], basis);
  const lacks = [
    ...(absent.length > 0 ? [reason('not-in-neo', { count: absent.length })] : []),
    ...(differing.length > 0 ? [reason('differs-from-neo', { count: differing.length })] : []),
    ...namedSome('changed-since-entry', outdated),
  ];
  return { level: 'prepared', enough: inNeo, lacks, found: found(sound), basis, people: null, entry: null };
}

const broken = ({ name, blocking }: ObjectFact): SetupReason | null =>
  blocking > 0 ? reason('object-broken', { name, count: blocking }) : null;

/** The default object; all candidates if none is selected. */
function chosen<O extends ObjectFact>(objects: readonly O[], id: string | null | undefined): readonly O[] {
  const one = objects.find((object) => object.id === id);
  return one === undefined ? objects : [one];
}

export function route(facts: SetupFacts): Check {
  const routes = chosen(facts.routes, facts.commonSettings?.routeId);
  if (routes.length === 0) return incompleteCheck([reason('no-routes')]);
  const fault = (one: (typeof routes)[number]): SetupReason | null =>
    one.complete ? broken(one) : reason('route-incomplete', { name: one.name });
  // If no route is selected, one that works is sufficient.
  const working = routes.filter((one) => fault(one) === null);
  return entered(working.length > 0 ? working : routes.slice(0, 1), fault, (sound) => namedSome('routes-ready', sound));
}

export function serial(facts: SetupFacts): Check {
  const serials = chosen(facts.serials, facts.commonSettings?.serialId);
  if (serials.length === 0) return incompleteCheck([reason('no-serials')]);
  const working = serials.filter((one) => broken(one) === null);
  return entered(working.length > 0 ? working : serials.slice(0, 1), broken, (sound) => namedSome('serials-ready', sound));
}

export function integrationValues({ integration, password, former }: SetupFacts): Check {
  const missing = [
    ...(integration === null || integration.systemLogin.trim() === '' ? [reason('login-missing')] : []),
    ...(integration === null || integration.poRequestUrl.trim() === '' ? [reason('po-url-missing')] : []),
  ];
  if (integration === null || missing.length > 0) return incompleteCheck(missing);
  const known = password.kept || password.inNeo === true;
  const found = [reason('values-given'), reason(known ? 'password-set' : 'password-unknown')];
  const check = entered(
    [integration],
    (one) => (one.blocking > 0 ? reason('values-broken', { count: one.blocking }) : null),
    () => found,
  );
  if (check.level === 'none') return check;
  const open = [
    ...(former?.areValuesKept === true ? [reason('values-former')] : []),
    ...(former?.isPasswordKept === true ? [reason('password-former')] : []),
    // NEO never shows the password, so an administrator may record that it was entered.
    ...(password.inNeo === false ? [reason(password.kept ? 'password-not-in-neo' : 'password-missing')] : []),
  ];
  return open.length === 0 ? check : { ...check, level: 'prepared', enough: false, lacks: [...check.lacks, ...open] };
}

export function allowedUsers({ allowedUsers: allowed }: SetupFacts): Check {
  if (allowed === null) return incompleteCheck([reason('allowed-undecided')]);
  const { people } = allowed;
  const found = people === null ? [] : [reason('allowed-people', { count: people })];
  // The entries may be valid although no active person is included.
  const fault = people === 0 ? reason('nobody-in-scope') : null;
  return entered(
    [allowed],
    (one) => (one.blocking > 0 ? reason('allowed-broken') : fault),
    () => found,
  );
}

export function commonSettings({ commonSettings: common, routes, serials }: SetupFacts): Check {
  const nameOf = (objects: readonly ObjectFact[], id: string | null): string | undefined => objects.find((one) => one.id === id)?.name;
  const routeName = common === null ? undefined : nameOf(routes, common.routeId);
  const serialName = common === null ? undefined : nameOf(serials, common.serialId);
  const missing = [
    ...(common === null || common.title.trim() === '' ? [reason('title-missing')] : []),
    ...(routeName === undefined ? [reason('route-not-chosen')] : []),
    ...(serialName === undefined ? [reason('serial-not-chosen')] : []),
  ];
  if (common === null || missing.length > 0) return incompleteCheck(missing);
  const found = [reason('common-given', { title: common.title, route: routeName ?? '', serial: serialName ?? '' })];
  return entered(
    [common],
    (one) => (one.blocking > 0 ? reason('common-broken') : null),
    () => found,
  );
}

export function invoiceCode({ invoiceGroups }: SetupFacts): Check {
  if (invoiceGroups.length === 0) return incompleteCheck([reason('no-invoice-groups')]);
  if (invoiceGroups.every(({ match }) => match === null)) return incompleteCheck([reason('no-options')]);
  const meets = (one: (typeof invoiceGroups)[number]): boolean => one.match === 'exact';
  return entered(
    invoiceGroups,
    (one) => (meets(one) ? broken(one) : reason('code-unmatched', { name: one.name, code: one.code === '' ? 'none' : one.code })),
    (sound) => namedSome('codes-match', sound),
  );
}

/** A test proves the values it used until they are changed. */
export function connectionTest({ connection, former }: SetupFacts): Check {
  if (connection === null || (former !== undefined && connection.at < former.at)) return incompleteCheck([reason('never-tested')]);
  if (!connection.passed) return incompleteCheck([reason('test-failed', { day: connection.at })]);
  if (connection.outdated) return incompleteCheck([reason('test-outdated', { day: connection.at })]);
  if (connection.unproven) return incompleteCheck([reason('test-unproven', { day: connection.at })]);
  return confirmedCheck([reason('test-passed', { day: connection.at })]);
}
