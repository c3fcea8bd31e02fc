import { isPoHost, isPunchoutHost, localKind } from './amazon-hosts.ts';
import type { Problem } from './problem.ts';

const UUID = /^\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ADDRESS = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/i;

export type AddressProblem =
  | 'address-empty'
  | 'address-blanks'
  | 'address-width'
  | 'address-malformed'
  | 'address-not-https'
  | 'address-credentials'
  | 'address-demo'
  | 'po-host-foreign'
  | 'po-path-no-uuid'
  | 'po-extra'
  | 'punchout-host-foreign'
  | 'addresses-swapped'
  | 'addresses-same';

interface Address {
  readonly scheme: string;
  readonly credentials: boolean;
  readonly host: string;
  readonly path: string;
  readonly extra: boolean;
}

/** The parts of an absolute address; `null` when it is none. */
export function readAddress(text: string): Address | null {
  const parts = ADDRESS.exec(text);
  if (parts === null) return null;
  const [, scheme = '', authority = '', path = '', query, fragment] = parts;
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
  return {
    scheme: scheme.toLowerCase(),
    credentials: authority.includes('@'),
    host: host.toLowerCase(),
    path,
    extra: query !== undefined || fragment !== undefined,
  };
}

/** Blanks outside, characters that are not half-width, and shape: what is wrong with any address whatever it is for. */
function formOf(
  field: 'poRequestUrl' | 'punchoutUrl',
  text: string,
): { readonly problems: Problem<AddressProblem>[]; readonly address: Address | null } {
  const problems: Problem<AddressProblem>[] = [];
  const add = (code: AddressProblem, severity: Problem['severity'], params: Problem['params'] = {}): void => {
    problems.push({ code, severity, path: field, params });
  };
  if (/\s/u.test(text)) add('address-blanks', 'block');
  const wide = [...text].find((character) => !/[\s\x21-\x7e]/u.test(character));
  if (wide !== undefined) add('address-width', 'block', { character: wide, position: [...text].indexOf(wide) + 1 });
  const address = readAddress(text.normalize('NFKC').replace(/\s/gu, ''));
  if (address === null) add('address-malformed', 'block');
  else {
    const local = localKind(address.host);
    // What stays on this machine needs no TLS; it is no address of a real company either.
    if (local !== null && /^https?$/.test(address.scheme)) add('address-demo', 'note', { host: address.host });
    else if (address.scheme !== 'https') add('address-not-https', 'block', { scheme: address.scheme });
    if (address.credentials) add('address-credentials', 'block');
  }
  return { problems, address };
}

const looksLikePo = ({ host, path }: Address): boolean => isPoHost(host) || UUID.test(path);
const looksLikePunchout = ({ host, path }: Address): boolean =>
  isPunchoutHost(host) || path.startsWith('/punchout') || path.includes('/eprocurement/');

/** What is wrong with the two addresses, each alone and one against the other. Never throws. Source: handbook amazon-cxml.md 1.2, 5. */
export function lintAddresses(poRequestUrl: string, punchoutUrl: string): readonly Problem<AddressProblem>[] {
  const problems: Problem<AddressProblem>[] = [];
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
  if (po?.address && looksLikePunchout(po.address) && !isPoHost(po.address.host)) {
    problems.push({ code: 'addresses-swapped', severity: 'block', path: 'poRequestUrl', params: { host: po.address.host } });
  } else if (po?.address) {
    const { host, path, extra } = po.address;
    if (!isPoHost(host) && localKind(host) === null)
      problems.push({ code: 'po-host-foreign', severity: 'risk', path: 'poRequestUrl', params: { host } });
    if (!UUID.test(path)) problems.push({ code: 'po-path-no-uuid', severity: 'risk', path: 'poRequestUrl', params: {} });
    if (extra) problems.push({ code: 'po-extra', severity: 'risk', path: 'poRequestUrl', params: {} });
  }
  if (punchout?.address && looksLikePo(punchout.address)) {
    problems.push({ code: 'addresses-swapped', severity: 'block', path: 'punchoutUrl', params: { host: punchout.address.host } });
  } else if (punchout?.address && !isPunchoutHost(punchout.address.host) && localKind(punchout.address.host) === null) {
    problems.push({ code: 'punchout-host-foreign', severity: 'risk', path: 'punchoutUrl', params: { host: punchout.address.host } });
  }
  return problems;
}
