import { createTexts, type Language } from '#shared/messages/texts.ts';
import type { TrustQuestion } from '../company/trust-changes.ts';

/** A question about trust as a host asks it: in a message box, or on a terminal. */
export interface TrustWords {
  readonly title: string;
  /** Each change on a line of its own, and what follows from it. */
  readonly detail: string;
  readonly allow: string;
  readonly refuse: string;
}

/** Control and format characters could make a line read otherwise than it is; the text comes from the page or from a file. */
export const plainTrustText = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD').slice(0, 300);

export function trustWords({ occasion, company, changes }: TrustQuestion, language: Language): TrustWords {
  const text = createTexts(language);
  const lines = changes.map(({ kind, params }) => {
    const shown = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, plainTrustText(value)]));
    return `- ${text(`trust.change.${kind}`, shown)}`;
  });
  const about = company === '' ? [] : [text('trust.company', { company: plainTrustText(company) })];
  return {
    title: text(occasion === 'found' ? 'trust.found.title' : 'trust.title'),
    detail:
      occasion === 'found'
        ? [...about, text('trust.found.why'), ...lines, text('trust.found.consequence')].join('\n')
        : [...about, ...lines, text('trust.consequence')].join('\n'),
    allow: text('trust.allow'),
    refuse: text('trust.refuse'),
  };
}
