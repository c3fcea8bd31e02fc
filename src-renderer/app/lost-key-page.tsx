import { useText } from '../ui/index.ts';
import classes from './app.module.css';

/** Shown if the page was opened without its key or another window took over the session. */
export const LostKeyPage = () => {
  const text = useText('app.lostKey');
  return (
    <main className={classes.lonely}>
      <div className={classes.lost}>
        <h1>{text('title')}</h1>
        <p>{text('body')}</p>
      </div>
    </main>
  );
};
