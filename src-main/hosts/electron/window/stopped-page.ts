import type { PageFile, PageFiles } from '../../policy/page-files.ts';
import { START_PAGE } from '../restrictions/own-pages.ts';

const PATH = '/stopped';

/** Texts of the page, not escaped. */
export interface StoppedPageTexts {
  readonly language: string;
  readonly title: string;
  readonly body: string;
  readonly retry: string;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

const STYLE = `
:root { color-scheme: light dark; font: 14px/1.7 "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", "Noto Sans CJK JP", "Meiryo UI", system-ui, sans-serif }
body { margin: 20vh auto 0; max-width: 34rem; padding: 0 24px }
h1 { font-size: 20px; font-weight: 600; line-height: 1.3 }
a { color: light-dark(#1f5f8b, #7fb4d8) }`;

/** Page shown when the window keeps crashing. It has no script, so it cannot fail in the same way. */
function stoppedPage({ language, title, body, retry }: StoppedPageTexts, nonce: string): PageFile {
  const html = `<!doctype html>
<html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style nonce="${escapeHtml(nonce)}">${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(body)}</p><p><a href="${START_PAGE}">${escapeHtml(retry)}</a></p></main></body></html>
`;
  return { type: 'text/html; charset=utf-8', body: html };
}

/** Adds the page for a crashing window to the files of the built window. */
export const addStoppedPage =
  (files: PageFiles, texts: () => StoppedPageTexts): PageFiles =>
  (path, nonce) =>
    path === PATH ? stoppedPage(texts(), nonce) : files(path, nonce);
