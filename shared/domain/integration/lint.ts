import { type CodeProblem, checkCode } from './code.ts';
import type { Problem } from './problem.ts';
import type { AmazonGroup, CommonSettings, Integration } from './settings.ts';
import { lintWebAddresses, type WebAddressProblem } from './web-addresses/addresses.ts';

export type IntegrationProblem = WebAddressProblem | 'login-empty' | 'login-blanks' | 'login-width';

/** Problems of the three settings that can be detected without a connection. Source: docs/domain/neo.md#checks. */
export function lintIntegration({ systemLogin, poRequestUrl, punchoutUrl }: Integration): readonly Problem<IntegrationProblem>[] {
  const problems: Problem<IntegrationProblem>[] = [];
  const wide = [...systemLogin].find((character) => !/[\s\x21-\x7e]/u.test(character));
  if (systemLogin === '') problems.push({ code: 'login-empty', severity: 'block', path: 'systemLogin', params: {} });
  if (/\s/u.test(systemLogin)) problems.push({ code: 'login-blanks', severity: 'block', path: 'systemLogin', params: {} });
  if (wide !== undefined) problems.push({ code: 'login-width', severity: 'block', path: 'systemLogin', params: { character: wide } });
  return [...problems, ...lintWebAddresses(poRequestUrl, punchoutUrl)];
}

/** Targets of the common settings; `null` if there is no such draft. */
export interface CommonSettingsTargets {
  readonly route: { readonly name: string; readonly complete: boolean } | null;
  readonly serial: { readonly name: string } | null;
}
export type CommonSettingsProblem =
  | 'title-empty'
  | 'title-blanks'
  | 'route-none'
  | 'route-gone'
  | 'route-incomplete'
  | 'serial-none'
  | 'serial-gone';

/** Checks that the common settings provide a title, a usable route and a serial number. Source: docs/domain/neo.md#checks. */
export function lintCommonSettings(
  { title, routeId, serialId }: CommonSettings,
  { route, serial }: CommonSettingsTargets,
): readonly Problem<CommonSettingsProblem>[] {
  const problems: Problem<CommonSettingsProblem>[] = [];
  const add = (code: CommonSettingsProblem, severity: Problem['severity'], path: string, params: Problem['params'] = {}): void => {
    problems.push({ code, severity, path, params });
  };
  if (title.trim() === '') add('title-empty', 'block', 'title');
  else if (title !== title.trim()) add('title-blanks', 'risk', 'title');
  if (routeId === null) add('route-none', 'block', 'routeId');
  else if (route === null) add('route-gone', 'block', 'routeId');
  else if (!route.complete) add('route-incomplete', 'block', 'routeId', { name: route.name });
  if (serialId === null) add('serial-none', 'block', 'serialId');
  else if (serial === null) add('serial-gone', 'block', 'serialId');
  return problems;
}

export type AmazonGroupProblem =
  | CodeProblem
  | 'name-empty'
  | 'name-blanks'
  | 'payment-by-users'
  | 'payment-unknown'
  | 'address-none'
  | 'system-none'
  | 'system-test'
  | 'registered-unknown'
  | 'registered-malformed'
  | 'registered-future'
  | 'safeguard-out-of-range';

/**
 * Problems that prevent an Amazon group from ordering; `today` = `YYYY-MM-DD`. Source: manual 2-2-2,
 * docs/domain/amazon-cxml.md#test-and-active to #order-safeguards.
 */
export function lintAmazonGroup(group: AmazonGroup, today: string): readonly Problem<AmazonGroupProblem>[] {
  const problems: Problem<AmazonGroupProblem>[] = [];
  const add = (code: AmazonGroupProblem, severity: Problem['severity'], path: string, params: Problem['params'] = {}): void => {
    problems.push({ code, severity, path, params });
  };
  if (group.name.trim() === '') add('name-empty', 'block', 'name');
  else if (group.name !== group.name.trim()) add('name-blanks', 'risk', 'name');
  const { problem, character, position, twin } = checkCode(group.integrationOption);
  if (problem !== null) add(problem, 'block', 'integrationOption', { character, position, twin: twin ?? 'none' });
  if (group.paymentOption === 'users') add('payment-by-users', 'block', 'paymentOption');
  if (group.paymentOption === 'unknown') add('payment-unknown', 'note', 'paymentOption');
  if (group.addresses < 1) add('address-none', 'risk', 'addresses');
  const { state, registeredOn } = group.purchasingSystem;
  if (state === 'none') add('system-none', 'risk', 'purchasingSystem.state');
  if (state === 'test') add('system-test', 'risk', 'purchasingSystem.state');
  if (state !== 'none' && registeredOn === null) add('registered-unknown', 'note', 'purchasingSystem.registeredOn');
  if (registeredOn !== null && !isDay(registeredOn)) add('registered-malformed', 'block', 'purchasingSystem.registeredOn');
  else if (registeredOn !== null && registeredOn > today) add('registered-future', 'block', 'purchasingSystem.registeredOn');
  const limits = { priceChangePercent: 100, shippingYen: 1_000_000, deliveryDays: 365 } as const;
  for (const [field, most] of Object.entries(limits) as [keyof typeof limits, number][]) {
    const value = group.safeguards[field];
    if (value !== null && !(value >= 0 && value <= most)) add('safeguard-out-of-range', 'block', `safeguards.${field}`, { most });
  }
  return problems;
}

/** True if the text is an existing date, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
