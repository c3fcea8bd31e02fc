/** No header and no word of a list is nearly so long; what stands beyond is not compared. */
const LONGEST = 1_000;

/**
 * A header or a word of a list in the form in which it is compared: width, case, blanks, brackets and marks do not count,
 * nor do the usual spellings of 'e-mail', 'user' and 'required'. Folding a folded word changes nothing, so that a word kept
 * folded and one read anew always meet.
 */
export function foldWord(text: string): string {
  const folded = foldOnce(text.slice(0, LONGEST));
  // What is left out between two pieces may make them one word or one letter, which folds again. It ends: no pass is longer.
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
