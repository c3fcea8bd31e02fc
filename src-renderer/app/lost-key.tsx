import { EmptyState, useText } from '../ui/index.ts';
import classes from './app.module.css';

/** The page was opened without its key, or another window took the session. */
export const LostKey = () => {
  const text = useText('app.lostKey');
  return (
    <main className={classes.lonely}>
      <EmptyState title={text('title')} centered>
        {text('body')}
      </EmptyState>
    </main>
  );
};
