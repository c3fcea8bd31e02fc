import type { Language } from '#shared/messages/texts.ts';
import type { ShowDialog } from '../dialogs/dialogs.ts';
import type { DesktopNotification } from '../dialogs/notifier.ts';
import { createUpdateTexts } from '../dialogs/texts.ts';
import { findNewerVersion, type UpdateFeed } from './update-feed.ts';
import type { FeedAnswer } from './update-request.ts';

/** The last announced version, kept between starts. */
export interface AnnouncedVersion {
  get(): string | null;
  set(version: string): void;
}

export interface UpdateCheckerParts {
  readonly feed: UpdateFeed;
  readonly version: string;
  readonly request: (file: string) => Promise<FeedAnswer>;
  readonly ask: ShowDialog;
  /** Opens the download page. */
  readonly openPage: () => Promise<unknown>;
  /** Shows a notification; `null` if the desktop does not support them. */
  readonly notify: ((notification: DesktopNotification) => void) | null;
  readonly wanted: () => boolean;
  readonly language: () => Language;
  readonly announced: AnnouncedVersion;
  /** Called when a newer version is found, to update the menu. */
  readonly onLater: () => void;
  readonly onFailed: (kind: string) => void;
}

export interface UpdateChecker {
  /** Returns the newer version if one was found. */
  later(): string | null;
  /** Checks automatically: announces a newer version once, and logs failures. */
  look(): Promise<void>;
  /** Checks on the user's request, and shows the result in a dialog. */
  check(): Promise<void>;
}

type Found = { readonly later: string | null } | { readonly failed: 'unreachable' | 'refused' | 'unreadable'; readonly status: number };

/**
 * Announces newer versions. Nothing is downloaded or installed: people install packages after verifying their signature
 * (docs/adr/0008-update-notice.md).
 */
export function createUpdateChecker(parts: UpdateCheckerParts): UpdateChecker {
  const { feed, version, request, ask, openPage, notify, wanted, language, announced, onLater, onFailed } = parts;
  let later: string | null = null;
  let asking = false;

  const find = async (): Promise<Found> => {
    const answer = await request(feed.file);
    if (answer.kind === 'unreachable') return { failed: 'unreachable', status: 0 };
    if (answer.kind === 'refused') return { failed: 'refused', status: answer.status };
    const found = answer.kind === 'file' ? findNewerVersion(answer.text, version) : undefined;
    if (found === undefined) return { failed: 'unreadable', status: 0 };
    const known = later;
    later = found;
    if (later !== known) onLater();
    return { later };
  };
  const tell = async (found: string): Promise<void> => {
    const texts = createUpdateTexts(language());
    const chosen = await ask({
      type: 'info',
      message: texts('newer.title', { version: found }),
      detail: texts('newer.detail', { current: version, page: feed.page }),
      buttons: [texts('later'), texts('open')],
    });
    if (chosen === 1) await openPage();
  };
  return {
    later: () => later,
    async look() {
      const found = await find();
      if ('failed' in found) return onFailed(found.failed);
      if (found.later === null || notify === null || !wanted() || announced.get() === found.later) return;
      announced.set(found.later);
      const texts = createUpdateTexts(language());
      const { later: newer } = found;
      notify({
        title: texts('notification.title', { version: newer }),
        body: texts('notification.body'),
        onClick: () => void tell(newer),
      });
    },
    async check() {
      if (asking) return;
      asking = true;
      try {
        const found = await find();
        if ('later' in found && found.later !== null) return await tell(found.later);
        const texts = createUpdateTexts(language());
        const { host } = feed;
        const [message, detail] =
          'failed' in found
            ? [texts('failed.title'), texts(`failed.${found.failed}`, { host, status: String(found.status) })]
            : [texts('current.title'), texts('current.detail', { version, host })];
        await ask({ type: 'info', message, detail, buttons: [texts('close')] });
      } finally {
        asking = false;
      }
    },
  };
}
