import type { Problem } from '../problem.ts';
import { readWebAddress, type WebAddress } from './web-address.ts';

const UUID = /^\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export type WebAddressProblem =
  | 'address-empty'
  | 'address-blanks'
  | 'address-width'
  | 'address-malformed'
  | 'address-not-https'
  | 'address-credentials'
  | 'address-port'
  | 'address-demo'
  | 'po-host-foreign'
  | 'po-path-no-uuid'
  | 'po-extra'
  | 'punchout-host-foreign'
  | 'addresses-swapped'
  | 'addresses-same';

/** Checks common to all addresses: outer spaces, width, structure. */
function formOf(
  field: 'poRequestUrl' | 'punchoutUrl',
  text: string,
): { readonly problems: Problem<WebAddressProblem>[]; readonly address: WebAddress | null } {
  const problems: Problem<WebAddressProblem>[] = [];
  const add = (code: WebAddressProblem, severity: Problem['severity'], params: Problem['params'] = {}): void => {
    problems.push({ code, severity, path: field, params });
  };
  if (/\s/u.test(text)) add('address-blanks', 'block');
  const wide = [...text].find((character) => !/[\s\x21-\x7e]/u.test(character));
  if (wide !== undefined) add('address-width', 'block', { character: wide, position: [...text].indexOf(wide) + 1 });
  // The intended text is checked, so that one mistake does not hide others. The stored value is not changed.
  const meant = text.normalize('NFKC').replace(/\s/gu, '');
  const address = readWebAddress(meant);
  if (typeof address === 'string') {
    if (address === 'scheme') add('address-not-https', 'block', { scheme: meant.slice(0, meant.indexOf(':')).toLowerCase() });
    else add(address === 'credentials' ? 'address-credentials' : 'address-malformed', 'block');
    return { problems, address: null };
  }
  // Local addresses need no TLS and are not addresses of a real company.
  if (address.local !== null) add('address-demo', 'note', { host: address.host });
  else if (address.scheme !== 'https') add('address-not-https', 'block', { scheme: address.scheme });
  else if (address.port !== null) add('address-port', 'block', { port: address.port });
  return { problems, address };
}

/** True if one segment of the path is a complete UUID. */
const hasUuid = (path: string): boolean => path.split('/').some((part) => UUID.test(`/${part}`));

const looksLikePo = ({ amazon, path }: WebAddress): boolean => amazon === 'orders' || UUID.test(path);
const looksLikePunchout = ({ amazon, path }: WebAddress): boolean =>
  amazon === 'punchout' || path.startsWith('/punchout') || path.includes('/eprocurement/');

/**
 * Problems of both addresses, each alone and in combination. Never throws. Source: docs/domain/amazon-cxml.md#endpoints and
 * #what-goes-wrong.
 */
export function lintWebAddresses(poRequestUrl: string, punchoutUrl: string): readonly Problem<WebAddressProblem>[] {
  const problems: Problem<WebAddressProblem>[] = [];
  const po = poRequestUrl === '' ? null : formOf('poRequestUrl', poRequestUrl);
  const punchout = punchoutUrl === '' ? null : formOf('punchoutUrl', punchoutUrl);
  if (po === null) problems.push({ code: 'address-empty', severity: 'block', path: 'poRequestUrl', params: {} });
  else problems.push(...po.problems);
  if (punchout !== null) problems.push(...punchout.problems);

  if (po?.address && poRequestUrl === punchoutUrl) {
    problems.push({
      code: 'addresses-same',
      severity: 'block',
      path: looksLikePo(po.address) ? 'punchoutUrl' : 'poRequestUrl',
      params: {},
    });
    return problems;
  }
  if (po?.address && looksLikePunchout(po.address) && po.address.amazon !== 'orders') {
    problems.push({ code: 'addresses-swapped', severity: 'block', path: 'poRequestUrl', params: { host: po.address.host } });
  } else if (po?.address) {
    const { host, path, extra, amazon, local } = po.address;
    // A foreign host never receives the order. Another host of Amazon might accept orders in the future, so it is only a risk.
    if (amazon !== 'orders' && local === null)
      problems.push({ code: 'po-host-foreign', severity: amazon === null ? 'block' : 'risk', path: 'poRequestUrl', params: { host } });
    // Without a complete UUID the address identifies no account. Further path segments are unusual but may be valid.
    if (!UUID.test(path))
      problems.push({ code: 'po-path-no-uuid', severity: hasUuid(path) ? 'risk' : 'block', path: 'poRequestUrl', params: {} });
    if (extra) problems.push({ code: 'po-extra', severity: 'risk', path: 'poRequestUrl', params: {} });
  }
  if (punchout?.address && looksLikePo(punchout.address)) {
    problems.push({ code: 'addresses-swapped', severity: 'block', path: 'punchoutUrl', params: { host: punchout.address.host } });
  } else if (punchout?.address && punchout.address.amazon !== 'punchout' && punchout.address.local === null) {
    problems.push({ code: 'punchout-host-foreign', severity: 'risk', path: 'punchoutUrl', params: { host: punchout.address.host } });
  }
  return problems;
}
