import type { Socket } from 'node:net';
import { UnbindRequest } from 'ldapts';
import { getErrorCode } from '../network/problem.ts';
import { type LdapEntry, type LdapMessage, parseLdapMessage, type RequestResult } from './answers.ts';
import { getBerElementLength, MalformedLdapMessage } from './ber.ts';
import { DirectoryProblem } from './directory-problem.ts';

/** A request of the library. Only its encoding is used, not its parser. */
export interface LdapRequest {
  messageId: number;
  write(): Buffer;
}

/** Limits of one request. */
export interface RequestLimits {
  /** From sending the request to the last byte of the response. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface SearchReceiver {
  readonly onEntry?: (entry: LdapEntry) => void;
  readonly onReference?: () => void;
}

/** Maximum bytes of one message and of one response. A page of people is much smaller. */
const MOST_MESSAGE_BYTES = 4 * 1024 * 1024;
const MOST_ANSWER_BYTES = 32 * 1024 * 1024;

/** BER tag of a sequence. Every LDAP message is one; any other tag means another protocol. */
const MESSAGE_TAG = 0x30;

interface Pending extends SearchReceiver {
  readonly id: number;
  readonly settle: (result: RequestResult | DirectoryProblem) => void;
  bytes: number;
}

/**
 * An LDAP connection over an open socket, with one request at a time. It never reconnects; after a failure, every request fails with the
 * same problem.
 */
export class LdapConnection {
  readonly #socket: Socket;
  #rest: Buffer = Buffer.alloc(0);
  #pending: Pending | null = null;
  #problem: DirectoryProblem | null = null;
  #lastId = 0;
  readonly #onData = (bytes: Buffer): void => this.#take(bytes);
  readonly #onError = (error: Error): void => this.#fail(new DirectoryProblem('directory-cut', { code: getErrorCode(error) || 'unknown' }));
  readonly #onClose = (): void => this.#fail(new DirectoryProblem('directory-cut'));

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', this.#onData);
    socket.on('error', this.#onError);
    socket.on('end', this.#onClose);
    socket.on('close', this.#onClose);
  }

  /** Sends one request and waits for its result, including unsuccessful ones. Throws `DirectoryProblem`, or the signal's reason. */
  async request(request: LdapRequest, limits: RequestLimits, receiver: SearchReceiver = {}): Promise<RequestResult> {
    limits.signal.throwIfAborted();
    if (this.#problem !== null) throw this.#problem;
    if (this.#pending !== null) throw new Error('a request is already running');
    const id = ++this.#lastId;
    request.messageId = id;
    const bytes = request.write();
    const result = await new Promise<RequestResult | DirectoryProblem>((resolve) => {
      const onAbort = (): void => this.#fail(new DirectoryProblem('directory-cut'));
      const timer = setTimeout(() => this.#fail(new DirectoryProblem('directory-timeout')), limits.timeoutMs);
      limits.signal.addEventListener('abort', onAbort, { once: true });
      const settle = (settled: RequestResult | DirectoryProblem): void => {
        clearTimeout(timer);
        limits.signal.removeEventListener('abort', onAbort);
        this.#pending = null;
        resolve(settled);
      };
      this.#pending = { ...receiver, id, settle, bytes: 0 };
      this.#socket.write(bytes);
    });
    if (!(result instanceof DirectoryProblem)) return result;
    limits.signal.throwIfAborted();
    throw result;
  }

  /**
   * Returns the socket for TLS. Throws `directory-unreadable` if more data than the response was received: it was unencrypted and could be
   * taken for a response of the encrypted session.
   */
  release(): Socket {
    if (this.#problem === null && this.#rest.length > 0) this.#fail(new DirectoryProblem('directory-unreadable'));
    if (this.#problem !== null) throw this.#problem;
    this.#socket.off('data', this.#onData);
    this.#socket.off('error', this.#onError);
    this.#socket.off('end', this.#onClose);
    this.#socket.off('close', this.#onClose);
    this.#problem = new DirectoryProblem('directory-cut');
    return this.#socket;
  }

  /** Sends an unbind request and closes. */
  close(): void {
    if (this.#problem === null) this.#socket.write(new UnbindRequest({ messageId: ++this.#lastId }).write());
    this.#problem ??= new DirectoryProblem('directory-cut');
    this.#socket.off('close', this.#onClose);
    this.#socket.end();
    this.#socket.destroySoon();
  }

  #fail(problem: DirectoryProblem): void {
    this.#problem ??= problem;
    this.#rest = Buffer.alloc(0);
    this.#socket.destroy();
    this.#pending?.settle(this.#problem);
  }

  #take(bytes: Buffer): void {
    if (this.#problem !== null) return;
    try {
      this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
      const pending = this.#pending;
      if (pending !== null) {
        pending.bytes += bytes.length;
        if (pending.bytes > MOST_ANSWER_BYTES) throw new DirectoryProblem('directory-too-large');
      }
      for (;;) {
        if (this.#rest.length > 0 && this.#rest[0] !== MESSAGE_TAG) throw new MalformedLdapMessage('tag');
        const length = getBerElementLength(this.#rest);
        if (length !== null && length > MOST_MESSAGE_BYTES) throw new DirectoryProblem('directory-too-large');
        if (length === null || length > this.#rest.length) return;
        const message = this.#rest.subarray(0, length);
        this.#rest = this.#rest.subarray(length);
        this.#receive(parseLdapMessage(message));
      }
    } catch (error) {
      if (error instanceof DirectoryProblem) this.#fail(error);
      else if (error instanceof MalformedLdapMessage) this.#fail(new DirectoryProblem('directory-unreadable'));
      else throw error;
    }
  }

  #receive(answer: LdapMessage): void {
    const pending = this.#pending;
    if (answer.kind === 'notice') throw new DirectoryProblem('directory-cut');
    if (pending === null || answer.id !== pending.id) throw new DirectoryProblem('directory-unreadable');
    if (answer.kind === 'entry') pending.onEntry?.(answer.entry);
    else if (answer.kind === 'reference') pending.onReference?.();
    else pending.settle(answer.result);
  }
}
