import {
  type ConnectionFacts,
  type ConnectionLayer,
  createConnectionReason,
  createSkippedLayerResult,
  createTestedLayerResult,
  type LayerResult,
  type LayerVerdict,
} from '#shared/domain/integration/connection-test/connection-test.ts';
import { createFailedVerdict, toNetworkVerdict } from './layer-verdicts.ts';
import { NamedProblem } from './named-problem.ts';
import { NetworkProblem } from './problem.ts';

const LONGEST_VALUE = 120;

interface LayerWork<Layer extends ConnectionLayer> {
  readonly layers: readonly Layer[];
  readonly signal: AbortSignal;
  /** Masks secrets, because a server may return parts of the request. */
  readonly mask: (text: string) => string;
  readonly test: (layer: Layer) => Promise<LayerVerdict>;
}

/** Tests the layers in order and skips those after a failure. Failures are results; throws only the signal's reason. */
export async function* runLayers<Layer extends ConnectionLayer>({
  layers,
  signal,
  mask,
  test,
}: LayerWork<Layer>): AsyncGenerator<LayerResult<Layer>, void, void> {
  const shown = (values: ConnectionFacts): ConnectionFacts =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? mask(value).slice(0, LONGEST_VALUE) : value]),
    );
  let hasFailed = false;
  for (const layer of layers) {
    if (hasFailed) {
      yield createSkippedLayerResult(layer, 'earlier');
      continue;
    }
    const started = performance.now();
    const verdict = await test(layer).catch((error: unknown) => {
      signal.throwIfAborted();
      return verdictOf(error);
    });
    const { reasons, facts, ...result } = createTestedLayerResult(layer, verdict, performance.now() - started);
    hasFailed = result.state === 'failed';
    yield { ...result, reasons: reasons.map((reason) => ({ ...reason, params: shown(reason.params) })), facts: shown(facts) };
  }
}

function verdictOf(error: unknown): LayerVerdict {
  if (error instanceof NamedProblem) return createFailedVerdict(createConnectionReason(error.reason, error.params), error.params);
  if (!(error instanceof NetworkProblem)) throw error;
  return toNetworkVerdict(error);
}
