import { createTranslator } from 'use-intl/core';
import type { Settings } from '#shared/contract/console.ts';
import type { Failure } from '#shared/contract/result.ts';
import en from '#shared/messages/en.json' with { type: 'json' };
import { type FailureText, failureText } from '#shared/messages/failure-text.ts';
import ja from '#shared/messages/ja.json' with { type: 'json' };
import { createTexts } from '#shared/messages/texts.ts';
import type { Writing } from './quit.ts';

const MESSAGES = { ja, en } as const;

/** What the desktop host itself says, outside the page: menu, dialogs, the stopped page. Texts without placeholders. */
export const desktopTexts = (language: Settings['language']): (typeof ja)['desktop'] => MESSAGES[language].desktop;

/** What the crash dialog says below its title, with the reference under which the log has the error. */
export const crashDetail = (language: Settings['language'], ref: string): string =>
  createTranslator({ locale: language, messages: MESSAGES[language].desktop })('crash.detail', { ref });

/** A failure of the start, in words. */
export function failureTextIn(language: Settings['language'], failure: Failure): FailureText {
  const texts = createTexts(language);
  return failureText(failure, (key, values) => texts(`error.${key}`, values));
}

/** Asks whether the file with this name is to be replaced. */
export const replaceTitle = (language: Settings['language'], name: string): string =>
  createTranslator({ locale: language, messages: MESSAGES[language].desktop })('dialog.replaceTitle', { name });

/** Says how far the run that is writing has come. */
export const writingTitle = (language: Settings['language'], { done, total }: Writing): string =>
  createTranslator({ locale: language, messages: MESSAGES[language].desktop })('quit.writing.title', { done, total });

/** What is said about a later version. */
export const updateTexts = (language: Settings['language']) =>
  createTranslator({ locale: language, messages: MESSAGES[language].desktop.update });

/** The menu's word for it: to ask, or to get the later version that is known. */
export const updateLabel = (language: Settings['language'], later: string | null): string =>
  later === null ? updateTexts(language)('check') : updateTexts(language)('get', { version: later });
