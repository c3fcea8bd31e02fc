import type { IncomingMessage } from 'node:http';
import { openPatientlyAsync, removeFileAsync } from '../../disk/held-files.ts';

/** Thrown if the body of a request exceeds the limit of its endpoint. */
export class BodyTooLargeError extends Error {}
/** Thrown if the body did not arrive in time, or the client disconnected. */
export class BodyIncompleteError extends Error {}

/** Throws BodyTooLargeError before reading if the announced length exceeds the limit. */
function refuseAnnounced(request: IncomingMessage, limitBytes: number): void {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw new BodyTooLargeError();
}

/** Reads a whole body of at most `limitBytes` within `timeoutMs`. */
export async function readBody(request: IncomingMessage, limitBytes: number, timeoutMs: number): Promise<Buffer> {
  refuseAnnounced(request, limitBytes);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      request.off('data', take).off('end', done).off('close', cut).off('error', cut);
      settle();
    };
    const cut = (): void => end(() => reject(new BodyIncompleteError()));
    const done = (): void => end(() => resolve(Buffer.concat(chunks)));
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > limitBytes) end(() => reject(new BodyTooLargeError()));
      else chunks.push(chunk);
    };
    const timer = setTimeout(cut, timeoutMs);
    request.on('data', take).on('end', done).on('close', cut).on('error', cut);
  });
}

/** Streams a body to a new file (0600) and returns its size; an incomplete or too large body leaves no file. */
export async function saveBody(request: IncomingMessage, path: string, limitBytes: number): Promise<number> {
  refuseAnnounced(request, limitBytes);
  let bytes = 0;
  try {
    const file = await openPatientlyAsync(path, 'wx');
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes > limitBytes) throw new BodyTooLargeError();
        await file.writeFile(chunk);
      }
    } finally {
      // Closed before it is removed, because Windows does not remove open files.
      await file.close();
    }
    return bytes;
  } catch (error) {
    await removeFileAsync(path);
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' ? new BodyIncompleteError() : error;
  }
}
