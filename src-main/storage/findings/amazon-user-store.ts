import type { DatabaseSync } from 'node:sqlite';
import { toCanonicalAddress } from '#shared/domain/email/index.ts';
import type { AmazonUserFailure, AmazonUserRequest, AmazonUserState } from '#shared/domain/fixes/amazon-users.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import { runInTransaction } from '../database/database.ts';
import { readJsonColumn } from '../database/json-column.ts';
import { EMPTY_EVENT_FIELDS, type HistoryLog } from '../history-log.ts';

/** Journal of the users requested on Amazon: the last request for each address. Every method is durable when it returns. */
export class AmazonUserStore {
  readonly #database: DatabaseSync;
  readonly #history: HistoryLog;

  constructor(database: DatabaseSync, history: HistoryLog) {
    this.#database = database;
    this.#history = history;
  }

  /** Returns the last request for each canonical address, latest first. */
  all(): ReadonlyMap<string, AmazonUserRequest> {
    const rows = this.#database.prepare('SELECT * FROM amazon_user_request ORDER BY at DESC, address').all();
    return new Map(rows.map((row) => [String(row['address']), toRequest(row)]));
  }

  /** Returns the last request for an address. */
  find(email: string): AmazonUserRequest | undefined {
    const row = this.#database.prepare('SELECT * FROM amazon_user_request WHERE address = ?').get(toCanonicalAddress(email));
    return row === undefined ? undefined : toRequest(row);
  }

  /** Records a request before it is sent. */
  begin({ email, person, name, groupId }: Pick<AmazonUserRequest, 'email' | 'person' | 'name' | 'groupId'>, at: string): void {
    this.#database
      .prepare(
        `INSERT OR REPLACE INTO amazon_user_request (address, email, person, name, group_id, state, at, failure)
         VALUES (?, ?, ?, ?, ?, 'sent', ?, NULL)`,
      )
      .run(toCanonicalAddress(email), email, person, name, groupId, at);
  }

  /** Restores the former request for an address, because the new one was not carried out. */
  withdraw(email: string, former: AmazonUserRequest | undefined): void {
    runInTransaction(this.#database, (database) => {
      database.prepare('DELETE FROM amazon_user_request WHERE address = ?').run(toCanonicalAddress(email));
      if (former === undefined) return;
      database
        .prepare(
          'INSERT INTO amazon_user_request (address, email, person, name, group_id, state, at, failure) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        )
        .run(
          toCanonicalAddress(email),
          former.email,
          former.person,
          former.name,
          former.groupId,
          former.state,
          former.at,
          former.failure === null ? null : JSON.stringify(former.failure),
        );
    });
  }

  /** Records the result of a sent request, and the event in the history. */
  settle(
    email: string,
    result: { readonly state: Exclude<AmazonUserState, 'sent'>; readonly failure: AmazonUserFailure | null },
    event: { readonly at: string; readonly by: string },
  ): void {
    runInTransaction(this.#database, (database) => {
      const row = database
        .prepare(`UPDATE amazon_user_request SET state = ?, failure = ? WHERE address = ? AND state = 'sent' RETURNING name, group_id`)
        .get(result.state, result.failure === null ? null : JSON.stringify(result.failure), toCanonicalAddress(email));
      if (row === undefined) return;
      const { code = '', message = '' } = result.failure ?? {};
      const sentence = createPhrase(`historyLog.sentence.amazon-user.${result.state}`, {
        email,
        group: String(row['group_id']),
        detail: [code, message].filter((text) => text !== '').join(': ') || 'none',
      });
      this.#history.appendIn(database, [{ ...EMPTY_EVENT_FIELDS, ...event, kind: 'amazon-user', name: String(row['name']), sentence }]);
    });
  }
}

const toRequest = (row: Readonly<Record<string, unknown>>): AmazonUserRequest => ({
  email: String(row['email']),
  person: String(row['person']),
  name: String(row['name']),
  groupId: String(row['group_id']),
  state: row['state'] as AmazonUserState,
  at: String(row['at']),
  failure: row['failure'] === null ? null : (readJsonColumn(row['failure']) as AmazonUserFailure),
});
