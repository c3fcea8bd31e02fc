import { QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { onTestFinished } from 'vitest';
import { bindToCompany, ClientProvider, createQueries, followChanges, type Transport } from '#renderer/client/index.ts';
import { TextProvider, ThemeProvider } from '#renderer/ui/index.ts';
import { loadTexts } from '#renderer/ui/text/texts.ts';
import { createFakeTransport, type FakeTransport } from './fake-transport.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

/** Runs `step` and waits for its immediate effects: responses, React effects and renders. */
export async function settle(step: () => unknown = () => undefined): Promise<void> {
  await act(async () => {
    await step();
    // The query cache notifies its observers in a timer.
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve));
  });
}

interface RenderOptions {
  /** ID of the company that the calls are about; `null` for calls about the console itself. */
  readonly company?: string | null;
  readonly transport?: FakeTransport;
}

export interface Rendered {
  readonly transport: FakeTransport;
  readonly container: HTMLElement;
  /** Renders other content instead of the current one. */
  readonly show: (content: ReactNode) => Promise<void>;
  /** Binds the window to another company and mounts the content again, as the frame does. */
  readonly switchCompany: (company: string) => Promise<void>;
  readonly unmount: () => Promise<void>;
}

/** Renders content inside the providers that every component of the window has. It is unmounted at the end of the test. */
export async function renderContent(first: ReactNode, options: RenderOptions = {}): Promise<Rendered> {
  await loadTexts('ja');
  // Auto-growing text areas wait for fonts, which happy-dom does not have.
  if (document.fonts === undefined) Object.assign(document, { fonts: new EventTarget() });
  const transport = options.transport ?? createFakeTransport();
  const queries = createQueries();
  const stop = followChanges(transport, queries);
  const container = document.createElement('div');
  document.body.append(container);
  const root = createRoot(container);
  let content = first;
  let company = options.company === undefined ? 'company-a' : options.company;
  let client: Transport = company === null ? transport : bindToCompany(transport, company);
  const draw = (): Promise<void> =>
    settle(() =>
      root.render(
        <ClientProvider client={client} key={company}>
          <QueryClientProvider client={queries}>
            <TextProvider language="ja" onRefused={() => undefined}>
              <ThemeProvider theme="light" contrast="normal">
                {content}
              </ThemeProvider>
            </TextProvider>
          </QueryClientProvider>
        </ClientProvider>,
      ),
    );
  let isMounted = true;
  const unmount = async (): Promise<void> => {
    if (!isMounted) return;
    isMounted = false;
    await settle(() => root.unmount());
    stop();
    queries.clear();
    container.remove();
  };
  onTestFinished(async () => {
    await unmount();
    await settle(transport.close);
  });
  await draw();
  return {
    transport,
    container,
    show: (next) => {
      content = next;
      return draw();
    },
    switchCompany: (next) => {
      company = next;
      client = bindToCompany(transport, next);
      return draw();
    },
    unmount,
  };
}

export interface RenderedHook<P, T> extends Omit<Rendered, 'show' | 'container'> {
  /** Last value that the hook returned. */
  readonly current: T;
  readonly rerender: (props: P) => Promise<void>;
}

interface ProbeProps<P, T> {
  readonly use: (props: P) => T;
  readonly props: P;
  readonly last: { current?: T };
}

const Probe = <P, T>({ use, props, last }: ProbeProps<P, T>) => {
  last.current = use(props);
  return null;
};

/** Renders a component that calls the hook, and exposes the last value that the hook returned. */
export async function renderHook<P, T>(use: (props: P) => T, first: NoInfer<P>, options: RenderOptions = {}): Promise<RenderedHook<P, T>> {
  const last: { current?: T } = {};
  const probe = (props: P) => <Probe use={use} props={props} last={last} />;
  const { show, container: _container, ...rendered } = await renderContent(probe(first), options);
  return {
    ...rendered,
    get current() {
      return last.current as T;
    },
    rerender: (props) => show(probe(props)),
  };
}
