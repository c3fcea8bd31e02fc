/** Maximum number of characters compared; headers and words are far shorter. */
const MAX_LENGTH = 1_000;

/**
 * Normalizes a header or word for comparison: ignores width, case, blanks, brackets and punctuation, and unifies common spellings of
 * 'e-mail', 'user' and 'required'. Idempotent.
 */
export function foldWord(text: string): string {
  const folded = foldOnce(text.slice(0, MAX_LENGTH));
  // Removing characters may join pieces into a word that is normalized again. It terminates, because no pass makes it longer.
  return folded === text ? folded : foldWord(folded);
}

const foldOnce = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ユーザー', 'ユーザ')
    .replaceAll('メイル', 'メール')
    .replace(/[^\p{L}\p{N}\p{M}○◯〇]/gu, '')
    .replace(/必須|required|任意|optional/g, '')
    .replace(/(?:e?メール|e?mail)(?:アドレス|address|addr)?|電子メール(?:アドレス)?/g, 'メール');
