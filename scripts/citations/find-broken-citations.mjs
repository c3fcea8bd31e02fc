// Finds citations of missing files and sections in comments and documents.
import { posix } from 'node:path';
import { commentsOf, lineAt } from './comments.mjs';

/** Top-level folders of the project; a path that starts with one of them is a citation, with or without a file extension. */
const ROOTS = ['docs', 'scripts', 'shared', 'src-main', 'src-renderer', 'test'];
/** A file name or path, with the cited sections. */
const CITED =
  /(?<![\w@$/.<>{}*:-])(?<path>(?:\.{1,2}\/)*[\w@.-]+(?:\/[\w@.-]+)*)(?<sections>#[a-z0-9-]+(?:(?:,| and| to) #[a-z0-9-]+)*)?(?![\w@/<{*$-])/g;
const ENDING = /\.(md|ts|tsx|mjs|css|grit)$/;
/** Documents that not every developer has. */
const ABSENT = /\bhandbook\b/gi;

/**
 * @param {ReadonlyMap<string, string>} files every file of the project by its path from the root, with the text of the files to check
 * @returns {string[]} one line for each citation of a missing file, folder or section
 */
export function brokenCitations(files) {
  const places = placesOf(files.keys());
  /** @type {Map<string, Set<string>>} */
  const sections = new Map([...files].filter(([path]) => path.endsWith('.md')).map(([path, text]) => [path, anchorsOf(text)]));
  /** @type {string[]} */
  const broken = [];
  for (const [path, text] of files)
    for (const comment of commentsOf(path, text)) {
      /** @param {number} at @param {string} what */
      const tell = (at, what) => broken.push(`${path}:${comment.line + lineAt(comment.text, at) - 1}: ${what}`);
      for (const { index, 0: word } of comment.text.matchAll(ABSENT))
        tell(index, `cites a ${word.toLowerCase()}, which is not in the repository`);
      for (const { index, groups = {} } of comment.text.matchAll(CITED)) {
        const cited = groups.path?.replace(/\.$/, '') ?? '';
        if (!isCitation(cited)) continue;
        const found = places.find(cited, path);
        if (found === null) tell(index, `cites ${cited}, which is not in the repository`);
        else
          for (const anchor of groups.sections?.match(/(?<=#)[a-z0-9-]+/g) ?? [])
            if (sections.get(found)?.has(anchor) === false) tell(index, `cites ${cited}#${anchor}, a heading that it does not have`);
      }
    }
  return broken;
}

/** @param {string} cited */
const isCitation = (cited) =>
  !cited.startsWith('node_modules/') && (ENDING.test(cited) || ROOTS.some((root) => cited.startsWith(`${root}/`)));

/**
 * Files and folders, found by full path, by its end, or relative to the citing file.
 * @param {Iterable<string>} paths
 */
function placesOf(paths) {
  /** @type {Map<string, string>} the end of a path -> a path with that end */
  const ends = new Map();
  const whole = new Set();
  for (const path of paths)
    for (let place = path; place !== '.'; place = posix.dirname(place)) {
      whole.add(place);
      for (let end = place; ; end = end.slice(end.indexOf('/') + 1)) {
        ends.set(end, place);
        if (!end.includes('/')) break;
      }
    }
  return {
    /**
     * @param {string} cited
     * @param {string} from path of the file that cites
     * @returns {string | null}
     */
    find(cited, from) {
      const beside = posix.join(posix.dirname(from), cited);
      if (whole.has(beside)) return beside;
      if (/^\.{1,2}\//.test(cited)) return null;
      if (whole.has(cited)) return cited;
      return ROOTS.some((root) => cited.startsWith(`${root}/`)) ? null : (ends.get(cited) ?? null);
    },
  };
}

/**
 * Returns the anchors of a document's headings, as GitHub generates them.
 * @param {string} text
 */
function anchorsOf(text) {
  const headings = text.matchAll(/^#{1,6} +(.+?) *$/gm);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
