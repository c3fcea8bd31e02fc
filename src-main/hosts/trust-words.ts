import { createTexts, type Language } from '#shared/messages/texts.ts';
import type { TrustQuestion } from '../company/trust/trust-changes.ts';

/** Texts of a question about trust, for a dialog or a terminal. */
export interface TrustQuestionTexts {
  readonly title: string;
  /** One line per change, followed by its consequence. */
  readonly detail: string;
  readonly allow: string;
  readonly refuse: string;
}

/** Replaces control and format characters, which could change the appearance of a line; the text comes from the page or a file. */
export const sanitizeTrustText = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD').slice(0, 300);

export function formatTrustQuestion({ occasion, company, changes }: TrustQuestion, language: Language): TrustQuestionTexts {
  const text = createTexts(language);
  const lines = changes.map(({ kind, params }) => {
    const shown = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, sanitizeTrustText(value)]));
    return `- ${text(`trust.change.${kind}`, shown)}`;
  });
  const about = company === '' ? [] : [text('trust.company', { company: sanitizeTrustText(company) })];
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
