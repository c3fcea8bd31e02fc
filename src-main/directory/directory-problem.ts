import type { CloudReason } from '#shared/domain/integration/connection-test/connection-reasons-cloud.ts';
import type { DirectoryReason } from '#shared/domain/integration/connection-test/connection-reasons-directory.ts';
import { NamedProblem } from '../network/named-problem.ts';

/** A named failure of the company directory. */
export class DirectoryProblem extends NamedProblem<DirectoryReason | CloudReason> {}
