import type { EventData, EventName } from '#shared/contract/events.ts';
import type { Dispatcher } from '../../app/dispatcher.ts';
import { OPERATOR_ID } from '../../company/caller.ts';

const HEARTBEAT_MS = 15_000;
/** Maximum unread data of a page in bytes. A page with more is disconnected; it reconnects and requests the current state. */
const UNREAD_LIMIT_BYTES = 4 * 1024 * 1024;

/** The person who receives a stream. */
export interface Recipient {
  readonly id: string;
  /** Whether the person may know of a company now; checked for each event. */
  sees(company: string): boolean;
}

const SINGLE_USER: Recipient = { id: OPERATOR_ID, sees: () => true };

export interface EventStreams {
  /** Opens a stream of lines `{"event","data"}`; empty lines keep the connection alive. */
  open(recipient?: Recipient): ReadableStream<Uint8Array>;
  readonly count: number;
  /** Call when a page starts: streams of the previous page end, and events are buffered until the new page opens its first stream. */
  beginPage(): void;
  /** Ends the streams of a person. */
  closeOf(id: string): void;
  closeAll(): void;
}

/** Sends the dispatcher's events to all open streams. */
export function createEventStreams(dispatcher: Pick<Dispatcher, 'on'>): EventStreams {
  const open = new Map<ReadableStreamDefaultController<Uint8Array>, Recipient>();
  /** Events between the start of the page and its first stream; `null` afterwards. */
  let waiting: { lines: string[]; bytes: number } | null = null;
  const encoder = new TextEncoder();

  const end = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    if (!open.delete(controller)) return;
    if (open.size === 0) clearInterval(heartbeat);
    controller.close();
  };
  const send = (line: string, isFor: (recipient: Recipient) => boolean = () => true): void => {
    const bytes = encoder.encode(line);
    if (waiting !== null) {
      waiting.bytes += bytes.length;
      if (waiting.bytes <= UNREAD_LIMIT_BYTES) waiting.lines.push(line);
    }
    for (const [controller, recipient] of open) {
      if (!isFor(recipient)) continue;
      controller.enqueue(bytes);
      if ((controller.desiredSize ?? 0) < -UNREAD_LIMIT_BYTES) end(controller);
    }
  };
  const closeAll = (): void => {
    for (const controller of [...open.keys()]) end(controller);
  };
  let heartbeat: NodeJS.Timeout | undefined;
  dispatcher.on((event, data, owner) => {
    send(`${JSON.stringify({ event, data })}\n`, ({ id, sees }) => (owner === null ? isVisible(event, data, sees) : owner === id));
  });

  return {
    open(recipient = SINGLE_USER) {
      let own: ReadableStreamDefaultController<Uint8Array>;
      return new ReadableStream<Uint8Array>(
        {
          start(controller) {
            own = controller;
            if (open.size === 0) heartbeat = setInterval(() => send('\n'), HEARTBEAT_MS).unref();
            open.set(controller, recipient);
            // Headers are sent with the first bytes, so the page knows at once that it is connected.
            controller.enqueue(encoder.encode(`\n${waiting?.lines.join('') ?? ''}`));
            // If the buffer overflowed before the stream opened, events are missing, so the stream ends.
            const isComplete = waiting === null || waiting.bytes <= UNREAD_LIMIT_BYTES;
            waiting = null;
            if (!isComplete) end(controller);
          },
          cancel() {
            open.delete(own);
            if (open.size === 0) clearInterval(heartbeat);
          },
        },
        new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
      );
    },
    get count() {
      return open.size;
    },
    beginPage() {
      closeAll();
      waiting = { lines: [], bytes: 0 };
    },
    closeOf(id) {
      for (const [controller, recipient] of [...open]) if (recipient.id === id) end(controller);
    },
    closeAll,
  };
}

/** Whether an event for all people is about a company that this person may see, or about none. */
function isVisible<E extends EventName>(event: E, data: EventData<E>, sees: Recipient['sees']): boolean {
  if (event !== 'changed') return true;
  const { companyId } = data as EventData<'changed'>;
  return companyId === null || sees(companyId);
}
