import type { Directory } from '#shared/domain/directory/directory.ts';
import type { WorkspaceFile } from '../storage/workspace-file.ts';

/** What everything that is kept of an open company is made from. A `CompanySession` is one. */
export interface CompanySource {
  workspace(): WorkspaceFile;
  /** Everybody as currently published. */
  directory(): Directory;
  /** Epoch ms. */
  now(): number;
  /** The business day, `YYYY-MM-DD`. */
  today(): string;
}
