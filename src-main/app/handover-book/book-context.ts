import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import type { SetupGuide } from '#shared/contract/setup.ts';
import type { Phrase, PlanNames } from '#shared/domain/sync/wording/phrase.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import type { Translate } from '#shared/messages/texts.ts';
import type { CompanySession } from '../../company/session.ts';
import type { CompanyFile } from '../../storage/company-file.ts';

/** Input of every chapter of the handover book. */
export interface BookContext {
  readonly session: CompanySession;
  readonly file: CompanyFile;
  readonly guide: SetupGuide;
  readonly readiness: Readiness | null;
  readonly names: PlanNames;
  readonly texts: Translate;
  /** Returns a text of the `book` namespace. */
  readonly own: (key: MessageKey<'book'>, params?: Readonly<Record<string, string | number>>) => string;
  readonly say: (phrase: Phrase) => string;
  /** Formats a day `YYYY-MM-DD`, or the business day of an ISO 8601 time. */
  readonly day: (iso: string) => string;
}
