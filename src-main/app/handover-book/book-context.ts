import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import type { SetupGuide } from '#shared/contract/setup.ts';
import type { Phrase, PlanNames } from '#shared/domain/sync/wording/phrase.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import type { Translate } from '#shared/messages/texts.ts';
import type { CompanySession } from '../../company/session.ts';
import type { CompanyFile } from '../../storage/company-file.ts';

/** Input of every chapter. */
export interface BookContext {
  readonly session: CompanySession;
  readonly file: CompanyFile;
  readonly guide: SetupGuide;
  readonly readiness: Readiness | null;
  readonly names: PlanNames;
  readonly texts: Translate;
  /** A text of the handover book. */
  readonly own: (key: MessageKey<'book'>, params?: Readonly<Record<string, string | number>>) => string;
  readonly say: (phrase: Phrase) => string;
  /** A day `YYYY-MM-DD`, or the business day of a moment ISO 8601. */
  readonly day: (iso: string) => string;
}
