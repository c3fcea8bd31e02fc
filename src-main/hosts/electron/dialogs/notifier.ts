import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { DeadlineView, NoticeView } from '#shared/contract/orders/notices.ts';
import { formatDeadline } from '#shared/messages/digest-words.ts';
import { createTexts, type Language } from '#shared/messages/texts.ts';

/** A notification of the desktop. */
export interface DesktopNotification {
  readonly title: string;
  readonly body: string;
  readonly onClick: () => void;
}

export interface NotifierParts {
  /** Shows a notification; `null` if the desktop does not support them. */
  readonly show: ((notification: DesktopNotification) => void) | null;
  readonly wanted: () => boolean;
  readonly language: () => Language;
  /** Returns notices not shown today and marks them as shown. `null` = no company is open. */
  readonly take: () => Promise<{ readonly company: string; readonly notices: readonly NoticeView[] } | null>;
  /** Opens the deadlines of the notification that was clicked. */
  readonly onClick: (company: string, deadlines: readonly DeadlineView[]) => void;
  readonly onError: (error: unknown) => void;
}

/** Maximum lines of a notification; desktops cut longer ones. */
const MAX_LINES = 4;

/** Shows one desktop notification for all new notices, each notice once a day. Never throws. */
export function createNotifier({ show, wanted, language, take, onClick, onError }: NotifierParts): () => Promise<void> {
  return async () => {
    if (show === null || !wanted()) return;
    try {
      const taken = await take();
      if (taken === null || taken.notices.length === 0) return;
      const { company, notices } = taken;
      const deadlines = notices.map(({ deadline }) => deadline);
      const texts = createTexts(language());
      const lines = notices.slice(0, MAX_LINES).map(({ deadline }) => {
        const { what, left } = formatDeadline(deadline, Date.now(), texts);
        return texts('notices.line', { what, left });
      });
      if (notices.length > MAX_LINES) lines.push(texts('notices.more', { count: notices.length - MAX_LINES }));
      show({
        title: texts('notices.notification', { company, count: notices.length }),
        body: lines.join('\n'),
        onClick: () => onClick(company, deadlines),
      });
    } catch (error) {
      if (!(error instanceof ExpectedError)) onError(error);
    }
  };
}
