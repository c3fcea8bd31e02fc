import type { SetupGuide } from '#shared/contract/setup.ts';
import type { Phrase, PlanNames } from '#shared/domain/sync/phrase.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import { planText } from '#shared/messages/plan-text.ts';
import { dayText } from '#shared/messages/reason-text.ts';
import { createTexts, type Language, type Translate } from '#shared/messages/texts.ts';
import { writeAtomically } from '../../files/atomic-file.ts';
import { bookChunks } from '../../files/html-book.ts';
import type { WorkspaceFile } from '../../storage/workspace-file.ts';
import { businessDay } from '../business-day.ts';
import { objectChapters } from './book-objects.ts';
import { recordChapters } from './book-record.ts';
import { settingChapters } from './book-settings.ts';
import type { BookOrder, Engine, Work } from './engine.ts';
import { findingCalls } from './finding-calls.ts';
import { namesFor } from './plan-words.ts';
import type { EngineSession } from './session.ts';
import { setupCalls } from './setup-calls.ts';

/** What every chapter is written from. */
export interface BookScene {
  readonly session: EngineSession;
  readonly file: WorkspaceFile;
  readonly guide: SetupGuide;
  readonly readiness: Awaited<ReturnType<Engine['readiness']>>;
  readonly names: PlanNames;
  readonly texts: Translate;
  /** A text of the book's own. */
  readonly own: (key: MessageKey<'book'>, params?: Readonly<Record<string, string | number>>) => string;
  readonly say: (phrase: Phrase) => string;
  /** A day `YYYY-MM-DD`, or the business day of a moment ISO 8601. */
  readonly day: (iso: string) => string;
}

/** What a book needs of the session beyond its file, made once. */
async function sceneOf(session: EngineSession, language: Language): Promise<BookScene> {
  const texts = createTexts(language);
  return {
    session,
    file: session.workspace(),
    guide: await setupCalls(session).setupGuide(),
    readiness: await findingCalls(session).readiness(),
    names: namesFor(session),
    texts,
    own: (key, params) => texts(`book.${key}`, params),
    say: (phrase) => planText(phrase, texts),
    day: (iso) => dayText(iso.length > 10 ? businessDay(Date.parse(iso)) : iso, texts),
  };
}

/** Writes the hand-over book: the whole configuration as it is prepared here, what stands behind it and what is open. No secret is in it. */
export async function writeBook(
  session: EngineSession,
  { path, language }: BookOrder,
  work: Work,
): Promise<{ bytes: number; chapters: number }> {
  work.report({ phase: 'writing', done: 0, total: null });
  const scene = await sceneOf(session, language);
  const { file, guide, readiness, own, day } = scene;
  const { name, kind } = file.profile();
  const chapters = [...settingChapters(scene), ...objectChapters(scene), ...recordChapters(scene)];
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
        { label: own('fact.company'), value: `${name}（${scene.texts(`app.kind.${kind}`)}）` },
        { label: own('fact.madeAt'), value: scene.texts('planFile.moment', { at: session.now() }) },
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

/** The engine's call that writes the hand-over book. */
export const bookCalls = (session: EngineSession): Pick<Engine, 'writeBook'> => ({
  writeBook: (order, work) => writeBook(session, order, work),
});
