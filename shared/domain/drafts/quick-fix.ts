import { checkCode, isCode } from '../integration/code.ts';
import type { Problem } from '../integration/problem.ts';
import { lintWebAddresses } from '../integration/web-addresses/addresses.ts';
import { type CodeMatchKind, isNotationVariant } from '../invoicing/code-match.ts';
import { getMaxCounterValue } from '../serials/counter.ts';
import { MAX_COUNTER_DIGITS } from '../serials/digits.ts';
import type { Serial } from '../serials/serial.ts';
import type { Bodies, Body, Edits, Section } from './sections.ts';

type Fix = Edits[Exclude<Section, 'routes'>] | null;

const set = (fields: object): Fix => ({ kind: 'set', fields }) as Fix;

/** The value at the path of a problem, such as `fields.like[2].this`; `undefined` if there is none. */
function valueAt(body: unknown, path: string): unknown {
  let at = body;
  for (const name of path.split(/[.[\]]+/).filter((part) => part !== ''))
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined;
  return at;
}

/** Returns an edit that fixes a problem without a decision by the user, or `null`. Problems of routes contain their own fixes. */
export function getQuickFix(section: Exclude<Section, 'routes'>, body: Body, { code, path, params }: Problem): Fix {
  const value = valueAt(body, path);
  switch (code) {
    case 'name-blanks':
    case 'title-blanks':
    case 'login-blanks':
    case 'address-blanks':
      return typeof value === 'string'
        ? set({ [path]: code === 'name-blanks' || code === 'title-blanks' ? value.trim() : value.replace(/\s/gu, '') })
        : null;
    case 'login-width':
    case 'address-width': {
      const narrow = typeof value === 'string' ? value.normalize('NFKC') : '';
      return /^[\s\x21-\x7e]+$/u.test(narrow) ? set({ [path]: narrow }) : null;
    }
    case 'addresses-swapped': {
      const { poRequestUrl, punchoutUrl } = body as Bodies['integration'];
      if (poRequestUrl === '' || punchoutUrl === '') return null;
      // If swapping does not resolve the problem, both addresses are of one kind, and only the user knows the missing one.
      const exchanged = lintWebAddresses(punchoutUrl, poRequestUrl);
      return exchanged.some((other) => other.code === code) ? null : set({ poRequestUrl: punchoutUrl, punchoutUrl: poRequestUrl });
    }
    case 'code-character': {
      const { twin } = checkCode(typeof value === 'string' ? value : '');
      return twin === null ? null : set({ [path]: twin });
    }
    case 'code-differs':
      // A similar code, or an option matched by two groups, may belong to another group. An option that is not a valid code is wrong
      // itself.
      return isNotationVariant(params['difference'] as CodeMatchKind) && params['shared'] === 'no' && isCode(String(params['option']))
        ? set({ code: params['option'] })
        : null;
    case 'people-ignored':
      return set({ users: [], organizations: [], roles: [] });
    case 'user-unknown':
    case 'user-inactive':
    case 'organization-unknown':
    case 'role-unknown':
    case 'entry-twice':
    case 'text-empty':
    case 'counter-several':
      return removal(body, path);
    case 'start-too-big':
      return section === 'serials' ? widened(body as Serial) : null;
    default:
      return null;
  }
}

/** An edit that removes one item of a list, for paths such as `users[3]` and `parts[2].text`. */
function removal(body: Body, path: string): Fix {
  const place = /^([a-z]+)\[(\d+)\]/.exec(path);
  if (place === null) return null;
  const [, field, at] = place;
  return { kind: 'splice', field, at: Number(at), remove: 1, insert: [], removed: [valueAt(body, `${field}[${at}]`)] } as unknown as Fix;
}

/** An edit that gives the counter as many digits as the start value. */
function widened({ parts, startValue }: Serial): Fix {
  const digits = String(startValue).length;
  const at = parts.findIndex(({ kind }) => kind === 'counter');
  const counter = parts[at];
  if (counter?.kind !== 'counter' || digits > MAX_COUNTER_DIGITS || getMaxCounterValue({ ...counter, digits }) < startValue) return null;
  return { kind: 'splice', field: 'parts', at, remove: 1, insert: [{ ...counter, digits }], removed: [counter] } as unknown as Fix;
}
