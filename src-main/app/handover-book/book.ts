import { formatPhrase } from '#shared/messages/plan-text.ts';
import { formatIsoDay } from '#shared/messages/reason-text.ts';
import { createTexts, type Language } from '#shared/messages/texts.ts';
import { getBusinessDay } from '../../company/business-day.ts';
import type { JobContext } from '../../company/job-context.ts';
import { createPlanNames } from '../../company/plan/plan-names.ts';
import { getReadiness } from '../../company/readiness/readiness-summary.ts';
import type { CompanySession } from '../../company/session.ts';
import { createSetupService } from '../../company/setup/setup-guide.ts';
import { writeAtomically } from '../../files/atomic-file.ts';
import { generateBookChunks } from '../../files/reports/html-book.ts';
import type { BookContext } from './book-context.ts';
import { createObjectChapters } from './book-objects.ts';
import { createRecordChapters } from './book-record.ts';
import { createSettingChapters } from './book-settings.ts';

export interface BookOptions {
  readonly path: string;
  readonly language: 'ja' | 'en';
}

/** Computes the data that all chapters share. */
async function contextOf(session: CompanySession, language: Language): Promise<BookContext> {
  const texts = createTexts(language);
  return {
    session,
    file: session.file(),
    guide: await createSetupService(session).setupGuide(),
    readiness: getReadiness(session),
    names: createPlanNames(session),
    texts,
    own: (key, params) => texts(`book.${key}`, params),
    say: (phrase) => formatPhrase(phrase, texts),
    day: (iso) => formatIsoDay(iso.length > 10 ? getBusinessDay(Date.parse(iso)) : iso, texts),
  };
}

/** Writes the handover book: all drafts, their evidence and open points. It contains no secrets. */
export async function writeBook(
  session: CompanySession,
  { path, language }: BookOptions,
  work: JobContext,
): Promise<{ bytes: number; chapters: number }> {
  work.report({ phase: 'writing', done: 0, total: null });
  const context = await contextOf(session, language);
  const { file, guide, readiness, own, day } = context;
  const { name, kind } = file.company();
  const chapters = [...createSettingChapters(context), ...createObjectChapters(context), ...createRecordChapters(context)];
  const title = own('title');
  const { bytes } = await writeAtomically(
    path,
    generateBookChunks({
      language,
      title,
      company: name,
      day: day(session.today()),
      foot: `${name} ${title}`,
      answer:
        readiness === null
          ? own('answer.unknown')
          : own('answer.known', {
              ready: readiness.ready,
              inScope: readiness.inScope,
              blocked: readiness.blocked,
              notChecked: readiness.notChecked,
            }),
      facts: [
        { label: own('fact.company'), value: `${name}（${context.texts(`app.kind.${kind}`)}）` },
        { label: own('fact.madeAt'), value: context.texts('planFile.moment', { at: session.now() }) },
        { label: own('fact.madeBy'), value: session.operator === '' ? own('nobody') : session.operator },
        { label: own('fact.guide'), value: own('guideProgress', { done: guide.done, total: guide.total }) },
        { label: own('fact.about'), value: own('about') },
      ],
      contents: own('contents'),
      chapters,
    }),
    work.signal,
  );
  return { bytes, chapters: chapters.length };
}

export interface BookService {
  /** Writes the whole configuration, its evidence and open points as a printable page. */
  writeBook(order: BookOptions, work: JobContext): Promise<{ readonly bytes: number; readonly chapters: number }>;
}

/** Creates the service that writes handover books. */
export const createBookService = (session: CompanySession): BookService => ({
  writeBook: (order, work) => writeBook(session, order, work),
});
