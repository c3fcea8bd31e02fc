import { planText } from '#shared/messages/plan-text.ts';
import { dayText } from '#shared/messages/reason-text.ts';
import { createTexts, type Language } from '#shared/messages/texts.ts';
import { businessDay } from '../../company/business-day.ts';
import { namesFor } from '../../company/plan/plan-names.ts';
import { readinessOf } from '../../company/readiness/readiness-summary.ts';
import type { CompanySession } from '../../company/session.ts';
import { setupService } from '../../company/setup/setup-guide.ts';
import type { Work } from '../../company/work.ts';
import { writeAtomically } from '../../files/atomic-file.ts';
import { bookChunks } from '../../files/reports/html-book.ts';
import type { BookContext } from './book-context.ts';
import { objectChapters } from './book-objects.ts';
import { recordChapters } from './book-record.ts';
import { settingChapters } from './book-settings.ts';

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
    guide: await setupService(session).setupGuide(),
    readiness: readinessOf(session),
    names: namesFor(session),
    texts,
    own: (key, params) => texts(`book.${key}`, params),
    say: (phrase) => planText(phrase, texts),
    day: (iso) => dayText(iso.length > 10 ? businessDay(Date.parse(iso)) : iso, texts),
  };
}

/** Writes the handover book: all drafts, their evidence and open points. It contains no secrets. */
export async function writeBook(
  session: CompanySession,
  { path, language }: BookOptions,
  work: Work,
): Promise<{ bytes: number; chapters: number }> {
  work.report({ phase: 'writing', done: 0, total: null });
  const context = await contextOf(session, language);
  const { file, guide, readiness, own, day } = context;
  const { name, kind } = file.company();
  const chapters = [...settingChapters(context), ...objectChapters(context), ...recordChapters(context)];
  const title = own('title');
  const { bytes } = await writeAtomically(
    path,
    bookChunks({
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
  writeBook(order: BookOptions, work: Work): Promise<{ readonly bytes: number; readonly chapters: number }>;
}

/** Creates the service that writes handover books. */
export const bookService = (session: CompanySession): BookService => ({
  writeBook: (order, work) => writeBook(session, order, work),
});
