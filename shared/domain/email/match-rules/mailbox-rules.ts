import type { EmailPolicy } from '../policy.ts';
import { getDomainStartIndex, toCanonicalDomain } from './domain-form.ts';

/** The match rules for different addresses of one mailbox: alias domains, tags, rules of providers. */

/**
 * Replaces former company domains by the present one. Chains are followed; a cycle is resolved to one of its domains. Source:
 * docs/domain/matching.md#match-rules, rule 8.
 */
export function createAliasStep(policy: EmailPolicy): (address: string) => string {
  const next = new Map(policy.aliasDomains.map(({ from, to }) => [toCanonicalDomain(from), toCanonicalDomain(to)]));
  const targets = new Map([...next.keys()].map((from) => [from, endOfChain(next, from)]));
  if (targets.size === 0) return (address) => address;
  return (address) => {
    const start = getDomainStartIndex(address);
    const target = start < 0 ? undefined : targets.get(address.slice(start));
    return target === undefined ? address : address.slice(0, start) + target;
  };
}

function endOfChain(next: ReadonlyMap<string, string>, from: string): string {
  const seen: string[] = [];
  for (let domain = from; ; ) {
    const circle = seen.indexOf(domain);
    if (circle >= 0) return seen.slice(circle).sort()[0] ?? domain;
    seen.push(domain);
    const following = next.get(domain);
    if (following === undefined) return domain;
    domain = following;
  }
}

/** Replaces `user+tag@` by `user@`; a quoted local part and a leading plus stay. Source: docs/domain/matching.md#match-rules, rule 9. */
export function removePlusTag(address: string): string {
  return cutLocal(address, '+');
}

interface ProviderRule {
  readonly domain: string;
  readonly dots: 'kept' | 'ignored';
  readonly tag: string;
}

const GMAIL: ProviderRule = { domain: 'gmail.com', dots: 'ignored', tag: '+' };
const ICLOUD: ProviderRule = { domain: 'icloud.com', dots: 'kept', tag: '+' };
const yahoo = (domain: string): [string, ProviderRule] => [domain, { domain, dots: 'kept', tag: '-' }];

/**
 * Rules documented by the providers: Gmail ignores dots and has two domains, Apple has three, Yahoo's tag begins with a hyphen. Outlook,
 * Hotmail and Live support only plus tags, which the previous rule has removed. Source: docs/domain/matching.md#match-rules, rule 10; the
 * options of validator.js normalizeEmail.
 */
const PROVIDER_RULES: ReadonlyMap<string, ProviderRule> = new Map([
  ['gmail.com', GMAIL],
  ['googlemail.com', GMAIL],
  ['icloud.com', ICLOUD],
  ['me.com', ICLOUD],
  ['mac.com', ICLOUD],
  ...['yahoo.co.jp', 'ymail.ne.jp', 'yahoo.com', 'ymail.com', 'rocketmail.com'].map(yahoo),
]);

/**
 * Unifies the addresses that a provider delivers to one mailbox; other domains stay. Source: docs/domain/matching.md#match-rules, rule 10.
 */
export function applyProviderRule(address: string): string {
  const start = getDomainStartIndex(address);
  const rule = start < 0 ? undefined : PROVIDER_RULES.get(address.slice(start));
  if (rule === undefined) return address;
  const local = address.slice(0, start - 1);
  const plain = rule.dots === 'ignored' && !local.startsWith('"') ? local.replaceAll('.', '') : local;
  return cutLocal(`${plain === '' ? local : plain}@${rule.domain}`, rule.tag);
}

function cutLocal(address: string, tag: string): string {
  const cut = address.indexOf(tag);
  const at = getDomainStartIndex(address) - 1;
  return cut <= 0 || cut >= at || address.startsWith('"') ? address : address.slice(0, cut) + address.slice(at);
}
