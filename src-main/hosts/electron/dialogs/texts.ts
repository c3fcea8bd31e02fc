import { createTranslator } from 'use-intl/core';
import type { Failure } from '#shared/contract/call/result.ts';
import type { Settings } from '#shared/contract/companies/console.ts';
import en from '#shared/messages/en.json' with { type: 'json' };
import { type FailureText, formatFailure } from '#shared/messages/failure-text.ts';
import ja from '#shared/messages/ja.json' with { type: 'json' };
import { createTexts } from '#shared/messages/texts.ts';
import type { WriteProgress } from '../lifecycle/quit.ts';

const MESSAGES = { ja, en } as const;

/** Returns the texts of the desktop host that have no placeholders: menu, dialogs, the static page. */
export const getDesktopTexts = (language: Settings['language']): (typeof ja)['desktop'] => MESSAGES[language].desktop;

/** Returns the text of the crash dialog with the reference of the log entry. */
export const formatCrashDetail = (language: Settings['language'], ref: string): string =>
  createTranslator({ locale: language, messages: MESSAGES[language].desktop })('crash.detail', { ref });

/** Converts a start failure to text. */
export function formatStartFailure(language: Settings['language'], failure: Failure): FailureText {
  const texts = createTexts(language);
  return formatFailure(failure, (key, values) => texts(`error.${key}`, values));
}

/** Returns the question whether to replace the file with this name. */
export const formatReplaceQuestion = (language: Settings['language'], name: string): string =>
  createTranslator({ locale: language, messages: MESSAGES[language].desktop })('dialog.replaceTitle', { name });

/** Returns the progress of the running writes as text. */
export const formatWriteProgress = (language: Settings['language'], { done, total }: WriteProgress): string =>
  createTranslator({ locale: language, messages: MESSAGES[language].desktop })('quit.writing.title', { done, total });

/** Returns the texts about a newer version. */
export const createUpdateTexts = (language: Settings['language']) =>
  createTranslator({ locale: language, messages: MESSAGES[language].desktop.update });

/** Returns the menu label: "check for updates", or "get" with the known newer version. */
export const formatUpdateLabel = (language: Settings['language'], later: string | null): string =>
  later === null ? createUpdateTexts(language)('check') : createUpdateTexts(language)('get', { version: later });

/** Returns the page that the browser shows after a sign-in at a team server. */
export function formatSignedInPage(language: Settings['language']): string {
  const { title, body } = getDesktopTexts(language).signedIn;
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${body}</p></html>`;
}
