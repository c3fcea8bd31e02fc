import { getAddressDomain } from '#shared/domain/email/index.ts';
import { getBusinessDay } from '../../../company/business-day.ts';
import { UsageError } from '../options/usage-error.ts';

/** Returns the date of a run; the default is today in Japan. Throws UsageError. */
export function parseRunDay(text: string | undefined): string {
  const today = text ?? getBusinessDay(Date.now());
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(Date.parse(today)) || new Date(today).toISOString().slice(0, 10) !== today)
    throw UsageError.value(`--today ${today.slice(0, 60)}`, 'YYYY-MM-DD');
  return today;
}

/** Returns the company's domains from the options. Throws UsageError. */
export const parseCompanyDomains = (given: { readonly domains: string | undefined; readonly 'alias-domain': readonly string[] }) => ({
  companyDomains: listOf(given.domains).map((domain) => companyDomain('--domains', domain, 'a.co.jp,b.co.jp')),
  aliasDomains: given['alias-domain'].flatMap(listOf).map(aliasOf),
});

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Returns a domain in canonical form. Throws UsageError for text that is not a domain with a dot, because it would match no address. */
function companyDomain(option: string, text: string, example: string): string {
  const bare = text.trim().replace(/^@/, '');
  const domain = bare.includes('@') ? '' : getAddressDomain(`@${bare}`);
  if (!/^[^\s@/:.]+(?:\.[^\s@/:.]+)+$/u.test(domain)) throw UsageError.value(`${option} ${text.slice(0, 60)}`.trim(), example);
  return domain;
}

function aliasOf(text: string): { from: string; to: string } {
  const example = 'old.example=new.example';
  const [from = '', to = '', ...rest] = text.split('=');
  if (rest.length > 0) throw UsageError.value(`--alias-domain ${text.slice(0, 60)}`, example);
  return { from: companyDomain('--alias-domain', from, example), to: companyDomain('--alias-domain', to, example) };
}
