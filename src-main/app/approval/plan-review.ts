import type { CallOutput } from '#shared/contract/calls.ts';
import { formatDisplayedContent, type PlanDocument } from '#shared/domain/sync/plan/document.ts';
import { RISKS } from '#shared/domain/sync/plan/item.ts';
import { combineRisks, createNamesFromTable, createSealedSentences } from '#shared/domain/sync/plan/sealed-item.ts';
import { escapeInvisible, formatExactValue, isPlainValue } from '#shared/domain/sync/wording/exact-text.ts';
import type { Phrase, PlanNames } from '#shared/domain/sync/wording/phrase.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts, type Language } from '#shared/messages/texts.ts';
import type { ParsedPlanDocument } from '../../company/plan/plan-document-file.ts';
import { hashCalls, hashPlanDocument, hashText } from '../../company/plan/plan-hash.ts';

/** Returns the hashes that an approval signs: of the calls, of the content displayed beside them, and of the whole file. */
export const getApprovalHashes = (document: PlanDocument): { readonly seal: string; readonly shown: string; readonly file: string } => ({
  seal: hashCalls(document.calls, document),
  shown: hashText(formatDisplayedContent(document)),
  file: hashPlanDocument(document),
});

interface Page {
  readonly offset: number;
  readonly limit: number;
  readonly language: Language;
}

/**
 * Returns one page of a plan file for display, with all texts and counts derived from its calls. `own`: names that replace those in the
 * file; `null` = none.
 */
export function describePlan(
  { document, items }: ParsedPlanDocument,
  { offset, limit, language }: Page,
  own: PlanNames | null,
): CallOutput<'approval.review'> {
  const { company, server, readAt, madeAt, madeBy, effect, totals } = document;
  const names = createNamesFromTable(document.names, own);
  const claimed = new Map(document.items.map(({ key, risks }) => [key, risks]));
  const ranked = items
    .map((one) => ({ one, ...combineRisks(one.item.risks, claimed.get(one.item.key) ?? []) }))
    .sort((a, b) => RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk));
  const texts = createTexts(language);
  const say = (said: Phrase): string => escapeInvisible(formatPhrase(said, texts));
  const { seal, file } = getApprovalHashes(document);
  return {
    digest: seal,
    file,
    company: { name: escapeInvisible(company.name), kind: company.kind },
    server: escapeInvisible(server),
    readAt,
    madeAt,
    madeBy: escapeInvisible(madeBy),
    effect:
      effect === null
        ? null
        : {
            readyBefore: effect.readyBefore,
            readyAfter: effect.readyAfter,
            gains: effect.gains,
            loses: effect.loses,
            mayLose: effect.mayLose ?? effect.loses,
          },
    total: items.length,
    totals,
    risky: ranked.filter(({ risk }) => risk === 'high').length,
    items: ranked.slice(offset, offset + limit).map(({ one, risk, risks }) => {
      const { key, section, id, name, kind } = one.item;
      const sentences = createSealedSentences(one, names);
      return {
        key: escapeInvisible(key),
        section,
        id: escapeInvisible(id),
        name: escapeInvisible(name),
        kind,
        risk,
        risks: [...risks],
        sentence: say(sentences.item),
        fields: one.fields.map(({ path, before, after }, at) => ({
          path: escapeInvisible(path),
          sentence: say(sentences.fields[at] as Phrase),
          exact: isPlainValue(before) && isPlainValue(after) ? null : { before: formatExactValue(before), after: formatExactValue(after) },
        })),
      };
    }),
  };
}
