import { html, raw } from 'hono/html';
import { createTranslator } from 'use-intl/core';
import en from '#shared/messages/en.json' with { type: 'json' };
import ja from '#shared/messages/ja.json' with { type: 'json' };
import type { Language } from '#shared/messages/texts.ts';
import type { TrustQuestion } from '../../company/trust/trust-changes.ts';
import { formatTrustQuestion } from '../trust-words.ts';

/** Returns the language of the server's own pages from the `Accept-Language` header: English if it is preferred to Japanese. */
export function choosePageLanguage(accepted: string | undefined): Language {
  const first = (accepted ?? '').split(',').find((part) => /^\s*(ja|en)\b/i.test(part));
  return first !== undefined && /^\s*en/i.test(first) ? 'en' : 'ja';
}

type Notice =
  | 'desktop-gone'
  | 'signed-out'
  | 'failed'
  | 'provider-unreachable'
  | 'disabled'
  | 'expired'
  | 'wrong-code'
  | 'too-many'
  | 'confirmed'
  | 'gone';

const textsOf = (language: Language) => createTranslator({ locale: language, messages: { ja, en }[language].serverPages });

/** Returns the policy of the server's own pages, which run no scripts. `formTarget`: another origin to which a form may lead. */
export const createPagePolicy = (nonce: string, formTarget = ''): string =>
  `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'self'${formTarget && ` ${formTarget}`}; frame-ancestors 'none'`;

const STYLE = `
  :root { color-scheme: light dark; font-family: system-ui, 'Yu Gothic UI', 'Hiragino Sans', 'Noto Sans CJK JP', sans-serif; line-height: 1.6 }
  body { margin: 0; min-height: 100vh; display: grid; place-content: center; padding: 24px; box-sizing: border-box }
  main { width: min(26rem, calc(100vw - 48px)) }
  h1 { font-size: 1.5rem; margin: 0 0 8px } p { margin: 0 0 16px } form { display: grid; gap: 8px }
  a.button, button { display: block; box-sizing: border-box; width: 100%; padding: 10px 16px; border: 1px solid transparent; border-radius: 6px; background: #1f5fbf; color: #fff; font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer }
  a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid Highlight; outline-offset: 2px }
  input { font: inherit; padding: 8px; border: 1px solid GrayText; border-radius: 6px; background: Field; color: FieldText }
  .notice { border-left: 4px solid #1f5fbf; padding: 4px 12px } .error { border-color: #c62f2f }
  .quiet { margin-top: 24px; font-size: .875rem } a { color: LinkText } pre { white-space: pre-wrap; font: inherit; margin: 0 0 16px }`;

const ERRORS: ReadonlySet<Notice> = new Set([
  'failed',
  'provider-unreachable',
  'disabled',
  'expired',
  'wrong-code',
  'too-many',
  'gone',
  'desktop-gone',
]);

export interface PageOptions {
  readonly language: Language;
  readonly nonce: string;
}

const page = ({ language, nonce }: PageOptions, title: string, body: unknown) =>
  html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style nonce="${nonce}">${raw(STYLE)}</style></head><body><main><h1>${title}</h1>${body}</main></body></html>`;

const noticeLine = (language: Language, notice: Notice | null) =>
  notice === null
    ? ''
    : html`<p role="status" class="${ERRORS.has(notice) ? 'notice error' : 'notice'}">${textsOf(language)(`notice.${notice}`)}</p>`;

/** The page from which a person signs in at the provider. */
export function renderSignInPage(options: PageOptions, notice: Notice | null) {
  const text = textsOf(options.language);
  return page(
    options,
    text('signIn.title'),
    html`${noticeLine(options.language, notice)}<p>${text('signIn.body')}</p><a class="button" href="/sign-in/start">${text('signIn.start')}</a><p class="quiet"><a href="/recover">${text('signIn.recover')}</a></p>`,
  );
}

/** The page on which an administrator signs in with the recovery code. */
export function renderRecoveryPage(options: PageOptions, notice: Notice | null) {
  const text = textsOf(options.language);
  return page(
    options,
    text('recover.title'),
    html`${noticeLine(options.language, notice)}<p>${text('recover.body')}</p><form method="post" action="/recover"><label for="code">${text('recover.code')}</label><input id="code" name="code" type="password" autocomplete="off" required autofocus maxlength="100"><button type="submit">${text('recover.submit')}</button></form><p class="quiet"><a href="/sign-in">${text('recover.back')}</a></p>`,
  );
}

/** The page with a question about trust; `question: null` = it was answered, or belongs to another person. */
export function renderConfirmationPage(options: PageOptions, id: string, question: TrustQuestion | null, notice: Notice | null = null) {
  const text = textsOf(options.language);
  if (question === null) return page(options, text('confirm.title'), noticeLine(options.language, notice ?? 'gone'));
  const words = formatTrustQuestion(question, options.language);
  return page(
    options,
    words.title,
    html`<pre>${words.detail}</pre><p>${text('confirm.body')}</p><a class="button" href="/confirm/${id}/start">${words.allow}</a><p class="quiet">${text('confirm.refuse')}</p>`,
  );
}

/** The page on which a person permits a desktop application to work under the person's name; `null` = there is no request. */
export function renderDesktopPage(options: PageOptions, person: string | null) {
  const text = textsOf(options.language);
  if (person === null) return page(options, text('desktop.title'), noticeLine(options.language, 'desktop-gone'));
  return page(
    options,
    text('desktop.title'),
    html`<p>${text('desktop.body', { person })}</p><form method="post" action="/desktop/permit"><button type="submit" autofocus>${text('desktop.submit')}</button></form><p class="quiet">${text('desktop.refuse')}</p>`,
  );
}

/** Returns the name of the person who signs in with the recovery code, for records. */
export const getRecoveryName = (language: Language): string => textsOf(language)('recover.name');
