import type { ReactNode } from 'react';
import { Component } from 'react';
import { ErrorState } from '../ui/index.ts';
import classes from './screen-boundary.module.css';

interface ScreenBoundaryProps {
  /** Another value gives the children another chance. */
  readonly resetKey: string;
  readonly children: ReactNode;
}

interface ScreenBoundaryState {
  readonly error: Error | null;
  readonly resetKey: string;
}

/** A bug in one screen stays in that screen: the rail, the jobs and the other screens go on. */
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
        <ErrorState failure={{ code: 'internal', params: { message: error.message } }} onRetry={() => this.setState({ error: null })} />
      </div>
    );
  }
}
