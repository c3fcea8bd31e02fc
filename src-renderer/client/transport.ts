import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { Client } from '#shared/contract/client.ts';
import type { EventData } from '#shared/contract/events.ts';
import type { FileToken } from '#shared/contract/files.ts';

/** `lost`: reconnecting. `taken`: another window has the session; this one does not reconnect. */
export type Connection = 'open' | 'lost' | 'taken';

/** The contract's client plus what the two hosts do differently with files. Nothing here rejects. */
export interface Transport extends Client {
  readonly host: 'electron' | 'node';
  /** The company that it speaks for; `null` = none. */
  readonly companyId: string | null;
  /** Lets the user choose one file; `null` when they change their mind. */
  pickFile(accept: string): Promise<Result<FileToken | null>>;
  /** Takes a file dropped on the window; `null` where the host cannot (the drop target is then not drawn). */
  readonly dropFile: ((file: File) => Promise<Result<FileToken>>) | null;
  /** Saves a written file; `saved: false` if the user cancels. `name` is the chosen name, or `null` if unknown. */
  saveFile(file: { token: string; name: string }): Promise<Result<{ saved: boolean; name: string | null }>>;
  /** Calls back with the connection state, immediately and on each change. */
  onConnection(listener: (connection: Connection) => void): () => void;
}

/**
 * Binds a transport to one company: calls name it, and events of other companies are ignored. Typed text cannot reach another company.
 */
export const ofCompany = (client: Transport, companyId: string): Transport => ({
  ...client,
  companyId,
  call: (name, input, options) => client.call(name, input, { company: companyId, ...options }),
  on: (event, listener) =>
    client.on(event, (data) => {
      if (event !== 'changed' || isOf(data as EventData<'changed'>, companyId)) listener(data);
    }),
});

const isOf = ({ companyId }: EventData<'changed'>, shown: string): boolean => companyId === null || companyId === shown;

export const failure = (code: Failure['code'], params: Failure['params'] = {}): { ok: false; error: Failure } => ({
  ok: false,
  error: { code, params },
});
