import { APPROVAL_CHANGES } from './dangerous/approvals.ts';
import type { DangerousChange } from './dangerous/dangerous-change.ts';
import { RULE_CHANGES } from './dangerous/rules.ts';
import { WINDOW_CHANGES } from './dangerous/window.ts';

const RUN = 'src-main/company/apply/apply-run.ts';
const GUARDS = 'shared/domain/sync/guards';
const OF_RUNS = [
  ['integration', 'test/faults/apply'],
  ['contract', 'test/contract/plan'],
] as const;
const OF_GUARDS = [
  ['unit', 'test/unit/sync'],
  ['property', 'test/property/sync/guards'],
] as const;
const OF_STORAGE = [['unit', 'test/unit/storage']] as const;

/** Runs, storage, secrets and guards. */
const SERVICE_CHANGES: readonly DangerousChange[] = [
  {
    name: 'reading back after an apply always says that all is the same',
    file: RUN,
    from: 'same: isSameBody(step.section, entry?.body ?? null, step.target)',
    to: 'same: true',
    tests: OF_RUNS,
  },
  {
    name: 'the turn to write is never renewed',
    file: RUN,
    from: 'if (!this.#isLeaseDue()) return;',
    to: "if (this.#run.id !== '') return;",
    tests: OF_RUNS,
  },
  {
    name: 'what is asked again is asked under another request id',
    file: RUN,
    from: 'begun?.requestId ?? step.requestId ?? newId()',
    to: 'newId()',
    tests: OF_RUNS,
  },
  {
    name: 'an object that cannot be read is taken for gone',
    file: RUN,
    from: 'if (!unreadable.has(step.key)) found.push',
    to: 'found.push',
    tests: OF_RUNS,
  },
  {
    name: 'SQLite is opened without durability',
    file: 'src-main/storage/database/database.ts',
    from: 'PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF',
    to: 'PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF',
    tests: OF_STORAGE,
  },
  {
    name: 'a file is renamed before its bytes are on the disk',
    file: 'src-main/files/atomic-file.ts',
    from: 'await handle.sync();',
    to: '',
    tests: OF_STORAGE,
  },
  {
    name: 'a database of a later version is opened for writing',
    file: 'src-main/storage/database/database.ts',
    from: "if (version > migrations.length) throw new ExpectedError('company-file-newer', { version, known: migrations.length });\n    // WAL",
    to: '// WAL',
    tests: OF_STORAGE,
  },
  {
    name: 'an older secret stays in the keychain when the one in memory is cleared',
    file: 'src-main/app/services/secrets.ts',
    from: "if (keptIn === 'session') await reached(remove);",
    to: "if (keptIn === 'session') return;",
    tests: [['unit', 'test/unit/secrets']],
  },
  {
    name: 'an older secret stays in memory when a new one is in the keychain',
    file: 'src-main/app/services/secrets.ts',
    from: "await session.delete(company, name);\n      return 'system';",
    to: "return 'system';",
    tests: [['unit', 'test/unit/secrets']],
  },
  {
    name: 'a private key is not masked by its name',
    file: 'src-main/redaction/redactor.ts',
    from: '|privatekey',
    to: '',
    tests: [['unit', 'test/unit/log']],
  },
  {
    name: 'blanks are a reason',
    file: `${GUARDS}/reason.ts`,
    from: 'countReasonLetters(text) >= MIN_REASON_LENGTH',
    to: 'text.length >= MIN_REASON_LENGTH',
    tests: OF_GUARDS,
  },
  {
    name: 'times of no change hold for test companies too',
    file: `${GUARDS}/guard-answers.ts`,
    from: "if (company.kind !== 'production') return answer('freeze', 'not-applicable', 'other');",
    to: '',
    tests: OF_GUARDS,
  },
  {
    name: 'ten times as many people may lose the right to order',
    file: `${GUARDS}/people-guard.ts`,
    from: 'isOverLimit(limit, lost, able)',
    to: 'isOverLimit(limit, lost / 10, able)',
    tests: OF_GUARDS,
  },
  {
    name: 'calls are sent side by side',
    file: 'src-main/groupware/pacing.ts',
    from: 'const turn = tail.then(work);',
    to: 'const turn = work();',
    tests: [
      ['unit', 'test/unit/groupware'],
      ['integration', 'test/integration/groupware'],
    ],
  },
];

/** Chosen by reading the code for what would harm a user. `npm run mutation -- --dangerous` tries them all. */
export const DANGEROUS_CHANGES: readonly DangerousChange[] = [...SERVICE_CHANGES, ...APPROVAL_CHANGES, ...RULE_CHANGES, ...WINDOW_CHANGES];
