import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { Client } from '#shared/contract/client.ts';
import type { EventData } from '#shared/contract/events.ts';
import type { FileToken } from '#shared/contract/files.ts';

/** `lost`: reconnecting. `taken`: another window has the session; this one does not reconnect. */
export type Connection = 'open' | 'lost' | 'taken';

/** The contract's client plus file functions that differ between the two hosts. No method rejects. */
export interface Transport extends Client {
  readonly host: 'electron' | 'node' | 'server';
  /** The company of the calls; `null` = none. */
  readonly companyId: string | null;
  /** Lets the user choose one file; `null` if the dialog was canceled. */
  pickFile(accept: string): Promise<Result<FileToken | null>>;
  /** Accepts a file dropped on the window; `null` if the host does not support it (the drop target is then hidden). */
  readonly dropFile: ((file: File) => Promise<Result<FileToken>>) | null;
  /** Saves a written file; `saved: false` if the user cancels. `name` is the chosen name, or `null` if unknown. */
  saveFile(file: { token: string; name: string }): Promise<Result<{ saved: boolean; name: string | null }>>;
  /** Calls back with the connection state, immediately and on each change. */
  onConnection(listener: (connection: Connection) => void): () => void;
}

/**
 * Binds a transport to one company: calls name it, and events of other companies are ignored. Text typed for one company cannot reach
 * another.
 */
export const bindToCompany = (client: Transport, companyId: string): Transport => ({
  ...client,
  companyId,
  call: (name, input, options) => client.call(name, input, { company: companyId, ...options }),
  on: (event, listener) =>
    client.on(event, (data) => {
      if (event !== 'changed' || isOf(data as EventData<'changed'>, companyId)) listener(data);
    }),
});

const isOf = ({ companyId }: EventData<'changed'>, shown: string): boolean => companyId === null || companyId === shown;

export const createFailure = (code: Failure['code'], params: Failure['params'] = {}): { ok: false; error: Failure } => ({
  ok: false,
  error: { code, params },
});
