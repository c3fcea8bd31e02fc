import type { ReactNode } from 'react';
import { Component } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import { ErrorState } from '../../ui/index.ts';
import { PART_NOT_LOADED, PartLoadError } from './lazy-part.ts';
import classes from './screen-boundary.module.css';

interface ScreenBoundaryProps {
  /** A changed key clears the error and renders the children again. */
  readonly resetKey: string;
  /** Called before the children are rendered again. */
  readonly onRetry?: () => void;
  readonly children: ReactNode;
}

interface ScreenBoundaryState {
  readonly error: Error | null;
  readonly resetKey: string;
}

const failureOf = (error: Error): Failure =>
  error instanceof PartLoadError ? PART_NOT_LOADED : { code: 'internal', params: { message: error.message } };

/** Limits a rendering error to its screen; the navigation, the jobs and the other screens continue to work. */
export class ScreenBoundary extends Component<ScreenBoundaryProps, ScreenBoundaryState> {
  override state: ScreenBoundaryState = { error: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<ScreenBoundaryState> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: ScreenBoundaryProps, state: ScreenBoundaryState): Partial<ScreenBoundaryState> | null {
    return props.resetKey === state.resetKey ? null : { error: null, resetKey: props.resetKey };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className={classes.place}>
        <ErrorState
          failure={failureOf(error)}
          onRetry={() => {
            this.props.onRetry?.();
            this.setState({ error: null });
          }}
        />
      </div>
    );
  }
}
