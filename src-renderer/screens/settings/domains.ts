export interface AliasDomain {
  readonly from: string;
  readonly to: string;
}

/** A domain in canonical form: no `@`, no scheme, lower case, NFKC; IDNs unchanged. */
export const cleanDomain = (text: string): string => text.normalize('NFKC').trim().replace(/^@/, '').replace(/\.$/, '').toLowerCase();

const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/** At least two labels of letters, digits and inner hyphens, 253 characters at most. */
export const isDomain = (domain: string): boolean =>
  domain.length <= 253 && domain.includes('.') && domain.split('.').every((label) => LABEL.test(label));

/** The domains in a text, separated by line ends, spaces or commas; each once, in order. */
export const parseDomains = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,、，]+/)
      .map(cleanDomain)
      .filter((domain) => domain !== ''),
  ),
];

export interface DomainsDraft {
  readonly company: string;
  readonly aliases: readonly AliasDomain[];
}

export interface DomainsProblem {
  readonly kind: 'not-a-domain' | 'half' | 'same';
  readonly domain: string;
}

/** Aliases without empty rows. */
export const listFilledAliases = ({ aliases }: DomainsDraft): AliasDomain[] =>
  aliases.map(({ from, to }) => ({ from: cleanDomain(from), to: cleanDomain(to) })).filter(({ from, to }) => from !== '' || to !== '');

/** Problems that prevent saving; empty = none. */
export const findDomainProblems = (draft: DomainsDraft): DomainsProblem[] => [
  ...parseDomains(draft.company)
    .filter((domain) => !isDomain(domain))
    .map((domain) => ({ kind: 'not-a-domain', domain }) as const),
  ...listFilledAliases(draft).flatMap(({ from, to }): DomainsProblem[] => {
    if (from === '' || to === '') return [{ kind: 'half', domain: from || to }];
    if (from === to) return [{ kind: 'same', domain: from }];
    return [from, to].filter((domain) => !isDomain(domain)).map((domain) => ({ kind: 'not-a-domain', domain }));
  }),
];
