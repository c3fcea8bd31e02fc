// Summary at the end of `npm test`: the tests that ran, skipped tests with reasons, the slowest tests, and how to repeat a failed property.

/**
 * @typedef {{ fullName: string, status: string, duration?: number | null, failureMessages?: string[] | null }} Assertion
 * @typedef {{ name: string, startTime?: number, endTime?: number, assertionResults: Assertion[] }} FileResult
 */

const SLOWEST = 10;
/** Maximum number of skipped tests listed per file. */
const MOST_NAMED = 3;

/** @param {number | null | undefined} milliseconds */
const seconds = (milliseconds) => `${((milliseconds ?? 0) / 1000).toFixed(1).padStart(7)} s`;

/**
 * Returns the lines without the final count.
 * @param {{ testResults: FileResult[] }} report vitest's JSON report
 * @param {{ root: string, read: (path: string) => string }} project root folder, and a function that reads a file
 */
export function summaryLines({ testResults }, { root, read }) {
  const files = testResults.map((file) => ({ ...file, path: file.name.startsWith(root) ? file.name.slice(root.length + 1) : file.name }));
  return [...ran(files), ...skipped(files, read), ...slowest(files), ...seeds(files)];
}

/** @typedef {FileResult & { path: string }} File */

/** @param {File[]} files */
function ran(files) {
  /** @type {Map<string, { files: number, tests: number, time: number }>} */
  const folders = new Map();
  for (const { path, assertionResults } of files) {
    const folder = path.split('/').slice(0, 2).join('/');
    const sum = folders.get(folder) ?? { files: 0, tests: 0, time: 0 };
    folders.set(folder, sum);
    sum.files += 1;
    for (const { status, duration } of assertionResults) {
      if (status !== 'passed' && status !== 'failed') continue;
      sum.tests += 1;
      sum.time += duration ?? 0;
    }
  }
  const rows = [...folders].sort(([, a], [, b]) => b.time - a.time);
  return ['', 'Ran', ...rows.map(([folder, sum]) => `${seconds(sum.time)}  ${folder}: ${sum.tests} tests in ${sum.files} files`)];
}

/**
 * @param {File[]} files
 * @param {(path: string) => string} read
 */
function skipped(files, read) {
  const lines = files.flatMap(({ path, name, assertionResults }) => {
    const left = assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed');
    if (left.length === 0) return [];
    const named = left.slice(0, MOST_NAMED).map(({ fullName }) => `    ${fullName}`);
    const more = left.length > MOST_NAMED ? [`    and ${left.length - MOST_NAMED} more`] : [];
    return [`  ${path}: ${left.length}, ${reasonsIn(read(name))}`, ...named, ...more];
  });
  return lines.length === 0 ? [] : ['', 'Skipped', ...lines];
}

/**
 * Returns the skip conditions of a file, as written in its source.
 * @param {string} source
 */
function reasonsIn(source) {
  const conditions = new Set(
    [...source.matchAll(/\.skipIf\(((?:[^()]|\([^()]*\))*)\)/g)].map(([, condition]) => `left out if ${condition}`),
  );
  return conditions.size === 0 ? 'as its name says' : [...conditions].join('; ');
}

/** @param {File[]} files */
function slowest(files) {
  const tests = files.flatMap(({ path, assertionResults }) => assertionResults.map((test) => ({ ...test, path })));
  tests.sort((a, b) => (b.duration ?? 0) - (a.duration ?? 0));
  return ['', 'Slowest', ...tests.slice(0, SLOWEST).map(({ duration, path, fullName }) => `${seconds(duration)}  ${path}: ${fullName}`)];
}

/** @param {File[]} files */
function seeds(files) {
  const lines = files.flatMap(({ path, assertionResults }) =>
    assertionResults.flatMap(({ fullName, failureMessages }) => {
      const [, seed] = /\{ seed: (-?\d+), path: "/.exec((failureMessages ?? []).join('\n')) ?? [];
      return seed === undefined
        ? []
        : [`  ${fullName}`, `    TSUNAGI_SEED=${seed} npm test -- ${path.split('/')[1]} ${path} -t ${JSON.stringify(fullName)}`];
    }),
  );
  return lines.length === 0 ? [] : ['', 'Properties that failed, and how to try each again', ...lines];
}
