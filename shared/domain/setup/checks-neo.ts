import { createConfirmedCheck, createIncompleteCheck, createRecordedCheck, type SetupCheck } from './check.ts';
import { createNamedReasons, createSetupReason, findLatestEntry, type ObjectFact, type SetupFacts, type SetupReason } from './facts.ts';

/**
 * Check of a setting in NEO: correct in the draft, and read from the server or recorded as entered. `fault` returns the problem of one
 * object.
 */
function entered<O extends ObjectFact>(
  objects: readonly O[],
  fault: (object: O) => SetupReason | null,
  found: (sound: readonly O[]) => readonly SetupReason[],
): SetupCheck {
  const faults = objects.map(fault);
  const sound = objects.filter((_, at) => faults[at] === null);
  const basis = sound.map(({ id, name, print }) => ({ id, name, print }));
  const inNeo = sound.some(({ server }) => server !== 'absent');
  const wrong = faults.filter((one) => one !== null);
  if (wrong.length > 0) return createIncompleteCheck(wrong, { enough: inNeo, found: found(sound), basis });
  const absent = sound.filter(({ server }) => server === 'absent');
  const differing = sound.filter(({ server }) => server === 'differs');
  const outdated = sound.filter(({ server }) => server === 'outdated');
  if (absent.length + differing.length + outdated.length === 0)
    return sound.some(({ server }) => server === 'claimed')
      ? createRecordedCheck([...found(sound), createSetupReason('entered-by-hand')], basis, findLatestEntry(sound))
      : createConfirmedCheck([...found(sound), createSetupReason('same-on-server')], basis);
  const lacks = [
    ...(absent.length > 0 ? [createSetupReason('not-in-neo', { count: absent.length })] : []),
    ...(differing.length > 0 ? [createSetupReason('differs-from-neo', { count: differing.length })] : []),
    ...createNamedReasons('changed-since-entry', outdated),
  ];
  return { level: 'prepared', enough: inNeo, lacks, found: found(sound), basis, people: null, entry: null };
}

const broken = ({ name, blocking }: ObjectFact): SetupReason | null =>
  blocking > 0 ? createSetupReason('object-broken', { name, count: blocking }) : null;

/** The default object; all candidates if none is selected. */
function chosen<O extends ObjectFact>(objects: readonly O[], id: string | null | undefined): readonly O[] {
  const one = objects.find((object) => object.id === id);
  return one === undefined ? objects : [one];
}

export function checkDefaultRoute(facts: SetupFacts): SetupCheck {
  const routes = chosen(facts.routes, facts.commonSettings?.routeId);
  if (routes.length === 0) return createIncompleteCheck([createSetupReason('no-routes')]);
  const fault = (one: (typeof routes)[number]): SetupReason | null =>
    one.complete ? broken(one) : createSetupReason('route-incomplete', { name: one.name });
  // If no route is selected, one that works is sufficient.
  const working = routes.filter((one) => fault(one) === null);
  return entered(working.length > 0 ? working : routes.slice(0, 1), fault, (sound) => createNamedReasons('routes-ready', sound));
}

export function checkDefaultSerial(facts: SetupFacts): SetupCheck {
  const serials = chosen(facts.serials, facts.commonSettings?.serialId);
  if (serials.length === 0) return createIncompleteCheck([createSetupReason('no-serials')]);
  const working = serials.filter((one) => broken(one) === null);
  return entered(working.length > 0 ? working : serials.slice(0, 1), broken, (sound) => createNamedReasons('serials-ready', sound));
}

export function checkIntegrationValues({ integration, password, former }: SetupFacts): SetupCheck {
  const missing = [
    ...(integration === null || integration.systemLogin.trim() === '' ? [createSetupReason('login-missing')] : []),
    ...(integration === null || integration.poRequestUrl.trim() === '' ? [createSetupReason('po-url-missing')] : []),
  ];
  if (integration === null || missing.length > 0) return createIncompleteCheck(missing);
  const known = password.kept || password.inNeo === true;
  const found = [createSetupReason('values-given'), createSetupReason(known ? 'password-set' : 'password-unknown')];
  const check = entered(
    [integration],
    (one) => (one.blocking > 0 ? createSetupReason('values-broken', { count: one.blocking }) : null),
    () => found,
  );
  if (check.level === 'none') return check;
  const open = [
    ...(former?.areValuesKept === true ? [createSetupReason('values-former')] : []),
    ...(former?.isPasswordKept === true ? [createSetupReason('password-former')] : []),
    // NEO never shows the password, so an administrator may record that it was entered.
    ...(password.inNeo === false ? [createSetupReason(password.kept ? 'password-not-in-neo' : 'password-missing')] : []),
  ];
  return open.length === 0 ? check : { ...check, level: 'prepared', enough: false, lacks: [...check.lacks, ...open] };
}

export function checkAllowedUsers({ allowedUsers: allowed }: SetupFacts): SetupCheck {
  if (allowed === null) return createIncompleteCheck([createSetupReason('allowed-undecided')]);
  const { people } = allowed;
  const found = people === null ? [] : [createSetupReason('allowed-people', { count: people })];
  // The entries may be valid although no active person is included.
  const fault = people === 0 ? createSetupReason('nobody-in-scope') : null;
  return entered(
    [allowed],
    (one) => (one.blocking > 0 ? createSetupReason('allowed-broken') : fault),
    () => found,
  );
}

export function checkCommonSettings({ commonSettings: common, routes, serials }: SetupFacts): SetupCheck {
  const nameOf = (objects: readonly ObjectFact[], id: string | null): string | undefined => objects.find((one) => one.id === id)?.name;
  const routeName = common === null ? undefined : nameOf(routes, common.routeId);
  const serialName = common === null ? undefined : nameOf(serials, common.serialId);
  const missing = [
    ...(common === null || common.title.trim() === '' ? [createSetupReason('title-missing')] : []),
    ...(routeName === undefined ? [createSetupReason('route-not-chosen')] : []),
    ...(serialName === undefined ? [createSetupReason('serial-not-chosen')] : []),
  ];
  if (common === null || missing.length > 0) return createIncompleteCheck(missing);
  const found = [createSetupReason('common-given', { title: common.title, route: routeName ?? '', serial: serialName ?? '' })];
  return entered(
    [common],
    (one) => (one.blocking > 0 ? createSetupReason('common-broken') : null),
    () => found,
  );
}

export function checkInvoiceCodes({ invoiceGroups }: SetupFacts): SetupCheck {
  if (invoiceGroups.length === 0) return createIncompleteCheck([createSetupReason('no-invoice-groups')]);
  if (invoiceGroups.every(({ match }) => match === null)) return createIncompleteCheck([createSetupReason('no-options')]);
  const meets = (one: (typeof invoiceGroups)[number]): boolean => one.match === 'exact';
  return entered(
    invoiceGroups,
    (one) =>
      meets(one) ? broken(one) : createSetupReason('code-unmatched', { name: one.name, code: one.code === '' ? 'none' : one.code }),
    (sound) => createNamedReasons('codes-match', sound),
  );
}

/** A test proves the values it used until they are changed. */
export function checkConnectionTest({ connection, former }: SetupFacts): SetupCheck {
  if (connection === null || (former !== undefined && connection.at < former.at))
    return createIncompleteCheck([createSetupReason('never-tested')]);
  if (!connection.passed) return createIncompleteCheck([createSetupReason('test-failed', { day: connection.at })]);
  if (connection.outdated) return createIncompleteCheck([createSetupReason('test-outdated', { day: connection.at })]);
  if (connection.unproven) return createIncompleteCheck([createSetupReason('test-unproven', { day: connection.at })]);
  return createConfirmedCheck([createSetupReason('test-passed', { day: connection.at })]);
}
